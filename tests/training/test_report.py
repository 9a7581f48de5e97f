from pathlib import Path

import numpy as np
import pytest

from player.training.cleaning import CleaningReport
from player.training.clips import Clip
from player.training.metrics import expected_calibration_error
from player.training.report import Predictions, TrainingRun, confusion_counts, write_report

pytest.importorskip("matplotlib")

_STYLES = ("jazz", "metal", "pop")


def _clips() -> tuple[Clip, ...]:
    random = np.random.default_rng(0)
    rated = tuple(
        Clip(
            f"plane/{i}.wav", Path(f"{i}.wav"), f"g{i // 2}", i % 5,
            valence=float(random.uniform(-1, 1)), arousal=float(random.uniform(-1, 1)),
            style=_STYLES[i % 3],
        )
        for i in range(60)
    )  # fmt: skip
    felt = Clip("felt/x.wav", Path("x.wav"), "x", 0, style="polka", emotions=(0.0,) * 6)
    return (*rated, felt)


def _run(**changes) -> TrainingRun:
    clips = _clips()
    random = np.random.default_rng(1)
    shares = random.dirichlet((1, 1, 1), len(clips))
    plane = np.array([(c.valence or 0, c.arousal or 0) for c in clips]) * 0.5
    steps = np.arange(40.0)
    fields = {
        "title": "net 1.0",
        "cleaning": CleaningReport(
            kept=clips,
            places=tuple(range(len(clips))),
            left_out=(("plane/bad|.wav", "silent"),),
            joined=(("plane/1.wav", "plane/9.wav", "the same sound"),),
            contradictions=(),
        ),
        "made": {"seed": 7, "steps": 1200, "device": "cpu", "seconds": 12.34567},
        "figures": {
            "how": "5 folds",
            "clips": 60,
            "valence": {"r": 0.612, "r2": 0.37, "ci95": [0.5, 0.7]},
            "emotion": {"calm": 0.7},
        },
        "losses": {"training": (steps, 1 / (1 + steps))},
        "unseen": Predictions(plane, _STYLES, shares),
    }
    return TrainingRun(**fields | changes)


def test_the_page_says_what_went_in_and_what_came_out(tmp_path: Path) -> None:
    run = _run()
    page = write_report(tmp_path / "report", run)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# net 1.0\n")
    assert "| plane | 60 | 30 | 5 | 60 | 60 | 0 |" in text
    assert "| felt | 1 | 1 | 1 | 0 | 1 | 1 |" in text
    assert "### Left out: 1\n\n- `plane/bad|.wav`: silent" in text
    assert "- `plane/1.wav`, `plane/9.wav`: the same sound" in text
    assert "### Same sound, other labels: 0" in text
    assert "- seed: 7\n- steps: 1200\n- device: cpu\n- seconds: 12.35\n" in text
    assert "| valence r | 0.612 | 0.500 – 0.700 |\n| valence r2 | 0.37 |  |" in text
    assert "| emotion calm | 0.7 |  |" in text
    shares = run.unseen.style_shares[:60]
    right = shares.argmax(axis=1) == np.arange(60) % 3
    error = expected_calibration_error(shares.max(axis=1), right)
    assert f"Calibration error of the styles: {error:.3f}." in text


def test_every_plot_the_page_shows_is_there_and_no_other(tmp_path: Path) -> None:
    text = write_report(tmp_path, _run()).read_text(encoding="utf-8")
    shown = {part.split(")")[0] for part in text.split("![](")[1:]}
    assert shown == {"loss.png", "plane.png", "confusion-1.png", "reliability.png"}
    assert {file.name for file in tmp_path.iterdir()} == shown | {"report.md"}


def test_without_predictions_and_losses_there_is_no_plot(tmp_path: Path) -> None:
    text = write_report(tmp_path, _run(unseen=None, losses={}, figures={})).read_text()
    assert "![](" not in text
    assert [file.name for file in tmp_path.iterdir()] == ["report.md"]


def test_clips_nothing_was_said_of_are_left_out_of_the_plots(tmp_path: Path) -> None:
    nothing = np.full((61, 2), np.nan)
    unseen = Predictions(nothing, _STYLES, np.full((61, 3), np.nan))
    text = write_report(tmp_path, _run(unseen=unseen, losses={})).read_text()
    assert "![](" not in text


def test_predictions_of_other_clips_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="5 predictions for 61 clips"):
        write_report(
            tmp_path, _run(unseen=Predictions(np.zeros((5, 2)), _STYLES, np.zeros((5, 3))))
        )


def test_confusions_are_counted_by_truth_and_said() -> None:
    counts = confusion_counts(np.array([0, 0, 2]), np.array([1, 1, 2]), 3)
    assert counts.tolist() == [[0, 2, 0], [0, 0, 0], [0, 0, 1]]
