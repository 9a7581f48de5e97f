"""The commands of co-listening: what they print, and who is judged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from made_up_listening import write_listening

from player.__main__ import main


def moodlark(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, Any]:
    status = main([*map(str, words), "--json"])
    text = capsys.readouterr().out
    return status, json.loads(text) if text else None


def test_train_then_judge(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = write_listening(tmp_path / "data", users=60)
    plays = data / "user_artists.dat"
    status, folds = moodlark(
        capsys, "evaluate", "colistening", plays, "--folds", 3, "--test-folds", "1,3"
    )
    assert status == 0 and folds["tested_folds"] == [1, 3] and folds["users"] == 40
    assert folds["hit_rate_10"] == folds["rows"]["ours"]["hit_rate_10"]["value"]
    (tmp_path / "figures.json").write_text(json.dumps(folds))
    out = ("--out", tmp_path / "models", "--figures", tmp_path / "figures.json")
    status, trained = moodlark(capsys, "train", "artists", data, *out)
    assert status == 0 and trained["artists"] == 60 and trained["users"] == 60
    assert trained["figures"]["rows"] == folds["rows"]

    monkeypatch.setattr(
        "player.commands.evaluate_colistening.models_dir", lambda: tmp_path / "models"
    )
    for words in ((), ("--exclude-trained-users",)):
        assert moodlark(capsys, "evaluate", "colistening", plays, *words) == (2, None)
    judged = moodlark(capsys, "evaluate", "colistening", plays, "--include-trained-users")[1]
    assert judged["users"] == 60 and list(judged["rows"]) == ["ours"]


@pytest.mark.parametrize(
    "words",
    [
        ("--test-folds", "1"),
        ("--folds", 3, "--test-folds", "4"),
        ("--folds", 3, "--test-folds", "x"),
    ],
)
def test_folds_that_are_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[object, ...]
) -> None:
    plays = write_listening(tmp_path, users=9) / "user_artists.dat"
    assert moodlark(capsys, "evaluate", "colistening", plays, *words) == (2, None)
