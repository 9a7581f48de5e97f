"""What opening the stores found to be wrong, in a listener's words. Pure, any thread."""

from __future__ import annotations

import os
from pathlib import Path

from player.store.journal import Damage
from player.wording import Sentence, sentence


def damage_notices(kind: str, damage: Damage) -> tuple[Sentence, ...]:
    """What became of the journal of *kind* ``library`` or ``listening``; empty when all is well."""
    said = _what(kind, damage)
    if said and damage.kept_in is not None:
        said.append(
            sentence(
                "Store", "What could not be read is kept in {file}.", file=_shown(damage.kept_in)
            )
        )
    return tuple(said)


def _what(kind: str, damage: Damage) -> list[Sentence]:
    listening = kind == "listening"
    said = []
    if damage.went_back:
        said.append(
            sentence("Store", "Your listening history could not be read. An older copy is used.")
            if listening
            else sentence("Store", "Your library could not be read. An older copy is used.")
        )
    if damage.lines:
        said.append(
            sentence(
                "Store",
                "Entries of your listening history that are damaged and were left out: {count}.",
                count=damage.lines,
            )
            if listening
            else sentence(
                "Store",
                "Entries of your library that are damaged and were left out: {count}.",
                count=damage.lines,
            )
        )
    if damage.torn_bytes:
        said.append(
            sentence("Store", "The last change to your listening history was not finished.")
            if listening
            else sentence("Store", "The last change to your library was not finished.")
        )
    return said


def lost_notice(count: int) -> Sentence:
    """What had been heard of *count* tracks is gone; it can be made again."""
    return sentence(
        "Store",
        "Tracks that have to be listened to again, their data was damaged: {count}.",
        count=count,
    )


def _shown(path: Path) -> str:
    """*path* as text that can be shown and stored."""
    return os.fsencode(path).decode("utf-8", "replace")
