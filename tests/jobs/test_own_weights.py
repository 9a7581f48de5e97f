"""Own weights are read back exactly, or not at all."""

import dataclasses
import logging
from pathlib import Path

import orjson
import pytest

from player.jobs.own_weights import load_own_weights, own_weights_file, save_own_weights
from player.paths import Home
from player.recommend.weights import WEIGHTS, WEIGHTS_VERSION

OWN = dataclasses.asdict(WEIGHTS) | {"sound": 1.25, "tempo": 0.0}


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    assert load_own_weights(home) == WEIGHTS
    save_own_weights(home, OWN, fitted_on=500)
    own = load_own_weights(home)
    assert (own.sound, own.tempo, own.mood) == (1.25, 0.0, WEIGHTS.mood)
    own_weights_file(home).unlink()
    assert load_own_weights(home) == WEIGHTS


@pytest.mark.parametrize(
    "wrong",
    [{"sound": -0.1}, {"sound": float("nan")}, {"sound": 1e9}, {"surprise!": 1.0}],
)
def test_no_wrong_weights_are_saved(wrong: dict[str, float], tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"weights|terms"):
        save_own_weights(Home(tmp_path), OWN | wrong, fitted_on=1)
    assert not own_weights_file(Home(tmp_path)).exists()


def test_those_of_another_version_of_the_score_rest(tmp_path: Path) -> None:
    document = {"version": WEIGHTS_VERSION + "x", "weights": {"another": 1.0}}
    own_weights_file(Home(tmp_path)).write_bytes(orjson.dumps(document))
    assert load_own_weights(Home(tmp_path)) == WEIGHTS


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"{}", b'{"version": "%s", "weights": 3}'])
def test_a_damaged_file_is_told_in_the_log(
    data: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    own_weights_file(Home(tmp_path)).write_bytes(data.replace(b"%s", WEIGHTS_VERSION.encode()))
    with caplog.at_level(logging.WARNING):
        assert load_own_weights(Home(tmp_path)) == WEIGHTS
    assert "weights.json" in caplog.text
