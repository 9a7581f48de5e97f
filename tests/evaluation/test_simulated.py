"""Simulated listeners: repeatable, labelled, and a log of theirs is read like any other."""

import json
from pathlib import Path

import numpy as np
import pytest

from player.evaluation.listening_library import library_of
from player.evaluation.listening_rankers import Random
from player.evaluation.listening_reading import read_log
from player.evaluation.listening_replay import steps_of
from player.evaluation.simulated import BEGIN, OURS, own_log, own_log_csv, run
from player.evaluation.simulated_listener import DAY_S, SimulatedListener, sessions_of
from player.evaluation.simulated_run import (
    Moodlark,
    OwnChoice,
    Policy,
    Ranking,
    listen,
    rested,
)
from player.evaluation.simulated_table import tables
from player.evaluation.simulated_world import made_up_world
from player.paths import Home

SURE, NEVER = np.array([0.0, 0.5]), np.array([1.0, 0.5])


def test_a_listener_tires_of_a_track_and_recovers() -> None:
    world = made_up_world(100, seed=1)
    listener = SimulatedListener(world, seed=1)
    at = BEGIN + 9 * 3_600
    fresh = listener.appeal(at)
    row = int(np.argmax(fresh))
    assert listener.hear(row, at, SURE) == (True, world.candidates.duration_s[row])
    tired = listener.appeal(at)
    assert tired[row] < fresh[row] - 0.4
    same_artist = world.candidates.artist == world.candidates.artist[row]
    assert (tired[same_artist] < fresh[same_artist]).all()
    assert (tired[~same_artist] == fresh[~same_artist]).all()
    later = listener.appeal(at + 60 * DAY_S)
    assert later[row] == pytest.approx(fresh[row], abs=1e-3)
    completed, heard_s = listener.hear(row, at + 60 * DAY_S, NEVER)
    assert not completed
    assert heard_s < 0.5 * world.candidates.duration_s[row]


def test_a_listener_likes_little_and_differs_by_time_of_day() -> None:
    world = made_up_world(600, seed=2)
    listener = SimulatedListener(world, seed=2)
    morning, evening = (listener.chances(BEGIN + hour * 3_600) for hour in (9, 21))
    for chances in (morning, evening):
        assert 0.05 < np.mean(chances > 0.5) < 0.5
        assert chances.max() > 0.9
    assert not np.allclose(morning, evening)


def test_sessions_are_drawn_beforehand_and_in_order() -> None:
    sessions = sessions_of(60, seed=3, begin=BEGIN)
    again = sessions_of(60, seed=3, begin=BEGIN)
    assert [one.at for one in sessions] == [one.at for one in again]
    starts = np.array([one.at for one in sessions])
    assert (np.diff(starts) > 0).all()
    assert starts.min() >= BEGIN
    assert starts.max() < BEGIN + 60 * DAY_S


def test_nothing_is_offered_twice_within_six_hours() -> None:
    world = made_up_world(120, seed=4)
    listener = SimulatedListener(world, seed=4)
    policy = OwnChoice(world, listener, seed=4)
    offered, past = listen(world, listener, sessions_of(10, seed=4, begin=BEGIN), policy)
    assert len(offered) == len(past.steps) > 20
    last: dict[int, float] = {}
    on_album = 0
    for step in past.steps:
        if step.at - last.get(step.row, -np.inf) < 6 * 3_600:
            on_album += 1  # going on with an album is the only exception
        last[step.row] = step.at
    assert on_album < len(past.steps) / 20
    assert all(0 <= one.chance <= 1 and one.best >= 0 for one in offered)
    moment = past.moment(past.steps[-1].at + 1)
    assert not rested(moment)[past.steps[-1].row]


def test_the_same_seed_gives_the_same_figures_and_all_is_labelled() -> None:
    told: list[tuple[int, int]] = []
    one = run(
        listeners=2, days=4, tracks=50, seed=5, progress=lambda done, of: told.append((done, of))
    )
    assert one["simulated"] is True
    assert told[-1] == (12, 12)
    assert json.dumps(one, allow_nan=False) == json.dumps(
        run(listeners=2, days=4, tracks=50, seed=5)
    )
    assert all(title.startswith("SIMULATED") for title, _ in tables(one))
    ours = one["systems"][OURS]
    assert ours["satisfaction"]["value"] + ours["regret"]["value"] <= 1.0 + 1e-9
    assert "ours_minus" in one["systems"]["random"]


def test_what_is_liked_is_learned() -> None:
    contented = []
    for seed in (11, 12):
        world = made_up_world(300, seed=seed)
        listener = SimulatedListener(world, seed=seed)
        sessions = sessions_of(21, seed=seed, begin=BEGIN)
        policies: list[Policy] = [
            Moodlark(world, seed=seed),
            Ranking(Random(len(world)), seed=seed),
        ]
        offers = [listen(world, listener, sessions, policy)[0] for policy in policies]
        contented.append([np.mean([one.chance for one in offered]) for offered in offers])
    ours, chance = np.mean(contented, axis=0)
    assert ours > chance + 0.05


def test_a_simulated_log_is_read_like_any_other(tmp_path: Path) -> None:
    table = own_log_csv(days=4, tracks=80, seed=6)
    assert all(line.endswith(",yes") for line in table.splitlines()[1:])
    log = read_log(table.encode(), "simulated.csv")
    assert log.simulated
    assert not read_log(table.replace(",yes\n", ",\n").encode(), "real.csv").simulated
    known, universe = own_log(days=4, tracks=80, seed=6)
    assert len(log.plays) == len(known.plays)
    assert [track.names for track in log.tracks] == [track.names for track in known.tracks]
    unknown, found = library_of(log, Home(tmp_path))
    assert found == 0
    cuts = [step.cut_short for step in steps_of(log, unknown)]
    assert cuts == [step.cut_short for step in steps_of(known, universe)]
    assert True in cuts
    assert False in cuts
