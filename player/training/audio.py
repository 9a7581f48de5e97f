"""``moodlark train audio``: from the data folder to the network in ``models/``, on one page.

Command line only. Everything is fitted in closed form or to convergence from a fixed start, so the
same data gives the same weights. The figures in the card come from heads that were fitted
without the clip's fold; the weights that ship are fitted on all clips.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from player.errors import UsageError
from player.tagging.card import NetworkCard
from player.training.clip_features import hear_clips
from player.training.clips import Clip, load_clips
from player.training.export import with_limit, write_network
from player.training.figures import out_of_fold_figures
from player.training.fit_calibration import distance_limit, fit_calibration
from player.training.heads import fit_heads
from player.training.rows import labelled_rows, out_of_fold, styles_of
from player.wording import sentence

SUMMARY = (
    "Linear heads on librosa features of 6 s windows (timbre, contrast, dynamics, pulse,"
    " modulation, chroma, mode). Known failures: valence is much harder than arousal; styles"
    " outside the ten of GTZAN and electronic are unknown to it; pop, rock, disco and country"
    " are often taken for each other; tones, clicks and silence are recognised as no music, steady"
    " noise and speech are not; Western popular and classical music only; moods are regions of the"
    " valence-arousal plane, no clip was ever labelled with them."
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
)


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """What a training run made."""

    card: NetworkCard
    """The card as written."""
    left_out: tuple[tuple[str, str], ...]
    """Clips that could not be used, and why."""


def run(
    data: Path,
    out: Path,
    *,
    cache: Path | None = None,
    workers: int = 1,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> TrainingReport:
    """Train on ``data/audio`` and write the network into *out*.

    :param cache: file that keeps the features of the clips between runs.
    :param workers: processes that decode and describe clips.
    :param progress: told (clips done, clips in all).
    :raises UsageError: *data* is not laid out as docs/TRAINING.md says, or no clip can be read.
    """
    clips = load_clips(data / "audio")
    sounds = hear_clips(
        [clip.path for clip in clips], cache=cache, workers=workers, progress=progress
    )
    left_out = tuple(
        (clip.name, sound.failure)
        for clip, sound in zip(clips, sounds, strict=True)
        if sound.failure
    )
    usable = [(c, s) for c, s in zip(clips, sounds, strict=True) if not s.failure]
    if not usable:
        raise UsageError(sentence("Command", "No clip in {folder} can be used.", folder=str(data)))
    clips, heard = [clip for clip, _ in usable], [sound for _, sound in usable]
    unseen = out_of_fold(clips, heard)
    calibration = fit_calibration(clips, unseen)
    heads = fit_heads(labelled_rows(clips, heard), styles_of(clips))
    card = write_network(
        out,
        with_limit(heads, distance_limit(unseen)),
        calibration,
        summary=SUMMARY,
        figures=out_of_fold_figures(clips, unseen),
        sources=[{**source, "clips": _count(clips, source)} for source in SOURCES],
        clips={clip.name: sound.sha256 for clip, sound in usable},
    )
    return TrainingReport(card, left_out)


def _count(clips: list[Clip], source: Mapping[str, Any]) -> int:
    return sum(clip.corpus == source["folder"] for clip in clips)
