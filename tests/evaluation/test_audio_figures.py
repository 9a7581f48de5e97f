from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.errors import UsageError
from player.evaluation.audio import judge, run, table
from player.evaluation.decisions import quadrant_probabilities
from player.evaluation.guesses import Guesses
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
    rows = ["file,valence,arousal,quadrant,style,joyful,calmness"]
    for i in range(4):
        write_wav(tmp_path / f"{i}.wav", song(12, seed=i))
        rows.append(f"{i}.wav,{0.2 * i - 0.3},{0.1 * i},,{'jazz' if i % 2 else 'polka'},.{i},.3")
    rows.append("gone.wav,0.1,0.1,,jazz,,")
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
    assert result["robust"] is None
    assert "plots" not in result
    assert len(table(result)) >= 9


def test_felt_emotions_are_read_by_either_name(tmp_path: Path) -> None:
    file = tmp_path / "m.csv"
    file.write_text("file,calm,sadness,amazement\na.wav,0.25,.5,1\nb.wav,,0,\n")
    first, second = read_manifest(file)
    assert first.emotions == {"calm": 0.25, "sad": 0.5}
    assert second.emotions == {"sad": 0.0}


def _guesses(plane, **more) -> Guesses:
    n = len(plane)
    shares = np.tile([0.6, 0.3, 0.1], (n, 1))
    return Guesses(
        plane=np.array(plane, np.float64),
        plane_sd=np.full((n, 2), 0.3),
        styles=("jazz", "pop"),
        style_shares=shares,
        mood_sure=np.ones(n, np.bool_),
        style_sure=np.zeros(n, np.bool_),
        groups=tuple(str(i) for i in range(n)),
        failures=(),
        tracks_per_s=None,
        seen_in_training=0,
        **more,
    )


def _labels(tmp_path: Path, text: str):
    file = tmp_path / "m.csv"
    file.write_text(text)
    return read_manifest(file)


def test_figures_of_guesses_with_known_answers(tmp_path: Path) -> None:
    labels = _labels(
        tmp_path,
        "file,valence,arousal,style,joyful,sad\n"
        "a,0.5,0.5,jazz,.1,.4\nb,-0.5,0.5,pop,.2,.3\nc,-0.5,-0.5,jazz,.3,.2\nd,0.5,-0.5,jazz,.4,.1\n",
    )
    plane = [(0.5, 0.4), (-0.4, 0.5), (-0.5, 0.6), (0.9, -0.5)]  # the third in a wrong quadrant
    emotions = np.array([[0.2, 0.1], [0.4, 0.2], [0.6, 0.3], [0.8, 0.4]])
    result = judge(labels, _guesses(plane, emotions=emotions, emotion_names=("joyful", "sad")))
    assert result["quadrant"]["accuracy"] == 0.75
    assert result["style"]["accuracy"] == 0.75
    assert result["valence"]["covered_by_80"] == 0.75  # 0.4 off with sd 0.3 is just outside
    assert result["arousal"]["covered_by_80"] == 0.75
    assert result["emotion"]["r"] == {"joyful": 1.0, "sad": -1.0}
    assert result["emotion"]["mean_r"] == 0.0
    assert result["calibration"]["style"]["mean_confidence"] == pytest.approx(0.667, abs=1e-3)
    assert result["coverage"]["mood_share"] == 1.0
    assert result["coverage"]["style_share"] == 0.0
    assert len(table(result)) == 15


def test_without_emotions_of_the_network_there_is_no_figure_of_them(tmp_path: Path) -> None:
    labels = _labels(tmp_path, "file,valence,arousal,sad\na,1,1,0\nb,0,0,1\nc,.5,.2,0\n")
    assert judge(labels, _guesses([(0, 0)] * 3))["emotion"] is None
