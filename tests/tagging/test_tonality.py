import numpy as np
import pytest

from player.tagging.features import frame_features
from player.tagging.tonality import NAMES, find_key
from tests.tagging.signals import chord


@pytest.mark.parametrize("tonic", [0, 2, 6, 9])
@pytest.mark.parametrize(("third", "mode"), [(4, "major"), (3, "minor")])
def test_the_key_of_a_chord_is_found(tonic: int, third: int, mode: str) -> None:
    y = chord((tonic, tonic + third, tonic + 7), 4)
    key = find_key(frame_features(y).partials.mean(axis=0))
    assert key.name == f"{NAMES[tonic]} {mode}"
    assert (key.mode_balance > 0) == (mode == "major")


def test_flat_chroma_has_no_key() -> None:
    assert find_key(np.ones(12)).name is None
    assert find_key(np.zeros(12)).name is None
