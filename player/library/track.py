"""The frozen records everything else passes around: what a track is and what is known of it.

Pure Python, any thread or process. No I/O, no numpy: vectors live in ``store.embeddings``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from player.wording import Sentence

Depth = Literal["quick", "full"]
Phase = Literal["before", "after"]
Source = Literal["network", "metadata", "listener", "recalibrated"]
"""Who says it. ``recalibrated``: the network, moved by what the listener said of other tracks."""
QueueChoice = Literal["always", "never"]
"""What the listener said of a track in queues, over what is thought of its content."""
Contrast = Literal["bright_dark", "dark_bright"]
"""Sound, then words: ``bright_dark`` is a bright sound with dark words."""


@dataclass(frozen=True, slots=True)
class ReplayGain:
    """Loudness corrections a file carries (ReplayGain 2.0, or R128 tags converted to it)."""

    track_db: float | None = None
    """Gain for this track, dB."""
    track_peak: float | None = None
    """Largest sample, 1.0 is full scale."""
    album_db: float | None = None
    """Gain for the whole album, dB."""
    album_peak: float | None = None
    """Largest sample of the album, 1.0 is full scale."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says of itself. Empty text and ``None`` mean it does not say."""

    title: str = ""
    """Title; the listener is shown the file's name when it is empty."""
    artist: str = ""
    """All performing artists in one line."""
    album: str = ""
    """Album title."""
    album_artist: str = ""
    """Artist the album is filed under."""
    genres: tuple[str, ...] = ()
    """Genres as written in the file."""
    moods: tuple[str, ...] = ()
    """Mood tags as written in the file (``TMOO``, ``MOOD``...)."""
    year: int | None = None
    """Year of release."""
    track_number: int | None = None
    """Place on the disc."""
    disc_number: int | None = None
    """Disc of the album."""
    duration_s: float | None = None
    """Length in seconds."""
    codec: str = ""
    """``mp3``, ``flac``, ``aac``, ``alac``..."""
    samplerate: int | None = None
    """Samples per second of the file."""
    channels: int | None = None
    """1 mono, 2 stereo..."""
    bitrate: int | None = None
    """Bits per second."""
    has_cover: bool = False
    """A picture is embedded or lies beside the file."""
    has_lyrics: bool = False
    """Words are embedded or lie beside the file."""
    gain: ReplayGain = field(default_factory=ReplayGain)
    """Loudness corrections."""

    @property
    def place(self) -> tuple[int, int]:
        """Disc and track number, zeros when not known."""
        return self.disc_number or 0, self.track_number or 0


@dataclass(frozen=True, slots=True)
class FileStamp:
    """What tells a changed file from an unchanged one without opening it."""

    size: int
    """Bytes."""
    mtime_ns: int
    """Time of the last change, nanoseconds."""


UNREAD = FileStamp(-1, -1)
"""Stamp of a file the system did not let us read: no file has it, so every scan tries again."""


