"""Time moves evenly between reports that do not come evenly; jumps are believed at once."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from player.ui.play_clock import PlayClock


class Time:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time_() -> Time:
    return Time()


@pytest.fixture
def clock(qapp: QApplication, time_: Time) -> PlayClock:
    made = PlayClock(clock=time_)
    made.begin()
    made.set_running(True)
    made.report(0.0)
    return made


def test_uneven_reports_make_even_seconds(clock: PlayClock, time_: Time) -> None:
    dice, shown, due = random.Random(5), [], 0.0
    for tick in range(200):
        true = tick * 0.05
        time_.now = 100.0 + true
        if true >= due:
            clock.report(max(0.0, true - dice.uniform(0.0, 0.12)))
            due = true + dice.uniform(0.1, 0.4)
        shown.append(clock.now_s())
    steps = [after - before for before, after in pairwise(shown)]
    assert all(0.02 < step < 0.08 for step in steps)
    assert shown[-1] == pytest.approx(199 * 0.05, abs=0.15)


def test_paused_time_stands_still_and_goes_on_from_there(clock: PlayClock, time_: Time) -> None:
    time_.now += 0.5
    clock.set_running(False)
    time_.now += 60.0
    assert clock.now_s() == pytest.approx(0.5)
    clock.set_running(True)
    time_.now += 0.25
    assert clock.now_s() == pytest.approx(0.75)


def test_sound_that_hangs_is_not_shown_to_go_on(clock: PlayClock, time_: Time) -> None:
    clock.report(10.0)
    time_.now += 30.0
    assert 10.0 <= clock.now_s() <= 11.0


def test_reports_of_the_old_place_are_left_out_after_a_jump(clock: PlayClock, time_: Time) -> None:
    clock.report(10.0)
    shown: list[float] = []
    clock.moved.connect(shown.append)
    clock.go_to(120.0)
    clock.report(10.2)
    clock.report(120.0)
    time_.now += 0.2
    clock.report(10.4)
    assert min(shown) == 120.0
    time_.now += 1.0
    clock.report(11.4)  # the jump did not happen after all
    assert clock.now_s() == pytest.approx(11.4)


def test_the_clock_stands_until_the_track_is_heard(clock: PlayClock, time_: Time) -> None:
    clock.begin()
    time_.now += 0.8  # a file on a slow drive
    assert clock.now_s() == 0.0
    clock.report(0.05)
    time_.now += 0.2
    assert clock.now_s() == pytest.approx(0.25)


def test_a_track_that_begins_elsewhere_is_believed_at_once(clock: PlayClock) -> None:
    clock.begin()
    clock.report(45.0)
    assert clock.now_s() == pytest.approx(45.0)


def test_it_tells_of_itself_while_it_runs(qtbot: QtBot) -> None:
    clock = PlayClock()
    with qtbot.waitSignals([clock.moved] * 3):
        clock.set_running(True)
    clock.set_running(False)
    with qtbot.assertNotEmitted(clock.moved, wait=250):
        pass
