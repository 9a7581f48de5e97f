"""What is remembered of a queue: itself, what it offered, what was heard, what was wished.

Pure Python, the thread of its owner (``jobs.queue``). In a private session it remembers nothing on
the disk and nothing is learned; what was heard rests until the session ends, so that it does not
come again at once.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from player.jobs.listener import ListenerModel
from player.jobs.view import LibraryView
from player.library.track import Nudge, Play
from player.recommend.candidates import Candidates
from player.recommend.listener import NOBODY, Listener
from player.recommend.play_queue import Entry, PlayQueue, QueueState
from player.store.events import Events
from player.store.listening_store import ListeningStore

log = logging.getLogger(__name__)


class QueueMemory:
    """Between a queue and the listening store."""

    def __init__(
        self,
        view: LibraryView,
        listening: ListeningStore,
        model: ListenerModel | None = None,
        *,
        now: Callable[[], float] = time.time,
    ) -> None:
        """
        :param model: what is learned of the listener; ``None``: nothing is.
        :param now: the clock, seconds since 1970.
        """
        self._view, self._listening, self._model, self._now = view, listening, model, now
        self._started_at: dict[int, float] = {}
        self._begun_in_private: set[int] = set()
        self._later = False
        self.private = False
        """Nothing is remembered or learned now."""

    def restored(self) -> PlayQueue:
        """The queue as it was left; an empty one where that cannot be read."""
        document = self._listening.queue()
        if document is None:
            return PlayQueue()
        try:
            return PlayQueue.from_document(document)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            log.warning("The saved queue cannot be read, starting with an empty one: %r", error)
            return PlayQueue()

    def save(self, queue: PlayQueue) -> None:
        """Remember the queue."""
        if not self.private:
            self._listening.save_queue(queue.to_document())

    def listener(self, candidates: Candidates) -> Listener:
        """What is known of the listener now."""
        return NOBODY if self._model is None else self._model.listener(candidates)

    def learn_anew(self) -> None:
        """Something was said, done or taken back."""
        if self._model is not None and not self._later:
            self._model.changed()

    @contextmanager
    def learning_later(self) -> Iterator[None]:
        """What is done meanwhile is learned from afterwards."""
        self._later = True
        try:
            yield
        finally:
            self._later = False
            self.learn_anew()

    def started(self, entry_id: int) -> None:
        """An entry began to sound."""
        self._started_at[entry_id] = self._now()
        self._begun_in_private.discard(entry_id)
        if self.private:
            self._begun_in_private.add(entry_id)

    def heard(self, entry: Entry, played_s: float, *, skipped: bool) -> None:
        """An entry sounded so long. What began in private is never remembered."""
        if entry.entry_id in self._begun_in_private and not self.private:
            return
        play = Play(
            entry.track_id,
            self._started_at.pop(entry.entry_id, self._now() - played_s),
            played_s,
            duration_s=self.duration_s(entry.track_id),
            skipped=skipped,
            chosen=entry.manual,
        )
        self._view.note_play(play, private=self.private)
        if not self.private:
            self._listening.add_play(play)
            self.learn_anew()

    def offered(self, before: QueueState, after: QueueState) -> None:
        """What the queue brought by itself was offered once its turn came: it is the current entry
        now, or was passed over. What left the queue before that was not, so that looking at another
        mood and back changes nothing."""
        ids = [item.entry_id for item in before.upcoming]
        if self.private or after.current is None or after.current.entry_id not in ids:
            return
        passed = before.upcoming[: ids.index(after.current.entry_id) + 1]
        track_ids = [item.track_id for item in passed if not item.manual]
        if track_ids:
            self._listening.add_offers(track_ids, self._now())
            self._view.note_offers(track_ids)

    def nudged(self, track_id: int, *, more: bool) -> int | None:
        """More, or less, like a track; returns what :meth:`take_back` wants."""
        if self.private:
            return None
        (number,) = self._listening.new_ids("nudges", 1)
        self._listening.put(Events(nudges={number: Nudge(track_id, self._now(), more)}))
        self.learn_anew()
        return number

    def take_back(self, numbers: Collection[int]) -> None:
        """These were not meant."""
        self._listening.remove({"nudges": numbers})
        self.learn_anew()

    def duration_s(self, track_id: int) -> float | None:
        """The length of a track, as far as known."""
        try:
            return self._view.track(track_id).metadata.duration_s
        except KeyError:  # taken out of the library while it sounded
            return None
