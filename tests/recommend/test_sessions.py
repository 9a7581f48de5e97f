"""Companions: the sparse count against one that is too simple to be wrong."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from player.evaluation.bench_queue import made_up_library
from player.recommend.context import DECAY
from player.recommend.sessions import (
    SESSION_GAP_S,
    SHRINKAGE,
    SessionCompanions,
    session_numbers,
)

LIBRARY = made_up_library(12, dimensions=4, seed=1)
plays = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 6)), max_size=40)


def likeness(heard, one, other):
    """As the formula says it, from sets of sessions."""
    mine, its = ({s for row, s in heard if row == wanted} for wanted in (one, other))
    if one == other or not mine & its:
        return 0.0
    both = len(mine & its)
    return both / sqrt(len(mine) * len(its)) * both / (both + SHRINKAGE)


def companions(heard):
    rows = np.array([row for row, _ in heard], dtype=np.intp)
    sessions = np.array([session for _, session in heard], dtype=np.intp)
    return SessionCompanions.of(rows, sessions, len(LIBRARY))


@given(plays, st.lists(st.integers(0, 11), max_size=7))
@settings(max_examples=60, deadline=None)
def test_it_is_the_weighted_mean_of_shrunken_cosines(heard, context):
    found = companions(heard).together(LIBRARY, np.array(context, dtype=np.intp), np.arange(12))
    last = context[::-1][:5]
    total = sum(DECAY**age for age in range(len(last)))
    for row in range(12):
        terms = [DECAY**age * likeness(heard, one, row) for age, one in enumerate(last)]
        assert found[row] == pytest.approx(sum(terms) / total if total else 0.0, abs=1e-6)
    assert ((found >= 0) & (found <= 1)).all()


def test_a_track_does_not_go_with_itself():
    others, _ = companions([(1, 0), (2, 0), (1, 1)]).similar(1)
    assert others.tolist() == [2]


def test_a_session_ends_after_a_long_silence_however_long_its_last_track_was():
    began = np.array([0.0, 200.0, 4000.0, 4000.0 + SESSION_GAP_S + 2])
    ended = np.array([3000.0, 400.0, 4001.0, 9000.0])
    assert session_numbers(began, ended).tolist() == [0, 0, 0, 1]
    assert session_numbers(np.zeros(0), np.zeros(0)).tolist() == []


def test_only_what_is_asked_for_is_computed():
    model = companions([(row, session) for row in range(12) for session in range(3)])
    model.together(LIBRARY, np.array([3, 4]), np.arange(12))
    assert set(model._known) == {3, 4}
