"""``moodlark evaluate audio`` and ``evaluate sounds`` as a person calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from player.cli import COULD_NOT_RUN, DONE, WRONG_USE, parse, run
from tests.tagging.signals import song, write_wav


def _manifest(folder: Path) -> Path:
    rows = ["file,valence,arousal,style"]
    for i in range(4):
        write_wav(folder / f"{i}.wav", song(8, seed=i))
        rows.append(f"{i}.wav,{0.2 * i - 0.3},{0.1 * i},jazz")
    (folder / "m.csv").write_text("\n".join(rows) + "\n")
    return folder / "m.csv"


def test_audio_is_judged_with_copies_and_plots(tmp_path: Path, capsys) -> None:
    pytest.importorskip("matplotlib")
    words = ["evaluate", "audio", str(_manifest(tmp_path)), "--robust", "--json"]
    assert run(parse([*words, "--plots", str(tmp_path / "new" / "plots")])) == DONE
    document = json.loads(capsys.readouterr().out)
    assert document["n"] == 4
    assert set(document["robust"]["conditions"]) == {
        "level_-12db", "mp3_64k", "opus_24k", "lowpass_4khz"
    }  # fmt: skip
    assert all((tmp_path / "new" / "plots" / name).is_file() for name in document["plots"])
    assert "plane.png" in document["plots"]


def test_a_folder_of_plots_that_cannot_be_is_said_first(tmp_path: Path, capsys) -> None:
    manifest = _manifest(tmp_path)
    words = ["evaluate", "audio", str(manifest), "--plots", str(manifest / "below")]
    assert run(parse(words)) == WRONG_USE
    assert "cannot be made" in capsys.readouterr().err


def test_a_folder_of_music_that_is_not_there_is_said_first(tmp_path: Path, capsys) -> None:
    assert run(parse(["evaluate", "sounds", "--music", str(tmp_path / "gone")])) == WRONG_USE
    assert "gone" in capsys.readouterr().err


def test_the_table_for_a_person_has_a_row_per_figure(tmp_path: Path, capsys) -> None:
    words = ["--language", "en", "evaluate", "audio", str(_manifest(tmp_path))]
    assert run(parse(words)) not in (WRONG_USE, COULD_NOT_RUN)
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("Valence r ") for line in lines)
    assert any(line.startswith("Given a mood ") for line in lines)
