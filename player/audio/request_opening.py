"""A request as a decoder for the ring: at most two channels, at the rate that is wanted.

Runs in the sound process; each decoder belongs to the thread that reads it.
"""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np

from player.audio.messages import PlayRequest
from player.audio.ring import CHANNELS
from player.errors import FileUnreadableError
from player.library.decoding import Decoder, Samples
from player.wording import sentence

log = logging.getLogger(__name__)


def open_request(request: PlayRequest, *, start_s: float, samplerate: int | None) -> Decoder:
    """A decoder for the ring: at most two channels.

    :param samplerate: of what comes out, Hz; ``None`` keeps the file's.
    :raises FileUnreadableError: the file cannot be played.
    """
    decoder = Decoder(request.path, samplerate=samplerate, start_s=start_s)
    if decoder.channels > CHANNELS:
        decoder.close()
        decoder = Decoder(request.path, samplerate=samplerate, channels=CHANNELS, start_s=start_s)
    return decoder


def failure_of(request: PlayRequest, error: Exception) -> FileUnreadableError:
    """*error* as a failure that can be told; what was not foreseen goes into the log."""
    if isinstance(error, FileUnreadableError):
        return error
    log.error("Playing %s failed", request.path, exc_info=error)
    name = Path(request.path).name
    return FileUnreadableError(sentence("Sound", "{file} cannot be played.", file=name))


def as_stereo(block: Samples) -> Samples:
    """(n, 1) or (n, 2) as (n, 2)."""
    return np.repeat(block, CHANNELS, axis=1) if block.shape[1] == 1 else block
