"""``moodlark evaluate colistening``: do the artist factors find what was left out? On one page.

Command line only. Either the shipped factors on users they were not trained on, or (folds) factors
trained anew for every fold on the users of the others. One artist is left out per user and has to
be found among all that the user has not played; the rest of the user's artists is folded in. Every
interval is a bootstrap over users, and whether ours are better than ALS is said by the paired
difference. Nobody is ever judged by factors, or tags, that they had a part in, unless it is asked
for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from player.errors import UsageError
from player.evaluation.colistening_rivals import als, ease, item_knn, popularity
from player.evaluation.colistening_trials import (
    Places,
    Ranker,
    Scores,
    Trials,
    gains,
    hits,
    leave_one_out,
    places,
)
from player.jobs.artist_file import load_artists
from player.recommend.artist_factors import ArtistFactors
from player.training.artist_export import factors_of
from player.training.artist_listening import (
    PLAYS_FILE,
    Ids,
    Listening,
    Tagging,
    folder_of,
    read_listening,
    read_tagging,
)
from player.training.artist_regression import learn
from player.training.metrics import resamples_of
from player.wording import sentence

OURS = "ours"
RIVALS: Mapping[str, Callable[[Any], Ranker]] = {
    "popularity": popularity,
    "item_knn": item_knn,
    "ease": ease,
    "als": als,
}
FIGURES: Mapping[str, Callable[[Places], Places]] = {"hit_rate_10": hits, "ndcg_10": gains}

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Options:
    """What is measured, and how."""

    seed: int = 0
    """Of the artists left out and of the folds."""
    draws: int = 1
    """Artists left out per user, one after the other; figures are means over them."""
    include_trained_users: bool = False
    """Judge users the shipped factors were trained on, too: then figures are too good."""


def run(
    file: Path,
    models_dir: Path,
    data: Path | None = None,
    options: Options = Options(),
    *,
    progress: Progress = lambda _done, _total: None,
) -> dict[str, Any]:
    """The shipped factors on the users in *file*; with *data*, rivals trained on the users there.

    :raises UsageError: the files cannot be read, no user is left, or the factors are not shipped.
    :raises NetworkFileError: the shipped factors are damaged.
    """
    factors = load_artists(models_dir)
    if factors is None:
        raise UsageError(sentence("Training", "This Moodlark comes without artist factors."))
    tested = read_listening(file)
    trained = np.isin(tested.users, factors.trained_users)
    judged = tested if options.include_trained_users else tested.of_users(~trained)
    _check_some(judged)
    training = read_listening(folder_of(data) / PLAYS_FILE) if data else None
    if training is not None:
        training = training.of_users(~np.isin(training.users, judged.users))
    known = [factors.ids.astype(np.int64), judged.artists]
    if training is not None:
        known.append(training.artists)
    artists = np.unique(np.concatenate(known))
    judged = judged.with_artists(artists)
    rankers = {OURS: factor_ranker(factors, artists)}
    if training is not None:
        plays = training.with_artists(artists).plays
        rankers = {name: make(plays) for name, make in RIVALS.items()} | rankers
    trials = _all_trials(judged, options)
    _check_asked(trials)
    found = _all_places(trials, rankers, progress)
    return {
        "mode": "shipped",
        "factors": len(factors),
        "left_out_trained_users": 0 if options.include_trained_users else int(trained.sum()),
        **_report(_merged(trials), found, len(artists), options),
    }


def run_folds(
    file: Path,
    data: Path | None,
    folds: int,
    tested: Sequence[int] = (),
    options: Options = Options(),
    *,
    progress: Progress = lambda _done, _total: None,
) -> dict[str, Any]:
    """Factors and rivals trained anew for each fold of the users in *file*, on all other users.

    :param data: folder with the tags; ``None`` for the folder of *file*.
    :param tested: which folds are judged, from 1; all without any.
    :raises UsageError: the files cannot be read, or there are too few users.
    """
    listening = read_listening(file)
    _check_some(listening)
    tagging = read_tagging(folder_of(data) if data else file.parent)
    fold = fold_of(listening.users, folds, options.seed)
    chosen = [k for k in range(folds) if not tested or k + 1 in tested]
    trials: list[Trials] = []
    found: dict[str, list[Places]] = {}
    for number, k in enumerate(chosen):
        training, judged = listening.of_users(fold != k), listening.of_users(fold == k)
        here = _all_trials(judged, options)
        rankers = _trained_rankers(training, tagging.of_users(training.users))
        for name, part in _all_places(here, rankers, lambda _done, _total: None).items():
            found.setdefault(name, []).append(part)
        trials += here
        progress(number + 1, len(chosen))
    _check_asked(trials)
    merged = {name: np.concatenate(parts) for name, parts in found.items()}
    return {
        "mode": "folds",
        "folds": folds,
        "tested_folds": [k + 1 for k in chosen],
        "tags": bool(len(tagging.tag)),
        **_report(_merged(trials), merged, len(listening.artists), options),
    }


def fold_of(users: Ids, folds: int, seed: int) -> Ids:
    """(U,) the fold of each user, from 0: a seeded shuffle dealt out evenly."""
    return np.random.default_rng(seed).permutation(len(users)) % folds


def factor_ranker(factors: ArtistFactors, artists: Ids) -> Ranker:
    """*factors* over the columns *artists* (ids, ascending, those of the factors among them).

    Artists they do not know come last, all alike.
    """
    columns = np.searchsorted(artists, factors.ids)
    row_at = np.full(len(artists), -1, np.intp)
    row_at[columns] = np.arange(len(factors))

    def scores(profiles: Any) -> Scores:
        found = np.full((profiles.shape[0], len(artists)), -np.inf, np.float32)
        for line in range(profiles.shape[0]):
            plays = profiles[line]
            listener = factors.fold_in(row_at[plays.indices], plays.data)
            found[line, columns] = factors.scores(listener)
        return found

    return scores


def _trained_rankers(training: Listening, tagging: Tagging) -> dict[str, Ranker]:
    rankers = {name: make(training.plays) for name, make in RIVALS.items()}
    factors = factors_of(learn(training, tagging), training, {})
    return rankers | {OURS: factor_ranker(factors, training.artists)}


def _all_trials(judged: Listening, options: Options) -> list[Trials]:
    return [leave_one_out(judged, seed=options.seed + draw) for draw in range(options.draws)]


def _all_places(
    trials: Sequence[Trials], rankers: Mapping[str, Ranker], progress: Progress
) -> dict[str, Places]:
    found = {}
    for number, (name, ranker) in enumerate(rankers.items()):
        found[name] = np.concatenate([places(draw, ranker) for draw in trials])
        progress(number + 1, len(rankers))
    return found


def _merged(trials: Sequence[Trials]) -> list[str]:
    """The user of every place, in their order."""
    return [str(user) for draw in trials for user in draw.users.tolist()]


def _report(
    users: Sequence[str], found: Mapping[str, Places], artists: int, options: Options
) -> dict[str, Any]:
    names = [(name, figure) for name in found for figure in FIGURES]
    values = np.stack([FIGURES[figure](found[name]) for name, figure in names], axis=1)
    # One set of draws for everything, so that differences are paired.
    drawn = np.array([values[some].mean(axis=0) for some in resamples_of(users, seed=options.seed)])
    whole = values.mean(axis=0)

    def figures(name: str, minus: str | None = None) -> dict[str, Any]:
        result = {}
        for figure in FIGURES:
            mine = names.index((name, figure))
            value, spread = whole[mine], drawn[:, mine]
            if minus is not None:
                theirs = names.index((minus, figure))
                value, spread = value - whole[theirs], spread - drawn[:, theirs]
            low, high = np.percentile(spread, (2.5, 97.5))
            result[figure] = {
                "value": round(float(value), 4),
                "ci95": [round(float(low), 4), round(float(high), 4)],
            }
        return result

    rows = {name: figures(name) for name in found}
    return {
        "protocol": "one artist left out per user, ranked among all the user has not played",
        "seed": options.seed,
        "draws": options.draws,
        "users": len(set(users)),
        "artists": artists,
        "rows": rows,
        "ours_minus": {name: figures(OURS, name) for name in found if name != OURS},
        **{figure: rows[OURS][figure]["value"] for figure in FIGURES},
    }


def _check_some(listening: Listening) -> None:
    if not len(listening.users):
        raise UsageError(
            sentence(
                "Training",
                "No user in the file is left to judge: the factors were trained on all of them. "
                "With --include-trained-users they are judged all the same, with --folds by "
                "factors trained without them.",
            )
        )


def _check_asked(trials: Sequence[Trials]) -> None:
    if not any(len(draw.wanted) for draw in trials):
        raise UsageError(
            sentence(
                "Training",
                "No user to judge has two artists: one is left out, the rest says who they are.",
            )
        )
