from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from player.training.clips import EMOTIONS, Clip
from player.training.comparison import FIGURES, compare, markdown

_STYLES = ("jazz", "metal", "pop")


@dataclass(frozen=True)
class _Row:
    plane: npt.NDArray[np.float64]
    emotions: npt.NDArray[np.float64]
    style_logits: npt.NDArray[np.float64]


@pytest.fixture(scope="module")
def clips() -> list[Clip]:
    random = np.random.default_rng(0)
    return [
        Clip(
            name=f"{'rated' if i % 2 else 'felt'}/{i}",
            path=Path(str(i)),
            group=str(i // 4),
            fold=0,
            valence=float(random.uniform(-1, 1)) if i % 2 else None,
            arousal=float(random.uniform(-1, 1)) if i % 2 else None,
            style=_STYLES[i % 3],
            emotions=None if i % 2 else tuple(random.random(len(EMOTIONS))),
        )
        for i in range(160)
    ]


def _row(clips, noise: float, seed: int) -> _Row:
    """Predictions that are the truth and some noise."""
    random = np.random.default_rng(seed)
    plane = np.nan_to_num(np.array([(c.valence, c.arousal) for c in clips], np.float64))
    emotions = np.array([c.emotions or (0.0,) * len(EMOTIONS) for c in clips])
    logits = np.array([[style == c.style for style in _STYLES] for c in clips], np.float64)
    return _Row(
        plane + random.normal(0, noise, plane.shape),
        emotions + random.normal(0, noise, emotions.shape),
        logits + random.normal(0, noise, logits.shape),
    )


def test_a_clearly_better_row_is_above_the_others_for_certain(clips) -> None:
    rows = {"guessing": _row(clips, 50, 1), "ridge": _row(clips, 1, 2), "ours": _row(clips, 0.2, 3)}
    table = compare(clips, rows, _STYLES, ours="ours")
    assert [row["name"] for row in table["rows"]] == list(rows)
    assert table["n"] == {"arousal": 80, "valence": 80, "quadrant": 80, "style": 80, "emotion": 80}
    guessing, ridge, ours = table["rows"]
    assert ours["ours_minus"] is None
    for row in (guessing, ridge):
        for key in FIGURES:
            assert row["ours_minus"][key]["ci95"][0] > 0, (row["name"], key)
            gap = ours["figures"][key]["value"] - row["figures"][key]["value"]
            assert row["ours_minus"][key]["value"] == pytest.approx(gap, abs=0.0011)
    text = markdown(table)
    assert text.count("**+") == 10
    assert "| **ours** |" in text
    assert {line.count("|") for line in text.splitlines() if line} == {7}


def test_identical_rows_differ_by_exactly_nothing(clips) -> None:
    row = _row(clips, 0.5, 4)
    table = compare(clips, {"ours": row, "twin": row}, _STYLES, ours="ours")
    for difference in table["rows"][1]["ours_minus"].values():
        assert difference == {"value": 0.0, "ci95": [0.0, 0.0]}
    assert "**+" not in markdown(table)


def test_a_row_that_says_nothing_of_emotions_has_no_figure_of_them(clips) -> None:
    ours, silent = _row(clips, 0.2, 5), _row(clips, 0.2, 6)
    silent.emotions[:] = np.nan
    table = compare(clips, {"ours": ours, "silent": silent}, _STYLES, ours="ours")
    assert table["rows"][1]["figures"]["emotion"] is None
    assert table["rows"][1]["ours_minus"]["emotion"] is None
    assert table["rows"][1]["figures"]["style"] is not None
    assert markdown(table).count("–") == 2


def test_perfect_and_constant_rows_have_their_known_figures(clips) -> None:
    constant = _Row(np.full((160, 2), 0.5), np.full((160, len(EMOTIONS)), 0.3), np.eye(160, 3))
    constant.style_logits[:] = (1.0, 0.0, 0.0)
    table = compare(clips, {"ours": _row(clips, 0, 7), "mean": constant}, _STYLES, ours="ours")
    perfect, mean = (row["figures"] for row in table["rows"])
    assert all(figure == {"value": 1.0, "ci95": [1.0, 1.0]} for figure in perfect.values())
    assert mean["valence"]["value"] == mean["arousal"]["value"] == mean["emotion"]["value"] == 0
    jazz = np.mean([c.style == "jazz" for c in clips if c.emotions is None])
    assert mean["style"]["value"] == pytest.approx(jazz, abs=1e-3)


def test_the_row_compared_must_be_there(clips) -> None:
    with pytest.raises(KeyError):
        compare(clips, {"ridge": _row(clips, 1, 8)}, _STYLES, ours="ours")
