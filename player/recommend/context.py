"""What was heard just before: the last few tracks, and what was skipped lately.

Pure numpy, any thread. The next pick is scored against it; while a queue is being chosen it grows
by one pick at a time.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from player.recommend.candidates import Candidates, Floats, RowIndex

REMEMBERED = 8
"""Entries that matter to any term (artist spacing looks back furthest)."""
SOUND_REMEMBERED = 5
"""Entries that make the sound of the moment (Ludewig & Jannach 2020: the last few say most)."""
SKIPS_REMEMBERED = 3
"""Skips that go on pushing away however many picks follow: picks are no word of the listener's."""
DECAY = 0.6
"""Each older entry counts this much of the next newer one."""
SKIPPED_WEIGHT = -0.5
"""A skipped track pushes away, half as strongly as a heard one pulls."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One track before the next pick."""

    row: int
    """Its row in the candidates."""
    skipped: bool = False
    """The listener cut it short."""


@dataclass(frozen=True, slots=True)
class Context:
    """The last tracks, oldest first. Immutable: :meth:`after` gives the next one."""

    heard: tuple[Heard, ...] = ()
    """At most :data:`REMEMBERED` entries matter."""
    skips: tuple[int, ...] = ()
    """Rows of the last tracks cut short, even if more was heard since; oldest first."""

    def after(self, row: int, *, skipped: bool = False) -> Context:
        """This context once the track in *row* was added."""
        return Context(
            (*self.heard, Heard(row, skipped))[-REMEMBERED:],
            (*self.skips, row)[-SKIPS_REMEMBERED:] if skipped else self.skips,
        )

    @property
    def unskipped(self) -> list[int]:
        """Rows of what was heard and not cut short, oldest first."""
        return [item.row for item in self.heard if not item.skipped]

    @property
    def lately(self) -> RowIndex:
        """The latest of them, as many as make the sound of the moment."""
        return np.array(self.unskipped[-SOUND_REMEMBERED:], dtype=np.intp)

    @property
    def previous_row(self) -> int | None:
        """The last track that was not skipped: the one the next has to join on to."""
        rows = self.unskipped
        return rows[-1] if rows else None

    def sound(self, candidates: Candidates) -> Floats | None:
        """The sound of the moment: weighted mean of the last embeddings, skipped ones subtracted.

        :returns: (D,) float32, no longer than 1; ``None`` when no entry was analysed.
        """
        heard = self.unskipped[-SOUND_REMEMBERED:]
        total = np.zeros(candidates.embedding.shape[1], dtype=np.float32)
        size = 0.0
        for rows, pull in ((heard, 1.0), (self.skips, SKIPPED_WEIGHT)):
            for age, row in enumerate(reversed(rows)):
                if candidates.analysed[row]:
                    weight = DECAY**age
                    total += np.float32(pull * weight) * candidates.embedding[row]
                    size += weight
        return total / np.float32(size) if size else None
