"""What the engine is told of loudness and joins: from tags, analyses, and what is measured."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from player.audio.messages import (
    OutputChanged,
    Paused,
    PlayRequest,
    Position,
    SoundOptions,
    TrackDelayed,
    TrackEnded,
    TrackFailed,
    TrackNoted,
    TrackStarted,
)
from player.audio.process_engine import ProcessEngine
from player.controllers.loudness import LoudnessController
from player.controllers.player import PlayerController
from player.library.loudness import UNKNOWN_LUFS, LoudnessOptions
from player.library.track import ReplayGain
from player.paths import Home
from player.settings import Settings
from player.wording import Sentence
from tests.controllers.conftest import World, open_world
from tests.jobs.listener_library import ListenerLibrary
from tests.sound_files import encode

LONG = 90_000
LEVELS = (-9.0, -16.0, -20.0, -30.0)
SLOW = Sentence("Sound", "The drive answers slowly; the music begins when it does.")
TAGGED = ReplayGain(-6.0, 0.9, -4.0, 0.95)


class RecordingEngine(ProcessEngine):
    """The real engine; what it was told is kept."""

    def __init__(self) -> None:
        self.told: list[object] = []
        super().__init__("null", limit_s=None)

    def play(self, request: PlayRequest, *, paused: bool = False) -> None:
        self.told.append(("play", request.gain_db, request.continues))
        super().play(request, paused=paused)

    def set_next(self, request: PlayRequest | None) -> None:
        self.told.append(("next", *((request.gain_db, request.continues) if request else ())))
        super().set_next(request)

    def set_gain(self, entry_id: int, gain_db: float) -> None:
        self.told.append(("gain", entry_id, round(gain_db, 1)))
        super().set_gain(entry_id, gain_db)

    def set_options(self, options: SoundOptions) -> None:
        self.told.append(options)
        super().set_options(options)

    def resume(self) -> None:
        self.told.append("resume")
        super().resume()


def sine(db: float) -> np.ndarray:
    """Ten seconds of 997 Hz in both channels: so loud in LUFS."""
    wave = 10 ** (db / 20) * np.sin(2 * np.pi * 997 / 44_100 * np.arange(10 * 44_100))
    return np.stack([wave, wave], axis=1).astype(np.float32)


def make_home(folder: Path, *gains: ReplayGain) -> Home:
    """An album of three tracks and one that is alone, of known levels; they carry *gains*, or all
    the same one."""
    home = Home(folder / "home")
    library = ListenerLibrary(home.store_dir)
    for number, db in enumerate(LEVELS, start=1):
        alone = number == len(LEVELS)
        track = library.add(
            album="" if alone else "Blue",
            album_artist="" if alone else "A",
            track_number=number,
            gain=gains[(number - 1) % len(gains)],
        )
        path = encode(folder / f"{number}.flac", sine(db), 44_100)
        library.tracks.put_tracks([dataclasses.replace(track, path=str(path))])
        library.analyse(track, 0.1 * number, 0.1)
    library.close()
    return home


@pytest.fixture
def tagged(qapp: QApplication, tmp_path: Path) -> Iterator[World]:
    opened = open_world(make_home(tmp_path, TAGGED))
    yield opened
    opened.stores.close()


@pytest.fixture
def bare(qapp: QApplication, tmp_path: Path) -> Iterator[World]:
    opened = open_world(make_home(tmp_path, ReplayGain()))
    yield opened
    opened.stores.close()


@pytest.fixture
def engine() -> RecordingEngine:
    return RecordingEngine()


def player_of(world: World, engine: RecordingEngine, settings: Settings) -> PlayerController:
    player = PlayerController(world.library, world.queue, lambda: engine, volume=0.5)
    player.apply_settings(settings)
    return player


def ids(world: World) -> list[int]:
    return sorted(row.id for row in world.library.rows)


def play(qtbot: QtBot, player: PlayerController, track_ids: list[int]) -> None:
    """Begin, and hold the music so that nothing changes by itself."""
    with qtbot.waitSignal(player.duration_changed, timeout=LONG):
        player.play_tracks(track_ids)
    with qtbot.waitSignal(player.playing_changed, timeout=LONG):
        player.toggle()


def next_id(world: World) -> int:
    entry = world.queue.next_entry
    assert entry is not None
    return entry.entry_id


def test_an_album_in_order_is_joined_and_has_one_correction(
    qtbot: QtBot, tagged: World, engine: RecordingEngine
) -> None:
    player = player_of(tagged, engine, Settings())
    one, two, three, alone = ids(tagged)
    play(qtbot, player, [one, two, alone, three])
    assert engine.told[:3] == [SoundOptions(), ("play", -4.0, False), ("next", -4.0, True)]
    with qtbot.waitSignal(player.duration_changed, timeout=LONG):
        player.next()
    assert ("play", -4.0, True) in engine.told
    assert engine.told[-1] == ("next", -6.0, False)  # the track that is alone
    player.stop()


def test_a_changed_setting_is_told_at_once_for_what_plays_and_what_comes(
    qtbot: QtBot, tagged: World, engine: RecordingEngine
) -> None:
    settings = Settings(loudness="track")
    player = player_of(tagged, engine, settings)
    play(qtbot, player, ids(tagged)[1::2])
    assert player.entry is not None
    heard, coming = player.entry.entry_id, next_id(tagged)
    assert engine.told[1:] == [("play", -6.0, False), ("next", -6.0, False)]
    engine.told.clear()
    player.apply_settings(dataclasses.replace(settings, theme="dark"))
    assert not engine.told
    player.apply_settings(dataclasses.replace(settings, loudness_target=-20.0))
    assert engine.told == [("gain", heard, -8.0), ("gain", coming, -8.0)]
    engine.told.clear()
    player.apply_settings(Settings(exact_output=True, crossfade_s=3.0, skip_silence=True))
    options = SoundOptions(crossfade_s=3.0, skip_silence=True, exact=True)
    assert engine.told == [options, ("gain", heard, 0.0), ("gain", coming, 0.0)]
    player.stop()


def test_what_comes_is_measured_in_time_and_what_is_heard_is_left(
    qtbot: QtBot, bare: World, engine: RecordingEngine
) -> None:
    player = player_of(bare, engine, Settings(loudness="track"))
    one, _, three, alone = ids(bare)
    unknown = -18.0 - UNKNOWN_LUFS
    play(qtbot, player, [three, one, alone])
    coming = next_id(bare)
    assert ("play", unknown, False) in engine.told
    told = ("gain", coming, -9.0)
    qtbot.waitUntil(lambda: told in engine.told, timeout=LONG)
    heard = player.entry
    assert heard is not None
    assert not [
        t for t in engine.told if isinstance(t, tuple) and t[:2] == ("gain", heard.entry_id)
    ]
    engine.told.clear()
    with qtbot.waitSignal(player.duration_changed, timeout=LONG):
        player.next()
    assert ("play", pytest.approx(-9.0, abs=0.1), False) in engine.told
    player.stop()


def album_db() -> float:
    """What the three tracks of the album get together."""
    energies = [10 ** (db / 10) for db in LEVELS[:3]]
    return -18.0 - 10 * float(np.log10(np.mean(energies)))


def test_an_album_whose_tracks_are_tagged_one_by_one_gets_one_correction(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, engine: RecordingEngine
) -> None:
    gains = [ReplayGain(-18.0 - db, 10 ** (db / 20)) for db in LEVELS]
    world = open_world(make_home(tmp_path, *gains))
    player = player_of(world, engine, Settings())
    play(qtbot, player, ids(world)[:2])
    told = ("gain", next_id(world), round(album_db(), 1))
    qtbot.waitUntil(lambda: told in engine.told, timeout=LONG)
    player.stop()
    world.stores.close()


@pytest.mark.parametrize("scanned", [True, False])
def test_an_album_does_without_a_file_that_cannot_be_read(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, engine: RecordingEngine, scanned: bool
) -> None:
    """*scanned*: the scan has found it out already, else the measuring does."""
    home, bad = make_home(tmp_path, ReplayGain()), tmp_path / "bad.flac"
    bad.write_bytes(b"fLaC" + bytes(200))
    library = ListenerLibrary(home.store_dir)
    track = library.add(album="Blue", album_artist="A", track_number=9)
    failure = Sentence("File", "It is broken.") if scanned else None
    library.tracks.put_tracks([dataclasses.replace(track, path=str(bad), failure=failure)])
    library.close()
    world = open_world(home)
    player = player_of(world, engine, Settings())
    play(qtbot, player, ids(world)[:2])
    told = ("gain", next_id(world), round(album_db(), 1))
    qtbot.waitUntil(lambda: told in engine.told, timeout=LONG)
    player.stop()
    world.stores.close()


def test_what_comes_next_is_measured_first_and_nothing_once_it_is_switched_off(
    qtbot: QtBot, bare: World
) -> None:
    loudness = LoudnessController(bare.library)
    loudness.choose(LoudnessOptions("track"))
    rows = {row.id: row for row in bare.library.rows}
    one, two, three, alone = (rows[track_id] for track_id in ids(bare))
    wanted: list[list[str]] = []
    loudness._measurer.want = lambda files: wanted.append(list(files.values()))  # type: ignore[method-assign]
    loudness.look_ahead([one, alone, three])
    loudness.choose(LoudnessOptions("album"))
    loudness.look_ahead([alone, two])
    loudness.choose(LoudnessOptions("off"))
    loudness.look_ahead([one, alone, three])
    assert wanted == [
        [alone.path, three.path, one.path],
        [two.path, one.path, three.path, alone.path],
        [],
    ]


def test_an_album_is_one_however_its_title_is_written(qapp: QApplication, tmp_path: Path) -> None:
    home = make_home(tmp_path, ReplayGain())
    library = ListenerLibrary(home.store_dir)
    for track in library.tracks.tracks():
        if track.metadata.track_number == 2:
            other = dataclasses.replace(track.metadata, album="BLUE")
            library.tracks.put_tracks([dataclasses.replace(track, metadata=other)])
    library.close()
    world = open_world(home)
    loudness = LoudnessController(world.library)
    titles = {row.id: row.album for row in world.library.rows}
    for track_id in ids(world)[:3]:
        row = world.library.row(track_id)
        assert row is not None
        assert sorted(titles[one.id] for one in loudness._album(row)) == ["BLUE", "Blue", "Blue"]
    world.stores.close()


def test_an_album_without_tags_gets_one_correction_once_all_of_it_is_measured(
    qtbot: QtBot, bare: World, engine: RecordingEngine
) -> None:
    player = player_of(bare, engine, Settings())
    one, two, three, _ = ids(bare)
    play(qtbot, player, [one, two])  # the third is not in the queue
    told = ("gain", next_id(bare), round(album_db(), 1))
    qtbot.waitUntil(lambda: told in engine.told, timeout=LONG)
    assert three not in {entry.track_id for entry in bare.queue.upcoming[:1]}
    player.stop()


def test_a_stored_analysis_is_believed_and_nothing_is_measured(
    qtbot: QtBot, bare: World, engine: RecordingEngine
) -> None:
    tracks = bare.stores.tracks
    whole = []
    for track_id in ids(bare):
        analysis = tracks.analysis(track_id)
        assert analysis is not None
        whole.append(
            dataclasses.replace(
                analysis, depth="full", duration_s=10.0, loudness_lufs=-10.0, true_peak_db=-1.0
            )
        )
    tracks.put_words(whole)
    player = player_of(bare, engine, Settings(loudness="track"))
    play(qtbot, player, ids(bare)[:2])
    assert engine.told[1:] == [("play", -8.0, False), ("next", -8.0, True)]
    assert player._loudness._measurer._thread is None
    player.stop()


def test_nothing_is_corrected_or_measured_when_it_is_off(
    qtbot: QtBot, bare: World, engine: RecordingEngine
) -> None:
    player = player_of(bare, engine, Settings(loudness="off"))
    play(qtbot, player, ids(bare)[:2])
    assert engine.told[1:] == [("play", 0.0, False), ("next", 0.0, True)]
    assert player._loudness._measurer._thread is None
    player.stop()


def test_the_music_holds_when_the_output_is_lost_and_goes_on_when_asked(
    qtbot: QtBot, tagged: World, engine: RecordingEngine
) -> None:
    player = player_of(tagged, engine, Settings())
    with qtbot.waitSignal(player.duration_changed, timeout=LONG):
        player.play_tracks(ids(tagged)[:2])
    entry, states, said = player.entry, [], []
    player.playing_changed.connect(states.append)
    player.output_changed.connect(lambda name, why: said.append((name, why)))
    lost = Sentence("Sound", "It is gone.")
    player._take([Paused(), OutputChanged("null", lost)])
    assert (states, player.playing, said) == ([False], False, [("null", lost)])
    assert player.entry == entry
    player.toggle()
    assert engine.told[-1] == "resume"
    player.stop()


def test_notes_on_a_track_are_told_while_it_is_heard(
    qtbot: QtBot, tagged: World, engine: RecordingEngine
) -> None:
    """A short track is decoded, and found damaged, before it begins."""
    player = player_of(tagged, engine, Settings())
    told: list[object] = []
    player.track_changed.connect(lambda: told.append("track"))
    player.noted.connect(told.append)
    play(qtbot, player, ids(tagged)[:2])
    assert player.entry is not None
    heard, coming = player.entry.entry_id, next_id(tagged)
    now, then = Sentence("Sound", "It ends early."), Sentence("Sound", "It is damaged.")
    told.clear()
    player._take([TrackNoted(coming, then), TrackNoted(heard, now)])
    assert told == [now]
    player._take([TrackEnded(heard, 1.0), TrackStarted(coming, 10.0)])
    assert told == [now, "track", then]
    player.stop()


def test_that_a_drive_is_slow_is_told_until_the_music_is_heard(
    qtbot: QtBot, tagged: World, engine: RecordingEngine
) -> None:
    player = player_of(tagged, engine, Settings())
    told: list[object] = []
    player.delayed.connect(told.append)
    play(qtbot, player, ids(tagged)[:2])
    assert player.entry is not None
    heard, coming = player.entry.entry_id, next_id(tagged)
    for sign in (
        Position(heard, 5.0),  # after a seek
        TrackStarted(coming, 10.0),
        TrackFailed(coming, Sentence("Sound", "It cannot be played.")),
    ):
        player._take([TrackDelayed(heard, SLOW)])
        assert told == [SLOW]
        player._take([sign, sign])
        assert told == [SLOW, None]
        told.clear()
    player.stop()
