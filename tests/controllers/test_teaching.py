"""Lessons with a real sound process and an output nobody hears: the queue waits, untouched."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from player.audio.engine import start_engine
from player.controllers.corrections import CorrectionController
from player.controllers.passages import PassageController
from player.controllers.player import PlayerController
from player.controllers.teaching import Asked, TeachingController
from player.jobs.view import LibraryView
from player.paths import Home
from player.ui.feeling_menu import correction
from tests.controllers.conftest import World, open_world
from tests.jobs.listener_library import CARD


@pytest.fixture
def world(qapp: object, sounding_home: Home) -> Iterator[World]:
    opened = open_world(sounding_home)
    yield opened
    opened.library.stop()
    opened.stores.close()


@pytest.fixture
def player(world: World) -> Iterator[PlayerController]:
    made = PlayerController(world.library, world.queue, lambda: start_engine("null"), volume=0.5)
    yield made
    made.stop()


@pytest.fixture
def corrections(world: World) -> CorrectionController:
    view = LibraryView(world.stores.tracks, world.stores.listening, CARD)
    world.library.attach_view(view)
    made = CorrectionController(world.library)
    made.attach(world.stores, view)
    return made


@pytest.fixture
def teaching(
    world: World, player: PlayerController, corrections: CorrectionController
) -> Iterator[TeachingController]:
    passages = PassageController(world.library, player, lambda: start_engine("null"))
    made = TeachingController(corrections, passages)
    view = LibraryView(world.stores.tracks, world.stores.listening, CARD)
    made.attach(world.stores, view)
    yield made
    made.close()


def test_a_lesson_asks_stores_and_leaves_the_queue_as_it_was(
    world: World, player: PlayerController, teaching: TeachingController, qtbot: QtBot
) -> None:
    first = world.library.rows[0].id
    with qtbot.waitSignal(player.duration_changed, timeout=20_000):
        player.play_tracks([first])
    player.toggle()
    qtbot.waitUntil(lambda: not player.playing, timeout=20_000)
    waiting = (world.queue.current, world.queue.upcoming)
    asked: list[Asked] = []
    teaching.asked.connect(asked.append)
    with qtbot.waitSignal(teaching.heard, timeout=20_000):
        teaching.begin()
    assert asked[0].number == 1 and asked[0].total >= 5
    placed = asked[-1]  # a file that is gone was passed over
    teaching.answer(correction(valence=0.9, arousal=0.5))
    named = asked[-1]
    teaching.answer(correction(mood="calm"))
    assert (world.queue.current, world.queue.upcoming) == waiting
    with qtbot.waitSignal(teaching.ended) as ended:
        teaching.end()
    taught = ended.args[0].track_ids
    assert taught == (placed.track_id, named.track_id)
    assert set(world.stores.listening.corrections()) == set(taught)
    assert not teaching.running and not player.playing


def test_what_played_goes_on_where_it_was(
    world: World, player: PlayerController, teaching: TeachingController, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(player.duration_changed, timeout=20_000):
        player.play_tracks([row.id for row in world.library.rows])
    with qtbot.waitSignal(teaching.asked):
        teaching.begin()
    qtbot.waitUntil(lambda: not player.playing, timeout=20_000)
    entry, position = player.entry, player.position_s
    teaching.skip()
    assert (player.entry, player.position_s) == (entry, position)
    teaching.end()
    qtbot.waitUntil(lambda: player.playing, timeout=20_000)
    assert not world.stores.listening.corrections()


def test_a_lesson_is_taken_back_as_one(
    world: World, teaching: TeachingController, corrections: CorrectionController
) -> None:
    before = [world.library.feeling(row.id) for row in world.library.rows]
    teaching.begin()
    while teaching.running:
        teaching.answer(correction(valence=0.9, arousal=0.9))
    assert len(world.stores.listening.corrections()) >= 5
    corrections.undo()
    assert not world.stores.listening.corrections()
    assert [world.library.feeling(row.id) for row in world.library.rows] == before


def test_where_all_is_said_there_is_nothing_to_ask(
    world: World,
    teaching: TeachingController,
    corrections: CorrectionController,
    qtbot: QtBot,
) -> None:
    corrections.correct_all({row.id: correction(mood="calm") for row in world.library.rows})
    fresh = LibraryView(world.stores.tracks, world.stores.listening, CARD)
    teaching.attach(world.stores, fresh)
    with qtbot.waitSignal(teaching.nothing_to_ask):
        teaching.begin()
    assert not teaching.running
