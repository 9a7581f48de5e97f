"""How far a journey is, by what was heard of it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from player.controllers.journeys import JourneyController
from player.paths import Home
from tests.controllers.conftest import World, open_world

CALM, HAPPY = (-0.4, -0.6), (0.6, 0.5)


class Clock:
    """Time that passes when it is told to."""

    def __init__(self) -> None:
        self.now_s = 1_000_000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def journeys(world: World, clock: Clock) -> JourneyController:
    return JourneyController(world.queue, world.library, now=clock)


def hear(world: World, clock: Clock) -> None:
    """Go to the next track and hear the one before to its end."""
    world.queue.advance()
    playing = world.queue.current
    assert playing is not None
    row = world.library.row(playing.track_id)
    assert row is not None
    clock.now_s += row.duration_s or 0.0


def test_there_is_no_journey_before_one_is_started(journeys: JourneyController) -> None:
    assert journeys.facts() is None


def test_what_is_heard_is_behind_and_the_rest_ahead(
    world: World, journeys: JourneyController, clock: Clock
) -> None:
    journeys.start(CALM, HAPPY, 20)
    first = journeys.facts()
    assert first is not None
    assert (first.behind, first.done) == ((), 0)
    hear(world, clock)
    hear(world, clock)
    hear(world, clock)
    now = journeys.facts()
    assert now is not None
    assert len(now.behind) == 2
    assert len(now.ahead) == len(first.ahead) - 3
    assert now.behind + now.ahead == first.ahead[:2] + first.ahead[3:]
    assert now.done > 0
    assert now.minutes == pytest.approx(first.minutes, abs=1)


def test_the_tracks_of_the_journey_before_do_not_count(
    world: World, journeys: JourneyController, clock: Clock
) -> None:
    journeys.start(CALM, HAPPY, 20)
    for _ in range(4):
        hear(world, clock)
    journeys.start(HAPPY, CALM, 20)
    facts = journeys.facts()
    assert facts is not None
    assert (facts.behind, facts.done) == ((), 0)


def test_it_is_over_once_and_said_once(
    world: World, journeys: JourneyController, clock: Clock
) -> None:
    told: list[str] = []
    journeys.over.connect(told.append)
    started = journeys.start(CALM, HAPPY, 10)
    for _ in range(20):
        hear(world, clock)
    assert told == [started]


def test_stopping_stays_where_the_listener_is(
    world: World, journeys: JourneyController, clock: Clock
) -> None:
    journeys.start(CALM, HAPPY, 20)
    hear(world, clock)
    at = journeys.playing_at()
    journeys.stop()
    assert journeys.facts() is None
    assert at is not None
    point = world.queue.target.points[0]
    assert (point.valence, point.arousal) == pytest.approx(at)


def test_a_journey_of_the_last_time_arrives_too(
    qtbot: QtBot, world: World, journeys: JourneyController, home: Home
) -> None:
    begun = journeys.start(CALM, HAPPY, 20)
    world.queue.advance()
    world.stores.close()
    again = open_world(home)
    later = JourneyController(again.queue, again.library)
    again.queue.advance()  # as when the library is there, or the next track begins
    with qtbot.waitSignal(later.over, timeout=1_000) as arrived:
        while (facts := later.facts()) is not None and not facts.over:
            again.queue.advance()
    assert arrived.args == [begun]
    again.stores.close()


def test_stopping_keeps_the_style_that_was_asked_for(
    world: World, journeys: JourneyController
) -> None:
    world.queue.set_mood(moods=("calm",), styles=("rock",))
    journeys.start(CALM, HAPPY, 20)
    world.queue.advance()
    here = journeys.playing_at()
    journeys.stop()
    assert here is not None and world.queue.journey is None
    (point,) = world.queue.target.points
    assert (point.valence, point.arousal) == here
    assert world.queue.target.styles == {"rock"}


def test_what_was_said_of_energy_before_does_not_pull_at_a_journey(
    world: World, journeys: JourneyController
) -> None:
    world.queue.set_mood(moods=("calm",))
    world.queue.more_energy(0.5)
    assert world.queue.target.energy == 0.5
    journeys.start(CALM, HAPPY, 20)
    assert world.queue.target.energy == 0.0
