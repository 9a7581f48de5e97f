"""Labelled clips as a library for the recommender, tagged by heads that never met them.

Command line only. Tags are out of fold (``guesses.fold_guesses``). Embeddings are those of the
encoder that ships: it was taught by other networks and no label, but it heard these clips then, so
likeness of sound is a little too good. What clips do not have (artists, plays, tempo) is unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from player.evaluation.guesses import Guesses
from player.evaluation.manifest import Labels
from player.recommend.candidates import Candidates
from player.tagging.calibration import mood_probabilities
from player.tagging.encoder import EMBEDDING_SIZE
from player.tagging.vocabulary import MOODS
from player.training.clips import load_clips
from player.training.fit_calibration import MOOD_SPREAD
from player.training.hearing import hear_everything

CLIP_LENGTH_S = 240.0
"""Every clip stands for a track of this length."""


def labelled_library(
    labels: Sequence[Labels], guesses: Guesses, embedding: npt.NDArray[np.floating]
) -> Candidates:
    """Every clip that has a place on the plane by its label, and could be heard, as a track.

    :param embedding: (n, D) one row per clip, raw.
    :returns: rows in the order of *labels*; ids are places in it, so that id and label go together.
        Clips of one recording are one song.
    """
    rated = [None not in (clip.valence, clip.arousal) for clip in labels]
    chosen = np.flatnonzero(np.isfinite(guesses.plane).all(axis=1) & np.array(rated))
    n = len(chosen)
    plane = np.clip(guesses.plane[chosen], -1.0, 1.0).astype(np.float32)
    doubt = guesses.plane_sd[chosen].astype(np.float32)
    columns = np.hstack([plane, doubt]).astype(np.float64).T
    away = embedding[chosen] - embedding[chosen].mean(axis=0)
    away = away / np.maximum(np.linalg.norm(away, axis=1, keepdims=True), 1e-12)
    unknown = np.full(n, np.nan, dtype=np.float32)
    nothing = np.zeros(n, dtype=np.float32)
    _, song = np.unique([guesses.groups[i] for i in chosen], return_inverse=True)
    styles = (*guesses.styles, "other")
    return Candidates(
        track_ids=chosen.astype(np.int64),
        rows={int(place): row for row, place in enumerate(chosen)},
        moods=tuple(mood.id for mood in MOODS),
        styles=styles,
        available=np.ones(n, dtype=np.bool_),
        kept_out=np.zeros(n, dtype=np.bool_),
        analysed=np.ones(n, dtype=np.bool_),
        valence=plane[:, 0],
        arousal=plane[:, 1],
        valence_sd=doubt[:, 0],
        arousal_sd=doubt[:, 1],
        start_arousal=unknown,
        end_arousal=unknown,
        start_valence=unknown,
        end_valence=unknown,
        loudness_lufs=unknown,
        mood_probabilities=mood_probabilities(*columns, spread=MOOD_SPREAD).astype(np.float32),
        style_probabilities=guesses.style_shares[chosen].astype(np.float32),
        style_kinship=np.eye(len(styles), dtype=np.float32),
        unsure=~guesses.mood_sure[chosen],
        contrast=np.zeros(n, dtype=np.int8),
        tempo_bpm=unknown,
        tonic=np.full(n, -1, dtype=np.int8),
        minor=np.zeros(n, dtype=np.int8),
        embedding=away.astype(np.float32),
        artist=np.full(n, -1, dtype=np.int32),
        album=np.full(n, -1, dtype=np.int32),
        song=song.astype(np.int32),
        quality=nothing,
        last_played_s_ago=np.full(n, np.inf, dtype=np.float32),
        heard=nothing,
        offered=nothing,
        age_s=nothing,
        duration_s=np.full(n, CLIP_LENGTH_S, dtype=np.float32),
        rating=np.zeros(n, dtype=np.int8),
        favourite=np.zeros(n, dtype=np.bool_),
    )


def label_places(candidates: Candidates, labels: Sequence[Labels]) -> npt.NDArray[np.float64]:
    """(n, 2) where the labels place the tracks of :func:`labelled_library`."""
    clips = [labels[int(place)] for place in candidates.track_ids]
    return np.array([(clip.valence, clip.arousal) for clip in clips], dtype=np.float64)


def shipped_embedding(
    labels: Sequence[Labels],
    audio_dir: Path,
    folds_file: Path,
    ears_folder: Path,
    *,
    cache: Path | None,
    workers: int = 1,
) -> npt.NDArray[np.float32]:
    """(n, D) what the encoder that ships makes of each clip; zeros for one that cannot be heard.

    :param cache: the file in which ``fold_guesses`` keeps what was heard: it is heard once.
    :raises UsageError: as ``fold_guesses``.
    """
    everything = hear_everything(
        load_clips(audio_dir, folds_file), ears_folder, cache=cache, workers=workers
    )
    last = len(everything.ears.encoders) - 1
    sounds = {
        clip.name: sound for clip, sound in zip(everything.clips, everything.heard, strict=True)
    }
    rows = np.zeros((len(labels), EMBEDDING_SIZE), dtype=np.float32)
    for row, clip in zip(rows, labels, strict=True):
        if clip.name in sounds:
            row[:] = sounds[clip.name].mean(last)[0, :EMBEDDING_SIZE]
    return rows
