"""The sound card, through PortAudio: the only home of sounddevice.

Runs in the sound process. PortAudio calls :meth:`DeviceOutput._callback` on a thread of its own
every 10 ms; it only copies frames. Small blocks keep the device's buffer full to the brim: with the
same latency in fewer blocks a busy machine is heard sooner.
"""

from __future__ import annotations

import logging
import time
from typing import Any

import numpy as np

from player.audio.feed import Feed
from player.audio.health import Health
from player.audio.integers import Integers
from player.audio.latency import LOWEST_S
from player.audio.messages import OutputDevice
from player.audio.patience import Patience
from player.audio.priority import served_first
from player.audio.ring import CHANNELS
from player.errors import NoSoundDeviceError, NoSoundLibraryError
from player.wording import sentence

log = logging.getLogger(__name__)

_BLOCK_S = 0.01
"""What one callback is asked for."""
_SILENT_AFTER_S = 1.5
"""Without a callback for so long the device hangs (a suspended one reports no error)."""
_LOOK_S = 0.3
"""The most that one look at the device adds to that."""


def _library() -> Any:
    """The sounddevice module.

    :raises NoSoundLibraryError: PortAudio is not installed.
    """
    try:
        import sounddevice  # looks for PortAudio when it is imported
    except OSError as error:
        raise NoSoundLibraryError(
            sentence(
                "Sound",
                "The sound library PortAudio is missing, so nothing can be heard. On Debian and"
                " Ubuntu, install the package libportaudio2.",
            )
        ) from error
    return sounddevice


def list_devices() -> tuple[OutputDevice, ...]:
    """Devices that play at least two channels, as they were when this process last looked; empty
    without PortAudio.
    """
    try:
        sd = _library()
        devices = sd.query_devices()
        apis = sd.query_hostapis()
    except NoSoundLibraryError:
        return ()
    except Exception as error:  # noqa: BLE001 - PortAudioError has no name before the import
        log.warning("The sound devices cannot be listed: %s", error)
        return ()
    default = sd.default.device[1]
    return tuple(
        OutputDevice(
            name=f"{device['name']}, {apis[device['hostapi']]['name']}",
            label=device["name"],
            is_default=index == default,
        )
        for index, device in enumerate(devices)
        if device["max_output_channels"] >= CHANNELS
    )


def refresh_devices() -> None:
    """Make PortAudio look for devices again; stops every stream of this process."""
    try:
        sd = _library()
    except NoSoundLibraryError:
        return
    try:
        sd._terminate()
        sd._initialize()
    except sd.PortAudioError as error:
        log.warning("The sound devices cannot be looked for: %s", error)


