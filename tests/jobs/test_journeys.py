"""Journeys of the living queue: begun, carried on after a skip, taken back, and gone on from."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from player.jobs.journeys import (
    Said,
    mood_end,
    new_journey,
    places_left,
    plan_journey,
    said_around,
    track_end,
    wish_at_end,
)
from player.jobs.personal_checks import DamagedError, check_queue
from player.jobs.queue import QueueKeeper
from player.jobs.view import LibraryView
from player.library.track import CheckIn
from player.recommend.journey_record import End, Journey
from player.recommend.steering import with_energy
from player.recommend.target import Floor, MoodTarget, Point
from player.tagging.vocabulary import MOODS
from tests.jobs.listener_library import NOW, ListenerLibrary, view_of

LENGTH_S = 200.0
"""Of every track of the library."""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[ListenerLibrary]:
    library = ListenerLibrary(tmp_path)
    library.add_many(120)
    yield library
    library.close()


@pytest.fixture
def view(library: ListenerLibrary) -> LibraryView:
    return view_of(library)


@pytest.fixture
def keeper(library: ListenerLibrary, view: LibraryView) -> QueueKeeper:
    return keeper_of(library, view)


def keeper_of(library: ListenerLibrary, view: LibraryView) -> QueueKeeper:
    return QueueKeeper(view, library.listening, length=12, dice=random.Random(1), now=lambda: NOW)


def to_energetic(**length: float) -> Journey:
    return new_journey(mood_end("melancholic"), mood_end("energetic"), now=NOW, **length)  # type: ignore[arg-type]


def arousals(view: LibraryView, keeper: QueueKeeper) -> list[float]:
    tags = [view.tags(entry.track_id) for entry in keeper.queue.upcoming]
    return [tag.arousal for tag in tags if tag is not None]


def test_a_journey_rises_and_the_queue_goes_on_at_its_end(
    keeper: QueueKeeper, view: LibraryView
) -> None:
    keeper.start_journey(to_energetic(tracks=6), seed=3)
    felt = arousals(view, keeper)
    assert keeper.journey_left == 6 and len(felt) == 12
    assert felt[0] < -0.4 and felt[5] > 0.5
    assert all(later > earlier - 0.2 for earlier, later in pairwise(felt[:6]))
    assert min(felt[6:]) > 0.2  # the end's mood
    assert keeper.target.moods == ("energetic",)
    for _ in range(8):
        keeper.advance()
    assert keeper.journey_left == 0 and keeper.journey is not None
    assert len(keeper.queue.upcoming) == 12 and min(arousals(view, keeper)) > 0.1


def test_a_skip_carries_the_journey_on_from_where_the_listener_is(
    keeper: QueueKeeper, view: LibraryView
) -> None:
    keeper.start_journey(to_energetic(tracks=8), seed=3)
    keeper.advance()
    keeper.advance()
    skipped = keeper.queue.current
    assert skipped is not None
    before = keeper.queue.state
    keeper.on_skipped(skipped.entry_id, 5.0)
    assert keeper.journey_left == 5
    felt = arousals(view, keeper)[:5]
    assert felt[-1] > 0.5 and felt[0] < felt[-1]
    assert skipped.track_id not in {entry.track_id for entry in keeper.queue.upcoming}
    after_skip = keeper.queue.upcoming
    keeper.undo()
    assert keeper.queue.upcoming == before.upcoming[1:]
    assert keeper.queue.state.journey == before.journey and after_skip != before.upcoming


def test_time_that_a_skip_spared_is_given_to_the_rest(keeper: QueueKeeper) -> None:
    keeper.start_journey(to_energetic(minutes=8 * LENGTH_S / 60), seed=3)
    assert keeper.journey_left == 8
    keeper.advance()
    current = keeper.queue.current
    assert current is not None
    keeper.on_skipped(current.entry_id, 1.0)
    # One plays, six were left, and the skipped one spared the time of another.
    assert keeper.journey_left == 7


def test_locked_entries_never_move(keeper: QueueKeeper) -> None:
    keeper.set_target(MoodTarget(moods=("calm",)), seed=1)
    locked = keeper.queue.upcoming[2]
    keeper.set_locked(locked.entry_id, True)
    keeper.start_journey(to_energetic(tracks=6), seed=3)
    assert keeper.queue.upcoming[2].entry_id == locked.entry_id
    assert keeper.journey_left == 6
    keeper.advance()
    current = keeper.queue.current
    assert current is not None
    keeper.on_skipped(current.entry_id, 5.0)
    assert keeper.queue.upcoming[0].entry_id == locked.entry_id
    assert keeper.journey_left == 4


def test_what_was_locked_on_an_earlier_journey_does_not_make_the_next_one_longer(
    keeper: QueueKeeper,
) -> None:
    keeper.start_journey(to_energetic(tracks=8), seed=3)
    keeper.set_locked(keeper.queue.upcoming[7].entry_id, True)
    keeper.start_journey(to_energetic(tracks=3), seed=4)
    assert keeper.journey_left == 3


def test_a_track_of_unknown_mood_does_not_send_a_journey_back_to_its_start(
    library: ListenerLibrary,
) -> None:
    unknown = library.add(title="Unknown")
    view = view_of(library)
    keeper = keeper_of(library, view)
    keeper.start_journey(to_energetic(tracks=8), seed=3)
    for _ in range(5):
        keeper.advance()
    assert keeper.queue.current is not None
    keeper.add_next([unknown.id])
    skipped = keeper.queue.current
    keeper.on_skipped(skipped.entry_id, 1.0)
    keeper.choose_again()
    assert keeper.queue.current.track_id == unknown.id
    assert keeper.journey_left == 3 and min(arousals(view, keeper)) > -0.3


def test_undo_right_after_the_start_restores_queue_and_wish_exactly(keeper: QueueKeeper) -> None:
    keeper.set_target(MoodTarget(moods=("calm",)), seed=1)
    before = keeper.queue.state
    keeper.start_journey(to_energetic(tracks=6), MoodTarget(floor=Floor(-0.9, -0.9)), seed=3)
    assert keeper.target.floor == Floor(-0.9, -0.9)
    keeper.undo()
    assert keeper.queue.state == before


def test_another_wish_ends_the_journey_and_steering_does_not(keeper: QueueKeeper) -> None:
    keeper.start_journey(to_energetic(tracks=6), seed=3)
    keeper.steer(lambda target: replace(target, adventurous=0.9))
    assert keeper.journey_left == 6 and keeper.target.adventurous == 0.9
    keeper.set_target(MoodTarget(moods=("calm",)))
    assert keeper.journey is None and keeper.journey_left == 0


def test_more_energy_moves_the_end_of_a_journey_to_a_point(
    keeper: QueueKeeper, view: LibraryView
) -> None:
    keeper.start_journey(new_journey(End(-0.5, -0.5), End(0.5, -0.5), now=NOW, tracks=6), seed=3)
    before, quiet = keeper.queue.state, arousals(view, keeper)[5]
    keeper.steer(lambda target: with_energy(target, 0.8))
    assert keeper.journey is not None and keeper.journey.end.spot == (0.5, 0.3)
    assert arousals(view, keeper)[5] > quiet + 0.4
    assert keeper.target.points == (Point(0.5, 0.3),)
    keeper.undo()
    assert keeper.queue.state == before


def test_a_journey_survives_a_restart(
    library: ListenerLibrary, view: LibraryView, keeper: QueueKeeper
) -> None:
    keeper.start_journey(to_energetic(tracks=6), seed=3)
    keeper.advance()
    again = keeper_of(library, view)
    assert again.journey == keeper.journey and again.journey_left == 5
    current = again.queue.current
    assert current is not None
    again.on_skipped(current.entry_id, 5.0)
    assert again.journey_left == 4


def test_from_the_playing_track_it_begins_beyond_it(keeper: QueueKeeper, view: LibraryView) -> None:
    keeper.set_target(MoodTarget(moods=("melancholic",)), seed=1)
    keeper.advance()
    playing = keeper.queue.current
    assert playing is not None
    start = track_end(view, playing.track_id)
    assert start is not None
    journey = new_journey(start, mood_end("energetic"), now=NOW, tracks=5, from_track=True)
    keeper.start_journey(journey, seed=1)
    assert playing.track_id not in {entry.track_id for entry in keeper.queue.upcoming}
    assert arousals(view, keeper)[4] > 0.5


def test_a_record_is_plain_data_and_has_one_length() -> None:
    journey = new_journey(End(0.1, -0.2), mood_end("happy"), now=NOW, minutes=30)
    assert Journey.from_document(journey.to_document()) == journey
    assert journey.length_s == 1800.0
    assert new_journey(End(0, 0), End(0, 0), now=NOW, tracks=3).id != journey.id
    for wrong in ({}, {"minutes": 0}, {"minutes": float("nan")}, {"tracks": -1}):
        with pytest.raises(ValueError):
            new_journey(End(0, 0), End(0, 0), now=NOW, **wrong)
    with pytest.raises(ValueError):
        End(float("nan"), 0.0)


def test_a_queue_taken_to_another_machine_is_still_on_its_journey(
    library: ListenerLibrary, keeper: QueueKeeper
) -> None:
    keeper.start_journey(to_energetic(tracks=6), seed=3)
    document = library.listening.queue()
    assert document is not None
    taken = {**document, "upcoming": [], "current": None, "history": []}
    assert check_queue(taken)["journey"] == document["journey"]
    strange = {**document["journey"], "end": {**document["journey"]["end"], "mood": "sublime"}}
    assert check_queue({**taken, "journey": strange})["journey"]["end"]["mood"] is None
    with pytest.raises(DamagedError):
        check_queue({**taken, "journey": {**document["journey"], "length_s": -1.0}})


def test_every_mood_has_an_end_and_a_wish_there() -> None:
    for mood in MOODS:
        end = mood_end(mood.id)
        journey = new_journey(End(0, 0), end, now=NOW, tracks=2)
        assert wish_at_end(journey, MoodTarget(moods=("dark",))).moods == (mood.id,)
    spot = new_journey(mood_end("dark"), End(0.5, 0.5), now=NOW, tracks=2)
    assert wish_at_end(spot, MoodTarget(moods=("dark",))) == MoodTarget(points=(Point(0.5, 0.5),))


def test_nothing_is_left_of_a_queue_without_a_journey(
    keeper: QueueKeeper, view: LibraryView
) -> None:
    keeper.set_target(MoodTarget(moods=("calm",)), seed=1)
    assert places_left(keeper.queue.upcoming) == 0
    assert len(plan_journey(view, to_energetic(tracks=4), MoodTarget())) == 4


def test_what_was_said_is_told_per_journey_in_plain_numbers() -> None:
    said = [
        CheckIn(3.0, 0.4, 0.3, "after", "one"),
        CheckIn(1.0, -0.5, -0.1, "before", "one"),
        CheckIn(2.0, 0.9, 0.9, "before", None),
        CheckIn(5.0, 0.0, 0.0, "before", "two"),
    ]
    one, two = said_around(said)
    assert one == Said("one", (-0.5, -0.1), (0.4, 0.3))
    assert one.change == pytest.approx((0.9, 0.4))
    assert two == Said("two", (0.0, 0.0), None) and two.change is None
