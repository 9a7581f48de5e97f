"""Simulated listeners who correct: what their corrections do to tracks they did not correct."""

from __future__ import annotations

import numpy as np
import pytest

from player.evaluation.corrections import errors, judge, table
from player.evaluation.simulated_ears import JUDGED, TRIED, feel, made_up_library
from player.paths import models_dir
from player.tagging.card import NetworkCard

LIBRARY = made_up_library(300, NetworkCard.load(models_dir()).calibration, seed=1)


def test_corrections_help_who_differs_and_leave_who_agrees() -> None:
    found = judge(LIBRARY, JUDGED, seed=3, listeners=30)
    for kind in ("shifted", "turned", "mixed"):
        low, high = found[kind]["change_ci95"]
        assert low <= found[kind]["change"] <= high < 0.0, kind
        assert found[kind]["better_off"] > 0.7
    assert found["network"]["change"] < 0.02
    assert found["average"]["change"] < 0.01


def test_the_same_seed_is_the_same_listener() -> None:
    one, again, other = (
        errors(LIBRARY, JUDGED["mixed"], np.random.default_rng(seed)) for seed in (4, 4, 5)
    )
    assert one == again != other


def test_who_reports_is_not_who_the_model_was_chosen_on() -> None:
    assert set(JUDGED) & set(TRIED) == {"network"}
    for ear in {**JUDGED, **TRIED}.values():
        felt = feel(LIBRARY, ear, np.random.default_rng(0))
        assert felt.shape == (300, 2) and np.abs(felt).max() <= 1.0


def test_the_table_says_how_much_and_how_surely() -> None:
    found = judge(LIBRARY, {"shifted": JUDGED["shifted"]}, seed=3, listeners=5)
    both = {"by_chance": found, "by_lesson": found}
    rows = table({"labelled_clips": both, "made_up": both})
    assert rows[0][:3] == ("labelled_clips", "by_chance", "shifted") and len(rows) == 4
    assert rows[-1][:3] == ("made_up", "by_lesson", "shifted")
    assert rows[0][4].startswith(f"{100 * found['shifted']['change']:+.1f} %")


def test_the_made_up_network_is_as_wrong_as_it_says() -> None:
    away = LIBRARY.features.place - LIBRARY.average
    assert away.std(axis=0) == pytest.approx(LIBRARY.features.place_sd[0], rel=0.15)
