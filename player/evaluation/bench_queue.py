"""How fast the queue chooses, and how much memory that takes: ``moodlark bench queue``.

Runs in the command's own process, on a made-up library whose arrays have the sizes and the spread
of a real one. Only times and bytes come out of it; the choices themselves mean nothing.
"""

from __future__ import annotations

import statistics
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np

from player.evaluation.made_up_listener import made_up_listener
from player.recommend.candidates import Candidates
from player.recommend.choosing import choose
from player.recommend.context import Context
from player.recommend.journey import plan
from player.recommend.journey_way import straight_way
from player.recommend.target import MoodTarget, Point
from player.recommend.weights import WEIGHTS_VERSION

DIMENSIONS = 128
"""Length of the made-up embeddings unless told otherwise."""
_ROUNDS = 9
_MOODS = ("energetic", "happy", "romantic", "calm", "melancholic", "dark", "tense", "angry")
_STYLES = (*(f"style-{number}" for number in range(18)), "other")


def run(tracks: int = 100_000, *, dimensions: int = DIMENSIONS, seed: int = 0) -> dict[str, Any]:
    """Choose and re-choose 20 of *tracks* made-up tracks; medians of several rounds.

    :returns: ``choose_20_ms`` (a first queue for a mood), ``rerank_ms`` (20 anew after a skip,
        for a point, around a locked entry), ``learn_ms`` (learning all anew from 20,000 plays,
        which follows when the new tail is there), ``journey_20_ms`` (a journey of 20 places),
        ``peak_mb`` (allocated at most meanwhile), ``embedding_mb``, ``tracks``, ``dimensions``,
        ``weights``, ``rounds``.
    """
    candidates = made_up_library(tracks, dimensions=dimensions, seed=seed)
    person = made_up_listener(candidates, seed=seed)
    listener = person.learn()
    calm = MoodTarget(moods=("calm",))
    spot = MoodTarget(points=(Point(0.5, 0.6),))
    heard = Context().after(0).after(1).after(2 % tracks, skipped=True)

    def first() -> None:
        choose(candidates, Context(), calm, count=20, seed=seed, listener=listener)

    def again() -> None:
        fixed, used = {3: 3 % tracks}, [0]
        choose(
            candidates,
            heard,
            spot,
            count=20,
            seed=seed,
            fixed=fixed,
            used=used,
            listener=listener,
        )

    def journey() -> None:
        way = straight_way((-0.6, -0.5), (0.5, 0.6), 20)
        plan(candidates, heard, calm, way, seed=seed, listener=listener)

    tracemalloc.start()
    again()
    journey()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return {
        "tracks": tracks,
        "dimensions": dimensions,
        "weights": WEIGHTS_VERSION,
        "rounds": _ROUNDS,
        "choose_20_ms": _median_ms(first),
        "rerank_ms": _median_ms(again),
        "learn_ms": _median_ms(person.learn),
        "journey_20_ms": _median_ms(journey),
        "peak_mb": round(peak / 1e6, 2),
        "embedding_mb": round(candidates.embedding.nbytes / 1e6, 2),
    }


def _median_ms(work: Callable[[], object]) -> float:
    took = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        work()
        took.append((time.perf_counter() - start) * 1e3)
    return round(statistics.median(took), 2)


def made_up_library(tracks: int, *, dimensions: int = DIMENSIONS, seed: int = 0) -> Candidates:
    """A library of random numbers in which every column is filled, some of it unknown."""
    rng = np.random.default_rng(seed)
    place = rng.normal(0.0, 0.35, (2, tracks)).clip(-1, 1).astype(np.float32)
    embedding = rng.standard_normal((tracks, dimensions), dtype=np.float32)
    embedding /= np.linalg.norm(embedding, axis=1, keepdims=True)
    moods = rng.dirichlet(np.full(len(_MOODS), 0.5), tracks).astype(np.float32)
    styles = rng.dirichlet(np.full(len(_STYLES), 0.3), tracks).astype(np.float32)
    heard = rng.random(tracks) < 0.3
    return Candidates(
        track_ids=np.arange(1, tracks + 1, dtype=np.int64),
        rows={number + 1: number for number in range(tracks)},
        moods=_MOODS,
        styles=_STYLES,
        available=rng.random(tracks) < 0.98,
        kept_out=np.zeros(tracks, dtype=np.bool_),
        analysed=np.ones(tracks, dtype=np.bool_),
        valence=place[0],
        arousal=place[1],
        valence_sd=np.full(tracks, 0.3, dtype=np.float32),
        arousal_sd=np.full(tracks, 0.2, dtype=np.float32),
        start_arousal=np.full(tracks, np.nan, dtype=np.float32),
        end_arousal=np.full(tracks, np.nan, dtype=np.float32),
        start_valence=np.full(tracks, np.nan, dtype=np.float32),
        end_valence=np.full(tracks, np.nan, dtype=np.float32),
        loudness_lufs=rng.normal(-10, 3, tracks).astype(np.float32),
        mood_probabilities=moods,
        style_probabilities=styles,
        style_kinship=np.eye(len(_STYLES), dtype=np.float32),
        unsure=moods.max(axis=1) < 0.35,
        contrast=np.zeros(tracks, dtype=np.int8),
        tempo_bpm=rng.uniform(60, 180, tracks).astype(np.float32),
        tonic=rng.integers(-1, 12, tracks).astype(np.int8),
        minor=rng.integers(0, 2, tracks).astype(np.int8),
        embedding=embedding,
        artist=rng.integers(0, max(1, tracks // 12), tracks).astype(np.int32),
        album=rng.integers(0, max(1, tracks // 10), tracks).astype(np.int32),
        song=np.arange(tracks, dtype=np.int32),
        quality=np.full(tracks, 192.0, dtype=np.float32),
        last_played_s_ago=np.where(heard, rng.exponential(3e6, tracks), np.inf).astype(np.float32),
        heard=np.where(heard, rng.integers(1, 30, tracks), 0).astype(np.float32),
        offered=np.where(heard, rng.integers(1, 60, tracks), 0).astype(np.float32),
        age_s=rng.exponential(1e8, tracks).astype(np.float32),
        duration_s=rng.normal(240, 40, tracks).astype(np.float32),
        rating=np.where(rng.random(tracks) < 0.1, rng.integers(1, 6, tracks), 0).astype(np.int8),
        favourite=rng.random(tracks) < 0.03,
    )
