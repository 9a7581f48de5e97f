"""The seams of the music: very short tracks, changes of mind at the join, rates that differ."""

from __future__ import annotations

import os
import time
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from player.audio.deck import Deck
from player.audio.engine import start_engine
from player.audio.messages import (
    Event,
    OutputChanged,
    Paused,
    PlayRequest,
    Position,
    QueueEnded,
    SoundOptions,
    TrackEnded,
    TrackFailed,
    TrackNoted,
    TrackStarted,
)
from player.audio.output_keeper import output_rate
from tests.audio.listening import PATIENCE_S, Listener
from tests.sound_files import encode, read_wav, sweep

RATE = 44100


@pytest.fixture
def start() -> Iterator[Callable[..., Listener]]:
    engines = []

    def begin(output: str | Path, following: list[PlayRequest] | None = None) -> Listener:
        engine = start_engine(str(output))
        engines.append(engine)
        return Listener(engine, following or [])

    yield begin
    for engine in engines:
        engine.close()


def is_a(kind: type, entry_id: int) -> Callable[[object], bool]:
    return lambda event: isinstance(event, kind) and event.entry_id == entry_id


@pytest.mark.parametrize("frames", [1, 17])
def test_the_shortest_tracks_are_played_and_counted(start, tmp_path, frames):
    signal = sweep(3.0, RATE)[:: RATE // 100][: frames * 5]
    signal = np.resize(signal, (frames * 5, 2))
    files = [
        encode(tmp_path / f"{n}.wav", signal[n * frames : (n + 1) * frames], RATE) for n in range(5)
    ]
    requests = [PlayRequest(n, str(file)) for n, file in enumerate(files)]
    listener = start(tmp_path / "out.wav", requests[1:])
    listener.engine.play(requests[0])
    listener.until_a(QueueEnded)
    listener.engine.close()
    heard, _ = read_wav(tmp_path / "out.wav")
    assert np.array_equal(heard, signal)
    pairs = [(kind, n) for n in range(5) for kind in ("TrackStarted", "TrackEnded")]
    assert listener.story() == [*pairs, ("QueueEnded", None)]


def test_a_file_without_a_frame_fails_and_the_next_one_follows(start, tmp_path):
    with wave.open(str(tmp_path / "empty.wav"), "wb") as file:
        file.setparams((2, 2, RATE, 0, "NONE", ""))
    good = encode(tmp_path / "good.wav", sweep(0.5, RATE), RATE)
    listener = start(tmp_path / "out.wav", [PlayRequest(2, str(tmp_path / "empty.wav"))])
    listener.engine.play(PlayRequest(1, str(good)))
    listener.until(is_a(TrackFailed, 2))
    listener.engine.set_next(PlayRequest(3, str(good)))
    listener.until_a(QueueEnded)
    story = listener.story()
    assert [entry for kind, entry in story if kind == "TrackEnded"] == [1, 3]


def test_a_start_at_the_end_is_a_start_and_an_end(start, tmp_path):
    path = encode(tmp_path / "one.wav", sweep(1.0, RATE), RATE)
    listener = start(tmp_path / "out.wav", [PlayRequest(2, str(path))])
    listener.engine.play(PlayRequest(1, str(path), start_s=1.0))
    listener.until_a(QueueEnded)
    listener.engine.close()
    assert len(read_wav(tmp_path / "out.wav")[0]) == RATE
    ends = [event for event in listener.events if isinstance(event, TrackEnded)]
    assert ends == [TrackEnded(1, 0.0), TrackEnded(2, 1.0)]


def test_a_seek_to_the_very_end_goes_on(start, tmp_path):
    path = encode(tmp_path / "one.flac", sweep(2.0, RATE), RATE)
    listener = start("null", [PlayRequest(2, str(path))])
    listener.engine.play(PlayRequest(1, str(path)))
    listener.until_a(Position)
    listener.engine.seek(2.0)
    listener.until(is_a(TrackEnded, 1))
    listener.until(is_a(TrackStarted, 2))


def test_the_same_file_twice_in_a_row(start, tmp_path):
    signal = sweep(1.0, RATE)
    path = encode(tmp_path / "one.flac", signal, RATE)
    listener = start(tmp_path / "out.wav", [PlayRequest(2, str(path))])
    listener.engine.play(PlayRequest(1, str(path)))
    listener.until_a(QueueEnded)
    listener.engine.close()
    assert np.array_equal(read_wav(tmp_path / "out.wav")[0], np.concatenate([signal, signal]))


@pytest.mark.parametrize("another", [True, False])
def test_the_next_one_may_change_up_to_the_join(start, tmp_path, another):
    """Many times, as near to the join as it gets; what was named last is what follows."""
    short = encode(tmp_path / "short.wav", sweep(0.2, RATE), RATE)
    listener = start("null")
    engine = listener.engine
    for round_ in range(5):
        first, second, third = (PlayRequest(3 * round_ + n, str(short)) for n in range(3))
        listener.events.clear()
        engine.play(first)
        engine.set_next(second)
        listener.until(
            lambda event, first=first: (
                (isinstance(event, Position) and event.entry_id == first.entry_id)
                or isinstance(event, TrackStarted)
            )
        )
        engine.set_next(second)
        for _ in range(round_):
            engine.wait(0.02)
        engine.set_next(third if another else None)
        engine.statistics()
        listener.until_a(QueueEnded)
        story = listener.story()
        starts = [entry for kind, entry in story if kind == "TrackStarted"]
        ends = [entry for kind, entry in story if kind == "TrackEnded"]
        assert starts == ends


def test_a_pause_across_the_join_loses_nothing(start, tmp_path):
    short = encode(tmp_path / "short.wav", sweep(0.3, RATE), RATE)
    listener = start("null", [PlayRequest(2, str(short)), PlayRequest(3, str(short))])
    engine = listener.engine
    engine.play(PlayRequest(1, str(short)))
    listener.until(is_a(TrackStarted, 2))
    engine.pause()
    listener.until_a(Paused)
    engine.statistics()  # some turns of the process later
    engine.resume()
    listener.until_a(QueueEnded)
    played = {e.entry_id: e.played_s for e in listener.events if isinstance(e, TrackEnded)}
    assert played == {1: pytest.approx(0.3), 2: pytest.approx(0.3), 3: pytest.approx(0.3)}


def test_the_rates_to_open_an_output_at():
    rates = [8000, 11025, 16000, 22050, 32000, 44100, 48000, 88200, 96000, 192000]
    assert [output_rate(rate) for rate in rates] == [
        *(48000, 44100, 48000, 44100, 44100),
        *(44100, 48000, 88200, 96000, 192000),
    ]


@pytest.mark.parametrize("rate", [8000, 11025])
def test_speech_does_not_dull_the_music_behind_it(start, tmp_path, rate):
    speech = encode(tmp_path / "speech.wav", sweep(0.5, rate, high=1500)[:, :1], rate)
    t = np.arange(RATE) / RATE
    high = (0.5 * np.sin(2 * np.pi * 15000 * t)).astype(np.float32)
    music = encode(tmp_path / "music.wav", np.stack([high, high], axis=1), RATE)
    listener = start(tmp_path / "out.wav", [PlayRequest(2, str(music))])
    listener.engine.play(PlayRequest(1, str(speech)))
    listener.until_a(QueueEnded)
    listener.engine.close()
    heard, output_rate = read_wav(tmp_path / "out.wav")
    assert output_rate in (44100, 48000)
    assert abs(len(heard) - 1.5 * output_rate) <= 2
    tail = heard[round(0.7 * output_rate) : round(1.3 * output_rate)]
    assert np.sqrt((tail**2).mean()) == pytest.approx(0.5 / np.sqrt(2), rel=0.02)


def test_studio_rates_are_kept(start, tmp_path):
    signal = sweep(0.5, 192000)
    path = encode(tmp_path / "one.wav", signal, 192000)
    listener = start(tmp_path / "out.wav")
    listener.engine.play(PlayRequest(1, str(path)))
    listener.until_a(QueueEnded)
    listener.engine.close()
    heard, output_rate = read_wav(tmp_path / "out.wav")
    assert output_rate == 192000
    assert np.array_equal(heard, signal)


def test_volume_zero_is_silence_and_time_goes_on(start, tmp_path):
    path = encode(tmp_path / "one.wav", sweep(0.5, RATE), RATE)
    listener = start(tmp_path / "out.wav")
    listener.engine.set_volume(0.0)
    listener.engine.play(PlayRequest(1, str(path)))
    listener.until_a(QueueEnded)
    listener.engine.close()
    heard, _ = read_wav(tmp_path / "out.wav")
    assert len(heard) == round(0.5 * RATE)
    assert not heard.any()


@pytest.mark.parametrize("kind", ["wav", "flac", "mp3", "m4a"])
@pytest.mark.parametrize("how", ["cut off", "deleted"])
def test_a_file_that_goes_while_it_plays(start, tmp_path, kind, how):
    """What is lost of it is told or not to be missed; the next one follows, and nothing hangs."""
    one = encode(tmp_path / f"one.{kind}", sweep(40.0, RATE), RATE)
    two = encode(tmp_path / "two.flac", sweep(0.3, RATE), RATE)
    listener = start("null")
    listener.following = [PlayRequest(2, str(two))]
    listener.engine.play(PlayRequest(1, str(one)))
    listener.until(lambda event: isinstance(event, Position) and event.position_s > 0.3)
    if how == "deleted":
        one.unlink()
    else:
        os.truncate(one, one.stat().st_size // 2)
    listener.engine.seek(30.0 if how == "cut off" else 39.5)
    listener.until(is_a(TrackEnded, 1))
    listener.until(is_a(TrackStarted, 2))
    listener.until_a(QueueEnded)
    wrong = [e for e in listener.events if isinstance(e, TrackFailed | TrackNoted)]
    assert [event.entry_id for event in wrong] == ([1] if how == "cut off" else [])


def test_the_same_trouble_is_told_once(start, tmp_path):
    """A track at another rate opens the output again; it still cannot be had, and nothing plays."""
    files = [
        encode(tmp_path / f"{rate}.wav", sweep(0.1, rate), rate) for rate in (44100, 48000, 96000)
    ]
    listener = start(tmp_path / "no folder" / "out.wav")
    for number, file in enumerate(files):
        listener.engine.play(PlayRequest(number, str(file)))
        listener.until(is_a(TrackStarted, number))
        listener.until_a(Paused)
    listener.engine.stop()
    ended = listener.until(is_a(TrackEnded, 2))
    assert ended.played_s == 0.0
    assert [event.name for event in listener.events if isinstance(event, OutputChanged)] == ["null"]


def test_exact_output_follows_the_rate_of_each_track(tmp_path):
    """The device is opened anew between two rates; each track is heard whole and told of."""
    events: list[Event] = []
    deck = Deck("null", events.append)
    deck.set_options(SoundOptions(exact=True))
    rates = (8000, 44100, 96000)
    files = [encode(tmp_path / f"{rate}.wav", sweep(0.4, rate), rate) for rate in rates]
    requests = [PlayRequest(number, str(file)) for number, file in enumerate(files)]
    deck.play(requests.pop(0))
    seen = []
    deadline = time.monotonic() + PATIENCE_S
    while not any(isinstance(event, QueueEnded) for event in events):
        assert time.monotonic() < deadline
        before = len(events)
        deck.tick()
        for event in events[before:]:
            if isinstance(event, TrackStarted):
                seen.append(deck.statistics().samplerate)
                deck.set_next(requests.pop(0) if requests else None)
        time.sleep(0.005)
    deck.close()
    assert seen == list(rates)
    played = [event.played_s for event in events if isinstance(event, TrackEnded)]
    assert played == [pytest.approx(0.4)] * 3
