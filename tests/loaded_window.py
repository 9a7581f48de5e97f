"""A real window, offscreen, that does everything at once while its process plays music.

    python -m tests.loaded_window ORDERS

*ORDERS* is :class:`~tests.sound_load.Orders` as JSON; :class:`~tests.sound_load.LoadFigures` comes
out as JSON when the music is over. The whole program runs as a listener has it: the scan in its
processes, the listening on all cores, the store with its writers. On top of that the scan is begun
again when it is over, the journal is compacted again and again, the window repaints thirty times a
second, and the interpreter's lock is held as a careless program would: 80 ms four times a second,
500 ms every ten seconds.
"""

from __future__ import annotations

import ctypes
import itertools
import json
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Protocol

import psutil
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from player.app import Moodlark
from player.audio.engine import start_engine
from player.audio.messages import (
    OutputChanged,
    PlayRequest,
    QueueEnded,
    TrackFailed,
    TrackNoted,
    TrackStarted,
)
from player.controllers.progress import ListeningProgress
from player.jobs.scan_report import ScanReport
from player.paths import Home
from player.settings import Settings
from tests.sound_load import LoadFigures, Orders

_REPAINT_MS = 33
_HOLD_S, _HOLD_EVERY_MS = 0.08, 250
_LONG_HOLD_S, _LONG_HOLD_EVERY_MS = 0.5, 10_000
_WHOLE_AT_ONCE = 2
"""Tracks that are asked for whole after each scan, as the playing one and the next are."""

_holding = ctypes.PyDLL(None)  # calls through it keep the interpreter's lock


class Player(Protocol):
    """Plays the playlist in this process, or from it."""

    process_id: int
    """Where the sound is made."""
    over: threading.Event
    """All of it was played."""

    def begin(self) -> None:
        """Let the music begin."""

    def figures(self) -> dict[str, object]:
        """What :class:`LoadFigures` has of the sound."""

    def close(self) -> None:
        """Let the device go."""


class EnginePlayer:
    """The program's own engine, driven from this process."""

    def __init__(self, playlist: Sequence[str]) -> None:
        self._engine = start_engine("")
        self._requests = [PlayRequest(number, path) for number, path in enumerate(playlist)]
        self._troubles: list[str] = []
        self.over = threading.Event()
        self._reader = threading.Thread(target=self._read, name="sound reader")
        self._engine.statistics()  # it is there
        self.process_id = self._engine.process_id

    def begin(self) -> None:
        """Let the music begin."""
        self._engine.play(self._requests[0])
        self._reader.start()

    def _read(self) -> None:
        while not self.over.is_set():
            for event in self._engine.wait(0.5):
                match event:
                    case TrackStarted(entry_id):
                        following = entry_id + 1
                        self._engine.set_next(
                            self._requests[following] if following < len(self._requests) else None
                        )
                    case TrackFailed() | TrackNoted() | OutputChanged():
                        self._troubles.append(str(event))
                    case QueueEnded():
                        self.over.set()

    def figures(self) -> dict[str, object]:
        """What the engine counted."""
        statistics = self._engine.statistics()
        assert statistics is not None, "the sound process does not answer"
        names = ("blocks", "underflows", "gaps", "longest_wait_s", "longest_render_s")
        counted = {name: getattr(statistics, name) for name in names}
        return counted | {"troubles": self._troubles}

    def close(self) -> None:
        """End the sound process."""
        self.over.set()
        self._reader.join()
        self._engine.close()


def player_for(orders: Orders) -> Player:
    """The engine, or a naive player of ``tests/benchmarks``."""
    if orders.player == "engine":
        return EnginePlayer(orders.playlist)
    from tests.benchmarks.naive_callback import NaivePlayer

    return NaivePlayer(orders.playlist, latency=orders.player)


