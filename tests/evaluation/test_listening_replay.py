"""The replay: only the past counts, planted patterns are found, odd logs pass."""

import json
from pathlib import Path

import numpy as np
import pytest

from player.evaluation import listening
from player.evaluation.listening_figures import Places
from player.evaluation.listening_library import library_of, match_names
from player.evaluation.listening_lists import artists, gap_violations, spread
from player.evaluation.listening_log import Log, LoggedTrack
from player.evaluation.listening_past import Moment, Past
from player.evaluation.listening_replay import (
    OURS,
    WITHOUT,
    Replayed,
    plan_of,
    replay,
    rows_said,
    sessions_of,
    steps_of,
)
from player.evaluation.listening_score import Learner, Score
from player.evaluation.listening_table import read_table
from player.evaluation.listening_universe import Universe
from player.evaluation.simulated import own_log
from player.library.track import Metadata
from player.paths import Home
from player.recommend.candidates import Candidates, Floats, RowIndex
from player.recommend.choosing import choose
from player.recommend.target import MoodTarget
from player.recommend.weights import TERMS

BEGIN = 1_600_000_000
Line = tuple[int, str, str, str, str]
"""Time, artist, track, seconds heard, length."""


def log_of(lines: list[Line]) -> Log:
    head = "uts,artist,track,seconds_played,duration"
    return read_table("\n".join([head, *(",".join(map(str, line)) for line in lines)]).encode())


def replayed(
    lines: list[Line], home: Path, *, lists: int = 1, seed: int = 7
) -> tuple[Replayed, Universe]:
    log = log_of(lines)
    universe, _ = library_of(log, Home(home))
    steps = steps_of(log, universe)
    plan = plan_of(
        steps,
        sessions_of(universe, steps),
        library=universe.library,
        plays=0,
        lists=lists,
        seed=seed,
    )
    return replay(universe, steps, rows_said(log, universe), plan), universe


def plain(names: str, *, gap_s: int = 200, begin: int = BEGIN) -> list[Line]:
    """One letter a track, one after the other."""
    return [
        (begin + place * gap_s, f"by {name}", f"song {name}", "", "")
        for place, name in enumerate(names)
    ]


def test_places_by_hand(tmp_path: Path) -> None:
    result, _ = replayed(plain("AABCAB"), tmp_path)
    assert result.unknown == 3  # the first plays of A, B and C
    assert [one.play for one in result.ranked] == [1, 4, 5]
    assert [one.places["random"] for one in result.ranked] == [
        Places(0, 1),
        Places(0, 3),
        Places(0, 3),
    ]
    # A was played twice before the fifth play; B once, like C, before the sixth, A three times
    assert [one.places["popular"] for one in result.ranked] == [
        Places(0, 1),
        Places(0, 1),
        Places(1, 2),
    ]
    assert [one.places["content"] for one in result.ranked] == [
        Places(0, 1),
        Places(0, 3),
        Places(0, 3),
    ]


def test_half_an_hour_of_silence_parts_sessions(tmp_path: Path) -> None:
    lines = [
        (BEGIN, "A", "One", "100", "100"),
        (BEGIN + 100 + 1_800, "A", "Two", "100", "100"),
        (BEGIN + 200 + 3_601, "A", "Three", "100", "100"),
    ]
    result, _ = replayed(lines, tmp_path)
    assert result.sessions == [0, 0, 1]


def pairs(count: int, times: int) -> list[Line]:
    """Sessions of two tracks, always the same two together, in a random order."""
    dice = np.random.default_rng(3)
    lines: list[Line] = []
    for number, pair in enumerate(np.tile(np.arange(count), times)):
        at = BEGIN + number * 20_000
        for place, side in enumerate(dice.permutation(2)):
            name = f"song {pair} {'left' if side else 'right'}"
            lines.append((at + 200 * place, f"by {pair}{side}", name, "", ""))
    return lines


def test_neighbours_find_a_fixed_pair_and_so_does_the_score(tmp_path: Path) -> None:
    result, _ = replayed(pairs(count=15, times=3), tmp_path)
    seconds = [one for one in result.ranked if one.play % 2]
    assert len(seconds) == 30
    assert all(one.places["item_knn"] == Places(0, 1) for one in seconds)
    ours = np.mean([one.places[OURS].above for one in seconds])
    alone = np.mean([one.places[WITHOUT + "together"].above for one in seconds])
    assert ours < alone / 2
    assert all(one.places["random"].level == 30 for one in seconds)


