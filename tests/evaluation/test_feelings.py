"""``moodlark evaluate feelings``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from player.__main__ import main
from player.errors import UsageError
from player.evaluation import feelings
from player.jobs.feeling import understand
from player.paths import models_dir

SENTENCES = Path(__file__).parent.parent / "jobs" / "feel_sentences.jsonl"


def test_every_field_can_be_found_wrong():
    found = understand("quiet jazz, not sad, I am angry")
    allowed = {
        "moods": ["calm"],
        "styles": ["jazz"],
        "not_moods": ["melancholic"],
        "felt": ["angry"],
        "energy": "down",
    }
    assert feelings.faults(allowed, found) == []
    for name, other in (
        ("moods", ["happy"]),
        ("styles", ["rock"]),
        ("not_moods", ["happy"]),
        ("not_styles", ["rock"]),
        ("felt", ["tense"]),
        ("energy", "up"),
        ("energy", "not down"),
    ):
        assert feelings.faults(allowed | {name: other}, found) == [name]
    assert feelings.faults({}, understand("zorblax")) == ["found"]


def test_a_file_is_judged_and_sentences_without_a_verdict_are_only_understood(tmp_path: Path):
    file = tmp_path / "some.jsonl"
    rows = [
        {"text": "calm", "moods": ["calm"]},
        {"text": "calm", "moods": ["angry"]},
        {"text": "开心的爵士"},
        {"text": "loud", "energy": "sideways"},
    ]
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    result = feelings.run(file, models_dir=models_dir())
    assert (result["n"], result["judged"], result["right"], result["accuracy"]) == (4, 2, 1, 0.5)
    assert result["ci95"][0] < 0.5 < result["ci95"][1]
    assert [row["wrong"] for row in result["sentences"]] == [[], ["moods"], None, None]
    assert result["sentences"][2]["styles"] == ["jazz"]


def test_the_command_prints_both_and_strict_minds_what_is_wrong(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    assert main(["evaluate", "feelings", str(SENTENCES), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["judged"] == 40 and told["right"] >= 34
    file = tmp_path / "wrong.jsonl"
    file.write_text('{"text": "calm", "moods": ["angry"]}', "utf-8")
    assert main(["evaluate", "feelings", str(file), "--strict"]) == 1
    assert "calm: Calm (moods)" in capsys.readouterr().out
    assert main(["evaluate", "feelings", str(tmp_path / "none")]) == 2


@pytest.mark.parametrize("line", ["[1]", '{"mood": "calm"}', '{"text": 5}', "artist,album,track"])
def test_a_file_of_something_else_is_refused_in_plain_words(tmp_path: Path, line: str):
    file = tmp_path / "some.jsonl"
    file.write_text(f"{line}\n", "utf-8")
    with pytest.raises(UsageError, match="cannot be read as JSON objects with a “text”"):
        feelings.run(file, models_dir=models_dir())
