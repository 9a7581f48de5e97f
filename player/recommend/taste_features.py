"""What a taste can depend on: a few numbers per track, made once per state of the library.

Pure numpy, any thread; frozen. Nothing here knows of the listener, so that what is learned from
their events is a function of the events and of the library alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from player.recommend.candidates import Candidates, Flags, Floats

DIRECTIONS = 12
"""Principal directions of the embedding that are kept: a few hundred events can tell no more."""
LOOKED_AT = 4096
"""Tracks from which the directions are found, evenly spread over the library."""
PLANE_SCALE = 0.4
"""Spread of valence and of arousal in a mixed library: divides both, so that 1 is *much*."""
_DAY_S = 86_400.0


@dataclass(frozen=True, slots=True, eq=False)
class TasteFeatures:
    """The library as a taste sees it; row i is row i of the candidates it was made of."""

    matrix: Floats
    """(n, d) float32. Columns: directions of the sound, valence, arousal, styles, age. All but the
    age are measured from the library's mean; what is not known is 0, the mean."""
    directions: int
    """How many of the columns are directions of the sound; valence and arousal come next."""

    @property
    def valence(self) -> int:
        """The column of the valence; the arousal's is the next."""
        return self.directions

    @property
    def age(self) -> int:
        """The column of the age."""
        return int(self.matrix.shape[1]) - 1

    def widened(self, count: int) -> TasteFeatures:
        """The same with rows up to *count*; those that came later are at the mean."""
        more = count - len(self.matrix)
        if more <= 0:
            return self
        rows = np.zeros((more, self.matrix.shape[1]), dtype=np.float32)
        return TasteFeatures(np.concatenate([self.matrix, rows]), self.directions)


def taste_features(candidates: Candidates) -> TasteFeatures:
    """The features of a library: d <= 12 + 2 + styles + 1."""
    known = candidates.analysed
    axes = _principal_directions(candidates.embedding, known)
    count, styles = axes.shape[1], candidates.style_probabilities.shape[1]
    matrix = np.empty((len(candidates), count + 2 + styles + 1), dtype=np.float32)
    matrix[:, :count] = candidates.embedding @ axes
    matrix[:, count] = candidates.valence
    matrix[:, count + 1] = candidates.arousal
    matrix[:, count : count + 2] /= np.float32(PLANE_SCALE)
    _from_the_mean(matrix[:, : count + 2], known)
    matrix[:, count + 2 : -1] = candidates.style_probabilities
    styled: Flags = np.any(candidates.style_probabilities, axis=1)
    _from_the_mean(matrix[:, count + 2 : -1], styled)
    matrix[:, -1] = age_feature(candidates.age_s)
    return TasteFeatures(matrix, count)


def _from_the_mean(columns: Floats, known: Flags) -> None:
    """Measure *columns* (n, k) from the mean of the *known* rows; the others are at the mean."""
    columns[~known] = 0.0
    if known.any():
        columns -= columns.sum(axis=0, dtype=np.float64).astype(np.float32) / known.sum()
        columns[~known] = 0.0


def age_feature(age_s: NDArray[np.floating]) -> Floats:
    """How long a track has been in the library: -1 since today, 0 for 15 weeks, 1 for 5 years; on
    a logarithmic scale, and 0 when it is not known.

    :param age_s: seconds; a negative age (the event came first) counts as none.
    """
    weeks = np.maximum(age_s, 0.0) / (7 * _DAY_S)
    return np.asarray(np.nan_to_num(np.log2(1.0 + weeks) / 4.0 - 1.0), dtype=np.float32)


def _principal_directions(embedding: Floats, known: Flags) -> Floats:
    """(D, k) directions in which the *known* rows differ most, the widest first, scaled so that
    their spread along the first is 1; k <= :data:`DIRECTIONS`.

    The sign of an eigenvector is arbitrary: here its largest component is positive. The narrower
    directions are not widened to 1: they say less, and the prior then lets them say less.
    """
    rows = np.flatnonzero(known)
    rows = rows[:: max(1, -(-len(rows) // LOOKED_AT))]
    size, count = embedding.shape[1], min(DIRECTIONS, embedding.shape[1])
    if len(rows) < 2:
        return np.zeros((size, count), dtype=np.float32)
    sample = embedding[rows].astype(np.float64)
    sample -= sample.mean(axis=0)
    variance, vectors = np.linalg.eigh(sample.T @ sample / len(sample))
    axes = vectors[:, ::-1][:, :count]
    axes = axes * np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(count)])
    return np.asarray(axes / np.sqrt(max(variance[-1], 1e-12)), dtype=np.float32)
