import numpy as np
import pytest

from player.tagging.features import frame_features
from player.tagging.tonality import NAMES, find_key, tuning_of
from tests.tagging.signals import chord


@pytest.mark.parametrize("tonic", [0, 2, 6, 9])
@pytest.mark.parametrize(("third", "mode"), [(4, "major"), (3, "minor")])
def test_the_key_of_a_chord_is_found(tonic: int, third: int, mode: str) -> None:
    y = chord((tonic, tonic + third, tonic + 7), 4)
    key = find_key(frame_features(y).partials.mean(axis=0))
    assert key.name == f"{NAMES[tonic]} {mode}"
    assert (key.mode_balance > 0) == (mode == "major")


@pytest.mark.parametrize("cents", [-45, -30, 0, 10, 35])
def test_the_tuning_of_notes_is_found(cents: int) -> None:
    """Notes at *cents* above concert pitch, smeared over neighbouring thirds of a semitone."""
    thirds = np.zeros(36)
    for note in (0, 4, 7):
        distance = (np.arange(36) - 3 * note - 3 * cents / 100 + 18) % 36 - 18
        thirds += np.exp(-0.5 * distance**2)
    assert tuning_of(thirds) == pytest.approx(cents / 100, abs=0.01)


def test_flat_chroma_has_no_key() -> None:
    assert find_key(np.ones(12)).name is None
    assert find_key(np.zeros(12)).name is None
