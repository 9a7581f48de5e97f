"""Words of a song made fit to be read: times, credits and repeats away, the language found.

Pure Python, any thread or process. Must not know emotions or weights. What is done here is part of
what the weights learned: a change needs a new :data:`TEXT_VERSION` and new weights.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from player.tagging.lyric_hanzi import simplify

TEXT_VERSION = 1
"""Version of the cleaning."""

Language = Literal["en", "zh", "other"]

MINIMUM_CHARACTERS = {"en": 200, "zh": 100}
"""With fewer letters (spaces not counted) or Chinese characters there is too little to judge."""

_DIFFERENT_WORDS = {"en": 25, "zh": 40}
"""Fewer different words than these repeat themselves instead of saying something."""

_LONGEST_TEXT = 100_000
"""Characters that are looked at: more than any song has, and a broken file must not hold up."""

_LONGEST_CREDIT = 200
"""Characters; a longer line is no credit, and patterns get slow on endless ones."""

_NONSENSE_SHARE = 0.5
"""From this share of "la la la" on, the words say nothing."""

_LRC_TAG = re.compile(
    r"\[(?:ti|ar|al|au|by|re|ve|offset|length|la|id|kana|hash|sign|qq|total)\s*:[^\]\n]{0,200}\]",
    re.I,
)
_TIME = re.compile(r"[\[<(]\s*\d{1,3}\s*:\s*\d{1,2}(?:[.:]\d{1,3})?\s*[\]>)]")
_TIMES_OVER = re.compile(
    r"[\[({]?\s*(?:\b[x×]\s*\d{1,2}\b|\b\d{1,2}\s*[x×]\b|×\s*\d{1,2})\s*[\])}]?", re.I
)
_PART = re.compile(
    r"^[\[({<*\-#\s]{0,8}(?:repeat\s+)?(?:pre|post|final|last|first|second|third)?[\s-]{0,3}"
    r"(?:chorus|verse|bridge|intro|outro|hook|refrain|interlude|instrumental|coda|breakdown|solo|"
    r"guitar solo|spoken|repeat(?: chorus| to fade)?|fade out|ad[ -]?libs?|"
    r"主歌|副歌|间奏|前奏|尾奏|过门|合唱部分|重复)"
    r"[\s\-]{0,3}(?:\d{1,2}|[ivx]{1,4}|one|two|three|four|five|[a-d])?"
    r"(?:\s*[:：].{0,40}|[\])}>*:：.\-\s]{1,40})?$",
    re.I,
)
_SPEAKER = re.compile(
    r"^\s*[\[(（]?(?:男|女|合|全|童|独白|旁白|rap|[a-z]|[男女][12])[\])）]?\s*[:：]\s*", re.I
)
_ENGLISH_CREDIT = re.compile(
    r"^\W*(?:(?:all\s+)?(?:words|music|lyrics?|written|composed|produced|arranged|performed|recorded|mixed|mastered|"
    r"song|songwriters?|writers?|composers?|producers?|publish(?:ed|ers?)|vocals?|guitars?|copyright|"
    r"transcribed|submitted|contributed)"
    r"(?:\s*(?:and|&|/|,)\s*(?:words|music|lyrics?|arranged|composed|performed|produced|written|mixed))*"
    r"\s*(?:by\b|[:：©-]).*|"
    r"(?:artist|album|title|track|band|year|genre|label|tuning|capo|key)\s*[:：].*|"
    r"[©℗].*|\(c\)\s.*|.*\ball rights reserved\b.*|.*\bcommercial use\b.*|.*(?:https?://|www\.)\S+.*|"
    r"\d*\s*contributors?\b.*|.*\d+embed|you might also like.*|see .* live.*get tickets.*)$",
    re.I,
)
_CHINESE_CREDIT = re.compile(
    r"^\W*(?:词曲?|曲|作\s*词|作\s*曲|填\s*词|谱\s*曲|编\s*曲|词\s*[/／&、]\s*曲|曲\s*[/／&、]\s*词|"
    r"歌名|歌曲|歌手|歌词|专辑|演唱者?|原唱|翻唱|主唱|演奏|作者|监\s*制|制\s*作(?:人|公司|统筹)?|混\s*音(?:师)?|母带.{0,6}|录音.{0,4}|"
    r"和声.{0,4}|和音.{0,4}|吉他|贝斯|鼓|键盘|钢琴|弦乐.{0,6}|大提琴|小提琴|二胡|笛子|古筝|编写|配唱.{0,4}|"
    r"出品.{0,4}|发行.{0,6}|统筹|企划|策划|文案|推广.{0,4}|营销.{0,4}|版权.{0,6}|封面.{0,4}|op|sp|lrc.{0,6}|"
    r"programming|producer|lyrics?|music|composer|arranger|arrangement)"
    r"(?:\s+(?:by|制作))?\s*(?:[:：]|[/／]\s*\w+\s*[:：]|\s[-–—]\s).*$|"
    r"^.*(?:未经.{0,8}(?:许可|授权)|版权所有|纯音乐|请欣赏|歌词(?:来源|贡献|制作)).*$",
    re.I,
)
_EMPTY = re.compile(r"^[\W\d_]*$")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)*")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_FOREIGN = re.compile(r"[\u0370-\u1aff\u3040-\u30ff\u31f0-\u31ff\ua000-\ua4cf\uac00-\ud7ff]")
"""Greek, Cyrillic, Hebrew, Arabic, Indic, Thai..., kana, Hangul."""
_LATIN = re.compile(r"[a-z\u00df-\u024f]")
_ACCENTED = re.compile(r"[\u00df-\u024f]")
_NONSENSE = re.compile(
    r"^(?:(?:la|na|da|ba|sha|ya|ha|wa|ra|pa|ta|ma)+h?|d[aeiou]+|l[aeio]+|n[ae]h?|o+h*|o+oh+|a+h+|e+h+|u+h+|h+e+y+|a+y+|"
    r"y+e+a+h*|y+a+h+|y+eh|w+o+a*h*|wh?oa+h*|w+h*o+o+|h*m+|hm+|mm+h*|sh+|huh|ho+|hoo+|doo+|dum|bum|bom|"
    r"bop|shoop|doop?|dee|dum|tra|lala|nana|whoo+|ooh+|aah+|ohh+|hah+a*|oo+|aa+)$"
)
_NONSENSE_HAN = frozenset("啦啊呀哦喔噢嘿呜嗯唔哎唉哟呦哇嘟哒啲呐哪咿耶欧哼呵哈嗨吼咚叮嘀嗒")
_ENGLISH = frozenset(
    re.findall(
        r"\S+",
        """
    the and you to of it my that your is for be with this we what all can just but when are they i'm
    don't it's i in not was so if have do know now like there will from her she he his our at out up
    how been where would could never them then than by as am were who i'll you're can't i've
    """,
    )
)
"""Words without which nobody writes many lines of English."""
_ENGLISH_SHARE = 0.15


@dataclass(frozen=True, slots=True)
class Lyrics:
    """The words of a song as the network reads them."""

    language: Language
    """``en``, ``zh`` or ``other``."""
    lines: tuple[str, ...]
    """Lower case, simplified, each line once, in order; never empty lines."""
    sung: int
    """Number of lines before repeats were taken away."""
    characters: int
    """Letters and Chinese characters of the lines; spaces are not counted."""
    readable: bool
    """There is enough in a language the network knows, and it is not mostly "la la la"."""


def read_lyrics(text: str) -> Lyrics:
    """Clean *text* and find out what it is; any text will do, LRC included."""
    sung = _sung_lines(text)
    lines = tuple(dict.fromkeys(sung))
    language = language_of(lines)
    characters = sum(len(line.replace(" ", "")) for line in lines)
    readable = language != "other" and _says_something(language, sung, lines, characters)
    return Lyrics(language, lines, len(sung), characters, readable)


def language_of(lines: tuple[str, ...]) -> Language:
    """The language of cleaned *lines*: by script, and Latin script by English's small words."""
    text = " ".join(lines)
    han, foreign = len(_HAN.findall(text)), len(_FOREIGN.findall(text))
    latin = len(_LATIN.findall(text))
    # A Chinese character says about as much as four letters; kana among Han is Japanese.
    if foreign * 4 > 0.1 * (4 * han + latin + 4 * foreign):
        return "other"
    if han and 4 * han >= latin:
        return "zh"
    words = _WORD.findall(text)
    if not words or len(_ACCENTED.findall(text)) > 0.03 * latin:
        return "other"
    return "en" if sum(w in _ENGLISH for w in words) >= _ENGLISH_SHARE * len(words) else "other"


