"""Measured loudness and true peaks on the test signals of EBU Tech 3341 (2023), table 1.

The signals are made here from the descriptions; the EBU's own files are not needed. Tolerances are
those of the document (the loudness of 0.1 LU, true peaks of +0.2 and -0.4 dB).
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from player.library.decoding import Loudness, measure_loudness

RATE = 48_000
Float64 = npt.NDArray[np.float64]
FIVE = 0x37  # left, right, centre, left and right surround
HALF = 0.5011872336272722  # -6.0 dBFS


def amplitude(db: float) -> float:
    return float(10 ** (db / 20))


def write(path: Path, samples: Float64, *, mask: int | None = None, rate: int = RATE) -> Path:
    """A 32-bit float WAV of (n, channels), which holds more than full scale; *mask*: who is who."""
    data, channels = samples.astype("<f4").tobytes(), samples.shape[1]
    mask = {1: 0x4, 2: 0x3}[channels] if mask is None else mask
    guid = bytes.fromhex("0300000000001000800000aa00389b71")
    head = struct.pack(
        "<HHIIHHHHI", 0xFFFE, channels, rate, rate * 4 * channels, 4 * channels, 32, 22, 32, mask
    )
    body = b"WAVEfmt " + struct.pack("<I", 40) + head + guid
    body += b"data" + struct.pack("<I", len(data)) + data
    path.write_bytes(b"RIFF" + struct.pack("<I", len(body)) + body)
    return path


def tones(*parts: tuple[float, float]) -> Float64:
    """A 1 kHz sine through parts of (level in dBFS, seconds), in phase in both channels."""
    level = np.concatenate([np.full(round(s * RATE), amplitude(db)) for db, s in parts])
    sine = level * np.sin(2 * np.pi * 1000 / RATE * np.arange(len(level)))
    return np.stack([sine, sine], axis=1)


@pytest.mark.parametrize(
    ("parts", "lufs"),
    [
        pytest.param([(-23, 20)], -23, id="1"),
        pytest.param([(-33, 20)], -33, id="2"),
        pytest.param([(-36, 10), (-23, 60), (-36, 10)], -23, id="3"),
        pytest.param([(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)], -23, id="4"),
        pytest.param([(-26, 20), (-20, 20.1), (-26, 20)], -23, id="5"),
    ],
)
def test_integrated_loudness(tmp_path: Path, parts: list[tuple[float, float]], lufs: float) -> None:
    found = measure_loudness(write(tmp_path / "a.wav", tones(*parts)))
    assert found.integrated_lufs == pytest.approx(lufs, abs=0.1)


def test_surround_is_measured_as_it_is_heard(tmp_path: Path) -> None:
    """Case 6 has -23 LUFS on five loudspeakers. Played on two, its tones, which are in phase, add
    up as amplitudes instead of energies: left + 0.7071 centre + 0.7071 left surround (ITU-R BS.775)
    gives a sine of -19.4 dBFS in each channel. That is what is heard, and what is measured."""
    levels = np.array([amplitude(db) for db in (-28, -28, -24, -30, -30)])
    sine = np.sin(2 * np.pi * 1000 / RATE * np.arange(20 * RATE))
    found = measure_loudness(write(tmp_path / "a.wav", sine[:, None] * levels, mask=FIVE))
    heard = levels[0] + np.sqrt(0.5) * (levels[2] + levels[3])
    assert 20 * np.log10(heard) == pytest.approx(-19.43, abs=0.01)
    assert found.integrated_lufs == pytest.approx(20 * np.log10(heard), abs=0.1)


def test_mono_is_measured_as_it_is_heard(tmp_path: Path) -> None:
    """It sounds from both loudspeakers: 3 LU more than its one channel would be by itself."""
    found = measure_loudness(write(tmp_path / "a.wav", tones((-23, 20))[:, :1]))
    assert found.integrated_lufs == pytest.approx(-23, abs=0.1)
    assert found.true_peak_db == pytest.approx(-23, abs=0.1)


def test_silence_has_no_loudness(tmp_path: Path) -> None:
    assert measure_loudness(write(tmp_path / "a.wav", np.zeros((RATE, 2)))) == Loudness(None, None)
    soft = write(tmp_path / "b.wav", tones((-80, 5)))  # under the absolute gate of -70 LUFS
    assert measure_loudness(soft) == Loudness(None, None)


def tapered(wave: Float64) -> Float64:
    """With a fade of 10 ms at both ends, in both channels."""
    n = RATE // 100
    fade = np.linspace(0, 1, n)
    shaped = wave.copy()
    shaped[:n] *= fade
    shaped[-n:] *= fade[::-1]
    return np.stack([shaped, shaped], axis=1)


def sine(divisor: int, level: float, degrees: float) -> Float64:
    """A sine of rate/*divisor* Hz."""
    phase = 2 * np.pi * np.arange(RATE) / divisor + np.radians(degrees)
    return tapered(level * np.sin(phase))


def burst(offset: int) -> Float64:
    """rate/6 Hz at half of full scale with one period of rate/4 Hz at full scale in it, going over
    without a jump; made at four times the rate, low-passed, and every fourth sample taken."""
    side = np.sin(2 * np.pi * np.arange(24 * 2000) / 24) * 0.5  # whole periods: it ends at zero
    period = np.sin(2 * np.pi * np.arange(16) / 16)
    fine = np.concatenate([side, period, side])
    spectrum = np.fft.rfft(fine)
    spectrum[np.fft.rfftfreq(len(fine)) > 0.125] = 0.0
    return tapered(np.fft.irfft(spectrum, len(fine))[offset::4])


@pytest.mark.parametrize(
    ("make", "db"),
    [
        pytest.param(lambda: sine(4, HALF, 0.0), -6.0, id="15"),
        pytest.param(lambda: sine(4, HALF, 45.0), -6.0, id="16"),
        pytest.param(lambda: sine(6, HALF, 60.0), -6.0, id="17"),
        pytest.param(lambda: sine(8, HALF, 67.5), -6.0, id="18"),
        pytest.param(lambda: sine(4, 1.41, 45.0), 3.0, id="19"),
        pytest.param(lambda: burst(0), 0.0, id="20"),
        pytest.param(lambda: burst(1), 0.0, id="21"),
        pytest.param(lambda: burst(2), 0.0, id="22"),
        pytest.param(lambda: burst(3), 0.0, id="23"),
    ],
)
def test_true_peaks(tmp_path: Path, make: Callable[[], Float64], db: float) -> None:
    found = measure_loudness(write(tmp_path / "a.wav", make()))
    assert found.true_peak_db is not None
    assert db - 0.4 <= found.true_peak_db <= db + 0.2
