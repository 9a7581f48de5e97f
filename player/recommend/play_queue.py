"""The queue as plain data: what was heard, what plays, what comes, and every way to change it.

Pure Python, one thread at a time (its owner's). It chooses nothing and plays nothing. Entries are
frozen and the whole state is one tuple of them, so that undo is the state of before, exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from player.recommend.choosing import Choice
from player.recommend.explain import Reason
from player.recommend.journey_record import Journey
from player.recommend.target import MoodTarget

HISTORY_KEPT = 100
"""Entries one can go back to."""
UNDO_KEPT = 20
"""Changes one can take back."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One place in the queue."""

    entry_id: int
    """Never reused within a queue; the same track may have several entries over time."""
    track_id: int
    """The track."""
    locked: bool = False
    """The listener wants it to stay where it is."""
    manual: bool = False
    """The listener put it there."""
    score: float | None = None
    """Score it was chosen with; ``None`` when the listener put it there."""
    reasons: tuple[Reason, ...] = ()
    """Why it was chosen; they add up to the score."""
    relaxed: tuple[str, ...] = ()
    """Rules that gave way when it was chosen."""
    skipped: bool = False
    """It was heard, but the listener went on before its end."""

    @property
    def kept(self) -> bool:
        """Re-choosing leaves it where it is."""
        return self.locked or self.manual

    def to_document(self) -> dict[str, Any]:
        """As plain JSON data."""
        return {
            "entry_id": self.entry_id,
            "track_id": self.track_id,
            "locked": self.locked,
            "manual": self.manual,
            "score": self.score,
            "reasons": [reason.to_document() for reason in self.reasons],
            "relaxed": list(self.relaxed),
            "skipped": self.skipped,
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Entry:
        """From what :meth:`to_document` made."""
        return cls(
            entry_id=int(document["entry_id"]),
            track_id=int(document["track_id"]),
            locked=bool(document["locked"]),
            manual=bool(document["manual"]),
            score=None if document["score"] is None else float(document["score"]),
            reasons=tuple(Reason.from_document(item) for item in document["reasons"]),
            relaxed=tuple(document["relaxed"]),
            skipped=bool(document["skipped"]),
        )


@dataclass(frozen=True, slots=True)
class QueueState:
    """Everything a queue is at one moment."""

    history: tuple[Entry, ...] = ()
    """Heard, oldest first."""
    current: Entry | None = None
    """The one that plays."""
    upcoming: tuple[Entry, ...] = ()
    """What comes, next first."""
    target: MoodTarget = field(default_factory=MoodTarget)
    """What it was asked to be."""
    seed: int = 0
    """Seed of the choices; with the same seed the same queue comes again."""
    journey: Journey | None = None
    """The journey it is on, or was on last, for this wish."""
    nudges: tuple[int, ...] = ()
    """Numbers of what was learned on the way here and goes when it is taken back; not kept over a
    restart, as what can be taken back is not."""


class PlayQueue:
    """A queue and its changes. Positions count from 0 in ``upcoming``."""

    def __init__(self, state: QueueState | None = None, *, next_id: int = 1) -> None:
        self._state = state or QueueState()
        self._next_id = next_id
        self._undo: list[QueueState] = []

    @property
    def state(self) -> QueueState:
        """What the queue is now (frozen)."""
        return self._state

    @property
    def history(self) -> tuple[Entry, ...]:
        """Heard, oldest first."""
        return self._state.history

    @property
    def current(self) -> Entry | None:
        """The one that plays."""
        return self._state.current

    @property
    def upcoming(self) -> tuple[Entry, ...]:
        """What comes, next first."""
        return self._state.upcoming

    def entry(self, entry_id: int) -> Entry | None:
        """The entry with this id, wherever it stands."""
        current = (self.current,) if self.current else ()
        everything = (*self.upcoming, *current, *self.history)
        return next((item for item in everything if item.entry_id == entry_id), None)

    # Changes by the listener: each can be taken back ------------------------------------------

    def play_now(self, track_ids: Sequence[int]) -> Entry | None:
        """Play the first of *track_ids* at once and put the rest right after it."""
        if not track_ids:
            return None
        first, *rest = self._new_entries(track_ids)
        self._change(
            replace(
                self._state,
                history=_behind(self._state),
                current=first,
                upcoming=(*rest, *self._ahead_without(track_ids)),
            )
        )
        return first

    def add_next(self, track_ids: Sequence[int]) -> None:
        """Put *track_ids* right after the playing track."""
        ahead = (*self._new_entries(track_ids), *self._ahead_without(track_ids))
        self._change(replace(self._state, upcoming=ahead))

    def add_last(self, track_ids: Sequence[int]) -> None:
        """Put *track_ids* at the end of what the listener put there, before what was chosen.

        The chosen tail refills for ever, so its far end would never come.
        """
        ahead = self._ahead_without(track_ids)
        place = 1 + max((i for i, item in enumerate(ahead) if item.manual), default=-1)
        before, after = ahead[:place], ahead[place:]
        self._change(
            replace(self._state, upcoming=(*before, *self._new_entries(track_ids), *after))
        )

    def insert(self, track_ids: Sequence[int], position: int) -> None:
        """Put *track_ids* at *position* (clamped) of what comes."""
        stays = self._ahead_without(track_ids)
        place = sum(item in stays for item in self.upcoming[: max(0, position)])
        new = self._new_entries(track_ids)
        self._change(replace(self._state, upcoming=(*stays[:place], *new, *stays[place:])))

    def remove(self, entry_ids: Iterable[int]) -> None:
        """Take these out of what comes; ids that are not there do nothing."""
        gone = set(entry_ids)
        left = tuple(item for item in self.upcoming if item.entry_id not in gone)
        self._change(replace(self._state, upcoming=left))

    def move(self, entry_id: int, position: int) -> None:
        """Move an entry of what comes to *position* (clamped); it counts as put there by hand.

        :raises KeyError: there is no such entry ahead.
        """
        moved = replace(self._ahead(entry_id), manual=True)
        rest = [item for item in self.upcoming if item.entry_id != entry_id]
        rest.insert(max(0, min(position, len(rest))), moved)
        self._change(replace(self._state, upcoming=tuple(rest)))

    def set_locked(self, entry_id: int, locked: bool) -> None:
        """Lock an entry of what comes in its place, or free it.

        Freeing also frees an entry that was put there by hand.

        :raises KeyError: there is no such entry ahead.
        """
        old = self._ahead(entry_id)
        new = replace(old, locked=locked, manual=old.manual and locked)
        swapped = tuple(new if item is old else item for item in self.upcoming)
        self._change(replace(self._state, upcoming=swapped))

    def clear(self) -> None:
        """Empty what comes, locked entries too, and forget what was asked for."""
        self._change(replace(self._state, upcoming=(), target=MoodTarget(), journey=None))

    def _ahead_without(self, track_ids: Sequence[int]) -> tuple[Entry, ...]:
        """What comes, less what was chosen of these tracks, which the listener now puts there."""
        own = set(track_ids)
        return tuple(i for i in self.upcoming if i.manual or i.locked or i.track_id not in own)

    def replace_tail(
        self,
        choices: Sequence[Choice],
        *,
        target: MoodTarget | None = None,
        seed: int | None = None,
        journey: Journey | None = None,
        undoable: bool = True,
    ) -> None:
        """Put *choices* in place of all that was chosen before; kept entries stay where they are.

        *target* and *seed* are what they were chosen for (unchanged when not given), *journey* the
        one they are on; undo takes them back too.

        What is not *undoable* belongs to the change before it: the listener did something else, of
        which this follows.

        A kept entry keeps its position as long as there are enough choices to fill the ones before
        it; otherwise it moves up, in order.
        """
        state = replace(
            self._state,
            upcoming=self._filled(choices, self.kept_places()),
            target=self._state.target if target is None else target,
            seed=self._state.seed if seed is None else seed,
            journey=journey,
        )
        if undoable:
            self._change(state)
        else:
            self._state = state

    def note_nudge(self, number: int) -> None:
        """Something was learned with the last change: belongs to it."""
        self._state = replace(self._state, nudges=(*self._state.nudges, number))

    @property
    def can_undo(self) -> bool:
        """There is a change to be taken back."""
        return bool(self._undo)

    def undo(self) -> bool:
        """Take the last change back; ``False`` when there is none."""
        if not self._undo:
            return False
        self._state = self._undo.pop()
        return True

    def forget_heard(self, track_ids: Collection[int]) -> None:
        """Hold these tracks no longer as heard, neither now nor in what could be taken back."""
        self._forget(lambda item: item.track_id in track_ids)

    def forget_since(self, entry_ids: Collection[int]) -> None:
        """The same for all entries but these."""
        self._forget(lambda item: item.entry_id not in entry_ids)

    def _forget(self, gone: Callable[[Entry], bool]) -> None:
        def without(state: QueueState) -> QueueState:
            kept = tuple(item for item in state.history if not gone(item))
            return replace(state, history=kept)

        self._state, self._undo = without(self._state), [without(state) for state in self._undo]

    # The course of playing: cannot be taken back -------------------------------------------------

    def advance(self) -> Entry | None:
        """Go to the next entry, which becomes the current one; ``None`` at the end."""
        following = self.upcoming[0] if self.upcoming else None
        self._go_on(self._moved_to(following, self.upcoming[1:]))
        return following

    def previous(self) -> Entry | None:
        """Go back to the entry before; the current one comes next again. ``None``: none before."""
        if not self.history:
            return None
        current = (self.current,) if self.current else ()
        back = self.history[-1]
        self._go_on(
            replace(
                self._state,
                history=self.history[:-1],
                current=back,
                upcoming=(*current, *self.upcoming),
            )
        )
        return back

    def jump_to(self, entry_id: int) -> Entry:
        """Play an entry of what comes at once; what stood before it is passed over.

        :raises KeyError: there is no such entry ahead.
        """
        entry = self._ahead(entry_id)
        place = self.upcoming.index(entry)
        self._go_on(self._moved_to(entry, self.upcoming[place + 1 :]))
        return entry

    def append(self, choices: Sequence[Choice]) -> None:
        """Add *choices* at the far end (refilling); belongs to the change before it."""
        self._state = replace(self._state, upcoming=(*self.upcoming, *self._chosen(choices)))

    def mark_skipped(self, entry_id: int) -> None:
        """Remember of a current or heard entry that the listener went on before its end."""
        current, history = self.current, self.history
        if current is not None and current.entry_id == entry_id:
            current = replace(current, skipped=True)
        history = tuple(
            replace(item, skipped=True) if item.entry_id == entry_id else item for item in history
        )
        self._state = replace(self._state, history=history, current=current)

    def kept_places(self) -> dict[int, Entry]:
        """Position in ``upcoming`` -> entry, for those that re-choosing leaves in place."""
        return {place: item for place, item in enumerate(self.upcoming) if item.kept}

    # Surviving a restart -------------------------------------------------------------------------

    def to_document(self) -> dict[str, Any]:
        """As plain JSON data, without what could be undone and the reasons of what was heard.

        It is written at every change: a history full of reasons would be most of it.
        """
        heard = [replace(item, score=None, reasons=()) for item in self.history]
        return {
            "next_id": self._next_id,
            "history": [item.to_document() for item in heard],
            "current": self.current.to_document() if self.current else None,
            "upcoming": [item.to_document() for item in self.upcoming],
            "target": self._state.target.to_document(),
            "seed": self._state.seed,
            "journey": self._state.journey.to_document() if self._state.journey else None,
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> PlayQueue:
        """From what :meth:`to_document` made.

        :raises KeyError, TypeError, ValueError: it was not made by it.
        """
        current, journey = document["current"], document.get("journey")
        state = QueueState(
            history=tuple(Entry.from_document(item) for item in document["history"]),
            current=Entry.from_document(current) if current else None,
            upcoming=tuple(Entry.from_document(item) for item in document["upcoming"]),
            target=MoodTarget.from_document(document["target"]),
            seed=int(document["seed"]),
            journey=Journey.from_document(journey) if journey else None,
        )
        return cls(state, next_id=int(document["next_id"]))

    # Inside --------------------------------------------------------------------------------------

    def _change(self, state: QueueState) -> None:
        if state != self._state:
            self._undo = [*self._undo, self._state][-UNDO_KEPT:]
            self._state = state

    def _go_on(self, state: QueueState) -> None:
        """A change that happens by itself: what was undoable before it no longer is."""
        self._undo = []
        self._state = state

    def _moved_to(self, entry: Entry | None, upcoming: tuple[Entry, ...]) -> QueueState:
        return replace(self._state, history=_behind(self._state), current=entry, upcoming=upcoming)

    def _ahead(self, entry_id: int) -> Entry:
        for item in self.upcoming:
            if item.entry_id == entry_id:
                return item
        raise KeyError(entry_id)

    def _new_id(self) -> int:
        self._next_id += 1
        return self._next_id - 1

    def _new_entries(self, track_ids: Iterable[int]) -> list[Entry]:
        return [Entry(self._new_id(), track_id, manual=True) for track_id in track_ids]

    def _chosen(self, choices: Iterable[Choice]) -> list[Entry]:
        return [
            Entry(
                self._new_id(),
                choice.track_id,
                score=choice.score,
                reasons=choice.reasons,
                relaxed=choice.relaxed,
            )
            for choice in choices
        ]

    def _filled(self, choices: Sequence[Choice], kept: Mapping[int, Entry]) -> tuple[Entry, ...]:
        fresh = iter(self._chosen(choices))
        filled: list[Entry] = []
        waiting = sorted(kept)
        for entry in fresh:
            while waiting and waiting[0] == len(filled):
                filled.append(kept[waiting.pop(0)])
            filled.append(entry)
        filled.extend(kept[place] for place in waiting)
        return tuple(filled)


def _behind(state: QueueState) -> tuple[Entry, ...]:
    """The history once the current entry belongs to it."""
    current = (state.current,) if state.current else ()
    return (*state.history, *current)[-HISTORY_KEPT:]
