"""``moodlark why``: why a track stands in the saved queue, or what keeps it out. Main thread."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from player.commands.console import Console
from player.commands.journey_lines import opened_view
from player.commands.track_lines import signed
from player.commands.words import who_and_what
from player.paths import Home, models_dir
from player.wording import translate

if TYPE_CHECKING:
    from player.jobs.why import Why
    from player.library.track import Track


def summary() -> str:
    """One line for the list of commands."""
    return translate("Command", "say why a track stands in the queue, or why it does not")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own arguments."""
    group = parser.add_argument_group(translate("Command", "What to explain"))
    group.add_argument(
        "track",
        metavar=translate("Command", "TRACK"),
        help=translate("Command", "a file, a title, or “Artist – Title”"),
    )


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """Look and print."""
    from player.jobs.journey_names import find_track
    from player.jobs.journeys import places_left
    from player.jobs.listener import listener_model
    from player.jobs.own_weights import load_own_weights
    from player.jobs.queue import QueueKeeper
    from player.jobs.why import why
    from player.recommend.explain_words import relaxed

    with opened_view(home, console) as (stores, view):
        track = find_track(options.track, stores.tracks)
        model = listener_model(view, stores.listening, models_dir())
        state = QueueKeeper(view, stores.listening, model=model).queue.state
        weights = load_own_weights(home)
        found = why(view, state, track.id, listener=model.listener(), weights=weights)
    gave_way = [str(relaxed(rule)) for rule in found.relaxed]
    console.document(_document(track, found, gave_way))
    _print(track, found, gave_way, console)
    if found.where == "nowhere" and state.journey is not None and places_left(state.upcoming):
        console.note(
            translate(
                "Command",
                "The queue is on a journey; this was judged by the mood at its end.",
            )
        )
    return 0


def _document(track: Track, found: Why, gave_way: list[str]) -> dict[str, Any]:
    return {
        "path": track.path,
        "title": track.metadata.title or None,
        "artist": track.metadata.artist or None,
        "where": found.where,
        "place": found.place,
        "manual": found.manual,
        "score": found.score,
        "reasons": [
            {"term": reason.term, "contribution": reason.contribution, "text": str(reason.sentence)}
            for reason in found.reasons
        ],
        "relaxed": gave_way,
        "kept_out": [str(rule) for rule in found.kept_out],
        "rank": found.rank,
        "rivals": found.rivals,
    }


def _print(track: Track, found: Why, gave_way: list[str], console: Console) -> None:
    console.line(who_and_what(track))
    console.line(_where(found))
    for reason in found.reasons:
        console.line(f"  {signed(reason.contribution):>6}  {reason.sentence}")
    if found.score is not None:
        total = translate("Command", "the score: the sum of these")
        console.line(f"  {signed(found.score):>6}  {total}")
    for said in (*gave_way, *map(str, found.kept_out)):
        console.line(said)
    if found.where == "nowhere":
        console.line(_standing(found))


def _where(found: Why) -> str:
    match found.where:
        case "playing":
            said = translate("Command", "It is the track at which the queue stands.")
        case "coming":
            said = translate("Command", "It is number {place} of what comes.", place=found.place)
        case "heard":
            said = translate("Command", "It stands in the queue's history.")
        case "nowhere":
            said = translate("Command", "It is not in the queue. As the next track:")
    return f"{said} {translate('Command', 'You put it there.')}" if found.manual else said


def _standing(found: Why) -> str:
    if found.rank is None:
        return translate("Command", "It cannot be offered for this wish.")
    if found.kept_out:
        return translate(
            "Command",
            "Without what keeps it out it would be number {rank}, after {rivals} tracks that may "
            "come next.",
            rank=found.rank,
            rivals=found.rank - 1,
        )
    return translate(
        "Command",
        "Nothing keeps it out: it is number {rank} of {rivals} tracks that may come next.",
        rank=found.rank,
        rivals=found.rivals,
    )
