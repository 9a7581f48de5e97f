"""``moodlark scan`` and ``moodlark status --failures``: questions, and what could not be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sound_files import encode, sweep

from player.__main__ import main

needs_eio = pytest.mark.skipif(
    not Path("/proc/self/mem").exists(), reason="needs a file that gives EIO"
)


@pytest.fixture(autouse=True)
def own_home(monkeypatch, tmp_path):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("MOODLARK_HOME", str(tmp_path / "home"))


@pytest.fixture
def music(tmp_path) -> Path:
    """Ten different tones."""
    folder = tmp_path / "music"
    folder.mkdir()
    for number in range(10):
        encode(folder / f"{number}.wav", sweep(0.3, 8000, low=200 + 50 * number), 8000)
    return folder


def printed(capsys, *words: str) -> object:
    capsys.readouterr()
    assert main((*words, "--json")) == 0
    return json.loads(capsys.readouterr().out)


def test_a_folder_of_which_most_is_gone_is_asked_about(capsys, monkeypatch, music):
    assert main(("scan", str(music))) == 0
    for number in range(6):
        (music / f"{number}.wav").unlink()
    found = printed(capsys, "scan")
    assert found["doubts"] == [{"folder": str(music), "known": 10, "found": 4}]
    assert (found["unavailable"], found["unchanged"]) == (0, 4)
    assert printed(capsys, "status")["available"] == 10
    capsys.readouterr()
    assert main(("scan",)) == 0  # no terminal: nobody to ask
    said = capsys.readouterr().err
    assert "Only 4 of 10 tracks are left" in said and "--believe" in said
    asked: list[str] = []
    monkeypatch.setattr(
        "player.commands.console.Console.confirm",
        lambda _self, question: asked.append(question) or True,
    )
    assert main(("scan",)) == 0
    assert "Only 4 of 10" in asked[0] and asked[0].endswith("Are they gone?")
    assert printed(capsys, "status")["available"] == 4


def test_believe_answers_beforehand(capsys, music):
    assert main(("scan", str(music))) == 0
    for number in range(6):
        (music / f"{number}.wav").unlink()
    found = printed(capsys, "scan", "--believe")
    assert (found["doubts"], found["unavailable"]) == ([], 6)


@needs_eio
def test_failures_are_listed_with_what_happens_next(capsys, music):
    (music / "broken.mp3").write_text("This is no music at all.")
    (music / "away.mp3").symlink_to("/proc/self/mem")
    assert main(("scan", str(music))) == 0
    away, broken = printed(capsys, "status", "--failures")
    assert (Path(away["path"]).name, away["temporary"], away["attempts"]) == ("away.mp3", True, 1)
    assert away["retry_at"] > away["first_at"]
    assert (Path(broken["path"]).name, broken["temporary"]) == ("broken.mp3", False)
    assert broken["retry_at"] is None
    capsys.readouterr()
    assert main(("status", "--failures")) == 0
    said = capsys.readouterr().out
    assert "Tried 1 time; again after" in said
    assert "Tried again when the file changes." in said
    assert main(("status", "--failures", "--strict")) == 1


def test_no_failures_are_said_to_be_none(capsys, music):
    assert main(("scan", str(music))) == 0
    capsys.readouterr()
    assert main(("status", "--failures")) == 0
    assert capsys.readouterr().out == "Every file can be used.\n"
