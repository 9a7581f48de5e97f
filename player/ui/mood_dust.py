"""The picture behind the mood plane: the colour field with the library as dust on it.

Pure functions (numpy in, QImage out), main thread; ``MoodPlane`` keeps the image and paints from
it. 100,000 tracks cost one histogram, not 100,000 draw calls.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from player.ui.colour import mood_field
from player.ui.tokens import Tokens

Floats = npt.NDArray[np.float64]

_FIELD_DARK, _FIELD_LIGHT = 0.34, 0.30
"""Share of the mood's colour over the panel's surface."""
_DENSEST = 0.8
"""Cover where the dust is densest; the field stays visible under it."""
_DOT_SIGMA = 0.85
"""Softness of one dot, device-independent px."""


def field_image(
    size: QSize,
    ratio: float,
    tokens: Tokens,
    valence: npt.ArrayLike = (),
    arousal: npt.ArrayLike = (),
) -> QImage:
    """Colour field and dust.

    :param size: device-independent px.
    :param ratio: device pixels per px.
    :param valence: of the library's tracks, (n,), -1..1; NaN where unknown (left out).
    :param arousal: the same.
    :returns: opaque image with its device pixel ratio set.
    """
    w, h = max(1, round(size.width() * ratio)), max(1, round(size.height() * ratio))
    mood = mood_field(w, h, tokens)
    surface = _rgb(tokens.surface)
    share = _FIELD_DARK if tokens.dark else _FIELD_LIGHT
    picture = surface + (mood - surface) * share
    # Dust glows in the mood's own colour: towards white on dark, towards ink on light.
    towards, pull = (np.ones(3), 0.45) if tokens.dark else (_rgb(tokens.text), 0.28)
    dust = mood + (towards - mood) * pull
    alpha = dust_alpha(w, h, ratio, valence, arousal)[..., None]
    picture += (dust - picture) * alpha
    pixels = np.full((h, w, 4), 255, dtype=np.uint8)
    pixels[..., :3] = np.rint(picture * 255.0)
    image = QImage(pixels.tobytes(), w, h, w * 4, QImage.Format.Format_RGBA8888).copy()
    image.setDevicePixelRatio(ratio)
    return image


def dust_alpha(
    w: int, h: int, ratio: float, valence: npt.ArrayLike, arousal: npt.ArrayLike
) -> Floats:
    """How strongly dust covers each pixel, 0..0.8, (h, w); logarithmic in the density."""
    v = np.asarray(valence, dtype=np.float64)
    a = np.asarray(arousal, dtype=np.float64)
    known = np.isfinite(v) & np.isfinite(a)
    if not known.any():
        return np.zeros((h, w))
    columns = np.rint((np.clip(v[known], -1, 1) + 1) / 2 * (w - 1)).astype(np.intp)
    rows = np.rint((1 - np.clip(a[known], -1, 1)) / 2 * (h - 1)).astype(np.intp)
    counts = np.bincount(rows * w + columns, minlength=w * h).reshape(h, w).astype(np.float64)
    density = _blur(_blur(counts, _DOT_SIGMA * ratio, 0), _DOT_SIGMA * ratio, 1)
    # A library of a few tracks shows each as a dot; a large one needs room to grow brighter.
    top = max(1.0, float(np.quantile(density[density > 0.05], 0.995)))
    alpha: Floats = _DENSEST * np.minimum(np.log1p(density) / np.log1p(top), 1.0)
    return alpha


def _blur(image: Floats, sigma: float, axis: int) -> Floats:
    """Gaussian along one axis with a peak of 1, so that a single dot keeps its brightness."""
    reach = max(1, int(np.ceil(2.5 * sigma)))
    result = image.copy()
    for step in range(1, reach + 1):
        weight = np.exp(-0.5 * (step / sigma) ** 2)
        for shift in (step, -step):
            moved = np.zeros_like(image)
            source, target = _shifted(shift, axis)
            moved[target] = image[source]
            result += weight * moved
    return result


def _shifted(shift: int, axis: int) -> tuple[tuple[slice, ...], tuple[slice, ...]]:
    ahead, behind = slice(abs(shift), None), slice(None, -abs(shift))
    source, target = (behind, ahead) if shift > 0 else (ahead, behind)
    whole = slice(None)
    return ((source, whole), (target, whole)) if axis == 0 else ((whole, source), (whole, target))


def _rgb(name: str) -> Floats:
    colour = QColor(name)
    return np.array([colour.redF(), colour.greenF(), colour.blueF()])
