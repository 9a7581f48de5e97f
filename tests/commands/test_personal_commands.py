"""``export``, ``import`` and ``forget`` as a person meets them."""

from __future__ import annotations

import dataclasses
import io
import json
import sys

import pytest
from personal_samples import LIBRARY, opened

from player import wording
from player.__main__ import main
from player.jobs.daily_copies import copies_of
from player.library.track import CheckIn, Correction, Play, Playlist, Rating
from player.paths import Home
from player.store.events import Events

TRACKS = tuple(dataclasses.replace(track, path=f"/music/{track.id} 歌.mp3") for track in LIBRARY)
EVENTS = Events(
    plays={1: Play(1, 1764150000.0, 65.0), 2: Play(2, 1764150100.0, 5.0, skipped=True)},
    checkins={1: CheckIn(1764150050.0, -0.5, 0.25, "before")},
    ratings={2: Rating(4, 1764150200.0), 3: Rating(2)},
    favourites={2: 1764150201.0},
    corrections={1: Correction(1, 1764150202.0, mood="calm")},
    queue_choices={4: "never"},
    playlists={1: Playlist(1, "Rain", (1, 2))},
)


@pytest.fixture(autouse=True)
def english():
    wording.set_language("en")
    yield
    wording.set_language("en")


@pytest.fixture
def home(tmp_path):
    with opened(tmp_path / "home", TRACKS, EVENTS):
        pass
    return tmp_path / "home"


def moodlark(home, *words: str) -> int:
    return main(("--home", str(home), "--language", "en", *words))


def test_export_and_import_say_what_they_did(home, tmp_path, capsys):
    file = tmp_path / "mine.json"
    assert moodlark(home, "export", str(file)) == 0
    said = capsys.readouterr().out
    assert "2 plays, 2 ratings, 1 favourite, 1 playlist, 4 tracks" in said
    assert file.stat().st_mode & 0o777 == 0o600
    assert moodlark(tmp_path / "other", "import", str(file), "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert report == {
        "added": {
            "plays": 2, "offers": 0, "nudges": 0, "checkins": 1, "ratings": 2, "favourites": 1,
            "corrections": 1, "queue_choices": 1, "apart": 0, "playlists": 1,
        },
        "kept": 0, "queue": False, "recognised": 0, "waiting": 4, "folders": 0, "settings": [],
    }  # fmt: skip
    assert moodlark(tmp_path / "other", "import", str(file)) == 0
    said = capsys.readouterr().out
    assert "0 things added" in said and "4 tracks are not in your library yet" in said
    assert moodlark(tmp_path / "other", "export", str(tmp_path / "again.json")) == 0
    assert_same_but_for_the_time(file, tmp_path / "again.json")


def assert_same_but_for_the_time(one, other):
    lines = [file.read_bytes().splitlines() for file in (one, other)]
    different = [a for a, b in zip(*lines, strict=True) if a != b]
    assert len(different) == 1 and different[0].startswith(b'"exported_at": ')


def test_standard_output_and_input(home, tmp_path, capfdbinary, monkeypatch):
    assert moodlark(home, "export", "-") == 0
    data = capfdbinary.readouterr().out
    assert json.loads(data)["format"] == "moodlark-listening"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert moodlark(tmp_path / "other", "import", "-") == 0
    assert b"9 things added" in capfdbinary.readouterr().out
    assert moodlark(home, "export", "-", "--json") == 2


@pytest.mark.parametrize("data", [b"", b"ID3", b'{"format": "moodlark-listening", "version": 1,'])
def test_a_file_that_cannot_be_used_changes_nothing(home, tmp_path, capsys, data):
    (tmp_path / "bad.json").write_bytes(data)
    assert moodlark(home, "import", str(tmp_path / "bad.json")) == 3
    assert "Nothing was changed." in capsys.readouterr().err
    assert moodlark(home, "import", str(tmp_path / "gone.json")) == 2


def test_export_says_where_it_cannot_write(home, tmp_path, capsys):
    assert moodlark(home, "export", str(tmp_path / "home")) == 2
    (tmp_path / "file").touch()
    assert moodlark(home, "export", str(tmp_path / "file" / "mine.json")) == 3
    assert "cannot be written" in capsys.readouterr().err


