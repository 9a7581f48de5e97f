"""Regret and learning curves on simulated listeners: ``moodlark evaluate simulated``.

Command line only. All figures are about made-up listeners and a made-up library, and every document
and table says so: they show that the program learns, and how fast, not how well it pleases people.
"""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from player.evaluation import listening
from player.evaluation.listening_figures import Draws
from player.evaluation.listening_log import Heard, Log, LoggedTrack, of_plays
from player.evaluation.listening_past import Step
from player.evaluation.listening_rankers import BASELINES
from player.evaluation.listening_universe import Universe
from player.evaluation.simulated_listener import DAY_S, SimulatedListener, sessions_of
from player.evaluation.simulated_run import (
    Moodlark,
    Offered,
    OwnChoice,
    Policy,
    Ranking,
    listen,
)
from player.evaluation.simulated_world import World, made_up_world
from player.recommend.target import MoodTarget
from player.recommend.weights import WEIGHTS_VERSION

Doubles = NDArray[np.float64]

BEGIN = 1_704_067_200.0
"""1 January 2024, a Monday."""
TRACKS, LISTENERS, DAYS = 600, 8, 56
OURS, FAMILIAR = "moodlark", "moodlark_familiar"
POLICIES = ("random", "popular", "item_knn", "content", OURS, FAMILIAR)
"""Ways of choosing, in the order of the table."""
_REPLAYED = ("hit_rate_20", "mrr", "ndcg_10", "skip_auc")
_WEEK_S = 7 * DAY_S


