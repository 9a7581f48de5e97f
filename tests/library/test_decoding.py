"""What comes out of music files: exact lengths, exact seeks, honest failures, bounded memory."""

from __future__ import annotations

import os
import subprocess
import sys
import wave
from pathlib import Path

import av
import mutagen.mp4
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from player.errors import FileBrokenError, FileEmptyError, FileUnreadableError, NotAudioError
from player.library.decoding import (
    AUDIO_SUFFIXES,
    decode_blocks,
    decode_segment,
    measure_loudness,
    picture,
    probe,
)
from tests.sound_files import FORMATS, LOSSLESS, correlation, encode, sweep

RATE = 48000
SECONDS = 4.3


@pytest.fixture(scope="module")
def signal() -> np.ndarray:
    return sweep(SECONDS, RATE)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, signal: np.ndarray) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("formats")
    return {kind: encode(folder / f"a.{kind}", signal, RATE) for kind in FORMATS}


def decoded(path: Path, **options) -> np.ndarray:
    with decode_blocks(path, **options) as decoder:
        blocks = list(decoder)
        return np.concatenate(blocks) if blocks else np.zeros((0, decoder.channels), np.float32)


@pytest.mark.parametrize("kind", FORMATS)
def test_length_and_place_are_exact(files, signal, kind):
    samples = decoded(files[kind])
    assert samples.shape == signal.shape
    assert samples.dtype == np.float32
    if kind in LOSSLESS:
        assert np.array_equal(samples, signal)
    else:
        sides = 1 if kind == "ogg" else 2  # FFmpeg's Vorbis encoder loses much of the right side
        samples, expected = samples[:, :sides], signal[:, :sides]
        assert correlation(samples, expected) > 0.999
        late = correlation(samples[2:], expected[:-2])
        assert late < correlation(samples, expected)


@pytest.mark.parametrize("kind", [k for k in FORMATS if k not in ("m4a", "mka")])
@pytest.mark.parametrize("start_s", [0.001, 0.24, 0.26, 1.0, 2.3456, 4.29])
def test_seeking_lands_on_the_sample(files, kind, start_s):
    whole = decoded(files[kind])
    rest = decoded(files[kind], start_s=start_s)
    expected = whole[round(start_s * RATE) :]
    assert rest.shape == expected.shape
    assert np.abs(rest - expected).max() < 1e-5


@pytest.mark.parametrize("kind", ["m4a", "mka"])
def test_seeking_where_the_codec_or_the_clock_is_inexact(files, kind):
    """AAC fills bands with noise of its own; Matroska's clock ticks in milliseconds."""
    whole, rest = decoded(files[kind]), decoded(files[kind], start_s=2.0)
    assert abs(len(rest) - (len(whole) - 2 * RATE)) <= RATE // 1000
    lags = range(-48, 49)
    middle = rest[4800:9600, 0]
    fits = [
        correlation(whole[2 * RATE + 4800 + lag : 2 * RATE + 9600 + lag, 0], middle) for lag in lags
    ]
    assert max(fits) > 0.999


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(position=st.floats(0, SECONDS + 1), kind=st.sampled_from(["flac", "mp3", "wav", "opus"]))
def test_seek_again_and_again(files, signal, position, kind):
    with decode_blocks(files[kind]) as decoder:
        next(decoder)
        decoder.seek(position)
        rest = sum(len(block) for block in decoder)
        decoder.seek(0)
        assert sum(len(block) for block in decoder) == len(signal)
    assert rest == max(0, len(signal) - round(position * RATE))


def test_itunes_length_is_believed(files, tmp_path, signal):
    path = tmp_path / "itunes.m4a"
    path.write_bytes(files["m4a"].read_bytes())
    document = mutagen.mp4.MP4(path)
    wanted = len(signal) - 100
    words = f" 00000000 00000400 00000000 {wanted:016X} 00000000"
    document["----:com.apple.iTunes:iTunSMPB"] = mutagen.mp4.MP4FreeForm(words.encode())
    document.save()
    assert len(decoded(path)) == wanted


@pytest.mark.parametrize("kind", ["flac", "mp3", "opus", "m4a"])
def test_segment_is_the_mean_of_the_channels(files, kind):
    whole = decoded(files[kind])
    segment = decode_segment(files[kind], start_s=1.5, duration_s=1.0, sr=RATE)
    assert segment.shape == (RATE,)
    expected = whole[round(1.5 * RATE) : round(2.5 * RATE)].mean(axis=1)
    assert correlation(segment, expected) > 0.999


def test_segment_is_resampled(files, signal):
    segment = decode_segment(files["flac"], start_s=0.0, duration_s=2.0, sr=22050)
    assert segment.shape == (44100,)
    assert segment.flags.c_contiguous
    spectrum = np.abs(np.fft.rfft(segment[:22050] * np.hanning(22050)))
    assert 200 < spectrum.argmax() < 1400


