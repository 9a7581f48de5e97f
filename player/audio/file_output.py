"""The output that writes a WAV file, as fast as the music can be decoded.

Runs in the sound process, on a thread of its own. 24 bits: a source of 16 or 24 bits comes out bit
for bit at full volume. The file may be longer than 4 GiB (see :mod:`player.audio.wav_writing`).
"""

from __future__ import annotations

import logging
import threading
from pathlib import Path

import numpy as np

from player.audio.feed import Feed
from player.audio.health import Health
from player.audio.ring import CHANNELS
from player.audio.wav_writing import WavWriter
from player.errors import NoSoundDeviceError
from player.wording import sentence

log = logging.getLogger(__name__)

_BLOCK = 4096
_IDLE_S = 0.005


class FileOutput:
    """One WAV file that takes frames; pauses and gaps are left out."""

    realtime = False
    latency_s = real_latency_s = 0.0
    underflows = 0

    def __init__(self, path: Path, samplerate: int) -> None:
        """Create *path*.

        :raises NoSoundDeviceError: it cannot be written.
        """
        self.name = str(path)
        self.samplerate = samplerate
        self._stopping = threading.Event()
        self._failed = False
        self._thread: threading.Thread | None = None
        try:
            self._file = path.open("wb", buffering=0)
            self._wav = self._begin(samplerate)
        except OSError as error:
            log.warning("Cannot write %s: %s", path, error)
            raise NoSoundDeviceError(
                sentence("Sound", "{file} cannot be written.", file=path.name)
            ) from error

    def _begin(self, samplerate: int) -> WavWriter:
        try:
            return WavWriter(self._file, samplerate, CHANNELS)
        except OSError:
            self._file.close()
            raise

    def start(self, feed: Feed) -> None:
        """Take frames from *feed* from now on."""
        self._thread = threading.Thread(
            target=self._run, args=(feed,), name="file output", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Take no more frames and finish the file."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        if self._file.closed:
            return
        try:
            self._wav.finish()
        except OSError as error:
            log.warning("%s is not complete: %s", self.name, error)
        finally:
            self._file.close()

    def delay_s(self) -> float:
        """None: written is heard."""
        return 0.0

    def health(self) -> Health:
        """Good until a write fails."""
        return Health.ENDED if self._failed else Health.RUNNING

    def works(self) -> bool:
        """It is open."""
        return not self._file.closed

    def _run(self, feed: Feed) -> None:
        block = np.zeros((_BLOCK, CHANNELS), np.float32)
        while not self._stopping.is_set():
            n = feed.render(block)
            if not n:
                self._stopping.wait(_IDLE_S)
                continue
            try:
                self._wav.write(block[:n])
            except OSError as error:
                log.warning("Writing %s failed: %s", self.name, error)
                self._failed = True
                return
