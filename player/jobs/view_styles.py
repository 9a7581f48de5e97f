"""What a track's style is when the network and the file's own genre both have a say.

Pure numpy, any thread.

The rule: where the file names a genre that is understood, it gets :data:`GENRE_WEIGHT` of the
probability (the first of several genres twice as much as the second, and so on) and the network the
rest; where it names none, or one we do not know, the network's word stands unchanged; a track that
was not listened to yet has its genre only. The genre outweighs the network because a person who
knew the recording wrote it, and because it can name styles that the network never learnt; it does
not silence it, so that a second style the network hears stays in reach. The source is *metadata*
exactly when the style shown is not the one that the network alone would have named.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from player.errors import NetworkFileError
from player.recommend.style_graph import NO_RELATIONS, StyleGraph
from player.tagging.calibration import UNSURE, clear_best
from player.tagging.vocabulary import OTHER_STYLE, STYLES

log = logging.getLogger(__name__)

STYLE_IDS: tuple[str, ...] = (*(style.id for style in STYLES), OTHER_STYLE)
"""Ids of the columns of a view's style probabilities."""

GENRE_WEIGHT = 0.7
"""Share of the file's own genre in the probabilities."""

_COLUMN = {style: column for column, style in enumerate(STYLE_IDS)}
_OTHER = _COLUMN[OTHER_STYLE]


def style_kinship(models_dir: Path) -> NDArray[np.float32]:
    """(S + 1, S + 1) how near the styles of :data:`STYLE_IDS` are to each other, by the card in
    *models_dir*; each to itself alone where there is none, or a damaged one (logged)."""
    try:
        graph = StyleGraph.load(models_dir)
    except NetworkFileError as error:
        log.warning("Left out: %s", error)
        graph = NO_RELATIONS
    return graph.matrix(STYLE_IDS)


def columns_of(styles: Sequence[str]) -> NDArray[np.intp]:
    """Columns of these styles, unknown ones counted as ``other``."""
    return np.array([_COLUMN.get(style, _OTHER) for style in styles], dtype=np.intp)


def spread_out(network: NDArray[np.float64], heard: Sequence[str]) -> NDArray[np.float64]:
    """(n, H + 1) probabilities over the styles *heard* and ``other`` -> (n, S + 1) over all."""
    out = np.zeros((len(network), len(STYLE_IDS)))
    for source, column in enumerate((*columns_of(heard), _OTHER)):
        out[:, column] += network[:, source]
    return out


def from_genres(named: Sequence[tuple[str, ...]]) -> NDArray[np.float64]:
    """(n, S + 1) probabilities from the styles each file names; all 0 where it names none."""
    kinds = {styles: place for place, styles in enumerate(dict.fromkeys(named))}
    shares = np.zeros((len(kinds), len(STYLE_IDS)))
    for styles, place in kinds.items():
        if styles:
            halves = 0.5 ** np.arange(len(styles))
            shares[place, columns_of(styles)] = halves / halves.sum()
    return shares[[kinds[styles] for styles in named]]


def weigh(
    network: NDArray[np.float64], genres: NDArray[np.float64], *, margin: float
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.bool_]]:
    """Both together.

    :param network: (n, S + 1); rows of 0 where the track was not listened to.
    :param genres: (n, S + 1); rows of 0 where the file names nothing that is understood.
    :param margin: how far the best must be above the second.
    :returns: probabilities (n, S + 1), the clear best (n,) or -1, and whether the file said it.
    """
    told = genres.sum(axis=1, keepdims=True) > 0
    heard = network.sum(axis=1, keepdims=True) > 0
    share = np.where(told, np.where(heard, GENRE_WEIGHT, 1.0), 0.0)
    together = share * genres + (1.0 - share) * network
    best = _best(together, margin)
    from_file = told[:, 0] & (best != UNSURE) & (best != _best(network, margin))
    return together, best, from_file


def _best(probabilities: NDArray[np.float64], margin: float) -> NDArray[np.int64]:
    best = clear_best(probabilities, margin)
    nothing = (best == _OTHER) | (probabilities.sum(axis=1) == 0)
    return np.where(nothing, UNSURE, best)