def test_a_daily_copy_is_made_by_a_command_and_can_be_imported(home, tmp_path, capsys):
    assert moodlark(home, "status") == 0
    (copy,) = copies_of(Home(home))
    assert moodlark(tmp_path / "other", "import", str(copy)) == 0
    assert "9 things added" in capsys.readouterr().out


def test_playlists_from_and_to_other_players(home, tmp_path, capsys):
    file = tmp_path / "Evening.m3u8"
    file.write_text(
        "#EXTM3U\n/music/2 歌.mp3\nC:\\Musik\\3 歌.mp3\n"
        "#EXTINF:180,歌手 - Title 4\nelsewhere/a.mp3\nnowhere.mp3\nhttp://radio.example/\n",
        encoding="utf-8",
    )
    assert moodlark(home, "import", str(file), "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "playlist": "Evening",
        "new": True,
        "found": 3,
        "missing": [{"path": f"{tmp_path}/nowhere.mp3", "title": ""}],
        "left_out": 1,
    }
    assert moodlark(home, "import", str(file), "--strict") == 1
    assert "was there already" in capsys.readouterr().out
    out = tmp_path / "out.m3u8"
    assert moodlark(home, "export", "--playlist", "Evening", str(out)) == 0
    assert out.read_text("utf-8").splitlines()[:4] == [
        "#EXTM3U", "#PLAYLIST:Evening", "#EXTINF:182,歌手 - Title 2", "/music/2 歌.mp3",
    ]  # fmt: skip
    assert moodlark(home, "export", "--playlist", "Snow", str(out)) == 2
    assert "Playlists: Rain, Evening." in capsys.readouterr().err


def test_the_list_shows_ids_times_and_titles(home, capsys):
    assert moodlark(home, "forget", "--list", "--json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert [event["id"] for event in listed] == [
        "rating:3", "choice:4", "playlist:1", "play:1", "checkin:1", "play:2", "rating:2",
        "favourite:2", "correction:1",
    ]  # fmt: skip
    assert listed[3] == {
        "id": "play:1", "kind": "play", "time": 1764150000.0, "track": 1,
        "path": "/music/1 歌.mp3", "title": "Title 1", "artist": "歌手", "name": None,
    }  # fmt: skip
    assert moodlark(home, "forget", "--list", "--last", "2") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert (
        lines[1].startswith("correction:1") and "Title 1" in lines[1] and "calm" in lines[1].lower()
    )


def test_forgetting_by_id_by_track_and_all(home, capsys):
    assert moodlark(home, "forget", "play:1", "rating:3") == 0
    assert "2 events forgotten" in capsys.readouterr().out
    assert moodlark(home, "forget", "play:1") == 2
    assert "“play:1”" in capsys.readouterr().err
    assert moodlark(home, "forget", "--track", "/music/2 歌.mp3", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"forgotten": 4}
    assert moodlark(home, "forget", "--track", "1") == 0
    assert "2 events forgotten" in capsys.readouterr().out
    assert moodlark(home, "forget", "--track", "/music/none.mp3") == 2
    assert moodlark(home, "forget", "--all") == 2
    assert "Nothing was forgotten" in capsys.readouterr().err
    assert moodlark(home, "forget", "--all", "--yes") == 0
    assert moodlark(home, "forget", "--list", "--json") == 0
    assert capsys.readouterr().out.endswith("[]\n")


@pytest.mark.parametrize("words", [(), ("--list", "--all"), ("play:1", "--track", "1")])
def test_forget_wants_to_know_what(home, words):
    assert moodlark(home, "forget", *words) == 2


def test_the_title_of_a_track_that_waits_is_listed(tmp_path, home, capsys):
    assert moodlark(home, "export", str(tmp_path / "mine.json")) == 0
    moodlark(tmp_path / "other", "import", str(tmp_path / "mine.json"))
    capsys.readouterr()
    assert moodlark(tmp_path / "other", "forget", "--list", "--json") == 0
    titles = [event["title"] for event in json.loads(capsys.readouterr().out)]
    assert titles[0] == "Title 3"


def test_an_export_never_goes_over_the_store(home, capsys):
    journal = home / "store" / "listening.journal"
    before = journal.read_bytes()
    assert main(["--home", str(home), "export", str(journal)]) == 2
    assert "is where Moodlark keeps your library" in capsys.readouterr().err
    assert journal.read_bytes() == before
