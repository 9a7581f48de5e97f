"""The benchmark of the store measures what it says."""

from __future__ import annotations

import time

from player.evaluation.bench_store import run
from player.evaluation.ticking import gaps_beside


def test_every_piece_of_work_is_measured_beside_sqlite_and_tinydb():
    figures = run(300)
    for work in ("open_s", "action_durable_ms", "batch_s"):
        assert figures[work] > 0
        assert figures[f"sqlite_{work}"] > 0
        assert figures[f"json_{work}"] > 0
    assert figures["batch"] == figures["json_tracks"] == 300
    assert 0 < figures["action_bytes"] < 4096
    assert figures["action_sqlite_ratio"] == round(
        figures["action_durable_ms"] / figures["sqlite_action_durable_ms"], 3
    )


def test_a_thread_that_keeps_the_lock_is_noticed_and_one_that_sleeps_is_not():
    numbers = list(range(2_000_000, 0, -1))
    kept = gaps_beside(lambda: numbers.count(-1))  # one call, which never gives the lock away
    slept = gaps_beside(lambda: time.sleep(0.2))
    assert kept.longest_busy_ms > slept.longest_busy_ms
