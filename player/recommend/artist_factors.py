"""What other people who hear the same artists hear: a listener folded into public listening data.

Pure numpy, any thread; frozen once made. Two numbers in a row per artist were learned
(``training.artist_regression``): what hearing that artist says, and whom it speaks for. A listener
is the weighted sum of the first over their artists; how well any artist fits is that sum times the
second. Must not read files (``jobs.artist_file`` does) and must not guess: an artist the data does
not know is neutral.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from player.recommend.candidates import Candidates, Floats, Ints, RowIndex

Bytes = NDArray[np.int8]

EMPHASIS = 0.85
"""How much the number of plays counts, against merely having been played (tuned in training)."""

NEAR_COLUMNS = 96
"""Columns that :meth:`ArtistNeighbours.near` reads: it is asked for every place of a queue."""

NEAR_ARTISTS = 5
"""So many of the latest tracks count there."""

NEAR_FADE = 0.6
"""What each weighs, next to the one after it (as the sound of the moment has it in the score)."""

NEWCOMER_PLAYS = 50.0
"""After so many plays a track that is merely held counts half a play."""


@lru_cache(maxsize=65_536)
def comparable(name: str) -> str:
    """*name* without case, accents, punctuation and a leading "the"; ``&`` is "and".

    Names that are punctuation alone stay as they are.
    """
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name)).casefold()
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    words = "".join(c if c.isalnum() else " " for c in text.replace("&", " and ")).split()
    if len(words) > 1 and words[0] == "the" != words[1]:
        del words[0]
    return "".join(words) or name.casefold().strip()


def emphasised(weights: Floats) -> Floats:
    """(m,) what *weights* (m,) count, 0 staying 0: hearing at all, and a logarithm of how much.

    The logarithm is taken relative to the most heard, so it does not matter what is counted. What
    was heard less than once (merely held, and fading) counts that much less.
    """
    once = np.clip(weights, 0.0, 1.0)
    most = float(weights.max(initial=0.0))
    if most <= 0.0:
        return np.zeros(len(weights), np.float32)
    much = np.log1p(weights) / np.log1p(most)
    counts: Floats = (once * (1.0 - EMPHASIS + 1.5 * EMPHASIS * much)).astype(np.float32)
    return counts


@dataclass(frozen=True, slots=True, eq=False)
class ArtistFactors:
    """What was learned of A artists, K numbers each way, in bytes with a scale per artist."""

    names: tuple[str, ...]
    """(A,) as the data spells them."""
    ids: NDArray[np.int32]
    """(A,) their numbers in the data."""
    inputs: Bytes
    """(A, K) what hearing an artist says; times ``input_scale``. The first columns say most."""
    input_scale: Floats
    """(A,)."""
    outputs: Bytes
    """(A, K) whom it speaks for; times ``output_scale``."""
    output_scale: Floats
    """(A,)."""
    trained_users: NDArray[np.int32]
    """Numbers of the people it was learned from, ascending: no figure may be measured on them."""
    reach: float
    """Score of the tenth best artist, in standard deviations of all scores: median over people."""
    rows: dict[str, int] = field(init=False)
    """Comparable name -> row."""

    def __post_init__(self) -> None:
        """Make the index of names. Of two artists of one name the better known, which is first."""
        rows: dict[str, int] = {}
        for row, name in enumerate(self.names):
            rows.setdefault(comparable(name), row)
        object.__setattr__(self, "rows", rows)

    def __len__(self) -> int:
        return len(self.names)

    def rows_of(self, names: Sequence[str]) -> RowIndex:
        """(len(names),) the row of each artist, -1 for unknown ones and empty names."""
        return np.array([self.rows.get(comparable(n), -1) if n else -1 for n in names], np.intp)

    def fold_in(self, rows: RowIndex, weights: Floats) -> Floats:
        """(K,) a listener who heard the artists *rows* (m,), each once, *weights* (m,) much; rows
        of -1 are artists that are not known here."""
        known = rows >= 0
        told = emphasised(weights)[known] * self.input_scale[rows[known]]
        listener: Floats = told @ self.inputs[rows[known]].astype(np.float32)
        return listener

    def scores(self, listener: Floats, columns: int | None = None) -> Floats:
        """(A,) how well each artist fits a *listener* (K,), in no unit; an artist of their own only
        as far as the others speak for it.

        :param columns: read only so many of the first columns.
        """
        found: Floats = (self.outputs[:, :columns] @ listener[:columns]) * self.output_scale
        return found


class ArtistNeighbours:
    """The listener's artists and their neighbours, for the artist numbers of one library."""

    def __init__(self, factors: ArtistFactors, names: Sequence[str], weights: Floats) -> None:
        """
        :param names: the artist of each artist number of the library, from 0.
        :param weights: (len(names),) how much each was heard (see :func:`heard_weights`), 0 never.
        """
        found = factors.rows_of(names)
        self._known = np.flatnonzero(found >= 0)
        rows = found[self._known]
        self._names = len(names)
        self._reach = factors.reach
        self._inputs = _real(factors.inputs, factors.input_scale, rows)
        self._outputs = _real(factors.outputs, factors.output_scale, rows)
        everyone = factors.outputs[:, :NEAR_COLUMNS] * factors.output_scale[:, np.newaxis]
        self._power = np.einsum("ak,ak->k", everyone, everyone) / max(len(factors), 1)
        self._place = np.full(self._names + 1, -1, np.intp)  # the last stands for nobody
        self._place[self._known] = np.arange(len(self._known))
        self._fit = np.append(_fit(factors, found, weights), np.float32(0.0))

    @property
    def known(self) -> int:
        """How many of the library's artists the data knows."""
        return len(self._known)

    def affinity(self, candidates: Candidates, rows: RowIndex | slice) -> Floats:
        """(m,) -1..1: how well the artists of *rows* fit all that the listener hears."""
        return self._of(self._fit, candidates.artist[rows])

    def near(self, candidates: Candidates, heard: RowIndex, rows: RowIndex) -> Floats:
        """(m,) -1..1: how well the artists of *rows* fit those of *heard* (rows, latest last)."""
        latest = candidates.artist[heard[-NEAR_ARTISTS:]]
        places = self._place[np.where(latest < self._names, latest, -1)]
        fade = np.float32(NEAR_FADE) ** np.arange(len(places) - 1, -1, -1, dtype=np.float32)
        listener = fade[places >= 0] @ self._inputs[places[places >= 0]]
        # The columns of the outputs are orthogonal, so this is the spread over all artists.
        spread = float(np.sqrt(np.maximum((listener * listener) @ self._power, 0.0)))
        if spread <= 0.0:
            return np.zeros(len(candidates.artist[rows]), np.float32)
        scores = np.clip(self._outputs @ listener / (spread * self._reach), -1.0, 1.0)
        return self._of(self._spread(scores.astype(np.float32)), candidates.artist[rows])

    def _spread(self, known: Floats) -> Floats:
        """(artist numbers + 1,) from the numbers of *known* artists; the last stands for nobody."""
        values = np.zeros(self._names + 1, np.float32)
        values[self._known] = known
        return values

    def _of(self, values: Floats, artist: Ints) -> Floats:
        """The *values* of *artist* numbers; artists that came later, like -1, are nobody."""
        found: Floats = values[np.where(artist < self._names, artist, -1)]
        return found