def test_what_is_always_skipped_scores_lower(tmp_path: Path) -> None:
    dice = np.random.default_rng(5)
    lines: list[Line] = []
    for round_ in range(14):
        for place, track in enumerate(dice.permutation(20)):
            heard = "200" if track % 2 else "8"
            at = BEGIN + round_ * 90_000 + place * 250
            lines.append((at, f"by {track}", f"song {track}", heard, "200"))
    result, _ = replayed(lines, tmp_path)
    late = [one for one in result.ranked if one.play >= 100]
    figures = listening._skip_auc(late, OURS, seed=0)
    assert figures is not None
    assert figures["value"] > 0.95
    popular = listening._skip_auc(late, "popular", seed=0)
    assert popular is not None
    assert popular["value"] == pytest.approx(0.5)  # all were played as often


def test_the_future_changes_nothing_that_was_judged_before(tmp_path: Path) -> None:
    past = pairs(count=6, times=3)
    until = BEGIN + 20_000 * 18
    one = plain("XYZXYZZZ", begin=until)
    other = plain("QZQA", begin=until + 5_000)
    first, _ = replayed(past + one, tmp_path / "one", lists=0)
    second, _ = replayed(past + other, tmp_path / "other", lists=0)
    judged = [
        [(play.play, play.places, play.scores) for play in each.ranked if play.play < len(past)]
        for each in (first, second)
    ]
    assert len(judged[0]) == len(past) - 12
    assert judged[0] == judged[1]
    assert len(first.offers) == 19
    for here, there in zip(first.offers[:18], second.offers[:18], strict=True):
        assert here.lists.keys() == there.lists.keys()
        for system, rows in here.lists.items():
            assert rows.tolist() == there.lists[system].tolist(), system


def test_the_best_place_is_what_the_program_would_choose() -> None:
    log, universe = own_log(days=5, tracks=80, seed=1)
    past = Past(universe)
    for step in steps_of(log, universe):
        past.note(step)
    moment = past.moment(log.plays[-1].at + 300)
    listener = Learner(universe).listener(past, moment)
    for seed in range(20):
        score = Score(moment, listener, MoodTarget(adventurous=0.0), seed=seed)
        best = int(np.argmax(score.contributions.sum(axis=0) - score.rules))
        assert best == score.offered(1, np.zeros(0, dtype=np.intp))[0]


def test_terms_are_the_scores_own() -> None:
    log, universe = own_log(days=3, tracks=80, seed=1)
    past = Past(universe)
    for step in steps_of(log, universe)[:20]:
        past.note(step)
    moment = past.moment(log.plays[20].at)
    listener = Learner(universe).listener(past, moment)
    score = Score(moment, listener, MoodTarget(adventurous=0.0), seed=4)
    taste = listener.taste
    chosen = choose(
        moment.candidates,
        moment.context,
        MoodTarget(adventurous=0.0),
        count=1,
        seed=4,
        listener=type(listener)(
            taste.at_hour(float(int(moment.hour))),  # type: ignore[union-attr]
            listener.companions,
            listener.neighbours,
        ),
    )[0]
    row = moment.candidates.rows[chosen.track_id]
    assert score.contributions[:, row].sum() == chosen.score
    for reason in chosen.reasons:
        assert score.contributions[TERMS.index(reason.term), row] == reason.contribution


ODD: dict[str, list[Line]] = {
    "three plays": plain("ABA"),
    "one play": plain("A"),
    "one track": plain("AAAAAA"),
    "one artist": [(BEGIN + 200 * i, "Same", f"song {i % 4}", "", "") for i in range(12)],
    "one second": [(BEGIN, "A", f"song {i}", "", "") for i in range(6)],
    "out of order": plain("ABCABCABC")[::-1],
    "all cut short": [(BEGIN + 200 * i, "A", f"s {i % 3}", "1", "200") for i in range(9)],
    "no artists": [(BEGIN + 200 * i, "", f"song {i % 3}", "", "") for i in range(9)],
}


@pytest.mark.parametrize("name", ODD)
def test_odd_logs_pass(name: str, tmp_path: Path) -> None:
    log = log_of(ODD[name])
    universe, found = library_of(log, Home(tmp_path))
    result = listening.run(log, universe, found=found, fit_weights=True)
    text = json.dumps(result, allow_nan=False)
    assert result["simulated"] is False
    assert json.loads(text)["log"]["plays"] == len(log.plays)
    assert result["fitted"]["weights"] is None
    assert result["fitted"]["better"] is False


