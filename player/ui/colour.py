"""Mood has a colour, everywhere the same: the valence-arousal plane as one continuous field.

Pure functions, main thread or any other (numpy and QColor only). Built in OKLCH (Ottosson 2020,
"A perceptual color space for image processing"): hue turns with the angle, chroma grows with the
distance from the centre, lightness with arousal. Everything coloured in the window asks here.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor

from player.ui.tokens import Tokens

Floats = npt.NDArray[np.float64]

# Angle on the plane (degrees, counter-clockwise from "pleasant") -> OKLCH hue (degrees). Chosen so
# that joy is gold, energy orange, anger red, gloom violet, sadness blue, calm teal, tenderness
# a warm green; linear between, so the hue never jumps. The last row repeats the first a turn on.
_ANGLES = np.array([-67.0, -23.0, 28.0, 66.0, 127.0, 144.0, 188.0, 233.0, 293.0])
_HUES = np.array([190.0, 140.0, 88.0, 58.0, 26.0, -18.0, -56.0, -105.0, -170.0])
_CHROMA_EDGE = 0.155


def mood_rgb(valence: npt.ArrayLike, arousal: npt.ArrayLike, tokens: Tokens) -> Floats:
    """Colours of many points of the plane.

    :param valence: any shape, -1..1 (values outside are taken at the nearest edge).
    :param arousal: the same shape.
    :returns: sRGB, 0..1, shape ``(..., 3)``.
    """
    v = np.clip(np.asarray(valence, dtype=np.float64), -1.0, 1.0)
    a = np.clip(np.asarray(arousal, dtype=np.float64), -1.0, 1.0)
    distance = np.minimum(np.hypot(v, a), 1.0)
    angle = (np.degrees(np.arctan2(a, v)) + 67.0) % 360.0 - 67.0
    hue = np.radians(np.interp(angle, _ANGLES, _HUES))
    chroma = _CHROMA_EDGE * distance**0.8  # none in the centre, where there is no hue
    lightness = (0.70 + 0.08 * a) if tokens.dark else (0.62 + 0.06 * a)
    return _oklch_to_srgb(lightness, chroma, hue)


def mood_colour(valence: float, arousal: float, tokens: Tokens) -> QColor:
    """The colour of one point of the plane (both -1..1) in the given theme."""
    red, green, blue = mood_rgb(valence, arousal, tokens)
    return QColor.fromRgbF(float(red), float(green), float(blue))


def mood_field(width: int, height: int, tokens: Tokens) -> Floats:
    """Colours of the whole plane, sRGB 0..1, ``(height, width, 3)``, arousal 1 in the top row."""
    grid = np.meshgrid(np.linspace(-1.0, 1.0, width), np.linspace(1.0, -1.0, height))
    return mood_rgb(*grid, tokens)


def _oklch_to_srgb(lightness: Floats, chroma: Floats, hue: Floats) -> Floats:
    """OKLCH (hue in radians) to sRGB; out-of-gamut channels are cut at 0 and 1."""
    a, b = chroma * np.cos(hue), chroma * np.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = np.stack(
        (
            4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
        ),
        axis=-1,
    ).clip(0.0, 1.0)
    low = linear * 12.92
    high = 1.055 * np.maximum(linear, 0.0031308) ** (1.0 / 2.4) - 0.055
    return np.where(linear <= 0.0031308, low, high)


def contrast(first: QColor, second: QColor) -> float:
    """WCAG 2.2 contrast ratio of two opaque colours, 1..21."""
    bright, dim = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: QColor) -> float:
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
