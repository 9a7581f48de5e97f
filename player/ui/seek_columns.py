"""The columns of the seek bar: height, colour and image. Pure functions, main thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from player.ui.chips import mix
from player.ui.colour import mood_rgb
from player.ui.tokens import Tokens

PITCH, WIDTH = 5, 3
"""Distance between columns and width of one, px."""
_FLAT = 0.16
"""Height of a column whose mood is not known, share of the bar."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns along a track."""

    height: Floats
    """(n,), 0..1."""
    valence: Floats
    """(n,), -1..1; NaN where not known."""
    arousal: Floats
    """(n,), -1..1; NaN where not known."""


def columns_of(
    width: int,
    duration_s: float,
    curve: Sequence[tuple[float, float, float]],
    peaks: npt.NDArray[np.float32] | None,
) -> Columns:
    """What each column shows.

    :param width: of the bar, px.
    :param curve: ``(time_s, valence, arousal)``; between its points the mood is interpolated.
    :param peaks: loudness along the track, 0..1; without it arousal gives the height.
    """
    count = max(1, width // PITCH)
    unknown = np.full(count, np.nan)
    if not curve or duration_s <= 0:
        valence, arousal = unknown, unknown
        height = np.full(count, _FLAT)
    else:
        points = np.array(curve, dtype=np.float64)
        times = (np.arange(count) + 0.5) / count * duration_s
        valence = np.interp(times, points[:, 0], points[:, 1])
        arousal = np.interp(times, points[:, 0], points[:, 2])
        height = 0.3 + 0.6 * (np.clip(arousal, -1, 1) + 1) / 2
    if peaks is not None and peaks.size:
        edges = np.linspace(0, peaks.size, count + 1).astype(int)
        loud = [float(peaks[a : max(b, a + 1)].max()) for a, b in pairwise(edges)]
        height = _FLAT + (1 - _FLAT) * np.clip(np.array(loud), 0, 1)
    return Columns(height, valence, arousal)


def column_image(
    columns: Columns, size: QSize, ratio: float, tokens: Tokens, *, dim: bool
) -> QImage:
    """The columns painted.

    :param size: of the bar, px.
    :param ratio: device pixels per px.
    :param dim: as what is still to come.
    """
    image = QImage(size * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    surface = QColor(tokens.surface)
    known = np.isfinite(columns.valence)
    colours = mood_rgb(np.nan_to_num(columns.valence), np.nan_to_num(columns.arousal), tokens)
    pitch = size.width() / len(columns.height)
    for i, height in enumerate(columns.height):
        colour = QColor.fromRgbF(*colours[i]) if known[i] else QColor(tokens.text2)
        painter.setBrush(mix(surface, colour, 0.4) if dim else colour)
        tall = max(3.0, float(height) * size.height())
        top = (size.height() - tall) / 2
        left = i * pitch + (pitch - WIDTH) / 2
        painter.drawRoundedRect(QRectF(left, top, WIDTH, tall), WIDTH / 2, WIDTH / 2)
    painter.end()
    return image
