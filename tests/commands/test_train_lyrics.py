"""``moodlark train lyrics`` as a person calls it, on made-up songs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from player.__main__ import main
from player.tagging.lyric_emotion import LyricNetwork
from tests.made_up_lyrics import write_corpora


def test_training_writes_a_network_that_loads(capsys, tmp_path: Path) -> None:
    write_corpora(tmp_path / "data" / "lyrics")
    out = tmp_path / "out"
    words = ["train", "lyrics", "--json", "--data", str(tmp_path / "data"), "--out", str(out)]
    assert main(words) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["network"] == "lyric-kernel"
    assert said["figures"]["zh"]["n"] == 40
    assert LyricNetwork.load(out).version == said["version"]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([], "--data"),
        (["--data", "nowhere"], "There is no folder nowhere."),
        (["--data", ".", "--arch", "forest"], "none of: linear, lstm, transformer"),
        (["--data", ".", "--device", "abacus"], "none of: auto, cpu, cuda, mps"),
    ],
)
def test_wrong_use_is_explained(
    capsys, tmp_path: Path, monkeypatch, words: list[str], complaint: str
) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        status: object = main(["train", "lyrics", *words, "--language", "en"])
    except SystemExit as left:
        status = left.code
    assert status == 2
    assert complaint in capsys.readouterr().err


def test_each_network_has_arguments_of_its_own(capsys) -> None:
    with pytest.raises(SystemExit):
        main(["train", "audio", "--help", "--language", "en"])
    assert "--arch" not in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["train", "lyrics", "--help", "--language", "en"])
    assert "--arch" in capsys.readouterr().out
