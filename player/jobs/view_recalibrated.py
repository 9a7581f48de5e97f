"""Moods of a whole library as this listener hears them: the network's, recalibrated by the
listener's corrections, and the corrections themselves above that.

Pure numpy, the thread of its owner (``jobs.view``). It reads the columns named ``network_...`` and
writes those that are shown; with the same corrections it always writes the same, so that taking the
last one back restores all of it. Nothing is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from player.jobs.recalibration import MOST, Features, Observations, Recalibration
from player.jobs.view_columns import Columns
from player.jobs.view_corrections import Told, about_feeling, told
from player.jobs.view_moods import QuickMoods, clear_moods
from player.jobs.view_sources import LISTENER, NETWORK, RECALIBRATED
from player.jobs.view_styles import STYLE_IDS
from player.library.track import Correction
from player.tagging.calibration import UNSURE, clear_best
from player.tagging.card import CalibrationParameters

MOVED = 0.02
"""A place that is moved by less on both axes is the network's still: nobody could see it."""

_AXES = ("valence", "arousal")

_CHUNK = 4096
"""Rows per step, to keep the working memory at a few megabytes."""

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Moved:
    """What is shown of the rows that the recalibration moves."""

    rows: Rows
    """(k,) of the view."""
    place: NDArray[np.float32]
    """(k, 2)."""
    place_sd: NDArray[np.float32]
    """(k, 2)."""
    moods: NDArray[np.float32]
    """(k, M)."""
    mood: NDArray[np.int64]
    """(k,) index or :data:`~player.tagging.calibration.UNSURE`."""