def test_segment_beyond_the_end_is_short_or_empty(files):
    late = decode_segment(files["mp3"], start_s=4.0, duration_s=10.0, sr=RATE)
    assert abs(len(late) / RATE - 0.3) < 0.05
    assert len(decode_segment(files["mp3"], start_s=60.0, duration_s=10.0, sr=RATE)) == 0


def test_blocks_at_another_rate(files, signal):
    samples = decoded(files["flac"], samplerate=44100)
    assert abs(len(samples) - SECONDS * 44100) <= 1
    assert decode_blocks(files["flac"], samplerate=44100).samplerate == 44100


def test_mono_and_surround(tmp_path):
    mono = encode(tmp_path / "mono.flac", sweep(0.5, RATE)[:, :1], RATE)
    assert decoded(mono).shape[1] == 1
    six = np.zeros((RATE, 6), np.float32)
    six[:, 2] = sweep(1.0, RATE)[:, 0]  # the centre
    surround = encode(tmp_path / "surround.flac", six, RATE)
    assert probe(surround).channels == 6
    both = decoded(surround, channels=2)
    assert both.shape[1] == 2
    assert np.allclose(both[:, 0], both[:, 1])
    assert np.abs(both).max() > 0.1


def test_a_stream_may_change_its_channels_on_the_way(tmp_path):
    """An ADTS stream is its frames: two of them put together are one file."""
    stereo = sweep(1.0, RATE)
    one = encode(tmp_path / "one.aac", np.zeros((RATE, 6), np.float32) + 0.1, RATE, kind="m4a")
    two = encode(tmp_path / "two.aac", stereo, RATE, kind="m4a")
    three = encode(tmp_path / "three.aac", stereo[:, :1], RATE, kind="m4a")
    path = tmp_path / "changing.aac"
    path.write_bytes(one.read_bytes() + two.read_bytes() + three.read_bytes() + one.read_bytes())
    with decode_blocks(path, channels=2) as decoder:
        blocks = list(decoder)
    assert {block.shape[1] for block in blocks} == {2}
    assert sum(len(block) for block in blocks) == pytest.approx(4 * RATE, rel=0.05)


def test_probe_tells_the_container(files):
    info = probe(files["flac"])
    assert (info.codec, info.samplerate, info.channels) == ("flac", RATE, 2)
    assert info.duration_s == pytest.approx(SECONDS)
    assert info.bitrate and not info.has_picture
    assert probe(files["mp3"]).codec == "mp3"
    assert probe(files["opus"]).codec == "opus"


def test_sine_has_its_loudness(tmp_path):
    t = np.arange(RATE * 5) / RATE
    sine = (0.1 * np.sin(2 * np.pi * 997 * t)).astype(np.float32)
    path = encode(tmp_path / "sine.wav", np.stack([sine, sine], axis=1), RATE)
    loudness = measure_loudness(path)  # 997 Hz at -20 dBFS in both channels: -20 LUFS (EBU 3341)
    assert loudness.integrated_lufs == pytest.approx(-20.0, abs=0.1)
    assert loudness.true_peak_db == pytest.approx(-20.0, abs=0.1)
    silent = encode(tmp_path / "silent.wav", np.zeros((RATE, 1), np.float32), RATE)
    assert measure_loudness(silent).integrated_lufs is None
    assert measure_loudness(silent).true_peak_db is None


def test_broken_frames_are_left_out_and_counted(files, tmp_path, signal):
    content = bytearray(files["flac"].read_bytes())
    middle = len(content) // 2
    content[middle : middle + 3000] = bytes(3000)
    path = tmp_path / "broken.flac"
    path.write_bytes(content)
    with decode_blocks(path) as decoder:
        length = sum(len(block) for block in decoder)
        assert decoder.broken_frames >= 1
        assert not decoder.truncated
    assert 0.8 * len(signal) < length < len(signal)


