"""``moodlark evaluate lyrics`` on files written on the spot, as a person calls it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from player.__main__ import main
from player.paths import models_dir
from player.tagging.lyric_card import LyricCard
from tests.made_up_lyrics import MOODS, made_up_song, write_corpora


def evaluate(capsys, *words: str) -> tuple[int, dict]:
    status = main(["evaluate", "lyrics", "--json", *words])
    return status, json.loads(capsys.readouterr().out)


def write(file: Path, rows: list[dict[str, str]]) -> Path:
    text = "".join(json.dumps(row) + "\n" for row in rows)
    packed = text.encode() if file.suffix != ".gz" else gzip.compress(text.encode())
    file.write_bytes(packed)
    return file


def songs() -> list[dict[str, str]]:
    return [
        {"text": made_up_song(mood, language, seed), "lang": language, "label4": mood}
        for language in ("en", "zh")
        for mood in MOODS
        for seed in (1, 2, 3)
    ]


@pytest.mark.parametrize("name", ["songs.jsonl", "songs.jsonl.gz"])
def test_plain_songs_are_read_better_than_by_chance(capsys, tmp_path: Path, name: str) -> None:
    status, result = evaluate(capsys, str(write(tmp_path / name, songs())))
    assert status == 0
    assert result["n"] == 24
    assert result["accuracy"] > 0.5
    low, high = result["ci95"]
    assert low <= result["accuracy"] <= high
    assert result["coverage"] == 1.0
    assert result["accuracy_when_given"] == result["accuracy"]
    assert {label: part["n"] for label, part in result["per_label"].items()} == {
        "happy": 6, "angry": 6, "sad": 6, "relaxed": 6,
    }  # fmt: skip
    assert set(result["languages"]) == {"en", "zh"}
    assert result["seen_in_training"] == 0
    assert result["failed"] == []
    assert result["version"] == LyricCard.load(models_dir()).version


def test_short_songs_count_and_lower_the_coverage(capsys, tmp_path: Path) -> None:
    short = {"text": "happy sunshine and all of the dancing", "lang": "en", "label4": "happy"}
    wrong = {"text": "happy sunshine and all of the dancing", "lang": "en", "label4": "angry"}
    _, result = evaluate(capsys, str(write(tmp_path / "s.jsonl", [*songs(), short, wrong])))
    assert result["n"] == 26
    assert result["coverage"] == round(24 / 26, 3)
    assert result["accuracy"] < result["accuracy_when_given"]


def test_what_cannot_be_judged_is_named(capsys, tmp_path: Path) -> None:
    odd = [
        {"id": "ja", "text": "星を見ている", "lang": "ja", "label4": "sad"},
        {"id": "odd", "text": made_up_song("sad", "en", 1), "label4": "bored"},
        {"id": "unlabelled", "text": made_up_song("sad", "en", 2)},
    ]
    status, result = evaluate(
        capsys, str(write(tmp_path / "s.jsonl", [*songs(), *odd])), "--strict"
    )
    assert status == 1
    assert result["n"] == 24
    assert [song["song"] for song in result["failed"]] == ["ja", "odd"]


def test_no_songs_and_broken_lines_are_wrong_use(capsys, tmp_path: Path) -> None:
    assert main(["evaluate", "lyrics", str(write(tmp_path / "e.jsonl", []))]) == 2
    broken = tmp_path / "b.jsonl"
    broken.write_text('{"text": "a"}\n{"text": 3}\n')
    assert main(["evaluate", "lyrics", str(broken)]) == 2
    assert "one a line" in capsys.readouterr().err


def test_folds_are_judged_by_what_did_not_see_them(capsys, tmp_path: Path) -> None:
    folder = write_corpora(tmp_path / "lyrics")
    status, result = evaluate(capsys, str(tmp_path), "--folds", str(folder / "folds.csv"))
    assert status == 0
    assert result["n"] == 80
    assert result["weights"] == "retrained per fold"
    assert result["accuracy"] > 0.9
    assert result["languages"]["zh"]["n"] == 40


def test_the_table_speaks_of_every_language(capsys, tmp_path: Path) -> None:
    assert main(["evaluate", "lyrics", str(write(tmp_path / "s.jsonl", songs()))]) == 0
    out = capsys.readouterr().out
    assert "en" in out
    assert "zh" in out
    assert "n=12" in out


def test_the_shipped_figures_hold_on_the_folds(shared_data: Path) -> None:
    """The floor on songs and artists never seen; the card's own figures are what folds gave."""
    assert (shared_data / "lyrics" / "folds.csv").is_file()
    figures = LyricCard.load(models_dir()).figures
    assert figures["en"]["n"] == 394
    assert figures["en"]["accuracy"] >= 0.52
    assert figures["zh"]["n"] == 401
    assert figures["zh"]["accuracy"] >= 0.55
