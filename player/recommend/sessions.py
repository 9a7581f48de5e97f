"""Which tracks the listener plays together: item-item likeness on their own sessions.

Pure numpy, one thread at a time (it remembers what it computed). A pure function of the plays: what
is computed for a track depends on nothing else, and is computed when it is first asked for.

Cosine of co-occurrence with shrinkage (Sarwar et al. 2001; Koren 2008 for the shrinkage; Ludewig &
Jannach 2018 found such neighbours hard to beat on sessions):
``c_ij / sqrt(c_i c_j) * c_ij / (c_ij + lambda)``, c counting sessions.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from player.recommend.candidates import Candidates, Floats, RowIndex
from player.recommend.context import DECAY, SOUND_REMEMBERED

SESSION_GAP_S = 30 * 60.0
"""A silence longer than this ends a session."""
SHRINKAGE = 2.0
"""Lambda: two tracks heard together in this many sessions are believed half of what that says."""

Doubles = NDArray[np.float64]


def session_numbers(started_at: Doubles, ended_at: Doubles) -> NDArray[np.intp]:
    """(m,) the session of each play, from 0: a new one after more than 30 minutes of silence.

    :param started_at: (m,) seconds since 1970, ascending.
    :param ended_at: (m,) seconds since 1970.
    """
    if not len(started_at):
        return np.zeros(0, dtype=np.intp)
    silent = started_at[1:] - np.maximum.accumulate(ended_at)[:-1]
    return np.concatenate([[0], np.cumsum(silent > SESSION_GAP_S)]).astype(np.intp)


@dataclass(frozen=True, slots=True, eq=False)
class SessionCompanions:
    """Likeness from sessions (``recommend.listener.Companions``). Make it with :meth:`of`."""

    _tracks: RowIndex
    """Rows heard, session after session, each once a session."""
    _session_starts: NDArray[np.intp]
    """Where each session begins in ``_tracks``; one more at the end."""
    _sessions: NDArray[np.intp]
    """Sessions by row: the inverted lists, one after the other."""
    _row_starts: NDArray[np.intp]
    """(n + 1,) where each row's list begins in ``_sessions``."""
    _known: dict[int, tuple[RowIndex, Floats]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: RowIndex, sessions: NDArray[np.intp], count: int) -> SessionCompanions:
        """From what was heard.

        :param rows: (m,) rows of the candidates.
        :param sessions: (m,) number of the session, from 0 (:func:`session_numbers`).
        :param count: rows of the candidates.
        """
        pairs = np.unique(sessions.astype(np.int64) * max(count, 1) + rows)
        session, track = np.divmod(pairs, max(count, 1))
        by_track = np.argsort(track, kind="stable")
        return cls(track, _starts(session), session[by_track], _starts(track, count))

    def similar(self, row: int) -> tuple[RowIndex, Floats]:
        """Rows heard in one session with *row* (without itself), and their likeness 0..1."""
        if row not in self._known:
            self._known[row] = self._compute(row)
        return self._known[row]

    def together(self, candidates: Candidates, heard: RowIndex, rows: RowIndex) -> Floats:
        """(m,) 0..1: mean likeness of *rows* to the last five *heard* (the latest last), each older
        one weighing :data:`~player.recommend.context.DECAY` of the next newer."""
        total = np.zeros(len(candidates), dtype=np.float32)
        last = [int(row) for row in heard[-SOUND_REMEMBERED:]]
        weights = [DECAY**age for age in range(len(last))]
        for row, weight in zip(reversed(last), weights, strict=True):
            others, likeness = self.similar(row)
            total[others] += np.float32(weight / sum(weights)) * likeness
        return total[rows]

    def _compute(self, row: int) -> tuple[RowIndex, Floats]:
        if row + 1 >= len(self._row_starts):  # it came later
            return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.float32)
        mine = self._sessions[self._row_starts[row] : self._row_starts[row + 1]]
        if not len(mine):
            return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.float32)
        heard = [self._tracks[self._session_starts[s] : self._session_starts[s + 1]] for s in mine]
        others, shared = np.unique(np.concatenate(heard), return_counts=True)
        apart = others != row
        others, shared = others[apart], shared[apart]
        count = self._row_starts[others + 1] - self._row_starts[others]
        likeness = shared / np.sqrt(len(mine) * count) * (shared / (shared + SHRINKAGE))
        return others, likeness.astype(np.float32)


def _starts(numbers: NDArray[np.int64], count: int = 0) -> NDArray[np.intp]:
    """Where each of the numbers 0, 1, ... begins once they are in order; one more at the end."""
    return np.concatenate([[0], np.cumsum(np.bincount(numbers, minlength=count))]).astype(np.intp)
