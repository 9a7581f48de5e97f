"""Experts: linear models of texts outside the songs that are judged. Command line only.

Each is a ridge regression on tf-idf n-grams for the native labels of its corpus, by conjugate
gradients from zero, so that the same texts give the same weights. No near copy of a judged song is
among the texts (:mod:`player.training.lyric_songs`), so what an expert says of any song is honest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from player.tagging.lyric_machine import Expert, NgramTable
from player.tagging.lyric_ngrams import Float64, Hashes, counted
from player.training.lyric_songs import Song, labels_of

Counts = Sequence[tuple[Hashes, Float64]]
"""Per text, its n-grams of one family as :func:`player.tagging.lyric_ngrams.counted` gives them."""

_STEPS = 40
"""Of conjugate gradients: the residual is far below what the penalty leaves open."""


@dataclass(frozen=True, slots=True)
class ExpertPlan:
    """How an expert is made."""

    corpora: tuple[str, ...]
    """Its texts."""
    families: tuple[str, ...]
    """N-grams it looks at."""
    classes: tuple[tuple[str, ...], ...]
    """Per output, the labels (of four, or native) that make it 1."""
    least: int
    """N-grams in fewer texts are left out."""
    balance: float
    """Classes count as ``share ** -balance``."""
    penalty: float = 1.0
    """Of the ridge, for texts of unit length."""
    native: bool = False
    """Classes are native labels; where none are listed, every one is an output."""
    components: int | None = None
    """What it says is boiled down to this many numbers, those that vary most over its texts."""


PLANS: Mapping[str, Mapping[str, ExpertPlan]] = {
    "en": {
        "bright": ExpertPlan(
            ("rasbt_musicmood",), ("words", "letters"), (("happy",),), least=2, balance=1.0
        ),
        "adjectives": ExpertPlan(
            ("mirex_like",),
            ("words", "letters"),
            (("happy",), ("angry",), ("sad",), ("relaxed",)),
            least=2,
            balance=1.0,
        ),
        "tones": ExpertPlan(
            ("mirex_like",),
            ("words", "letters"),
            (),
            least=2,
            balance=0.0,
            native=True,
            components=6,
        ),
    },
    "zh": {
        "messages": ExpertPlan(
            ("smp2020_weibo", "clue_emotion"),
            ("characters",),
            (
                ("happy", "happiness", "like"),
                ("angry", "anger", "disgust"),
                ("sad", "sadness"),
                ("neutral",),
                ("fear",),
                ("surprise",),
            ),
            least=6,
            balance=0.5,
            penalty=2.0,
            native=True,
        ),
    },
}
"""By language and name, in the order of the dense numbers."""


def fit_expert(plan: ExpertPlan, texts: Sequence[Song]) -> Expert | None:
    """The expert of *plan*, or ``None`` where *texts* have nothing for it to learn."""
    chosen, truth = _truth(plan, texts)
    if not chosen or (truth.sum(axis=0) == 0).all():
        return None
    kinds = np.array([hash(tuple(row)) for row in truth])
    _, kind, sizes = np.unique(kinds, return_inverse=True, return_counts=True)
    weight = (len(kinds) / len(sizes) / sizes[kind]) ** plan.balance
    tables, parts = {}, []
    for family in plan.families:
        counts = [counted(family, text.lyrics.lines) for text in chosen]
        table = vocabulary(counts, plan.least)
        tables[family] = table
        parts.append(matrix(table, counts) / np.sqrt(len(plan.families)))
    bias = (weight[:, None] * truth).sum(axis=0) / weight.sum()
    x = sparse.hstack(parts).tocsr()
    solution = _ridge(x, truth - bias, weight, plan.penalty)
    if plan.components is not None:
        said = x @ solution
        main = np.linalg.svd(said - said.mean(axis=0), full_matrices=False)[2][: plan.components].T
        solution, bias = solution @ main, bias @ main
    ends = np.cumsum([len(table.hashes) for table in tables.values()])
    pieces = np.split(solution / np.sqrt(len(plan.families)), ends[:-1])
    return Expert(
        {
            family: NgramTable(table.hashes, table.idf, piece)
            for (family, table), piece in zip(tables.items(), pieces, strict=True)
        },
        bias,
    )


def vocabulary(counts: Counts, least: int) -> NgramTable:
    """The n-grams that are in at least *least* of the texts, with no weights yet (m, 0)."""
    hashes, texts = np.unique(
        np.concatenate([keys for keys, _ in counts] or [np.zeros(0, np.int64)]), return_counts=True
    )
    hashes, texts = hashes[texts >= least], texts[texts >= least]
    idf = np.log((1 + len(counts)) / (1 + texts)) + 1.0
    return NgramTable(hashes, idf, np.zeros((len(hashes), 0)))


def matrix(table: NgramTable, counts: Counts) -> sparse.csr_array:
    """(texts, m) tf-idf rows of unit length."""
    vectors = [table.vector(*text) for text in counts]
    ends = np.cumsum([0, *(len(rows) for rows, _ in vectors)])
    return sparse.csr_array(
        (
            np.concatenate([values for _, values in vectors]),
            np.concatenate([rows for rows, _ in vectors]),
            ends,
        ),
        shape=(len(counts), len(table.hashes)),
    )


def _truth(plan: ExpertPlan, texts: Sequence[Song]) -> tuple[list[Song], Float64]:
    """The texts of the plan that have a label, and (n, k) whether each output should be 1."""
    ours = [text for text in texts if text.corpus in plan.corpora and text.lyrics.lines]
    classes = plan.classes
    if plan.native:
        names = [text.native for text in ours]
        classes = classes or tuple((name,) for name in sorted(set(names)))
        known = np.array([any(name in c for c in classes) for name in names], np.bool_)
    else:
        places = labels_of(ours)
        known = places >= 0
        names = [("happy", "angry", "sad", "relaxed")[place] for place in places]
    rows = [[float(name in c) for c in classes] for name in names]
    chosen = [text for text, keep in zip(ours, known, strict=True) if keep]
    return chosen, np.array(rows).reshape(-1, max(1, len(classes)))[known]


def _ridge(
    x: sparse.csr_array, y: Float64, weight: npt.NDArray[np.float64], penalty: float
) -> Float64:
    """(m, k) minimiser of the weighted squared error plus ``penalty`` times the squared weights."""
    solution = np.zeros((x.shape[1], y.shape[1]))
    residual = x.T @ (weight[:, None] * y)
    direction, size = residual.copy(), (residual**2).sum(axis=0)
    for _ in range(_STEPS):
        moved = x.T @ (weight[:, None] * (x @ direction)) + penalty * direction
        step = size / np.maximum((direction * moved).sum(axis=0), 1e-12)
        solution += step * direction
        residual -= step * moved
        before, size = size, (residual**2).sum(axis=0)
        direction = residual + size / np.maximum(before, 1e-12) * direction
    return solution
