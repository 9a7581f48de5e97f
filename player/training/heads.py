"""The linear heads over a window's embedding and hand-made features, side by side.

Ridge for the plane and the emotions, balanced logistic regression for the styles.

Command line only; numpy and scikit-learn. Everything fitted here is a plain matrix, so that the
torch network that ships computes exactly the same (tests/training/test_audio.py compares them).
Must not read files.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import GroupKFold

from player.training.clips import EMOTIONS

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

PRINCIPAL = 64
"""Principal components kept: what tracks are compared by."""

LIMIT = 4.0
"""Standardised features are cut off here: one odd number must not decide a mood."""

_ALPHAS = (10.0, 30.0, 100.0, 300.0, 1000.0, 3000.0, 10000.0)
"""Ridge penalties tried, where every clip weighs 1."""

_STYLE_C = 0.005
"""Inverse penalty of the style head, on standardised features."""

_MUSIC_C = 0.001
"""Inverse penalty of the head that tells music from made sounds."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Training rows: one per clip and channel. Labels that are missing are NaN or empty."""

    features: FloatArray
    """(rows, features) mean over the windows of a clip."""
    weight: FloatArray
    """(rows,) 1 per clip, shared by its channels."""
    group: npt.NDArray[np.str_]
    """(rows,) recording or artist."""
    plane: FloatArray
    """(rows, 2) valence, arousal."""
    emotions: FloatArray
    """(rows, emotions)."""
    style: npt.NDArray[np.str_]
    """(rows,) style id."""

    def where(self, chosen: BoolArray) -> Labelled:
        """The chosen rows."""
        return Labelled(
            self.features[chosen],
            self.weight[chosen],
            self.group[chosen],
            self.plane[chosen],
            self.emotions[chosen],
            self.style[chosen],
        )


