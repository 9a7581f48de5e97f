"""How the latency follows what the device reports."""

from __future__ import annotations

from player.audio.latency import HIGHEST_S, LOWEST_S, Latency


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def at(*moments: float) -> Latency:
    """A device opened at 100 s that runs dry at *moments*."""
    clock = Clock()
    latency = Latency(clock)
    latency.opened(LOWEST_S)
    for count, moment in enumerate(moments, 1):
        clock.now = moment
        latency.note(count)
    return latency


def test_it_begins_low():
    assert at().wanted_s == LOWEST_S


def test_once_is_chance():
    assert at(110).wanted_s == LOWEST_S


def test_twice_in_a_minute_doubles_it():
    latency = at(110, 169)
    assert latency.wanted_s == 2 * LOWEST_S
    assert not latency.is_urgent  # it can wait for the end of the track


def test_twice_in_more_than_a_minute_does_not():
    assert at(110, 171).wanted_s == LOWEST_S


def test_one_stall_is_counted_once():
    """A device that was not served for long reports it with several callbacks."""
    assert at(110, 110.1, 110.2, 110.3).wanted_s == LOWEST_S


def test_the_third_time_is_urgent():
    assert at(110, 120, 130).is_urgent


def test_it_is_not_urgent_any_more_once_it_is_done():
    latency = at(110, 120, 130)
    latency.opened(latency.wanted_s)
    assert not latency.is_urgent
    latency.note(1)
    assert not latency.is_urgent


def test_it_grows_up_to_a_limit():
    assert at(*range(100, 1000, 10)).wanted_s == HIGHEST_S
