"""The command line as a person meets it: words in, text and exit status out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest

from player import wording
from player.__main__ import main
from tests.sound_files import read_wav

COMMANDS = (
    "scan",
    "tag",
    "status",
    "tags",
    "duplicates",
    "queue",
    "why",
    "play",
    "export",
    "import",
    "forget",
    "evaluate",
    "bench",
    "train",
    "doctor",
)


@pytest.fixture(autouse=True)
def english(monkeypatch, tmp_path):
    """An English listener with a home of their own."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("MOODLARK_HOME", str(tmp_path / "home"))
    yield
    wording.set_language("en")


@pytest.fixture
def music(tmp_path) -> Path:
    """A folder with one playable file and one that is not music."""
    folder = tmp_path / "music"
    folder.mkdir()
    write_tone(folder / "tone.wav", seconds=2.0)
    (folder / "broken.mp3").write_bytes(b"This is no music at all.")
    return folder


def write_tone(path: Path, *, seconds: float, samplerate: int = 44100) -> np.ndarray:
    t = np.arange(round(seconds * samplerate)) / samplerate
    mono = np.round(12000 * np.sin(2 * np.pi * 440 * t)).astype("<i2")
    samples = np.stack([mono, mono], axis=1)
    with wave.open(str(path), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(samplerate)
        out.writeframes(samples.tobytes())
    return samples


def wrong_use(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(words)
    return left.value.code


def printed_json(capsys):
    return json.loads(capsys.readouterr().out)


def test_help_lists_every_command_in_both_languages(capsys):
    assert wrong_use("--help") == 0
    english = capsys.readouterr().out
    assert wrong_use("--language", "zh", "--help") == 0
    chinese = capsys.readouterr().out
    assert all(f"\n    {name} " in english and f"\n    {name} " in chinese for name in COMMANDS)
    assert english.startswith("Usage: ") and chinese.startswith("用法：")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_the_common_options(capsys, name):
    assert wrong_use(name, "--help") == 0
    said = capsys.readouterr().out
    assert all(option in said for option in ("--home", "--json", "--strict", "--language"))


@pytest.mark.parametrize(
    "words",
    [
        ("dance",),
        ("queue", "--louder"),
        ("queue", "--count", "0"),
        ("queue", "--count", "many"),
        ("queue", "--at=2,0"),
        ("queue", "--at=nan,0"),
        ("queue", "--at=0.1"),
        ("queue", "--mood", "calm", "--at=0,0"),
        ("tag", "--device", "abacus"),
        ("tags",),
        ("play", "--seconds", "-1"),
        ("play", "--seconds", "inf"),
        ("bench", "everything"),
        ("bench", "sound", "--seconds", "0"),
        ("--language", "tlh", "status"),
    ],
)
def test_wrong_words_are_explained_and_exit_with_2(capsys, words):
    assert wrong_use(*words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("moodlark: ") and "--help" in said.err


@pytest.mark.parametrize(
    "words",
    [
        ("queue", "--mood", "sleepy"),
        ("queue", "--style", "klingon"),
        ("play",),
        ("play", "nowhere.mp3"),
        ("play", "x.mp3", "--mood", "calm"),
        ("scan",),
        ("scan", "nowhere"),
    ],
)
def test_wishes_that_cannot_be_met_exit_with_2_and_a_sentence(capsys, words):
    assert main(words) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith("moodlark: ") and "Traceback" not in said.err


def test_complaints_come_in_chinese(capsys):
    assert wrong_use("--language", "zh", "queue", "--count", "0") == 2
    assert "整数" in capsys.readouterr().err
    assert main(("scan", "nowhere", "--language", "zh")) == 2
    assert "找不到" in capsys.readouterr().err


def test_a_home_that_cannot_hold_data_exits_with_3(capsys, tmp_path):
    file = tmp_path / "file"
    file.write_text("in the way")
    assert main(("status", "--home", str(file))) == 3
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith("moodlark: ")


def test_a_library_in_use_exits_with_3(capsys, tmp_path):
    from player.jobs.session import OpenStores
    from player.paths import Home

    with OpenStores(Home(tmp_path / "home")):
        assert main(("status",)) == 3
    assert main(("status",)) == 0


@pytest.mark.parametrize("before", [True, False])
def test_home_may_stand_before_or_after_the_command(tmp_path, capsys, before):
    option = ("--home", str(tmp_path / "elsewhere"))
    words = (*option, "status", "--json") if before else ("status", *option, "--json")
    assert main(words) == 0
    assert printed_json(capsys)["home"] == str(tmp_path / "elsewhere")


def test_scan_counts_and_names_what_it_cannot_read(capsys, music):
    assert main(("scan", str(music), "--json")) == 0
    said = capsys.readouterr()
    report = json.loads(said.out)
    assert said.err == ""  # no bar where there is no terminal
    assert report["added"] == 1 and report["unchanged"] == 0
    assert [Path(item["path"]).name for item in report["unreadable"]] == ["broken.mp3"]
    assert "broken.mp3" in report["unreadable"][0]["failure"]


def test_scan_says_names_that_are_no_text_as_json_and_in_a_line(capsys, music):
    odd = os.fsencode(music) + b"/z\xff.mp3"
    try:
        os.rename(music / "broken.mp3", odd)  # noqa: PTH104
    except OSError:
        pytest.skip("this file system allows UTF-8 names only")
    assert main(["scan", str(music), "--json"]) == 0
    (failed,) = printed_json(capsys)["unreadable"]
    assert os.fsencode(failed["path"]) == odd
    assert main(["scan", str(music)]) == 0
    assert "z\\udcff.mp3: There is no music" in capsys.readouterr().out


def test_strict_exits_with_1_when_a_file_failed(music):
    assert main(("scan", str(music), "--strict")) == 1
    assert main(("--strict", "scan", str(music / "tone.wav").rsplit("/", 1)[0])) == 1
    (music / "broken.mp3").unlink()
    assert main(("scan", str(music), "--strict")) == 0


def test_scan_without_a_folder_looks_at_the_known_ones_again(capsys, music):
    main(("scan", str(music)))
    write_tone(music / "new.wav", seconds=1.0)
    capsys.readouterr()
    assert main(("scan", "--json")) == 0
    assert printed_json(capsys)["added"] == 1


def test_status_counts(capsys, music):
    main(("scan", str(music)))
    capsys.readouterr()
    assert main(("status", "--json")) == 0
    status = printed_json(capsys)
    counts = {name: status[name] for name in ("tracks", "available", "tagged", "failed", "unsure")}
    assert counts == {"tracks": 2, "available": 2, "tagged": 0, "failed": 1, "unsure": 0}
    assert status["folders"] == [str(music)]
    assert status["device"] in ("cpu", "cuda", "mps")


def test_an_empty_library_gives_an_empty_queue_and_says_why(capsys):
    assert main(("queue", "--mood", "calm", "--json")) == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == [] and "empty" in said.err
    assert main(("queue", "--mood", "calm")) == 0
    assert "empty" in capsys.readouterr().out


def test_play_into_a_file_writes_the_samples_unchanged(capsys, tmp_path):
    samples = write_tone(tmp_path / "tone.wav", seconds=1.0)
    out = tmp_path / "out.wav"
    assert main(("play", str(tmp_path / "tone.wav"), "--output", str(out), "--json")) == 0
    played = printed_json(capsys)["played"]
    assert [item["played_s"] for item in played] == [1.0]
    volume_kept, rate = read_wav(out)
    assert rate == 44100
    assert np.corrcoef(volume_kept[:, 0], samples[:, 0])[0, 1] > 0.999


def test_play_goes_on_after_a_broken_file_and_counts_it(capsys, music, tmp_path):
    files = (str(music / "broken.mp3"), str(music / "tone.wav"))
    words = ("play", *files, "--output", str(tmp_path / "out.wav"), "--json", "--strict")
    assert main(words) == 1
    played = printed_json(capsys)["played"]
    assert [bool(item["failure"]) for item in played] == [True, False]
    assert played[1]["played_s"] == pytest.approx(2.0, abs=0.01)


def test_play_stops_after_the_seconds_asked_for(capsys, music, tmp_path):
    out = tmp_path / "out.wav"
    words = ("play", str(music / "tone.wav"), "--seconds", "0.5", "--output", str(out), "--json")
    assert main(words) == 0
    assert printed_json(capsys)["played"][0]["played_s"] == pytest.approx(0.5, abs=0.01)


def test_bench_queue_prints_its_figures(capsys):
    assert main(("bench", "queue", "--tracks", "300", "--json")) == 0
    assert printed_json(capsys)["tracks"] == 300


def modules_after(code: str) -> set[str]:
    """The top-level modules a fresh interpreter has loaded after *code*."""
    code += "\nimport sys; print(*{name.split('.')[0] for name in sys.modules}, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


HEAVY = {"torch", "transformers", "librosa", "scipy", "sklearn", "PySide6", "sounddevice"}


def test_status_and_help_load_nothing_heavy(tmp_path):
    code = "from player.__main__ import main; main(['status', '--language', 'en'])"
    assert modules_after(code) & HEAVY == set()
    code = "from player import cli\ntry: cli.parse(['--help'])\nexcept SystemExit: pass"
    assert modules_after(code) & (HEAVY | {"numpy", "av", "tinydb"}) == set()


def test_a_spawned_child_loads_nothing_by_importing_the_entry_point():
    assert modules_after("import player.__main__") & (HEAVY | {"numpy", "argparse"}) == set()
