"""What the queue follows, in words: wishes that can be taken away, rules that gave way.

Pure functions, main thread.
"""

from __future__ import annotations

from collections.abc import Sequence

from player.controllers.queue import MoodTarget
from player.ui.steer_panel import Steering
from player.ui.wish_chips import Wish
from player.wording import Sentence, translate, translate_count

_MUCH = 0.6
_RUN = 3
"""So many places in a row are said by their first and last."""


def wishes(target: MoodTarget) -> list[Wish]:
    """What *target* wishes besides a mood and a style, each with a key to take it away by."""
    found = [
        Wish(f"seed:{place}", _seed_words(seed.name, liked=seed.liked))
        for place, seed in enumerate(target.seeds)
    ]
    usual = Steering()
    if target.energy:
        found.append(Wish("energy", energy_words(target.energy)))
    if target.adventurous != usual.adventurous:
        words = (
            translate("QueuePanel", "New to you")
            if target.adventurous > usual.adventurous
            else translate("QueuePanel", "Familiar")
        )
        found.append(Wish("adventurous", words))
    for key, on, words in (
        ("smooth", target.smooth, translate("QueuePanel", "Smooth joins")),
        ("strict", target.strict, translate("QueuePanel", "Strict")),
        ("floor", target.floor is not None, translate("QueuePanel", "Not lower than this")),
    ):
        if on:
            found.append(Wish(key, words))
    if target.excluded:
        count = len(target.excluded)
        words = translate_count("QueuePanel", "{count} left out", "{count} left out", count)
        found.append(Wish("excluded", words))
    return found


def energy_words(energy: float) -> str:
    """How much livelier or quieter than the mood says."""
    if energy >= _MUCH:
        return translate("QueuePanel", "Much livelier")
    if energy <= -_MUCH:
        return translate("QueuePanel", "Much quieter")
    if energy > 0:
        return translate("QueuePanel", "Livelier")
    return translate("QueuePanel", "Quieter")


def _seed_words(name: str, *, liked: bool) -> str:
    if liked:
        return translate("QueuePanel", "Like: {name}", name=name)
    return translate("QueuePanel", "Not: {name}", name=name)


def gave_way_words(lines: Sequence[tuple[Sequence[int], Sentence]]) -> list[str]:
    """Rules that gave way, each with the places where: "4, 7: Little else fits, so..."."""
    return [
        translate("QueuePanel", "{places}: {sentence}", places=places_words(places), sentence=said)
        for places, said in lines
    ]


def places_words(places: Sequence[int]) -> str:
    """Ascending places, runs of them drawn together: "4, 7, 9–20"."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    said = []
    for run in runs:
        if len(run) >= _RUN:
            said.append(f"{run[0]}\N{EN DASH}{run[-1]}")
        else:
            said += map(str, run)
    return translate("QueuePanel", ", ").join(said)
