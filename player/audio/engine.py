"""What the rest of the program calls to make sound; the work is done in the sound process.

Runs in the window or on the command line. Commands may come from one thread and :meth:`poll` or
:meth:`wait` from another (the window reads on a thread of its own and posts what it reads to the
main one). No sound library and no decoder is imported on this side.
"""

from __future__ import annotations

from typing import Protocol

from player.audio.messages import Event, OutputDevice, PlayRequest, SoundOptions, Statistics
from player.audio.process_engine import ProcessEngine

__all__ = [
    "AudioEngine",
    "Event",
    "OutputDevice",
    "PlayRequest",
    "ProcessEngine",
    "SoundOptions",
    "Statistics",
    "start_engine",
]


class AudioEngine(Protocol):
    """Plays tracks; every method returns at once, and what happens comes back as events.

    Every ``TrackStarted`` is followed by one ``TrackEnded`` of the same entry. A track that cannot
    be played gives ``TrackFailed`` (before, or also in the middle) and the next one follows.
    """

    def play(self, request: PlayRequest, *, paused: bool = False) -> None:
        """Play this now; what plays is ended with a short fade, and the next one forgotten.

        :param paused: load it and wait for :meth:`resume` (a restored session).
        """

    def set_next(self, request: PlayRequest | None) -> None:
        """What follows without a gap. Call it after every ``TrackStarted``; ``None``: nothing.

        May be called again as long as the next track is not heard. After ``QueueEnded`` or
        :meth:`stop` it does nothing: only :meth:`play` starts the music.
        """

    def pause(self) -> None:
        """Hold the music."""

    def resume(self) -> None:
        """Go on."""

    def stop(self) -> None:
        """End the track and forget the next one."""

    def seek(self, position_s: float) -> None:
        """Go elsewhere in the playing track, exactly to the sample."""

    def set_volume(self, volume: float) -> None:
        """Slider position, 0 to 1 (cubed to an amplitude; 1 leaves the samples alone)."""

    def set_gain(self, entry_id: int, gain_db: float) -> None:
        """Another loudness correction for the track that plays or the one that comes next; glides
        where it is heard.
        """

    def set_options(self, options: SoundOptions) -> None:
        """How tracks follow each other from now on."""

    def set_output(self, name: str) -> None:
        """Send the sound to a device of :meth:`outputs`, ``""`` (the system's choice), ``null``,
        or into a file ending in ``.wav``; the music goes on.
        """

    def outputs(self) -> tuple[OutputDevice, ...]:
        """The sound devices there are now; empty where there is no sound at all."""

    def statistics(self) -> Statistics | None:
        """How well the sound was served until now; ``None`` when the process does not answer.

        Waits for it, as :meth:`outputs` does.
        """

    def poll(self) -> list[Event]:
        """What has happened since the last call; never waits."""

    def wait(self, timeout_s: float) -> list[Event]:
        """Like :meth:`poll`, but waits up to *timeout_s* for something to happen."""

    def close(self) -> None:
        """End the music and the process."""


def start_engine(output: str = "", *, limit_s: float | None = None) -> ProcessEngine:
    """Start the sound process.

    :param output: as in :meth:`AudioEngine.set_output`.
    :param limit_s: seconds of music after which everything ends (``QueueEnded``).
    """
    return ProcessEngine(output, limit_s=limit_s)
