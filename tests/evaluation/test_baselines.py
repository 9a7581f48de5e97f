"""Baselines under the network's heads: do they learn, and only from what they may?"""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from player.evaluation import baselines
from player.evaluation.baselines import (
    Compared,
    baseline_features,
    beside_baselines,
    fitted_row,
    mean_row,
)
from player.evaluation.guesses import Guesses
from player.training.clip_features import ClipFeatures
from player.training.clips import EMOTIONS, Clip
from player.training.distill import SIZES
from player.training.rows import styles_of

_STYLES = ("jazz", "metal", "pop")


@pytest.fixture(scope="module")
def clips() -> list[Clip]:
    """120 rated clips in ten folds and 80 with felt emotions in five, each kind by its groups."""
    random = np.random.default_rng(0)
    rated = [
        Clip(
            name=f"rated/{i}",
            path=Path(f"{i}.wav"),
            group=f"r{i // 2}",
            fold=i // 2 % 10,
            valence=float(random.uniform(-1, 1)),
            arousal=float(random.uniform(-1, 1)),
            style=_STYLES[i % 3],
        )
        for i in range(120)
    ]
    felt = [
        Clip(
            name=f"felt/{i}",
            path=Path(f"{i}.wav"),
            group=f"f{i // 4}",
            fold=i // 4 % 5,
            style=("pop", "jazz")[i % 2],
            emotions=tuple(random.random(len(EMOTIONS))),
        )
        for i in range(80)
    ]
    return rated + felt


def _truth(clips: list[Clip]) -> np.ndarray:
    """(clips, 11) the labels themselves; 0 where there are none."""
    return np.array(
        [
            (
                c.valence or 0,
                c.arousal or 0,
                *(c.style == style for style in _STYLES),
                *(c.emotions or (0.0,) * len(EMOTIONS)),
            )
            for c in clips
        ],
        np.float64,
    )


def _telling(clips: list[Clip], noise: float) -> list[np.ndarray]:
    """Features through which the labels can be seen, one channel each."""
    random = np.random.default_rng(1)
    mixed = 4 * _truth(clips) @ random.normal(size=(11, 60))
    return list((mixed + random.normal(0, noise, mixed.shape))[:, None])


def test_heads_find_what_the_features_tell_and_nothing_in_noise(clips) -> None:
    rated, felt = slice(0, 120), slice(120, 200)
    truth = _truth(clips)
    for noise, low, high in ((1.0, 0.9, 1.0), (1e6, -0.4, 0.4)):
        row = fitted_row(clips, _telling(clips, noise), _STYLES)
        for column in range(2):
            r = np.corrcoef(row.plane[rated, column], truth[rated, column])[0, 1]
            assert low <= r <= high
        right = row.style_logits[rated].argmax(axis=1) == truth[rated, 2:5].argmax(axis=1)
        assert right.mean() >= 0.9 if noise == 1.0 else right.mean() <= 0.5
        r = np.corrcoef(row.emotions[felt].ravel(), truth[felt, 5:].ravel())[0, 1]
        assert low - 0.1 <= r <= high


def test_no_label_that_is_held_back_changes_what_is_said(clips) -> None:
    """Fold 7 of ten is judged without fold 7 of its own kind and without fold 2 of the five."""
    features = _telling(clips, 20.0)
    lied = [
        replace(c, valence=0.9, arousal=-0.9, style="metal")
        if c.corpus == "rated" and c.fold == 7
        else replace(c, emotions=(1.0,) * len(EMOTIONS), style="jazz")
        if c.corpus == "felt" and c.fold == 2
        else c
        for c in clips
    ]
    tested = [i for i, c in enumerate(clips) if c.corpus == "rated" and c.fold == 7]
    others = [i for i, c in enumerate(clips) if c.corpus == "rated" and c.fold == 6]
    for said in (
        lambda some: fitted_row(some, features, _STYLES),
        lambda some: mean_row(some, _STYLES),
    ):
        honest, deceived = said(clips), said(lied)
        for name in ("plane", "emotions", "style_logits"):
            one, other = getattr(honest, name), getattr(deceived, name)
            np.testing.assert_array_equal(one[tested], other[tested])
            assert (one[others] != other[others]).any(), name
            assert np.isfinite(one).all()