@pytest.mark.parametrize("kind", ["flac", "mp3", "wav", "m4a"])
def test_truncated_is_noted(files, tmp_path, kind):
    content = files[kind].read_bytes()
    path = tmp_path / f"cut.{kind}"
    path.write_bytes(content[: len(content) * 2 // 5] if kind != "m4a" else content)
    with decode_blocks(path) as decoder:
        length = sum(len(block) for block in decoder)
        assert length > 0
        # an MP4 without its index opens not at all, so this one is whole
        assert decoder.truncated == (kind != "m4a")


def test_failures_name_the_file(tmp_path):
    empty = tmp_path / "nothing.mp3"
    empty.touch()
    words = tmp_path / "words.mp3"
    words.write_text("These are words and no music. " * 100)
    with pytest.raises(FileEmptyError, match=r"nothing\.mp3"):
        probe(empty)
    with pytest.raises(NotAudioError, match=r"words\.mp3"):
        probe(words)
    with pytest.raises(FileUnreadableError, match=r"gone\.mp3"):
        probe(tmp_path / "gone.mp3")
    with pytest.raises(FileUnreadableError):
        probe(tmp_path)


def test_audio_of_which_nothing_decodes_is_broken(files, tmp_path):
    content = bytearray(files["flac"].read_bytes())
    start = content.index(b"\xff\xf8")
    content[start:] = bytes(len(content) - start)
    path = tmp_path / "hollow.flac"
    path.write_bytes(content)
    with pytest.raises(FileBrokenError, match=r"hollow\.flac"):
        probe(path)


def test_a_playlist_in_disguise_opens_nothing(tmp_path, files):
    for content in (
        f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{files['mp3']}\n#EXT-X-ENDLIST\n",
        f"ffconcat version 1.0\nfile '{files['mp3']}'\n",
    ):
        path = tmp_path / "list.mp3"
        path.write_text(content)
        with pytest.raises(NotAudioError):
            probe(path)


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux only")
def test_file_names_of_any_bytes(files, tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe http:x?y#z.flac"))
    path.write_bytes(files["flac"].read_bytes())
    assert probe(path).codec == "flac"
    path.write_bytes(b"")
    with pytest.raises(FileEmptyError) as caught:
        probe(path)
    str(caught.value).encode("utf-8")  # can be shown


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), kind=st.sampled_from(["mp3", "flac", "opus", "m4a", "wav", "wv"]))
def test_damage_never_raises_anything_else(files, tmp_path, data, kind):
    content = bytearray(files[kind].read_bytes())
    for _ in range(data.draw(st.integers(1, 20))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    del content[data.draw(st.integers(100, len(content))) :]
    path = tmp_path / f"damaged.{kind}"
    path.write_bytes(content)
    try:
        with decode_blocks(path) as decoder:
            for block in decoder:
                assert block.ndim == 2
    except FileUnreadableError:
        pass


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not tell")
def test_three_hours_stay_small(tmp_path):
    """Seeking in 3 h and decoding half an hour of them needs no more than a few megabytes."""
    path = tmp_path / "long.wav"
    with wave.open(str(path), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(8000)
        second = bytes(8000 * 4)
        for _ in range(3 * 3600):
            out.writeframesraw(second)
    script = (
        "import pathlib, sys\n"
        "from player.library.decoding import decode_blocks, decode_segment\n"
        "decode_segment(sys.argv[1], start_s=1, duration_s=1, sr=8000)\n"
        "status = pathlib.Path('/proc/self/status')\n"  # ru_maxrss begins with the parent's
        "peak = lambda: int(status.read_text().split('VmHWM:')[1].split()[0])\n"
        "before = peak()\n"
        "with decode_blocks(sys.argv[1], start_s=2.5 * 3600) as d: n = sum(len(b) for b in d)\n"
        "assert n == 1800 * 8000, n\n"
        "assert len(decode_segment(sys.argv[1], start_s=10000, duration_s=10, sr=8000)) == 80000\n"
        "print(peak() - before)\n"
    )
    grown = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, check=True, text=True
    )
    assert int(grown.stdout) < 20_000  # kilobytes


def test_the_real_library(shared_data):
    failed, truncated, broken = set(), set(), set()
    count = 0
    for path in sorted((shared_data / "library").rglob("*")):
        if path.suffix.lower() not in AUDIO_SUFFIXES:
            continue
        count += 1
        try:
            info = probe(path)
            segment = decode_segment(path, start_s=0.5, duration_s=1.0, sr=22050)
            assert len(segment) == 22050, path
            if info.duration_s is not None and info.duration_s < 30:
                with decode_blocks(path) as decoder:
                    for _ in decoder:
                        pass
                    truncated |= {path.name} if decoder.truncated else set()
                    broken |= {path.name} if decoder.broken_frames else set()
        except FileUnreadableError:
            failed.add(path.name)
    assert count > 50
    assert failed == {"zero_bytes.mp3", "not_audio.mp3"}
    assert truncated == {"truncated.mp3"}
    assert broken <= {"truncated.mp3"}


@pytest.mark.parametrize(
    ("name", "frames"), [("clip.ogg", 960_000), ("clip.opus", 960_000), ("no_tags.mp3", 384_000)]
)
def test_padding_of_other_encoders_is_cut(shared_data, name, frames):
    assert len(decoded(shared_data / "library" / "formats" / name)) == frames


def test_pictures(shared_data):
    formats = shared_data / "library" / "formats"
    cover = picture(formats / "clip.flac")
    assert cover is not None and cover[:2] == b"\xff\xd8"
    assert picture(formats / "no_tags.mp3") is None


def test_every_ending_has_a_demuxer():
    assert {"." + kind.rsplit(".", 1)[-1] for kind in FORMATS} <= AUDIO_SUFFIXES
    assert "mp3" in av.formats_available


def test_more_channels_than_anybody_knows_the_places_of(tmp_path):
    path = tmp_path / "many.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(20)
        file.setsampwidth(2)
        file.setframerate(44100)
        file.writeframes(bytes(2 * 20 * 4410))
    with (
        decode_blocks(path, channels=2) as decoder,
        pytest.raises(FileBrokenError, match=r"many\.wav"),
    ):
        next(decoder)
    with decode_blocks(path, channels=1) as decoder:
        assert sum(map(len, decoder)) == 4410
