from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.errors import UsageError
from player.evaluation.audio import quadrant_probabilities, run, table
from player.evaluation.manifest import read_manifest
from player.paths import models_dir
from player.training.figures import quadrant
from player.training.metrics import (
    calibration_band,
    expected_calibration_error,
    interval,
    macro_f1,
    pearson,
    r2,
)
from tests.tagging.signals import song, write_wav


def test_figures_of_known_answers() -> None:
    truth = np.array([0.0, 1.0, 2.0, 3.0])
    assert pearson(2 * truth + 1, truth) == pytest.approx(1)
    assert pearson(np.ones(4), truth) == 0
    assert r2(truth, truth) == 1
    assert r2(np.full(4, truth.mean()), truth) == 0
    assert macro_f1(["a", "a", "b"], ["a", "b", "b"]) == pytest.approx(2 / 3)
    low, high = interval(lambda drawn: float(truth[drawn].mean()), list("abcd"), resamples=500)
    assert 0 <= low < 1.5 < high <= 3


def test_an_overconfident_guesser_is_above_the_band() -> None:
    confidence = np.full(400, 0.95)
    right = np.arange(400) % 2 == 0
    assert expected_calibration_error(confidence, right) == pytest.approx(0.45)
    assert calibration_band(confidence, resamples=200)[1] < 0.1


@given(st.floats(-1, 1), st.floats(-1, 1), st.floats(0.05, 1), st.floats(0.05, 1))
def test_quadrant_probabilities_agree_with_the_signs(v: float, a: float, sv: float, sa: float):
    shares = quadrant_probabilities(np.array([[v, a]]), np.array([[sv, sa]]))[0]
    assert shares.sum() == pytest.approx(1)
    if abs(v) > 1e-3 and abs(a) > 1e-3:
        assert ("Q1", "Q2", "Q3", "Q4")[int(shares.argmax())] == quadrant(v, a)


def test_a_manifest_is_read_with_its_variants(tmp_path: Path) -> None:
    file = tmp_path / "m.csv"
    file.write_text(
        "file,valence,arousal,quadrant,style\na.wav,,,Q1_happy,HipHop\nb.wav,-.5,.5,,\n"
    )
    first, second = read_manifest(file)
    assert (first.quadrant, first.style, first.valence) == ("Q1", "hip-hop", None)
    assert (second.quadrant, second.style, second.arousal) == ("Q2", None, 0.5)


@pytest.mark.parametrize("text", ["", "name\nx\n", "file,quadrant\na.wav,happy\n", "file\n"])
def test_what_is_no_manifest_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "m.csv"
    file.write_text(text)
    with pytest.raises(UsageError):
        read_manifest(file)


def test_clips_are_judged_and_failures_named(tmp_path: Path) -> None:
    rows = ["file,valence,arousal,quadrant,style"]
    for i in range(4):
        write_wav(tmp_path / f"{i}.wav", song(12, seed=i))
        rows.append(f"{i}.wav,{0.2 * i - 0.3},{0.1 * i},,{'jazz' if i % 2 else 'polka'}")
    rows.append("gone.wav,0.1,0.1,,jazz")
    file = tmp_path / "m.csv"
    file.write_text("\n".join(rows) + "\n")
    result = run(file, models_dir=models_dir(), device="cpu")
    assert result["n"] == 5
    assert [failed["file"] for failed in result["failed"]] == ["gone.wav"]
    assert result["valence"]["n"] == result["quadrant"]["n"] == result["style"]["n"] == 4
    assert result["style"]["unknown_labels"] == ["polka"]
    assert result["style"]["accuracy"] == 0.5
    assert result["seen_in_training"] == 0
    assert result["tracks_per_s"] > 0
    assert len(table(result)) >= 9
