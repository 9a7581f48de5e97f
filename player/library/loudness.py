"""How much louder or softer a track is played: one number in dB, from all that is known of it.

Pure functions on frozen records, any thread or process. Nothing is measured or read here. The
formula and its sources are explained in ``docs/LOUDNESS.md``.

Sources: EBU R128 (loudness, the ceiling of true peaks), ITU-R BS.1770 (how both are measured),
ReplayGain 2.0 (gains against -18 LUFS), RFC 7845 (``R128_*`` tags of Opus).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, cast

from player.library.track import Analysis, ReplayGain
from player.settings import Settings

Mode = Literal["off", "track", "album", "auto"]

REPLAYGAIN_LUFS = -18.0
"""What the gains in tags aim at (ReplayGain 2.0). ReplayGain 1 aimed at "89 dB", which is the same
level in practice: 2.0 chose its reference so that old and new gains fit together."""

CEILING_DB = -1.0
"""Peaks stay below this, dBTP (EBU R128, 7: maximum true peak level in production)."""

LOWEST_DB, HIGHEST_DB = -24.0, 12.0
"""Gains beyond these are mistakes in a tag, or would bring up nothing but noise."""

UNKNOWN_LUFS = -12.0
"""How loud a track is taken to be that has neither tags nor a measurement; see docs/LOUDNESS.md."""


@dataclass(frozen=True, slots=True)
class LoudnessOptions:
    """What the listener wants of the loudness."""

    mode: Mode = "auto"
    """``auto``: the album's correction where an album is played in order, else the track's."""
    target_lufs: float = REPLAYGAIN_LUFS
    """How loud tracks are made, LUFS."""
    preamp_db: float = 0.0
    """Added to every correction, dB, as far as nothing clips."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The loudness of a track, or of an album, as it was measured (EBU R128)."""

    integrated_lufs: float | None
    """Integrated loudness, LUFS; ``None``: all of it is silence."""
    true_peak_db: float | None
    """Largest true peak, dBTP; ``None``: nearly all of it is silence."""
    duration_s: float
    """How long it is."""


@dataclass(frozen=True, slots=True)
class LoudnessFacts:
    """All that is known of a track's loudness."""

    tags: ReplayGain = field(default_factory=ReplayGain)
    """What the file says."""
    measured: Measured | None = None
    """What was measured; ``None``: nothing yet."""
    album: Measured | None = None
    """The same of its whole album."""


def loudness_options(settings: Settings) -> LoudnessOptions:
    """What *settings* say of the loudness; exact output leaves every sample alone."""
    mode = "off" if settings.exact_output else settings.loudness
    return LoudnessOptions(cast(Mode, mode), settings.loudness_target, settings.preamp_db)


def measured_of(analysis: Analysis | None, audio_key: str) -> Measured | None:
    """What a stored analysis says of the loudness of the sound *audio_key*.

    ``None`` where it was not measured: the analysis is missing, failed, quick, or of another sound.
    Its version does not matter: how loud a sound is does not depend on the network that heard it.
    Mono analysed before mono was measured as two loudspeakers is told 3 dB too soft and so played
    3 dB too loud, until it is listened to again; no release measured that way.
    """
    if analysis is None or analysis.audio_key != audio_key or analysis.failure is not None:
        return None
    if analysis.depth != "full" or analysis.duration_s is None:
        return None
    return Measured(analysis.loudness_lufs, analysis.true_peak_db, analysis.duration_s)


def well_tagged(tags: ReplayGain) -> bool:
    """Whether tags alone are enough: without a peak in them, nothing could be made louder."""
    return tags.track_db is not None and tags.track_peak is not None


