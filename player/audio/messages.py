"""What the window tells the sound process and what it hears back: frozen records over a pipe.

Pure data, any thread or process; everything here can be pickled. Positions and lengths are seconds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from player.wording import Sentence

NULL = "null"
"""Name of the output that makes no sound, and of none at all."""
COMES_BACK_S = 60.0
"""Music that was held for want of an output goes on by itself when one is back within this time."""


@dataclass(frozen=True, slots=True)
class PlayRequest:
    """One track to be played."""

    entry_id: int
    """The queue's number for it; comes back in every event about it."""
    path: str
    """The file."""
    gain_db: float = 0.0
    """Loudness correction, dB."""
    start_s: float = 0.0
    """Where to begin."""
    continues: bool = False
    """The album's next track in order: joined to the one before as it was mastered, never
    crossfaded, no silence left out between them."""


def same_track(one: PlayRequest, other: PlayRequest) -> bool:
    """Equal but for the gain."""
    return replace(one, gain_db=other.gain_db) == other


def with_gain(request: PlayRequest, entry_id: int, gain_db: float) -> PlayRequest:
    """*request* with another gain where it is that of *entry_id*."""
    return replace(request, gain_db=gain_db) if request.entry_id == entry_id else request


@dataclass(frozen=True, slots=True)
class SoundOptions:
    """How tracks follow each other and reach the device."""

    crossfade_s: float = 0.0
    """Seconds in which one track goes over into the next at equal power; 0: joined as they are."""
    skip_silence: bool = False
    """Long silence at the ends of tracks is left out."""
    exact: bool = False
    """The device is opened anew at the rate of each file, and the samples reach it unchanged: no
    resampling, no loudness correction, no crossfade."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """How well the sound was served since the process started; for tests and measurements."""

    blocks: int
    """How often the output asked for frames."""
    underflows: int
    """How often PortAudio reported that it had run out of frames."""
    gaps: int
    """How often the decoder came too late while music was to be heard."""
    longest_wait_s: float
    """Longest time between two requests for frames beyond what the first one lasts for."""
    longest_render_s: float
    """Longest time that one request took to be answered."""
    samplerate: int = 0
    """Of the output that is open, Hz; 0: none is."""
    latency_s: float = 0.0
    """How far ahead of the ear it is fed, s."""


@dataclass(frozen=True, slots=True)
class OutputDevice:
    """A place sound can go to."""

    name: str
    """What :meth:`~player.audio.engine.AudioEngine.set_output` takes; ``null`` is no sound."""
    label: str
    """What a listener is shown (the system's own words)."""
    is_default: bool = False
    """The system's choice."""


# -- events, from the sound process ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TrackStarted:
    """A track begins: now, or within the output's latency when it is the first one.

    Exactly one ``TrackEnded`` of the same entry follows.
    """

    entry_id: int
    """The track's entry."""
    duration_s: float | None
    """Its length, where the file says."""


@dataclass(frozen=True, slots=True)
class Position:
    """How far the listener is, several times a second (the output's latency is taken off)."""

    entry_id: int
    """The track's entry."""
    position_s: float
    """Place in the track."""


@dataclass(frozen=True, slots=True)
class TrackEnded:
    """A track is over: to its end, skipped or stopped."""

    entry_id: int
    """The track's entry."""
    played_s: float
    """How much of it was heard (jumps left out)."""


@dataclass(frozen=True, slots=True)
class TrackFailed:
    """A track cannot be played, or not to its end; the next one follows by itself."""

    entry_id: int
    """The track's entry."""
    sentence: Sentence
    """Why."""


@dataclass(frozen=True, slots=True)
class TrackNoted:
    """Something a listener should know of a track that is played all the same."""

    entry_id: int
    """The track's entry."""
    sentence: Sentence
    """What: damaged places were left out, it ends early."""


@dataclass(frozen=True, slots=True)
class TrackDelayed:
    """A track, or a place in it, was asked for, and its file does not answer yet."""

    entry_id: int
    """The track's entry."""
    sentence: Sentence
    """What a listener may be told until it is heard."""


@dataclass(frozen=True, slots=True)
class Paused:
    """The music holds."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The music goes on."""


@dataclass(frozen=True, slots=True)
class QueueEnded:
    """The last track is over and no next one was named; only ``play`` starts anything now."""


@dataclass(frozen=True, slots=True)
class OutputChanged:
    """Sound goes somewhere else now (or goes there again)."""

    name: str
    """Name of the output in use; ``null`` when nothing can be heard."""
    sentence: Sentence | None = None
    """What happened; ``None`` when the listener asked for it."""


@dataclass(frozen=True, slots=True)
class DriverCalled:
    """A sound driver is about to be called, which may take long. For the engine, which tells it to
    nobody."""


Event = (
    TrackStarted
    | Position
    | TrackEnded
    | TrackFailed
    | TrackNoted
    | TrackDelayed
    | Paused
    | Resumed
    | QueueEnded
    | OutputChanged
    | DriverCalled
)


# -- what else the sound process sends; the engine keeps it to itself -----------------------------


@dataclass(frozen=True, slots=True)
class News:
    """An event on its way; it may cross a ``Play`` that makes it stale."""

    plays: int
    """How many ``Play`` commands the process had obeyed."""
    event: Event
    """What happened."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The process lives and obeys."""


@dataclass(frozen=True, slots=True)
class Alive:
    """The process has come round to its commands again; sent every half second."""


@dataclass(frozen=True, slots=True)
class StatisticsTold:
    """Answer to :class:`AskStatistics`."""

    statistics: Statistics
    """Until now."""


Report = News | Ready | Alive | StatisticsTold


# -- commands, to the sound process ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Play:
    """Play this now, and forget the next one."""

    request: PlayRequest
    """The track."""
    paused: bool = False
    """Load it, but wait for :class:`Resume`."""


@dataclass(frozen=True, slots=True)
class SetNext:
    """What follows without a gap; ``None``: nothing does."""

    request: PlayRequest | None
    """The track."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Hold the music."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on."""


@dataclass(frozen=True, slots=True)
class Stop:
    """End the track and forget the next one."""


@dataclass(frozen=True, slots=True)
class Seek:
    """Go elsewhere in the playing track."""

    position_s: float
    """Place in the track."""


@dataclass(frozen=True, slots=True)
class SetVolume:
    """Louder or softer."""

    volume: float
    """Slider position, 0 to 1."""


@dataclass(frozen=True, slots=True)
class SetGain:
    """Another loudness correction for a track that plays or comes next; glides where heard."""

    entry_id: int
    """The track's entry."""
    gain_db: float
    """Loudness correction, dB."""


@dataclass(frozen=True, slots=True)
class SetOptions:
    """How tracks follow each other from now on."""

    options: SoundOptions
    """All of it."""


@dataclass(frozen=True, slots=True)
class SetOutput:
    """Send the sound elsewhere."""

    name: str
    """A device's name, ``""`` for the system's choice, ``null``, or a path ending in ``.wav``."""


@dataclass(frozen=True, slots=True)
class AskStatistics:
    """How well is the sound served?"""


@dataclass(frozen=True, slots=True)
class Close:
    """End the sound process."""


Command = (
    Play
    | SetNext
    | Pause
    | Resume
    | Stop
    | Seek
    | SetVolume
    | SetGain
    | SetOptions
    | SetOutput
    | AskStatistics
    | Close
)
