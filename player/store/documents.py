"""Records to JSON documents and back. Pure functions, any thread.

Fields that hold their default are left out, so that a document is as long as what is known and an
older document reads as a newer record. A path with bytes that are no UTF-8 (Linux allows them) is
kept as hexadecimal ``path_hex``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from player.library.failures import Failure
from player.library.quality import CUT_SHORT
from player.library.seams import seams
from player.library.track import (
    Analysis,
    CheckIn,
    Correction,
    Depth,
    FileStamp,
    Metadata,
    Nudge,
    Offer,
    Play,
    Playlist,
    Rating,
    ReplayGain,
    Track,
    Words,
)
from player.store.quick_records import quick_maker
from player.wording import Sentence

FlatRecord = Play | Rating | Correction | CheckIn | Nudge
_Record = TypeVar("_Record", Play, Rating, Correction, CheckIn, Nudge)

_quick_track, _quick_stamp = quick_maker(Track), quick_maker(FileStamp)
_quick_metadata = quick_maker(Metadata)

_FLAT_NAMES: Mapping[type, frozenset[str]] = {
    kind: frozenset(field.name for field in dataclasses.fields(kind))
    for kind in (Play, Rating, Correction, CheckIn, Nudge)
}
_NO_GAIN = ReplayGain()
_METADATA_DEFAULTS = {f.name: getattr(Metadata(), f.name) for f in dataclasses.fields(Metadata)}
_ANALYSIS_KEPT = tuple(
    field.name for field in dataclasses.fields(Analysis) if field.name not in {"track_id", "curve"}
)
Curve = tuple[tuple[float, float, float], ...]


class Standing(NamedTuple):
    """What has to be known of an analysis to tell whether it has to be made again: quick to read
    for 100,000 of them."""

    audio_key: str
    """Identity of the sound that was analysed."""
    version: str
    """Version of features and network together."""
    depth: Depth
    """``quick`` or ``full``."""
    words_version: str | None
    """Version of the lyric network that read the words."""
    failed: bool
    """The track could not be analysed."""


class Facts(NamedTuple):
    """What a view of the whole library needs of an analysis: quick to read for 100,000 of them."""

    audio_key: str
    """Identity of the sound that was analysed."""
    tempo_bpm: float | None
    """Beats per minute."""
    key: str | None
    """``"C major"``, ``"F# minor"``..."""
    seams: Sequence[float] | None
    """Mean arousal at the start and at the end, then (not in older documents) mean valence at
    both; full analysis only."""
    words: Words | None
    """What its words say."""
    truncated: bool | None = None
    """The file ended before its headers said."""
    silent: bool | None = None
    """Nothing could be heard in it."""
    clipped_per_s: float | None = None
    """Places a second that are cut off at full level."""
    loudness_lufs: float | None = None
    """EBU R128 integrated loudness; full analysis only."""


def path_fields(path: str) -> dict[str, str]:
    """*path* as JSON can hold it."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return {"path_hex": path.encode("utf-8", "surrogateescape").hex()}
    return {"path": path}


def path_of(document: Mapping[str, Any]) -> str:
    """The path that :func:`path_fields` wrote."""
    if "path_hex" in document:
        return bytes.fromhex(document["path_hex"]).decode("utf-8", "surrogateescape")
    path: str = document["path"]
    return path


def track_to_document(track: Track) -> dict[str, Any]:
    """All of *track* but its id."""
    document: dict[str, Any] = {
        **path_fields(track.path),
        "size": track.stamp.size,
        "mtime_ns": track.stamp.mtime_ns,
        "key": track.audio_key,
        "added_at": track.added_at,
        "meta": _metadata_to_document(track.metadata),
    }
    if not track.available:
        document["available"] = False
    if track.failure is not None:
        document["failure"] = track.failure.to_document()
    if track.forgotten:
        document["forgotten"] = True
    return document


def track_from_document(track_id: int, document: Mapping[str, Any]) -> Track:
    """The track that :func:`track_to_document` described."""
    return _quick_track(
        track_id,
        path_of(document),
        _quick_stamp(document["size"], document["mtime_ns"]),
        document["key"],
        _metadata_from_document(document["meta"]),
        document["added_at"],
        document.get("available", True),
        _sentence(document.get("failure")),
        document.get("forgotten", False),
    )


def failure_to_document(failure: Failure) -> dict[str, Any]:
    """All of *failure*."""
    document = {
        **path_fields(failure.path),
        "why": failure.why.to_document(),
        "first_at": failure.first_at,
        "attempts": failure.attempts,
    }
    if failure.temporary:
        document["retry_at"] = failure.retry_at
    return document


def failure_from_document(document: Mapping[str, Any]) -> Failure:
    """The failure that :func:`failure_to_document` described."""
    return Failure(
        path_of(document),
        Sentence.from_document(document["why"]),
        temporary="retry_at" in document,
        first_at=document["first_at"],
        attempts=document["attempts"],
        retry_at=document.get("retry_at"),
    )


def _metadata_to_document(metadata: Metadata) -> dict[str, Any]:
    document = {
        name: getattr(metadata, name)
        for name, default in _METADATA_DEFAULTS.items()
        if getattr(metadata, name) != default
    }
    if "gain" in document:
        document["gain"] = dataclasses.astuple(metadata.gain)
    return document


