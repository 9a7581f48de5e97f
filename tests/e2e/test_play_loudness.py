"""``moodlark play --loudness`` into a file: what is written is as loud as was asked for.

Three files of different loudness, each of which tells it in another way, or not at all.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from mutagen.flac import FLAC
from mutagen.oggopus import OggOpus

from player.library.decoding import Loudness, decode_blocks, measure_loudness
from tests.sound_files import encode

RATE = 48_000
SECONDS = 6
Samples = npt.NDArray[np.float32]


def music(peak: float, seed: int) -> Samples:
    """Noise that swells and fades, soft in its highs, both channels different."""
    dice = np.random.default_rng(seed)
    noise = dice.normal(size=(SECONDS * RATE, 2))
    spectrum = np.fft.rfft(noise, axis=0)
    spectrum /= np.sqrt(1 + np.arange(len(spectrum)))[:, None]
    swell = 0.6 + 0.4 * np.sin(np.arange(SECONDS * RATE) / RATE * 4)
    shaped = np.fft.irfft(spectrum, SECONDS * RATE, axis=0)
    shaped = np.tanh(shaped / shaped.std()) * swell[:, None]  # few peaks, as in mastered music
    return (peak * shaped / np.abs(shaped).max()).astype(np.float32)


def made(folder: Path) -> list[Path]:
    """ReplayGain in a FLAC, R128 in an Opus, nothing in an AAC file that is soft."""
    flac = encode(folder / "replaygain.flac", music(0.6, 1), RATE)
    loud = measure_loudness(flac)
    assert loud.integrated_lufs is not None
    tags = FLAC(flac)
    tags["REPLAYGAIN_TRACK_GAIN"] = f"{-18 - loud.integrated_lufs:.2f} dB"
    tags["REPLAYGAIN_TRACK_PEAK"] = "0.600000"
    tags.save()
    opus = encode(folder / "r128.opus", music(0.7, 2), RATE)
    loud = measure_loudness(opus)
    assert loud.integrated_lufs is not None
    comments = OggOpus(opus)
    comments["R128_TRACK_GAIN"] = str(round((-23 - loud.integrated_lufs) * 256))
    comments.save()
    return [flac, opus, encode(folder / "bare.m4a", music(0.15, 3), RATE)]


def play(*words: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "player", *words, "--json"],
        env=os.environ | {"LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["played"], done.stderr


def written(out: Path, played: list[dict[str, Any]], folder: Path) -> list[Loudness]:
    """Loudness of each piece of what was written."""
    with decode_blocks(out) as decoder:
        rate, samples = decoder.samplerate, np.concatenate([block.copy() for block in decoder])
    ends = np.cumsum([round(item["played_s"] * rate) for item in played])
    assert abs(int(ends[-1]) - len(samples)) < 100
    return [
        measure_loudness(encode(folder / f"piece{n}.wav", piece, rate))
        for n, piece in enumerate(np.split(samples, ends[:-1]))
    ]


@pytest.mark.parametrize("target", [-18.0, -23.0])
def test_files_that_tell_their_loudness_or_not_are_equally_loud(
    tmp_path: Path, target: float
) -> None:
    files = made(tmp_path)
    before = [measure_loudness(path).integrated_lufs for path in files]
    assert all(lufs is not None for lufs in before)
    assert max(before) - min(before) > 6  # type: ignore[operator]
    home, out = tmp_path / "home", tmp_path / "out.wav"
    home.mkdir()
    (home / "settings.json").write_text(json.dumps({"loudness_target": target}))
    words = ("--home", str(home), "play", "--loudness", "track", "--output", str(out))
    played, told = play(*words, *map(str, files))
    assert [item["failure"] for item in played] == [None] * 3
    assert "Measuring" in told  # the one that says nothing, and the one without a peak
    for piece in written(out, played, tmp_path):
        assert piece.integrated_lufs == pytest.approx(target, abs=0.2)
        assert piece.true_peak_db is not None and piece.true_peak_db < -0.9


def test_named_files_are_played_as_they_are_when_nothing_is_asked_for(tmp_path: Path) -> None:
    files = made(tmp_path)
    out = tmp_path / "out.wav"
    words = ("--home", str(tmp_path / "home"), "play", "--output", str(out))
    played, told = play(*words, *map(str, files))
    assert "Measuring" not in told
    for piece, path in zip(written(out, played, tmp_path), files, strict=True):
        expected = measure_loudness(path).integrated_lufs
        assert expected is not None
        assert piece.integrated_lufs == pytest.approx(expected, abs=0.1)