def words_of(line: str) -> list[str]:
    """The Latin words of a cleaned line."""
    return _WORD.findall(line)


def _sung_lines(text: str) -> list[str]:
    """What is sung, line by line, repeats included, in one spelling."""
    text = unicodedata.normalize("NFKC", text[:_LONGEST_TEXT])[:_LONGEST_TEXT]
    text = text.replace("\u2019", "'").replace("`", "'")
    text = simplify(_TIME.sub("", _LRC_TAG.sub("", text))).lower()
    sung = []
    for raw in text.splitlines():
        line = _TIMES_OVER.sub(" ", " ".join(raw.split())).strip()
        if len(line) <= _LONGEST_CREDIT and _is_no_lyric(line):
            continue
        line = re.sub(r"[^\w'\s]|_", " ", _SPEAKER.sub("", line))
        line = " ".join(line.split())
        if line and not _EMPTY.match(line):
            sung.append(line)
    return sung


def _is_no_lyric(line: str) -> bool:
    return any(pattern.match(line) for pattern in (_ENGLISH_CREDIT, _CHINESE_CREDIT, _PART))


def _says_something(
    language: Language, sung: list[str], lines: tuple[str, ...], characters: int
) -> bool:
    tokens = [token for line in sung for token in _tokens(line)]
    nonsense = sum(_is_nonsense(token) for token in tokens)
    different = {token for line in lines for token in _tokens(line) if not _is_nonsense(token)}
    return (
        characters >= MINIMUM_CHARACTERS[language]
        and nonsense < _NONSENSE_SHARE * len(tokens)
        and len(different) >= _DIFFERENT_WORDS[language]
    )


def _tokens(line: str) -> list[str]:
    return words_of(line) + _HAN.findall(line)


def _is_nonsense(token: str) -> bool:
    return token in _NONSENSE_HAN or _NONSENSE.match(token) is not None
