import hashlib
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from player.errors import UsageError
from player.tagging.encoder import EMBEDDING_SIZE
from player.tagging.network import AudioNetwork
from player.tagging.window_features import NAMES
from player.training.clip_features import ClipFeatures
from player.training.clips import EMOTIONS, Clip, load_clips
from player.training.ears import Ears, load_ears
from player.training.export import with_edges, write_network
from player.training.fit_calibration import distance_limit, fit_calibration, music_limit
from player.training.heads import fit_heads
from player.training.rows import (
    OutOfFold,
    heads_of_splits,
    labelled_rows,
    made_rows,
    out_of_fold,
    splits_of,
    styles_of,
)
from tests.untrained_ears import write_untrained_ears

_STYLES = ("jazz", "metal", "pop")


_MADE = 12


@pytest.fixture(scope="module")
def ears(tmp_path_factory: pytest.TempPathFactory) -> Ears:
    return load_ears(write_untrained_ears(tmp_path_factory.mktemp("ears")))


@pytest.fixture(scope="module")
def made() -> list[ClipFeatures]:
    """Sounds that are no music, far from the clips in three numbers."""
    random = np.random.default_rng(9)
    rows = random.normal(5, 2, (_MADE, 1, len(NAMES))).astype(np.float32)
    rows[:, :, 10:13] += 12
    return [ClipFeatures("", (row,), (_embedding(random, 1),)) for row in rows]


def _embedding(random: np.random.Generator, windows: int) -> np.ndarray:
    return random.normal(size=(1, windows, EMBEDDING_SIZE)).astype(np.float16)