class RecalibratedMoods:
    """Fills the shown columns of a view."""

    def __init__(self, columns: Columns, calibration: CalibrationParameters) -> None:
        """*columns* are the view's own."""
        self._columns, self._calibration = columns, calibration
        self._said: dict[int, Correction] = {}
        self._teaching: list[int] = []
        self._recalibration: Recalibration | None = None
        self._quick: QuickMoods | None = None

    @property
    def said(self) -> Mapping[int, Correction]:
        """Row -> what the listener says of it, copies of a recording included."""
        return self._said

    @property
    def recalibration(self) -> Recalibration | None:
        """What is learnt from the corrections; ``None`` where there is nothing to learn from."""
        return self._recalibration

    def tell(
        self, said: Mapping[int, Correction], teaching: Iterable[int], fresh: Iterable[int]
    ) -> None:
        """Show what follows from these corrections.

        :param said: row -> correction, of every copy of what was corrected.
        :param teaching: one row of each corrected recording, the one corrected last at the end.
        :param fresh: rows of which the network's word is new, or the listener's.
        """
        fresh = set(fresh)
        if said == self._said and not fresh & said.keys():
            self._show(self._marked(fresh))
            return
        self._said = dict(said)
        for row in fresh & said.keys():
            self._set_style(row, said[row])
        self._teaching = self._teachers(said, teaching)
        self._recalibration = self._learn(said, self._teaching)
        self._show(~self._marked(row for row, word in said.items() if about_feeling(word)))
        for row in fresh & said.keys():
            self._correct(row, said[row])

    def preview(self, said: Mapping[int, Correction], teaching: Iterable[int]) -> Rows:
        """(k,) uncorrected rows of available tracks whose best mood other corrections would change,
        the one that moves farthest first. Arguments as of :meth:`tell`. Changes nothing."""
        column = self._columns
        mood = column["network_mood"].astype(np.int64)
        away = np.zeros(len(mood), dtype=np.float32)
        moved = self._move(
            np.flatnonzero(column["familiar"]), self._learn(said, self._teachers(said, teaching))
        )
        if moved is not None:
            mood[moved.rows] = moved.mood
            shown = np.stack([column[name][moved.rows] for name in _AXES], axis=1)
            away[moved.rows] = np.hypot(*(moved.place - shown).T)
        changed = (mood != column["mood"]) & column["available"] & column["familiar"]
        changed[list(said.keys() | self._said.keys())] = False
        rows = np.flatnonzero(changed)
        return np.asarray(rows[np.argsort(-away[rows], kind="stable")])

    def features(self, rows: Rows) -> Features:
        """What the recalibration knows of these rows."""
        place, place_sd = self._network(rows)
        column = self._columns
        return Features(
            place, place_sd, column["style_probabilities"][rows], column["embedding"][rows]
        )

    def best(self) -> NDArray[np.int8]:
        """(n,) column of the best mood that is shown, or
        :data:`~player.tagging.calibration.UNSURE`; a copy."""
        return np.array(self._columns["mood"])

    def uncorrected(self) -> Rows:
        """Available rows that sound like music the network knows and that nobody corrected."""
        theirs = self._marked(row for row, word in self._said.items() if about_feeling(word))
        return np.flatnonzero(self._columns["familiar"] & self._columns["available"] & ~theirs)

    def known(self) -> Features:
        """What is known of the recordings that the listener corrected."""
        return self.features(np.array(self._teaching, dtype=np.intp))

    # Inside ----------------------------------------------------------------------------------

    def _network(self, rows: Rows) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        column = self._columns
        place = np.stack([column[f"network_{name}"][rows] for name in _AXES], axis=1)
        place_sd = np.stack([column[f"network_{name}_sd"][rows] for name in _AXES], axis=1)
        return place, place_sd

    def _told(self, row: int, said: Correction) -> Told:
        place, place_sd = self._network(np.array([row]))
        spread = self._calibration.mood_spread
        return told(place[0].astype(float), place_sd[0].astype(float), said, spread=spread)

    def _teachers(self, said: Mapping[int, Correction], teaching: Iterable[int]) -> list[int]:
        """Those of the rows *teaching* that there is something to learn from, the newest."""
        familiar = self._columns["familiar"]
        return [row for row in teaching if familiar[row] and about_feeling(said[row])][-MOST:]

    def _learn(self, said: Mapping[int, Correction], rows: Sequence[int]) -> Recalibration | None:
        """The model after the corrections of these rows."""
        if not rows:
            return None
        features = self.features(np.array(rows, dtype=np.intp))
        for place, row in enumerate(rows):
            if said[row].style in STYLE_IDS:  # not in the column yet where this is a preview
                features.styles[place] = _only_style(said[row])
        words = [self._told(row, said[row]) for row in rows]
        observed = np.array([word.observed for word in words])
        return Recalibration(
            Observations(features, observed, np.array([word.observed_sd for word in words]))
        )

    def _move(self, rows: Rows, recalibration: Recalibration | None) -> _Moved | None:
        """Those of the familiar *rows* that *recalibration* moves; ``None`` where there is none."""
        if recalibration is None:
            return None
        self._quick = self._quick or QuickMoods(spread=self._calibration.mood_spread)
        places, sds, far = [], [], []
        for start in range(0, len(rows), _CHUNK):
            part = rows[start : start + _CHUNK]
            features = self.features(part)
            moved = recalibration.moved(features)
            away = np.abs(moved.place - features.place)
            there = np.flatnonzero((away[:, 0] >= MOVED) | (away[:, 1] >= MOVED))
            places.append(moved.place[there])
            sds.append(moved.place_sd[there])
            far.append(part[there])
        if not far:
            return None
        place, place_sd = np.concatenate(places), np.concatenate(sds)
        moods = self._quick.shares(*place.T, *place_sd.T)
        mood = clear_moods(moods, self._calibration.mood_margin)
        return _Moved(np.concatenate(far), place, place_sd, moods, mood)

    def _marked(self, rows: Iterable[int]) -> NDArray[np.bool_]:
        """(n,) true at *rows*."""
        marked = np.zeros(len(self._columns), dtype=np.bool_)
        marked[list(rows)] = True
        return marked

    def _show(self, wanted: NDArray[np.bool_]) -> None:
        """Show analysed rows that are *wanted* as the network and the recalibration have them."""
        column = self._columns
        shown = wanted & column["analysed"]
        for name in (*_AXES, "valence_sd", "arousal_sd", "mood"):
            np.copyto(column[name], column[f"network_{name}"], where=shown)
        network = column["network_moods"]
        np.copyto(column["mood_probabilities"], network, where=shown[:, None])
        column["mood_source"][shown] = NETWORK
        rows = np.flatnonzero(shown & column["familiar"])
        moved = self._move(rows, self._recalibration)
        if moved is not None:
            for axis, name in enumerate(_AXES):
                column[name][moved.rows] = moved.place[:, axis]
                column[f"{name}_sd"][moved.rows] = moved.place_sd[:, axis]
            column["mood_probabilities"][moved.rows] = moved.moods
            column["mood"][moved.rows] = moved.mood
            column["mood_source"][moved.rows] = RECALIBRATED
        np.copyto(column["unsure"], column["mood"] == UNSURE, where=shown)

    def _set_style(self, row: int, said: Correction) -> None:
        if said.style in STYLE_IDS:
            self._columns["style_probabilities"][row] = _only_style(said)
            self._columns["style"][row] = STYLE_IDS.index(said.style)
            self._columns["style_source"][row] = LISTENER

    def _correct(self, row: int, said: Correction) -> None:
        """Let the listener's word on *row* stand above everything."""
        column = self._columns
        if not column["analysed"][row] or not about_feeling(said):
            return
        word = self._told(row, said)
        for axis, name in enumerate(_AXES):
            column[name][row], column[f"{name}_sd"][row] = word.place[axis], word.place_sd[axis]
        column["mood_probabilities"][row] = word.moods
        column["mood"][row] = clear_best(word.moods[None], self._calibration.mood_margin)[0]
        column["mood_source"][row] = LISTENER
        column["unsure"][row] = column["mood"][row] == UNSURE


def _only_style(said: Correction) -> NDArray[np.float64]:
    """(S,) probabilities of a style that is one of :data:`STYLE_IDS`."""
    return np.array([style == said.style for style in STYLE_IDS], np.float64)
