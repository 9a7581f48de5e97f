"""What was decided of labelled clips: quadrants and styles, how surely, and whether it was right.

Command line only. The one place where the rules of docs/EVALUATION.md for decisions are written
down; figures, plots and comparisons all read from here. Must not listen to anything.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from player.evaluation.guesses import BoolArray, FloatArray, Guesses
from player.evaluation.manifest import Labels
from player.training.figures import quadrant
from player.training.metrics import Indices

QUADRANTS = ("Q1", "Q2", "Q3", "Q4")


@dataclass(frozen=True, slots=True)
class Decisions:
    """One row per clip that was heard and has the label."""

    rows: Indices
    """(m,) places of the clips in the manifest."""
    names: tuple[str, ...]
    """The K answers there were."""
    shares: FloatArray
    """(m, K) probabilities among them; rows sum to 1."""
    said: tuple[str, ...]
    """(m,) the answer, without abstaining."""
    truth: tuple[str, ...]
    """(m,) the label; may be one that is none of the answers."""

    @property
    def right(self) -> BoolArray:
        """(m,) the answer is the label."""
        return np.array([s == t for s, t in zip(self.said, self.truth, strict=True)], np.bool_)

    @property
    def confidence(self) -> FloatArray:
        """(m,) probability of the answer."""
        return np.asarray(self.shares.max(axis=1))


def heard(guesses: Guesses) -> BoolArray:
    """(n,) the clip could be heard."""
    return np.asarray(np.isfinite(guesses.plane).all(axis=1), np.bool_)


def quadrant_decisions(
    labels: Sequence[Labels], guesses: Guesses, chosen: BoolArray
) -> Decisions | None:
    """Quadrants by the signs of valence and arousal; ``None`` when no *chosen* clip has one."""
    rows = np.flatnonzero(chosen & np.array([clip.quadrant is not None for clip in labels]))
    if not len(rows):
        return None
    plane = guesses.plane[rows]
    return Decisions(
        rows=rows,
        names=QUADRANTS,
        shares=quadrant_probabilities(plane, guesses.plane_sd[rows]),
        said=tuple(quadrant(*point) for point in plane),
        truth=tuple(str(labels[i].quadrant) for i in rows.tolist()),
    )


def style_decisions(
    labels: Sequence[Labels], guesses: Guesses, chosen: BoolArray
) -> Decisions | None:
    """The best among the styles that occur in the manifest; ``None`` when there are none."""
    rows = np.flatnonzero(chosen & np.array([clip.style is not None for clip in labels]))
    wanted = {clip.style for clip in labels}
    present = tuple(style for style in guesses.styles if style in wanted)
    if not len(rows) or not present:
        return None
    columns = np.array([guesses.styles.index(style) for style in present])
    shares = guesses.style_shares[np.ix_(rows, columns)]
    return Decisions(
        rows=rows,
        names=present,
        shares=shares / np.maximum(shares.sum(axis=1, keepdims=True), 1e-12),
        said=tuple(present[i] for i in shares.argmax(axis=1)),
        truth=tuple(str(labels[i].style) for i in rows.tolist()),
    )


@dataclass(frozen=True, slots=True)
class FeltEmotions:
    """Shares of listeners who feel each emotion, as said and as labelled."""

    rows: Indices
    """(m,) places of the clips in the manifest."""
    names: tuple[str, ...]
    """The k emotions that both the manifest and the network name."""
    said: FloatArray
    """(m, k)."""
    truth: FloatArray
    """(m, k)."""


def felt_emotions(
    labels: Sequence[Labels], guesses: Guesses, chosen: BoolArray
) -> FeltEmotions | None:
    """Of the *chosen* clips labelled with every emotion; ``None`` when fewer than three are."""
    names = tuple(n for n in guesses.emotion_names if any(n in clip.emotions for clip in labels))
    if guesses.emotions is None or not names:
        return None
    rows = np.flatnonzero(chosen & np.array([set(names) <= set(c.emotions) for c in labels]))
    if len(rows) < 3:
        return None
    columns = np.array([guesses.emotion_names.index(name) for name in names])
    truth = [[labels[i].emotions[name] for name in names] for i in rows.tolist()]
    return FeltEmotions(rows, names, guesses.emotions[np.ix_(rows, columns)], np.array(truth))


def quadrant_probabilities(plane: FloatArray, sd: FloatArray) -> FloatArray:
    """(n, 4) probabilities of Q1..Q4 of a Gaussian on the plane with independent axes."""
    z = plane / (sd * math.sqrt(2.0))
    positive = 0.5 * (1.0 + np.array([[math.erf(value) for value in row] for row in z]))
    v, a = positive[:, 0], positive[:, 1]
    return np.stack([v * a, (1 - v) * a, (1 - v) * (1 - a), v * (1 - a)], axis=1)
