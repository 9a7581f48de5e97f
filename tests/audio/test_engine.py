"""The engine with its process, over every output it has."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import psutil
import pytest

from player.audio.engine import ProcessEngine, start_engine
from player.audio.messages import (
    Event,
    OutputChanged,
    Paused,
    PlayRequest,
    Position,
    QueueEnded,
    Resumed,
    SoundOptions,
    TrackEnded,
    TrackFailed,
    TrackStarted,
)
from tests.audio.listening import Listener
from tests.sound_files import LOSSLESS, correlation, encode, read_wav, sweep

RATE = 44100


@pytest.fixture
def start() -> Iterator[Callable[..., Listener]]:
    engines = []

    def begin(output: str, following: list[PlayRequest] | None = None, **options) -> Listener:
        engine = start_engine(output, **options)
        engines.append(engine)
        return Listener(engine, following or [])

    yield begin
    for engine in engines:
        engine.close()


def written(path: Path) -> np.ndarray:
    return read_wav(path)[0]


@pytest.fixture(scope="module")
def signal_44() -> np.ndarray:
    return sweep(5.0, RATE)


@pytest.mark.parametrize("kind", ["flac", "wav", "alac.m4a", "mp3", "m4a"])
def test_two_files_join_without_a_gap(start, tmp_path, signal_44, kind):
    cut = 100_003
    one = encode(tmp_path / f"one.{kind}", signal_44[:cut], RATE)
    two = encode(tmp_path / f"two.{kind}", signal_44[cut:], RATE)
    listener = start(str(tmp_path / "out.wav"), [PlayRequest(2, str(two))])
    listener.engine.play(PlayRequest(1, str(one)))
    listener.until_a(QueueEnded)
    listener.engine.close()
    heard = written(tmp_path / "out.wav")
    assert heard.shape == signal_44.shape
    if kind in LOSSLESS:
        assert np.array_equal(heard, signal_44)
    else:
        assert correlation(heard, signal_44) > 0.999
        assert correlation(heard[cut + 1024 :], signal_44[cut + 1024 :]) > 0.999
    assert listener.story() == [
        ("TrackStarted", 1),
        ("TrackEnded", 1),
        ("TrackStarted", 2),
        ("TrackEnded", 2),
        ("QueueEnded", None),
    ]
    ends = [event for event in listener.events if isinstance(event, TrackEnded)]
    assert ends[0].played_s == pytest.approx(cut / RATE)


def test_opus_joins_too(start, tmp_path):
    signal = sweep(4.0, 48000)
    one = encode(tmp_path / "one.opus", signal[:100_003], 48000)
    two = encode(tmp_path / "two.opus", signal[100_003:], 48000)
    listener = start(str(tmp_path / "out.wav"), [PlayRequest(2, str(two))])
    listener.engine.play(PlayRequest(1, str(one)))
    listener.until_a(QueueEnded)
    listener.engine.close()
    heard = written(tmp_path / "out.wav")
    assert heard.shape == signal.shape
    assert correlation(heard, signal) > 0.999


def test_another_rate_is_resampled_and_joins(start, tmp_path):
    seconds, frequency = 2.0, 441.0  # whole periods: the second file goes on in phase

    def sine(rate: int) -> np.ndarray:
        t = np.arange(round(seconds * rate)) / rate
        wave_ = (0.5 * np.sin(2 * np.pi * frequency * t)).astype(np.float32)
        return np.stack([wave_, wave_], axis=1)

    one = encode(tmp_path / "one.wav", sine(44100), 44100)
    two = encode(tmp_path / "two.wav", sine(48000), 48000)
    listener = start(str(tmp_path / "out.wav"), [PlayRequest(2, str(two))])
    listener.engine.play(PlayRequest(1, str(one)))
    listener.until_a(QueueEnded)
    listener.engine.close()
    heard = written(tmp_path / "out.wav")
    assert abs(len(heard) - 4 * 44100) <= 1
    steepest = 0.5 * 2 * np.pi * frequency / 44100
    middle = heard[1000:-1000]
    assert np.abs(np.diff(middle, axis=0)).max() < 1.2 * steepest


def test_seeking_is_exact(start, tmp_path, signal_44):
    path = encode(tmp_path / "one.flac", signal_44, RATE)
    listener = start(str(tmp_path / "out.wav"))
    listener.engine.play(PlayRequest(1, str(path)), paused=True)
    listener.until_a(TrackStarted)
    listener.engine.seek(2.5)
    listener.engine.resume()
    listener.until_a(QueueEnded)
    listener.engine.close()
    heard, expected = written(tmp_path / "out.wav"), signal_44[round(2.5 * RATE) :]
    fade = round(0.02 * RATE)
    assert heard.shape == expected.shape
    assert np.array_equal(heard[fade:], expected[fade:])
    assert np.abs(heard[:fade]).max() <= np.abs(expected[:fade]).max()
    ended = next(event for event in listener.events if isinstance(event, TrackEnded))
    assert ended.played_s == pytest.approx(2.5)


def test_start_gain_and_volume(start, tmp_path, signal_44):
    path = encode(tmp_path / "one.flac", signal_44, RATE)
    listener = start(str(tmp_path / "out.wav"))
    listener.engine.set_volume(0.5)
    listener.engine.play(PlayRequest(1, str(path), gain_db=-6.0206, start_s=1.0))
    listener.until_a(QueueEnded)
    listener.engine.close()
    heard, expected = written(tmp_path / "out.wav"), signal_44[RATE:] / 16
    assert heard.shape == expected.shape
    assert np.abs(heard - expected)[2000:].max() <= 1 / 32768


def test_a_file_that_fails_is_told_and_passed_over(start, tmp_path, signal_44):
    good = encode(tmp_path / "good.flac", signal_44[:RATE], RATE)
    bad = tmp_path / "bad.flac"
    bad.write_bytes(b"no music at all" * 100)
    out = tmp_path / "out.wav"
    listener = start(str(out), [PlayRequest(3, str(bad))])
    listener.engine.play(PlayRequest(1, str(bad)))
    listener.engine.set_next(PlayRequest(2, str(good)))
    failed = listener.until_a(TrackFailed)
    assert "bad.flac" in str(failed.sentence)
    listener.until(lambda event: isinstance(event, TrackFailed) and event.entry_id == 3)
    listener.engine.set_next(PlayRequest(4, str(good)))
    listener.until_a(QueueEnded)
    listener.engine.close()
    assert len(written(out)) == 2 * RATE
    assert ("TrackEnded", 2) in listener.story()
    assert ("TrackEnded", 4) in listener.story()


def test_the_next_track_can_change_until_it_is_heard(start, tmp_path, signal_44):
    files = [
        encode(tmp_path / f"{n}.flac", signal_44[n * RATE : (n + 1) * RATE], RATE) for n in range(3)
    ]
    out = tmp_path / "out.wav"
    listener = start(str(out), [PlayRequest(2, str(files[1]))])
    engine = listener.engine
    engine.play(PlayRequest(1, str(files[0])), paused=True)
    listener.until_a(TrackStarted)
    time.sleep(0.5)  # it is decoded behind the first by now
    engine.set_next(PlayRequest(3, str(files[2])))
    engine.resume()
    listener.until(lambda event: isinstance(event, TrackStarted) and event.entry_id == 3)
    listener.until_a(QueueEnded)
    engine.close()
    expected = np.concatenate([signal_44[:RATE], signal_44[2 * RATE : 3 * RATE]])
    heard = written(out)
    assert heard.shape == expected.shape
    assert np.array_equal(heard[1000:], expected[1000:])


def test_the_limit_ends_everything(start, tmp_path, signal_44):
    path = encode(tmp_path / "one.flac", signal_44, RATE)
    listener = start(str(tmp_path / "out.wav"), [PlayRequest(2, str(path))], limit_s=7.0)
    listener.engine.play(PlayRequest(1, str(path)))
    listener.until_a(QueueEnded)
    listener.engine.close()
    assert len(written(tmp_path / "out.wav")) == 7 * RATE


def test_mono_and_surround_are_heard_on_both_sides(start, tmp_path, signal_44):
    six = np.zeros((RATE, 6), np.float32)
    six[:, 2] = signal_44[:RATE, 0]
    mono = encode(tmp_path / "mono.flac", signal_44[:RATE, :1], RATE)
    surround = encode(tmp_path / "six.flac", six, RATE)
    listener = start(str(tmp_path / "out.wav"), [PlayRequest(2, str(surround))])
    listener.engine.play(PlayRequest(1, str(mono)))
    listener.until_a(QueueEnded)
    listener.engine.close()
    heard = written(tmp_path / "out.wav")
    assert np.array_equal(heard[:RATE, 0], signal_44[:RATE, 0])
    assert np.array_equal(heard[:, 0], heard[:, 1])
    assert np.abs(heard[RATE:]).max() > 0.1


@pytest.mark.parametrize("output", ["null", "file"])
def test_commands_are_answered(start, tmp_path, signal_44, output):
    path = encode(tmp_path / "one.flac", np.tile(signal_44, (12, 1)), RATE)
    listener = start("null" if output == "null" else str(tmp_path / "out.wav"))
    engine = listener.engine
    engine.play(PlayRequest(7, str(path)), paused=True)
    started = listener.until_a(TrackStarted)
    assert started.duration_s == pytest.approx(60.0)
    engine.seek(30.0)
    at = listener.until_a(Position)
    assert at.position_s == pytest.approx(30.0, abs=0.01)
    engine.resume()
    listener.until_a(Resumed)
    if output == "null":
        listener.until(lambda event: isinstance(event, Position) and event.position_s > 30.2)
        engine.pause()
        listener.until_a(Paused)
        engine.resume()
        engine.seek(59.8)
    listener.until_a(QueueEnded)
    engine.play(PlayRequest(8, str(path)))
    listener.until(lambda event: isinstance(event, TrackStarted) and event.entry_id == 8)
    engine.stop()
    listener.until(lambda event: isinstance(event, TrackEnded) and event.entry_id == 8)
    assert engine.poll() == []


def test_a_seek_beyond_the_end_goes_on(start, tmp_path, signal_44):
    path = encode(tmp_path / "one.flac", signal_44, RATE)
    listener = start("null", [PlayRequest(2, str(path))])
    listener.engine.play(PlayRequest(1, str(path)))
    listener.until_a(TrackStarted)
    listener.engine.seek(500.0)
    listener.until(lambda event: isinstance(event, TrackStarted) and event.entry_id == 2)


@pytest.mark.parametrize("seed", range(4))
def test_any_commands_keep_the_story_straight(start, tmp_path, signal_44, seed):
    """Random commands in any order: each start has its end, and the process lives."""
    choose = random.Random(seed)
    bad = tmp_path / "bad.mp3"
    bad.write_bytes(b"no music" * 99)
    files = [
        encode(tmp_path / "a.flac", signal_44[:RATE], RATE),
        encode(tmp_path / "b.mp3", signal_44, RATE),
        encode(tmp_path / "c.opus", sweep(0.3, 48000), 48000),
        bad,
        tmp_path / "missing.flac",
    ]
    engine = start("null").engine
    alive = engine.process_id
    events: list[Event] = []
    for number in range(60):
        request = PlayRequest(
            number, str(choose.choice(files)), choose.choice([0.0, -6.0]), choose.uniform(0, 1.2)
        )
        commands = [
            partial(engine.play, request, paused=choose.random() < 0.2),
            partial(engine.set_next, request),
            partial(engine.set_next, None),
            engine.pause,
            engine.resume,
            engine.stop,
            partial(engine.seek, choose.uniform(-1, 7)),
            partial(engine.set_volume, choose.random()),
            partial(engine.set_gain, number - choose.randrange(3), choose.uniform(-9, 3)),
            partial(
                engine.set_options,
                SoundOptions(
                    choose.choice([0.0, 0.2, 5.0]), choose.random() < 0.3, number % 7 == 0
                ),
            ),
            partial(engine.set_output, "null"),
        ]
        choose.choice(commands)()
        events += engine.wait(choose.choice([0.0, 0.0, 0.02, 0.1]))
    engine.stop()
    engine.statistics()  # answered when all before is done
    events += engine.poll()
    playing = None
    for event in events:
        if isinstance(event, TrackStarted):
            assert playing is None, events
            playing = event.entry_id
        elif isinstance(event, TrackEnded):
            assert event.entry_id == playing, events
            assert event.played_s >= 0
            playing = None
        elif isinstance(event, Position):
            assert event.entry_id == playing, events
            assert event.position_s >= 0
    assert playing is None
    assert engine.process_id == alive


def child_of(engine: ProcessEngine) -> psutil.Process:
    return psutil.Process(engine.process_id)


def test_the_process_is_small_and_free_of_qt(start, tmp_path, signal_44):
    listener = start("null")
    listener.engine.play(PlayRequest(1, str(encode(tmp_path / "a.mp3", signal_44, RATE))))
    listener.until_a(TrackStarted)
    mapped = " ".join(part.path for part in child_of(listener.engine).memory_maps())
    assert "libav" in mapped
    for name in ("Qt6", "libtorch", "numba", "portaudio"):
        assert name not in mapped


def test_a_killed_process_goes_on_where_it_was(start, tmp_path, signal_44):
    path = encode(tmp_path / "one.flac", np.tile(signal_44, (4, 1)), RATE)
    listener = start("null")
    engine = listener.engine
    engine.play(PlayRequest(1, str(path), start_s=10.0))
    listener.until(lambda event: isinstance(event, Position) and event.position_s > 10.3)
    os.kill(engine.process_id, signal.SIGKILL)
    changed = listener.until_a(OutputChanged)
    assert changed.sentence is not None
    again = listener.until_a(Position)
    assert again.position_s > 10.3
    assert ("TrackStarted", 1) in listener.story()
    assert listener.story().count(("TrackStarted", 1)) == 1


def test_a_process_that_dies_after_another_track_was_asked_for(start, tmp_path, signal_44):
    """The end that it did not live to tell is told."""
    one, two = (encode(tmp_path / f"{name}.flac", signal_44, RATE) for name in ("one", "two"))
    listener = start("null")
    listener.engine.play(PlayRequest(1, str(one)))
    listener.until(lambda event: isinstance(event, Position) and event.position_s > 0.6)
    child = child_of(listener.engine)
    child.suspend()
    listener.engine.play(PlayRequest(2, str(two)))
    child.kill()
    ended = listener.until_a(TrackEnded)
    assert ended.entry_id == 1
    assert 0.5 < ended.played_s < 2.0
    assert listener.until_a(TrackStarted).entry_id == 2


def test_what_was_heard_before_a_death_counts(start, tmp_path, signal_44):
    path = encode(tmp_path / "one.flac", signal_44[: 3 * RATE], RATE)
    listener = start("null")
    listener.engine.play(PlayRequest(1, str(path)))
    listener.until(lambda event: isinstance(event, Position) and event.position_s > 1.0)
    child_of(listener.engine).kill()
    assert listener.until_a(TrackEnded).played_s == pytest.approx(3.0, abs=0.5)


def test_a_track_that_kills_twice_is_skipped(start, tmp_path, signal_44):
    path = encode(tmp_path / "one.flac", np.tile(signal_44, (4, 1)), RATE)
    listener = start("null", [PlayRequest(2, str(path))])
    listener.engine.play(PlayRequest(1, str(path)))
    listener.until_a(Position)
    for _ in range(2):
        os.kill(listener.engine.process_id, signal.SIGKILL)
        listener.until_a(OutputChanged)
    listener.until(lambda event: isinstance(event, TrackStarted) and event.entry_id == 2)
    story = listener.story()
    assert ("TrackFailed", 1) in story
    assert story.index(("TrackEnded", 1)) < story.index(("TrackStarted", 2))


def test_a_file_that_cannot_be_written_holds_the_music(start, tmp_path, signal_44):
    path = encode(tmp_path / "one.flac", signal_44, RATE)
    listener = start(str(tmp_path / "no" / "folder" / "out.wav"))
    listener.engine.play(PlayRequest(1, str(path)))
    changed = listener.until_a(OutputChanged)
    assert changed.name == "null"
    assert "out.wav" in str(changed.sentence)
    listener.until_a(Paused)


def test_the_process_ends_with_its_engine(start):
    listener = start("null")
    child = child_of(listener.engine)
    listener.engine.close()
    assert not child.is_running()
    listener.engine.close()
