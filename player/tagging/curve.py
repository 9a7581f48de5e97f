"""The emotion curve of a track, valence and arousal every few seconds, and the passage that speaks
most for its mood. numpy, tagging process."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from player.tagging.calibration import UNSURE, read_scores
from player.tagging.card import NetworkCard
from player.tagging.rates import WINDOW_S

_SMOOTHING_S = 6.0
"""Standard deviation of the smoothing: faster moves are noise of the network, not of the music."""

MOST_POINTS = 400
"""A longer curve is thinned: nobody sees more points, and they are stored for every track."""

PASSAGE_S = 22.0
"""Longest passage that is pointed out. With windows of 6 s every 3 s it is 21 s long: what somebody
listens to before saying what a song feels like."""

_SAME_S = 1.0
"""Passages are compared with others of the same length, up to this: a short one at the end of the
track would win by chance."""

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


def deciding_passage(
    times_s: npt.NDArray[np.float64],
    windows: npt.NDArray[np.floating],
    track: npt.NDArray[np.floating],
    card: NetworkCard,
) -> tuple[float, float] | None:
    """(start_s, end_s) of the passage that speaks most for the mood of the whole track.

    Every window is read as if it were a track of its own. Of all stretches of windows that follow
    each other and cover :data:`PASSAGE_S` at most, the one in which the mood of the track has the
    highest mean probability is the passage (the first of equals).

    :param times_s: (windows,) ascending, the centres of the windows.
    :param windows: (windows, K) scores of each, as *card* lays them out.
    :param track: (K,) scores of the whole track.
    :returns: ``None`` where nothing decides: the track is unsure, is no longer than two passages,
        or has no stretch in which its mood is the most probable one.
    """
    best = int(read_scores(track[None], card).mood[0])
    if best == UNSURE or times_s[-1] - times_s[0] + WINDOW_S <= 2 * PASSAGE_S:
        return None
    moods = read_scores(windows, card).moods
    # One past the last window of the stretch that begins with each.
    ends = np.searchsorted(times_s, times_s + (PASSAGE_S - WINDOW_S), side="right")
    sums = np.concatenate([np.zeros((1, moods.shape[1])), moods.cumsum(axis=0)])
    counts = ends - np.arange(len(times_s))
    means = np.round((sums[ends] - sums[:-1]) / counts[:, None], 9)  # equals stay equal
    covered_s = times_s[ends - 1] - times_s + WINDOW_S
    whole = covered_s > covered_s.max() - _SAME_S
    first = int(np.where(whole, means[:, best], -1.0).argmax())
    if means[first].argmax() != best:
        return None
    start_s = float(times_s[first]) - WINDOW_S / 2
    return round(start_s, 2), round(start_s + float(covered_s[first]), 2)
