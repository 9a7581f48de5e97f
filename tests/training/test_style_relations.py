"""How near styles are, learned from made-up tags and sounds with known answers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest

from player.training.artist_listening import Tagging
from player.training.style_relations import (
    joined,
    relations_in_sound,
    relations_in_words,
    write_graph,
)

STYLES = ("blues", "jazz", "metal", "polka")
TAGS = {1: "blues", 2: "jazz", 3: "metal", 4: "seen live"}


def named(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word in STYLES)


def test_styles_of_the_same_artists_are_near() -> None:
    # Artist 1 is blues and jazz in equal parts, 2 is jazz, 3 metal (and seen live, which is none).
    given = [(1, 1), (1, 2), (2, 2), (2, 2), (3, 3), (3, 3), (3, 4)]
    tagging = Tagging(
        np.arange(len(given)), np.array([a for a, _ in given]), np.array([t for _, t in given])
    )
    words = relations_in_words(tagging, TAGS, STYLES, named)
    # Shares: blues (1/2, 0, 0), jazz (1/2, 1, 0); roots weighed alike, so the cosine is
    # 1/2 / sqrt(1/2 * 3/2) = 0.577 and its root 0.760.
    assert words[0, 1] == pytest.approx(0.7598, abs=1e-4)
    assert words[0, 2] == words[1, 2] == 0.0
    assert words[0, 0] == pytest.approx(1.0)
    assert np.isnan(words[3]).all()


def test_styles_that_sound_alike_are_near() -> None:
    random = np.random.default_rng(0)
    means = {"blues": [1.0, 0.9, 0.0], "jazz": [0.9, 1.0, 0.0], "metal": [0.0, 0.0, 1.0]}
    labels = [style for style in means for _ in range(6)] + ["polka"] * 2
    rows = np.array([[*means.get(s, [0, 0, 0])] for s in labels]) + random.normal(0, 0.05, (20, 3))
    sound = relations_in_sound(rows, labels, STYLES)
    assert sound[0, 1] > 0.9 and max(sound[0, 2], sound[1, 2]) < -0.9
    assert np.isnan(sound[3]).all()  # two clips are no sound of a style
    assert np.isnan(relations_in_sound(rows[:3], labels[:3], STYLES)).all()


def test_sound_speaks_on_the_scale_of_the_words(tmp_path: Path) -> None:
    words = np.full((4, 4), np.nan)
    words[0] = words[:, 0] = [1.0, 0.6, 0.4, 0.03]
    words[1, 2] = words[2, 1] = 0.2
    sound = np.full((4, 4), np.nan)
    # Blues and jazz sound as far apart as the mean of the pairs, blues and metal a spread nearer.
    sound[0, 1] = sound[1, 0] = 0.0
    sound[0, 2] = sound[2, 0] = 0.3
    sound[1, 2] = sound[2, 1] = -0.3
    both = joined(words, sound)
    # On the scale of the words (mean 0.4, spread 0.163) the sounds are 0.4, 0.6 and 0.2.
    assert both[0, 1] == pytest.approx(0.6 * 2 / 3 + 0.4 / 3)
    assert both[0, 2] == pytest.approx(0.4 * 2 / 3 + 0.6 / 3)
    assert both[1, 2] == pytest.approx(0.2)
    assert both[0, 3] == 0.0  # as good as nothing
    assert np.array_equal(joined(words, np.full((4, 4), np.nan))[0, :3], words[0, :3])
    graph = write_graph(both, STYLES, tmp_path)
    assert graph.related("jazz") == {"blues": 0.533, "metal": 0.2}
    assert graph.related("polka") == {}
