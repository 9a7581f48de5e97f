"""The output that writes a WAV file, as fast as the music can be decoded.

Runs in the sound process, on a thread of its own. 16 bits: a 16-bit source at full volume comes
out bit for bit.
"""

from __future__ import annotations

import logging
import threading
import wave
from pathlib import Path

import numpy as np

from player.audio.feed import Feed
from player.audio.ring import CHANNELS
from player.errors import NoSoundDeviceError
from player.wording import sentence

log = logging.getLogger(__name__)

_BLOCK = 4096
_IDLE_S = 0.005


class FileOutput:
    """One WAV file that takes frames; pauses and gaps are left out."""

    realtime = False

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
            self._file = path.open("wb")
        except OSError as error:
            log.warning("Cannot write %s: %s", path, error)
            raise NoSoundDeviceError(
                sentence("Sound", "{file} cannot be written.", file=path.name)
            ) from error
        self._wave = wave.open(self._file, "wb")  # noqa: SIM115 - open as long as the output
        self._wave.setnchannels(CHANNELS)
        self._wave.setsampwidth(2)
        self._wave.setframerate(samplerate)

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
            self._wave.close()
        except OSError as error:
            log.warning("%s is not complete: %s", self.name, error)
        finally:
            self._file.close()

    def delay_s(self) -> float:
        """None: written is heard."""
        return 0.0

    def alive(self) -> bool:
        """No write has failed."""
        return not self._failed

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
            scaled = np.clip(np.rint(block[:n] * 32768.0), -32768, 32767)
            try:
                self._wave.writeframes(scaled.astype("<i2").tobytes())
            except OSError as error:
                log.warning("Writing %s failed: %s", self.name, error)
                self._failed = True
                return
