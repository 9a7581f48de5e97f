"""The queue's operations, one by one and in random order."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from player.recommend.choosing import Choice
from player.recommend.explain import Reason
from player.recommend.play_queue import HISTORY_KEPT, PlayQueue
from player.recommend.target import MoodTarget
from player.wording import sentence


def chosen(*track_ids: int) -> list[Choice]:
    reason = Reason("mood", 0.5, sentence("Reason", "Close tempo"))
    return [Choice(track_id, 0.5, (reason,)) for track_id in track_ids]


def coming(queue: PlayQueue) -> list[int]:
    return [entry.track_id for entry in queue.upcoming]


def test_play_now_goes_on_to_the_rest_and_then_to_what_was_there():
    queue = PlayQueue()
    queue.replace_tail(chosen(1, 2))
    queue.play_now([10, 11])
    assert queue.current is not None and queue.current.track_id == 10
    assert coming(queue) == [11, 1, 2]
    assert queue.play_now([]) is None and coming(queue) == [11, 1, 2]
    queue.play_now([20])
    assert [entry.track_id for entry in queue.history] == [10]


def test_next_comes_first_and_last_comes_after_what_was_added_by_hand():
    queue = PlayQueue()
    queue.replace_tail(chosen(1, 2))
    queue.add_next([5])
    queue.add_last([6, 7])
    queue.add_next([4])
    assert coming(queue) == [4, 5, 6, 7, 1, 2]
    assert [entry.manual for entry in queue.upcoming] == [True] * 4 + [False] * 2


def test_what_is_locked_or_manual_stays_where_it_is():
    queue = PlayQueue()
    queue.replace_tail(chosen(1, 2, 3, 4))
    queue.set_locked(queue.upcoming[2].entry_id, True)
    queue.move(queue.upcoming[3].entry_id, 0)
    assert coming(queue) == [4, 1, 2, 3]
    assert queue.kept_places().keys() == {0, 3}
    queue.replace_tail(chosen(8, 9), target=MoodTarget(("calm",)), seed=3)
    assert coming(queue) == [4, 8, 9, 3]
    queue.replace_tail([])
    assert coming(queue) == [4, 3]
    queue.set_locked(queue.upcoming[0].entry_id, False)
    queue.set_locked(queue.upcoming[1].entry_id, False)
    queue.replace_tail(chosen(5))
    assert coming(queue) == [5]


def test_going_on_and_back():
    queue = PlayQueue()
    queue.replace_tail(chosen(1, 2, 3))
    assert queue.previous() is None
    queue.advance()
    queue.advance()
    assert queue.current is not None and queue.current.track_id == 2
    back = queue.previous()
    assert back is not None and back.track_id == 1
    assert coming(queue) == [2, 3] and queue.history == ()
    assert queue.jump_to(queue.upcoming[1].entry_id).track_id == 3
    assert coming(queue) == []
    assert queue.advance() is None and queue.current is None


def test_a_skip_is_remembered_wherever_the_entry_is():
    queue = PlayQueue()
    queue.replace_tail(chosen(1, 2))
    first = queue.advance()
    assert first is not None
    queue.mark_skipped(first.entry_id)
    queue.advance()
    assert [entry.skipped for entry in queue.history] == [True]


def test_what_is_not_ahead_cannot_be_moved_or_locked():
    queue = PlayQueue()
    with pytest.raises(KeyError):
        queue.move(1, 0)
    with pytest.raises(KeyError):
        queue.set_locked(1, True)
    with pytest.raises(KeyError):
        queue.jump_to(1)
    queue.remove([1])
    assert not queue.undo()


def test_refilling_belongs_to_the_change_before_it():
    queue = PlayQueue()
    before = queue.state
    queue.play_now([1])
    queue.append(chosen(2, 3))
    assert queue.undo() and queue.state == before


def test_the_history_ends_somewhere():
    queue = PlayQueue()
    for track_id in range(HISTORY_KEPT + 5):
        queue.play_now([track_id])
    assert len(queue.history) == HISTORY_KEPT


def test_a_document_that_is_not_one_is_refused():
    for document in ({}, {"next_id": 1, "history": [{}], "current": None, "upcoming": []}):
        with pytest.raises((KeyError, TypeError, ValueError)):
            PlayQueue.from_document(document)


class AnyOrder(RuleBasedStateMachine):
    """Operations in any order never break the queue; undo restores the state of before."""

    def __init__(self) -> None:
        super().__init__()
        self.queue = PlayQueue()
        self.next_track = 1000

    def entry(self, place: int):
        return self.queue.upcoming[place % len(self.queue.upcoming)]

    def undoable(self, change) -> None:
        before = self.queue.state
        change()
        after = self.queue.state
        if after != before:
            assert self.queue.undo()
            assert self.queue.state == before
            change()

    @rule(count=st.integers(0, 4))
    def play_now(self, count):
        self.undoable(lambda: self.queue.play_now(range(count)))

    @rule(count=st.integers(0, 3))
    def add_next(self, count):
        self.undoable(lambda: self.queue.add_next(range(count)))

    @rule(count=st.integers(0, 3))
    def add_last(self, count):
        self.undoable(lambda: self.queue.add_last(range(count)))

    @rule(count=st.integers(0, 6), seed=st.integers(0, 9))
    def replace_tail(self, count, seed):
        kept = {place: e.entry_id for place, e in self.queue.kept_places().items()}
        free = len(self.queue.upcoming) - len(kept)
        self.undoable(lambda: self.queue.replace_tail(chosen(*range(count)), seed=seed))
        now = {place: e.entry_id for place, e in self.queue.kept_places().items()}
        assert list(now.values()) == [kept[place] for place in sorted(kept)]
        if count >= free:
            assert now == kept

    @precondition(lambda self: self.queue.upcoming)
    @rule(place=st.integers(0, 99), to=st.integers(-3, 99))
    def move(self, place, to):
        entry = self.entry(place)
        self.undoable(lambda: self.queue.move(entry.entry_id, to))
        assert self.queue.upcoming[min(max(0, to), len(self.queue.upcoming) - 1)].entry_id == (
            entry.entry_id
        )

    @precondition(lambda self: self.queue.upcoming)
    @rule(place=st.integers(0, 99), locked=st.booleans())
    def lock(self, place, locked):
        entry_id = self.entry(place).entry_id
        self.undoable(lambda: self.queue.set_locked(entry_id, locked))

    @precondition(lambda self: self.queue.upcoming)
    @rule(place=st.integers(0, 99))
    def remove(self, place):
        entry_id = self.entry(place).entry_id
        self.undoable(lambda: self.queue.remove([entry_id]))

    @rule()
    def clear(self):
        self.undoable(self.queue.clear)

    @rule()
    def advance(self):
        first = self.queue.upcoming[0] if self.queue.upcoming else None
        assert self.queue.advance() == first

    @rule()
    def previous(self):
        self.queue.previous()

    @invariant()
    def ids_are_unique(self):
        current = [self.queue.current] if self.queue.current else []
        entries = [*self.queue.history, *current, *self.queue.upcoming]
        assert len({entry.entry_id for entry in entries}) == len(entries)

    @invariant()
    def survives_a_restart(self):
        written = json.dumps(self.queue.to_document())
        read = PlayQueue.from_document(json.loads(written))
        assert read.upcoming == self.queue.upcoming and read.current == self.queue.current
        assert read.state.target == self.queue.state.target
        assert read.state.seed == self.queue.state.seed
        assert [e.track_id for e in read.history] == [e.track_id for e in self.queue.history]
        assert json.dumps(read.to_document()) == written


TestAnyOrder = AnyOrder.TestCase


@given(st.lists(st.integers(0, 5), max_size=8))
def test_undo_goes_back_step_by_step(counts: list[int]):
    queue = PlayQueue()
    states = [queue.state]
    for count in counts:
        queue.add_next(range(count))
        if queue.state != states[-1]:
            states.append(queue.state)
    for state in reversed(states[:-1]):
        assert queue.undo() and queue.state == state
    assert not queue.undo()
