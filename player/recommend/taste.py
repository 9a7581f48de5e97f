"""What the listener tends to like: a Bayesian logistic regression on what they did and said.

Pure numpy, any thread; frozen once learned. :func:`learn_taste` is a pure function of the events,
the library and the moment: leaving an event out gives, to the last bit, what would have been
learned had it never happened.

The posterior is Gaussian around its maximum (Laplace's approximation: MacKay 1992; for choosing by
draws from it Chapelle & Li 2011, *An Empirical Evaluation of Thompson Sampling*). On top of it
every track has an effect of its own, shrunk to 0, given the rest.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from player.recommend.candidates import Candidates, Floats, RowIndex
from player.recommend.taste_features import TasteFeatures, age_feature
from player.recommend.terms import dice

Doubles = NDArray[np.float64]

EVENTS_KEPT = 5_000
"""Only the latest events count: those before have faded, and learning stays quick."""
PRIOR_SD = {"sound": 0.5, "plane": 0.5, "style": 0.7, "age": 0.3, "usual": 2.0, "hour": 0.3}
"""How far a weight is thought to be from 0 before anything was heard, by kind of feature."""
TRACK_SD = 0.7
"""How far a track's own effect is thought to be from what its features say (in logits)."""
NEWTON_STEPS = 8
"""Steps of Newton's method at most, always from 0: what is found depends on nothing but the
events."""
HALVINGS = 5
"""A step that made things worse is halved at most this often."""
CLOSE_ENOUGH = 1e-9
"""What a step promises to gain (in nats) below which there is nothing left to find."""
DRAW_SCALE = 0.25
"""Width of a draw at *adventurous* 1, in standard deviations of what is believed. Narrower than the
doubt itself, as Chapelle & Li found better too; set on simulated listeners."""


@dataclass(frozen=True, slots=True)
class TasteEvents:
    """What was learned from, in columns of equal length m; a time that is not known is NaN."""

    rows: RowIndex
    """(m,) the track's row in the candidates."""
    reward: Doubles
    """(m,) 0 disliked ... 1 liked."""
    weight: Doubles
    """(m,) how much it told when it happened; 1 is one clear sign."""
    at_s: Doubles
    """(m,) when, seconds since 1970; NaN counts as now."""
    hour: Doubles
    """(m,) local time of day, 0..24; NaN when it says nothing."""
    half_life_s: Doubles
    """(m,) after which time it tells half as much; infinity: it does not fade."""

    def __len__(self) -> int:
        return len(self.rows)

    def latest(self, count: int) -> TasteEvents:
        """The *count* latest (of equal times the later in order), in their order."""
        if len(self) <= count:
            return self
        when = np.where(np.isnan(self.at_s), np.inf, self.at_s)
        kept = np.sort(np.argsort(when, kind="stable")[-count:])
        return TasteEvents(
            self.rows[kept],
            self.reward[kept],
            self.weight[kept],
            self.at_s[kept],
            self.hour[kept],
            self.half_life_s[kept],
        )

    def present_weight(self, now_s: float) -> Doubles:
        """(m,) what each still tells at *now_s*: the weight, halved once a half-life."""
        return faded(self.weight, self.at_s, self.half_life_s, now_s=now_s)