def _metadata_from_document(document: Mapping[str, Any]) -> Metadata:
    """By position and field by field: this runs for every track when the store is opened."""
    get, gain = document.get, document.get("gain")
    return _quick_metadata(
        get("title", ""),
        get("artist", ""),
        get("album", ""),
        get("album_artist", ""),
        tuple(get("genres", ())),
        tuple(get("moods", ())),
        get("year"),
        get("track_number"),
        get("disc_number"),
        get("duration_s"),
        get("codec", ""),
        get("samplerate"),
        get("channels"),
        get("bitrate"),
        get("has_cover", False),
        get("has_lyrics", False),
        _NO_GAIN if gain is None else ReplayGain(*gain),
    )


def analysis_to_document(
    analysis: Analysis, row: int | None, curve: tuple[int, int] | None = None
) -> dict[str, Any]:
    """All of *analysis* but its track's id, the *row* of its vectors, and for its curve only its
    place in the file of curves, the number of points and the seams: opening reads no curve."""
    document = {
        name: getattr(analysis, name)
        for name in _ANALYSIS_KEPT
        if getattr(analysis, name) is not None
    }
    if analysis.curve:
        document["points"] = len(analysis.curve)
        document["seams"] = seams(analysis.curve)
    for name in ("warning", "failure"):
        if name in document:
            document[name] = document[name].to_document()
    if analysis.words is not None:
        document["words"] = dataclasses.asdict(analysis.words)
    if row is not None:
        document["row"] = row
    if curve is not None:
        document["curve"] = curve
    return document


def analysis_from_document(
    track_id: int, document: Mapping[str, Any], curve: Mapping[str, Any] | None
) -> Analysis:
    """The analysis that :func:`analysis_to_document` and :func:`curve_to_document` described."""
    known = {name: document[name] for name in _ANALYSIS_KEPT if name in document}
    for name in ("warning", "failure"):
        known[name] = _sentence(known.get(name))
    known["words"] = _words(known.get("words"))
    known["truncated"] = _truncated(document)
    if "passage" in known:
        known["passage"] = tuple(known["passage"])
    points: Curve = ()
    if curve is not None and len(curve["points"]) == document.get("points", 0):
        points = tuple((time_s, valence, arousal) for time_s, valence, arousal in curve["points"])
    return Analysis(track_id=track_id, curve=points, **known)


def standing_from_document(document: Mapping[str, Any]) -> Standing:
    """The few fields of an analysis that :class:`Standing` holds."""
    return Standing(
        document["audio_key"],
        document["version"],
        document["depth"],
        document.get("words_version"),
        "failure" in document,
    )


def facts_from_document(document: Mapping[str, Any]) -> Facts:
    """The few fields of an analysis that :class:`Facts` holds."""
    get = document.get
    return Facts(
        document["audio_key"],
        get("tempo_bpm"),
        get("key"),
        get("seams"),
        _words(get("words")),
        _truncated(document),
        get("silent"),
        get("clipped_per_s"),
        get("loudness_lufs"),
    )


def _truncated(document: Mapping[str, Any]) -> bool | None:
    """Whether the file ended early; before there was a field for it, only its warning told."""
    told: bool | None = document.get("truncated")
    if told is None and "warning" in document:
        return bool(document["warning"]["text"] == CUT_SHORT.text)
    return told


def curve_to_document(curve: Curve) -> dict[str, Any]:
    """An emotion curve as a document."""
    return {"points": curve}


def _words(document: Mapping[str, Any] | None) -> Words | None:
    """Field by field: this runs for every track with words when the library is viewed."""
    if document is None:
        return None
    return Words(
        document["version"],
        document["language"],
        tuple(document["quadrants"]),
        document["valence"],
        document["valence_sd"],
        document["characters"],
    )


def _sentence(document: Mapping[str, Any] | None) -> Sentence | None:
    return None if document is None else Sentence.from_document(document)


def record_to_document(record: FlatRecord) -> dict[str, Any]:
    """A flat record as a document."""
    return {
        field.name: getattr(record, field.name)
        for field in dataclasses.fields(record)
        if not _is_left_out(getattr(record, field.name))
    }


def _is_left_out(value: object) -> bool:
    """Whether a document says *value* by saying nothing."""
    return value is None or value is False or value == ()


def record_from_document(kind: type[_Record], document: Mapping[str, Any]) -> _Record:
    """The flat record that :func:`record_to_document` described."""
    names = _FLAT_NAMES[kind]
    fields = {name: value for name, value in document.items() if name in names}
    if "not_moods" in fields:  # JSON has no tuples; plays, of which there are many, no such field
        fields["not_moods"] = tuple(fields["not_moods"])
    return kind(**fields)


def playlist_from_document(playlist_id: int, document: Mapping[str, Any]) -> Playlist:
    """A playlist from its document (``name``, ``tracks``)."""
    return Playlist(playlist_id, document["name"], tuple(document["tracks"]))


def playlist_to_document(playlist: Playlist) -> dict[str, Any]:
    """All of *playlist* but its id."""
    return {"name": playlist.name, "tracks": playlist.track_ids}


def offer_from_document(document: Mapping[str, Any]) -> Offer:
    """The offer that :func:`offer_to_document` described."""
    return Offer(document["at"], tuple(document["tracks"]))


def offer_to_document(offer: Offer) -> dict[str, Any]:
    """All of *offer*."""
    return {"at": offer.at, "tracks": offer.track_ids}
