"""Names and numbers as the commands print them. Pure Python, any thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from player.library.track import Track
from player.tagging.vocabulary import MOODS, OTHER_STYLE, STYLES
from player.wording import Sentence, sentence, translate, translate_count

if TYPE_CHECKING:
    from player.jobs.kept_out import KeptKind

_NAMES = {mood.id: mood.name for mood in MOODS} | {style.id: style.name for style in STYLES}


def name_of(tag: str | None) -> str:
    """The mood or style with id *tag* in the listener's language; ``None`` is unsure."""
    if tag is None:
        return translate("Command", "unsure")
    if tag == OTHER_STYLE:
        return translate("Command", "another style")
    return str(_NAMES[tag])


def who_and_what(track: Track) -> str:
    """``Artist – Title``; the file's name where there is no title, no dash without an artist."""
    title = track.metadata.title or Path(track.path).stem
    return f"{track.metadata.artist} – {title}" if track.metadata.artist else title


def kept_out_lines(kept_out: Mapping[KeptKind, Sequence[int]]) -> list[str]:
    """How many tracks queues do not bring by themselves, and why; nothing where there are none."""
    from player.jobs.kept_out import KEPT_NAMES

    if not kept_out:
        return []
    count = sum(map(len, kept_out.values()))
    parts = ", ".join(f"{KEPT_NAMES[kind]} {len(ids):,}" for kind, ids in kept_out.items())
    return [
        translate_count(
            "Command",
            "{count} track is kept out of queues: {kinds}.",
            "{count} tracks are kept out of queues: {kinds}.",
            count,
            kinds=parts,
        )
    ]


def nothing_fits(tracks: int, *, narrowed: bool = False) -> Sentence:
    """Why a queue is empty, in a library of *tracks*.

    :param narrowed: a floor was set, or tracks were excluded.
    """
    if not tracks:
        return sentence("Command", "The library is empty. First: moodlark scan DIR")
    if narrowed:
        return sentence(
            "Command", "No track fits: all lie below the floor, are excluded or not tagged yet."
        )
    return sentence(
        "Command",
        "No track fits. Are they tagged yet? moodlark status tells, moodlark tag does it.",
    )