class DeviceOutput:
    """One PortAudio stream."""

    realtime = True

    def __init__(
        self, name: str, samplerate: int, *, latency_s: float = LOWEST_S, exact: bool = False
    ) -> None:
        """Find the device and the nearest rate it takes; nothing is opened yet.

        :param name: as :func:`list_devices` has it, or its beginning; ``""``: the system's choice.
        :param latency_s: how far ahead of the ear to be fed, s.
        :param exact: hand the device 32-bit integers. From floats PortAudio makes integers with a
            factor of 2^15 - 1 (or 2^23 - 1) and dither, which changes every sample.
        :raises NoSoundLibraryError: PortAudio is not installed.
        :raises NoSoundDeviceError: there is no device, or not this one.
        """
        self._sd = _library()
        self._index = self._find(name)
        self.name = name
        self.samplerate = self._possible_rate(samplerate)
        self.latency_s = latency_s
        self.real_latency_s = 0.0
        self.underflows = 0
        self._stream: Any = None
        self._feed: Feed | None = None
        self._finished = False
        self._taken = 0  # frames
        self._heard_at = 0.0
        self._patience = Patience(_LOOK_S)
        self._integers = Integers(round(_BLOCK_S * self.samplerate)) if exact else None

    def _find(self, name: str) -> int | None:
        if not name:
            if not any(d["max_output_channels"] for d in self._sd.query_devices()):
                raise NoSoundDeviceError(
                    sentence("Sound", "This computer has no sound output, so nothing can be heard.")
                )
            return None
        wanted = name.casefold()
        for index, device in enumerate(self._sd.query_devices()):
            api = self._sd.query_hostapis(device["hostapi"])["name"]
            names = (device["name"].casefold(), f"{device['name']}, {api}".casefold())
            if wanted in names and device["max_output_channels"]:
                return index
        raise NoSoundDeviceError(
            sentence("Sound", "The sound output {name} is not there.", name=name)
        )

    def _possible_rate(self, samplerate: int) -> int:
        """*samplerate*, or what the device prefers.

        :raises NoSoundDeviceError: it tells of none: there is no default output.
        """
        try:
            self._sd.check_output_settings(
                self._index, channels=CHANNELS, dtype="float32", samplerate=samplerate
            )
            return samplerate
        except self._sd.PortAudioError:
            pass
        try:
            preferred: float = self._sd.query_devices(self._index, "output")["default_samplerate"]
            return round(preferred)
        except (self._sd.PortAudioError, ValueError) as error:
            raise self._cannot_open(error) from error

    def _cannot_open(self, error: Exception) -> NoSoundDeviceError:
        log.warning("The sound output %r does not open: %s", self.name, error)
        return NoSoundDeviceError(
            sentence("Sound", "The sound output cannot be opened. Another program may hold it.")
        )

    def start(self, feed: Feed) -> None:
        """Take frames from *feed* from now on.

        :raises NoSoundDeviceError: the device does not open.
        """
        self._feed = feed
        try:
            with served_first():
                self._stream = self._sd.RawOutputStream(
                    samplerate=self.samplerate,
                    blocksize=round(_BLOCK_S * self.samplerate),
                    device=self._index,
                    channels=CHANNELS,
                    dtype="int32" if self._integers is not None else "float32",
                    dither_off=self._integers is not None,
                    latency=self.latency_s,
                    callback=self._callback,
                    finished_callback=self._on_finished,
                )
                self._stream.start()
            self.real_latency_s = float(self._stream.latency)
        except (self._sd.PortAudioError, ValueError) as error:
            self.close()
            raise self._cannot_open(error) from error
        self._patience.begin_anew()

    def close(self) -> None:
        """Let the device go at once; who wants the tail heard waits before."""
        stream, self._stream = self._stream, None
        if stream is None:
            return
        try:
            stream.abort()
            stream.close()
        except self._sd.PortAudioError as error:
            log.warning("The sound output did not close: %s", error)

    def delay_s(self) -> float:
        """By the device's clock, where it has one."""
        return max(0.0, self._heard_at - time.monotonic())

    def health(self) -> Health:
        """By the callbacks that come."""
        if self._stream is None or self._finished:
            return Health.ENDED
        stalled = self._patience.look(self._taken) >= _SILENT_AFTER_S
        return Health.STALLED if stalled else Health.RUNNING

    def works(self) -> bool:
        """More was taken than fits into the buffers of the device and of its server."""
        return self._taken > (2 * self.latency_s + 0.2) * self.samplerate

    def _callback(self, out: Any, frames: int, when: Any, status: Any) -> None:
        """*out*: a buffer of *frames* pairs, 32 bits each."""
        now = time.monotonic()
        ahead_s = when.outputBufferDacTime - when.currentTime
        if not 0.0 < ahead_s < 5.0:  # some hosts have no clock
            ahead_s = self.latency_s
        feed = self._feed
        if feed is not None:
            if status.output_underflow:
                self.underflows += 1
                feed.underflows += 1
            if self._integers is None:
                feed.render(np.frombuffer(out, np.float32).reshape(-1, CHANNELS))
            else:
                self._integers.render(feed, np.frombuffer(out, np.int32).reshape(-1, CHANNELS))
        self._taken += frames
        self._heard_at = now + ahead_s + frames / self.samplerate

    def _on_finished(self) -> None:
        self._finished = True
