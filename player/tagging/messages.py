"""What the tagging process and its owner say to each other. Frozen records, both sides.

Pure Python and numpy: must not import torch or librosa.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from player.library.track import Analysis, Depth
from player.wording import Sentence

Float32 = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TagRequest:
    """Please listen to this track."""

    track_id: int
    """The caller's key; one request per track at a time."""
    path: str
    """The file."""
    audio_key: str
    """Identity of the sound, written into the analysis."""
    depth: Depth = "quick"
    """How thoroughly."""
    known: Analysis | None = None
    """What is known of the sound: then only the words are read anew, nothing is decoded, and the
    answer has no vectors."""


@dataclass(frozen=True, slots=True)
class Cancel:
    """Forget these requests; the answer, if one was already on its way, is to be ignored."""

    track_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class Ready:
    """The child has read the network and listens."""

    device: str
    """``cpu``, ``cuda`` or ``mps``."""
    network: str
    """Id of the network."""
    version: str
    """Its version."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The child cannot work at all (weights, device); it has ended."""

    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Started:
    """The child has taken up a request; if it dies now, this one may be why."""

    track_id: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """The child will not answer a request, as it was cancelled."""

    track_id: int


@dataclass(frozen=True, slots=True)
class TagResult:
    """The answer to a request. Failed ones have ``analysis.failure`` and no vectors; neither have
    those to a request for the words."""

    analysis: Analysis
    """Facts about the sound, or why there are none."""
    embedding: Float32 | None
    """(D,) of the network named in the analysis."""
    scores: Float32 | None
    """(K,) laid out as its card says."""


Command = TagRequest | Cancel
"""Owner to child; a closed pipe means stop."""

Answer = Ready | Refused | Started | Dropped | TagResult
"""Child to owner."""

Event = Ready | Refused | TagResult
"""What the owner is told."""
