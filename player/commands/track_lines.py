"""A chosen track as commands print it: name, how it feels, why. Pure Python, main thread."""

from __future__ import annotations

from typing import Any

from player.commands.console import Console
from player.commands.words import name_of
from player.wording import translate

_SHOWN_REASONS = 3


def show_track(place: int, name: str, item: dict[str, Any], console: Console) -> None:
    """Three lines.

    :param item: as ``jobs.queue_listing.queue_json`` makes it.
    """
    felt = name_of(item["mood"]) if item["mood"] else translate("Queue", "Mood unsure")
    if item["valence"] is not None:
        felt += f" ({signed(item['valence'])}, {signed(item['arousal'])})"
    if item["style"]:
        felt += f", {name_of(item['style'])}"
    why = [
        f"{signed(reason['contribution'])} {reason['text']}"
        for reason in item["reasons"][:_SHOWN_REASONS]
    ]
    console.line(f"{place:3}. {name}")
    console.line(f"     {felt}")
    if why:
        console.line(f"     {' · '.join(why)}")


def signed(number: float) -> str:
    """Two digits and a sign, which zero has none of."""
    shown = f"{number:+.2f}"
    return "0.00" if shown in {"+0.00", "-0.00"} else shown
