"""The kernel machine that ships, fitted in closed form. Command line only.

Kernel ridge regression on one-hot labels: the same songs give the same weights, no seeds, no
epochs. Its two choices (penalty, share of the Gaussian) are made by the folds *inside* the songs it
is given, so whoever leaves a fold out leaves it out of the choices too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from player.tagging.lyric_card import LanguageCard
from player.tagging.lyric_machine import (
    QUADRANTS,
    Expert,
    Machine,
    NgramTable,
    dense_numbers,
    families_of,
    gaussian,
)
from player.tagging.lyric_ngrams import Float64, Grams, grams_of
from player.tagging.lyric_shape import SHAPE_SIZE
from player.training.lyric_experts import PLANS, Counts, fit_expert, matrix, vocabulary
from player.training.lyric_songs import Song, labels_of

PENALTIES = (0.1, 0.3, 1.0)
GAUSSIAN_SHARES = (0.5, 2 / 3)

_FAMILIES: Mapping[str, tuple[str, ...]] = {"en": ("words", "letters"), "zh": ("characters",)}
_LEAST = 2
"""Songs an n-gram must be in."""

_BALANCE = 0.5
"""Quadrants count as ``share ** -0.5``: rare ones are not given up, common ones stay likelier."""

_EXPERT_STRETCH = 2.0
"""English experts count this much beside the numbers of the shape, which are many more."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen by the inner folds."""

    penalty: float
    share: float
    """Of the Gaussian in the kernel; the rest goes to the n-grams in equal parts."""


class LinearLearner:
    """Fits machines of one language; its experts are fitted once."""

    def __init__(self, language: str, outside: Sequence[Song]) -> None:
        """:param outside: texts without near copies of any song that will be judged."""
        self.language = language
        fitted = {name: fit_expert(plan, outside) for name, plan in PLANS[language].items()}
        self.experts: dict[str, Expert] = {k: v for k, v in fitted.items() if v is not None}
        self.families = _FAMILIES[language]
        self._known: dict[int, tuple[Float64, Grams]] = {}

    @property
    def by_line(self) -> bool:
        """Chinese experts know short messages, so they judge line by line."""
        return self.language == "zh"

    @property
    def shaped(self) -> bool:
        """The shape is made for English."""
        return self.language == "en"

    def card(self, *, temperature: float, valence_sd: float) -> LanguageCard:
        """This language's part of the card."""
        return LanguageCard(
            families=self.families,
            experts={name: tuple(expert.tables) for name, expert in self.experts.items()},
            by_line=self.by_line,
            shaped=self.shaped,
            temperature=temperature,
            valence_sd=valence_sd,
        )

    def learn(self, songs: Sequence[Song], _name: str) -> Callable[[Sequence[Song]], Float64]:
        """As :class:`player.training.lyric_unseen.Learner` says; nothing is kept under the name."""
        machine = self.fit(songs)
        return lambda asked: np.array([machine.scores(song.lyrics) for song in asked])

    def fit(self, songs: Sequence[Song]) -> Machine:
        """A machine learned from *songs* (all labelled), with choices made by their folds."""
        problem = self._problem(songs)
        return problem.machine(problem.choose(), tuple(self.experts.values()), self)

    def _problem(self, songs: Sequence[Song]) -> _Problem:
        seen = [self._see(song) for song in songs]
        counts = {family: [grams[family] for _, grams in seen] for family in self.families}
        return _Problem(songs, np.array([dense for dense, _ in seen]), counts, self.shaped)

    def _see(self, song: Song) -> tuple[Float64, Grams]:
        """Dense numbers and n-grams of a song, made once."""
        if id(song) not in self._known:
            experts = tuple(self.experts.values())
            grams = grams_of(families_of(self.families, experts), song.lyrics.lines)
            dense = dense_numbers(
                song.lyrics,
                grams,
                experts,
                by_line=self.by_line,
                shaped=self.shaped,
            )
            self._known[id(song)] = dense, grams
        return self._known[id(song)]


class _Problem:
    """Songs as kernels."""

    def __init__(
        self, songs: Sequence[Song], dense: Float64, counts: Mapping[str, Counts], shaped: bool
    ) -> None:
        self.songs = songs
        self.mean = dense.mean(axis=0)
        self.scale = np.maximum(dense.std(axis=0), 1e-6)
        self.stretch = np.ones(dense.shape[1])
        if shaped:
            self.stretch[SHAPE_SIZE:] = _EXPERT_STRETCH
        self.centres = np.clip((dense - self.mean) / self.scale, -3.0, 3.0) * self.stretch
        self.tables = {family: vocabulary(rows, _LEAST) for family, rows in counts.items()}
        self.grams = {family: matrix(self.tables[family], rows) for family, rows in counts.items()}
        self.near = gaussian(self.centres, self.centres)
        self.linear = np.mean([(x @ x.T).toarray() for x in self.grams.values()], axis=0)
        labels = labels_of(songs)
        self.truth = np.eye(QUADRANTS)[labels]
        sizes = np.maximum(np.bincount(labels, minlength=QUADRANTS), 1)
        self.weight = (len(labels) / QUADRANTS / sizes[labels]) ** _BALANCE

    def choose(self) -> Choice:
        """The choice with the least squared error over the inner folds."""
        choices = [Choice(*both) for both in product(PENALTIES, GAUSSIAN_SHARES)]
        folds = list(self._inner_folds())
        if not folds:
            return Choice(PENALTIES[1], GAUSSIAN_SHARES[0])
        errors = [
            sum(
                float(((self._predict(choice, kept, held) - self.truth[held]) ** 2).sum())
                for kept, held in folds
            )
            for choice in choices
        ]
        return choices[int(np.argmin(errors))]

    def machine(
        self, choice: Choice, experts: tuple[Expert, ...], learner: LinearLearner
    ) -> Machine:
        """All songs, with that choice."""
        every = np.arange(len(self.songs))
        alpha, bias = self._solve(choice, every)
        part = (1.0 - choice.share) / len(self.tables)
        return Machine(
            experts=experts,
            by_line=learner.by_line,
            shaped=learner.shaped,
            tables={
                family: NgramTable(table.hashes, table.idf, part * (self.grams[family].T @ alpha))
                for family, table in self.tables.items()
            },
            mean=self.mean,
            scale=self.scale,
            stretch=self.stretch,
            centres=self.centres,
            alpha=choice.share * alpha,
            bias=bias,
        )

    def _inner_folds(self) -> Iterator[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]]:
        folds = np.array([-1 if song.fold is None else song.fold for song in self.songs])
        if len(set(folds)) < 2:
            return
        for fold in sorted(set(folds)):
            yield np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)

    def _kernel(self, choice: Choice) -> Float64:
        result: Float64 = choice.share * self.near + (1.0 - choice.share) * self.linear
        return result

    def _solve(self, choice: Choice, kept: npt.NDArray[np.intp]) -> tuple[Float64, Float64]:
        weight, truth = self.weight[kept], self.truth[kept]
        bias = (weight[:, None] * truth).sum(axis=0) / weight.sum()
        kernel = self._kernel(choice)[np.ix_(kept, kept)]
        return np.linalg.solve(kernel + np.diag(choice.penalty / weight), truth - bias), bias

    def _predict(
        self, choice: Choice, kept: npt.NDArray[np.intp], held: npt.NDArray[np.intp]
    ) -> Float64:
        alpha, bias = self._solve(choice, kept)
        result: Float64 = self._kernel(choice)[np.ix_(held, kept)] @ alpha + bias
        return result
