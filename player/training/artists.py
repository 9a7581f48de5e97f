"""``moodlark train artists``: from public listening data to the artist factors in ``models/``.

Command line only; half a minute on one core. What is written learns from all users; the figures in
its card come from ``moodlark evaluate colistening --folds`` and are copied from the card that is
being replaced only if the settings are the same: figures of other factors say nothing about these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from player.recommend.artist_card import ArtistCard
from player.training.artist_export import factors_of, write_factors
from player.training.artist_listening import (
    PLAYS_FILE,
    folder_of,
    read_listening,
    read_names,
    read_tagging,
)
from player.training.artist_regression import SHIPPED, Settings, learn


def run(
    data: Path,
    out: Path,
    settings: Settings = SHIPPED,
    *,
    figures: Mapping[str, Any] | None = None,
) -> ArtistCard:
    """Train on the listening data in *data* and write the factors into *out*.

    :param figures: measured ones for the card.
    :raises UsageError: *data* is not laid out as docs/COLISTENING.md says, or too small.
    """
    folder = folder_of(data)
    listening = read_listening(folder / PLAYS_FILE)
    tagging = read_tagging(folder)
    names = read_names(folder / "artists.dat")
    factors = factors_of(learn(listening, tagging, settings), listening, names)
    if figures is None:
        figures = _figures_before(out, settings)
    return write_factors(factors, out, settings, figures)


def _figures_before(out: Path, settings: Settings) -> Mapping[str, Any]:
    before = ArtistCard.load(out)
    return before.figures if before is not None and before.settings == asdict(settings) else {}