def faded(weight: Doubles, at_s: Doubles, half_life_s: Doubles, *, now_s: float) -> Doubles:
    """(m,) *weight*, halved once a half-life since *at_s*; what has no time has not faded."""
    ago = np.nan_to_num(np.maximum(now_s - at_s, 0.0))
    return np.asarray(weight * np.exp2(-ago / half_life_s), dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Taste:
    """A learned taste (``recommend.listener.Preference``); rows are those it was learned with."""

    features: TasteFeatures
    """Of the library."""
    mean: Doubles
    """(p,) best guess of the weights: of the d features, then of the usual response and the
    hours (see :func:`_designed`)."""
    root: Doubles
    """(p, p) what is believed is N(mean, root root^T)."""
    effect: Floats
    """(n,) each track's own effect, in logits; 0 where nothing is known of it."""
    effect_sd: Floats
    """(n,) doubt about it."""
    hour: float = math.nan
    """The time of day to answer for, 0..24; NaN: any."""

    def at_hour(self, hour: float) -> Taste:
        """The same taste, asked at another time of day (0..24)."""
        return replace(self, hour=hour)

    def widened(self, count: int) -> Taste:
        """The same for a library that has *count* rows by now; of the later ones nothing is
        known."""
        more = count - len(self.effect)
        if more <= 0:
            return self
        return replace(
            self,
            features=self.features.widened(count),
            effect=np.concatenate([self.effect, np.zeros(more, np.float32)]),
            effect_sd=np.concatenate([self.effect_sd, np.full(more, TRACK_SD, np.float32)]),
        )

    def preference(
        self, candidates: Candidates, rows: RowIndex | slice, *, seed: int, adventurous: float
    ) -> Floats:
        """(m,) -1 surely not ... 1 surely, 0 as the listener usually responds: ``2 s(x) - 1``
        with s the logistic function and x the logit of a like, from the usual one.

        :param seed: of the draw; the same seed gives the same numbers.
        :param adventurous: 0 the best guess ... 1 the widest draw (:data:`DRAW_SCALE`).
        """
        weights, width = self.mean, np.float32(DRAW_SCALE * adventurous)
        if adventurous > 0:
            drawn = np.random.default_rng(seed).standard_normal(len(weights))
            weights = weights + float(width) * (self.root @ drawn)
        logit: Floats = self.features.matrix[rows] @ self._of_features(weights)
        logit += self.effect[rows]
        if adventurous > 0:
            logit += width * self.effect_sd[rows] * _thrown(candidates, seed, rows)
        liked: Floats = np.tanh(logit / np.float32(2.0))
        return liked

    def _of_features(self, weights: Doubles) -> Floats:
        """(d,) weights of the features alone at :attr:`hour`."""
        count, valence = self.features.matrix.shape[1], self.features.valence
        now = weights[:count].copy()
        if not math.isnan(self.hour):
            clock = np.array(_clock(np.array([self.hour]))).ravel()
            now[valence] += clock @ weights[count + 3 : count + 5]
            now[valence + 1] += clock @ weights[count + 5 : count + 7]
        return now.astype(np.float32)


def learn_taste(features: TasteFeatures, events: TasteEvents, *, now_s: float) -> Taste:
    """What *events* tell at *now_s* (seconds since 1970), the latest :data:`EVENTS_KEPT` of them.

    A pure function: float64, from 0, a bounded number of steps that only the events decide.
    """
    events = events.latest(EVENTS_KEPT)
    weight = events.present_weight(now_s)
    design = _designed(features, events, now_s)
    precision = _prior_precision(features)
    mean, curvature = _newton(design, events.reward, weight, precision)
    root = np.linalg.inv(np.linalg.cholesky(curvature)).T
    effect, effect_sd = _track_effects(len(features.matrix), events, weight, design @ mean)
    return Taste(features, mean, root, effect, effect_sd)


def _designed(features: TasteFeatures, events: TasteEvents, now_s: float) -> Doubles:
    """(m, d + 7): the features of each event's track, its age as it was then; 1 for the usual
    response; sine and cosine of the hour, alone and times valence and arousal."""
    rows, valence = events.rows, features.valence
    design = np.empty((len(events), features.matrix.shape[1] + 7))
    design[:, :-7] = features.matrix[rows]
    ago = np.nan_to_num(np.maximum(now_s - events.at_s, 0.0))
    design[:, -8] = _age_then(features.matrix[rows, features.age], ago)
    sine, cosine = (np.nan_to_num(part) for part in _clock(events.hour))
    design[:, -7] = 1.0
    design[:, -6], design[:, -5] = sine, cosine
    for place, column in ((-4, valence), (-2, valence + 1)):
        design[:, place] = sine * design[:, column]
        design[:, place + 1] = cosine * design[:, column]
    return design


def _age_then(feature: Floats, ago_s: Doubles) -> Floats:
    """The age's feature *ago_s* before it was *feature*."""
    weeks = np.exp2((feature.astype(np.float64) + 1.0) * 4.0) - 1.0
    return age_feature(weeks * 7 * 86_400.0 - ago_s)


def _clock(hour: Doubles) -> tuple[Doubles, Doubles]:
    angle = hour * (2.0 * np.pi / 24.0)
    return np.sin(angle), np.cos(angle)


def _prior_precision(features: TasteFeatures) -> Doubles:
    """(d + 7,) inverse variances of the weights before anything is known, in the order of
    :func:`_designed`."""
    styles = features.matrix.shape[1] - features.directions - 3
    kinds = ["sound"] * features.directions + ["plane"] * 2 + ["style"] * styles
    kinds += ["age", "usual", *["hour"] * 6]
    return np.array([PRIOR_SD[kind] ** -2 for kind in kinds])


def _newton(
    design: Doubles, reward: Doubles, weight: Doubles, precision: Doubles
) -> tuple[Doubles, Doubles]:
    """Maximum (p,) of the posterior and its negative second derivative (p, p) there."""
    weights = np.zeros(len(precision))
    logit = design @ weights
    loss = _loss(logit, weights, reward, weight, precision)
    for _ in range(NEWTON_STEPS):
        slope = design.T @ (weight * (_logistic(logit) - reward)) + precision * weights
        step = np.linalg.solve(_curvature(design, logit, weight, precision), slope)
        if slope @ step < CLOSE_ENOUGH:
            break
        for _ in range(1 + HALVINGS):
            tried = weights - step
            tried_logit = design @ tried
            tried_loss = _loss(tried_logit, tried, reward, weight, precision)
            if tried_loss <= loss:
                weights, logit, loss = tried, tried_logit, tried_loss
                break
            step /= 2.0
    return weights, _curvature(design, logit, weight, precision)


def _loss(
    logit: Doubles, weights: Doubles, reward: Doubles, weight: Doubles, precision: Doubles
) -> float:
    missed = np.logaddexp(0.0, logit) - reward * logit
    return float(weight @ missed + 0.5 * precision @ weights**2)


def _curvature(design: Doubles, logit: Doubles, weight: Doubles, precision: Doubles) -> Doubles:
    share = _logistic(logit)
    scaled = design * np.sqrt(weight * share * (1.0 - share))[:, None]
    curved = scaled.T @ scaled  # of itself: half the work
    curved[np.diag_indices_from(curved)] += precision
    return np.asarray(curved)


def _track_effects(
    count: int, events: TasteEvents, weight: Doubles, logit: Doubles
) -> tuple[Floats, Floats]:
    """Each track's own effect and the doubt about it (n,), given the logits of its events.

    One-dimensional Newton for all tracks at once, from 0; a prior of :data:`TRACK_SD` keeps one
    event from saying everything.
    """
    heard, of_event = np.unique(events.rows, return_inverse=True)
    own = np.zeros(len(heard))
    rigidity = np.full(len(heard), TRACK_SD**-2)
    for _ in range(NEWTON_STEPS):
        share = _logistic(logit + own[of_event])
        slope = np.bincount(of_event, weight * (events.reward - share), len(heard))
        curved = np.bincount(of_event, weight * share * (1.0 - share), len(heard))
        rigidity = TRACK_SD**-2 + curved
        own += np.clip((slope - own * TRACK_SD**-2) / rigidity, -1.0, 1.0)
    effect, doubt = np.zeros(count, np.float32), np.full(count, TRACK_SD, np.float32)
    effect[heard], doubt[heard] = own, rigidity**-0.5
    return effect, doubt


def _logistic(logit: Doubles) -> Doubles:
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * logit)))


def _thrown(candidates: Candidates, seed: int, rows: RowIndex | slice) -> Floats:
    """(m,) about normal, of variance 1, fixed by *seed* and the track's id alone: the sum of three
    numbers uniform in [-1, 1)."""
    bits = dice(candidates, seed + 2, rows)
    thrown = np.full(len(bits), -3.0, dtype=np.float32)
    for shift in (0, 21, 42):
        thrown += (bits >> np.uint64(shift) & np.uint64(2**21 - 1)).astype(np.float32) / 2**20
    return thrown
