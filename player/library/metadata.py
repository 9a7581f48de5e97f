"""What a music file says of itself: :func:`read_metadata`.

Pure Python, any thread or process. Tags come from mutagen (``tag_fields``), or from PyAV where
mutagen reads none; what the sound is comes from the headers where they can be believed
(``sound_info``), else from PyAV, which also finds out whether there is any. The two ways agree:
lengths to 0.1 s or 1 %, all other fields but the bitrate exactly.
Broken tags make a track without a title, not a failure; no sound is a failure.
"""

from __future__ import annotations

import io
import logging
import math
import re
from functools import partial
from pathlib import Path
from typing import Any

from mutagen import MutagenError
from mutagen.id3 import TCON

from player.library.artwork import cover_beside, has_embedded_cover
from player.library.audio_info import AudioInfo
from player.library.lyrics import lyrics_beside
from player.library.sound_info import has_loose_tags, kind_fits, quick_info
from player.library.sound_region import Sound, find_sound, open_song, read_at
from player.library.tag_fields import Fields, open_known, open_tags, plain_fields, read_fields
from player.library.track import Metadata, ReplayGain

log = logging.getLogger(__name__)

_LONGEST = 1000  # characters of one field: more is damage or abuse
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_NUMBER = re.compile(r"\s*(\d{1,4})")
_GENRE_NUMBER = re.compile(r"\(?(\d{1,3})\)?")
_DECIBELS = re.compile(r"\s*([-+]?\d+(?:[.,]\d+)?)")
_Q7_8 = re.compile(r"\s*[-+]?\d{1,5}\s*", re.ASCII)
_R128_TO_REPLAYGAIN_DB = 5.0  # R128 aims at -23 LUFS, ReplayGain 2.0 at -18
_CODECS = {"pcm": "pcm", "dsd": "dsd", "wma": "wma", "musepack": "musepack"}


def read_metadata(path: str) -> Metadata:
    """All that *path* says of itself.

    :param path: an audio file.
    :raises FileUnreadableError: or one of its children, when there is no sound in it.
    :raises OSError: the file cannot be opened.
    """
    with open_song(path) as file:
        return read_song(path, file, find_sound(file))


def read_song(
    path: str,
    file: io.FileIO,
    sound: Sound,
    *,
    cover: bool | None = None,
    words: bool | None = None,
) -> Metadata:
    """:func:`read_metadata` of a file that is open and whose sound has been found.

    :param file: *path*, unbuffered.
    :param cover: a cover lies beside it; ``None``: not known.
    :param words: words lie beside it; ``None``: not known.
    """
    has_picture, fields, info = read_quickly(path, file, sound) or _thoroughly(path, sound)
    for name, texts in plain_fields((key, [text]) for key, text in info.tags.items()).items():
        fields.setdefault(name, texts)
    return Metadata(
        title=_first(fields, "title"),
        artist=_line(fields, "artist"),
        album=_first(fields, "album"),
        album_artist=_line(fields, "albumartist"),
        genres=_genres(fields.get("genre", [])),
        moods=_split(fields.get("mood", [])),
        year=_year(fields.get("date", [])),
        track_number=_number(fields, "tracknumber"),
        disc_number=_number(fields, "discnumber"),
        **_sound(path, info),
        has_cover=info.has_picture
        or has_picture
        or (cover is not False and cover_beside(path) is not None),
        has_lyrics=any(map(str.strip, fields.get("lyrics", ())))
        or (words is not False and lyrics_beside(path) is not None),
        gain=_gain(fields, is_opus=info.codec == "opus"),
    )


def read_quickly(path: str, file: io.FileIO, sound: Sound) -> tuple[bool, Fields, AudioInfo] | None:
    """Picture, fields and sound by mutagen alone, through one opening of the file; ``None`` where
    anything is unusual."""
    if not kind_fits(path, sound):
        return None
    try:
        file.seek(0)
        buffered = io.BufferedReader(file)
        try:
            opened = open_known(buffered, sound)
        finally:
            buffered.detach()  # closing it would close the file
        info = quick_info(sound, opened, partial(read_at, file))
        if info is None:
            return None
        fields = read_fields(opened, path, loose=has_loose_tags(sound, v1=sound.kind != "plain"))
        return has_embedded_cover(opened), fields, info
    except Exception:
        log.debug("%s is not read quickly", path, exc_info=True)
        return None


