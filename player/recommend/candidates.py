"""What the recommender is given: the whole library as columns of numbers, one row per track.

Pure numpy, any thread. It is a *view* that somebody else builds (``jobs.view``): nothing here
reads a store, asks a network or changes an array. Unknown numbers are NaN (floats) or -1
(integers), never guesses, and every term of the score treats them as neutral.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Scores64 = NDArray[np.float64]
Ints = NDArray[np.int32]
SmallInts = NDArray[np.int8]
Flags = NDArray[np.bool_]
RowIndex = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """The library in columns of equal length n; row i of every column is the same track."""

    track_ids: NDArray[np.int64]
    """(n,) ids, each once."""
    rows: Mapping[int, int]
    """Track id -> row."""
    moods: tuple[str, ...]
    """Ids of the M columns of ``mood_probabilities``."""
    styles: tuple[str, ...]
    """Ids of the columns of ``style_probabilities``, ``other`` among them."""
    available: Flags
    """(n,) the file is there and can be read, and no better file of its song takes its place."""
    kept_out: Flags
    """(n,) is not to be offered unasked: speech, a song for another season, an hour-long mix..."""
    analysed: Flags
    """(n,) mood and sound are known; the columns below that come from them are NaN or 0 if not."""
    valence: Floats
    """(n,) -1..1."""
    arousal: Floats
    """(n,) -1..1."""
    valence_sd: Floats
    """(n,) standard deviation of the error of ``valence``."""
    arousal_sd: Floats
    """(n,) standard deviation of the error of ``arousal``."""
    start_arousal: Floats
    """(n,) arousal where the track starts; NaN until it was analysed as a whole."""
    end_arousal: Floats
    """(n,) arousal where the track ends; NaN until it was analysed as a whole."""
    start_valence: Floats
    """(n,) valence where the track starts; NaN until it was analysed as a whole."""
    end_valence: Floats
    """(n,) valence where the track ends; NaN until it was analysed as a whole."""
    loudness_lufs: Floats
    """(n,) EBU R128 integrated loudness; NaN until it was measured."""
    mood_probabilities: Floats
    """(n, M) rows sum to 1; all 0 when not analysed."""
    style_probabilities: Floats
    """(n, S) rows sum to 1; all 0 when nothing is known."""
    style_kinship: Floats
    """(S, S) how nearly two styles are related, 0..1; 1 on the diagonal."""
    unsure: Flags
    """(n,) no mood stands out."""
    contrast: SmallInts
    """(n,) sound and words clearly on opposite sides: 1 a bright sound with dark words, -1 a dark
    sound with bright words, 0 neither (or no words)."""
    tempo_bpm: Floats
    """(n,) beats per minute."""
    tonic: SmallInts
    """(n,) pitch class of the key, C = 0 ... B = 11."""
    minor: SmallInts
    """(n,) 1 minor, 0 major."""
    embedding: Floats
    """(n, D) rows of length 1; all 0 when not analysed."""
    artist: Ints
    """(n,) a number per artist; -1 unknown."""
    album: Ints
    """(n,) a number per album; -1 unknown."""
    song: Ints
    """(n,) a number per song: the same for its copies and versions, another for every other row."""
    quality: Floats
    """(n,) how good the file's sound is; only compared between files of one song."""
    last_played_s_ago: Floats
    """(n,) seconds since the track was last heard; infinity if never."""
    heard: Floats
    """(n,) how often the track was heard (mostly or to its end)."""
    offered: Floats
    """(n,) how often the track came to its turn because a queue brought it; 0 never."""
    age_s: Floats
    """(n,) seconds since the track came into the library."""
    duration_s: Floats
    """(n,) length; NaN unknown."""
    rating: SmallInts
    """(n,) 1..5 stars; 0 not rated."""
    favourite: Flags
    """(n,) the listener marked it."""

    def __len__(self) -> int:
        return len(self.track_ids)