def test_a_draw_of_plays_is_seeded_and_still_learns_from_all(tmp_path: Path) -> None:
    lines = pairs(count=10, times=3)
    log = log_of(lines)
    universe, _ = library_of(log, Home(tmp_path))
    steps = steps_of(log, universe)
    sessions = sessions_of(universe, steps)
    one = plan_of(steps, sessions, library=0, plays=20, lists=5, seed=1)
    assert one == plan_of(steps, sessions, library=0, plays=20, lists=5, seed=1)
    assert one != plan_of(steps, sessions, library=0, plays=20, lists=5, seed=2)
    assert (len(one.plays), len(one.lists)) == (20, 5)
    some = {play.play: play for play in replay(universe, steps, (), one).ranked}
    every = {play.play: play for play in replayed(lines, tmp_path / "all", seed=1)[0].ranked}
    assert len(some) == 20
    assert all(every[place].places == play.places for place, play in some.items())


def test_names_are_matched_the_surest_way_first() -> None:
    library = [
        Metadata(title="Song", artist="Band", album="Live"),
        Metadata(title="Song", artist="Band", album="First"),
        Metadata(title="Other (Remastered 2011)", artist="Band"),
        Metadata(title="Gone", artist="Band"),
        Metadata(title="Gone", artist="Band"),
        Metadata(title="", artist="Band"),
    ]
    wanted = [
        LoggedTrack("SONG ", "band", "First"),
        LoggedTrack("Song", "Band", "Best of"),
        LoggedTrack("Other", "Band"),
        LoggedTrack("Gone", "Band"),
        LoggedTrack("", "Band"),
        LoggedTrack("Song", "Another band"),
    ]
    available = [True, True, True, False, True, True]
    assert match_names(wanted, library, available) == [1, 0, 2, 4, None, None]


def test_lists_by_hand() -> None:
    _, universe = own_log(days=1, tracks=60, seed=0)
    candidates = universe.candidates  # ten tracks an artist: 0..9, 10..19, ...
    assert gap_violations(candidates, np.array([0, 10, 20, 1, 30])) == 1.0
    assert gap_violations(candidates, np.array([0, 1, 2])) == 2.0
    assert gap_violations(candidates, np.array([0, 10, 20, 30, 1])) == 0.0
    assert artists(candidates, np.array([0, 1, 10])) == 2.0
    vectors = candidates.embedding[[0, 1, 10]].astype(float)
    cosines = [vectors[0] @ vectors[1], vectors[0] @ vectors[2], vectors[1] @ vectors[2]]
    assert spread(candidates, np.array([0, 1, 10])) == pytest.approx(1 - np.mean(cosines))
    assert np.isnan(spread(candidates, np.array([0])))


def test_a_moment_knows_only_what_was_told() -> None:
    log, universe = own_log(days=2, tracks=60, seed=0)
    past = Past(universe)
    before: Moment = past.moment(log.plays[0].at)
    assert not before.context.heard
    assert before.known == universe.library == 60
    assert np.isinf(before.candidates.last_played_s_ago).all()
    step = steps_of(log, universe)[0]
    past.note(step)
    after = past.moment(step.at + 60)
    assert after.candidates.last_played_s_ago[step.row] == 60
    assert after.candidates.offered.sum() == 1


def test_other_listeners_are_asked_of_known_tracks_only(tmp_path: Path) -> None:
    log = log_of(plain("ABCA"))
    universe, _ = library_of(log, Home(tmp_path))
    assert universe.artists == ("by a", "by b", "by c")
    past = Past(universe)
    for step in steps_of(log, universe)[:2]:
        past.note(step)
    asked: list[list[int]] = []

    def neighbours(candidates: Candidates, names: tuple[str, ...]) -> Nobody:
        assert names == universe.artists
        asked.append(candidates.artist.tolist())
        return Nobody()

    listener = Learner(universe, neighbours).listener(past, past.moment(BEGIN + 400))
    assert asked == [[0, 1, -1]]
    assert isinstance(listener.neighbours, Nobody)


class Nobody:
    """What is known from public data: nothing."""

    def affinity(self, candidates: Candidates, rows: RowIndex | slice) -> Floats:
        return np.zeros(len(candidates.artist[rows]), dtype=np.float32)

    def near(self, candidates: Candidates, heard: RowIndex, rows: RowIndex) -> Floats:
        return np.zeros(len(rows), dtype=np.float32)
