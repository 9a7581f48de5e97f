"""The shipped network says of five demo pieces what it said when it was trained."""

import json

import numpy as np
import pytest

from player.paths import models_dir
from player.tagging.network import AudioNetwork
from tests.tagging.golden import GOLDEN, hear, pieces

_GOLDEN = json.loads(GOLDEN.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def network() -> AudioNetwork:
    return AudioNetwork.load(models_dir(), "cpu")


def test_the_golden_values_are_of_the_shipped_network(network: AudioNetwork) -> None:
    assert _GOLDEN["version"] == network.card.version, "run python -m tests.tagging.golden"


@pytest.mark.parametrize("path", pieces(), ids=lambda path: path.stem)
def test_a_piece_sounds_as_it_did_and_twice_the_same(network: AudioNetwork, path) -> None:
    first, second = (hear(network, path) for _ in range(2))
    assert first.scores.tobytes() == second.scores.tobytes()
    assert first.embedding.tobytes() == second.embedding.tobytes()
    # Other processors round otherwise.
    np.testing.assert_allclose(first.scores, _GOLDEN["scores"][path.name], atol=1e-3, rtol=1e-3)
    np.testing.assert_allclose(first.embedding, _GOLDEN["embedding"][path.name], atol=1e-3)
