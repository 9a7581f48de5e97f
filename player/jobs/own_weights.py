"""The listener's own weights of the score: where they are kept, and reading them back.

Pure Python, any thread. ``moodlark evaluate listening LOG --fit-weights --save-weights`` writes
them, the queue reads them. They are those of one version of the score: under another the defaults
hold until they are fitted again.
"""

from __future__ import annotations

import dataclasses
import logging
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from player.paths import Home
from player.recommend.weights import WEIGHTS, WEIGHTS_VERSION, Weights
from player.store.whole_file import write_whole

log = logging.getLogger(__name__)

FILE = "weights.json"
"""Name in the home folder; deleting the file brings the defaults back."""
LARGEST = 100.0
"""No weight is larger: a damaged file must not silence every other term."""


def own_weights_file(home: Home) -> Path:
    """Where they are kept."""
    return home.folder / FILE


def load_own_weights(home: Home) -> Weights:
    """The listener's own weights; the defaults where there are none, where they are of another
    version of the score, and where the file cannot be read (which is logged)."""
    file = own_weights_file(home)
    try:
        return _weights(orjson.loads(file.read_bytes()))
    except FileNotFoundError:
        return WEIGHTS
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        log.warning("%s cannot be used, taking the default weights: %r", file, error)
        return WEIGHTS


def save_own_weights(home: Home, weights: Mapping[str, float], *, fitted_on: int) -> None:
    """Keep *weights* (by the name of their term) as the listener's own.

    :param fitted_on: plays they were fitted on, for the record.
    :raises ValueError: a term is missing or unknown, or a weight is not within 0..100.
    :raises OSError: the file cannot be written.
    """
    document = {"version": WEIGHTS_VERSION, "fitted_on": fitted_on, "weights": dict(weights)}
    _weights(document)
    write_whole(own_weights_file(home), [orjson.dumps(document, option=orjson.OPT_INDENT_2)])


def _weights(document: Mapping[str, Any]) -> Weights:
    """:raises ValueError, KeyError, TypeError, AttributeError: it is no such document."""
    if document["version"] != WEIGHTS_VERSION:
        log.info("Own weights are of version %s of the score and rest", document["version"])
        return WEIGHTS
    said = {name: float(value) for name, value in document["weights"].items()}
    if said.keys() != {item.name for item in dataclasses.fields(Weights)}:
        raise ValueError(f"not the terms of the score: {sorted(said)}")
    if not all(math.isfinite(value) and 0.0 <= value <= LARGEST for value in said.values()):
        raise ValueError(f"weights out of range: {said}")
    return Weights(**said)
