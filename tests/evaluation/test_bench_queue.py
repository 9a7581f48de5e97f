"""The benchmark measures what it says, on arrays shaped like a real library's."""

from __future__ import annotations

import numpy as np

from player.evaluation.bench_queue import made_up_library, run


def test_the_figures_are_there_and_the_memory_is_small():
    figures = run(3_000, dimensions=32)
    assert figures["tracks"] == 3_000 and figures["dimensions"] == 32
    assert figures["embedding_mb"] == round(3_000 * 32 * 4 / 1e6, 2)
    assert figures["choose_20_ms"] > 0 and figures["rerank_ms"] > 0
    assert figures["journey_20_ms"] > 0
    assert 0 < figures["peak_mb"] < 20


def test_memory_stays_below_the_embeddings():
    figures = run(30_000, dimensions=128)
    assert figures["peak_mb"] < figures["embedding_mb"]


def test_the_made_up_library_is_whole_and_repeatable():
    library = made_up_library(500, dimensions=8, seed=4)
    assert np.allclose(library.mood_probabilities.sum(axis=1), 1, atol=1e-5)
    assert np.allclose(np.linalg.norm(library.embedding, axis=1), 1, atol=1e-5)
    assert np.array_equal(library.embedding, made_up_library(500, dimensions=8, seed=4).embedding)
