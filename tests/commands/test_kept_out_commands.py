"""What the commands say of tracks that queues do not bring by themselves."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from player.__main__ import main
from player.commands.tags import document
from player.jobs.session import OpenStores
from player.library.content import content_of
from player.library.quality import quality_of
from player.library.track import FileStamp, Metadata, Track
from player.paths import Home
from player.settings import Settings, save_settings
from tests.commands.test_tags import FILE, shown

_SAID = {
    1: {"title": "Paper Lanterns", "genres": ("Rock",)},
    2: {"title": "Silent Night", "genres": ("Rock",)},
    3: {"title": "Continuous Mix", "genres": ("Rock",), "duration_s": 4_000.0},
}


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Home:
    """A library of a song, a carol and a mix, all of one style."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("MOODLARK_HOME", str(tmp_path / "home"))
    made = Home(tmp_path / "home")
    with OpenStores(made) as stores:
        stores.tracks.put_tracks(
            Track(number, f"/m/{number}.mp3", FileStamp(1, 1), f"{number}", Metadata(**said), 0.0)  # type: ignore[arg-type]
            for number, said in _SAID.items()
        )
    return made


def _titles(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[set[str], str]:
    assert main(("queue", "--style", "rock", "--json", *words)) == 0
    said = capsys.readouterr()
    return {item["title"] for item in json.loads(said.out)}, said.err


def test_a_queue_says_how_many_are_kept_out_and_lets_them_in_on_request(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    titles, told = _titles(capsys)
    assert titles == {"Paper Lanterns"}
    line = "2 tracks are kept out of queues: Christmas and other seasons 1, "
    assert f"{line}Hour-long mixes and whole albums 1." in told
    titles, told = _titles(capsys, "--include", "mix")
    assert titles == {"Paper Lanterns", "Continuous Mix"}
    assert "1 track is kept out" in told
    titles, told = _titles(capsys, "--include", "mix, seasonal")
    assert titles == {"Paper Lanterns", "Continuous Mix", "Silent Night"}
    assert "kept out" not in told


def test_the_switches_of_the_settings_count_for_the_commands_too(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    save_settings(home.settings_file, Settings(play_seasonal=True))
    assert _titles(capsys)[0] == {"Paper Lanterns", "Silent Night"}
    assert main(("status", "--json")) == 0
    assert json.loads(capsys.readouterr().out)["kept_out"] == {"mix": 1}


def test_what_is_no_list_of_these_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(("queue", "--include", "songs", "--language", "en"))
    assert left.value.code == 2
    assert "“songs” is not a list of these: spoken, seasonal, mix" in capsys.readouterr().err


def test_tags_tell_content_and_quality() -> None:
    metadata = Metadata(genres=("Podcast",), codec="mp3", bitrate=32_000, channels=2)
    track = Track(1, "/music/a.mp3", FileStamp(1, 1), "k", metadata, 0.0)
    file = dataclasses.replace(
        FILE, content=content_of(metadata, track.path), quality=quality_of(track, FILE.analysis)
    )
    found = json.loads(json.dumps(document(file)))
    assert found["content"] == {"kind": "spoken", "reason": "The genre says “Podcast”."}
    said = "32 kbit/s is little for MP3."
    assert found["quality"] == [{"kind": "low_bitrate", "sentence": said}]
    assert "The genre says “Podcast”." in shown(file) and said in shown(file)
    plain = document(FILE)
    assert (plain["content"], plain["quality"]) == (None, [])
