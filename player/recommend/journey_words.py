"""The sentences of the reasons that only a journey has.

Pure Python, any thread. They say where a track lies on the way, never what it may do to anybody.
"""

from __future__ import annotations

from player.wording import Sentence, sentence


def on_the_way(right: float, up: float, *, near: float) -> Sentence:
    """A track lies off its waypoint by *right* in valence and *up* in arousal.

    :param near: up to this distance it lies on the way.
    """
    if right**2 + up**2 <= near**2:
        return sentence("Reason", "Right on the way")
    if abs(up) >= abs(right):
        livelier = sentence("Reason", "On the way, but livelier than this place should be")
        return livelier if up > 0 else quieter()
    brighter = sentence("Reason", "On the way, but brighter than this place should be")
    return brighter if right > 0 else gloomier()


def quieter() -> Sentence:
    """It lies below its waypoint."""
    return sentence("Reason", "On the way, but quieter than this place should be")


def gloomier() -> Sentence:
    """It lies left of its waypoint."""
    return sentence("Reason", "On the way, but gloomier than this place should be")


def between(*, good: bool) -> Sentence:
    """Whether a track sounds like what lies between the first and the last one."""
    if good:
        return sentence("Reason", "Sounds like something between the first and the last track")
    return sentence("Reason", "Sounds unlike the first and the last track")
