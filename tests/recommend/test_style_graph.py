"""Relations of styles: read, checked, and in the order any listener would put them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from player.errors import NetworkFileError
from player.paths import models_dir
from player.recommend.style_graph import NO_RELATIONS, StyleGraph
from player.tagging.vocabulary import OTHER_STYLE, STYLES

CARD: dict[str, Any] = {
    "format": 1,
    "version": "1",
    "related": {"jazz": {"blues": 0.5}, "metal": {"rock": 0.4, "jazz": 0.1}},
    "sources": [],
}


@pytest.fixture(scope="module")
def shipped() -> StyleGraph:
    return StyleGraph.load(models_dir())


@pytest.mark.parametrize(
    ("style", "near", "far"),
    [
        ("jazz", "blues", "metal"),
        ("blues", "jazz", "metal"),
        ("metal", "rock", "jazz"),
        ("metal", "rock", "reggae"),
        ("classical", "ambient", "hip-hop"),
        ("soundtrack", "classical", "metal"),
        ("ambient", "electronic", "country"),
        ("punk", "rock", "jazz"),
        ("soul", "hip-hop", "metal"),
        ("folk", "country", "metal"),
        ("disco", "pop", "metal"),
        ("country", "folk", "metal"),
    ],
)
def test_near_styles_are_nearer_than_far_ones(
    shipped: StyleGraph, style: str, near: str, far: str
) -> None:
    related = shipped.related(style)
    assert related.get(near, 0.0) > related.get(far, 0.0) + 0.05


def test_the_shipped_matrix_is_a_matrix_of_relations(shipped: StyleGraph) -> None:
    styles = [style.id for style in STYLES] + [OTHER_STYLE]
    matrix = shipped.matrix(styles)
    assert np.array_equal(matrix, matrix.T)
    assert (np.diag(matrix) == 1.0).all()
    off = matrix[~np.eye(len(styles), dtype=bool)]
    assert off.min() >= 0.0 and 0.3 < off.max() < 0.9  # nothing passes for the style asked for
    assert not matrix[-1, :-1].any()
    assert all(shipped.related(style.id) for style in STYLES)  # no style stands alone
    assert shipped.sources and shipped.version


def test_a_pair_is_named_once_and_holds_both_ways() -> None:
    graph = StyleGraph.from_document(CARD)
    assert graph.related("blues") == {"jazz": 0.5}
    assert graph.related("jazz") == {"blues": 0.5, "metal": 0.1}
    assert graph.related("yodel") == {}
    wanted = [[1.0, 0.0, 0.5], [0.0, 1.0, 0.0], [0.5, 0.0, 1.0]]
    assert graph.matrix(["jazz", "yodel", "blues"]).tolist() == wanted


def test_without_a_card_styles_stand_alone(tmp_path: Path) -> None:
    assert StyleGraph.load(tmp_path) is NO_RELATIONS
    assert NO_RELATIONS.matrix(("jazz", "blues")).tolist() == [[1.0, 0.0], [0.0, 1.0]]


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"related": {"jazz": {"jazz": 1.0}}},
        {"related": {"jazz": {"blues": 1.5}}},
        {"related": {"jazz": {"blues": "near"}}},
        {"related": ["jazz"]},
        {"sources": None},
    ],
)
def test_a_damaged_card_is_refused(tmp_path: Path, change: dict[str, Any]) -> None:
    (tmp_path / "styles.json").write_text(json.dumps(CARD | change))
    with pytest.raises(NetworkFileError):
        StyleGraph.load(tmp_path)
    (tmp_path / "styles.json").write_text("{")
    with pytest.raises(NetworkFileError):
        StyleGraph.load(tmp_path)
