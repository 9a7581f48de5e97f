import sys
from pathlib import Path

import numpy as np
import pytest

from player.errors import UsageError
from player.training import plots

pytest.importorskip("matplotlib")
image = pytest.importorskip("PIL.Image")


def _pixels(file: Path):
    with image.open(file) as picture:
        assert picture.format == "PNG"
        return np.asarray(picture.convert("RGB"), np.int64)


def _share_of(pixels, colour: tuple[int, int, int]) -> float:
    return float((np.abs(pixels - colour).max(axis=2) < 12).mean())


def test_a_perfect_confusion_is_dark_on_the_diagonal_only(tmp_path: Path) -> None:
    dark = (8, 48, 107)  # the end of matplotlib's Blues
    plots.confusion(tmp_path / "right.png", np.eye(4, dtype=np.int64) * 9, list("abcd"))
    plots.confusion(tmp_path / "even.png", np.ones((4, 4), np.int64), list("abcd"))
    diagonal = _share_of(_pixels(tmp_path / "right.png"), dark)
    assert diagonal > 0.05
    assert _share_of(_pixels(tmp_path / "even.png"), dark) == 0


def test_every_plot_is_written_into_a_new_folder(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    confidence = random.uniform(0.2, 1, 100)
    plane = random.uniform(-1, 1, (40, 2))
    steps = np.arange(30.0)
    folder = tmp_path / "deep" / "down"
    plots.reliability(folder / "r.png", confidence, random.random(100) < confidence)
    plots.plane_scatter(folder / "p.png", plane, plane * 3)
    plots.curve(folder / "c.png", {"loss": (steps, 1 / (steps + 1))}, x="step", y="loss", title="t")
    for name in "rpc":
        assert _pixels(folder / f"{name}.png").std() > 5


def test_clips_are_coloured_by_the_quadrant_people_put_them_in(tmp_path: Path) -> None:
    plane = np.column_stack([np.full(60, -0.5), np.linspace(-0.9, -0.1, 60)])
    plots.plane_scatter(tmp_path / "sad.png", plane, plane)
    pixels = _pixels(tmp_path / "sad.png")
    left = pixels[:, : pixels.shape[1] // 3]
    # dots are a little transparent, so the colour is searched for around the drawn one
    sad, happy = np.array((0, 114, 178)), np.array((230, 159, 0))
    assert (np.abs(left - sad).max(axis=2) < 60).sum() > 300
    legend_only = (np.abs(left - happy).max(axis=2) < 60).sum()
    assert legend_only < 100


def test_shapes_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="labels"):
        plots.confusion(tmp_path / "x.png", np.eye(3, dtype=np.int64), ["a", "b"])
    with pytest.raises(ValueError, match="outcomes"):
        plots.reliability(tmp_path / "x.png", np.zeros(0), np.zeros(0, np.bool_))
    with pytest.raises(ValueError, match="predicted"):
        plots.plane_scatter(tmp_path / "x.png", np.zeros((3, 2)), np.zeros((4, 2)))
    assert not list(tmp_path.iterdir())


def test_without_matplotlib_a_sentence_says_what_to_install(tmp_path, monkeypatch) -> None:
    for name in [n for n in sys.modules if n.split(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(UsageError, match=r"moodlark\[train\]"):
        plots.curve(tmp_path / "x.png", {}, x="x", y="y", title="t")