def heard_weights(candidates: Candidates, artists: int) -> Floats:
    """(artists,) how much each artist number was heard.

    A new listener is known by what their library holds; that fades as they play.
    """
    some = (candidates.artist >= 0) & (candidates.artist < artists)
    artist = candidates.artist[some]
    plays = np.bincount(artist, candidates.heard[some], minlength=artists)
    tracks = np.bincount(artist, minlength=artists)
    fading = NEWCOMER_PLAYS / (NEWCOMER_PLAYS + plays.sum())
    weights: Floats = (plays + fading * tracks).astype(np.float32)
    return weights


def _real(numbers: Bytes, scale: Floats, rows: RowIndex) -> Floats:
    """(len(rows), NEAR_COLUMNS) the numbers the bytes stand for."""
    found: Floats = numbers[rows, :NEAR_COLUMNS] * scale[rows, np.newaxis]
    return np.ascontiguousarray(found, np.float32)


def _fit(factors: ArtistFactors, rows: RowIndex, weights: Floats) -> Floats:
    """(len(rows),) -1..1 how well the artists *rows* fit one who heard them *weights* much; 1 is
    as well as the ten best of all artists commonly do. Unknown ones (-1) are 0."""
    unique, inverse = np.unique(rows, return_inverse=True)  # two spellings of one artist add up
    summed = np.bincount(inverse, weights, minlength=len(unique)).astype(np.float32)
    scores = factors.scores(factors.fold_in(unique, summed))
    spread = float(np.sqrt(np.mean(scores * scores))) if len(scores) else 0.0
    if spread <= 0.0:
        return np.zeros(len(rows), np.float32)
    fit = np.clip(scores[rows] / np.float32(spread * factors.reach), -1.0, 1.0)
    return np.where(rows >= 0, fit, 0.0).astype(np.float32)
