import json
import shutil
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from player.errors import NetworkFileError, TaggingError
from player.paths import models_dir
from player.tagging.card import CARD_FILE, NetworkCard
from player.tagging.network import AudioNetwork, choose_device
from player.tagging.rates import SR
from player.tagging.stretch import hear_stretch
from tests.tagging.signals import song


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return Path(shutil.copytree(models_dir(), tmp_path / "models"))


@pytest.fixture(scope="module")
def network() -> AudioNetwork:
    return AudioNetwork.load(models_dir(), "cpu")


def _heard(y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    stretch = hear_stretch(y, hop_s=4)
    return stretch.features, stretch.mel


@cache
def _five_songs() -> tuple[np.ndarray, ...]:
    return tuple(song(6, seed=i) for i in range(5))


def change(models: Path, **changes: object) -> None:
    file = models / CARD_FILE
    file.write_text(json.dumps(json.loads(file.read_text()) | changes))


def test_the_shipped_card_survives_a_round_trip() -> None:
    card = NetworkCard.load(models_dir())
    assert NetworkCard.from_document(json.loads(json.dumps(card.to_document()))) == card


def test_the_shipped_network_fits_its_card(network: AudioNetwork) -> None:
    heard = network.track(*_heard(song(10)))
    assert heard.embedding.shape == (network.card.embedding_size,)
    assert heard.scores.shape == (network.card.scores_size,)
    assert np.linalg.norm(heard.embedding) == pytest.approx(1.0, abs=1e-5)


def test_the_same_sound_gives_the_same_bytes(network: AudioNetwork) -> None:
    first, second = (network.track(*_heard(song(10))) for _ in range(2))
    assert first.scores.tobytes() == second.scores.tobytes()
    assert first.embedding.tobytes() == second.embedding.tobytes()


def test_silence_is_far_from_all_music(network: AudioNetwork) -> None:
    heard = network.track(*_heard(np.zeros(10 * SR, np.float32)))
    assert heard.scores[network.card.output("distance").start] > 100
    assert not heard.embedding.any()


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(5)), st.integers(1, 4))
def test_pooling_knows_no_order_and_no_count(order: list[int], times: int) -> None:
    network = AudioNetwork.load(models_dir(), "cpu")
    features, mel = (np.concatenate(x) for x in zip(*map(_heard, _five_songs()), strict=True))
    plain = network.track(features, mel)
    other = network.track(np.tile(features[order], (times, 1)), np.tile(mel[order], (times, 1, 1)))
    np.testing.assert_allclose(other.scores, plain.scores, rtol=1e-4, atol=1e-4)
    np.testing.assert_allclose(other.embedding, plain.embedding, rtol=1e-4, atol=1e-4)


def test_changed_weights_are_refused(models: Path) -> None:
    file = models / NetworkCard.load(models).weights_file
    raw = bytearray(file.read_bytes())
    raw[-1] ^= 1
    file.write_bytes(raw)
    with pytest.raises(NetworkFileError, match="belongs"):
        AudioNetwork.load(models, "cpu")


def test_missing_weights_are_refused(models: Path) -> None:
    (models / NetworkCard.load(models).weights_file).unlink()
    with pytest.raises(NetworkFileError, match="missing"):
        AudioNetwork.load(models, "cpu")


def test_other_shapes_than_the_cards_are_refused(models: Path) -> None:
    weights = json.loads((models / CARD_FILE).read_text())["weights"]
    weights["tensors"]["head_bias"] = [3]
    change(models, weights=weights)
    with pytest.raises(NetworkFileError, match="belongs"):
        AudioNetwork.load(models, "cpu")


def test_other_sizes_than_the_modules_are_refused(models: Path) -> None:
    change(models, embedding_size=7)
    with pytest.raises(NetworkFileError, match="belongs"):
        AudioNetwork.load(models, "cpu")


def test_other_features_are_refused(models: Path) -> None:
    change(models, features_version=99)
    with pytest.raises(NetworkFileError, match="another version"):
        AudioNetwork.load(models, "cpu")


def test_another_format_is_refused(models: Path) -> None:
    change(models, format=99)
    with pytest.raises(NetworkFileError, match="another version"):
        NetworkCard.load(models)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"format": 1}'])
def test_a_damaged_card_is_refused(models: Path, text: str) -> None:
    (models / CARD_FILE).write_text(text)
    with pytest.raises(NetworkFileError):
        NetworkCard.load(models)


def test_a_card_with_gaps_between_outputs_is_refused(models: Path) -> None:
    outputs = json.loads((models / CARD_FILE).read_text())["outputs"]
    outputs[1]["start"] += 1
    change(models, outputs=outputs)
    with pytest.raises(NetworkFileError, match="damaged"):
        NetworkCard.load(models)


def test_a_missing_card_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NetworkFileError, match=r"audio\.json"):
        NetworkCard.load(tmp_path)


def test_an_unknown_device_is_told_in_a_sentence() -> None:
    assert choose_device("cpu") == "cpu"
    with pytest.raises(TaggingError, match="quantum"):
        choose_device("quantum")
