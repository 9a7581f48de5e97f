"""The tagging process's own side: takes requests from a pipe, listens on threads, answers.

Runs in the child only, started by :mod:`player.tagging.process`; everything that imports torch and
librosa is imported here and never in the window's process. Must not write files.

Threads: the main one receives commands; *threads* listeners decode, compute features, ask the
network and send, in the order of the requests. A request that raises is answered with a failure.
When the owner is gone (the pipe ends), the process ends at once.
"""

from __future__ import annotations

import contextlib
import functools
import logging
import os
import signal
import sys
import threading
from collections import deque
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from player.errors import FileUnreadableError, NetworkFileError, TaggingError
from player.library.track import Analysis
from player.tagging.lyric_emotion import LyricNetwork
from player.tagging.messages import (
    Answer,
    Cancel,
    Dropped,
    Ready,
    Refused,
    Started,
    TagRequest,
    TagResult,
)
from player.tagging.network import AudioNetwork, use_threads
from player.tagging.pipeline import CancelledError, analyse, with_words
from player.tagging.rates import SR
from player.tagging.segments import QUICK_HOP_S
from player.tagging.stretch import hear_stretch
from player.wording import Sentence, sentence

log = logging.getLogger(__name__)

_NICENESS = 10
"""Music and window go first."""


class Worker:
    """The requests that wait, the threads that answer them, and the pipe."""

    def __init__(
        self, connection: Connection, network: AudioNetwork, lyrics: LyricNetwork | None
    ) -> None:
        """*lyrics*: what reads the words; ``None`` leaves them alone."""
        self._connection = connection
        self._network = network
        self._lyrics = lyrics
        self._changed = threading.Condition()
        self._sending = threading.Lock()
        self._warming = threading.Lock()
        self._waiting: deque[TagRequest] = deque()
        self._cancelled: set[int] = set()
        self._current: set[int] = set()

    def run(self, threads: int) -> None:
        """Answer requests until the owner closes the pipe."""
        for number in range(threads):
            threading.Thread(target=self._listen, name=f"listener-{number}", daemon=True).start()
        card = self._network.card
        self._send(Ready(self._network.device, card.id, card.version))
        while True:
            try:
                command = self._connection.recv()
            except (EOFError, OSError):
                return
            self._take(command)

    def _take(self, command: object) -> None:
        with self._changed:
            if isinstance(command, TagRequest):
                self._cancelled.discard(command.track_id)
                self._waiting.append(command)
                self._changed.notify()
            elif isinstance(command, Cancel):
                gone = [r for r in self._waiting if r.track_id in command.track_ids]
                self._waiting = deque(r for r in self._waiting if r not in gone)
                self._cancelled |= command.track_ids & self._current
                for request in gone:
                    self._send(Dropped(request.track_id))

    def _listen(self) -> None:
        """One listener thread."""
        with self._warming:  # one compiles, the others wait for it
            _warm_up()
        while True:
            with self._changed:
                while not self._waiting:
                    self._changed.wait()
                request = self._waiting.popleft()
                self._current.add(request.track_id)
            self._send(Started(request.track_id))
            answer = self._answer(request)
            with self._changed:
                self._current.discard(request.track_id)
                self._cancelled.discard(request.track_id)
            self._send(answer)

    def _answer(self, request: TagRequest) -> Answer:
        """The border of a request: whatever a file does, there is an answer."""
        try:
            if request.known is not None:
                return TagResult(with_words(request.known, request.path, self._lyrics), None, None)
            analysis, heard = analyse(
                request.path,
                track_id=request.track_id,
                audio_key=request.audio_key,
                depth=request.depth,
                network=self._network,
                lyrics=self._lyrics,
                cancelled=lambda: request.track_id in self._cancelled,
            )
        except CancelledError:
            return Dropped(request.track_id)
        except FileUnreadableError as error:
            return self._failure(request, error.sentence)
        except Exception:  # the border of a request: files are hostile
            log.exception("Listening to %s failed", request.path)
            return self._failure(
                request, sentence("File", "This file could not be listened to; it may be damaged.")
            )
        return TagResult(analysis, heard.embedding, heard.scores)

    def _failure(self, request: TagRequest, why: Sentence) -> TagResult:
        card = self._network.card
        analysis = Analysis(
            track_id=request.track_id,
            audio_key=request.audio_key,
            depth=request.depth,
            network=card.id,
            version=card.version,
            failure=why,
        )
        return TagResult(analysis, None, None)

    def _send(self, answer: Answer) -> None:
        # The owner may be gone; the main thread sees the end of the pipe and ends the process.
        with self._sending, contextlib.suppress(OSError):
            self._connection.send(answer)


@functools.cache
def _warm_up() -> None:
    """Hear a second of noise: what compiles or loads on first use must not count against a file."""
    hear_stretch(np.random.default_rng(0).normal(size=SR).astype(np.float32), hop_s=QUICK_HOP_S)


def load_lyrics(models_dir: Path) -> LyricNetwork | None:
    """The lyric network; ``None``, with a line in the log, where it cannot be read.

    Sound is listened to all the same: most of a mood is in it.
    """
    try:
        return LyricNetwork.load(models_dir)
    except NetworkFileError as error:
        log.warning("Words are not read: %s", error.sentence)
        return None


def main(connection: Connection, models_dir: Path, device: str, threads: int) -> None:
    """The child's whole life; ends the process when the owner closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the owner to act on
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    use_threads(1)  # the listeners are the parallelism
    try:
        network = AudioNetwork.load(models_dir, device)
    except (NetworkFileError, TaggingError) as error:
        connection.send(Refused(error.sentence))
        return
    Worker(connection, network, load_lyrics(models_dir)).run(threads)
    sys.stderr.flush()
    # Listeners may be inside a decoder for minutes: nothing here needs to be finished.
    os._exit(0)
