"""A track in the ring, one that is to be decoded, and one that is not yet joined to the next.

Kept in the sound process by :mod:`player.audio.decode_ahead`, under its lock.
"""

from __future__ import annotations

from dataclasses import dataclass

from player.audio.messages import PlayRequest
from player.audio.tail import Tail
from player.audio.track_reader import TrackReader


@dataclass(slots=True, eq=False)
class Segment:
    """A stretch of the ring that holds one track, or a part of it."""

    request: PlayRequest
    """The track."""
    reader: TrackReader
    """Reads it; stays open until the track is over, for seeks."""
    start_s: float
    """Place in the track of its first frame."""
    first_frame: int = -1
    """Number of its first frame in the ring; -1 as long as it is not there."""
    end_frame: int | None = None
    """Number of the frame behind its last one, or of the first one it shares with the next
    track; once it is known."""
    overlap: int = 0
    """Frames it shares with the next track."""
    announced: bool = False
    """The listener was told that it started."""
    failed: bool = False
    """It could not be decoded to its end."""

    @property
    def duration_s(self) -> float | None:
        """Length of the track as the file says."""
        return self.reader.duration_s


@dataclass(slots=True, eq=False)
class Ending:
    """A track that is decoded to its end, of which the last frames are not in the ring yet."""

    segment: Segment
    """The track."""
    tail: Tail
    """Its last frames."""


@dataclass(slots=True, eq=False)
class Job:
    """A track to decode."""

    request: PlayRequest
    """The track."""
    start_s: float
    """Where to begin."""
    following: bool = False
    """It is what comes next, and may give way to another track until it is in the ring; else the
    player asked for it, and says when it may begin."""
    again: Segment | None = None
    """The same track at another place; its reader may be used again."""
    segment: Segment | None = None
    """What it became, once the file is open."""
    flushing: bool = False
    """The end of the track before is being written; what is wanted instead waits for that."""
    tail: Tail | None = None
    """Its last frames, where they are held back."""
    mixed: Tail | None = None
    """The end of the track before, which goes over into this one."""
    generation: int = -1
    """Of the ring, once it may write there."""