def album_of(tracks: Sequence[Measured | None]) -> Measured | None:
    """The loudness of an album from those of all its tracks; ``None`` unless all are measured.

    The mean of the energies, each weighted with its track's length. This approximates a measurement
    of the whole album (ReplayGain 2.0), whose gates would look at all of its tracks together: very
    soft tracks of an album with loud ones count a little here, and would not there.
    """
    known = [track for track in tracks if track is not None]
    if not known or len(known) < len(tracks):
        return None
    heard = [(t.integrated_lufs, t.duration_s) for t in known if t.integrated_lufs is not None]
    total_s = sum(duration_s for _, duration_s in heard)
    peaks = [track.true_peak_db for track in known if track.true_peak_db is not None]
    loudness = None
    if total_s > 0.0:
        energy = sum(duration_s * 10.0 ** (lufs / 10.0) for lufs, duration_s in heard) / total_s
        loudness = 10.0 * math.log10(energy)
    return Measured(loudness, max(peaks, default=None), sum(t.duration_s for t in known))


def as_album(options: LoudnessOptions, *, in_album: bool) -> bool:
    """Whether a track gets its album's correction, *in_album*: played in its album's order."""
    return options.mode == "album" or (options.mode == "auto" and in_album)


def gain_db(facts: LoudnessFacts, options: LoudnessOptions, *, in_album: bool = False) -> float:
    """What to play a track with, dB.

    :param in_album: the track is played in its album's order: the one before or after it in the
        queue is its neighbour there.
    :returns: a gain from :data:`LOWEST_DB` to :data:`HIGHEST_DB` that lets no known peak pass
        :data:`CEILING_DB` (of the album where that is what is corrected, else of the track); at
        most 0 where no peak is known.
    """
    if options.mode == "off":
        return 0.0
    found = (_album(facts, options) if as_album(options, in_album=in_album) else None) or _track(
        facts, options
    )
    wanted, peak_db = found or (options.target_lufs - UNKNOWN_LUFS, None)
    allowed = 0.0 if peak_db is None else CEILING_DB - peak_db
    return max(LOWEST_DB, min(HIGHEST_DB, allowed, wanted + options.preamp_db))


_Correction = tuple[float, float | None]
"""A gain in dB and the peak that limits it, dB."""


def _album(facts: LoudnessFacts, options: LoudnessOptions) -> _Correction | None:
    """The album's correction; ``None`` where the album is not known as one.

    The track's own peak limits it only where the album's is not known: else there would be a step
    inside the album.
    """
    measured_db = facts.album.true_peak_db if facts.album is not None else None
    album_peak_db = _peak_db(measured_db, facts.tags.album_peak)
    peak_db = _track_peak_db(facts) if album_peak_db is None else album_peak_db
    if facts.tags.album_db is not None:
        return _from_tag(facts.tags.album_db, options), peak_db
    return None if facts.album is None else (_from_measured(facts.album, options), peak_db)


def _track(facts: LoudnessFacts, options: LoudnessOptions) -> _Correction | None:
    """The track's own correction, the album's in its tags where there is nothing else."""
    if facts.tags.track_db is not None:
        return _from_tag(facts.tags.track_db, options), _track_peak_db(facts)
    if facts.measured is not None:
        return _from_measured(facts.measured, options), _track_peak_db(facts)
    if facts.tags.album_db is not None:
        peak_db = _peak_db(None, facts.tags.track_peak or facts.tags.album_peak)
        return _from_tag(facts.tags.album_db, options), peak_db
    return None


def _from_tag(tag_db: float, options: LoudnessOptions) -> float:
    return tag_db + options.target_lufs - REPLAYGAIN_LUFS


def _from_measured(measured: Measured, options: LoudnessOptions) -> float:
    """Silence is left as it is."""
    if measured.integrated_lufs is None:
        return 0.0
    return options.target_lufs - measured.integrated_lufs


def _track_peak_db(facts: LoudnessFacts) -> float | None:
    measured_db = facts.measured.true_peak_db if facts.measured is not None else None
    return _peak_db(measured_db, facts.tags.track_peak)


def _peak_db(true_peak_db: float | None, sample_peak: float | None) -> float | None:
    """The measured true peak, else the largest sample that a tag tells of, dB."""
    if true_peak_db is not None:
        return true_peak_db
    return 20.0 * math.log10(sample_peak) if sample_peak else None
