"""Where frames can go: the protocol that every output keeps, and the choice of one by name.

Runs in the sound process. PortAudio is imported only when a device is asked for.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from player.audio.feed import Feed
from player.audio.file_output import FileOutput
from player.audio.health import Health
from player.audio.latency import LOWEST_S
from player.audio.messages import NULL
from player.audio.null_output import NullOutput


class Output(Protocol):
    """Takes frames from a feed until it is closed."""

    name: str
    """The name it goes by."""
    samplerate: int
    """What it takes, Hz."""
    realtime: bool
    """Frames are taken as they are heard (a file takes them as fast as they come)."""
    latency_s: float
    """How far ahead of the ear it was asked to be fed, s."""
    real_latency_s: float
    """How far ahead it is fed, s; 0 before it is started."""
    underflows: int
    """How often it has run out of frames."""

    def start(self, feed: Feed) -> None:
        """Take frames from *feed* from now on.

        :raises SoundError: it cannot.
        """

    def close(self) -> None:
        """Take no more frames, and let the device or the file go. May be called twice."""

    def delay_s(self) -> float:
        """How long from now until a frame that is rendered next will be heard."""

    def health(self) -> Health:
        """Whether it takes frames as it should; call it several times a second."""

    def works(self) -> bool:
        """It has taken more frames since it was started than it can hold."""


def is_file(name: str) -> bool:
    """*name* is a WAV file to be written."""
    return name.lower().endswith(".wav")


def is_device(name: str) -> bool:
    """*name* is a sound device, or the system's choice of one."""
    return name != NULL and not is_file(name)


def open_output(
    name: str, samplerate: int, *, latency_s: float = LOWEST_S, exact: bool = False
) -> Output:
    """The output called *name*, at *samplerate* or the nearest it can do.

    :param name: ``""`` (the system's choice), ``null``, a path ending in ``.wav``, or a device.
    :param latency_s: how far ahead of the ear to feed a device, s.
    :param exact: hand a device each sample unchanged.
    :raises SoundError: there is no such output, or it does not open.
    """
    if name == NULL:
        return NullOutput(samplerate)
    if is_file(name):
        return FileOutput(Path(name), samplerate)
    from player.audio.output import DeviceOutput  # PortAudio only where it is wanted

    return DeviceOutput(name, samplerate, latency_s=latency_s, exact=exact)


def refresh_outputs() -> None:
    """Look for devices that came or went; stops every device that is open."""
    from player.audio.output import refresh_devices

    refresh_devices()
