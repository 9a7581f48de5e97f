"""One signal over two files with an odd cut: behind each other they are the signal again.

MP3 without a Xing frame, ADTS, WMA and AAC in Matroska do not say what the encoder put before and
behind the music; there nothing can be cut off, and a gap stays.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import mutagen.mp4
import numpy as np
import pytest

from player.library.decoding import Decoder
from tests.encoded_files import write
from tests.ogg_surgery import with_last_granule, with_output_gain
from tests.sound_files import best_lag, correlation, encode, sweep

WINDOW = 2048
CODEC_NOISE = 0.03  # of full scale, in the difference of two neighbours
LOSSLESS = {
    "wav": ("pcm_s16le", "s16"),
    "flac": ("flac", "s16"),
    "oga": ("flac", "s16"),
    "m4a": ("alac", "s16p"),
    "aiff": ("pcm_s16be", "s16"),
    "wv": ("wavpack", "s16p"),
    "tta": ("tta", "s16"),
    "caf": ("pcm_s16le", "s16"),
    "mka": ("flac", "s16"),
}
LOSSY = {
    "mp3": ("libmp3lame", "fltp", {}, {}),
    "vbr.mp3": ("libmp3lame", "fltp", {"flags": "+qscale", "global_quality": "236"}, {}),
    "mp3.mka": ("libmp3lame", "fltp", {}, {}),
    "m4a": ("aac", "fltp", {"b": "320000"}, {}),
    "faststart.m4a": ("aac", "fltp", {"b": "320000"}, {"movflags": "faststart"}),
    "opus": ("libopus", "flt", {}, {}),
    "mka": ("libopus", "flt", {}, {}),
    "webm": ("libopus", "flt", {}, {}),
    "ogg": ("vorbis", "fltp", {"strict": "-2"}, {}),
}
"""Ending -> encoder, its sample format, its options, the container's."""


def signal_of(rate: int) -> tuple[np.ndarray, int]:
    """A slow sweep, so that a step stands out, and an odd cut near a zero of both sides: an encoder
    knows nothing of the other half, and rings where it sees music begin or end at full height."""
    signal = sweep(4.0, rate, low=60.0, high=500.0)
    first = round(1.5 * rate) | 1
    heights = np.abs(signal[first : 2 * rate : 2]).max(axis=1)
    return signal, first + 2 * int(heights.argmin())


def make(path: Path, samples: np.ndarray, rate: int) -> Path:
    codec, sample_format, options, container_options = LOSSY[path.name.split(".", 1)[1]]
    write(path, samples, rate, codec, sample_format=sample_format, options=options,
          container_options=container_options)  # fmt: skip
    if codec == "vorbis":  # FFmpeg's own encoder writes a length rounded up to 64
        path.write_bytes(with_last_granule(path.read_bytes(), len(samples)))
    return path


def one_after_the_other(*paths: Path, frames: int = 1000) -> np.ndarray:
    """All of them in one row of blocks, as the sound process reads them."""
    out, pieces = np.zeros((frames, 2), np.float32), []
    for path in paths:
        with Decoder(path) as decoder:
            while count := decoder.read_into(out):
                pieces.append(out[:count].copy())
    return np.concatenate(pieces)


@pytest.mark.parametrize("kind", LOSSLESS)
def test_two_lossless_halves_are_the_whole(tmp_path, kind):
    signal, cut = signal_of(44100)
    numbers = np.round(signal * 32768).astype(np.int16)
    codec, sample_format = LOSSLESS[kind]
    halves = [
        write(
            tmp_path / f"{place}.{kind}",
            half,
            44100,
            codec,
            sample_format=sample_format,
            container="ogg" if kind == "oga" else None,
        )
        for place, half in enumerate((numbers[:cut], numbers[cut:]))
    ]
    assert np.array_equal(one_after_the_other(*halves), signal)


@pytest.mark.parametrize("rate", [44100, 48000])
@pytest.mark.parametrize("kind", LOSSY)
def test_two_lossy_halves_join_to_the_sample(tmp_path, kind, rate):
    if LOSSY[kind][0] == "libopus" and rate != 48000:
        pytest.skip("Opus has 48 kHz only")
    signal, cut = signal_of(rate)
    if LOSSY[kind][0] == "vorbis":
        signal[:, 1] = signal[:, 0]  # FFmpeg's encoder loses much of the right side
    halves = [
        make(tmp_path / f"{place}.{kind}", half, rate)
        for place, half in enumerate((signal[:cut], signal[cut:]))
    ]
    joined = one_after_the_other(*halves)
    assert len(joined) == len(signal)
    around = slice(cut - WINDOW, cut + WINDOW)
    assert correlation(joined[around], signal[around]) > 0.999
    steps, own = (np.abs(np.diff(x[around], axis=0)).max() for x in (joined, signal))
    assert steps < own + CODEC_NOISE