def test_the_mean_is_that_of_the_training(clips) -> None:
    row = mean_row(clips, _STYLES)
    seen = [c for c in clips[:120] if c.fold != 3]
    assert clips[6].fold == 3
    np.testing.assert_allclose(row.plane[6, 0], np.mean([c.valence for c in seen]))
    np.testing.assert_allclose(row.plane[6, 1], np.mean([c.arousal for c in seen]))
    felt = [c for c in clips[120:] if c.fold != 3]
    np.testing.assert_allclose(row.emotions[6], np.mean([c.emotions for c in felt], axis=0))
    styles = [c.style for c in (*seen, *felt)]
    assert row.style_logits[6].tolist() == [styles.count(style) for style in _STYLES]
    unrated = mean_row([replace(c, valence=None, arousal=None) for c in clips], _STYLES)
    assert np.isnan(unrated.plane).all()


def _heard(clips: list[Clip]) -> list[ClipFeatures]:
    random = np.random.default_rng(2)
    shape = (2, 3, 8)  # channels, windows, features
    return [
        ClipFeatures(str(i), tuple(random.normal(size=shape).astype(np.float32)))
        for i in range(len(clips))
    ]


def test_each_row_hears_its_own_features(clips) -> None:
    heard = _heard(clips)
    random = np.random.default_rng(3)
    answers = {
        name: random.normal(size=(len(clips), size)).astype(np.float32)
        for name, size in SIZES.items()
    }
    features = baseline_features(heard, answers)
    assert {name: rows[5].shape for name, rows in features.items()} == {
        baselines.LIBROSA: (2, 8),
        baselines.YAMNET: (1, 1024),
        baselines.TEACHERS: (1, 1124),
        baselines.TEACHERS_AND_LIBROSA: (1, 1132),
    }
    np.testing.assert_allclose(
        features[baselines.LIBROSA][5][1], heard[5].windows[1].mean(axis=0), rtol=1e-5
    )
    both = features[baselines.TEACHERS_AND_LIBROSA][5][0]
    np.testing.assert_array_equal(both[:1024], answers["yamnet"][5])
    np.testing.assert_array_equal(both[1074:1124], answers["crnn_tags"][5])
    np.testing.assert_array_equal(both[1124:], features[baselines.LIBROSA][5][0])


def _perfect(clips: list[Clip]) -> Guesses:
    truth, n = _truth(clips), len(clips)
    return Guesses(
        plane=truth[:, :2],
        plane_sd=np.ones((n, 2)),
        styles=styles_of(clips),
        style_shares=np.concatenate([truth[:, 2:5] * 0.4, np.full((n, 1), 0.6)], axis=1),
        mood_sure=np.ones(n, np.bool_),
        style_sure=np.ones(n, np.bool_),
        groups=tuple(c.group for c in clips),
        failures=(),
        tracks_per_s=None,
        seen_in_training=0,
        emotions=truth[:, 5:],
        emotion_names=tuple(EMOTIONS),
    )


def test_the_network_is_the_last_row_and_beside_all_others(clips) -> None:
    clips = [replace(clip, fold=clip.fold % 2) for clip in clips]  # two splits are as good as ten
    random = np.random.default_rng(4)
    answers = {name: random.random((len(clips), size), np.float32) for name, size in SIZES.items()}
    compared = Compared(tuple(clips), tuple(_heard(clips)), answers)
    assert [label.path for label in compared.labels] == [clip.path for clip in clips]
    table = beside_baselines(compared, _perfect(clips))
    assert table["n"] == {
        "arousal": 120, "valence": 120, "quadrant": 120, "style": 120, "emotion": 80,
    }  # fmt: skip
    *others, ours = table["rows"]
    assert ours["name"] == table["ours"] == baselines.OURS
    assert all(figure["value"] == 1.0 for figure in ours["figures"].values())
    assert [row["name"] for row in others] == [
        baselines.MEAN,
        baselines.LIBROSA,
        baselines.YAMNET,
        baselines.TEACHERS,
        baselines.TEACHERS_AND_LIBROSA,
    ]
    for row in others:
        assert all(gap["ci95"][0] > 0.2 for gap in row["ours_minus"].values()), row["name"]
    with pytest.raises(ValueError, match="not those"):
        beside_baselines(compared, replace(_perfect(clips), emotions=None))
