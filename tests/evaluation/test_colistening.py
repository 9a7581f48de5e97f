"""Co-listening: cases worked out by hand, nobody judged by what they taught, intervals in pairs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from made_up_listening import write_listening
from scipy import sparse

from player.errors import UsageError
from player.evaluation import colistening
from player.evaluation.colistening import OURS, Options, fold_of, run, run_folds
from player.evaluation.colistening_rivals import als, ease, item_knn, popularity
from player.evaluation.colistening_trials import Trials, gains, hits, leave_one_out, places
from player.training import artists
from player.training.artist_listening import read_listening


def trials_of(profile: list[float], wanted: int) -> Trials:
    return Trials(np.array([1]), sparse.csr_matrix([profile]), np.array([wanted]))


def test_places_leave_out_what_was_played_and_share_ties() -> None:
    scores = np.array([[9.0, 8.0, 7.0, 7.0, 7.0, 1.0]], np.float32)
    asked = trials_of([1, 0, 0, 0, 0, 0], 1)
    assert places(asked, lambda _: scores).tolist() == [0.0]  # only the played one is above
    asked = trials_of([0, 1, 0, 0, 0, 0], 3)
    assert places(asked, lambda _: scores).tolist() == [2.0]  # after one, in the middle of three
    flat = np.zeros((1, 6), np.float32)
    assert places(asked, lambda _: flat).tolist() == [2.0]  # of the five not played
    nothing = np.full((1, 6), -np.inf, np.float32)
    assert places(asked, lambda _: nothing).tolist() == [2.0]


def test_figures_of_places() -> None:
    place = np.array([0.0, 2.0, 9.0, 10.0, 11.5])
    assert hits(place).tolist() == [1, 1, 1, 0, 0]
    assert gains(place) == pytest.approx([1.0, 0.5, 1 / np.log2(11), 0.0, 0.0])


def test_one_artist_is_left_out_whoever_else_is_in_the_file(tmp_path: Path) -> None:
    listening = read_listening(write_listening(tmp_path) / "user_artists.dat")
    trials = leave_one_out(listening, seed=3)
    assert len(trials.wanted) == 90
    for row in range(90):
        assert trials.profiles[row].nnz == listening.plays[row].nnz - 1
        assert (
            listening.plays[row, trials.wanted[row]] > 0 == trials.profiles[row, trials.wanted[row]]
        )
    few = leave_one_out(listening.of_users(listening.users > 40), seed=3)
    assert few.wanted.tolist() == trials.wanted[40:].tolist()
    assert leave_one_out(listening, seed=4).wanted.tolist() != trials.wanted.tolist()


def test_rivals_against_the_long_way() -> None:
    random = np.random.default_rng(0)
    dense = (random.random((30, 12)) < 0.4) * random.integers(1, 50, (30, 12)).astype(np.float64)
    plays = sparse.csr_matrix(dense, dtype=np.float32)
    heard, one = (dense > 0).astype(float), sparse.csr_matrix(dense[:4])
    count = heard.sum(axis=0)
    assert popularity(plays)(one)[2].tolist() == count.tolist()
    together = heard.T @ heard
    cosine = together / np.sqrt(np.outer(count + 5, count + 5))
    np.testing.assert_allclose(item_knn(plays)(one), heard[:4] @ cosine, rtol=1e-4)
    inverse = np.linalg.inv(together + 100.0 * np.eye(12))
    between = np.eye(12) - inverse / np.diag(inverse)
    silent = heard[:4] == 0  # the diagonal differs, but what was played is never ranked
    np.testing.assert_allclose(ease(plays)(one)[silent], (heard[:4] @ between)[silent], rtol=1e-3)


def test_als_finds_the_least_of_its_loss() -> None:
    random = np.random.default_rng(0)
    dense = (random.random((30, 12)) < 0.4) * random.integers(1, 50, (30, 12)).astype(np.float64)
    plays = sparse.csr_matrix(dense, dtype=np.float32)
    scores = als(plays, factors=12, alpha=2.0, ridge=1e-3, rounds=60)(plays)
    # As many factors as artists and next to no ridge: what is played nears 1, the rest 0.
    assert scores[dense > 0].min() > 0.9
    assert np.abs(scores[dense == 0]).max() < 0.1
    assert np.array_equal(scores, als(plays, factors=12, alpha=2.0, ridge=1e-3, rounds=60)(plays))


def test_planted_clusters_are_found_in_folds_and_popularity_is_not_enough(tmp_path: Path) -> None:
    data = write_listening(tmp_path)
    result = run_folds(data / "user_artists.dat", data, 3, (), Options(draws=2))
    assert result["users"] == 90 and result["tested_folds"] == [1, 2, 3] and result["tags"]
    rows = {name: row["hit_rate_10"]["value"] for name, row in result["rows"].items()}
    assert rows[OURS] > 0.8 > 0.4 > rows["popularity"]  # 12 unheard artists a cluster, 10 places
    assert min(rows["item_knn"], rows["ease"], rows["als"]) > 0.6
    minus = result["ours_minus"]["popularity"]["hit_rate_10"]
    assert minus["value"] == pytest.approx(rows[OURS] - rows["popularity"], abs=1.01e-4)
    assert minus["ci95"][0] > 0.2
    some = run_folds(data / "user_artists.dat", None, 3, (2,), Options())
    assert some["users"] == 30


def test_the_difference_of_equals_is_nothing_with_a_narrow_interval() -> None:
    found = {OURS: np.arange(200) % 13 * 1.0, "als": np.arange(200) % 13 * 1.0}
    users = [str(i) for i in range(200)]
    report = colistening._report(users, found, 20, Options())
    assert report["ours_minus"]["als"]["ndcg_10"] == {"value": 0.0, "ci95": [0.0, 0.0]}
    low, high = report["rows"][OURS]["hit_rate_10"]["ci95"]
    assert 0.02 < report["hit_rate_10"] - low < 0.1 and 0.02 < high - report["hit_rate_10"] < 0.1


def test_folds_share_the_users_out_evenly() -> None:
    fold = fold_of(np.arange(103), 5, seed=2)
    assert sorted(np.bincount(fold).tolist()) == [20, 20, 21, 21, 21]


def test_shipped_factors_are_not_judged_on_those_who_taught_them(tmp_path: Path) -> None:
    data = write_listening(tmp_path / "data")
    lines = (data / "user_artists.dat").read_text().splitlines()
    held = tmp_path / "held.dat"  # users 81 to 90 are withheld
    held.write_text("\n".join(line for line in lines[1:] if int(line.split("\t")[0]) > 80))
    (data / "user_artists.dat").write_text(
        "\n".join(line for line in lines[1:] if int(line.split("\t")[0]) <= 80)
    )
    artists.run(data, tmp_path / "models")
    alone = run(held, tmp_path / "models")
    assert alone["users"] == 10 and list(alone["rows"]) == [OURS]
    assert alone["hit_rate_10"] > 0.7
    beside = run(held, tmp_path / "models", data)
    assert list(beside["rows"]) == ["popularity", "item_knn", "ease", "als", OURS]
    assert beside["rows"][OURS] == alone["rows"][OURS]
    with pytest.raises(UsageError, match="include-trained-users"):
        run(data / "user_artists.dat", tmp_path / "models")
    asked = run(
        data / "user_artists.dat", tmp_path / "models", None, Options(include_trained_users=True)
    )
    assert asked["users"] == 80
    with pytest.raises(UsageError, match="without artist factors"):
        run(held, tmp_path / "nowhere")


def test_too_few_people_are_refused_in_plain_words(tmp_path: Path) -> None:
    data = write_listening(tmp_path / "data")
    artists.run(data, tmp_path / "models")
    single = tmp_path / "single.dat"
    single.write_text("901\t1\t3\n902\t2\t1\n")
    with pytest.raises(UsageError, match="No user to judge has two artists"):
        run(single, tmp_path / "models")
    with pytest.raises(UsageError, match="too few people to learn from"):
        run_folds(single, data, 2)
