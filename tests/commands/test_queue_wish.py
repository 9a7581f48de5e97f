"""``moodlark queue`` for a sentence and for what it should sound like."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from player import wording
from player.__main__ import main
from player.jobs.own_weights import save_own_weights
from player.library.track import Play
from player.paths import Home
from player.recommend.weights import WEIGHTS
from player.settings import Settings, save_settings
from player.tagging.card import NetworkCard
from tests.jobs.listener_library import CARD, NOW, ListenerLibrary


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Home:
    """A library of sixty tracks by nine artists, and two more."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("MOODLARK_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(NetworkCard, "load", lambda _models_dir: CARD)
    wording.set_language("en")
    library = ListenerLibrary(Home(tmp_path / "home").store_dir)
    library.add_many(60)
    library.analyse(library.add(title="Blue", artist="Ann", genres=("Jazz",)), 0.4, -0.6)
    library.analyse(library.add(title="Live", artist="Zoe", genres=("Jazz",)), 0.4, -0.7)
    library.close()
    return Home(tmp_path / "home")


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[list[dict[str, Any]], str]:
    assert main(["queue", *words, "--json"]) == 0
    said = capsys.readouterr()
    listed = json.loads(said.out)
    assert isinstance(listed, list)
    return listed, said.err


def test_a_sentence_is_a_wish_and_what_was_understood_is_said_beside_the_json(capsys):
    listed, err = told(capsys, "--feel", "calm jazz, no zorblax", "--count", "2")
    assert {item["title"] for item in listed} == {"Blue", "Live"}
    assert "Understood: Calm, Jazz" in err and "I did not understand: zorblax" in err
    assert main(["queue", "--feel", "平静的爵士", "--count", "2"]) == 0
    assert capsys.readouterr().out.startswith("Understood: Calm, Jazz\n")


def test_nothing_understood_is_wrong_use_unless_something_else_is_asked_for(capsys):
    assert main(["queue", "--feel", " "]) == main(["queue", "--feel", ""]) == 2
    capsys.readouterr()
    assert main(["queue", "--feel", "zorblax"]) == 2
    said = capsys.readouterr()
    assert said.out == "" and "I found no mood, style or occasion" in said.err
    listed, err = told(capsys, "--feel", "zorblax", "--style", "jazz", "--count", "1")
    assert listed[0]["style"] == "jazz" and "I found no mood" in err


def test_a_queue_shorter_than_asked_for_says_so(capsys):
    listed, err = told(capsys, "--style", "jazz", "--strict", "--count", "30")
    assert len(listed) == 2 and "2 tracks, fewer than asked for" in err
    _, err = told(capsys, "--style", "jazz", "--strict", "--count", "2")
    assert "fewer" not in err


def test_what_is_named_stands_above_the_sentence(capsys):
    listed, _ = told(capsys, "--feel", "sad jazz", "--mood", "calm", "--count", "1")
    assert listed[0]["title"] in {"Blue", "Live"}
    listed, _ = told(capsys, "--feel", "nothing calm", "--mood", "calm", "--count", "1")
    assert listed[0]["arousal"] < 0


def test_like_and_not_like(capsys):
    listed, _ = told(capsys, "--like", "Ann", "--like", "Live", "--not", "/music/1.flac")
    reasons = [
        reason for item in listed for reason in item["reasons"] if reason["term"] == "likeness"
    ]
    assert reasons and "Ann" in reasons[0]["text"]
    for item in listed:
        assert sum(reason["contribution"] for reason in item["reasons"]) == item["score"]
    assert main(["queue", "--like", "Nobody"]) == 2
    assert "Nothing in the library is called “Nobody”" in capsys.readouterr().err


def test_energy_adventurous_smooth_and_strict(capsys, home):
    lively, _ = told(capsys, "--energy", "1", "--count", "5")
    quiet, _ = told(capsys, "--energy=-1", "--count", "5")
    assert min(i["arousal"] for i in lively) > max(i["arousal"] for i in quiet)
    library = ListenerLibrary(home.store_dir)
    for number in range(4):
        library.listening.add_play(Play(7, NOW - number * 1e6, 200.0, 200.0))
    library.close()
    known, _ = told(capsys, "--adventurous", "0", "--smooth", "--count", "3")
    assert known[0]["path"] == "/music/7.flac"
    assert known[0]["reasons"][0]["term"] == "familiar"
    new, _ = told(capsys, "--adventurous", "1", "--count", "40")
    assert "/music/7.flac" not in {item["path"] for item in new}
    strict, _ = told(capsys, "--style", "jazz", "--strict")
    assert {item["title"] for item in strict} == {"Blue", "Live"}
    for words in (("--energy", "2"), ("--adventurous=-0.1",), ("--adventurous", "nan")):
        with pytest.raises(SystemExit):
            main(["queue", *words])
        assert "is not a number from" in capsys.readouterr().err


def test_blocked_words_and_folders_count_for_the_commands_and_in_the_status(capsys, home: Home):
    save_settings(home.settings_file, Settings(blocked_words=("live",)))
    listed, err = told(capsys, "--style", "jazz", "--strict")
    assert {item["title"] for item in listed} == {"Blue"}
    assert "1 track is kept out of queues: Words you keep out 1." in err
    assert main(["status", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["kept_out"] == {"word": 1}
    save_settings(home.settings_file, Settings(blocked_folders=("/music",)))
    assert told(capsys, "--style", "jazz")[0] == []


def test_the_listeners_own_weights_are_those_of_the_queue(capsys, home: Home):
    listed, _ = told(capsys, "--mood", "calm", "--count", "5")
    assert all("surprise" in terms_of(item) for item in listed)
    save_own_weights(home, dataclasses.asdict(WEIGHTS) | {"surprise": 0.0}, fitted_on=500)
    listed, _ = told(capsys, "--mood", "calm", "--count", "5")
    assert not any("surprise" in terms_of(item) for item in listed)
    assert main(["why", listed[0]["path"], "--json"]) == 0
    assert "surprise" not in terms_of(json.loads(capsys.readouterr().out))


def terms_of(item: dict[str, Any]) -> set[str]:
    return {reason["term"] for reason in item["reasons"]}
