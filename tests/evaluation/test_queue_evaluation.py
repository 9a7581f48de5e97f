"""Mood precision and journey errors, on clips whose places are known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from player.evaluation.guesses import Guesses
from player.evaluation.journeys import OURS, PLACES, WAYS, journey_errors, plane_of
from player.evaluation.manifest import Labels
from player.evaluation.mood_precision import mood_of, mood_precision, quadrants
from player.evaluation.queue_evaluation import table
from player.evaluation.queue_library import label_places, labelled_library
from player.recommend.candidates import Candidates
from player.tagging.vocabulary import MOODS

Figures = dict[str, Any]
_CLIPS = 150


def clips(noise: float, seed: int = 0) -> tuple[list[Labels], Candidates]:
    """Clips all over the plane, the last one without a label, tagged with that much error."""
    random = np.random.default_rng(seed)
    places = random.uniform(-0.9, 0.9, (_CLIPS, 2))
    labels = [
        Labels(f"{i}.wav", Path(f"{i}.wav"), float(v), float(a), None, None)
        for i, (v, a) in enumerate(places)
    ]
    labels.append(Labels("last.wav", Path("last.wav"), None, None, None, None))
    n = len(labels)
    plane = np.vstack([places, [[0.0, 0.0]]]) + random.normal(0, noise, (n, 2))
    guesses = Guesses(
        plane=plane,
        plane_sd=np.full((n, 2), 0.1),
        styles=("jazz",),
        style_shares=np.full((n, 2), 0.5),
        mood_sure=np.ones(n, np.bool_),
        style_sure=np.ones(n, np.bool_),
        groups=tuple(f"recording {i}" for i in range(n)),
        failures=(),
        tracks_per_s=None,
        seen_in_training=0,
    )
    return labels, labelled_library(labels, guesses, random.standard_normal((n, 16)))


def test_only_clips_with_a_label_are_in_the_library_and_keep_their_number() -> None:
    labels, library = clips(noise=0.0)
    assert len(library) == _CLIPS and library.track_ids.tolist() == list(range(_CLIPS))
    np.testing.assert_allclose(label_places(library, labels), plane_of(library), atol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(library.embedding, axis=1), 1.0, atol=1e-5)


@pytest.fixture(scope="module")
def precision() -> Figures:
    labels, library = clips(noise=0.0)
    return mood_precision(library, label_places(library, labels))


def test_precision_is_whole_with_true_tags_and_chance_with_random_ones(precision: Figures) -> None:
    labels, library = clips(noise=0.0)
    assert precision["quadrant"]["precision"] == 1.0
    assert precision["mood_quadrant"]["precision"] > 0.9
    assert precision["mood"]["precision"] > 0.8
    shuffled = label_places(library, labels)[::-1]
    lost = mood_precision(library, shuffled)
    for figures in lost.values():
        low, high = figures["ci95"]
        assert low - 0.1 <= figures["chance"] <= high + 0.1
    assert abs(lost["quadrant"]["chance"] - 0.25) < 0.03


def test_every_mood_is_its_own_nearest_and_each_quadrant_has_two() -> None:
    assert all(mood_of(mood.valence, mood.arousal) == mood.id for mood in MOODS)
    assert sorted(map(len, quadrants().values())) == [2, 2, 2, 2]


@pytest.fixture(scope="module")
def errors() -> Figures:
    labels, library = clips(noise=0.25, seed=1)
    return journey_errors(library, label_places(library, labels), moods=MOODS[::3])


def test_journeys_stay_nearer_to_their_way_than_walks_and_chance(
    errors: Figures,
) -> None:
    for by in ("tags", "labels"):
        off = {way: errors[by][way]["off"]["mean"] for way in WAYS}
        assert off[OURS] < off["steps_in_sound"] and off[OURS] < off["random"]
        assert errors[by]["random"]["off"]["ratio"] < 0.8
    assert errors["labels"][OURS]["off"]["mean"] > errors["tags"][OURS]["off"]["mean"]


def test_every_way_takes_different_tracks_and_as_many_as_asked_for() -> None:
    _, library = clips(noise=0.1)
    for name, travel in WAYS.items():
        rows = travel(library, (-0.5, -0.5), (0.5, 0.5), 0)
        assert len(rows) == len(set(rows)) <= PLACES
        assert len(rows) == PLACES or name.startswith("steps")


def test_the_table_has_a_row_for_everything(errors: Figures, precision: Figures) -> None:
    rows = table({"tracks": 1, "precision": precision, "journeys": errors})
    assert len(rows) == 1 + 3 + 2 * len(WAYS)
