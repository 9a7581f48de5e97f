"""The level meter on made signals: what was cut off is found, what is only loud is not."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from player.library.quality import CLIPPED_PER_S
from player.tagging.level import LevelMeter

_RATE = 44_100
_SECONDS = 4


def _sine(amplitude: float, hz: float = 220.0) -> npt.NDArray[np.float32]:
    """(frames, 2)."""
    t = np.arange(_SECONDS * _RATE) / _RATE
    one = amplitude * np.sin(2 * np.pi * hz * t)
    return np.stack([one, one], axis=1).astype(np.float32)


def _as_16_bit(y: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """As a converter or a file of 16 bits holds it."""
    steps = np.clip(np.round(y * 32768.0), -32768, 32767)
    return (steps / 32768.0).astype(np.float32)


def _measured(y: npt.NDArray[np.float32], block: int = 1_152) -> LevelMeter:
    meter = LevelMeter()
    for start in range(0, len(y), block):
        meter.add(y[start : start + block], _RATE)
    return meter


def _clipped(y: npt.NDArray[np.float32], block: int = 1_152) -> float:
    per_s = _measured(y, block).clipped_per_s
    assert per_s is not None
    return per_s


def test_a_sine_driven_into_clipping_is_cut_off_twice_a_cycle_in_each_channel() -> None:
    per_s = _clipped(_as_16_bit(_sine(1.5)))
    assert per_s == pytest.approx(2 * 2 * 220.0, rel=0.01)
    assert per_s > CLIPPED_PER_S


def test_the_size_of_blocks_makes_no_difference() -> None:
    y = _as_16_bit(_sine(1.3, hz=997.0))
    whole = pytest.approx(_clipped(y, len(y)))
    assert [_clipped(y, size) for size in (1, 7, 4_096)] == [whole] * 3


def test_a_sine_that_only_touches_full_scale_is_not_cut_off() -> None:
    # But for a bass note exactly at full scale: its round crest stays within two steps of the
    # top for three samples. No rule that counts samples tells it from clipping.
    assert _clipped(_as_16_bit(_sine(10 ** (-0.1 / 20), hz=55.0))) == 0.0
    assert _clipped(_as_16_bit(_sine(1.0, hz=6_000.0))) == 0.0


def test_a_loud_master_that_was_limited_and_not_clipped_is_not_found() -> None:
    """Noise in the spectrum of music, pressed by a soft limiter to just below full scale."""
    random = np.random.default_rng(4)
    spectrum = np.fft.rfft(random.standard_normal((_SECONDS * _RATE, 2)), axis=0)
    hz = np.fft.rfftfreq(_SECONDS * _RATE, 1 / _RATE)[:, None]
    pink = np.fft.irfft(spectrum / np.sqrt(np.maximum(hz, 30.0)), axis=0)
    loud = np.tanh(2.5 * pink / pink.std()) * 10 ** (-0.3 / 20)
    y = _as_16_bit(loud.astype(np.float32))
    assert np.sqrt(np.mean(y**2)) > 10 ** (-4 / 20)
    assert _clipped(y) == 0.0


def test_single_peaks_at_full_scale_are_no_clipping() -> None:
    y = _sine(0.5)
    y[::1_000] = 1.0
    y[1::1_000] = 1.0
    assert _clipped(y) == 0.0
    y[2::1_000] = 1.0
    assert _clipped(y) == pytest.approx(2 * 44.1, rel=0.01)


def test_a_run_is_not_continued_over_a_gap() -> None:
    meter = LevelMeter()
    meter.add(np.array([[0.0], [1.0], [1.0]], np.float32), _RATE)
    meter.gap()
    meter.add(np.array([[1.0], [0.0]], np.float32), _RATE)
    assert meter.clipped_per_s == 0.0


def test_silence_dither_and_broken_numbers_are_silent_and_a_whisper_is_not() -> None:
    random = np.random.default_rng(5)
    dither = random.integers(-1, 2, (_RATE, 2)).astype(np.float32) / 32768.0
    assert _measured(np.zeros((_RATE, 2), np.float32)).silent is True
    assert _measured(dither).silent is True
    assert _measured(np.full((_RATE, 1), np.nan, np.float32)).silent is True
    assert _measured(_sine(0.002)).silent is False


def test_nothing_is_told_of_nothing() -> None:
    meter = LevelMeter()
    meter.add(np.zeros((0, 2), np.float32), _RATE)
    assert meter.silent is None
    assert meter.clipped_per_s is None
