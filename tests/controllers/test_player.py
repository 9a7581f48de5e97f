"""Playing through the real sound process into the null output: order, skips, failures, the end."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from player.audio.engine import start_engine
from player.audio.messages import QueueEnded, TrackStarted
from player.controllers.player import PlayerController
from player.paths import Home
from tests.controllers.conftest import World, open_world

LONG = 30_000


@pytest.fixture
def world(qapp: QApplication, sounding_home: Home) -> Iterator[World]:
    opened = open_world(sounding_home)
    yield opened
    opened.stores.close()


@pytest.fixture
def player(world: World) -> Iterator[PlayerController]:
    controller = PlayerController(
        world.library, world.queue, lambda: start_engine("null"), volume=0.5
    )
    yield controller
    controller.stop()


def ids(world: World, count: int) -> list[int]:
    return [row.id for row in world.library.rows][:count]


def test_tracks_play_one_after_the_other_and_are_remembered_as_heard(
    qtbot: QtBot, world: World, player: PlayerController
) -> None:
    first, second, third = ids(world, 3)
    heard: list[int | None] = []
    player.duration_changed.connect(
        lambda _s: heard.append(player.entry.track_id if player.entry else None)
    )
    player.play_tracks([first, second, third])
    assert player.playing
    qtbot.waitUntil(lambda: len(heard) >= 3, timeout=LONG)
    assert heard[:3] == [first, second, third]
    qtbot.waitUntil(lambda: len(world.stores.listening.plays()) >= 2, timeout=LONG)
    plays = world.stores.listening.plays()
    assert [(p.track_id, p.skipped) for p in plays[:2]] == [(first, False), (second, False)]
    assert plays[0].played_s == pytest.approx(0.5, abs=0.05)


def test_pause_holds_and_next_goes_on_and_previous_comes_back(
    qtbot: QtBot, world: World, player: PlayerController
) -> None:
    first, second = ids(world, 2)
    with qtbot.waitSignal(player.duration_changed, timeout=LONG):
        player.play_tracks([first, second])
    with qtbot.waitSignal(player.playing_changed, timeout=LONG) as changed:
        player.toggle()
    assert changed.args == [False]
    player.next()
    assert player.entry is not None and player.entry.track_id == second
    qtbot.waitUntil(lambda: bool(world.stores.listening.plays()), timeout=LONG)
    (play,) = world.stores.listening.plays()[:1]
    assert (play.track_id, play.skipped) == (first, True)
    player.previous()
    assert player.entry.track_id == first


def test_a_missing_file_is_said_and_the_next_one_plays(
    qtbot: QtBot, world: World, player: PlayerController
) -> None:
    missing = world.library.rows[-1].id
    first = ids(world, 1)[0]
    troubles: list[str] = []
    player.troubled.connect(lambda why: troubles.append(str(why)))
    with qtbot.waitSignal(player.duration_changed, timeout=LONG):
        player.play_tracks([missing, first])
    assert player.entry is not None and player.entry.track_id == first
    assert len(troubles) == 1 and str(missing) in troubles[0]


def test_what_left_the_library_is_passed_over_without_a_word(
    qtbot: QtBot, world: World, player: PlayerController
) -> None:
    first, gone, away, last = ids(world, 4)
    troubles: list[object] = []
    player.troubled.connect(troubles.append)
    with qtbot.waitSignal(player.duration_changed, timeout=LONG):
        player.play_tracks([first, gone, away, last])
    tracks = world.stores.tracks
    tracks.forget_tracks([gone])
    tracks.put_tracks([dataclasses.replace(tracks.track(away), available=False)])
    world.library._reload()
    qtbot.waitUntil(lambda: player.entry is not None and player.entry.track_id == last)
    assert not troubles
    assert {play.track_id for play in world.stores.listening.plays()} <= {first}


def test_what_plays_ends_when_it_leaves_the_library(
    qtbot: QtBot, world: World, player: PlayerController
) -> None:
    first, second = ids(world, 2)
    with qtbot.waitSignal(player.duration_changed, timeout=LONG):
        player.play_tracks([first, second])
    player.toggle()
    qtbot.waitUntil(lambda: not player.playing, timeout=LONG)
    world.stores.tracks.forget_tracks([first])
    with qtbot.waitSignal(player.duration_changed, timeout=LONG):
        world.library._reload()
    assert player.entry is not None and player.entry.track_id == second


def test_play_with_nothing_queued_makes_a_queue(
    qtbot: QtBot, world: World, player: PlayerController
) -> None:
    with qtbot.waitSignal(player.duration_changed, timeout=LONG):
        player.toggle()
    assert player.entry is not None
    assert world.queue.upcoming


def test_outputs_are_listed_without_waiting(qtbot: QtBot, player: PlayerController) -> None:
    with qtbot.waitSignal(player.outputs_listed, timeout=LONG) as listed:
        player.list_outputs()
    assert isinstance(listed.args[0], tuple)


def test_a_missing_file_in_the_middle_is_passed_over(
    qtbot: QtBot, world: World, player: PlayerController
) -> None:
    first, second = ids(world, 2)
    missing = world.library.rows[-1].id
    heard: list[int] = []
    states: list[bool] = []
    player.duration_changed.connect(lambda _s: heard.append(player.entry.track_id))  # type: ignore[union-attr]
    player.playing_changed.connect(states.append)
    player.play_tracks([first, second])
    world.queue.insert([missing], 0)
    qtbot.waitUntil(lambda: len(heard) >= 2, timeout=LONG)
    assert heard[:2] == [first, second]
    assert states == [True]


def test_steps_of_seeking_add_up(qtbot: QtBot, world: World, player: PlayerController) -> None:
    with qtbot.waitSignal(player.duration_changed, timeout=LONG):
        player.play_tracks(ids(world, 1))
    player.toggle()
    player.seek(0.0)
    for _ in range(3):
        player.seek_by(0.1)
    assert player.position_s == pytest.approx(0.3)


def test_a_track_asked_for_as_the_queue_ends_is_what_plays(
    qtbot: QtBot, world: World, player: PlayerController
) -> None:
    """News of the end that was on its way when the track was asked for changes nothing."""
    first, second = ids(world, 2)
    with qtbot.waitSignal(player.duration_changed, timeout=LONG):
        player.play_tracks([first])
    player.play_tracks([second])
    player._take([QueueEnded()])
    assert player.entry is not None and player.entry.track_id == second
    with qtbot.waitSignal(player.duration_changed, timeout=LONG):
        pass
    assert player.entry.track_id == second


def test_the_end_of_the_program_remembers_what_was_heard(
    qtbot: QtBot, world: World, player: PlayerController
) -> None:
    (first,) = ids(world, 1)
    player.play_tracks([first])
    qtbot.waitUntil(lambda: player.position_s > 0.1, timeout=LONG)
    player.stop()
    (play,) = world.stores.listening.plays()
    assert (play.track_id, play.skipped) == (first, False)
    assert 0.1 < play.played_s < 0.5


def test_a_queue_of_the_last_time_waits_to_be_played(
    qtbot: QtBot, sounding_home: Home, world: World, player: PlayerController
) -> None:
    with qtbot.waitSignal(player.duration_changed, timeout=LONG):
        player.play_tracks(ids(world, 2))
    player.stop()
    world.stores.close()
    again = open_world(sounding_home)
    later = PlayerController(again.library, again.queue, lambda: start_engine("null"), volume=0.5)
    try:
        assert later.entry is not None and later.entry.track_id == ids(again, 1)[0]
        later.warm_up()
        assert not later.playing
        with qtbot.assertNotEmitted(later.duration_changed, wait=700):
            pass
    finally:
        later.stop()
        again.stores.close()


def test_a_track_that_starts_in_a_pause_stays_paused(
    qtbot: QtBot, world: World, player: PlayerController
) -> None:
    """A pause right at the join: the next track is there, and silent."""
    first, second = ids(world, 2)
    with qtbot.waitSignal(player.duration_changed, timeout=LONG):
        player.play_tracks([first, second])
    player.toggle()
    qtbot.waitUntil(lambda: not player.playing, timeout=LONG)
    following = world.queue.next_entry
    assert following is not None
    player._take([TrackStarted(following.entry_id, 0.5)])
    assert player.entry is not None and player.entry.track_id == second
    assert not player.playing
