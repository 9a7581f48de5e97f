"""The queue as the window knows it: every wish about what comes, and what it changed.

Main thread. Wraps a :class:`~player.jobs.queue.QueueKeeper`, which is there once the library has
been read; until then wishes do nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from player.jobs.queue import QueueChange, QueueKeeper
from player.jobs.queue_listing import gave_way
from player.recommend import steering
from player.recommend.journey_record import Journey
from player.recommend.play_queue import Entry
from player.recommend.target import Floor, MoodTarget, Point, Seed
from player.wording import Sentence

_CATCH_UP_MS = 400
"""After a skip or a nudge the new tail is shown first, then it is learned from."""

_WORTH_CHOOSING = 1.5
"""While the library is being listened to, a queue is chosen anew when it has grown by half."""


class QueueController(QObject):
    """What plays, what comes, and why."""

    changed = Signal(bool)
    """What comes is different; whether it is the listener's own change and can be undone."""
    current_changed = Signal()
    """Another entry is the current one."""
    target_changed = Signal()
    """The queue follows another wish."""
    private_changed = Signal(bool)
    """Nothing is remembered from here on, or it is again."""

    def __init__(self) -> None:
        super().__init__()
        self._keeper: QueueKeeper | None = None
        self._known = self._known_then = 0

    def attach(self, keeper: QueueKeeper) -> None:
        """The queue of the last time is there."""
        self._keeper, self._known_then = keeper, self._known
        self.target_changed.emit()
        self.current_changed.emit()
        self.changed.emit(False)

    # -- what is so

    @property
    def ready(self) -> bool:
        """The queue is there."""
        return self._keeper is not None

    @property
    def current(self) -> Entry | None:
        """The entry that plays or would play."""
        return self._keeper.queue.current if self._keeper is not None else None

    @property
    def upcoming(self) -> tuple[Entry, ...]:
        """What comes, next first."""
        return self._keeper.queue.upcoming if self._keeper is not None else ()

    @property
    def heard(self) -> tuple[Entry, ...]:
        """What was heard before the current entry, oldest first."""
        return self._keeper.queue.history if self._keeper is not None else ()

    @property
    def before(self) -> Entry | None:
        """What was heard before the current entry."""
        history = self._keeper.queue.history if self._keeper is not None else ()
        return history[-1] if history else None

    @property
    def next_entry(self) -> Entry | None:
        """What comes after the current entry."""
        return self._keeper.next_entry if self._keeper is not None else None

    @property
    def has_previous(self) -> bool:
        """There is something to go back to."""
        return self._keeper is not None and bool(self._keeper.queue.history)

    @property
    def target(self) -> MoodTarget:
        """What was asked for."""
        return self._keeper.target if self._keeper is not None else MoodTarget()

    @property
    def wished(self) -> bool:
        """It was said what to play."""
        return self.target.asks

    @property
    def can_undo(self) -> bool:
        """There is a change that :meth:`undo` takes back: none that lies before the last track."""
        return self._keeper is not None and self._keeper.queue.can_undo

    def entry(self, entry_id: int) -> Entry | None:
        """The entry with this id, wherever it stands."""
        return self._keeper.queue.entry(entry_id) if self._keeper is not None else None

    # -- what the listener wants

    def set_mood(
        self,
        *,
        point: tuple[float, float] | None = None,
        radius: float | None = None,
        moods: Sequence[str] = (),
        styles: Sequence[str] = (),
        not_moods: Sequence[str] | None = None,
        not_styles: Sequence[str] | None = None,
    ) -> None:
        """Follow a place on the plane, or moods, and styles; how far to go from what is known, what
        to sound like and, unless they are given, what is not wanted stay as they are."""
        points: tuple[Point, ...] = ()
        if point is not None:
            points = (Point(*point) if radius is None else Point(*point, radius),)
        wanted = {"moods": tuple(moods), "points": points, "styles": frozenset(styles)}
        if not_moods is not None:
            wanted["not_moods"] = tuple(not_moods)
        if not_styles is not None:
            wanted["not_styles"] = frozenset(not_styles)
        self.set_target(replace(self.target, **wanted, energy=0.0, said=""))  # type: ignore[arg-type]

    def set_target(self, target: MoodTarget) -> None:
        """Follow another wish."""
        if self._keeper is not None:
            self._known_then = self._known
            self._tell(self._keeper.set_target(target))
            self.target_changed.emit()

    # -- other wishes than the mood: each chooses the unlocked tail anew at once

    def more_energy(self, step: float) -> None:
        """Livelier (*step* > 0) or quieter than before."""
        self._steer(lambda target: steering.with_energy(target, step))

    def set_adventurous(self, adventurous: float) -> None:
        """0 only what is known well ... 1 what was never heard."""
        self._steer(lambda target: replace(target, adventurous=adventurous))

    def set_smooth(self, smooth: bool) -> None:
        """Joins between tracks count for more."""
        self._steer(lambda target: replace(target, smooth=smooth))

    def set_strict(self, strict: bool) -> None:
        """Rather a short queue than one that does not fit."""
        self._steer(lambda target: replace(target, strict=strict))

    def set_floor(self, floor: Floor | None) -> None:
        """How low the mood may go."""
        self._steer(lambda target: replace(target, floor=floor))

    def add_seed(self, seed: Seed) -> None:
        """Sound like something, or not like it."""
        self._steer(lambda target: steering.with_seed(target, seed))

    def remove_seed(self, place: int) -> None:
        """No longer; *place* counts from 0 in the wish's seeds."""
        self._steer(lambda target: steering.without_seed(target, place))

    def exclude(self, track_ids: Iterable[int]) -> None:
        """Not these tracks this time."""
        left_out = tuple(track_ids)
        self._steer(lambda target: steering.without_tracks(target, left_out))

    def nudge(self, track_id: int, name: str, *, more: bool) -> None:
        """More, or less, like this track, called *name*."""
        if self._keeper is not None:
            self._tell(self._keeper.nudge(track_id, name, more=more))
            self.target_changed.emit()
            QTimer.singleShot(_CATCH_UP_MS, self._catch_up)

    def forget_heard(self, track_ids: Collection[int]) -> None:
        """That these tracks were heard is being forgotten: the history holds them no longer."""
        if self._keeper is not None:
            self._keeper.forget_heard(track_ids)
            self.changed.emit(False)

    def learned(self) -> None:
        """The listener rated or corrected something, or took something back."""
        if self._keeper is not None:
            self._tell(self._keeper.learned(), undoable=False)

    @property
    def journey(self) -> Journey | None:
        """The journey the queue is on, or came from with its present wish."""
        return self._keeper.journey if self._keeper is not None else None

    @property
    def journey_left(self) -> int:
        """How many places of what comes belong to the journey."""
        return self._keeper.journey_left if self._keeper is not None else 0

    def start_journey(self, journey: Journey, target: MoodTarget | None = None) -> None:
        """Go on a journey from here, with the wish of *target* but its mood."""
        if self._keeper is not None:
            self._known_then = self._known
            self._tell(self._keeper.start_journey(journey, target))
            self.target_changed.emit()

    @property
    def private(self) -> bool:
        """Nothing is remembered or learned now."""
        return self._keeper is not None and self._keeper.private

    def set_private(self, private: bool) -> None:
        """Remember and learn nothing from here on, or do so again."""
        if self._keeper is not None and private != self._keeper.private:
            self._keeper.set_private(private)
            self.private_changed.emit(private)

    def relaxed_lines(self) -> list[tuple[tuple[int, ...], Sentence]]:
        """What could not be kept to in what comes: the places (from 1), and which rule it was."""
        return gave_way(self.upcoming)

    def _steer(self, change: Callable[[MoodTarget], MoodTarget]) -> None:
        if self._keeper is not None and change(self.target) != self.target:
            self._tell(self._keeper.steer(change))
            self.target_changed.emit()

    def choose_again(self) -> None:
        """Fill the queue for the same wish."""
        if self._keeper is not None:
            self._tell(self._keeper.choose_again(), undoable=False)

    def on_known(self, known: int) -> None:
        """So many tracks have a mood by now: add what is missing ahead.

        What stands there stays, until so many more are known than when it was chosen that
        choosing anew is worth it.
        """
        self._known = known
        if self._keeper is None:
            return
        if self.wished and known >= _WORTH_CHOOSING * self._known_then:
            self._known_then = known
            self.choose_again()
            return
        change = self._keeper.refill()
        if change.entered:
            self._tell(change, undoable=False)

    def leave_out(self) -> None:
        """More is kept out of queues now: take it out of what comes, and fill up."""
        if self._keeper is None:
            return
        change = self._keeper.leave_out()
        if change.left:
            self._tell(change)
        else:  # what is let in may fill a queue that ran short
            self.on_known(self._known)

    def play_now(self, track_ids: Sequence[int]) -> None:
        """Make the first track current, the rest follow."""
        if self._keeper is not None and track_ids:
            self._tell(self._keeper.play_now(track_ids), undoable=False)

    def add_next(self, track_ids: Sequence[int]) -> None:
        """Put tracks after the current one."""
        if self._keeper is not None:
            self._tell(self._keeper.add_next(track_ids))

    def add_last(self, track_ids: Sequence[int]) -> None:
        """Put tracks after all that was put there by hand."""
        if self._keeper is not None:
            self._tell(self._keeper.add_last(track_ids))

    def insert(self, track_ids: Sequence[int], position: int) -> None:
        """Put tracks at a place of what comes."""
        if self._keeper is not None and track_ids:
            self._tell(self._keeper.insert(track_ids, position))

    def remove(self, entry_id: int) -> None:
        """Take an entry out."""
        if self._keeper is not None:
            self._tell(self._keeper.remove((entry_id,)))

    def move(self, entry_id: int, position: int) -> None:
        """Move an entry."""
        if self._keeper is not None and self._ahead(entry_id):
            self._tell(self._keeper.move(entry_id, position))

    def set_locked(self, entry_id: int, locked: bool) -> None:
        """Keep an entry when the mood changes, or let it go."""
        if self._keeper is not None and self._ahead(entry_id):
            self._tell(self._keeper.set_locked(entry_id, locked))

    def undo(self) -> None:
        """Take the last change back."""
        if self._keeper is not None:
            self._tell(self._keeper.undo(), undoable=False)
            self.target_changed.emit()

    # -- the course of playing (the player's)

    def advance(self) -> None:
        """Go to the next entry."""
        if self._keeper is not None:
            self._tell(self._keeper.advance(), undoable=False)

    def previous(self) -> None:
        """Go back to the entry before."""
        if self._keeper is not None:
            self._tell(self._keeper.previous(), undoable=False)

    def jump_to(self, entry_id: int) -> None:
        """Go to an entry of what comes."""
        if self._keeper is not None and self._ahead(entry_id):
            self._tell(self._keeper.jump_to(entry_id), undoable=False)

    def on_started(self, entry_id: int) -> None:
        """An entry is heard now."""
        if self._keeper is not None:
            self._tell(self._keeper.on_started(entry_id), undoable=False)

    def on_ended(self, entry_id: int, played_s: float, *, skipped: bool) -> None:
        """An entry is over."""
        if self._keeper is None:
            return
        if skipped:
            change = self._keeper.on_skipped(entry_id, played_s)
            self._tell(change, undoable=bool(change.entered))
            QTimer.singleShot(_CATCH_UP_MS, self._catch_up)
        else:
            self._keeper.on_finished(entry_id, played_s)

    def _catch_up(self) -> None:
        if self._keeper is not None:
            self._keeper.catch_up()

    def _ahead(self, entry_id: int) -> bool:
        return any(entry.entry_id == entry_id for entry in self.upcoming)

    def _tell(self, change: QueueChange, *, undoable: bool = True) -> None:
        if change.current_changed:
            self.current_changed.emit()
        self.changed.emit(undoable)


def rule_notes(entry: Entry) -> tuple[Sentence, ...]:
    """Which rules gave way for an entry."""
    return tuple(said for _, said in gave_way((entry,)))


__all__ = ["Entry", "MoodTarget", "QueueController", "rule_notes"]