@dataclass(frozen=True, slots=True)
class Track:
    """One audio file known to the library."""

    id: int
    """Key in the store, never reused."""
    path: str
    """Absolute path (undecodable bytes as surrogate escapes)."""
    stamp: FileStamp
    """State of the file when it was last read."""
    audio_key: str
    """Identity of the sound, the same after a move, rename or retag; empty when unreadable."""
    metadata: Metadata
    """What the file says of itself."""
    added_at: float
    """When it was first seen, seconds since 1970."""
    available: bool = True
    """The file is where it was; absent tracks are kept and come back."""
    failure: Sentence | None = None
    """Why the file cannot be read; ``None`` when it can."""
    forgotten: bool = False
    """Not of the library now (its folder was taken out, or it was only ever told of); kept so that
    it is known when it comes back, and shown nowhere."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of a song say, apart from its sound."""

    version: str
    """Version of the lyric network that read them; words of another version are read again."""
    language: str
    """``en`` or ``zh``."""
    quadrants: tuple[float, float, float, float]
    """Calibrated probabilities of happy, angry, sad, calm (Q1...Q4); they sum to 1."""
    valence: float
    """Expected valence, -1 dark words ... 1 bright words."""
    valence_sd: float
    """Standard deviation of the error of ``valence`` on songs the network never read."""
    characters: int
    """Length of what was read, after times, credits and repeated choruses were taken away."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """Facts about one track's sound. Its vectors (embedding, scores) are stored beside it.

    Current exactly when ``version`` is the network's and ``audio_key`` the track's.
    """

    track_id: int
    """The track."""
    audio_key: str
    """Identity of the sound that was analysed."""
    depth: Depth
    """``quick`` (segments) or ``full`` (whole track)."""
    network: str
    """Id of the network that made the vectors."""
    version: str
    """Version of features and network together; two versions are never compared."""
    duration_s: float | None = None
    """Decoded length."""
    tempo_bpm: float | None = None
    """Beats per minute."""
    key: str | None = None
    """``"C major"``, ``"F# minor"``..."""
    loudness_lufs: float | None = None
    """EBU R128 integrated loudness; full analysis only."""
    true_peak_db: float | None = None
    """EBU R128 true peak, dBTP; full analysis only."""
    curve: tuple[tuple[float, float, float], ...] = ()
    """(time_s, valence, arousal) over the track; full analysis only."""
    passage: tuple[float, float] | None = None
    """(start_s, end_s) of the passage that speaks most for the tag; full analysis only."""
    words: Words | None = None
    """What its words say; ``None`` where there are none, too few, or in another language."""
    words_version: str | None = None
    """Version of the lyric network that read the words, even where it could say nothing of them;
    ``None`` where there were no words to read."""
    warning: Sentence | None = None
    """The file was analysed, but something was wrong with it (truncated...)."""
    truncated: bool | None = None
    """The file ended before its headers said."""
    silent: bool | None = None
    """Nothing could be heard in what was listened to."""
    clipped_per_s: float | None = None
    """Places a second, all channels together, that are cut off at full level."""
    failure: Sentence | None = None
    """Why it could not be analysed; then there are no vectors."""


@dataclass(frozen=True, slots=True)
class Tags:
    """How a track feels and what style it is, as shown: a view of its analysis."""

    valence: float
    """-1 unpleasant ... 1 pleasant."""
    arousal: float
    """-1 quiet ... 1 energetic."""
    valence_sd: float
    """Standard deviation of the error of ``valence``."""
    arousal_sd: float
    """Standard deviation of the error of ``arousal``."""
    moods: Mapping[str, float]
    """Mood id -> probability, summing to 1."""
    mood: str | None
    """Best mood, ``None`` when unsure."""
    styles: Mapping[str, float]
    """Style id -> probability, summing to 1 with ``other``."""
    style: str | None
    """Best style, ``None`` when unsure."""
    source: Source = "network"
    """Who says the mood."""
    style_source: Source = "network"
    """Who says the style."""
    sound_valence: float | None = None
    """What the sound alone says of the valence, whatever the words and the listener say."""
    sound_arousal: float | None = None
    """What the sound alone says of the arousal."""
    sound_mood: str | None = None
    """Best mood by the sound alone, ``None`` when that would be unsure."""
    words_valence: float | None = None
    """What the words alone say of the valence; ``None`` without words."""
    contrast: Contrast | None = None
    """Sound and words lie clearly on opposite sides."""

    @property
    def sound_decides(self) -> bool:
        """The mood is that of the sound: neither words nor the listener made it another one."""
        return self.mood is not None and self.mood == self.sound_mood


@dataclass(frozen=True, slots=True)
class Play:
    """One listening of one track: what the listener did, never guessed."""

    track_id: int
    """The track."""
    started_at: float
    """When it began, seconds since 1970."""
    played_s: float
    """How much of it was heard."""
    duration_s: float | None = None
    """How long the track is, as far as known."""
    skipped: bool = False
    """The listener went on before its end."""
    chosen: bool = False
    """The listener asked for this very track; otherwise the queue brought it."""


MOSTLY_HEARD = 0.5
"""Going on after this share of a track says nothing against it."""


def cut_short(play: Play) -> bool:
    """Whether the listener went on before most of the track was heard."""
    if not play.skipped:
        return False
    return play.duration_s is None or play.played_s < MOSTLY_HEARD * play.duration_s


def mostly_heard(play: Play) -> bool:
    """Whether most of the track was heard; of an unknown length all counts but what was skipped."""
    if play.duration_s is None:
        return not play.skipped
    return play.played_s >= MOSTLY_HEARD * play.duration_s


@dataclass(frozen=True, slots=True)
class Correction:
    """What the listener says a track feels like; fields left ``None`` stay the network's."""

    track_id: int
    """The track."""
    made_at: float
    """When, seconds since 1970."""
    valence: float | None = None
    """-1 unpleasant ... 1 pleasant."""
    arousal: float | None = None
    """-1 quiet ... 1 energetic."""
    mood: str | None = None
    """Mood id."""
    style: str | None = None
    """Style id."""
    not_moods: tuple[str, ...] = ()
    """Ids of moods it does not have."""


@dataclass(frozen=True, slots=True)
class Rating:
    """Stars the listener gave a track."""

    stars: int
    """1 to 5."""
    given_at: float | None = None
    """When, seconds since 1970; ``None`` when that was not written down."""


@dataclass(frozen=True, slots=True)
class Nudge:
    """The listener asked for more, or for less, like one track."""

    track_id: int
    """The track."""
    at: float
    """When, seconds since 1970."""
    more: bool = False
    """*More like this*; otherwise *less*."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Tracks that a queue brought of itself in one go."""

    at: float
    """When, seconds since 1970."""
    track_ids: tuple[int, ...]
    """The tracks."""


OFFERS_KEPT_S = 180 * 86_400.0
"""Offers are remembered for so long: the views of what was offered look back 90 days at most."""


@dataclass(frozen=True, slots=True)
class CheckIn:
    """How the listener said they feel, before or after a while of listening."""

    made_at: float
    """When, seconds since 1970."""
    valence: float
    """-1 unpleasant ... 1 pleasant."""
    arousal: float
    """-1 quiet ... 1 energetic."""
    phase: Phase
    """``before`` or ``after`` the listening."""
    journey: str | None = None
    """Which journey it belongs to."""


@dataclass(frozen=True, slots=True)
class Playlist:
    """Tracks in an order the listener gave them."""

    id: int
    """Key in the store, never reused."""
    name: str
    """Its name."""
    track_ids: tuple[int, ...]
    """The tracks, in order; one may come twice."""