def test_two_halves_of_the_usual_vorbis_encoder(tmp_path):
    program = shutil.which("ffmpeg")
    if program is None or b" libvorbis " not in _run(program, "-encoders"):
        pytest.skip("there is no ffmpeg program with libvorbis")
    signal, cut = signal_of(44100)
    halves = []
    for place, half in enumerate((signal[:cut], signal[cut:])):
        plain = encode(tmp_path / f"{place}.wav", half, 44100)
        halves.append(plain.with_suffix(".ogg"))
        _run(program, "-i", str(plain), "-c:a", "libvorbis", "-q:a", "6", str(halves[-1]))
    joined = one_after_the_other(*halves)
    assert len(joined) == len(signal)
    around = slice(cut - WINDOW, cut + WINDOW)
    assert correlation(joined[around], signal[around]) > 0.999


def _run(*command: str) -> bytes:
    return subprocess.run(
        [*command, "-v", "error", "-y"], stdin=subprocess.DEVNULL, capture_output=True, check=True
    ).stdout


@pytest.mark.parametrize("kind", ["mp3", "vbr.mp3", "m4a", "opus", "webm", "ogg"])
def test_the_end_is_the_same_from_wherever_one_starts(tmp_path, kind):
    signal, cut = signal_of(48000)
    signal[:, 1] = signal[:, 0]
    path = make(tmp_path / f"a.{kind}", signal[:cut], 48000)
    for start_s in (0.01, 0.3, 1.0, 1.6):
        with Decoder(path, start_s=start_s) as decoder:
            out = np.zeros((cut, 2), np.float32)
            rest = out[: decoder.read_into(out)]
        start = round(start_s * 48000)
        assert len(rest) == cut - start
        assert correlation(rest, signal[start:cut]) > 0.99


@pytest.mark.parametrize("rest", [1, 4, 9, 22, 44])
def test_a_last_codec_frame_of_little_sound_is_not_lost(tmp_path, rest):
    """An edit list in milliseconds may end before the last codec frame begins."""
    signal, _ = signal_of(44100)
    for codec_frames in range(30, 39, 2):
        length = codec_frames * 1024 + rest
        path = make(tmp_path / "a.m4a", signal[:length], 44100)
        assert len(one_after_the_other(path)) == length
        with Decoder(path, start_s=0.5) as decoder:
            assert decoder.duration_s == pytest.approx(length / 44100, abs=0.0015)
            out = np.zeros((length, 2), np.float32)
            assert decoder.read_into(out) == length - 22050


@pytest.mark.parametrize("edit_list", ["0", "1"])
@pytest.mark.parametrize("delay", [1024, 2112])
def test_what_itunes_says_of_delay_and_length_is_believed(tmp_path, edit_list, delay):
    """iTunes' own encoder has a delay of 2,112 frames; an older file has no edit list."""
    if edit_list == "1" and delay == 2112:
        pytest.skip("FFmpeg's encoder says 1,024 in the edit list")
    signal, cut = signal_of(44100)
    music = signal[:cut]
    before = np.zeros((delay - 1024, 2), np.float32)
    path = write(
        tmp_path / "a.m4a",
        np.concatenate([before, music]),
        44100,
        "aac",
        sample_format="fltp",
        container_options={"use_editlist": edit_list},
    )
    padding = -(delay + cut) % 1024
    document = mutagen.mp4.MP4(path)
    words = f" 00000000 {delay:08X} {padding:08X} {cut:016X}" + " 00000000" * 8
    document["----:com.apple.iTunes:iTunSMPB"] = mutagen.mp4.MP4FreeForm(words.encode())
    document.save()
    heard = one_after_the_other(path)
    assert len(heard) == cut
    assert best_lag(music[5000:50_000], heard) == 5000
    with Decoder(path, start_s=1.0) as decoder:
        out = np.zeros((cut, 2), np.float32)
        rest = out[: decoder.read_into(out)]
    assert len(rest) == cut - 44100
    assert correlation(rest[:20_000], music[44100:64_100]) > 0.999


def test_opus_is_as_loud_as_its_header_says(tmp_path):
    signal, _ = signal_of(48000)
    path = make(tmp_path / "a.opus", signal, 48000)
    plain = one_after_the_other(path)
    path.write_bytes(with_output_gain(path.read_bytes(), -6.0))
    quieter = one_after_the_other(path)
    assert len(quieter) == len(signal)
    levels = [np.sqrt(np.mean(x.astype(float) ** 2)) for x in (quieter, plain)]
    assert 20 * np.log10(levels[0] / levels[1]) == pytest.approx(-6.0, abs=0.02)


def test_mp3_without_a_xing_frame_keeps_the_encoders_delay(tmp_path):
    """Nobody says what to leave out: LAME's 576 + 529 frames stay, and the last frame's filling."""
    signal, _ = signal_of(44100)
    path = write(
        tmp_path / "a.mp3",
        signal,
        44100,
        "libmp3lame",
        sample_format="fltp",
        container_options={"write_xing": "0"},
    )
    heard = one_after_the_other(path)
    assert len(heard) % 1152 == 0
    assert 0 < len(heard) - len(signal) < 4 * 1152
    assert best_lag(signal[5000:50_000], heard) == 5000 + 1105
