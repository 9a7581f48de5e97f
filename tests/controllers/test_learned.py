"""The ledger behind the window: read on a thread, forgotten after a moment, never half."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from player.controllers.learned import LearnedController
from player.errors import StoreWriteError
from player.jobs.listener import ListenerModel
from player.library.track import CheckIn, Nudge, Play, Rating
from player.store.events import Events
from player.wording import sentence
from tests.controllers.conftest import World

UNDO_MS = 60


@pytest.fixture
def learned(qtbot: QtBot, world: World) -> Iterator[LearnedController]:
    now, view = time.time(), world.library._view
    assert view is not None
    plays = {n: Play(n, now - 1000 * n, 190.0, 200.0) for n in range(1, 6)}
    events = Events(
        plays=plays,
        nudges={1: Nudge(6, now - 10.0, more=True)},
        checkins={1: CheckIn(now - 30.0, 0.1, 0.2, "before")},
    )
    world.stores.listening.put(events)
    world.library.rate([2], 5)
    world.stores.listening.put(Events(ratings={2: Rating(5, now - 20.0)}))
    made = LearnedController(world.library, world.queue, undo_ms=UNDO_MS)
    made.attach(world.stores, view, ListenerModel(view, world.stores.listening))
    with qtbot.waitSignal(made.changed):
        made.look()
    yield made
    made.stop()


def ids(learned: LearnedController) -> list[str]:
    return [row.id for row in learned.rows or ()]


def test_everything_is_listed_newest_first(learned: LearnedController) -> None:
    plays = [f"play:{n}" for n in range(1, 6)]
    assert ids(learned) == ["nudge:1", "rating:2", "checkin:1", *plays]
    rating = (learned.rows or ())[1]
    assert (rating.title, rating.artist, rating.value) == ("Track 2", "Artist 1", 3.0)


def test_what_is_forgotten_is_gone_for_good_after_a_moment(
    qtbot: QtBot, learned: LearnedController, world: World
) -> None:
    with qtbot.waitSignal(learned.forgotten) as told:
        learned.forget(["rating:2", "play:1"])
        assert "rating:2" not in ids(learned)
        assert world.library.stars(2) == (5, False)
    assert told.args == [2]
    assert world.library.stars(2) == (0, False)
    assert not world.stores.listening.ratings()
    assert len(world.stores.listening.plays()) == 4
    view = world.library._view
    assert view is not None and view.candidates().heard.sum() == 4
    world.library.undo_stars()  # would bring back what was forgotten
    assert world.library.stars(2) == (0, False)


def test_what_is_being_forgotten_can_be_kept(
    qtbot: QtBot, learned: LearnedController, world: World
) -> None:
    before = ids(learned)
    with qtbot.waitSignal(learned.waiting_changed) as told:
        learned.forget(["play:3", "play:1"])
    assert told.args == [2]
    learned.keep()
    qtbot.wait(2 * UNDO_MS)
    assert ids(learned) == before
    assert len(world.stores.listening.plays()) == 5


def test_what_is_leaving_by_now_cannot_be_kept_any_more(
    qtbot: QtBot, learned: LearnedController
) -> None:
    learned.forget(["play:3"])
    with qtbot.waitSignal(learned.forgotten):
        with qtbot.waitSignal(learned.waiting_changed) as told:
            learned._forget()
        assert told.args == [0]  # nothing to keep is shown
        learned.forget(["play:1"])
        learned.keep()
        assert "play:3" not in ids(learned) and "play:1" in ids(learned)
    assert "play:3" not in ids(learned) and "play:1" in ids(learned)


def test_what_cannot_be_forgotten_is_listed_again(
    qtbot: QtBot, learned: LearnedController, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise StoreWriteError(sentence("Store", "No"))

    monkeypatch.setattr("player.controllers.learned.forget_events", refuse)
    with qtbot.waitSignal(learned.troubled):
        learned.forget(["play:3"])
    assert "play:3" in ids(learned)


def test_stopping_does_not_bring_back_what_was_removed(
    learned: LearnedController, world: World
) -> None:
    learned.forget(["play:3"])
    learned.stop()
    assert 3 not in {play.track_id for play in world.stores.listening.plays()}


def test_what_is_no_longer_there_is_no_trouble(
    qtbot: QtBot, learned: LearnedController, world: World
) -> None:
    with qtbot.waitSignal(learned.forgotten) as told:
        learned.forget(["rating:2", "play:4"])
        world.library.rate([2], 0)
    assert told.args == [1]


def test_a_forgotten_play_leaves_the_history_of_the_queue(
    qtbot: QtBot, learned: LearnedController, world: World
) -> None:
    world.queue.play_now([3, 4])
    world.queue.advance()
    assert world.queue.before is not None
    with qtbot.waitSignal(learned.forgotten):
        learned.forget(["play:3"])
    assert world.queue.before is None
    saved = world.stores.listening.queue()
    assert saved is not None and not saved["history"]
