"""``moodlark journey`` and ``moodlark path`` as a person and as a script see them."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from player import wording
from player.__main__ import main
from player.jobs.queue import QueueKeeper
from player.paths import Home
from player.recommend.target import MoodTarget
from player.tagging.card import NetworkCard
from tests.jobs.listener_library import CARD, ListenerLibrary, view_of


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Home:
    """A library of a hundred tracks, heard by the network of the tests."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("MOODLARK_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(NetworkCard, "load", lambda _models_dir: CARD)
    wording.set_language("en")
    made = ListenerLibrary(Home(tmp_path / "home").store_dir)
    made.add_many(100)
    made.analyse(made.add(title="Twin", artist="Ann"), -0.5, -0.5)
    made.analyse(made.add(title="Twin", artist="Bob"), 0.5, 0.5)
    made.analyse(made.add(title="One - Two", artist="Cat"), 0.1, 0.1)
    made.analyse(made.add(title="", artist=""), -0.1, 0.1)
    made.add(title="Never heard")
    made.close()
    return Home(tmp_path / "home")


def told(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main([*words, "--json"]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def test_the_json_tells_the_ends_the_length_and_every_track(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ("journey", "--from", "sad", "--to=0.4,0.7", "--tracks", "7", "--seed", "3")
    document = told(capsys, *words)
    assert document["from"] == {"valence": -0.4, "arousal": -0.65, "mood": "melancholic"}
    assert document["to"] == {"valence": 0.4, "arousal": 0.7, "mood": None}
    assert len(document["tracks"]) == 7 and document["duration_s"] == 1400.0
    assert document["tracks"][-1]["arousal"] > document["tracks"][0]["arousal"] + 0.8
    for track in document["tracks"]:
        assert sum(reason["contribution"] for reason in track["reasons"]) == track["score"]
        assert track["relaxed"] == []
    assert document == told(capsys, *words)


def test_minutes_floor_and_excluded_files_are_kept_to(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("journey", "--from", "calm", "--to", "happy", "--minutes", "20", "--floor=-0.1,-1")
    document = told(capsys, *words)
    assert abs(document["duration_s"] - 1200.0) <= 200.0
    assert all(track["valence"] >= -0.1 for track in document["tracks"])
    unwanted = document["tracks"][1]["path"]
    again = told(capsys, *words, "--exclude", unwanted)
    assert unwanted not in {track["path"] for track in again["tracks"]}


def test_it_is_shown_to_people_in_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["journey", "--from", "sad", "--to", "happy", "--tracks", "4"]) == 0
    shown = capsys.readouterr().out
    assert "  4. " in shown and "Melancholic (-0.40, -0.65) → Happy (+0.65, +0.35)" in shown


def test_now_is_where_the_saved_queue_stands(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["journey", "--from", "now", "--to", "energetic", "--tracks", "4"]
    assert main(words) == 2
    assert "Nothing plays now" in capsys.readouterr().err
    library = ListenerLibrary(home.store_dir)
    keeper = QueueKeeper(view_of(library), library.listening, dice=random.Random(1))
    keeper.set_target(MoodTarget(moods=("melancholic",)), seed=1)
    keeper.advance()
    playing = keeper.queue.current
    assert playing is not None
    path = library.tracks.track(playing.track_id).path
    library.close()
    document = told(capsys, *words)
    assert document["from"]["mood"] is None and document["from"]["arousal"] < -0.3
    assert path not in {track["path"] for track in document["tracks"]}


def test_a_path_leads_from_one_track_to_the_other(capsys: pytest.CaptureFixture[str]) -> None:
    document = told(capsys, "path", "Ann - Twin", "/music/102.flac", "--tracks", "5")
    paths = [track["path"] for track in document["tracks"]]
    assert (paths[0], paths[-1], len(set(paths))) == ("/music/101.flac", "/music/102.flac", 5)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["journey", "--from", "sad", "--to", "bliss"], "There is no mood called"),
        (["journey", "--from", "9,9", "--to", "sad"], "outside the plane"),
        (["path", "Twin", "Track 5"], "Several tracks are called"),
        (["path", "Nothing", "Track 5"], "There is no track in the library"),
        (["path", "Never heard", "Track 5"], "It is not known yet how"),
        (["path", "Track 5", "Track 5"], "these are one track"),
    ],
)
def test_what_is_not_clear_is_refused(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    assert said in capsys.readouterr().err


def test_a_floor_above_everything_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("journey", "--from", "calm", "--to", "happy", "--tracks", "3")
    assert main([*words, "--floor=1,1"]) == 0
    assert "below the floor" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main([*words, "--floor=2,2"])
    assert "write pleasantness and energy as V,A" in capsys.readouterr().err


def test_a_track_goes_by_the_name_it_is_shown_with(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a title that is its file's; a hyphen is a dash wherever it stands."""
    nameless = "104"
    for end in ("one - two", "Cat – One - Two", "cat - one – two"):
        document = told(capsys, "path", nameless, end, "--tracks", "4")
        paths = [track["path"] for track in document["tracks"]]
        assert paths[0] == f"/music/{nameless}.flac" and paths[-1] == "/music/103.flac"
    assert main(["why", nameless]) == 0
