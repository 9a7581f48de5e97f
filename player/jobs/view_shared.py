"""Corrections shared between the copies of a recording: what is said of one is said of all.

Pure numpy, any thread. What makes two files one recording is decided elsewhere
(:mod:`player.jobs.view_songs`).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from player.library.corrections import merge_all
from player.library.track import Correction


def share(
    corrections: Mapping[int, Correction],
    rows: Mapping[int, int],
    recordings: NDArray[np.int32],
    known: NDArray[np.bool_],
) -> tuple[dict[int, Correction], list[int]]:
    """Row -> what is said of it, and one row of each recording, the one corrected last at the end.

    What was said of several copies is merged in the order in which it was said.

    :param corrections: by track id.
    :param rows: track id -> row.
    :param recordings: (n,) number of each row's recording.
    :param known: (n,) rows to learn from, where a recording has such rows.
    """
    of: dict[int, list[Correction]] = {}
    for track_id, word in corrections.items():
        if track_id in rows:
            of.setdefault(int(recordings[rows[track_id]]), []).append(word)
    merged = {number: merge_all(words) for number, words in of.items()}
    copies: dict[int, list[int]] = {}
    for row in np.flatnonzero(np.isin(recordings, list(of))).tolist():
        copies.setdefault(int(recordings[row]), []).append(row)
    said, teaching = {}, []
    for number, together in merged.items():
        if together is not None:
            said.update(dict.fromkeys(copies[number], together))
            first = min(copies[number], key=lambda row: (not known[row], row))
            teaching.append((together.made_at, first))
    return said, [row for _, row in sorted(teaching)]
