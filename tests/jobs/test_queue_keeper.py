"""The living queue over real stores: wishes, refilling, plays, skips, restarts."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from player.jobs.listener import ListenerModel
from player.jobs.queue import QueueChange, QueueKeeper
from player.jobs.view import LibraryView
from player.library.track import Nudge, Play
from player.recommend.steering import with_energy
from player.recommend.target import MoodTarget, Point, Seed
from tests.jobs.listener_library import NOW, ListenerLibrary, view_of

CALM, ANGRY = MoodTarget(moods=("calm",)), MoodTarget(moods=("angry",))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[ListenerLibrary]:
    library = ListenerLibrary(tmp_path)
    library.add_many(60)
    yield library
    library.close()


@pytest.fixture
def view(library: ListenerLibrary) -> LibraryView:
    return view_of(library)


@pytest.fixture
def keeper(library: ListenerLibrary, view: LibraryView) -> QueueKeeper:
    return keeper_of(library, view)


def keeper_of(library: ListenerLibrary, view: LibraryView) -> QueueKeeper:
    return QueueKeeper(view, library.listening, length=8, dice=random.Random(1), now=lambda: NOW)


def coming(keeper: QueueKeeper) -> list[int]:
    return [entry.track_id for entry in keeper.queue.upcoming]


def mean_arousal(view: LibraryView, track_ids: list[int]) -> float:
    tags = [view.tags(track_id) for track_id in track_ids]
    return sum(t.arousal for t in tags if t) / len(tags)


def test_nothing_is_chosen_before_there_is_a_wish(keeper: QueueKeeper):
    assert coming(keeper) == [] and keeper.next_entry is None
    assert keeper.advance() == QueueChange()


def test_how_far_to_go_is_no_wish_yet(keeper: QueueKeeper):
    keeper.steer(lambda target: replace(target, adventurous=0.9))
    assert keeper.queue.upcoming == () and keeper.target.adventurous == 0.9
    keeper.undo()
    assert keeper.target == MoodTarget()
    keeper.steer(lambda target: with_energy(target, 0.5))
    assert len(coming(keeper)) == 8


def test_a_wish_fills_the_queue_and_another_one_turns_it(keeper: QueueKeeper, view: LibraryView):
    change = keeper.set_target(CALM, seed=5)
    calm = coming(keeper)
    assert len(calm) == 8 and len(change.entered) == 8 and change.left == ()
    change = keeper.set_target(ANGRY, seed=5)
    assert len(change.left) == 8 and keeper.target == ANGRY
    assert mean_arousal(view, coming(keeper)) > mean_arousal(view, calm) + 0.8


def test_the_same_seed_gives_the_same_queue(keeper: QueueKeeper):
    keeper.set_target(CALM, seed=7)
    first = coming(keeper)
    keeper.set_target(ANGRY)
    keeper.set_target(CALM, seed=7)
    assert coming(keeper) == first
    keeper.choose_again()
    assert coming(keeper) == first


def test_locked_and_manual_entries_never_move_on_another_wish(keeper: QueueKeeper):
    keeper.set_target(CALM)
    locked = keeper.queue.upcoming[3]
    keeper.set_locked(locked.entry_id, True)
    keeper.move(keeper.queue.upcoming[6].entry_id, 1)
    moved = keeper.queue.upcoming[1]
    place = [e.entry_id for e in keeper.queue.upcoming].index(locked.entry_id)
    keeper.set_target(ANGRY)
    ids = [entry.entry_id for entry in keeper.queue.upcoming]
    assert ids.index(locked.entry_id) == place and ids.index(moved.entry_id) == 1
    assert len(ids) == 8 and len(set(coming(keeper))) == 8


def test_what_is_locked_far_behind_stays_there_too(keeper: QueueKeeper):
    keeper.set_target(CALM, seed=1)
    locked = keeper.queue.upcoming[6]
    keeper.set_locked(locked.entry_id, True)
    keeper.add_next([track_id for track_id in range(1, 61) if track_id not in coming(keeper)][:7])
    assert [entry.entry_id for entry in keeper.queue.upcoming].index(locked.entry_id) == 13
    keeper.set_target(ANGRY, seed=2)
    assert [entry.entry_id for entry in keeper.queue.upcoming].index(locked.entry_id) == 13


def test_undo_restores_queue_and_wish_exactly(keeper: QueueKeeper):
    keeper.set_target(CALM)
    before = keeper.queue.state
    for change in (
        lambda: keeper.set_target(ANGRY),
        lambda: keeper.play_now([1, 2]),
        lambda: keeper.remove([keeper.queue.upcoming[0].entry_id]),
        keeper.clear,
    ):
        change()
        assert keeper.queue.state != before
        keeper.undo()
        assert keeper.queue.state == before


def test_playing_refills_and_remembers(keeper: QueueKeeper, library: ListenerLibrary):
    keeper.set_target(CALM)
    for _ in range(20):
        entry = keeper.next_entry
        assert entry is not None
        change = keeper.on_started(entry.entry_id)
        assert change.current_changed and change.left == (entry.entry_id,)
        assert len(coming(keeper)) == 8
        keeper.on_finished(entry.entry_id, 200.0)
        assert keeper.on_started(entry.entry_id) == QueueChange()
    heard = [play.track_id for play in library.listening.plays()]
    assert len(heard) == 20
    assert library.listening.plays()[0] == Play(heard[0], NOW, 200.0, duration_s=200.0)
    queue = keeper.queue
    assert queue.current is not None
    for place, entry in enumerate((*queue.history, queue.current)):
        assert ("recency" in entry.relaxed) == (entry.track_id in heard[:place])
        assert entry.track_id not in heard[max(0, place - 8) : place]


def test_a_skip_is_remembered_and_goes_on(keeper: QueueKeeper, library: ListenerLibrary):
    keeper.play_now([4])
    current, following = keeper.queue.current, keeper.next_entry
    assert current is not None and following is not None
    keeper.on_started(current.entry_id)
    assert keeper.on_skipped(current.entry_id, 3.0).current_changed
    assert keeper.queue.current == following
    assert keeper.queue.history[-1].skipped
    assert library.listening.plays()[-1] == Play(
        4, NOW, 3.0, duration_s=200.0, skipped=True, chosen=True
    )


def test_a_skip_turns_the_tail_away_from_what_was_skipped(
    keeper: QueueKeeper, library: ListenerLibrary, view: LibraryView
):
    keeper.set_target(MoodTarget(points=(Point(0.0, 0.0, 2.0),)), seed=2)
    keeper.advance()
    keeper.set_locked(keeper.queue.upcoming[4].entry_id, True)
    locked = keeper.queue.upcoming[4]
    current, following, before = keeper.queue.current, keeper.next_entry, coming(keeper)
    assert current is not None and following is not None
    change = keeper.on_skipped(current.entry_id, 3.0)
    assert change.current_changed and keeper.queue.current == following
    assert keeper.queue.upcoming[3] == locked and len(coming(keeper)) == 8
    assert current.track_id not in coming(keeper)
    given = view.candidates()
    away = given.embedding @ given.embedding[given.rows[current.track_id]]

    def likeness(track_ids: list[int]) -> float:
        return float(np.mean([away[given.rows[i]] for i in track_ids]))

    assert coming(keeper) != before[1:] and likeness(coming(keeper)) < likeness(before)
    keeper.undo()
    assert coming(keeper) == before[1:] and keeper.queue.current == following


def test_going_on_after_most_of_a_track_or_going_back_turns_nothing(
    library: ListenerLibrary, view: LibraryView, keeper: QueueKeeper
):
    keeper.set_target(CALM, seed=2)
    keeper.advance()
    first, before = keeper.queue.current, coming(keeper)
    assert first is not None
    keeper.advance()
    keeper.on_skipped(first.entry_id, 120.0)
    assert coming(keeper)[:7] == before[1:] and not keeper.queue.history[-1].skipped
    second = keeper.queue.current
    assert second is not None
    keeper.previous()
    keeper.on_skipped(second.entry_id, 3.0)
    assert keeper.queue.current == first and keeper.next_entry == second
    assert not library.listening.plays()[-1].skipped  # to go back is not to go on
    row = view.row(second.track_id)
    assert view.candidates().heard[row] == 0  # and three seconds are not a track
    before = coming(keeper)
    keeper.play_now([50])
    keeper.on_skipped(first.entry_id, 3.0)
    assert coming(keeper) == before and keeper.queue.history[-1].skipped
    keeper.undo()
    assert keeper.queue.current == first


def test_what_sounds_but_is_not_in_the_queue_is_logged(keeper: QueueKeeper, caplog):
    with caplog.at_level(logging.WARNING):
        assert keeper.on_started(99) == QueueChange()
        keeper.on_finished(99, 1.0)
    assert len(caplog.records) == 2


def test_playing_a_track_without_a_wish_goes_on_with_what_sounds_like_it(keeper: QueueKeeper):
    keeper.play_now([3])
    assert len(coming(keeper)) == 8 and 3 not in coming(keeper)


def test_what_was_taken_out_does_not_come_straight_back(keeper: QueueKeeper):
    keeper.set_target(CALM)
    gone = keeper.queue.upcoming[0]
    change = keeper.remove([gone.entry_id])
    assert change.left == (gone.entry_id,) and len(change.entered) == 1
    assert gone.track_id not in coming(keeper)


def test_clearing_leaves_silence(keeper: QueueKeeper):
    keeper.set_target(CALM)
    keeper.advance()
    keeper.clear()
    assert coming(keeper) == [] and keeper.target == MoodTarget()
    keeper.advance()
    assert keeper.queue.current is None and coming(keeper) == []


def test_the_queue_survives_a_restart(
    keeper: QueueKeeper, library: ListenerLibrary, view: LibraryView
):
    keeper.set_target(CALM, seed=3)
    keeper.advance()
    keeper.add_next([5])
    keeper.set_locked(keeper.queue.upcoming[4].entry_id, True)
    again = keeper_of(library, view)
    assert again.queue.upcoming == keeper.queue.upcoming
    assert again.queue.current == keeper.queue.current and again.target == CALM
    again.set_target(ANGRY, seed=1)
    keeper.set_target(ANGRY, seed=1)
    assert coming(again) == coming(keeper)


def test_a_saved_queue_that_cannot_be_read_is_dropped(
    library: ListenerLibrary, view: LibraryView, caplog
):
    library.listening.save_queue({"next_id": 4})
    with caplog.at_level(logging.WARNING):
        assert coming(keeper_of(library, view)) == []
    assert "saved queue" in caplog.text


def test_a_track_that_left_the_library_does_not_stop_the_queue(
    keeper: QueueKeeper, library: ListenerLibrary, view: LibraryView
):
    keeper.set_target(CALM)
    gone = coming(keeper)[0]
    library.tracks.forget_tracks([gone])
    view.refresh([gone])
    entry = keeper.next_entry
    assert entry is not None
    keeper.on_started(entry.entry_id)
    keeper.on_finished(entry.entry_id, 10.0)
    keeper.choose_again()
    assert gone not in coming(keeper)


def test_what_left_the_library_does_not_count_and_comes_back(
    keeper: QueueKeeper, view: LibraryView, library: ListenerLibrary
):
    keeper.set_target(CALM, seed=5)
    before = coming(keeper)
    keeper.add_next([gone := before[3]])
    known = library.tracks.track(gone)
    library.tracks.forget_tracks([gone])
    view.refresh([gone])
    keeper.refill()
    assert len([track_id for track_id in coming(keeper) if track_id in view]) == 8
    again = keeper_of(library, view)  # after a restart
    assert coming(again) == coming(keeper) and gone in coming(again)
    library.tracks.put_tracks([known])
    view.refresh([gone])
    assert coming(again)[0] == gone in view


def test_steering_turns_the_tail_at_once_and_undo_restores_it_exactly(
    keeper: QueueKeeper, view: LibraryView
):
    keeper.set_target(CALM, seed=3)
    keeper.advance()
    keeper.set_locked(keeper.queue.upcoming[2].entry_id, True)
    before = keeper.queue.state
    change = keeper.steer(lambda target: with_energy(target, 0.6))
    assert change.entered and change.left and not change.current_changed
    assert keeper.queue.upcoming[2] == before.upcoming[2]
    lively = mean_arousal(view, coming(keeper))
    assert lively > mean_arousal(view, [e.track_id for e in before.upcoming])
    keeper.undo()
    assert keeper.queue.state == before


def test_more_like_this_is_shown_learned_and_taken_back(
    library: ListenerLibrary, view: LibraryView
):
    model = ListenerModel(view, library.listening, now=lambda: NOW)
    keeper = QueueKeeper(view, library.listening, model=model, length=8, now=lambda: NOW)
    keeper.set_target(CALM, seed=1)
    before, nobody = keeper.queue.state, model.listener()
    track_id = before.upcoming[0].track_id
    keeper.nudge(track_id, "This one", more=False)
    assert keeper.target.seeds == (Seed("This one", (track_id,), liked=False),)
    assert library.listening.nudges() == [Nudge(track_id, NOW, more=False)]
    row = view.row(track_id)
    assert row is not None
    rows = np.array([row])
    disliked = model.listener().taste.preference(view.candidates(), rows, seed=0, adventurous=0.0)
    assert nobody.taste is None and disliked[0] < -0.1
    keeper.undo()
    assert keeper.queue.state == before and list(library.listening.nudges()) == []
    assert model.listener().taste is None


def test_undo_takes_back_what_was_learned_whatever_followed_meanwhile(
    library: ListenerLibrary, view: LibraryView
):
    model = ListenerModel(view, library.listening, now=lambda: NOW)
    keeper = QueueKeeper(view, library.listening, model=model, length=8, now=lambda: NOW)
    keeper.set_target(CALM, seed=1)
    keeper.advance()
    keeper.advance()
    before, heard = keeper.queue.state, keeper.queue.history[0].track_id
    keeper.nudge(coming(keeper)[0], "One", more=True)
    keeper.nudge(coming(keeper)[0], "Another", more=False)
    library.listening.set_rating(coming(keeper)[1], 5, NOW)
    view.refresh_listening()
    keeper.learned()  # what comes is another tail by now
    keeper.forget_heard({heard})
    keeper.undo()
    assert [nudge.more for nudge in library.listening.nudges()] == [True]
    keeper.undo()
    assert list(library.listening.nudges()) == []
    assert keeper.queue.state.upcoming == before.upcoming and keeper.target == before.target


def test_what_began_in_private_is_not_remembered_when_it_ends_later(
    library: ListenerLibrary, keeper: QueueKeeper
):
    keeper.set_private(True)
    keeper.set_target(CALM, seed=1)
    keeper.advance()
    began, following = keeper.queue.current, keeper.next_entry
    assert began is not None and following is not None
    keeper.on_started(began.entry_id)
    keeper.set_private(False)
    keeper.on_finished(began.entry_id, 200.0)
    assert list(library.listening.plays()) == []
    keeper.on_started(following.entry_id)
    keeper.on_finished(following.entry_id, 200.0)
    assert [play.track_id for play in library.listening.plays()] == [following.track_id]


def test_what_was_heard_in_private_rests_when_something_else_is_forgotten(
    library: ListenerLibrary, view: LibraryView
):
    model = ListenerModel(view, library.listening, now=lambda: NOW)
    keeper = QueueKeeper(view, library.listening, model=model, length=8, now=lambda: NOW)
    keeper.set_private(True)
    keeper.set_target(CALM, seed=1)
    keeper.advance()
    heard = keeper.queue.current
    assert heard is not None
    keeper.on_finished(heard.entry_id, 190.0)
    model.forgotten()
    assert view.candidates().heard[view.row(heard.track_id)] == 1.0
    keeper.set_private(False)
    assert not view.candidates().heard.any()


def test_an_offer_is_remembered_once_its_turn_came(library: ListenerLibrary, keeper: QueueKeeper):
    keeper.set_target(CALM, seed=1)
    first, second, third = coming(keeper)[:3]
    assert list(library.listening.offers()) == []
    keeper.advance()
    keeper.jump_to(keeper.queue.upcoming[1].entry_id)  # the second is passed over
    keeper.play_now([coming(keeper)[4]])  # by hand: no offer
    offered = [set(offer.track_ids) for offer in library.listening.offers()]
    assert offered == [{first}, {second, third}]


def test_a_private_session_leaves_no_trace(library: ListenerLibrary, view: LibraryView):
    model = ListenerModel(view, library.listening, now=lambda: NOW)
    keeper = QueueKeeper(view, library.listening, model=model, length=8, now=lambda: NOW)
    keeper.set_private(True)
    keeper.set_target(CALM, seed=1)
    keeper.advance()
    assert keeper.queue.current is not None
    heard = keeper.queue.current
    keeper.nudge(coming(keeper)[0], "One", more=True)
    keeper.on_started(heard.entry_id)
    keeper.on_finished(heard.entry_id, 190.0)
    assert list(library.listening.plays()) == [] == list(library.listening.offers())
    assert list(library.listening.nudges()) == [] and model.listener().taste is None
    keeper.set_target(CALM, seed=1)
    assert heard.track_id not in coming(keeper)  # it rests all the same
    assert library.listening.queue() is None  # not even the queue, which names what was heard
    keeper.advance()
    keeper.set_private(False)
    assert heard not in keeper.queue.history
    assert not view.candidates().heard.any()
    saved = library.listening.queue()
    assert saved is None or heard.track_id not in {e["track_id"] for e in saved["history"]}
    keeper.advance()
    assert len(library.listening.offers()) == 1


def test_nothing_is_offered_again_within_its_rest_unless_said(
    library: ListenerLibrary, view: LibraryView
):
    keeper = QueueKeeper(view, library.listening, length=8, now=lambda: NOW)
    keeper.set_target(CALM, seed=1)
    heard: set[int] = set()
    for _ in range(30):
        keeper.advance()
        current = keeper.queue.current
        assert current is not None
        assert current.track_id not in heard or "recency" in current.relaxed
        keeper.on_finished(current.entry_id, 190.0)
        heard.add(current.track_id)


def test_what_follows_from_a_rating_is_no_step_of_its_own(
    library: ListenerLibrary, view: LibraryView
):
    model = ListenerModel(view, library.listening, now=lambda: NOW)
    keeper = QueueKeeper(view, library.listening, model=model, length=8, now=lambda: NOW)
    keeper.set_target(CALM, seed=1)
    calm = coming(keeper)
    keeper.set_target(ANGRY, seed=1)
    before = coming(keeper)
    library.listening.set_rating(before[0], 1, NOW)
    view.refresh_listening()
    keeper.learned()
    assert coming(keeper) != before
    library.listening.set_rating(before[0], 0)
    view.refresh_listening()
    keeper.learned()
    assert coming(keeper) == before  # to the last entry
    keeper.undo()
    assert coming(keeper) == calm


def test_after_a_private_session_only_what_came_before_it_was_heard(
    library: ListenerLibrary, keeper: QueueKeeper
):
    keeper.set_target(CALM, seed=1)
    keeper.advance()
    keeper.advance()
    before = [*keeper.queue.history, keeper.queue.current]
    keeper.set_private(True)
    keeper.advance()
    keeper.jump_to(keeper.queue.upcoming[2].entry_id)
    keeper.set_private(False)
    keeper.set_private(False)  # once more changes nothing
    assert list(keeper.queue.history) == before
    saved = library.listening.queue()
    assert saved is not None
    assert [e["entry_id"] for e in saved["history"]] == [e.entry_id for e in before if e]
