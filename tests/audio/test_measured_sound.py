"""Sound with known answers, through the whole engine: into a file, and into a recorded sound card.

The card is a sink of a PulseAudio of our own; where none can be started only the file is measured.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from player.audio.engine import ProcessEngine, SoundOptions, start_engine
from player.audio.messages import PlayRequest, QueueEnded
from tests.audio.listening import Listener
from tests.ogg_surgery import with_last_granule
from tests.sound_files import LOSSLESS, Samples, encode, read_wav
from tests.sound_server import SoundServer

CUT = 60_007
"""Where a signal is split: no multiple of any codec's frame."""
RATES = {"opus": 48000}
"""Opus knows one rate; the other formats are tried at that of the CD."""
NEAR = 2048
"""Frames on both sides of a join that are looked at closely."""

AS_THEY_ARE = SoundOptions()

Listen = Callable[..., Samples]
TRIES = 5
"""How often a recording is made again in which the card ran dry: beside other tests it may, and how
seldom it does is measured elsewhere (test_endurance)."""


class Card:
    """A sound server for each rate, and an engine that plays to it; started when asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open = contextlib.ExitStack()
        self._ready: dict[int, tuple[SoundServer, ProcessEngine]] = {}

    def at(self, rate: int) -> tuple[SoundServer, ProcessEngine]:
        if rate not in self._ready:
            folder = self._folder / str(rate)
            folder.mkdir()
            server = SoundServer(folder, rate=rate)
            server.start()
            self._open.callback(server.stop)
            server.serve_first()
            with pytest.MonkeyPatch.context() as patch:
                for name, value in server.environment.items():
                    patch.setenv(name, value)
                engine = start_engine("")
            self._open.callback(engine.close)
            self._ready[rate] = server, engine
        return self._ready[rate]

    def close(self) -> None:
        self._open.close()


@pytest.fixture(scope="module")
def card(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Card]:
    card = Card(tmp_path_factory.mktemp("card"))
    yield card
    card.close()


@pytest.fixture(params=["file", "card"])
def listen(request: pytest.FixtureRequest, card: Card, tmp_path: Path) -> Listen:
    """Play these one after the other and return what came out, (n, 2)."""

    def into_file(tracks: Sequence[PlayRequest], options: SoundOptions, rate: int) -> Samples:
        engine = start_engine(str(tmp_path / "out.wav"))
        with contextlib.closing(engine):
            _play(engine, tracks, options)
        return read_wav(tmp_path / "out.wav")[0].astype(np.float32)

    def into_card(tracks: Sequence[PlayRequest], options: SoundOptions, rate: int) -> Samples:
        server, engine = card.at(rate)
        for _ in range(TRIES):
            ran_dry = _ran_dry(engine)
            with server.recording() as recording:
                _play(engine, tracks, options)
            if _ran_dry(engine) == ran_dry:
                return recording.samples()
        pytest.fail(f"the machine was too busy to play without a gap, {TRIES} times")

    chosen = into_file if request.param == "file" else into_card

    def play(*tracks: PlayRequest, rate: int = 44100, options: SoundOptions = AS_THEY_ARE):
        return chosen(tracks, options, rate)

    return play


def _ran_dry(engine: ProcessEngine) -> int:
    """How often the card ran out of sound so far: then it plays silence, and counts it."""
    told = engine.statistics()
    assert told is not None
    return told.underflows + told.gaps


def _play(engine: ProcessEngine, tracks: Sequence[PlayRequest], options: SoundOptions) -> None:
    first, *others = tracks
    engine.set_options(options)
    listener = Listener(engine, others)
    engine.play(first)
    listener.until_a(QueueEnded)


def on_grid(signal: np.ndarray) -> Samples:
    """*signal* as 16 bits hold it; silent at neither end, as what is around a recording is."""
    signal = (np.round(np.clip(signal, -0.99, 0.99) * 32768) / 32768).astype(np.float32)
    signal[0] = signal[-1] = 0.25
    return signal


def sweep(seconds: float, rate: int) -> Samples:
    """20 Hz to 16 kHz, exponential: left as it is, right a quarter turn on."""
    t = np.arange(round(seconds * rate)) / rate
    octaves = np.log(16000 / 20)
    phase = 2 * np.pi * 20 * seconds / octaves * (np.exp(t / seconds * octaves) - 1)
    return on_grid(np.stack([0.5 * np.sin(phase), 0.5 * np.cos(phase)], axis=1))


def noise(seconds: float, rate: int, seed: int = 1) -> Samples:
    drawn = np.random.default_rng(seed).standard_normal((round(seconds * rate), 2))
    return on_grid(0.1 * drawn)


def written(path: Path, signal: Samples, rate: int) -> Path:
    encode(path, signal, rate)
    if path.suffix == ".ogg":  # FFmpeg's own Vorbis encoder does not say where the sound ends
        path.write_bytes(with_last_granule(path.read_bytes(), len(signal)))
    return path


@pytest.mark.parametrize("signal", [sweep(2.5, 44100), noise(2.5, 44100)], ids=["sweep", "noise"])
def test_at_full_volume_every_bit_arrives(listen, tmp_path, signal):
    path = encode(tmp_path / "signal.flac", signal, 44100)
    assert np.array_equal(listen(PlayRequest(1, str(path))), signal)


@pytest.mark.parametrize("ending", ["flac", "wav", "alac.m4a", "mp3", "m4a", "opus", "ogg"])
def test_a_signal_split_over_two_files_is_whole(listen, tmp_path, ending):
    rate = RATES.get(ending, 44100)
    t = np.arange(3 * rate) / rate
    phase = 2 * np.pi * (200.0 * t + 300.0 * t**2)
    signal = on_grid(np.stack([0.5 * np.sin(phase), 0.4 * np.cos(1.3 * phase)], axis=1))
    if ending == "ogg":
        signal[:, 1] = signal[:, 0]  # FFmpeg's own Vorbis encoder loses much of the right side
    one = written(tmp_path / f"one.{ending}", signal[:CUT], rate)
    two = written(tmp_path / f"two.{ending}", signal[CUT:], rate)
    heard = listen(PlayRequest(1, str(one)), PlayRequest(2, str(two), continues=True), rate=rate)
    if ending in LOSSLESS:
        assert np.array_equal(heard, signal)
        return
    heard = aligned(heard, signal)
    join = slice(CUT - NEAR, CUT + NEAR)
    assert np.corrcoef(heard[join].ravel(), signal[join].ravel())[0, 1] > 0.998
    for side in (slice(CUT - NEAR, CUT), slice(CUT, CUT + NEAR)):
        assert best_shift(heard, signal, side) == 0
    steepest = np.abs(np.diff(signal, axis=0)).max()
    assert np.abs(np.diff(heard[join], axis=0)).max() < 1.2 * steepest


def test_uncorrelated_tracks_cross_at_constant_power(listen, tmp_path):
    before, after = noise(4.0, 44100, seed=1), noise(4.0, 44100, seed=2)
    one = encode(tmp_path / "one.flac", before, 44100)
    two = encode(tmp_path / "two.flac", after, 44100)
    options = SoundOptions(crossfade_s=2.0)
    heard = listen(PlayRequest(1, str(one)), PlayRequest(2, str(two)), options=options)
    assert len(heard) == len(before) + len(after) - 2 * 44100
    whole = np.mean(before.astype(float) ** 2)
    for part in np.array_split(heard[2 * 44100 : 4 * 44100].astype(float), 4):
        assert abs(10 * np.log10(np.mean(part**2) / whole)) < 0.5


def test_another_rate_joins_without_a_click(listen, tmp_path):
    """Whole periods: the second file goes on in phase."""
    seconds, frequency = 1.5, 440.0

    def sine(rate: int) -> Samples:
        t = np.arange(round(seconds * rate)) / rate
        return np.repeat(0.5 * np.cos(2 * np.pi * frequency * t), 2).reshape(-1, 2)

    one = encode(tmp_path / "one.wav", sine(44100).astype(np.float32), 44100)
    two = encode(tmp_path / "two.wav", sine(96000).astype(np.float32), 96000)
    heard = listen(PlayRequest(1, str(one)), PlayRequest(2, str(two), continues=True))
    assert len(heard) == pytest.approx(2 * seconds * 44100, abs=2)
    steepest = 0.5 * 2 * np.pi * frequency / 44100
    assert np.abs(np.diff(heard[:-50], axis=0)).max() < 1.1 * steepest


def test_a_gain_is_the_gain(listen, tmp_path):
    signal = sweep(1.5, 44100)
    path = encode(tmp_path / "signal.flac", signal, 44100)
    heard = listen(PlayRequest(1, str(path), gain_db=-6.0))
    assert np.abs(heard - signal * 10 ** (-6 / 20)).max() < 1.01 / 32768


def aligned(heard: Samples, signal: Samples) -> Samples:
    """*heard* with the frames at its ends that the codec made silent and the recording left out."""
    missing = len(signal) - len(heard)
    assert 0 <= missing <= 40
    padded = [np.pad(heard, ((n, missing - n), (0, 0))) for n in range(missing + 1)]
    return min(padded, key=lambda whole: float(np.abs(whole - signal)[: 2 * NEAR].sum()))


def best_shift(heard: Samples, signal: Samples, part: slice) -> int:
    """By how many frames *heard* lies beside *signal* in *part*."""
    wanted = signal[part]

    def distance(shift: int) -> float:
        return float(np.abs(heard[part.start + shift : part.stop + shift] - wanted).sum())

    return min(range(-20, 21), key=distance)
