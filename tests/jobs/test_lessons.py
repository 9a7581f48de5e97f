"""The table from events to rewards, line by line."""

from __future__ import annotations

import numpy as np
import pytest

from player.jobs import lessons
from player.jobs.lessons import KINDS, PlayColumns
from player.library.track import Nudge, Play, Rating, cut_short
from player.recommend.taste import EVENTS_KEPT
from player.store.events import Events

DAY_S = 86_400.0
LONG = 200.0


def learned(*plays):
    found = lessons.of_plays(PlayColumns.of(plays))
    names = [KINDS[kind] for kind in found.kind]
    return list(zip(names, found.reward.tolist(), found.weight.tolist(), strict=True))


@pytest.mark.parametrize(
    ("play", "lesson"),
    [
        (Play(1, 0.0, 200.0, LONG), ("heard", 1.0, 0.5)),
        (Play(1, 0.0, 150.0, LONG, skipped=True), ("heard", 1.0, 0.375)),
        (Play(1, 0.0, 200.0, LONG, chosen=True), ("chosen", 1.0, 1.0)),
        (Play(1, 0.0, 0.0, LONG, skipped=True), ("skipped", 0.0, 0.5)),
        (Play(1, 0.0, 50.0, LONG, skipped=True), ("skipped", 0.0, 0.25)),
        (Play(1, 0.0, 0.0, LONG, skipped=True, chosen=True), ("skipped", 0.0, 0.25)),
        (Play(1, 0.0, 50.0, LONG), ("none", 1.0, 0.0)),
        (Play(1, 0.0, 7.0), ("heard", 1.0, 0.5)),
        (Play(1, 0.0, 7.0, skipped=True), ("skipped", 0.0, 0.5)),
        (Play(1, 0.0, 900.0, LONG), ("heard", 1.0, 0.5)),
        (Play(1, 0.0, -3.0, 0.0, skipped=True), ("skipped", 0.0, 0.5)),
    ],
)
def test_what_a_play_teaches(play, lesson):
    assert learned(play) == [lesson]
    assert lessons.cut_short(PlayColumns.of([play])).tolist() == [cut_short(play)]


def test_asking_again_within_a_day_is_a_replay():
    first = Play(1, 0.0, 200.0, LONG)
    assert learned(first, Play(1, DAY_S - 1, 200.0, LONG, chosen=True))[1] == ("replayed", 1.0, 1.5)
    assert learned(first, Play(1, DAY_S + 1, 200.0, LONG, chosen=True))[1][0] == "chosen"
    assert learned(first, Play(2, 300.0, 200.0, LONG, chosen=True))[1][0] == "chosen"
    assert learned(first, Play(1, 300.0, 200.0, LONG))[1][0] == "heard"
    skipped = Play(1, 0.0, 10.0, LONG, skipped=True)
    assert learned(skipped, Play(1, 300.0, 200.0, LONG, chosen=True))[1][0] == "chosen"


def test_what_was_said_teaches_more_and_stands():
    said = Events(
        ratings={1: Rating(1), 2: Rating(3, 5.0), 3: Rating(5, 6.0)},
        favourites={4: None},
        nudges={9: Nudge(5, 7.0, more=True), 12: Nudge(6, 8.0)},
    )
    found = lessons.of_everything(PlayColumns.of(()), said)
    assert found.track_id.tolist() == [1, 2, 3, 4, 5, 6]
    assert found.reward.tolist() == [0.0, 0.5, 1.0, 1.0, 1.0, 0.0]
    assert found.weight.tolist() == [3.0, 3.0, 3.0, 3.0, 2.0, 2.0]
    later = found.present_weight(8.0 + 90 * DAY_S)
    assert later[:4].tolist() == [3.0] * 4
    assert later[5] == pytest.approx(1.0)


def test_a_skip_fades_sooner_than_a_like():
    found = lessons.of_plays(
        PlayColumns.of([Play(1, 0.0, 0.0, LONG, skipped=True), Play(2, 0.0, LONG, LONG)])
    )
    assert found.present_weight(14 * DAY_S)[0] == pytest.approx(0.25)
    assert found.present_weight(180 * DAY_S)[1] == pytest.approx(0.25)


def test_the_latest_lessons_count_and_those_that_teach_nothing_do_not():
    nothing = [Play(1, 1e6, 1.0, LONG)] * 10
    plays = [Play(1, float(number), LONG, LONG) for number in range(EVENTS_KEPT + 3)]
    found = lessons.of_everything(
        PlayColumns.of([*plays, *nothing]), Events(ratings={1: Rating(4)})
    )
    counting = lessons.counting(found)
    assert counting.sum() == EVENTS_KEPT
    assert np.flatnonzero(~counting).tolist() == [
        0,
        1,
        2,
        3,
        *range(EVENTS_KEPT + 3, EVENTS_KEPT + 13),
    ]


def test_columns_of_plays_grow_and_are_cut_at_the_front():
    plays = [Play(number, float(number), 1.0, 2.0) for number in range(6)]
    grown = PlayColumns.of(plays[:4]).followed_by(PlayColumns.of(plays[4:]), kept=5)
    assert grown.track_id.tolist() == [1, 2, 3, 4, 5]
