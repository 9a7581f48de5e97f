"""What a file's title says: which song it is, and which version of it.

Pure Python, any thread; two microseconds a title without a version, for 100,000 of them are named
when a library is opened. Versions by the same artist are one song: live, remastered, shortened,
acoustic, without the voice. A remix that names who made it is another song, a cover has another
artist; in doubt they are two songs. Titles that many songs have (Intro, Allegro, Track 3) name
none.
"""

from __future__ import annotations

import re
import unicodedata

from player.jobs.view_rows import artist_name
from player.library.track import Metadata
from player.wording import Sentence, sentence

_YEAR = r"(?:19|20)\d\d"
_NO_VERB = r"(?<!\byou)(?<!\bwe)(?<!\bi)(?<!\bto)"  # (Where Do You Live)

_KINDS: dict[str, str] = {
    "live": rf"(?:^(?:{_YEAR}\s+)?(?:mtv |bbc )?|{_NO_VERB}[\s,/-])live"
    rf"(?=\s*$|\s*[,/:@-]|[\s:@]+(?:at|in|from|on|im|aus|en|à|acoustic|version|sessions?"
    rf"|recording|take|mix|edit|performance|{_YEAR})\b)"
    r"|\b(?:in concert|unplugged|ao vivo|en vivo|en directo|en public|dal vivo)\b"
    r"|现场|現場|演唱会|演唱會|ライブ|라이브",
    "remaster": r"\bre-?master(?:ed|isé|izado)?\b|重制|重製|リマスター",
    "edit": r"\b(?:radio|single|video|album|short|clean|explicit)?\s*edit\b"
    r"|\b(?:radio|single|short) (?:version|mix|cut)\b",
    "extended": r"\b(?:extended|long) (?:version|mix|cut)\b|^extended$",
    "acoustic": r"\bacoustic\b|\bunplugged\b|^stripped(?: version)?$|不插电|不插電",
    "demo": r"\b(?:demos?|rough mix)\b|小样|小樣",
    "karaoke": r"\b(?:karaoke|backing track|sing-?along)\b|伴奏|卡拉",
    "instrumental": r"\binstrumental\b|^inst\.?$|纯音乐|純音樂|インスト",
    "cover": r"\bcover(?: version)?$|翻唱",
    "excerpt": r"\b(?:excerpt|snippet|preview)\b|片段|试听|試聽",
    "alternate": r"\b(?:alternate|alternative|alt\.?) (?:take|version|mix)\b|\balternate\b"
    r"|\btake \d+\b|\bout-?take\b",
    "rerecorded": r"\bre-?recorded\b|\bre-?recording\b",
    "mono": r"\bmono\b",
}
_VERSION = "version"
KINDS = (*_KINDS, "remix", _VERSION)
"""Every kind of version, in the order in which they are told; the last is one that has no name."""

_KIND = {kind: re.compile(pattern) for kind, pattern in _KINDS.items()}
_UNNAMED = re.compile(rf"\bversion\b|版|^{_YEAR}$")
_PLAIN = re.compile(
    r"^(?:feat|ft|featuring)\b|^(?:original|album|lp|main|stereo)(?: version| mix)?$|^bonus track$"
)
"""Guests, and words for the song as it is."""
_REMIX = re.compile(r"\b(?:re-?mix|mix|混音)(?:ed)?\b|混音")
_REMIX_WORDS = frozenset(
    f"remix remixed re mix club dance radio single extended original dub inch {_VERSION} the edit"
    " album short long special new live acoustic instrumental demo rough alternate alternative"
    " mono stereo remaster remastered digital 混音版 混音".split()
)
"""Words of a remix that do not say who made it."""

_BRACKETED = re.compile(r"\s*[(\[（【]([^)\]）】]*)[)\]）】]")
_DASHED = re.compile(r"\s+[-–—]\s+(.*)$")
_FIRST_WORDS = (
    r"(?:(?:digital|digitally|official|single|album|radio|studio|original|mtv|bbc|piano|extended|full"
    r"|short|long|alternate|alternative|early|stereo|mono|new|bonus|re-?recorded|\d{4})\s+)*"
)
_DASHED_VERSION = re.compile(
    rf"{_FIRST_WORDS}(?:live|re-?master(?:ed)?|demo|excerpt|edit|version|mono|stereo|acoustic|unplugged"
    r"|bonus track|alternate|take \d+|instrumental|karaoke|re-?recorded|remix|mix|feat|ft|featuring"
    r"|现场|現場|重制|重製|试听|試聽|片段|演唱会|演唱會|伴奏|[^\s]{1,6}版)(?![a-z])"
)
_GUESTS = re.compile(r"\s+(?:feat|ft|featuring)\b.*$")
_TAIL = re.compile(r"\s+((?:live|现场|現場|演唱会|演唱會|伴奏|纯音乐|純音樂|不插电|混音)版?)$")
"""Chinese titles name the version after a space: 晴天 现场版."""
_SUSPECT = re.compile(
    r"[(\[（【]|\s[-–—]\s|\sf(?:ea)?t|版$|\s\S*[现現演伴纯純不混][场場唱奏音插]\S*$"
)
_WORDS = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+|[ivxlc]+")

