"""The listener's own word on a track, set above the network's in the columns of a view.

Pure numpy, the thread of its owner (``jobs.view``). It stores nothing.
"""

from __future__ import annotations

import numpy as np

from player.jobs.view_columns import Columns
from player.jobs.view_moods import MOOD_IDS
from player.jobs.view_styles import STYLE_IDS
from player.library.track import Correction, Source
from player.tagging.calibration import UNSURE, clear_best, mood_probabilities
from player.tagging.card import CalibrationParameters

CORRECTED_SD = 0.1
"""Doubt about a place on the plane that the listener gave: a hand is not exact either."""

SOURCES: tuple[Source, ...] = ("network", "metadata", "listener")
"""Who said it, by the numbers in the columns ``mood_source`` and ``style_source``."""

NETWORK, METADATA, LISTENER = range(len(SOURCES))


def correct(
    column: Columns, row: int, said: Correction, calibration: CalibrationParameters
) -> None:
    """Let the listener's word stand above the network's (for an analysed track)."""
    if said.style in STYLE_IDS:
        column["style_probabilities"][row] = np.eye(len(STYLE_IDS))[STYLE_IDS.index(said.style)]
        column["style"][row] = STYLE_IDS.index(said.style)
        column["style_source"][row] = LISTENER
    if not column["analysed"][row]:
        return
    for name, value in (("valence", said.valence), ("arousal", said.arousal)):
        if value is not None:
            column[name][row], column[f"{name}_sd"][row] = value, CORRECTED_SD
    if said.valence is not None or said.arousal is not None:
        place = [
            column[n][row : row + 1].astype(np.float64)
            for n in ("valence", "arousal", "valence_sd", "arousal_sd")
        ]
        moods = mood_probabilities(*place, spread=calibration.mood_spread)
        column["mood_probabilities"][row] = moods[0]
        column["mood"][row] = clear_best(moods, calibration.mood_margin)[0]
        column["mood_source"][row] = LISTENER
    if said.mood in MOOD_IDS:
        column["mood_probabilities"][row] = np.eye(len(MOOD_IDS))[MOOD_IDS.index(said.mood)]
        column["mood"][row] = MOOD_IDS.index(said.mood)
        column["mood_source"][row] = LISTENER
    column["unsure"][row] = column["mood"][row] == UNSURE