def run(
    *,
    listeners: int = LISTENERS,
    days: int = DAYS,
    tracks: int = TRACKS,
    seed: int = 0,
    replays: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> dict[str, Any]:
    """Let every policy meet every listener, from knowing nothing.

    :param replays: also replay the log of each listener's own choices, with the sound known.
    :param progress: told (meetings done, meetings in all).
    """
    met: dict[str, list[list[Offered]]] = {name: [] for name in POLICIES}
    own: list[dict[str, Any]] = []
    total, done = listeners * (len(POLICIES) + replays), 0
    for number in range(listeners):
        world, listener = _pair(tracks, seed, number)
        sessions = sessions_of(days, seed=_seed(seed, number), begin=BEGIN)
        for name in POLICIES:
            policy = _policy(name, world, _seed(seed, number))
            met[name].append(listen(world, listener, sessions, policy)[0])
            progress(done := done + 1, total)
        if replays:
            log, universe = own_log(days=days, tracks=tracks, seed=seed, number=number)
            found = len(log.tracks)
            own.append(listening.run(log, universe, found=found, seed=seed, fit_weights=True))
            progress(done := done + 1, total)
    return {
        "simulated": True,
        "listeners": listeners,
        "days": days,
        "tracks": tracks,
        "seed": seed,
        "weights": WEIGHTS_VERSION,
        "offered": {name: sum(map(len, each)) for name, each in met.items()},
        "systems": _systems(met, days),
        "replay": _replayed(own, seed) if replays else None,
    }


def _pair(tracks: int, seed: int, number: int) -> tuple[World, SimulatedListener]:
    """A library and its listener; every listener has a library of their own."""
    world = made_up_world(tracks, seed=_seed(seed, number))
    return world, SimulatedListener(world, seed=_seed(seed, number))


def _seed(seed: int, number: int) -> int:
    return 1_000 * seed + number


def _policy(name: str, world: World, seed: int) -> Policy:
    if name == OURS:
        return Moodlark(world, seed=seed)
    if name == FAMILIAR:
        return Moodlark(world, seed=seed, target=MoodTarget(adventurous=0.0))
    return Ranking(BASELINES[name](len(world)), seed=seed)


# Figures ---------------------------------------------------------------------------------------


def _systems(met: dict[str, list[list[Offered]]], days: int) -> dict[str, dict[str, Any]]:
    draws = Draws(np.arange(len(met[OURS])))
    values = {name: _per_listener(each) for name, each in met.items()}
    weeks = {name: _per_week(each, days) for name, each in met.items()}
    found: dict[str, dict[str, Any]] = {}
    for name in POLICIES:
        figures: dict[str, Any] = {key: draws.mean(each) for key, each in values[name].items()}
        figures["weeks"] = [draws.mean(week) for week in weeks[name].T]
        if name != OURS:
            figures["ours_minus"] = {
                key: draws.difference(values[OURS][key], each) for key, each in values[name].items()
            }
        found[name] = figures
    return found


def _per_listener(each: Sequence[Sequence[Offered]]) -> dict[str, Doubles]:
    """``satisfaction``: mean chance that what was offered is heard out; ``heard_out``: share that
    was; ``regret``: mean of what the best track's chance was above it. (listeners,) each."""

    def mean(figure: Callable[[Offered], float]) -> Doubles:
        return np.array([np.mean([figure(one) for one in offers]) for offers in each])

    return {
        "satisfaction": mean(lambda one: one.chance),
        "heard_out": mean(lambda one: float(one.completed)),
        "regret": mean(lambda one: one.best - one.chance),
    }


def _per_week(each: Sequence[Sequence[Offered]], days: int) -> Doubles:
    """(listeners, weeks) satisfaction; NaN in a week without listening."""
    weeks = -(-days // 7)
    curve = np.full((len(each), weeks), np.nan)
    for place, offers in enumerate(each):
        week = np.array([int((one.at - BEGIN) // _WEEK_S) for one in offers])
        chance = np.array([one.chance for one in offers])
        for number in np.unique(week):
            curve[place, min(number, weeks - 1)] = chance[week == number].mean()
    return curve


def _replayed(own: Sequence[dict[str, Any]], seed: int) -> dict[str, Any]:
    """Means over the listeners of what a replay of each one's log says."""
    draws = Draws(np.arange(len(own)), seed=seed)

    def values(system: str, name: str) -> Doubles:
        found = (one["systems"][system][name] for one in own)
        return np.array([np.nan if figure is None else figure["value"] for figure in found])

    def lost(term: str, name: str) -> Doubles:
        found = (one["ablation"].get(term) for one in own)
        return np.array([0.0 if loss is None else loss[name]["value"] for loss in found])

    def fitted(row: str, name: str) -> Doubles:
        found = (one["fitted"].get(row) for one in own)  # missing: too few plays to fit any
        return np.array(
            [np.nan if figures is None else figures[name]["value"] for figures in found]
        )

    terms = dict.fromkeys(term for one in own for term in one["ablation"])
    return {
        "plays": [one["log"]["plays"] for one in own],
        "systems": {
            system: {name: draws.mean(values(system, name)) for name in _REPLAYED}
            for system in listening.SYSTEMS
        },
        "ablation": {
            term: {name: draws.mean(lost(term, name)) for name in _REPLAYED[:3]} for term in terms
        },
        "fitted": {
            row: {name: draws.mean(fitted(row, name)) for name in _REPLAYED[:3]}
            for row in ("default", "own", "gained", "own_and_knob")
        },
        "better": sum(one["fitted"]["better"] for one in own),
    }


# The log of a simulated listener's own choices ---------------------------------------------------


def own_log(
    *, days: int = DAYS, tracks: int = TRACKS, seed: int = 0, number: int = 0
) -> tuple[Log, Universe]:
    """What one simulated listener plays by themselves, and the library as the program hears it."""
    world, steps = _own_steps(days, tracks, seed, number)
    heard = (
        Heard(step.at, _named(world, step.row), step.played_s, step.cut_short) for step in steps
    )
    log = of_plays(heard)
    rows = {_named(world, step.row).names: step.row for step in steps}
    row_of = np.array([rows[track.names] for track in log.tracks], dtype=np.intp)
    return log, dataclasses.replace(world.universe, row_of=row_of)


def own_log_csv(*, days: int = DAYS, tracks: int = TRACKS, seed: int = 0, number: int = 0) -> str:
    """The same as a table; its last column says on every line that it is simulated."""
    world, steps = _own_steps(days, tracks, seed, number)
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(
        ("timestamp", "artist", "track", "album", "seconds_played", "duration", "simulated")
    )
    for step in steps:
        track = _named(world, step.row)
        length = track.duration_s or 0.0
        table.writerow(
            (round(step.at), track.artist, track.title, track.album, step.played_s, length, "yes")
        )
    return text.getvalue()


def _own_steps(days: int, tracks: int, seed: int, number: int) -> tuple[World, list[Step]]:
    world, listener = _pair(tracks, seed, number)
    sessions = sessions_of(days, seed=_seed(seed, number), begin=BEGIN)
    policy = OwnChoice(world, listener, seed=_seed(seed, number))
    return world, listen(world, listener, sessions, policy)[1].steps


def _named(world: World, row: int) -> LoggedTrack:
    artist, album = int(world.candidates.artist[row]), int(world.candidates.album[row])
    return LoggedTrack(
        f"Made-up song {row}",
        f"Nobody {artist}",
        f"Record {album}",
        float(world.candidates.duration_s[row]),
    )
