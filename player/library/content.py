"""Whether a file holds something other than a song: speech, a book, Christmas, an hour-long mix.

Pure Python, any thread or process; about 4 µs for an ordinary track. It reads only what the file
says of itself and where it lies, and it is careful: music that is taken for a book is lost to its
listener, a book that is taken for music is skipped once. Every verdict names its evidence.

Evidence has points, and three of them decide. A genre is proof, unless the file also names a genre
of music. Titles and albums are weaker and need a second sign: length, a chapter's number, the sound
of a dictaphone. Songs of the season are named after it; there a title is enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from player.library.content_words import (
    Hit,
    cached_text_hits,
    folder_hit,
    genre_hits,
    text_hits,
)
from player.library.track import Metadata
from player.wording import Sentence, sentence

ContentKind = Literal["spoken", "audiobook", "seasonal", "mix"]
CONTENT_KINDS: tuple[ContentKind, ...] = get_args(ContentKind)

_ENOUGH = 3
"""Points that decide."""
_MUSIC_NAMED = -2
"""Points of a genre of music beside signs of speech."""
_LONG_S, _VERY_LONG_S = 10 * 60.0, 25 * 60.0
"""From here on a piece is long for a song (one point), or very long (two)."""
_DICTATED_BPS = 64_000
"""Mono at no more than this many bits a second is how speech is kept."""
_MIX_S, _HOUR_S = 30 * 60.0, 60 * 60.0
_LONGEST_WORK_S = 110 * 60.0
"""A symphony or a raga may take this long."""
_LATE_TRACK = 40
"""Few albums of songs have as many tracks on one disc; books have."""
_WORK_WORDS = """
    symphony symphonie sinfonie sinfonia sinfonía symphonia symfonie opera oper opéra requiem mass
    messe missa oratorio oratorium passion concerto konzert quartet suite raga raag classical
    klassik classique clásica clasica classica baroque gamelan симфония 交响曲 交响 交響曲 交响乐
    歌剧 歌劇
"""
_WORKS = frozenset(_WORK_WORDS.split())
"""Words of works that are long and still one piece of music."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds, and what says so."""

    kind: ContentKind
    """``spoken`` is talk, ``audiobook`` a story told or played, ``seasonal`` a song for one time of
    the year, ``mix`` an hour of music or a whole album in one piece."""
    reason: Sentence
    """The evidence."""


class _Sign(NamedTuple):
    """A hit, and which field of the file it is from."""

    field: Literal["genre", "title", "album", "folder", "ending"]
    hit: Hit


def content_of(metadata: Metadata, path: str) -> Content | None:
    """What the file at *path* holds by its own words; ``None`` for ordinary music."""
    signs, music = _signs(metadata, path)
    if signs:
        found = _told(signs, metadata, music=music) or _of_the_season(signs)
        if found is not None:
            return found
    if metadata.duration_s is None or metadata.duration_s < _MIX_S:
        return None
    return _mix(signs, metadata)


def _signs(metadata: Metadata, path: str) -> tuple[list[_Sign], bool]:
    """All that hints at something else than music, and whether a genre names music."""
    genres, music = genre_hits(metadata.genres)
    signs = [_Sign("genre", hit) for hit in genres]
    if metadata.title:
        signs += [_Sign("title", hit) for hit in text_hits(metadata.title)]
    if metadata.album:
        signs += [_Sign("album", hit) for hit in cached_text_hits(metadata.album)]
    folder = folder_hit(path.rpartition("/")[0] or path.rpartition("\\")[0])
    if folder is not None and folder.words not in (metadata.artist, metadata.album_artist):
        signs.append(_Sign("folder", folder))
    if path[-4:].lower() == ".m4b":
        signs.append(_Sign("ending", Hit("audiobook", _ENOUGH, ".m4b")))
    return signs, music


# Speech -------------------------------------------------------------------------------------------


def _told(signs: Iterable[_Sign], metadata: Metadata, *, music: bool) -> Content | None:
    """Speech: books and plays together with talk, as one sign may stand for either."""
    strongest: dict[str, _Sign] = {}
    for sign in signs:
        words = sign.hit.words.casefold()
        known = strongest.get(words)
        if sign.hit.kind in ("audiobook", "spoken") and (
            known is None or _points(sign) > _points(known)
        ):
            strongest[words] = sign
    if not strongest:
        return None
    told = sorted(strongest.values(), key=_points, reverse=True)
    points = sum(map(_points, told)) + _circumstances(metadata) + (_MUSIC_NAMED if music else 0)
    if points < _ENOUGH:
        return None
    shares = {
        kind: sum(_points(sign) for sign in told if sign.hit.kind == kind)
        for kind in ("audiobook", "spoken")
    }
    kind: ContentKind = "audiobook" if shares["audiobook"] >= shares["spoken"] else "spoken"
    return Content(kind, _why([s for s in told if s.hit.kind == kind] or told, metadata))