def _thoroughly(path: str, sound: Sound) -> tuple[bool, Fields, AudioInfo]:
    """The same with FFmpeg, which finds out whether there is any sound."""
    from player.library import decoding  # with numpy and PyAV: a scan of sane files needs neither

    info = decoding.probe(path)
    return *_tags(path, loose=sound.begin > 0 or has_loose_tags(sound, v1=True)), info


def _tags(path: str, *, loose: bool) -> tuple[bool, Fields]:
    """Whether there is a picture, and the fields; nothing when the tags are broken."""
    try:
        file = open_tags(path)
        return has_embedded_cover(file), read_fields(file, path, loose=loose)
    except MutagenError as error:
        log.info("No tags read from %s: %s", path, error)
    except Exception:
        log.warning("The tags of %s are broken", path, exc_info=True)
    return False, {}


def _sound(path: str, info: AudioInfo) -> dict[str, Any]:
    codec = next((name for start, name in _CODECS.items() if info.codec.startswith(start)), None)
    bitrate = info.bitrate
    if bitrate is None and info.duration_s:
        bitrate = round(8 * Path(path).stat().st_size / info.duration_s)
    return {
        "duration_s": info.duration_s,
        "codec": codec or info.codec,
        "samplerate": info.samplerate,
        "channels": info.channels,
        "bitrate": bitrate,
    }


def _clean(text: str) -> str:
    """*text* on one line, of bearable length, with nothing in it that cannot be stored."""
    line = " ".join(text[: 2 * _LONGEST].split())
    return line[:_LONGEST].encode("utf-8", "replace").decode("utf-8")


def _first(fields: Fields, name: str) -> str:
    return _clean(next(iter(fields.get(name, [])), ""))


def _line(fields: Fields, name: str) -> str:
    return _clean(", ".join(dict.fromkeys(fields.get(name, []))))


def _split(texts: list[str]) -> tuple[str, ...]:
    parts = (_clean(part) for text in texts for part in text.split(";"))
    return tuple(dict.fromkeys(part for part in parts if part))


def _genres(texts: list[str]) -> tuple[str, ...]:
    """Genres with ID3's numbers (``17``, ``(17)``) resolved, whatever container uses them."""
    return tuple(dict.fromkeys(_genre(text) for text in _split(texts)))


def _genre(text: str) -> str:
    numbered = _GENRE_NUMBER.fullmatch(text)
    known: list[str] = TCON.GENRES
    if numbered and int(numbered[1]) < len(known):
        return known[int(numbered[1])]
    return text


def _year(texts: list[str]) -> int | None:
    found = (_YEAR.search(text) for text in texts)
    return next((int(match[1]) for match in found if match), None)


def _number(fields: Fields, name: str) -> int | None:
    match = _NUMBER.match(next(iter(fields.get(name, [])), ""))
    return int(match[1]) or None if match else None


def _gain(fields: Fields, *, is_opus: bool) -> ReplayGain:
    """Gains as ReplayGain 2.0 counts them.

    In Opus files R128 gains come first, elsewhere ReplayGain's (RFC 7845, 5.2.1). Both are on top
    of the gain in Opus's own header, which every decoder applies.
    """
    return ReplayGain(
        track_db=_decibels(fields, "track", r128_first=is_opus),
        track_peak=_peak(fields, "track"),
        album_db=_decibels(fields, "album", r128_first=is_opus),
        album_peak=_peak(fields, "album"),
    )


def _decibels(fields: Fields, which: str, *, r128_first: bool) -> float | None:
    found = [_float(fields, f"replaygain_{which}_gain"), _r128(fields, which)]
    in_turn = reversed(found) if r128_first else found
    return next((db for db in in_turn if db is not None and abs(db) <= 60), None)


def _r128(fields: Fields, which: str) -> float | None:
    """A whole number of 1/256 dB (Q7.8) against -23 LUFS; anything else is no R128 gain."""
    match = _Q7_8.fullmatch(next(iter(fields.get(f"r128_{which}_gain", [])), ""))
    return int(match[0]) / 256 + _R128_TO_REPLAYGAIN_DB if match else None


def _peak(fields: Fields, which: str) -> float | None:
    written = _float(fields, f"replaygain_{which}_peak")
    return written if written is not None and 0 < written <= 10 else None


def _float(fields: Fields, name: str) -> float | None:
    match = _DECIBELS.match(next(iter(fields.get(name, [])), ""))
    value = float(match[1].replace(",", ".")) if match else math.nan
    return value if math.isfinite(value) else None
