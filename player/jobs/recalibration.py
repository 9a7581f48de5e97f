"""What a listener's corrections say of the tracks they did not correct: a small model on top of the
network's.

Pure numpy, any thread; it stores nothing and knows no tracks, only rows of numbers.

The listener's place of a track is the network's place plus *f* plus noise, on each axis by itself.
*f* is how this listener's ear differs, a Gaussian process with mean zero (Rasmussen and Williams,
Gaussian Processes for Machine Learning, 2006, chapter 2). Its covariance is a sum of four parts,
each an assumption about how far one correction reaches:

- constant: everything is felt brighter, or more lively, than the network says;
- linear in the place: bright and dark are told apart more, or less; the plane is turned;
- linear in the styles: jazz is felt otherwise than the network says;
- local: what sounds alike (embeddings that point the same way) is felt alike.

As the mean is zero and the noise is the network's own error besides the listener's hand, a single
correction moves tracks like it a little and the rest hardly; ten that agree move the library. How
much a listener differs at all is learnt along with it (:data:`SCALES`): one whose corrections are
no farther from the network than a hand is exact leaves the library where it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Axis = tuple[Floats, Floats]

MOST = 64
"""So many observations teach, the newest: what one costs is then bounded for ever."""


@dataclass(frozen=True, slots=True)
class Prior:
    """Standard deviations of the parts of *f*, on an axis from -1 to 1.

    Chosen on simulated listeners whose seeds and kinds are not those of ``evaluate corrections``
    (see docs/EVALUATION.md); the figures of a listener who agrees with the network bounded them.
    """

    constant: float = 0.12
    """Of one shift of everything."""
    linear: float = 0.25
    """Of the slope along each axis of the plane."""
    styles: float = 0.08
    """Of the shift of one style."""
    local: float = 0.12
    """Of what only tracks that sound alike share."""


PRIOR = Prior()


SCALES = (0.0, 0.5, 1.0, 2.0)
"""How much this listener may differ, in times of the prior."""

CHANCES = (0.4, 0.3, 0.2, 0.1)
"""How likely each of these is beforehand. What was observed says how much each counts (a mean over
models, by their evidence): most listeners differ little, and one word is no proof that one does."""


FARTHEST = 2.0
"""Nothing that is said is farther from what was to be expected than so many standard deviations:
what would be is taken for a peculiarity of its track, with as much more noise. So a single word
that contradicts the network wholly is no proof of how the listener hears everything else."""


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of *n* rows before anybody corrects them."""

    place: Floats
    """(n, 2) the network's valence and arousal."""
    place_sd: Floats
    """(n, 2) standard deviations of their errors."""
    styles: Floats
    """(n, S) probabilities."""
    directions: Floats
    """(n, D) embeddings as directions, rows of length 1 (or 0: sounds like nothing)."""

    def __len__(self) -> int:
        return len(self.place)

    def rows(self, chosen: NDArray[np.intp] | slice) -> Features:
        """The same of some of the rows."""
        return Features(
            self.place[chosen],
            self.place_sd[chosen],
            self.styles[chosen],
            self.directions[chosen],
        )


@dataclass(frozen=True, slots=True)
class Observations:
    """Where *m* corrected rows are for the listener; ``NaN`` on an axis of which nothing is said.
    The newest last."""

    features: Features
    """m rows."""
    place: NDArray[np.float64]
    """(m, 2) valence, arousal."""
    sd: NDArray[np.float64]
    """(m, 2) the listener's own doubt about it, without that of the network."""

    def __len__(self) -> int:
        return len(self.place)


@dataclass(frozen=True, slots=True)
class Moved:
    """Where *n* rows are for this listener."""

    place: Floats
    """(n, 2) on the plane."""
    place_sd: Floats
    """(n, 2) never more than the network's own."""


@dataclass(frozen=True, slots=True)
class _Axis:
    """What is learnt on one axis: a mean and a covariance over the scales of *f*."""

    seen: NDArray[np.intp]
    """(k,) observed rows, among those known."""
    weights: Floats
    """(k,) of the covariance with each of them, for the mean."""
    inverse: Floats
    """(k, k) for the variance that they take away."""