def _points(sign: _Sign) -> int:
    """``(Unabridged)`` in brackets is an addition by a publisher, not a title."""
    return sign.hit.weight + (sign.hit.bracketed and sign.hit.weight > 1)


def _circumstances(metadata: Metadata) -> int:
    """Points for how the file is made, which prove nothing alone."""
    seconds = metadata.duration_s or 0.0
    points = (seconds >= _LONG_S) + (seconds >= _VERY_LONG_S)
    bitrate = metadata.bitrate
    points += metadata.channels == 1 and bitrate is not None and bitrate <= _DICTATED_BPS
    return points + ((metadata.track_number or 0) >= _LATE_TRACK)


def _why(told: Sequence[_Sign], metadata: Metadata) -> Sentence:
    first = told[0]
    words, minutes = first.hit.words, round((metadata.duration_s or 0.0) / 60)
    if first.field not in ("title", "album") or minutes * 60 < _LONG_S:
        return _said(first)
    if first.field == "title":
        return sentence(
            "Content",
            "The title says “{words}” and it is {minutes} minutes long.",
            words=words,
            minutes=minutes,
        )
    return sentence(
        "Content",
        "The album says “{words}” and it is {minutes} minutes long.",
        words=words,
        minutes=minutes,
    )


def _said(sign: _Sign) -> Sentence:
    """Where the words stand."""
    words = sign.hit.words
    match sign.field:
        case "genre":
            return sentence("Content", "The genre says “{words}”.", words=words)
        case "title":
            return sentence("Content", "The title says “{words}”.", words=words)
        case "album":
            return sentence("Content", "The album says “{words}”.", words=words)
        case "folder":
            return sentence("Content", "It lies in a folder called “{words}”.", words=words)
        case "ending":
            return sentence("Content", "Files that end in {words} are audiobooks.", words=words)


# The season ---------------------------------------------------------------------------------------


def _of_the_season(signs: Iterable[_Sign]) -> Content | None:
    said = {
        sign.hit.words.casefold(): sign
        for sign in sorted(signs, key=lambda sign: sign.hit.weight)
        if sign.hit.kind == "seasonal"
    }
    if sum(sign.hit.weight for sign in said.values()) < _ENOUGH:
        return None
    strongest = max(said.values(), key=lambda sign: sign.hit.weight)
    return Content("seasonal", _said(strongest))


# Mixes --------------------------------------------------------------------------------------------


def _mix(signs: Iterable[_Sign], metadata: Metadata) -> Content | None:
    """An hour or more in one piece; from half an hour on where it calls itself a mix."""
    minutes = round((metadata.duration_s or 0.0) / 60)
    said = next((sign.hit for sign in signs if sign.hit.kind == "mix"), None) or next(
        (sign.hit for sign in signs if sign.hit.words.casefold() == "podcast"), None
    )
    if said is not None:
        reason = sentence(
            "Content",
            "It says “{words}” and is {minutes} minutes long: a mix or a whole album.",
            words=said.words,
            minutes=minutes,
        )
        return Content("mix", reason)
    if minutes * 60 < _HOUR_S or (minutes * 60 < _LONGEST_WORK_S and _is_a_work(metadata)):
        return None
    return Content("mix", _in_one_piece(minutes))


def _in_one_piece(minutes: int) -> Sentence:
    hours, rest = divmod(minutes, 60)
    if hours == 1:
        return sentence(
            "Content",
            "One hour {minutes} minutes in one piece: a mix or a whole album.",
            minutes=rest,
        )
    return sentence(
        "Content",
        "{hours} hours {minutes} minutes in one piece: a mix or a whole album.",
        hours=hours,
        minutes=rest,
    )


def _is_a_work(metadata: Metadata) -> bool:
    said = " ".join((metadata.title, *metadata.genres)).lower()
    words = "".join(letter if letter.isalnum() else " " for letter in said).split()
    return not _WORKS.isdisjoint(words)
