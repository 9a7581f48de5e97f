"""``moodlark train audio``: from labelled clips to the network in ``models/``, on one page.

Command line only. The encoders listen (made anew by :mod:`player.training.ear_training` where that
is wished), linear heads are fitted on what they hear in closed form or to convergence from a fixed
start: the same data and encoders give the same weights. The figures in the card come from encoders
and heads that never met the clip's fold; what ships is fitted on all clips.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from player.tagging.calibration import style_probabilities
from player.tagging.card import CalibrationParameters, NetworkCard
from player.training.cleaning import CleaningReport, clean
from player.training.clip_audio import load_sound
from player.training.clips import Clip, load_clips
from player.training.ear_training import EarSettings, train_ears
from player.training.ears import EARS_FOLDER
from player.training.export import with_edges, write_network
from player.training.figures import out_of_fold_figures
from player.training.fit_calibration import distance_limit, fit_calibration, music_limit
from player.training.heads import fit_heads
from player.training.hearing import HeardClips, hear_everything
from player.training.report import Predictions, TrainingRun, write_report
from player.training.rows import (
    OutOfFold,
    heads_of_splits,
    labelled_rows,
    made_rows,
    out_of_fold,
    styles_of,
)

SUMMARY = (
    "A small convolutional encoder, distilled from two teachers over mixtures of the training"
    " sound, beside hand-made features of 6 s windows (timbre, contrast, dynamics, pulse,"
    " modulation, chroma, key); linear heads over both. Known failures: valence is harder; styles"
    " outside the ten of GTZAN and electronic are unknown to it, and the encoder knows the styles"
    " of music it was distilled on much better than others (.84 against .81); pop, rock, disco and"
    " country are taken for each other; Western popular and classical music only; moods are regions"
    " of the valence-arousal plane, no clip was ever labelled with them; what is told of voice,"
    " acoustic sound, dancing and speech repeats the teachers, nobody rated it."
)

SOURCES: tuple[Mapping[str, Any], ...] = (
    {
        "name": "MER data set of J. Grekow (part)",
        "origin": "github.com/grekowj/musemodataset",
        "terms": "no licence stated",
        "use": "valence, arousal, style",
        "folder": "grekow_dev",
    },
    {
        "name": "GTZAN genre excerpts (part)",
        "origin": "github.com/zenny126/py",
        "terms": "no licence stated",
        "use": "style",
        "folder": "gtzan_dev",
    },
    {
        "name": "Emotify (A. Aljanaki)",
        "origin": "github.com/sergi-andreu/ProjectMusicInformatics",
        "terms": "no licence stated",
        "use": "felt emotions as a help for valence and arousal; style",
        "folder": "emotify",
    },
    {
        "name": "YAMNet (Google)",
        "origin": "github.com/Dhiveej/Aranyadhwani",
        "terms": "MIT as stated there",
        "use": "teacher of the encoder; no weight of it is in here",
        "folder": "",
    },
    {
        "name": "music-auto_tagging-keras (K. Choi), CNN and CRNN",
        "origin": "github.com/keunwoochoi/music-auto_tagging-keras",
        "terms": "MIT",
        "use": "teachers of the encoder; no weight of them is in here",
        "folder": "",
    },
    {
        "name": "Made sounds: noises, tones, hum, clicks, espeak-ng speech",
        "origin": "made by player.training.not_music",
        "terms": "our own",
        "use": "to tell music from what is none",
        "folder": "",
    },
)


@dataclass(frozen=True, slots=True)
class TrainingResult:
    """What a training run made."""

    card: NetworkCard
    """The card as written."""
    left_out: tuple[tuple[str, str], ...]
    """Clips that could not be used, and why."""
    report: Path | None
    """The written report, where one was wished."""


def run(
    data: Path,
    out: Path,
    *,
    ears: Path,
    cache: Path,
    settings: EarSettings | None = None,
    report: Path | None = None,
    workers: int = 1,
    progress: Callable[[str, int, int], None] = lambda _what, _done, _total: None,
) -> TrainingResult:
    """Train on the labelled clips in *data* and write the network into *out*.

    :param ears: folder of the encoders to listen with.
    :param cache: folder that keeps decoded sound and what was heard between runs.
    :param settings: make the encoders anew, into ``out/ears``, with the teachers in
        ``data/teachers``.
    :param report: folder to write a report with plots into.
    :param progress: told (what, done, in all).
    :raises UsageError: *data* is not laid out as docs/TRAINING.md says, no clip can be read, or
        there are no encoders.
    """
    began = time.monotonic()
    clips = load_clips(data)
    sounds = load_sound(
        [clip.path for clip in clips],
        cache=cache / "sound",
        workers=workers,
        progress=lambda done, total: progress("decode", done, total),
    )
    cleaning = clean(clips, sounds)
    if settings is None:
        # Encoders were made for the folds as they are written: leave them.
        kept: Sequence[Clip] = [clips[place] for place in cleaning.places]
    else:
        ears, kept = out / EARS_FOLDER, cleaning.kept
        kept_sounds = [sounds[place] for place in cleaning.places]
        train_ears(
            kept,
            kept_sounds,
            data / "teachers",
            ears,
            settings,
            state=cache,
            progress=lambda done, total: progress("distil", done, total),
        )
    everything = hear_everything(
        kept,
        ears,
        cache=cache / "heard.npz",
        workers=workers,
        progress=lambda done, total: progress("hear", done, total),
    )
    card, unseen, calibration = _fit_and_write(everything, out)
    written = None
    if report is not None:
        seconds = round(time.monotonic() - began)
        written = _write_report(
            report,
            everything=everything,
            cleaning=cleaning,
            unseen=unseen,
            calibration=calibration,
            card=card,
            seconds=seconds,
        )
    return TrainingResult(card, (*cleaning.left_out, *everything.left_out), written)


def _fit_and_write(
    everything: HeardClips, out: Path
) -> tuple[NetworkCard, OutOfFold, CalibrationParameters]:
    clips, heard, ears = everything.clips, everything.heard, everything.ears
    fitted = heads_of_splits(clips, heard, everything.made, ears)
    unseen = out_of_fold(clips, heard, fitted, ears)
    calibration = fit_calibration(clips, unseen)
    last = len(ears.encoders) - 1
    heads = fit_heads(
        labelled_rows(clips, heard, last), styles_of(clips), made_rows(everything.made, last)
    )
    card = write_network(
        out,
        with_edges(heads, distance_limit(unseen), music_limit(unseen)),
        ears,
        calibration,
        summary=SUMMARY,
        figures={**out_of_fold_figures(clips, unseen), "encoders": dict(ears.made)},
        sources=[{**source, "clips": _count(clips, source)} for source in SOURCES],
        clips={clip.name: sound.sha256 for clip, sound in zip(clips, heard, strict=True)},
    )
    return card, unseen, calibration


def _write_report(
    folder: Path,
    *,
    everything: HeardClips,
    cleaning: CleaningReport,
    unseen: OutOfFold,
    calibration: CalibrationParameters,
    card: NetworkCard,
    seconds: int,
) -> Path:
    place = {clip.name: i for i, clip in enumerate(everything.clips)}
    rows = np.array([place.get(clip.name, -1) for clip in cleaning.kept])
    shares = style_probabilities(
        unseen.style_logits,
        temperature=calibration.style_temperature,
        other_logit=calibration.other_logit,
    )[:, :-1]
    return write_report(
        folder,
        TrainingRun(
            title=f"{card.id} {card.version}",
            cleaning=cleaning,
            made={**everything.ears.made, "seconds": seconds},
            figures=card.figures,
            unseen=Predictions(
                np.where(rows[:, None] < 0, np.nan, unseen.plane[rows]),
                card.styles,
                np.where(rows[:, None] < 0, np.nan, shares[rows]),
            ),
        ),
    )


def _count(clips: Sequence[Clip], source: Mapping[str, Any]) -> int:
    return sum(clip.corpus == source["folder"] for clip in clips)
