"""``moodlark evaluate audio --compare`` as a person calls it, with the real teachers."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from player.cli import DONE, WRONG_USE, parse, run
from tests.tagging.signals import song, write_wav

_STYLES = ("jazz", "metal", "pop")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eighteen labelled songs in three folds; the manifest to judge names the first six."""
    folder = tmp_path_factory.mktemp("clips")
    random = np.random.default_rng(0)
    rows, folds = ["file,valence,arousal,style"], ["file,group,fold"]
    for i in range(18):
        write_wav(folder / f"{i}.wav", random.uniform(0.3, 1) * song(6.2, seed=i))
        valence, arousal = random.uniform(-1, 1, 2)
        rows.append(f"{i}.wav,{valence:.3f},{arousal:.3f},{_STYLES[i % 3]}")
        folds.append(f"{i}.wav,recording {i},{i // 3 % 3}")
    (folder / "manifest.csv").write_text("\n".join(rows) + "\n")
    (folder / "few.csv").write_text("\n".join(rows[:7]) + "\n")
    (folder / "folds.csv").write_text("\n".join(folds) + "\n")
    return folder


def test_the_table_is_of_all_clips_of_the_folder(
    folder: Path, shared_data: Path, tmp_path: Path, capsys
) -> None:
    pytest.importorskip("ai_edge_litert")
    teachers = shared_data / "teachers"
    if not (teachers / "yamnet.tflite").is_file():
        pytest.skip("the teachers are not there")
    words = ["evaluate", "audio", str(folder / "few.csv"), "--folds", str(folder / "folds.csv")]
    words += ["--compare", str(teachers), "--markdown", str(tmp_path / "t.md"), "--workers", "1"]
    assert run(parse([*words, "--json", "--home", str(tmp_path / "home")])) == DONE
    document = json.loads(capsys.readouterr().out)
    comparison = document["comparison"]
    assert document["n"] == 6
    assert comparison["n"]["valence"] == comparison["n"]["style"] == 18
    *others, ours = comparison["rows"]
    assert len(others) == 5
    assert ours["name"] == comparison["ours"]
    assert ours["figures"]["emotion"] is None  # nobody was asked
    text = (tmp_path / "t.md").read_text(encoding="utf-8")
    assert all(row["name"] in text for row in comparison["rows"])
    assert (tmp_path / "home" / "cache" / "training" / "teachers.npz").is_file()

    assert run(parse(["--language", "en", *words, "--home", str(tmp_path / "home")])) == DONE
    lines = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("Style accuracy: ") for line in lines) == 6
    assert sum("ours " in line for line in lines) == 4 * 5


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--compare", "DIR"], "--compare needs --folds"),
        (["--folds", "FOLDS", "--markdown", "t.md"], "--markdown needs --compare"),
        (["--folds", "FOLDS", "--compare", "DIR", "--markdown", "DIR"], "cannot be written"),
    ],
)
def test_what_is_missing_is_said_before_the_listening(
    folder: Path, capsys, options: list[str], said: str
) -> None:
    places = {"DIR": str(folder), "FOLDS": str(folder / "folds.csv")}
    words = ["--language", "en", "evaluate", "audio", str(folder / "few.csv")]
    assert run(parse([*words, *(places.get(word, word) for word in options)])) == WRONG_USE
    assert said in capsys.readouterr().err


def test_teachers_that_are_not_there_are_said_first(folder: Path, capsys) -> None:
    words = ["evaluate", "audio", str(folder / "few.csv"), "--folds", str(folder / "folds.csv")]
    assert run(parse(["--language", "en", *words, "--compare", str(folder)])) == WRONG_USE
    assert "yamnet.tflite is missing" in capsys.readouterr().err
