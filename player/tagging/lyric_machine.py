"""The arithmetic of reading lyrics: a kernel machine over n-grams, outside experts and the shape.

Tagging process and training; numpy only, no torch. The scores of a song are those of a kernel ridge
regression whose kernel is a weighted sum: dot products of tf-idf n-grams (which fold into one table
of weights per n-gram) and a Gaussian over a few dozen dense numbers (whose training songs stay, as
those numbers). The dense numbers are what *experts* say: linear models of other texts (other songs,
short messages) and, in English, the shape of the text. Fitted by
:mod:`player.training.lyric_linear`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from player.tagging.lyric_ngrams import Float64, Grams, Hashes, grams_of
from player.tagging.lyric_shape import shape_of
from player.tagging.lyric_text import Lyrics

QUADRANTS = 4
LIMIT = 3.0
"""Dense numbers are cut off at this many standard deviations: odd texts must not run away."""

QUANTILES = (0.1, 0.9)
"""Of what an expert says line by line."""


@dataclass(frozen=True, slots=True)
class NgramTable:
    """Weights of the n-grams of one family; n-grams that are not in it count nothing."""

    hashes: Hashes
    """(m,) ascending."""
    idf: Float64
    """(m,) how rare each is."""
    weights: Float64
    """(m, k)."""

    def scores(self, hashes: Hashes, counts: Float64) -> Float64:
        """(k,) the tf-idf vector of a text's n-grams, of unit length, times the weights."""
        rows, values = self.vector(hashes, counts)
        result: Float64 = values @ self.weights[rows]
        return result

    def vector(self, hashes: Hashes, counts: Float64) -> tuple[npt.NDArray[np.intp], Float64]:
        """Rows of the known n-grams among *hashes* and their tf-idf, of unit length together."""
        rows = np.searchsorted(self.hashes, hashes).clip(max=len(self.hashes) - 1)
        known = self.hashes[rows] == hashes
        rows = rows[known]
        values = counts[known] * self.idf[rows]
        return rows, values / max(float(np.linalg.norm(values)), 1e-9)


@dataclass(frozen=True, slots=True)
class Expert:
    """A linear model of other texts."""

    tables: Mapping[str, NgramTable]
    """By family."""
    bias: Float64
    """(k,)."""

    def scores(self, grams: Grams) -> Float64:
        """(k,) what it says of a text's n-grams."""
        result = self.bias.copy()
        for family, table in self.tables.items():
            result += table.scores(*grams[family])
        return result


@dataclass(frozen=True, slots=True)
class Machine:
    """Reads the words of one language."""

    experts: tuple[Expert, ...]
    """In the order of the dense numbers."""
    by_line: bool
    """Experts judge line by line, not the song as a whole."""
    shaped: bool
    """The shape of English text is among the dense numbers."""
    tables: Mapping[str, NgramTable]
    """The songs' own n-grams, by family, with a weight per quadrant."""
    mean: Float64
    """(d,) of the dense numbers."""
    scale: Float64
    """(d,) their standard deviations."""
    stretch: Float64
    """(d,) how much each counts in the Gaussian."""
    centres: Float64
    """(n, d) dense numbers of the songs learned from, standardised."""
    alpha: Float64
    """(n, 4) their weights."""
    bias: Float64
    """(4,) what is said of an empty text."""

    def scores(self, lyrics: Lyrics) -> Float64:
        """(4,) about the share of each quadrant Q1...Q4; not calibrated, may lie below 0."""
        grams = grams_of(families_of(self.tables, self.experts), lyrics.lines)
        dense = dense_numbers(lyrics, grams, self.experts, by_line=self.by_line, shaped=self.shaped)
        near = gaussian(self.standardised(dense)[None], self.centres)[0]
        result: Float64 = self.bias + near @ self.alpha
        for family, table in self.tables.items():
            result += table.scores(*grams[family])
        return result

    def standardised(self, dense: Float64) -> Float64:
        """Dense numbers (..., d) as the Gaussian measures them."""
        return np.clip((dense - self.mean) / self.scale, -LIMIT, LIMIT) * self.stretch


def families_of(families: Iterable[str], experts: Iterable[Expert]) -> list[str]:
    """All the families of n-grams that a song's own tables or *experts* look at."""
    asked = (family for expert in experts for family in expert.tables)
    return list(dict.fromkeys([*families, *asked]))


def dense_numbers(
    lyrics: Lyrics, grams: Grams, experts: Sequence[Expert], *, by_line: bool, shaped: bool
) -> Float64:
    """(d,): the shape, then what each expert says of the whole song.

    With *by_line* instead what it says of the lines: mean, standard deviation and quantiles.

    :param grams: the n-grams of all lines together.
    """
    parts = [shape_of(lyrics)] if shaped else []
    for expert in experts:
        if not by_line:
            parts.append(expert.scores(grams))
            continue
        lines = [grams_of(expert.tables, [line]) for line in lyrics.lines or ("",)]
        rows = np.array([expert.scores(line) for line in lines])
        parts += [rows.mean(axis=0), rows.std(axis=0), *np.quantile(rows, QUANTILES, axis=0)]
    return np.concatenate(parts) if parts else np.zeros(0)


def gaussian(one: Float64, other: Float64) -> Float64:
    """(n, m) exp(-|a - b|² / 2d) of rows (n, d) and (m, d)."""
    squared = (one**2).sum(1)[:, None] + (other**2).sum(1)[None] - 2 * one @ other.T
    result: Float64 = np.exp(-np.maximum(squared, 0.0) / (2 * max(1, one.shape[1])))
    return result
