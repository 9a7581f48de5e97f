"""Which correction holds for which frame."""

from __future__ import annotations

import numpy as np
import pytest

from player.audio.loudness_marks import LoudnessMarks


def applied(marks: LoudnessMarks, first: int, count: int) -> np.ndarray:
    frames = np.ones((count, 2), np.float32)
    marks.apply(frames, first)
    assert np.array_equal(frames[:, 0], frames[:, 1])
    return frames[:, 0]


def test_a_correction_begins_exactly_with_its_frame():
    marks = LoudnessMarks()
    marks.mark(0, 0.5)
    marks.mark(7, 0.25)
    marks.mark(9, 1.0)
    heard = np.concatenate([applied(marks, first, 4) for first in (0, 4, 8, 12)])
    assert heard.tolist() == [0.5] * 7 + [0.25] * 2 + [1.0] * 7


def test_a_change_glides_where_it_is_heard_and_waits_where_it_is_not():
    marks = LoudnessMarks()
    marks.mark(0, 1.0)
    applied(marks, 0, 4)
    marks.mark(8, 0.5)
    marks.change(8, 0.25, 100)
    marks.change(0, 0.0, 4)
    assert applied(marks, 4, 6).tolist() == pytest.approx([0.75, 0.5, 0.25, 0.0, 0.25, 0.25])


def test_a_change_for_what_is_over_changes_nothing():
    marks = LoudnessMarks()
    marks.mark(0, 1.0)
    marks.mark(4, 0.5)
    applied(marks, 0, 8)
    marks.change(0, 0.1, 1)
    assert applied(marks, 8, 4).tolist() == [0.5] * 4


def test_what_is_cut_off_takes_its_correction_along():
    marks = LoudnessMarks()
    marks.mark(0, 1.0)
    marks.mark(4, 0.5)
    marks.cut(4)
    marks.mark(4, 0.25)
    assert applied(marks, 0, 6).tolist() == [1.0] * 4 + [0.25] * 2
