"""The sound card, through PortAudio: the only home of sounddevice.

Runs in the sound process. PortAudio calls :meth:`DeviceOutput._callback` on a thread of its own;
it only copies frames. The latency is generous on purpose: a Python callback shares the interpreter
with the decoder, and nobody hears half a second before a track begins.
"""

from __future__ import annotations

import logging
import time
from typing import Any

import numpy as np
import numpy.typing as npt

from player.audio.feed import Feed
from player.audio.messages import OutputDevice
from player.audio.ring import CHANNELS
from player.errors import NoSoundDeviceError, NoSoundLibraryError
from player.wording import sentence

log = logging.getLogger(__name__)

LATENCY_S = 0.3
"""Asked of PortAudio; at 0.035 s a busy interpreter was heard, at 0.5 s never."""
_SILENT_AFTER_S = 3.0
"""Without a callback for so long the device hangs (a suspended one reports no error)."""


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
    """Devices that play at least two channels; empty without PortAudio."""
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

    def __init__(self, name: str, samplerate: int) -> None:
        """Find the device and the nearest rate it takes; nothing is opened yet.

        :param name: as :func:`list_devices` has it, or its beginning; ``""``: the system's choice.
        :raises NoSoundLibraryError: PortAudio is not installed.
        :raises NoSoundDeviceError: there is no device, or not this one.
        """
        self._sd = _library()
        self._index = self._find(name)
        self.name = name
        self.samplerate = self._possible_rate(samplerate)
        self._stream: Any = None
        self._feed: Feed | None = None
        self._finished = False
        self._calls = 0
        self._called_at = 0.0
        self._heard_at = 0.0

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
        self._called_at = time.monotonic()
        try:
            self._stream = self._sd.OutputStream(
                samplerate=self.samplerate,
                device=self._index,
                channels=CHANNELS,
                dtype="float32",
                latency=LATENCY_S,
                callback=self._callback,
                finished_callback=self._on_finished,
            )
            self._stream.start()
        except (self._sd.PortAudioError, ValueError) as error:
            self.close()
            raise self._cannot_open(error) from error

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

    def alive(self) -> bool:
        """Callbacks come."""
        if self._stream is None or self._finished:
            return False
        return time.monotonic() - self._called_at < _SILENT_AFTER_S

    def works(self) -> bool:
        """Callbacks came."""
        return self._calls > 1

    def _callback(self, out: npt.NDArray[np.float32], frames: int, when: Any, status: Any) -> None:
        now = time.monotonic()
        self._called_at = now
        self._calls += 1
        ahead_s = when.outputBufferDacTime - when.currentTime
        if not 0.0 < ahead_s < 5.0:  # some hosts have no clock
            ahead_s = self._stream.latency if self._stream is not None else LATENCY_S
        if self._feed is not None:
            if status.output_underflow:
                self._feed.underflows += 1
            self._feed.render(out)
        self._heard_at = now + ahead_s + frames / self.samplerate

    def _on_finished(self) -> None:
        self._finished = True
