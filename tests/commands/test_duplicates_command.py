"""``moodlark duplicates`` as a person and as a script see it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from player import wording
from player.__main__ import main
from player.paths import Home
from tests.jobs.song_library import SongLibrary, sound


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Home:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("MOODLARK_HOME", str(tmp_path / "home"))
    wording.set_language("en")
    return Home(tmp_path / "home")


@pytest.fixture
def library(home: Home) -> None:
    made = SongLibrary(home.store_dir)
    made.add(sound(0), title="Hello", artist="Ann", album="One")
    made.add(sound(0), codec="flac", samplerate=44_100, bitrate=700_000)
    made.add(sound(3), key="k", title="Goodbye", artist="Ann", available=False)
    made.add(sound(3), key="k", title="Goodbye (Live)", artist="Ann")
    made.add(sound(6), title="Once", artist="Bob")
    made.close()


@pytest.mark.usefixtures("library")
def test_the_json_tells_every_file_and_why_one_is_offered(capsys: pytest.CaptureFixture[str]):
    assert main(["duplicates", "--json"]) == 0
    songs = json.loads(capsys.readouterr().out)
    assert [(song["kind"], song["title"], song["artist"]) for song in songs] == [
        ("recording", "Hello", "Ann"),
        ("identical", "Goodbye", "Ann"),
    ]
    better, worse = songs[0]["files"]
    assert better == {
        "path": "/music/2.mp3",
        "title": None,
        "artist": None,
        "album": None,
        "version": [],
        "recording": 0,
        "codec": "flac",
        "bitrate": 700_000,
        "samplerate": 44_100,
        "duration_s": 60.0,
        "available": True,
        "offered": True,
        "because": "lossless",
    }
    assert (worse["path"], worse["album"]) == ("/music/1.mp3", "One")
    assert (worse["offered"], worse["because"]) == (False, None)
    live, gone = songs[1]["files"]
    assert (live["version"], live["because"]) == (["live"], "the other is not there now")
    assert (gone["available"], gone["offered"]) == (False, False)


@pytest.mark.usefixtures("library")
def test_a_kind_is_picked_and_told_in_words(capsys: pytest.CaptureFixture[str]):
    assert main(["duplicates", "--kind", "recording"]) == 0
    out = capsys.readouterr().out
    assert "Ann – Hello  (2 files: one recording in several encodings)" in out
    assert "FLAC 44.1 kHz" in out
    assert "offered: lossless" in out
    assert "Goodbye" not in out


def test_an_empty_library_has_every_song_once_and_the_help_promises_to_keep_files(
    capsys: pytest.CaptureFixture[str],
):
    assert main(["duplicates"]) == 0
    assert capsys.readouterr().out == "Every song is there once.\n"
    assert main(["duplicates", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    with pytest.raises(SystemExit):
        main(["duplicates", "--help"])
    assert "never deletes" in capsys.readouterr().out
