"""The living queue: what the listener asked for, chosen, refilled, kept over restarts.

Pure Python and numpy, one thread at a time (the main one). It makes no sound and emits no signals:
every method returns what changed, and whoever called passes it on. What is to be remembered goes to
:mod:`.queue_memory`.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from player.jobs import journeys
from player.jobs.journeys import Circumstances
from player.jobs.listener import ListenerModel
from player.jobs.queue_memory import QueueMemory
from player.jobs.view import LibraryView
from player.library.track import MOSTLY_HEARD
from player.recommend.choosing import Choice, choose
from player.recommend.context import Context
from player.recommend.journey_record import Journey
from player.recommend.play_queue import Entry, PlayQueue
from player.recommend.steering import with_seed
from player.recommend.target import MoodTarget, Seed
from player.recommend.weights import WEIGHTS, Weights
from player.store.listening_store import ListeningStore

log = logging.getLogger(__name__)

_LOOK_BACK = 40
"""Entries from which the context is made: a skip among them still counts."""


@dataclass(frozen=True, slots=True)
class QueueChange:
    """What a call changed in what comes."""

    entered: tuple[int, ...] = ()
    """Ids of entries that are new in what comes, in their order."""
    left: tuple[int, ...] = ()
    """Ids of entries that are no longer in it (played, or taken out)."""
    current_changed: bool = False
    """Another entry is the current one."""


class QueueKeeper:
    """Keeps a :class:`PlayQueue` filled from a :class:`LibraryView`."""

    def __init__(
        self,
        view: LibraryView,
        listening: ListeningStore,
        *,
        model: ListenerModel | None = None,
        length: int = 20,
        weights: Weights = WEIGHTS,
        dice: random.Random | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Take up the queue where it was left.

        :param model: what is learned of the listener; ``None``: nothing is.
        :param length: how many tracks to keep ahead (``settings.queue_length``).
        :param dice: where seeds come from when the caller names none.
        :param now: the clock, seconds since 1970.
        """
        self._view, self._length = view, length
        self._weights, self._dice = weights, dice or random.Random()
        self._memory = QueueMemory(view, listening, model, now=now)
        self._heard_before_private: frozenset[int] = frozenset()
        self._queue = self._memory.restored()

    # What it tells ---------------------------------------------------------------------------

    @property
    def queue(self) -> PlayQueue:
        """The queue, for reading; change it through this keeper only."""
        return self._queue

    @property
    def target(self) -> MoodTarget:
        """What was asked for."""
        return self._queue.state.target

    @property
    def next_entry(self) -> Entry | None:
        """What comes after the current entry."""
        return self._queue.upcoming[0] if self._queue.upcoming else None

    @property
    def journey(self) -> Journey | None:
        """The journey the queue is on, or came from with its present wish."""
        return self._queue.state.journey

    @property
    def journey_left(self) -> int:
        """How many places of what comes belong to the journey; 0 at its end, and without one."""
        return journeys.places_left(self._queue.upcoming) if self.journey else 0

    @property
    def private(self) -> bool:
        """Nothing is remembered or learned now."""
        return self._memory.private

    def set_private(self, private: bool) -> None:
        """Remember and learn nothing from here on, or do so again; then what was heard meanwhile is
        no longer among what one can go back to, and counts as heard nowhere."""
        if private == self.private:
            return
        self._memory.private = private
        if private:
            self._heard_before_private = frozenset(item.entry_id for item in self._past())
        else:
            self._view.forget_private()
            self._queue.forget_since(self._heard_before_private)
            self._memory.save(self._queue)

    # What the listener wants -----------------------------------------------------------------

    def set_target(self, target: MoodTarget, *, seed: int | None = None) -> QueueChange:
        """Follow another wish: choose anew whatever was not locked or put there by hand.

        :param seed: the same seed, library and history give the same queue.
        :raises ValueError: the target names an unknown mood or style.
        """
        drawn = self._dice.randrange(2**31) if seed is None else seed
        return self._do(lambda: self._choose_tail(target, drawn))

    def steer(self, change: Callable[[MoodTarget], MoodTarget]) -> QueueChange:
        """Want what *change* makes of the present wish (see ``recommend.steering``): choose the
        tail anew, with the same seed.

        :raises ValueError: that names an unknown mood or style.
        """
        state = self._queue.state
        target = change(state.target)
        if not (target.asks or state.current):  # nothing is to be played yet
            return self._do(lambda: self._queue.replace_tail((), target=target))
        journey = journeys.with_moved_end(state.journey, target)
        return self._do(lambda: self._choose_tail(target, state.seed, journey=journey))

    def start_journey(
        self, journey: Journey, target: MoodTarget | None = None, *, seed: int | None = None
    ) -> QueueChange:
        """Go on *journey* from here: choose anew whatever was not locked or put there by hand. At
        its end the queue goes on with the mood of the end.

        :param target: all that is wanted but the mood; what is wanted now if not given.
        :raises ValueError: the target names an unknown mood or style.
        """
        wish = journeys.wish_at_end(journey, self.target if target is None else target)
        drawn = self._dice.randrange(2**31) if seed is None else seed

        def whole(around: Circumstances) -> list[Choice]:
            return journeys.plan_journey(self._view, journey, wish, around)

        return self._do(lambda: self._choose_tail(wish, drawn, journey=journey, plan=whole))

    def nudge(self, track_id: int, name: str, *, more: bool) -> QueueChange:
        """More, or less, like this track: for the queue at once, and to be learned from.

        :param name: what the track is called where the wish is shown.
        :raises KeyError: there is no such track.
        """
        if track_id not in self._view:
            raise KeyError(track_id)
        seed = Seed(name, (track_id,), liked=more)
        with self._memory.learning_later():
            number = self._memory.nudged(track_id, more=more)
            change = self.steer(lambda target: with_seed(target, seed))
        if number is not None:
            self._queue.note_nudge(number)
        return change

    def learned(self) -> QueueChange:
        """The listener rated, corrected or deleted something: choose the tail anew."""
        self._memory.learn_anew()
        return self.choose_again() if self.target.asks else QueueChange()

    def choose_again(self) -> QueueChange:
        """Choose the tail anew for the same wish (more tracks are tagged, something was learned).
        The listener did not ask for that, so there is nothing to be taken back."""
        state = self._queue.state
        return self._do(
            lambda: self._choose_tail(
                state.target, state.seed, journey=state.journey, undoable=False
            )
        )

    def refill(self) -> QueueChange:
        """Choose what is missing ahead (more tracks are tagged); what stands there stays."""
        return self._do(lambda: None)

    def leave_out(self) -> QueueChange:
        """Take out of what comes what the queue brought itself and would not bring any more (the
        listener keeps more out of queues now); what was locked or put there by hand stays."""
        kept = self._view.kept_out
        leaving = [
            item.entry_id
            for item in self._queue.upcoming
            if not (item.manual or item.locked) and kept.kept(item.track_id) is not None
        ]
        return self.remove(leaving) if leaving else QueueChange()

    def play_now(self, track_ids: Sequence[int]) -> QueueChange:
        """Play the first of *track_ids* at once, the rest right after it."""
        return self._do(lambda: self._queue.play_now(track_ids))

    def add_next(self, track_ids: Sequence[int]) -> QueueChange:
        """Put *track_ids* right after the current track."""
        return self._do(lambda: self._queue.add_next(track_ids))

    def add_last(self, track_ids: Sequence[int]) -> QueueChange:
        """Put *track_ids* after all that the listener put there."""
        return self._do(lambda: self._queue.add_last(track_ids))

    def insert(self, track_ids: Sequence[int], position: int) -> QueueChange:
        """Put *track_ids* at a place of what comes."""
        return self._do(lambda: self._queue.insert(track_ids, position))

    def remove(self, entry_ids: Sequence[int]) -> QueueChange:
        """Take entries out of what comes."""
        return self._do(lambda: self._queue.remove(entry_ids), avoid=self._tracks_of(entry_ids))

    def move(self, entry_id: int, position: int) -> QueueChange:
        """Move an entry of what comes; it then counts as put there by hand.

        :raises KeyError: there is no such entry ahead.
        """
        return self._do(lambda: self._queue.move(entry_id, position))

    def set_locked(self, entry_id: int, locked: bool) -> QueueChange:
        """Lock an entry of what comes in its place, or free it.

        :raises KeyError: there is no such entry ahead.
        """
        return self._do(lambda: self._queue.set_locked(entry_id, locked))

    def clear(self) -> QueueChange:
        """Empty what comes and forget the wish: after this track, silence (unless one is added)."""
        return self._do(self._queue.clear, refill=False)

    def undo(self) -> QueueChange:
        """Take the listener's last change back, exactly, with what was learned from it; nothing
        when there is none."""
        before = self._queue.state.nudges
        change = self._do(self._queue.undo, refill=False)
        taken_back = set(before).difference(self._queue.state.nudges)
        if taken_back:
            self._memory.take_back(taken_back)
        return change

    def forget_heard(self, track_ids: Collection[int]) -> None:
        """That these tracks were heard is being forgotten: hold them no longer as heard."""
        self._queue.forget_heard(track_ids)
        self._memory.save(self._queue)

    # The course of playing -------------------------------------------------------------------

    def advance(self) -> QueueChange:
        """Go to the next entry."""
        return self._do(self._queue.advance)

    def previous(self) -> QueueChange:
        """Go back to the entry before."""
        return self._do(self._queue.previous, refill=False)

    def jump_to(self, entry_id: int) -> QueueChange:
        """Go to an entry of what comes, passing over those before it.

        :raises KeyError: there is no such entry ahead.
        """
        return self._do(lambda: self._queue.jump_to(entry_id))

    def on_started(self, entry_id: int) -> QueueChange:
        """An entry began to sound: it is the current one now."""
        self._memory.started(entry_id)
        current = self._queue.current
        if current is not None and current.entry_id == entry_id:
            return QueueChange()
        if all(item.entry_id != entry_id for item in self._queue.upcoming):
            log.warning("Entry %d sounds but is not in the queue", entry_id)
            return QueueChange()
        return self.jump_to(entry_id)

    def on_finished(self, entry_id: int, played_s: float) -> None:
        """An entry sounded to its end: remember that it was heard."""
        self._record(entry_id, played_s, skipped=False)

    def on_skipped(self, entry_id: int, played_s: float) -> QueueChange:
        """The listener went on before the end: remember that, go to the next entry, and choose
        what follows it anew, away from what was skipped. Undo brings the old tail back. What the
        taste learns from it counts from the next choice on (:meth:`catch_up`): the tail is there
        at once.

        Nothing is chosen anew when most of it was heard, when the listener went back, or when
        another track was asked for by hand: that tells what is wanted, not what is not.
        """
        went_back = self._queue.entry(entry_id) in self._queue.upcoming
        with self._memory.learning_later():
            self._record(entry_id, played_s, skipped=not went_back)
            return self._do(lambda: self._skip(entry_id, played_s))

    def catch_up(self) -> None:
        """Learn now what there is to learn, so that the next change of the queue need not."""
        self._memory.listener(self._view.candidates())

    # Inside ----------------------------------------------------------------------------------

    def _do(
        self, change: Callable[[], object], *, refill: bool = True, avoid: Sequence[int] = ()
    ) -> QueueChange:
        """Make *change*, refill, save, and tell what is different."""
        before = self._queue.state
        change()
        if refill:
            self._refill(avoid)
        after = self._queue.state
        self._memory.save(self._queue)
        was = {item.entry_id for item in before.upcoming}
        is_ = {item.entry_id for item in after.upcoming}
        self._memory.offered(before, after)
        return QueueChange(
            entered=tuple(i.entry_id for i in after.upcoming if i.entry_id not in was),
            left=tuple(i.entry_id for i in before.upcoming if i.entry_id not in is_),
            current_changed=_id(before.current) != _id(after.current),
        )

    def _record(self, entry_id: int, played_s: float, *, skipped: bool) -> None:
        entry = self._queue.entry(entry_id)
        if entry is None:
            log.warning("Entry %d was heard but is not in the queue", entry_id)
            return
        self._memory.heard(entry, played_s, skipped=skipped)

    def _skip(self, entry_id: int, played_s: float) -> None:
        queue, entry = self._queue, self._queue.entry(entry_id)
        if entry is None or entry in queue.upcoming:
            return
        if queue.current == entry:
            queue.advance()
        duration_s = self._memory.duration_s(entry.track_id)
        if duration_s is not None and played_s >= MOSTLY_HEARD * duration_s:
            return
        queue.mark_skipped(entry_id)
        if queue.current is not None and not queue.current.manual:
            state, spared_s = queue.state, max(0.0, (duration_s or 0.0) - played_s)
            self._choose_tail(state.target, state.seed, journey=state.journey, spared_s=spared_s)

    def _choose_tail(
        self,
        target: MoodTarget,
        seed: int,
        *,
        journey: Journey | None = None,
        plan: Callable[[Circumstances], list[Choice]] | None = None,
        spared_s: float = 0.0,
        undoable: bool = True,
    ) -> None:
        """Choose anew what was not locked or put there by hand.

        :param journey: the one the queue is on; what is left of it is planned anew...
        :param plan: ...or all of it, in this way.
        :param spared_s: seconds that a skip left over for what is left of it.
        """
        kept = self._queue.kept_places()
        around = self._circumstances(seed)
        ahead = self._queue.upcoming
        if plan is not None:
            picks = plan(around)
        elif journey is not None:
            picks = journeys.carry_on(self._view, journey, target, ahead, around, spared_s=spared_s)
        else:
            picks = []
        places = max(self._length, 1 + max(kept, default=-1))  # what is kept there stays there
        count = places - len(kept)
        choices = journeys.with_rest(self._view, picks, target, around, count=count)
        self._queue.replace_tail(
            choices, target=target, seed=seed, journey=journey, undoable=undoable
        )

    def _circumstances(self, seed: int) -> Circumstances:
        """What stands around a tail that is chosen anew."""
        candidates = self._view.candidates()
        return Circumstances(
            context=self._context(self._past()),
            fixed={
                place: candidates.rows[item.track_id]
                for place, item in self._queue.kept_places().items()
                if item.track_id in candidates.rows
            },
            used=tuple(self._rows(self._playing())),
            seed=seed,
            weights=self._weights,
            listener=self._memory.listener(candidates),
        )

    def _refill(self, avoid: Sequence[int] = ()) -> None:
        """Choose as many as are missing ahead, after what stands there. What is of no use now, for
        its folder was taken out of the library, does not count; it may come back."""
        state = self._queue.state
        missing = self._length - sum(item.track_id in self._view for item in state.upcoming)
        if missing <= 0 or not (state.target.asks or state.current):
            return
        there = [*self._playing(), *(item.track_id for item in state.upcoming)]
        candidates = self._view.candidates()
        self._queue.append(
            choose(
                candidates,
                self._context((*self._past(), *state.upcoming)),
                state.target,
                count=missing,
                seed=state.seed,
                weights=self._weights,
                used=self._rows([*there, *avoid]),
                listener=self._memory.listener(candidates),
            )
        )

    def _past(self) -> tuple[Entry, ...]:
        current = (self._queue.current,) if self._queue.current else ()
        return (*self._queue.history, *current)

    def _playing(self) -> list[int]:
        return [self._queue.current.track_id] if self._queue.current else []

    def _context(self, entries: Sequence[Entry]) -> Context:
        context = Context()
        for item in entries[-_LOOK_BACK:]:
            row = self._view.row(item.track_id)
            if row is not None:
                context = context.after(row, skipped=item.skipped)
        return context

    def _rows(self, track_ids: Sequence[int]) -> list[int]:
        found = (self._view.row(track_id) for track_id in track_ids)
        return [row for row in found if row is not None]

    def _tracks_of(self, entry_ids: Sequence[int]) -> list[int]:
        found = (self._queue.entry(entry_id) for entry_id in entry_ids)
        return [item.track_id for item in found if item is not None]


def _id(entry: Entry | None) -> int | None:
    return entry.entry_id if entry else None
