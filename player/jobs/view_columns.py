"""The arrays of a library view: columns that grow by doubling, so that a new track costs nothing.

Pure numpy, the thread of its owner (``jobs.view``). Arrays handed out are windows on these columns:
they show later changes of the same tracks and must not be written to.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

_FIRST_CAPACITY = 256

_PLAIN: dict[str, tuple[Any, float]] = {
    "track_ids": (np.int64, 0),
    "available": (np.bool_, 0),
    "low_bitrate": (np.bool_, 0),
    "wrong_extension": (np.bool_, 0),
    "content": (np.int8, -1),
    "blocked": (np.int8, -1),
    "choice": (np.int8, 0),
    "analysed": (np.bool_, 0),
    "valence": (np.float32, np.nan),
    "arousal": (np.float32, np.nan),
    "valence_sd": (np.float32, np.nan),
    "arousal_sd": (np.float32, np.nan),
    "start_arousal": (np.float32, np.nan),
    "end_arousal": (np.float32, np.nan),
    "start_valence": (np.float32, np.nan),
    "end_valence": (np.float32, np.nan),
    "loudness_lufs": (np.float32, np.nan),
    "network_valence": (np.float32, np.nan),
    "network_arousal": (np.float32, np.nan),
    "network_valence_sd": (np.float32, np.nan),
    "network_arousal_sd": (np.float32, np.nan),
    "network_mood": (np.int8, -1),
    "familiar": (np.bool_, 0),
    "sound_valence": (np.float32, np.nan),
    "sound_arousal": (np.float32, np.nan),
    "words_valence": (np.float32, np.nan),
    "contrast": (np.int8, 0),
    "mood": (np.int8, -1),
    "sound_mood": (np.int8, -1),
    "style": (np.int8, -1),
    "mood_source": (np.int8, 0),
    "style_source": (np.int8, 0),
    "unsure": (np.bool_, 0),
    "speech": (np.bool_, 0),
    "silent": (np.bool_, 0),
    "truncated": (np.bool_, 0),
    "clipped": (np.bool_, 0),
    "tempo_bpm": (np.float32, np.nan),
    "tonic": (np.int8, -1),
    "minor": (np.int8, 0),
    "sound": (np.int32, -1),
    "title": (np.int32, -1),
    "recording": (np.int32, -1),
    "quality": (np.float32, 0),
    "artist": (np.int32, -1),
    "album": (np.int32, -1),
    "last_played_at": (np.float64, -np.inf),
    "heard": (np.float32, 0),
    "offered": (np.float32, 0),
    "added_at": (np.float64, np.nan),
    "duration_s": (np.float32, np.nan),
    "rating": (np.int8, 0),
    "favourite": (np.bool_, 0),
}
"""Column -> type and the value that says *nothing known*."""

_OF_THE_FILE = {
    "track_ids",
    "available",
    "low_bitrate",
    "wrong_extension",
    "content",
    "blocked",
    "sound",
    "title",
    "recording",
    "quality",
    "artist",
    "album",
    "added_at",
    "duration_s",
}
_OF_THE_LISTENER = {"choice", "last_played_at", "heard", "offered", "rating", "favourite"}
_OF_SOUND = tuple(name for name in _PLAIN if name not in _OF_THE_FILE | _OF_THE_LISTENER)


class Columns:
    """Named arrays with one row per track."""

    def __init__(self, *, moods: int, styles: int, embedding: int) -> None:
        """*moods*, *styles*, *embedding*: widths of the two-dimensional columns."""
        self._widths = {
            "mood_probabilities": moods,
            "network_moods": moods,
            "style_probabilities": styles,
            "embedding": embedding,
        }
        self._size = 0
        self._arrays: dict[str, NDArray[Any]] = {}
        self._reserve(_FIRST_CAPACITY)

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, name: str) -> NDArray[Any]:
        """The rows in use of column *name*."""
        return self._arrays[name][: self._size]

    @property
    def capacity(self) -> int:
        """Rows that fit before the columns are copied to larger ones."""
        return len(self._arrays["track_ids"])

    def append(self, count: int) -> int:
        """Add *count* empty rows; returns the first of them."""
        first = self._size
        if first + count > self.capacity:
            self._reserve(max(first + count, 2 * self.capacity))
        self._size += count
        return first

    def forget_analysis(self, rows: NDArray[np.intp]) -> None:
        """Let these rows know nothing of their sound and style."""
        for name in _OF_SOUND:
            self._arrays[name][rows] = _PLAIN[name][1]
        for name in self._widths:
            self._arrays[name][rows] = 0

    def _reserve(self, capacity: int) -> None:
        shapes: dict[str, tuple[Any, float, tuple[int, ...]]] = {
            name: (kind, empty, (capacity,)) for name, (kind, empty) in _PLAIN.items()
        }
        for name, width in self._widths.items():
            shapes[name] = (np.float32, 0, (capacity, width))
        for name, (kind, empty, shape) in shapes.items():
            grown = np.full(shape, empty, dtype=kind)
            if self._size:
                grown[: self._size] = self._arrays[name][: self._size]
            self._arrays[name] = grown
