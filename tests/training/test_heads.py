import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from player.errors import UsageError
from player.tagging.network import AudioNetwork
from player.tagging.window_features import NAMES
from player.training.clip_features import ClipFeatures
from player.training.clips import EMOTIONS, Clip, load_clips
from player.training.export import with_limit, write_network
from player.training.fit_calibration import distance_limit, fit_calibration
from player.training.heads import fit_heads
from player.training.rows import labelled_rows, out_of_fold, styles_of

_STYLES = ("jazz", "metal", "pop")


@pytest.fixture(scope="module")
def made_up() -> tuple[list[Clip], list[ClipFeatures]]:
    """Clips whose labels really are linear in their features, with noise."""
    random = np.random.default_rng(0)
    direction = random.normal(size=(2, len(NAMES))) / len(NAMES) ** 0.5
    clips, heard = [], []
    for i in range(150):
        style = i % 3
        row = random.normal(size=len(NAMES)) * 2 + 5
        row[style] += 6
        rated = i % 2 == 0
        valence, arousal = np.tanh(direction @ (row - 5) / 3)
        clips.append(
            Clip(
                name=f"{'gtzan_dev' if rated else 'emotify'}/{i}",
                path=Path(f"{i}.opus"),
                group=str(i // 4),
                fold=(i // 4) % 5,
                valence=float(valence) if rated else None,
                arousal=float(arousal) if rated else None,
                style=_STYLES[style],
                emotions=None if rated else tuple(random.random(len(EMOTIONS))),
            )
        )
        windows = (row + random.normal(0, 0.1, (3, len(NAMES)))).astype(np.float32)
        heard.append(ClipFeatures(hashlib.sha256(bytes([i])).hexdigest()[:16], (windows, windows)))
    return clips, heard


def test_the_written_network_computes_what_was_fitted(made_up, tmp_path: Path) -> None:
    clips, heard = made_up
    unseen = out_of_fold(clips, heard)
    heads = with_limit(
        fit_heads(labelled_rows(clips, heard), styles_of(clips)), distance_limit(unseen)
    )
    card = write_network(
        tmp_path,
        heads,
        fit_calibration(clips, unseen),
        summary="made up",
        figures={},
        sources=[],
        clips={"a": "b"},
    )
    network = AudioNetwork.load(tmp_path, "cpu")
    assert network.card == card
    rows = heard[0].windows[0]
    scores = network.windows(rows)[1]
    wide = rows.astype(np.float64)
    for name, wanted in (
        ("style", heads.style_logits(wide)),
        ("emotion", heads.emotions(wide)),
        ("distance", heads.distance(wide)[:, None]),
        ("valence", heads.plane(wide)[:, :1]),
        ("arousal", heads.plane(wide)[:, 1:]),
    ):
        np.testing.assert_allclose(
            scores[:, card.output(name).columns], wanted, rtol=1e-3, atol=1e-4
        )


def test_the_same_clips_give_the_same_weights(made_up) -> None:
    rows = labelled_rows(*made_up)
    first, second = (fit_heads(rows, _STYLES) for _ in range(2))
    assert first.plane_weight.tobytes() == second.plane_weight.tobytes()
    assert first.style_weight.tobytes() == second.style_weight.tobytes()


def test_what_is_there_to_learn_is_learned_on_unseen_clips(made_up) -> None:
    clips, heard = made_up
    unseen = out_of_fold(clips, heard, unheard_styles=False)
    best = np.array(_STYLES)[unseen.style_logits.argmax(axis=1)]
    assert np.mean(best == np.array([clip.style for clip in clips])) > 0.8


def test_labels_of_a_test_fold_do_not_reach_its_predictions(made_up) -> None:
    clips, heard = made_up
    kind, fold = clips[0].corpus, clips[0].fold
    changed = [
        Clip(**{f: getattr(c, f) for f in Clip.__slots__} | {"valence": -1.0, "style": "jazz"})
        if (c.corpus, c.fold) == (kind, fold)
        else c
        for c in clips
    ]
    honest = out_of_fold(clips, heard, unheard_styles=False)
    other = out_of_fold(changed, heard, unheard_styles=False)
    inside = np.array([(c.corpus, c.fold) == (kind, fold) for c in clips])
    np.testing.assert_array_equal(honest.plane[inside], other.plane[inside])
    np.testing.assert_array_equal(honest.style_logits[inside], other.style_logits[inside])
    assert not np.array_equal(honest.plane[~inside], other.plane[~inside])


def test_the_shipped_card_lists_its_sources_and_clips() -> None:
    card = json.loads((Path(__file__).parents[2] / "models" / "audio.json").read_text())
    assert len(card["clips"]) == sum(source["clips"] for source in card["sources"]) == 656
    assert all(source["terms"] for source in card["sources"])
    assert {"valence", "arousal", "quadrant", "style"} <= set(card["figures"])


def test_a_folder_without_manifests_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="laid out"):
        load_clips(tmp_path)
