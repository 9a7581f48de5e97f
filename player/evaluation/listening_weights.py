"""The weights of the score fitted to a listener's own choices: :func:`fit`.

numpy and scipy, command line only. A conditional logit (McFadden 1974): of the track that was
played and of sampled others that could have been offered then, the played one is the choice, with a
utility that is the score's own sum. Weights are at least 0, so that no term changes its meaning,
and are drawn towards the defaults (ridge); how strongly is chosen on the last quarter of what is
fitted, so that a short log changes little. How *familiar ... adventurous* the listener is comes out
of the same choices.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar

from player.recommend.terms import knob_of
from player.recommend.weights import TERMS, WEIGHTS

Doubles = NDArray[np.float64]

OTHERS = 50
"""Tracks sampled beside each that was played."""
PENALTIES = (0.1, 1.0, 10.0, 100.0, 1_000.0)
"""Of the ridge, from the weakest; in choices: so many choices say as much as the defaults do."""
FIXED = frozenset(
    {"mood", "style", "avoid", "likeness", "lift", "familiar", "surprise", "exposure"}
)
"""Terms that a log cannot tell of: wishes, which it does not hold, and chance."""
MOST = 5.0
"""No term counts for more than so many times its default, that a wish may stay ahead of it."""
FEWEST = 100
"""Choices below which nothing is fitted."""
_HELD_OUT = 0.25
_FAMILIAR = TERMS.index("familiar")


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """What a listener's choices tell."""

    weights: Doubles
    """(terms,) the weights, at least 0."""
    adventurous: float
    """Where the knob stands that goes with them, 0 familiar ... 1 adventurous."""


class Fitting:
    """The choices seen so far."""

    def __init__(self, seed: int) -> None:
        self._dice = np.random.default_rng([seed, OTHERS])
        self._choices: list[NDArray[np.float32]] = []

    def __len__(self) -> int:
        return len(self._choices)

    def note(self, contributions: Doubles, rules: Doubles, row: int) -> None:
        """*row* was played, of (terms, known) *contributions* under the default weights, that of
        ``familiar`` with the knob at its familiar end.

        Others are drawn from what no rule keeps out; nothing is learned where there is nothing
        else.
        """
        others = np.flatnonzero(rules == 0)
        others = others[others != row]
        if len(others) < 2:
            return
        drawn = self._dice.choice(others, size=OTHERS)
        columns = contributions[:, [row, *drawn]] / _defaults()[:, None]
        self._choices.append((columns[:, :1] - columns[:, 1:]).T.astype(np.float32))

    def ahead(self) -> Doubles:
        """(choices, others, terms) how much higher each term is for what was played."""
        return np.asarray(self._choices, dtype=np.float64)


def fit(fitting: Fitting) -> Fitted | None:
    """The weights and the knob, or ``None`` where there are too few choices.

    The weights are scaled so that the terms that were fitted weigh as much together as by default
    (their spread among what could be offered): how much they count beside a wish is not in a log.
    None is let grow beyond :data:`MOST` times its default.
    """
    if len(fitting) < FEWEST:
        return None
    ahead = fitting.ahead()
    free = np.array([name not in FIXED for name in TERMS]) & (np.abs(ahead).max(axis=(0, 1)) > 0)
    if not free.any():
        return None
    cut = round(len(ahead) * (1.0 - _HELD_OUT))
    told, held = ahead[:cut][..., free], ahead[cut:][..., free]
    losses = [_loss(_fitted(told, free, penalty), held) for penalty in PENALTIES]
    penalty = PENALTIES[int(np.argmin(losses))]
    weights = _defaults()
    weights[free] = _fitted(ahead[..., free], free, penalty)
    spread = np.std(ahead, axis=(0, 1))
    loud = np.linalg.norm((weights * spread)[free])
    scale = float(np.linalg.norm((_defaults() * spread)[free]) / loud) if loud > 0 else 1.0
    known = _weight_of_familiar(ahead, ahead[..., free] @ weights[free], scale)
    weights[free] = np.minimum(scale * weights[free], MOST * _defaults()[free])
    share = float(np.clip(known * scale / _defaults()[_FAMILIAR], -1.0, 1.0))
    return Fitted(weights, knob_of(share))


def _weight_of_familiar(ahead: Doubles, rest: Doubles, scale: float) -> float:
    """The weight of what is familiar beside the others, below 0 for the opposite, as far as the
    knob goes once it is multiplied by *scale*.

    :param rest: (choices, others) what the other terms say of them.
    """
    most = _defaults()[_FAMILIAR] / scale
    parts = np.stack([rest, ahead[..., _FAMILIAR]], axis=-1)
    found = minimize_scalar(
        lambda known: _loss(np.array([1.0, known]), parts), bounds=(-most, most), method="bounded"
    )
    return float(found.x)


def _fitted(ahead: Doubles, free: NDArray[np.bool_], penalty: float) -> Doubles:
    """The free weights with the highest penalised likelihood, at least 0."""
    start = _defaults()[free]

    def penalised(weights: Doubles) -> tuple[float, Doubles]:
        loss, slope = _loss_and_slope(weights, ahead)
        apart = (weights - start) / start
        loss += 0.5 * penalty * float(apart @ apart) / len(ahead)
        return loss, slope + penalty * apart / start / len(ahead)

    found = minimize(
        penalised, start, jac=True, method="L-BFGS-B", bounds=[(0.0, None)] * len(start)
    )
    return np.asarray(found.x, dtype=np.float64)


def _loss(weights: Doubles, ahead: Doubles) -> float:
    return _loss_and_slope(weights, ahead)[0]


def _loss_and_slope(weights: Doubles, ahead: Doubles) -> tuple[float, Doubles]:
    """Mean of ``-log P(played)`` over the choices, and its derivative by the weights."""
    behind = -(ahead @ weights)  # log odds of each other against the played one
    top = np.maximum(behind.max(axis=1), 0.0)
    odds = np.exp(behind - top[:, None])
    total = odds.sum(axis=1) + np.exp(-top)
    loss = float(np.mean(np.log(total) + top))
    share = odds / total[:, None]
    slope = -np.einsum("co,cot->t", share, ahead) / len(ahead)
    return loss, np.asarray(slope)


def _defaults() -> Doubles:
    return np.array([getattr(WEIGHTS, name) for name in TERMS])
