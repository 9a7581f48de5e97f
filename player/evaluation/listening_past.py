"""What is known at one moment of a log, and nothing after it: :class:`Past`.

numpy, command line only. It is told play after play; the moment that is judged is asked for
*before* the play is told. It must never see the log itself.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np

from player.evaluation.listening_log import Said
from player.evaluation.listening_universe import Universe
from player.jobs.lessons import local_hour
from player.recommend.candidates import Candidates
from player.recommend.context import Context
from player.recommend.sessions import SESSION_GAP_S

_USUAL_S = 210.0
"""How long a track is thought to have lasted whose length is not known."""


@dataclass(frozen=True, slots=True)
class Step:
    """One play of the log, on the rows of the universe."""

    at: float
    """When it began, seconds since 1970."""
    row: int
    played_s: float | None
    cut_short: bool | None
    """``None``: not known."""
    chosen: bool | None = None
    """The listener asked for it; ``None``: not known."""


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """What a ranking may depend on."""

    candidates: Candidates
    """As of now; only the first :attr:`known` rows may be ranked."""
    known: int
    at: float
    """Seconds since 1970."""
    context: Context
    """The session so far."""
    session: int
    """Number of the session, from 0."""

    @property
    def hour(self) -> float:
        """Local time of day, 0..24."""
        return local_hour(self.at)


class Past:
    """Plays so far, as columns. It grows; it is never rewound."""

    def __init__(self, universe: Universe) -> None:
        count = len(universe)
        self._universe = universe
        self._last = np.full(count, -np.inf)
        self._since = universe.added_at.copy()
        """When each came into the library, or was heard if that was before."""
        self._heard = np.zeros(count, dtype=np.float32)
        self._brought = np.zeros(count, dtype=np.float32)
        self._rating = np.zeros(count, dtype=np.int8)
        self._favourite = np.zeros(count, dtype=np.bool_)
        self._known = universe.library
        self._context, self._session, self._over_at = Context(), -1, -np.inf
        self.steps: list[Step] = []
        """All plays so far."""
        self.sessions: list[int] = []
        """The session of each."""
        self.said: list[tuple[Said, int]] = []
        """What was said so far, and the row it was said of."""

    def begins_session(self, at: float) -> bool:
        """Whether a play at that time would begin a session: 30 minutes of silence before it."""
        return at - self._over_at > SESSION_GAP_S

    def moment(self, at: float) -> Moment:
        """What is known when something begins at that time."""
        new = self.begins_session(at)
        base = self._universe.candidates
        ago = np.maximum(at - self._last, 0.0)
        candidates = dataclasses.replace(
            base,
            last_played_s_ago=ago.astype(np.float32),
            heard=self._heard,
            offered=self._brought,
            age_s=(at - np.minimum(self._since, at)).astype(np.float32),
            rating=self._rating,
            favourite=self._favourite,
        )
        context = Context() if new else self._context
        return Moment(candidates, self._known, at, context, self._session + new)

    def note(self, step: Step) -> None:
        """A play happened; in order of time."""
        if self.begins_session(step.at):
            self._context, self._session = Context(), self._session + 1
        row = step.row
        self._last[row] = step.at
        self._since[row] = min(self._since[row], step.at)
        self._brought[row] += 1
        if not step.cut_short:
            self._heard[row] += 1
        self._known = max(self._known, row + 1)  # the log's own rows stand in order of first play
        self._context = self._context.after(row, skipped=bool(step.cut_short))
        self._over_at = max(self._over_at, step.at + self._lasted(step))
        self.steps.append(step)
        self.sessions.append(self._session)

    def note_said(self, said: Said, row: int) -> None:
        """The listener said something of a track."""
        if said.kind == "stars":
            self._rating[row] = said.stars
        elif said.kind == "favourite":
            self._favourite[row] = True
        self.said.append((said, row))

    def _lasted(self, step: Step) -> float:
        if step.played_s is not None:
            return step.played_s
        length = float(self._universe.candidates.duration_s[step.row])
        return length if np.isfinite(length) else _USUAL_S
