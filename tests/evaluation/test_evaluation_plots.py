import sys
from pathlib import Path

import numpy as np
import pytest

from player.errors import UsageError
from player.evaluation.audio import run
from player.evaluation.decisions import Decisions
from player.evaluation.guesses import Guesses
from player.evaluation.manifest import read_manifest
from player.evaluation.plots import accuracy_over_coverage, chance_band, confusion_counts, draw
from player.paths import models_dir

pytest.importorskip("matplotlib")
image = pytest.importorskip("PIL.Image")


def _decisions(confidence, said, truth) -> Decisions:
    confidence = np.array(confidence, np.float64)
    return Decisions(
        rows=np.arange(len(confidence)),
        names=("a", "b"),
        shares=np.stack([confidence, 1 - confidence], axis=1),
        said=tuple(said),
        truth=tuple(truth),
    )


def test_the_surest_clips_come_first() -> None:
    decisions = _decisions([0.6, 0.9, 0.8, 0.7], "aaaa", "baab")
    coverage, accuracy = accuracy_over_coverage(decisions)
    assert coverage.tolist() == [0.25, 0.5, 0.75, 1.0]
    assert accuracy.tolist() == [1.0, 1.0, pytest.approx(2 / 3), 0.5]


def test_labels_that_are_no_answers_have_a_row_of_their_own() -> None:
    names, counts = confusion_counts(_decisions([0.9, 0.9, 0.9], "aab", ["a", "polka", "a"]))
    assert names == ["a", "b", "polka"]
    assert counts.tolist() == [[1, 1, 0], [0, 0, 0], [1, 0, 0]]


def test_an_honest_guesser_lies_in_the_band_by_chance() -> None:
    random = np.random.default_rng(0)
    confidence = random.uniform(0.3, 1, 600)
    low, high = chance_band(confidence)
    middle = np.array([part.mean() for part in np.array_split(np.sort(confidence), 10)])
    assert ((low < middle) & (middle < high)).all()
    inside = 0
    for _ in range(100):
        right = (random.random(600) < confidence)[np.argsort(confidence, kind="stable")]
        accuracy = np.array([part.mean() for part in np.array_split(right, 10)])
        inside += int(((low <= accuracy) & (accuracy <= high)).sum())
    assert 0.92 < inside / 1000 < 0.985


def test_every_plot_the_labels_allow_is_written(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    n = 60
    truth = random.uniform(-1, 1, (n, 2))
    file = tmp_path / "m.csv"
    lines = [f"{i},{v},{a},{'jazz' if i % 2 else 'pop'}" for i, (v, a) in enumerate(truth)]
    file.write_text("file,valence,arousal,style\n" + "\n".join(lines) + "\n")
    shares = random.dirichlet((2, 2, 1), n)
    guesses = Guesses(
        plane=truth + random.normal(0, 0.4, truth.shape),
        plane_sd=np.full((n, 2), 0.4),
        styles=("jazz", "pop"),
        style_shares=shares,
        mood_sure=np.ones(n, np.bool_),
        style_sure=np.ones(n, np.bool_),
        groups=tuple(map(str, range(n))),
        failures=(),
        tracks_per_s=None,
        seen_in_training=0,
    )
    written = draw(read_manifest(file), guesses, tmp_path / "new" / "plots")
    assert {path.stem for path in written} == {
        "quadrant_confusion", "quadrant_reliability", "style_confusion", "style_reliability",
        "coverage", "plane",
    }  # fmt: skip
    for path in written:
        with image.open(path) as picture:
            assert picture.format == "PNG"
            assert np.asarray(picture.convert("L")).std() > 5, path.name
    unlabelled = tmp_path / "u.csv"
    unlabelled.write_text("file\n" + "\n".join(map(str, range(n))) + "\n")
    assert draw(read_manifest(unlabelled), guesses, tmp_path / "none") == []


def test_without_matplotlib_nothing_is_listened_to(tmp_path: Path, monkeypatch) -> None:
    for name in [n for n in sys.modules if n.split(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(UsageError, match=r"moodlark\[train\]"):
        run(tmp_path / "missing.csv", models_dir=models_dir(), plots=tmp_path)