class Recalibration:
    """The model after some corrections."""

    def __init__(self, observations: Observations, prior: Prior = PRIOR) -> None:
        """Solve for these observations; of more than :data:`MOST` the newest count."""
        newest = slice(max(len(observations) - MOST, 0), None)
        self._known = observations.features.rows(newest)
        self._prior = prior
        said, hand = observations.place[newest], observations.sd[newest]
        covariance = kernel(self._known, self._known, prior).astype(np.float64)
        axes = [_Observed.of(self._known, said, hand, covariance, axis) for axis in (0, 1)]
        evidence = np.log(CHANCES)
        for one in axes:
            evidence += [one.evidence(scale) for scale in SCALES]
        chances = np.exp(evidence - evidence.max())
        self._chances = chances / chances.sum()
        self._axes = [one.solved(self._chances) for one in axes]

    @property
    def differs(self) -> float:
        """Variance of *f* in prior variances: under 1 where the listener agrees with the network
        more than was to be expected, over 1 where less."""
        return float(self._chances @ np.square(SCALES))

    def moved(self, features: Features) -> Moved:
        """Where these rows are for this listener: (n, 2) places and standard deviations. For many
        rows call it with a few thousand at a time.

        The standard deviation shrinks by as much as the whole doubt, the network's and that about
        *f*, became less: before the first correction it is the network's.
        """
        place, place_sd = features.place.copy(), features.place_sd.copy()
        towards = kernel(features, self._known, self._prior)
        variance = own_variance(features, self._prior) * np.float32(self.differs)
        for axis, learnt in enumerate(self._axes):
            all_seen = len(learnt.seen) == len(self._known)
            near = towards if all_seen else towards[:, learnt.seen]
            place[:, axis] += near @ learnt.weights
            known = np.einsum("nk,nk->n", near @ learnt.inverse, near)
            doubt = place_sd[:, axis] ** 2 + variance
            place_sd[:, axis] *= np.sqrt(1.0 - np.clip(known, 0.0, variance) / doubt)
        return Moved(np.clip(place, -1.0, 1.0, out=place), place_sd)


@dataclass(frozen=True, slots=True)
class _Observed:
    """What was observed on one axis: k residuals, their prior covariance and their noise."""

    seen: NDArray[np.intp]
    residual: NDArray[np.float64]
    covariance: NDArray[np.float64]
    noise: NDArray[np.float64]

    @classmethod
    def of(
        cls,
        known: Features,
        said: NDArray[np.float64],
        hand: NDArray[np.float64],
        covariance: NDArray[np.float64],
        axis: int,
    ) -> _Observed:
        """Of (m, 2) places *said* with a doubt of *hand*, those that say anything of *axis*."""
        seen = np.flatnonzero(np.isfinite(said[:, axis]))
        network = known.place[seen, axis].astype(np.float64)
        doubt = known.place_sd[seen, axis].astype(np.float64) ** 2 + hand[seen, axis] ** 2
        residual, among = said[seen, axis] - network, covariance[np.ix_(seen, seen)]
        farthest = (residual / FARTHEST) ** 2 - np.diagonal(among)
        return cls(seen, residual, among, np.maximum(doubt, farthest))

    def total(self, scale: float) -> NDArray[np.float64]:
        """(k, k) covariance of the residuals where *f* is *scale* times the prior's."""
        return np.asarray(scale**2 * self.covariance + np.diag(self.noise))

    def evidence(self, scale: float) -> float:
        """Logarithm of the density of the residuals (Rasmussen and Williams, equation 2.30), but
        for a constant."""
        total = self.total(scale)
        fit = self.residual @ np.linalg.solve(total, self.residual)
        return float(-0.5 * (fit + np.linalg.slogdet(total)[1]))

    def solved(self, chances: NDArray[np.float64]) -> _Axis:
        """The mean over the scales, each by its chance."""
        inverse = np.zeros_like(self.covariance)
        weights = np.zeros_like(self.residual)
        for scale, chance in zip(SCALES, chances, strict=True):
            one = np.linalg.inv(self.total(scale)) * chance * scale**2
            weights += one @ self.residual
            inverse += one * scale**2
        return _Axis(self.seen, weights.astype(np.float32), inverse.astype(np.float32))


def kernel(one: Features, other: Features, prior: Prior = PRIOR) -> Floats:
    """(n, m) prior covariance of *f* between rows of *one* and of *other*."""
    linear = _linear(one, prior) @ _linear(other, prior).T
    near = one.directions @ other.directions.T
    near += np.float32(1.0)
    near *= np.float32(0.5)
    for _ in range(3):  # ((1 + cosine) / 2) ** 8: 0.43 at a cosine of 0.8, 0.004 at 0
        near *= near
    near *= np.float32(prior.local**2)
    near += linear
    return np.asarray(near, dtype=np.float32)


def own_variance(rows: Features, prior: Prior = PRIOR) -> Floats:
    """(n,) prior variance of *f* at each row: the diagonal of :func:`kernel`."""
    linear = _linear(rows, prior)
    length = np.einsum("nd,nd->n", rows.directions, rows.directions)
    near = np.where(length > 0.5, 1.0, 0.5**8) * prior.local**2  # directions: lengths are 1 or 0
    return np.asarray(near + np.einsum("nd,nd->n", linear, linear), dtype=np.float32)


def _linear(rows: Features, prior: Prior) -> Floats:
    """(n, 3 + S) numbers whose products are the covariance of all but the local part."""
    out = np.empty((len(rows), 3 + rows.styles.shape[1]), dtype=np.float32)
    out[:, 0] = prior.constant
    out[:, 1:3] = rows.place * prior.linear
    out[:, 3:] = rows.styles * prior.styles
    return out
