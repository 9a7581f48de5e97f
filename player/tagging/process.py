"""The tagging process as its owner sees it: requests in, results out, whatever happens inside.

Lives in the window's or the command line's process and must never import torch or librosa; the
child imports them. One object belongs to one thread (the window has a thread for it). A child that
dies is started again; the requests it was busy with are then tried one at a time, and the one that
kills it again is answered with a failure, so that a hostile file costs itself and nothing else.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import time
from collections.abc import Iterable
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from player.errors import TaggingError
from player.library.track import Analysis
from player.tagging.card import NetworkCard
from player.tagging.child import run_child
from player.tagging.messages import (
    Answer,
    Cancel,
    Command,
    Dropped,
    Event,
    Ready,
    Refused,
    Started,
    TagRequest,
    TagResult,
)
from player.wording import sentence

log = logging.getLogger(__name__)

_DEATHS_BEFORE_FAILURE = 2
_STARTS_WITHOUT_RESULT = 5
"""A child that dies this often without answering anything cannot work at all."""

_TIME_LIMIT_S = {"quick": 180.0, "full": 3600.0}
"""A request that takes longer hangs: the child is killed and the request counts as its cause."""

_STOP_S = 1.0
"""Patience with a child that was told to stop."""


class TaggingProcess:
    """Owner's end of the tagging process."""

    def __init__(
        self,
        models_dir: Path,
        device: str = "auto",
        *,
        threads: int | None = None,
        cache_dir: Path | None = None,
    ) -> None:
        """Read the card; nothing is started yet.

        :param device: ``auto``, ``cpu``, ``cuda`` or ``mps``.
        :param threads: listeners in the child; by default one per core, at most 4.
        :param cache_dir: where the child may keep compiled code.
        :raises NetworkFileError: there is no usable card.
        """
        self.card = NetworkCard.load(models_dir)
        self._models_dir = models_dir
        self._device = device
        self.threads = threads or max(1, min(4, os.cpu_count() or 1))
        """Listeners in the child."""
        self._cache_dir = cache_dir
        self._child: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._waiting: dict[int, TagRequest] = {}
        self._sent: dict[int, TagRequest] = {}
        self._started_at: dict[int, float] = {}
        self._suspects: dict[int, int] = {}
        self._starts_without_result = 0
        self._refused: Refused | None = None

    # -- orders ---------------------------------------------------------------

    def start(self) -> None:
        """Start the child; :class:`Ready` or :class:`Refused` follows from :meth:`poll`."""
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._connection = ours
        self._child = context.Process(
            target=run_child,
            args=(theirs, self._models_dir, self._device, self.threads, self._cache_dir),
            name="moodlark-tagging",
            daemon=True,
        )
        self._child.start()
        theirs.close()
        self._starts_without_result += 1

    def submit(self, requests: Iterable[TagRequest]) -> None:
        """Queue requests; a newer one for the same track replaces one that still waits."""
        for request in requests:
            self._waiting[request.track_id] = request
        self._pump()

    def prioritise(self, track_ids: Iterable[int]) -> None:
        """Take these waiting tracks first, in this order."""
        first = {i: self._waiting[i] for i in track_ids if i in self._waiting}
        self._waiting = first | {i: r for i, r in self._waiting.items() if i not in first}

    def cancel(self, track_ids: Iterable[int] | None = None) -> None:
        """Forget these requests, or all; between two segments, so within about a second."""
        gone = set(self._waiting) | set(self._sent) if track_ids is None else set(track_ids)
        self._waiting = {i: r for i, r in self._waiting.items() if i not in gone}
        if sent := frozenset(gone & set(self._sent)):
            self._send(Cancel(sent))

    def stop(self) -> None:
        """End the child and forget everything; at most about a second."""
        child, connection = self._child, self._connection
        self._child = self._connection = None
        self._waiting.clear()
        self._sent.clear()
        self._started_at.clear()
        if connection is not None:
            connection.close()
        if child is not None:
            child.join(_STOP_S)
            if child.is_alive():
                child.kill()
                child.join()
            child.close()

    # -- news -----------------------------------------------------------------

    @property
    def outstanding(self) -> int:
        """Requests that have no answer yet."""
        return len(self._waiting) + len(self._sent)

    @property
    def busy(self) -> frozenset[int]:
        """Tracks the child is listening to right now."""
        return frozenset(self._started_at)

    @property
    def pid(self) -> int | None:
        """Process id of the child, ``None`` while there is none."""
        return None if self._child is None else self._child.pid

    def poll(self, timeout_s: float) -> list[Event]:
        """What happened; waits up to *timeout_s* for something to happen.

        :raises TaggingError: the child cannot be kept alive.
        """
        if self._child is None or self._connection is None:
            return []
        ready = wait([self._connection, self._child.sentinel], timeout_s)
        events = self._receive() if ready else []
        if self._refused is None and not self._child.is_alive():
            events += self._receive()
            events += self._bury()
        elif self._hung():
            log.warning("A request has hung; killing the tagging process")
            self._child.kill()
        self._pump()
        return events

    # -- inside ---------------------------------------------------------------

    def _receive(self) -> list[Event]:
        events: list[Event] = []
        connection = self._connection
        assert connection is not None  # poll() checked
        with contextlib.suppress(EOFError, OSError):
            while connection.poll():
                event = self._digest(connection.recv())
                if event is not None:
                    events.append(event)
        return events

    def _digest(self, answer: Answer) -> Event | None:
        match answer:
            case Started(track_id):
                self._started_at[track_id] = time.monotonic()
                return None
            case Dropped(track_id):
                self._forget(track_id)
                return None
            case TagResult(analysis):
                self._starts_without_result = 0
                known = analysis.track_id in self._sent
                self._forget(analysis.track_id)
                return answer if known else None
            case Refused():
                self._refused = answer
                return answer
            case Ready():
                return answer

    def _forget(self, track_id: int) -> None:
        self._sent.pop(track_id, None)
        self._started_at.pop(track_id, None)
        self._suspects.pop(track_id, None)

    def _bury(self) -> list[Event]:
        """The child is dead: sort out who may have killed it, start another."""
        log.warning("The tagging process ended unexpectedly; starting it again")
        for track_id in self._started_at:
            self._suspects[track_id] = self._suspects.get(track_id, 0) + 1
        guilty = [i for i, deaths in self._suspects.items() if deaths >= _DEATHS_BEFORE_FAILURE]
        events: list[Event] = [self._killer(self._sent.pop(i)) for i in guilty if i in self._sent]
        for track_id in guilty:
            self._suspects.pop(track_id)
        self._waiting = self._sent | self._waiting
        self._sent, self._started_at = {}, {}
        if events:
            self._starts_without_result = 0
        if self._starts_without_result >= _STARTS_WITHOUT_RESULT:
            self.stop()
            raise TaggingError(
                sentence("Tagging", "Listening keeps stopping; the log says more about it.")
            )
        if self._child is not None:
            self._child.join()
        if self._connection is not None:
            self._connection.close()
        self.start()
        return events

    def _killer(self, request: TagRequest) -> TagResult:
        analysis = Analysis(
            track_id=request.track_id,
            audio_key=request.audio_key,
            depth=request.depth,
            network=self.card.id,
            version=self.card.version,
            failure=sentence("File", "Listening to this file failed twice; it may be damaged."),
        )
        return TagResult(analysis, None, None)

    def _hung(self) -> bool:
        now = time.monotonic()
        return any(
            now - started > _TIME_LIMIT_S[self._sent[track_id].depth]
            for track_id, started in self._started_at.items()
            if track_id in self._sent
        )

    def _pump(self) -> None:
        """Hand the child just enough that it never waits; the order of the rest stays ours.

        Suspects go first and alone: then the one that kills the child again is known.
        """
        if self._connection is None or self._refused is not None:
            return
        while self._waiting and len(self._sent) < 2 * self.threads:
            suspect = next((i for i in self._suspects if i in self._waiting), None)
            if self._sent and (suspect is not None or self._suspects.keys() & self._sent.keys()):
                return
            # A track whose old request is still being answered waits for that answer.
            track_id = suspect
            if track_id is None:
                track_id = next((i for i in self._waiting if i not in self._sent), None)
            if track_id is None:
                return
            self._sent[track_id] = self._waiting.pop(track_id)
            self._send(self._sent[track_id])

    def _send(self, command: Command) -> None:
        if self._connection is not None:
            # A dead child is noticed by poll(), which sends everything again.
            with contextlib.suppress(OSError):
                self._connection.send(command)