_SHARED = frozenset(
    _WORDS.findall("""
    track titel piste untitled unknown title intro outro introduction interlude skit prelude
    prologue epilogue theme overture finale movement part no nr op in minor major sharp flat
    a b c d e f g allegro andante adagio presto largo lento vivace moderato allegretto andantino
    scherzo menuetto minuet rondo aria sarabande gigue allemande courante bourree gavotte
    ma non troppo con brio molto poco assai e et 音轨 曲目 未知 无题 前奏 间奏 序曲 尾声
    """)
)
"""Words of titles that many songs have."""


def song_name(metadata: Metadata) -> str:
    """Title and artist in comparable spelling; empty when they do not tell a song from another."""
    artist = artist_name(metadata)
    if not (metadata.title and artist):
        return ""
    title = _comparable(metadata.title)
    if _SUSPECT.search(title):
        title = _taken_apart(title, artist)[0]
    words = title.split() if title.replace(" ", "").isalnum() else _WORDS.findall(title)
    for word in words:
        if word not in _SHARED and not _NUMBER.fullmatch(word):
            return f"{' '.join(words)}\0{artist}"
    return ""


def version_of(metadata: Metadata) -> tuple[str, ...]:
    """Which version of its song a file holds: some of :data:`KINDS`, in their order.

    Empty for the plain song. The album counts, too: all of *Live at the Regal* is live.
    """
    title = _comparable(metadata.title)
    kinds = set(_taken_apart(title, artist_name(metadata))[1]) if title else set()
    album = _comparable(metadata.album)
    if album:
        kinds |= _kinds_of_album(album)
    named = kinds - {_VERSION}
    return tuple(kind for kind in KINDS if kind in (named or kinds))


def version_words(kind: str) -> Sentence:
    """The name of a kind of :data:`KINDS` for the listener."""
    return _NAMES[kind]


_NAMES = {
    "live": sentence("Songs", "live"),
    "remaster": sentence("Songs", "remastered"),
    "edit": sentence("Songs", "edit"),
    "extended": sentence("Songs", "extended"),
    "acoustic": sentence("Songs", "acoustic"),
    "demo": sentence("Songs", "demo"),
    "karaoke": sentence("Songs", "karaoke"),
    "instrumental": sentence("Songs", "instrumental"),
    "cover": sentence("Songs", "cover"),
    "excerpt": sentence("Songs", "excerpt"),
    "alternate": sentence("Songs", "alternate take"),
    "rerecorded": sentence("Songs", "recorded anew"),
    "mono": sentence("Songs", "mono"),
    "remix": sentence("Songs", "remix"),
    _VERSION: sentence("Songs", "another version"),
}


def _comparable(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return text.casefold()


def _taken_apart(title: str, artist: str) -> tuple[str, set[str]]:
    """A comparable title without what names its version and guests, and the kinds of version."""
    kinds: set[str] = set()

    def keep_or_drop(found: re.Match[str]) -> str:
        said = _kinds_of(found[1].strip(), artist)
        kinds.update(said or ())
        return found[0] if said is None else ""

    bare = _BRACKETED.sub(keep_or_drop, title)
    dashed = _DASHED.search(bare)
    if dashed and _DASHED_VERSION.match(dashed[1]):
        bare = _DASHED.sub(keep_or_drop, bare)
    bare = _TAIL.sub(keep_or_drop, bare)
    return _GUESTS.sub("", bare), kinds


def _kinds_of(words: str, artist: str) -> frozenset[str] | None:
    """The kinds of version that a remark on a title names; none of them for guests, ``None`` where
    the remark belongs to the title."""
    if _PLAIN.match(words):
        return frozenset()
    kinds = {kind for kind, pattern in _KIND.items() if pattern.search(words)}
    if _REMIX.search(words):
        named = set(_WORDS.findall(words)) - _REMIX_WORDS - set(_WORDS.findall(artist))
        if any(not word.isdigit() for word in named):
            return None  # somebody's remix
        if not kinds or "remix" in words:
            kinds.add("remix")
    if not kinds and _UNNAMED.search(words):
        kinds.add(_VERSION)
    return frozenset(kinds) or None


_ALBUM_LIVE = re.compile(
    r"^live\b(?!\s+(?:and|through|your|it|to|for)\b)|\blive (?:at|in|from) |: live$"
)


def _kinds_of_album(album: str) -> set[str]:
    """What an album says of the version of all its songs."""
    told = [_KIND_OF_ALL.search(remark) for remark in _BRACKETED.findall(album)]
    kinds = {found.lastgroup for found in told if found and found.lastgroup}
    if _ALBUM_LIVE.search(album) or "演唱会" in album or "演唱會" in album:
        kinds.add("live")
    if re.search(r"\bkaraoke\b", album):
        kinds.add("karaoke")
    if re.search(r"\bunplugged\b", album):
        kinds |= {"live", "acoustic"}
    return kinds


_KIND_OF_ALL = re.compile(
    "|".join(f"(?P<{kind}>{_KINDS[kind]})" for kind in ("live", "remaster", "instrumental", "demo"))
)
