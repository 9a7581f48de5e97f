"""The emotion curve of a track: valence and arousal every few seconds. numpy, tagging process."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_SMOOTHING_S = 6.0
"""Standard deviation of the smoothing: faster moves are noise of the network, not of the music."""

MOST_POINTS = 400
"""A longer curve is thinned: nobody sees more points, and they are stored for every track."""

Curve = tuple[tuple[float, float, float], ...]


def emotion_curve(times_s: npt.NDArray[np.float64], plane: npt.NDArray[np.floating]) -> Curve:
    """(time_s, valence, arousal) at most :data:`MOST_POINTS` times, smoothed and in [-1, 1].

    :param times_s: (windows,) ascending.
    :param plane: (windows, 2) what the network said of each window.
    """
    keep = np.unique(np.linspace(0, len(times_s) - 1, min(len(times_s), MOST_POINTS)).astype(int))
    points = []
    for time_s in times_s[keep]:
        # Four standard deviations hold all the weight: long tracks stay linear in their length.
        low, high = np.searchsorted(times_s, (time_s - 4 * _SMOOTHING_S, time_s + 4 * _SMOOTHING_S))
        weight = np.exp(-0.5 * ((times_s[low:high] - time_s) / _SMOOTHING_S) ** 2)
        valence, arousal = np.clip(weight @ plane[low:high] / weight.sum(), -1.0, 1.0)
        points.append((round(float(time_s), 2), round(float(valence), 3), round(float(arousal), 3)))
    return tuple(points)
