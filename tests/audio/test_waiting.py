"""Signs of life, sleep and the system's choice of an output, by clocks that the test sets."""

from __future__ import annotations

import subprocess
import sys

import pytest

from player.audio import messages as m
from player.audio.patience import Patience
from player.audio.system_default import DefaultWatch, default_output_id
from player.audio.waking import SleepWatch
from player.audio.watch import Watch, _wants_to_run


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_time_without_a_sign_adds_up():
    clock = Clock()
    patience = Patience(0.3, clock)
    patience.look(1)
    for step in range(1, 11):
        clock.now = step / 10
        patience.look(1)
    assert patience.waited_s == pytest.approx(1.0)
    assert patience.look(2) == 0.0


def test_time_in_which_nobody_ran_counts_little():
    """A machine that stood still for a minute makes nothing look dead."""
    clock = Clock()
    patience = Patience(0.3, clock)
    patience.look(1)
    clock.now = 60.0
    assert patience.look(1) == pytest.approx(0.3)


def test_sleep_is_noticed_once():
    going, standing = Clock(), Clock()
    watch = SleepWatch(going, standing)
    going.now, standing.now = 100.0, 100.0
    assert not watch.slept()
    going.now, standing.now = 3700.0, 101.0
    assert watch.slept()
    assert not watch.slept()


def test_a_clock_that_is_corrected_is_no_sleep():
    going, standing = Clock(), Clock()
    watch = SleepWatch(going, standing)
    going.now, standing.now = 98.0, 100.0
    assert not watch.slept()


def test_another_default_is_noticed_and_asked_for_seldom():
    clock, answers, asked = Clock(), iter(["speakers", "headphones", "headphones"]), []

    def ask() -> str:
        asked.append(clock.now)
        return next(answers)

    watch = DefaultWatch(ask, clock)
    for tenth in range(41):
        clock.now = tenth / 10
        if watch.changed():
            assert clock.now == 2.0
            clock.now += 0.01
    assert asked == [0.0, 2.0, 4.0]


@pytest.mark.parametrize("answers", [(None, "a"), ("a", None), ("a", "a")])
def test_what_is_not_known_has_not_changed(answers):
    clock, told = Clock(), iter(answers)
    watch = DefaultWatch(lambda: next(told), clock)
    clock.now = 3.0
    assert not watch.changed()


@pytest.mark.skipif(sys.platform != "linux", reason="PulseAudio and PipeWire move streams")
def test_on_linux_nobody_asks():
    assert default_output_id() is None


def driver_called() -> m.News:
    return m.News(0, m.DriverCalled())


def heard_last(report: m.Report) -> Watch:
    watch = Watch()
    watch.begin()
    watch.hear(m.Ready())
    watch.hear(report)
    return watch


def seconds_until_it_hangs(watch: Watch, process_id: int) -> float:
    """On a machine that serves everybody."""
    clock = Clock()
    watch._patience = Patience(0.5, clock)
    for quarter in range(400):
        clock.now = quarter / 4
        if watch.hangs(process_id):
            return clock.now
    raise AssertionError("it never hangs")


NOBODY = 2**22 + 1


def test_a_driver_is_given_longer():
    assert seconds_until_it_hangs(heard_last(m.Alive()), NOBODY) == pytest.approx(2.0, abs=0.3)
    assert seconds_until_it_hangs(heard_last(driver_called()), NOBODY) == pytest.approx(6, abs=0.3)


def test_after_every_kill_twice_as_long_until_music_plays():
    watch = heard_last(driver_called())
    watch.killed()
    watch.hear(driver_called())
    assert seconds_until_it_hangs(watch, NOBODY) == pytest.approx(12, abs=0.3)
    watch.hear(m.News(0, m.Position(1, 2.0)))
    watch.hear(m.Alive())
    assert seconds_until_it_hangs(watch, NOBODY) == pytest.approx(2.0, abs=0.3)


@pytest.mark.skipif(sys.platform != "linux", reason="Linux tells of threads")
def test_a_process_that_wants_to_run_is_given_longer():
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as busy:
        try:
            assert _wants_to_run(busy.pid)
            waited = seconds_until_it_hangs(heard_last(m.Alive()), busy.pid)
            assert waited == pytest.approx(6.0, abs=0.3)
        finally:
            busy.kill()
    assert not _wants_to_run(NOBODY)