@dataclass(frozen=True, slots=True)
class Heads:
    """The whole network as matrices over standardised, clipped features."""

    mean: FloatArray
    """(features,)."""
    scale: FloatArray
    """(features,)."""
    components: FloatArray
    """(PRINCIPAL, features) orthonormal directions."""
    variance: FloatArray
    """(PRINCIPAL,) variance along them."""
    residual: float
    """Mean squared feature outside them."""
    limit: float
    """Distance of the edge of the training music."""
    plane_weight: FloatArray
    """(2, features)."""
    plane_bias: FloatArray
    """(2,)."""
    emotion_weight: FloatArray
    """(emotions, features)."""
    emotion_bias: FloatArray
    """(emotions,)."""
    style_weight: FloatArray
    """(styles, features)."""
    style_bias: FloatArray
    """(styles,)."""
    styles: tuple[str, ...]
    """Style ids in the order of the rows."""
    music_weight: FloatArray
    """(features,)."""
    music_bias: float
    """What is added; a logit of 0 is the edge of music once :mod:`fit_calibration` has moved it."""

    def standardise(self, features: FloatArray) -> FloatArray:
        """Features as the heads see them."""
        return np.clip((features - self.mean) / self.scale, -LIMIT, LIMIT)

    def plane(self, features: FloatArray) -> FloatArray:
        """(n, 2) valence and arousal."""
        return self.standardise(features) @ self.plane_weight.T + self.plane_bias

    def emotions(self, features: FloatArray) -> FloatArray:
        """(n, emotions)."""
        return self.standardise(features) @ self.emotion_weight.T + self.emotion_bias

    def style_logits(self, features: FloatArray) -> FloatArray:
        """(n, styles)."""
        return self.standardise(features) @ self.style_weight.T + self.style_bias

    def pooled(self, windows: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Plane, style logits and emotions of one clip: the mean over its (windows, features)."""
        said = (self.plane(windows), self.style_logits(windows), self.emotions(windows))
        plane, styles, emotions = (rows.mean(axis=0) for rows in said)
        return plane, styles, emotions

    def music(self, features: FloatArray) -> FloatArray:
        """(n,) logit of being music at all."""
        return np.asarray(self.standardise(features) @ self.music_weight + self.music_bias)

    def distance(self, features: FloatArray) -> FloatArray:
        """(n,) how unlike the training music; 1 is its edge."""
        x = self.standardise(features)
        inside = x @ self.components.T
        outside = (x**2).sum(axis=1) - (inside**2).sum(axis=1)
        spread = (inside**2 / self.variance).mean(axis=1)
        away = np.sqrt(spread + outside / x.shape[1] / self.residual)
        return np.asarray(away / self.limit)


def fit_heads(rows: Labelled, styles: Sequence[str], made: FloatArray | None = None) -> Heads:
    """Fit everything on *rows*.

    :param styles: ids of the styles to tell apart; rows of other styles are left out of that head.
    :param made: (sounds, features) of sounds that are no music; without them the heads know nothing
        of music, and its logit is 0 for every sound.
    """
    mean, scale = _standardisation(rows)
    x = np.clip((rows.features - mean) / scale, -LIMIT, LIMIT)
    components, variance, residual = _principal(x)
    emotion_weight, emotion_bias = _fit_emotions(x, rows)
    plane_weight, plane_bias = _fit_plane(x, rows, emotion_weight)
    style_weight, style_bias = _fit_styles(x, rows, tuple(styles))
    music_weight, music_bias = np.zeros(x.shape[1]), 0.0
    if made is not None:
        music_weight, music_bias = _fit_music(x, np.clip((made - mean) / scale, -LIMIT, LIMIT))
    return Heads(
        mean=mean,
        scale=scale,
        components=components,
        variance=variance,
        residual=residual,
        limit=1.0,
        plane_weight=plane_weight,
        plane_bias=plane_bias,
        emotion_weight=emotion_weight,
        emotion_bias=emotion_bias,
        style_weight=style_weight,
        style_bias=style_bias,
        styles=tuple(styles),
        music_weight=music_weight,
        music_bias=music_bias,
    )


def fit_style_head(rows: Labelled, styles: tuple[str, ...]) -> Callable[[FloatArray], FloatArray]:
    """Only the head of the styles: (n, features) -> (n, styles) logits."""
    mean, scale = _standardisation(rows)
    weight, bias = _fit_styles(np.clip((rows.features - mean) / scale, -LIMIT, LIMIT), rows, styles)
    return lambda features: np.clip((features - mean) / scale, -LIMIT, LIMIT) @ weight.T + bias


def _standardisation(rows: Labelled) -> tuple[FloatArray, FloatArray]:
    mean = np.average(rows.features, axis=0, weights=rows.weight)
    variance = np.average((rows.features - mean) ** 2, axis=0, weights=rows.weight)
    return mean, np.sqrt(np.maximum(variance, 1e-12))


def _principal(x: FloatArray) -> tuple[FloatArray, FloatArray, float]:
    pca = PCA(min(PRINCIPAL, *x.shape), svd_solver="full").fit(x)
    inside = x @ pca.components_.T
    outside = (x**2).sum(axis=1) - (inside**2).sum(axis=1)
    return pca.components_, (inside**2).mean(axis=0), float(outside.mean() / x.shape[1])


def _fit_emotions(x: FloatArray, rows: Labelled) -> tuple[FloatArray, FloatArray]:
    known = ~np.isnan(rows.emotions).any(axis=1)
    if not known.any():
        return np.zeros((len(EMOTIONS), x.shape[1])), np.zeros(len(EMOTIONS))
    return _ridge(x[known], rows.emotions[known], rows.weight[known], rows.group[known])


def _fit_plane(
    x: FloatArray, rows: Labelled, emotion_weight: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Ridge on the features and on the emotions predicted from them.

    The emotions are linear in the features, so the sum is linear again; they let what 400 other
    clips taught about joy and tension weigh more than the penalty would.
    """
    known = ~np.isnan(rows.plane).any(axis=1)
    felt = x @ emotion_weight.T
    spread = np.maximum(felt[known].std(axis=0), 1e-9)
    both = np.concatenate([x, _FELT_SCALE * felt / spread], axis=1)
    weight, bias = _ridge(both[known], rows.plane[known], rows.weight[known], rows.group[known])
    own, through = weight[:, : x.shape[1]], weight[:, x.shape[1] :]
    return own + (through * _FELT_SCALE / spread) @ emotion_weight, bias


_FELT_SCALE = 3.0
"""How much cheaper the penalty makes an emotion than a single feature."""


def _ridge(
    x: FloatArray, y: FloatArray, weight: FloatArray, group: npt.NDArray[np.str_]
) -> tuple[FloatArray, FloatArray]:
    """Ridge per column of *y*, the penalty of each chosen by grouped folds inside these rows."""
    errors = np.zeros((len(_ALPHAS), y.shape[1]))
    for train, test in GroupKFold(min(5, len(set(group)))).split(x, groups=group):
        for i, alpha in enumerate(_ALPHAS):
            fitted = Ridge(alpha).fit(x[train], y[train], sample_weight=weight[train])
            wrong = (fitted.predict(x[test]) - y[test]) ** 2
            errors[i] += (wrong * weight[test, None]).sum(axis=0)
    best = [_ALPHAS[i] for i in errors.argmin(axis=0)]
    fits = [
        Ridge(alpha).fit(x, y[:, column], sample_weight=weight) for column, alpha in enumerate(best)
    ]
    return np.stack([fit.coef_ for fit in fits]), np.array([fit.intercept_ for fit in fits])


def _fit_styles(
    x: FloatArray, rows: Labelled, styles: tuple[str, ...]
) -> tuple[FloatArray, FloatArray]:
    known = np.isin(rows.style, styles)
    share = {style: rows.weight[known & (rows.style == style)].sum() for style in styles}
    balanced = rows.weight / np.array([max(share.get(str(s), 1.0), 1e-9) for s in rows.style])
    balanced = balanced[known] * rows.weight[known].sum() / len(styles)
    fit = LogisticRegression(C=_STYLE_C, max_iter=2000)
    fit.fit(x[known], rows.style[known], sample_weight=balanced)
    weight, bias = fit.coef_, fit.intercept_
    if len(fit.classes_) == 2:  # scikit-learn keeps one row then: the logit of the second
        weight, bias = np.stack([-weight[0], weight[0]]) / 2, np.array([-bias[0], bias[0]]) / 2
    order = [list(fit.classes_).index(style) for style in styles]
    return weight[order], bias[order]


def _fit_music(music: FloatArray, made: FloatArray) -> tuple[FloatArray, float]:
    """Music against made sounds; both sides weigh the same."""
    x = np.concatenate([music, made])
    is_music = np.arange(len(x)) < len(music)
    fit = LogisticRegression(C=_MUSIC_C, max_iter=2000, class_weight="balanced").fit(x, is_music)
    return fit.coef_[0], float(fit.intercept_[0])