@pytest.fixture(scope="module")
def made_up() -> tuple[list[Clip], list[ClipFeatures]]:
    """Clips whose labels really are linear in their features, with noise."""
    random = np.random.default_rng(0)
    direction = random.normal(size=(2, len(NAMES))) / len(NAMES) ** 0.5
    clips, heard = [], []
    for i in range(150):
        style = i % 3
        row = random.normal(size=len(NAMES)) * 2 + 5
        row[10 * style : 10 * style + 10] += 6
        rated = i % 2 == 0
        valence, arousal = np.tanh(direction @ (row - 5) / 3)
        clips.append(
            Clip(
                name=f"{'gtzan_dev' if rated else 'emotify'}/{i}",
                path=Path(f"{i}.opus"),
                group=str(i // 4),
                fold=(i // 4) % 5,
                kind="rated" if rated else "felt",
                valence=float(valence) if rated else None,
                arousal=float(arousal) if rated else None,
                style=_STYLES[style],
                emotions=None if rated else tuple(random.random(len(EMOTIONS))),
            )
        )
        windows = (row + random.normal(0, 0.1, (3, len(NAMES)))).astype(np.float32)
        sha256 = hashlib.sha256(bytes([i])).hexdigest()[:16]
        embeddings = (_embedding(random, 3), _embedding(random, 3))
        heard.append(ClipFeatures(sha256, (windows, windows), embeddings))
    return clips, heard


def _unseen(made_up, made, ears) -> OutOfFold:
    return out_of_fold(*made_up, heads_of_splits(*made_up, made, ears), ears)


def test_the_written_network_computes_what_was_fitted(made_up, made, ears, tmp_path: Path) -> None:
    clips, heard = made_up
    unseen = _unseen(made_up, made, ears)
    rows = labelled_rows(clips, heard, 0)
    heads = with_edges(
        fit_heads(rows, styles_of(clips), made_rows(made, 0)),
        distance_limit(unseen),
        music_limit(unseen),
    )
    card = write_network(
        tmp_path,
        heads,
        ears,
        fit_calibration(clips, unseen),
        summary="made up",
        figures={},
        sources=[],
        clips={"a": "b"},
    )
    network = AudioNetwork.load(tmp_path, "cpu")
    assert network.card == card
    mel = np.random.default_rng(1).gamma(1.0, size=(3, 186, 64)).astype(np.float32)
    features = heard[0].windows[0]
    scores = network.windows(features, mel)[1]
    with torch.inference_mode():
        embedding = ears.encoders[-1](torch.from_numpy(mel)).numpy()
    wide = np.concatenate([embedding, features], axis=1).astype(np.float64)
    away = np.maximum(heads.distance(wide), 2 / (1 + np.exp(heads.music(wide))))
    for name, wanted in (
        ("style", heads.style_logits(wide)),
        ("emotion", heads.emotions(wide)),
        ("distance", away[:, None]),
        ("valence", heads.plane(wide)[:, :1]),
        ("arousal", heads.plane(wide)[:, 1:]),
    ):
        np.testing.assert_allclose(
            scores[:, card.output(name).columns], wanted, rtol=1e-3, atol=1e-3
        )


def test_music_and_made_sounds_lie_on_either_side_of_the_edge(made_up, made, ears) -> None:
    unseen = _unseen(made_up, made, ears)
    heads = fit_heads(labelled_rows(*made_up, 0), styles_of(made_up[0]), made_rows(made, 0))
    edge = music_limit(unseen)
    assert (heads.music(made_rows(made, 0)) < edge).mean() > 0.8
    assert (unseen.music > edge).mean() > 0.98


def test_the_same_clips_give_the_same_weights(made_up, made) -> None:
    rows = labelled_rows(*made_up, 0)
    first, second = (fit_heads(rows, _STYLES, made_rows(made, 0)) for _ in range(2))
    assert first.plane_weight.tobytes() == second.plane_weight.tobytes()
    assert first.style_weight.tobytes() == second.style_weight.tobytes()


def test_what_is_there_to_learn_is_learned_on_unseen_clips(made_up, made, ears) -> None:
    clips, _ = made_up
    unseen = _unseen(made_up, made, ears)
    best = np.array(_STYLES)[unseen.style_logits.argmax(axis=1)]
    assert np.mean(best == np.array([clip.style for clip in clips])) > 0.8


def test_labels_of_a_test_fold_do_not_reach_its_predictions(made_up, made, ears) -> None:
    clips, heard = made_up
    kind, fold = clips[0].kind, clips[0].fold
    inside = np.array([(c.kind, c.fold) == (kind, fold) for c in clips])
    changed = [
        replace(clip, valence=-1.0, arousal=1.0, style="jazz") if there else clip
        for clip, there in zip(clips, inside, strict=True)
    ]
    honest = _unseen(made_up, made, ears)
    other = _unseen((changed, heard), made, ears)
    np.testing.assert_array_equal(honest.plane[inside], other.plane[inside])
    np.testing.assert_array_equal(honest.style_logits[inside], other.style_logits[inside])
    assert not np.array_equal(honest.plane[~inside], other.plane[~inside])


def test_every_clip_is_tested_once_and_never_by_a_split_that_trains_on_it(made_up) -> None:
    splits = splits_of(made_up[0])
    assert (sum(split.tested.astype(int) for split in splits) == 1).all()
    assert not any((split.tested & ~split.held_back).any() for split in splits)


def test_encoders_that_heard_the_fold_are_refused(ears) -> None:
    two = replace(ears, encoders=(*ears.encoders, *ears.encoders, *ears.encoders))
    known = replace(two, withheld={"a": 1})
    known.check_folds({"a": 1, "stranger": 0})
    with pytest.raises(UsageError, match="heard before"):
        known.check_folds({"a": 0})


def test_a_changed_encoder_is_refused(tmp_path: Path) -> None:
    write_untrained_ears(tmp_path)
    file = tmp_path / "encoder-all.safetensors"
    raw = bytearray(file.read_bytes())
    raw[-1] ^= 1
    file.write_bytes(raw)
    with pytest.raises(UsageError, match="no encoders"):
        load_ears(tmp_path)


def test_the_shipped_card_lists_its_sources_and_clips() -> None:
    card = json.loads((Path(__file__).parents[2] / "models" / "audio.json").read_text())
    assert len(card["clips"]) == sum(source["clips"] for source in card["sources"]) == 656
    assert all(source["terms"] for source in card["sources"])
    assert {"valence", "arousal", "quadrant", "style"} <= set(card["figures"])


def test_a_folder_without_manifests_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="laid out"):
        load_clips(tmp_path)
