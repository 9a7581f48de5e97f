"""What the commands ``journey`` and ``path`` share: the library they open, and how they print. Main
thread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from player.commands.console import Console, duration
from player.commands.track_lines import show_track, signed
from player.commands.words import name_of, nothing_fits, who_and_what
from player.paths import Home, models_dir
from player.settings import load_settings
from player.wording import translate_count

if TYPE_CHECKING:
    from player.jobs.session import OpenStores
    from player.jobs.view import LibraryView
    from player.library.content import ContentKind
    from player.recommend.choosing import Choice
    from player.recommend.journey_record import End


@dataclass(frozen=True, slots=True)
class Planned:
    """A journey or path with its ends."""

    start: End
    end: End
    choices: Sequence[Choice]


@contextmanager
def opened_view(
    home: Home, console: Console, *, include: Iterable[ContentKind] = ()
) -> Iterator[tuple[OpenStores, LibraryView]]:
    """The stores of *home* and the view of its library, songs joined.

    :param include: what queues may bring besides what the settings say.
    """
    from player.jobs.duplicates import find_at_once
    from player.jobs.kept_out import let_in
    from player.jobs.session import OpenStores
    from player.jobs.view import LibraryView
    from player.jobs.view_styles import style_kinship
    from player.tagging.card import NetworkCard

    card = NetworkCard.load(models_dir())
    with OpenStores(home, tell=console.note) as stores:
        allowed = let_in(load_settings(home.settings_file)).and_also(include)
        kinship = style_kinship(models_dir())
        view = LibraryView(stores.tracks, stores.listening, card, let_in=allowed, kinship=kinship)
        view.set_songs(find_at_once(stores.tracks, stores.listening).links)
        yield stores, view


def show_journey(
    view: LibraryView, planned: Planned, console: Console, *, narrowed: bool = False
) -> None:
    """Print it, as JSON or as lines, and after it which rules gave way.

    :param narrowed: a floor was set, or tracks were excluded.
    """
    from player.jobs.journey_listing import journey_json
    from player.jobs.queue_listing import gave_way

    document = journey_json(view, planned.start, planned.end, planned.choices)
    console.document(document)
    for place, (choice, item) in enumerate(
        zip(planned.choices, document["tracks"], strict=True), start=1
    ):
        show_track(place, who_and_what(view.track(choice.track_id)), item, console)
    if planned.choices:
        count = len(planned.choices)
        length = duration(document["duration_s"])
        console.line(
            f"{_place(planned.start)} → {_place(planned.end)}: "
            + translate_count(
                "Command", "{count} track, {length}", "{count} tracks, {length}", count,
                length=length,
            )
        )  # fmt: skip
    # What is not the journey itself: to standard error under --json, so that it is not lost.
    say = console.note if console.as_json else console.line
    for places, said in gave_way(planned.choices):
        say(f"{', '.join(map(str, places))}: {said}")
    if not planned.choices:
        say(str(nothing_fits(len(view), narrowed=narrowed)))


def _place(end: End) -> str:
    where = f"({signed(end.valence)}, {signed(end.arousal)})"
    return f"{name_of(end.mood)} {where}" if end.mood else where
