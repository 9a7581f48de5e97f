"""Files as a command plays them: joins and gains of each, with what is measured on the way."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from player.audio.messages import SoundOptions
from player.jobs.piece_list import Piece, PieceList, Sound, sound_options
from player.library.album_order import AlbumPlace
from player.library.loudness import LoudnessOptions, Measured
from player.library.track import ReplayGain
from player.settings import Settings
from tests.sound_files import encode

TAGS = ReplayGain(-6.0, 0.9, -4.0, 0.95)
AUTO = LoudnessOptions("auto")


def sound(number: int, album: str = "Blue", **known: object) -> Sound:
    path = f"/music/{album}/{number}.flac"
    return Sound(AlbumPlace(album, "A", (1, number), path), path, **known)  # type: ignore[arg-type]


def tone(path: Path, db: float) -> str:
    """Two seconds of 997 Hz in both channels: so loud in LUFS."""
    wave = 10 ** (db / 20) * np.sin(2 * np.pi * 997 / 48_000 * np.arange(96_000))
    return str(encode(path, np.stack([wave, wave], axis=1).astype(np.float32), 48_000))


def pieces(sounds: list[Sound], options: LoudnessOptions, **more: object) -> list[Piece]:
    with PieceList(sounds, options, **more) as found:  # type: ignore[arg-type]
        return list(iter(found.next, None))


def test_joins_and_tags_decide_by_the_order_of_play() -> None:
    order = [
        sound(1, tags=TAGS),
        sound(2, tags=TAGS),
        sound(4, tags=TAGS),
        sound(1, "Red", tags=TAGS),
    ]
    found = pieces(order, AUTO)
    assert [(piece.gain_db, piece.continues) for piece in found] == [
        (-4.0, False),
        (-4.0, True),
        (-6.0, False),
        (-6.0, False),
    ]
    assert [piece.path for piece in found] == [one.place.path for one in order]
    assert {piece.gain_db for piece in pieces(order, LoudnessOptions("off"))} == {0.0}
    assert pieces([], AUTO) == []


def test_an_album_is_known_from_the_library_where_only_some_of_it_is_played() -> None:
    measured = [Measured(lufs, -3.0, 100.0) for lufs in (-20.0, -20.0, -10.0)]
    album = [sound(n, stored=found) for n, found in enumerate(measured, start=1)]
    others = [sound(1, "Red", stored=Measured(-9.0, 0.0, 100.0))]
    by_itself = pieces(album[:2], AUTO)
    assert [piece.gain_db for piece in by_itself] == pytest.approx([2.0, 2.0])
    whole = pieces(album[:2], AUTO, library=[*others, *album])
    lufs = 10 * np.log10((0.01 + 0.01 + 0.1) / 3)
    assert [piece.gain_db for piece in whole] == pytest.approx([-18.0 - lufs] * 2)


def test_what_nothing_tells_of_is_measured_before_it_is_played(tmp_path: Path) -> None:
    waits: list[int] = []
    made = []
    for number, db in enumerate((-12.0, -20.0, -24.0)):
        path = tone(tmp_path / f"{number}.flac", db)
        made.append(Sound(AlbumPlace("", "", (0, 0), path), path))
    gone = str(tmp_path / "gone.mp3")
    made.append(Sound(AlbumPlace("", "", (0, 0), gone), gone))
    found = pieces(made, AUTO, on_waiting=waits.append)
    assert [piece.gain_db for piece in found] == pytest.approx([-6.0, 2.0, 6.0, -6.0], abs=0.1)
    assert set(waits) <= {1} and waits


def test_two_files_with_the_same_sound_are_equally_loud(tmp_path: Path) -> None:
    files = [tone(tmp_path / f"{name}.flac", -24.0) for name in "ab"]
    copies = [Sound(AlbumPlace("", "", (0, 0), path), "one sound") for path in files]
    for options in (LoudnessOptions("album"), LoudnessOptions("track")):
        found = pieces(copies, options)
        assert [piece.gain_db for piece in found] == pytest.approx([6.0, 6.0], abs=0.1)


def test_an_album_does_without_a_file_that_cannot_be_measured(tmp_path: Path) -> None:
    (tmp_path / "bad.flac").write_bytes(b"fLaC" + bytes(200))
    files = [tone(tmp_path / "1.flac", -20.0), tone(tmp_path / "2.flac", -12.0)]
    files.append(str(tmp_path / "bad.flac"))
    album = [Sound(AlbumPlace("Blue", "A", (1, n), path), path) for n, path in enumerate(files, 1)]
    found = pieces(album[:2], AUTO, library=album)
    lufs = 10 * np.log10((10**-2.0 + 10**-1.2) / 2)
    assert [piece.gain_db for piece in found] == pytest.approx([-18.0 - lufs] * 2, abs=0.1)


def test_settings_say_how_tracks_follow_each_other() -> None:
    chosen = Settings(crossfade_s=4.0, skip_silence=True, exact_output=True)
    assert sound_options(chosen) == SoundOptions(4.0, skip_silence=True, exact=True)
    assert sound_options(Settings()) == SoundOptions()
