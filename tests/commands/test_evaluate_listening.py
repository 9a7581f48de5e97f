"""``moodlark evaluate listening`` and ``evaluate simulated`` as a person calls them."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
from personal_samples import LIBRARY, opened

from player import wording
from player.cli import COULD_NOT_RUN, DONE, FILES_FAILED, WRONG_USE, parse, run
from player.jobs.own_weights import load_own_weights, own_weights_file
from player.library.track import CheckIn, Nudge, Play, Rating
from player.paths import Home
from player.recommend.weights import WEIGHTS
from player.store.events import Events

BEGIN = 1_700_000_000
TRACKS = tuple(
    dataclasses.replace(track, path=f"/music/{track.id}.mp3", audio_key=f"{track.id:032x}")
    for track in LIBRARY
)


@pytest.fixture(autouse=True)
def english():
    wording.set_language("en")
    yield
    wording.set_language("en")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def _words(home: Home, *words: str) -> list[str]:
    return ["evaluate", *words, "--home", str(home.folder)]


def _table(path: Path, rows: list[str]) -> str:
    path.write_text("\n".join(["uts,artist,track", *rows]) + "\n")
    return str(path)


def test_a_table_without_a_library(home: Home, tmp_path: Path, capsys) -> None:
    rows = [f"{BEGIN + 200 * i},Artist {i % 5},Song {i % 7}" for i in range(40)]
    log = _table(tmp_path / "log.csv", [*rows, "never,A,B"])
    assert run(parse(_words(home, "listening", log, "--json"))) == DONE
    document = json.loads(capsys.readouterr().out)
    assert document["log"]["plays"] == 40
    assert document["log"]["in_library"] == 0
    assert document["log"]["bad"] == [{"line": 42, "why": "it has no time"}]
    assert set(document["systems"]) >= {"random", "popular", "item_knn", "content", "moodlark"}
    assert document["simulated"] is False
    assert run(parse(_words(home, "listening", log, "--strict"))) == FILES_FAILED
    said = capsys.readouterr().out
    assert "line 42: it has no time" in said
    assert "played beside these (item-kNN)" in said


def test_an_export_is_read_with_its_ratings_and_checkins(
    home: Home, tmp_path: Path, capsys
) -> None:
    plays = {
        i: Play(
            1 + i % 3,
            BEGIN + 200.0 * i,
            190.0 if i % 3 else 5.0,
            190.0,
            skipped=not i % 3,
            chosen=i % 3 == 1,
        )
        for i in range(12)
    }
    plays[12] = Play(2, BEGIN + 200.0 * 12, 4.0, 190.0)  # turned off, not gone on from
    events = Events(
        plays=plays,
        ratings={2: Rating(5, BEGIN + 900.0), 3: Rating(2)},
        favourites={3: BEGIN + 1_000.0},
        nudges={1: Nudge(3, BEGIN + 1_100.0, more=True)},
        checkins={
            1: CheckIn(BEGIN - 60.0, -0.5, 0.0, "before"),
            2: CheckIn(BEGIN + 200.0 * 12, 0.25, 0.0, "after"),
        },
    )
    with opened(home.folder, TRACKS, events):
        pass
    assert run(parse(["export", str(tmp_path / "all.json"), "--home", str(home.folder)])) == DONE
    capsys.readouterr()
    words = _words(home, "listening", str(tmp_path / "all.json"), "--json", "--plays", "0")
    assert run(parse(words)) == DONE
    document = json.loads(capsys.readouterr().out)
    assert document["log"]["plays"] == 13
    assert document["log"]["in_library"] == document["log"]["tracks"] == 3
    assert document["log"]["library"] >= 3
    assert document["log"]["cut_short"] == 4
    assert document["log"]["cut_short_unknown"] == 1
    assert document["heard_out"]["by_queues"]["value"] == 0.5  # of eight; one is not known
    assert document["heard_out"]["asked_for"]["value"] == 1.0
    assert document["ranked"]["nobody_could_know"] == 0
    satisfaction = document["systems"]["random"]["satisfaction"]
    assert satisfaction["offered"] + satisfaction["others"] == 12
    changes = [satisfaction[name] for name in ("valence_change", "valence_change_of_others")]
    assert {figure["value"] for figure in changes if figure} == {0.75}
    stars = [satisfaction[name] for name in ("stars", "stars_of_others")]
    assert {figure["value"] for figure in stars if figure} == {5.0}


def test_own_weights_are_kept_only_where_they_are_surely_better(
    home: Home, tmp_path: Path, capsys
) -> None:
    # pairs that always come together: what was played beside is all there is to tell
    dice = np.random.default_rng(1)
    rows = []
    for number in range(160):
        pair = int(dice.integers(20))
        at = BEGIN + 9_000 * number
        rows += [f"{at},By {pair},First {pair}", f"{at + 200},With {pair},Second {pair}"]
    log = _table(tmp_path / "pairs.csv", rows)
    options = ("--lists", "1", "--fit-weights", "--save-weights", "--json")
    few = _table(tmp_path / "few.csv", rows[:9])
    assert run(parse(_words(home, "listening", few, *options))) == DONE
    assert json.loads(capsys.readouterr().out)["saved"] is False
    assert not own_weights_file(home).exists()
    assert run(parse(_words(home, "listening", log, *options))) == DONE
    document = json.loads(capsys.readouterr().out)
    fitted = document["fitted"]
    assert fitted["better"] is document["saved"] is True
    assert fitted["weights"]["together"] > WEIGHTS.together
    assert load_own_weights(home).together == pytest.approx(fitted["weights"]["together"])


def test_wrong_use_is_said(home: Home, tmp_path: Path, capsys) -> None:
    log = _table(tmp_path / "log.csv", [f"{BEGIN},A,B"])
    assert run(parse(_words(home, "listening", log, "--save-weights"))) == WRONG_USE
    assert "--fit-weights" in capsys.readouterr().err
    assert run(parse(_words(home, "listening", str(tmp_path / "missing.csv")))) == WRONG_USE
    (tmp_path / "cover.png").write_bytes(bytes(range(256)))
    words = _words(home, "listening", str(tmp_path / "cover.png"))
    assert run(parse(words)) == COULD_NOT_RUN
    assert "no plays that can be read" in capsys.readouterr().err


def test_a_simulation_says_so_and_its_log_can_be_replayed(
    home: Home, tmp_path: Path, capsys
) -> None:
    small = ("--listeners", "1", "--days", "3", "--tracks", "50")
    assert run(parse(_words(home, "simulated", *small))) == DONE
    said = capsys.readouterr().out
    assert said.count("SIMULATED") == 2
    assert run(parse(_words(home, "simulated", *small, "--replay", "--json"))) == DONE
    document = json.loads(capsys.readouterr().out)
    assert document["simulated"] is True
    assert document["replay"]["plays"] == [document["replay"]["plays"][0]]
    file = tmp_path / "made up.csv"
    assert run(parse(_words(home, "simulated", *small, "--write-log", str(file)))) == DONE
    assert "SIMULATED" in capsys.readouterr().out
    assert run(parse(_words(home, "listening", str(file), "--json"))) == DONE
    log = json.loads(capsys.readouterr().out)["log"]
    assert log["plays"] == document["replay"]["plays"][0]
    assert log["cut_short_unknown"] == 0
    words = _words(home, "simulated", *small, "--write-log", str(tmp_path / "no" / "where.csv"))
    assert run(parse(words)) == WRONG_USE
