from pathlib import Path

import numpy as np
import pytest

from player.evaluation.audio import run, table
from player.evaluation.degrade import DEGRADATIONS
from player.evaluation.guesses import Guesses
from player.evaluation.manifest import read_manifest
from player.evaluation.robust import changes
from player.paths import models_dir
from tests.tagging.signals import song, write_wav


def _guesses(plane) -> Guesses:
    n = len(plane)
    return Guesses(
        plane=plane,
        plane_sd=np.full((n, 2), 0.3),
        styles=("jazz",),
        style_shares=np.full((n, 2), 0.5),
        mood_sure=np.ones(n, np.bool_),
        style_sure=np.ones(n, np.bool_),
        groups=tuple(str(i // 2) for i in range(n)),
        failures=(),
        tracks_per_s=None,
        seen_in_training=0,
    )


def _rated(tmp_path: Path, truth):
    file = tmp_path / "m.csv"
    file.write_text(
        "file,valence,arousal\n" + "".join(f"{i}.wav,{v},{a}\n" for i, (v, a) in enumerate(truth))
    )
    return read_manifest(file)


def test_copies_that_say_the_same_change_nothing(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    truth = random.uniform(-1, 1, (40, 2))
    guesses = _guesses(truth + random.normal(0, 0.3, truth.shape))
    found = changes(_rated(tmp_path, truth), guesses, {"same": guesses})["conditions"]["same"]
    assert found["within_bound"]
    assert set(found["figures"]) == {"valence", "arousal", "quadrant"}
    for figure in found["figures"].values():
        assert (figure["change"], figure["ci95"]) == (0.0, [0.0, 0.0])


def test_copies_that_lose_an_axis_are_seen_to_lose_it(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    truth = random.uniform(-1, 1, (80, 2))
    plain = truth + random.normal(0, 0.2, truth.shape)
    worse = plain.copy()
    worse[:, 0] = random.uniform(-1, 1, 80)
    found = changes(_rated(tmp_path, truth), _guesses(plain), {"bad": _guesses(worse)})
    figures = found["conditions"]["bad"]["figures"]
    assert not found["conditions"]["bad"]["within_bound"]
    assert figures["valence"]["ci95"][1] < -0.3
    assert figures["arousal"]["change"] == 0
    assert figures["valence"]["change"] == pytest.approx(
        figures["valence"]["after"] - figures["valence"]["before"], abs=0.0011
    )


def test_clips_whose_copy_failed_are_left_out_on_both_sides(tmp_path: Path) -> None:
    truth = np.random.default_rng(2).uniform(-1, 1, (30, 2))
    broken = truth.copy()
    broken[3] = np.nan
    found = changes(_rated(tmp_path, truth), _guesses(truth), {"x": _guesses(broken)})
    assert found["conditions"]["x"]["n"] == 29
    assert found["conditions"]["x"]["figures"]["valence"]["after"] == 1.0


def test_the_shipped_network_judges_copies_of_every_clip(tmp_path: Path) -> None:
    rows = ["file,valence,arousal"]
    for i in range(4):
        write_wav(tmp_path / f"{i}.wav", song(12, seed=i))
        rows.append(f"{i}.wav,{0.2 * i - 0.3},{0.1 * i - 0.2}")
    (tmp_path / "m.csv").write_text("\n".join([*rows, "gone.wav,0,0"]) + "\n")
    result = run(tmp_path / "m.csv", models_dir=models_dir(), device="cpu", robust=True)
    assert set(result["robust"]["conditions"]) == set(DEGRADATIONS)
    assert all(found["n"] == 4 for found in result["robust"]["conditions"].values())
    assert [failed["file"] for failed in result["failed"]] == ["gone.wav"]
    assert result["valence"]["n"] == 4
    assert sum("12 dB" in name for name, _ in table(result)) == 3