class Load(QObject):
    """Work without end, counted."""

    def __init__(self, moodlark: Moodlark, orders: Orders) -> None:
        super().__init__()
        self._moodlark, self._orders = moodlark, orders
        self.scanned = self.tagged = self.compactions = self.repaints = self.holds = 0
        self.longest_hold_s = 0.0
        self._scanning = 0  # files read by the scan that runs
        self._whole = itertools.count()
        self._ending = threading.Event()
        self._compactor = threading.Thread(target=self._compact, name="compaction")
        self._timers: list[QTimer] = []
        moodlark.library.scan_progressed.connect(self._on_progressed)
        moodlark.library.scan_finished.connect(self._on_scanned)
        moodlark.tagging.tracks_tagged.connect(self._on_tagged)
        moodlark.tagging.progressed.connect(self._on_listening)

    def begin(self) -> None:
        """The library is open."""
        self._moodlark.library.scan([self._orders.music])
        self._every(_REPAINT_MS, self._repaint)
        self._every(_HOLD_EVERY_MS, self._hold)
        self._every(_LONG_HOLD_EVERY_MS, self._hold_long)
        self._compactor.start()

    def end(self) -> None:
        """Nothing new is begun any more."""
        self._ending.set()
        for timer in self._timers:
            timer.stop()
        if self._compactor.is_alive():
            self._compactor.join()

    def counts(self) -> dict[str, object]:
        """What :class:`LoadFigures` has of the load."""
        return {
            "scanned": self.scanned + self._scanning,
            "tagged": self.tagged,
            "compactions": self.compactions,
            "repaints": self.repaints,
            "holds": self.holds,
            "longest_hold_s": self.longest_hold_s,
        }

    def _every(self, milliseconds: int, work: object) -> None:
        timer = QTimer(self)
        timer.setInterval(milliseconds)
        timer.timeout.connect(work)
        timer.start()
        self._timers.append(timer)

    def _repaint(self) -> None:
        self._moodlark.window.repaint()
        self.repaints += 1

    def _hold(self) -> None:
        self._keep_the_lock(_HOLD_S)

    def _hold_long(self) -> None:
        self._keep_the_lock(_LONG_HOLD_S)

    def _keep_the_lock(self, seconds: float) -> None:
        began = time.monotonic()
        _holding.usleep(round(seconds * 1e6))
        self.holds += 1
        self.longest_hold_s = max(self.longest_hold_s, time.monotonic() - began)

    def _on_progressed(self, done: int, total: object) -> None:
        self._scanning = done if total is not None else 0

    def _on_scanned(self, report: ScanReport | None) -> None:
        self._scanning = 0
        if self._ending.is_set() or report is None:
            return
        self.scanned += report.added + report.changed
        for original in self._orders.originals:
            os.utime(original)
        self._moodlark.library.scan([self._orders.music])
        self._ask_for_whole(_WHOLE_AT_ONCE)

    def _ask_for_whole(self, count: int) -> None:
        rows = self._moodlark.library.rows
        wanted = [rows[next(self._whole) % len(rows)].id for _ in range(count)] if rows else []
        self._moodlark.tagging.set_playing(wanted)

    def _on_tagged(self, track_ids: Sequence[int]) -> None:
        self.tagged += len(track_ids)

    def _on_listening(self, progress: ListeningProgress) -> None:
        if 0 < progress.total <= progress.done:  # else there would be nothing to listen to
            self._ask_for_whole(100)

    def _compact(self) -> None:
        while not self._ending.wait(0.2):
            stores = self._moodlark._stores
            assert stores is not None
            stores.tracks.compact().result()
            self.compactions += 1


def run_until(app: QApplication, over: Callable[[], bool]) -> None:
    """The window's life, until it is *over* or nobody waits for it any more."""
    parent = os.getppid()
    looking = QTimer()
    looking.timeout.connect(lambda: app.quit() if over() or os.getppid() != parent else None)
    looking.start(100)
    app.exec()
    looking.stop()


def run(orders: Orders) -> LoadFigures:
    """Play *orders* under load."""
    player = player_for(orders)  # before everything else is told to step back
    os.nice(orders.niceness)
    app = QApplication(sys.argv[:1])
    moodlark = Moodlark(
        app,
        Home(Path(orders.folder) / "home"),
        Settings(language="en", output="null", watch_folders=False),
        engine=lambda: start_engine("null"),
    )
    load = Load(moodlark, orders)
    moodlark._opener.view_ready.connect(lambda _ready: load.begin())
    moodlark.start()
    sound = psutil.Process(player.process_id)
    busy_s, began = sum(sound.cpu_times()[:2]), time.monotonic()
    player.begin()
    run_until(app, lambda: player.over.is_set() or time.monotonic() - began > orders.at_most_s)
    seconds = time.monotonic() - began
    busy_s = sum(sound.cpu_times()[:2]) - busy_s
    told = player.figures()
    player.close()
    load.end()
    moodlark.window.close()
    moodlark.stop()
    cpu = {"seconds": seconds, "sound_cpu_percent": 100 * busy_s / seconds}
    return LoadFigures(**told, **load.counts(), **cpu)


def main() -> None:
    document = json.loads(sys.argv[1])
    orders = Orders(**document)
    print(json.dumps(asdict(run(orders))), flush=True)


if __name__ == "__main__":
    main()
