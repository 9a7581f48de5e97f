"""Garbage that holds Qt objects is collected on the main thread, whoever makes the garbage."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from player.controllers.collector import Collector


class Dying(QObject):
    """Says on which thread it goes."""

    threads: list[threading.Thread]

    def __init__(self) -> None:
        super().__init__()
        self.itself = self

    def __del__(self) -> None:
        Dying.threads.append(threading.current_thread())


@pytest.fixture
def collector() -> Iterator[Collector]:
    Dying.threads = []
    collector = Collector()
    collector.start()
    collector.resume()
    yield collector
    collector.stop()
    assert gc.isenabled()


def litter() -> None:
    """Enough garbage to wake the automatic collector many times."""
    for _ in range(100_000):
        circle: list[object] = []
        circle.append(circle)


def test_a_worker_threads_garbage_is_left_to_the_main_thread(
    qtbot: QtBot, collector: Collector
) -> None:
    Dying()
    worker = threading.Thread(target=litter)
    worker.start()
    worker.join()
    assert Dying.threads == []
    qtbot.waitUntil(lambda: bool(Dying.threads), timeout=10_000)
    assert Dying.threads == [threading.main_thread()]


def test_nothing_is_collected_when_nothing_is_due(collector: Collector) -> None:
    gc.collect()
    Dying()
    collector.collect()
    assert Dying.threads == []
