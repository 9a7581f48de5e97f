"""Words that tell what a file holds besides ordinary music, in a dozen languages, and their search.

Pure Python, any thread or process. Only :mod:`player.library.content` reads it; it weighs what is
found here. Words are compared whole, in lower case: *Julia* holds no *Jul*.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_GENRES = """
audiobook 3: audiobook, audiobooks, audio book, audio books, audiobook pl, audio theatre,
    audio drama, radio play, radio drama, radio theatre, books & spoken, hörbuch, hörbücher,
    hörspiel, hörspiele, kinderhörspiel, kinderhörspiele, kinderhörbuch, märchen, lesung,
    livre audio, livres audio, pièce radiophonique, théâtre radiophonique, fiction radiophonique,
    audiolibro, audiolibros, radioteatro, radionovela, cuentos, audiolibri, radiodramma,
    audiolivro, audiolivros, livro falado, luisterboek, luisterboeken, hoorspel, hoorspelen,
    ljudbok, ljudböcker, talbok, radioteater, lydbok, lydbog, äänikirja, słuchowisko, słuchowiska,
    bajka, bajki, аудиокнига, аудиокниги, аудиоспектакль, радиоспектакль, аудиосказка, сказка,
    有声书, 有聲書, 有声小说, 有聲小說, 有声读物, 有聲讀物, 有声剧, 评书, 評書, 说书, 說書,
    广播剧, 廣播劇, オーディオブック, 朗読, ラジオドラマ, ドラマcd
spoken 3: spoken word, spoken, spoken & audio, speech, speeches, podcast, podcasts, talk,
    talk show, talk radio, lecture, lectures, interview, interviews, sermon, sermons,
    stand up, stand up comedy, standup, standup comedy, news, news & politics, language course,
    language learning, course, seminar, guided meditation, vortrag, vorträge, vorlesung,
    sprachkurs, gespräch, predigt, conférence, conférences, discours, entretien, entretiens,
    conferencia, conferencias, entrevista, entrevistas, palabra hablada, conferenza, lezione,
    intervista, parlato, palestra, palestras, lezing, hoorcollege, preek, gesproken woord,
    föreläsning, podd, tal, wykład, wywiad, kazanie, лекция, лекции, подкаст, подкасты, интервью,
    речь, проповедь, 相声, 相聲, 小品, 脱口秀, 脫口秀, 播客, 讲座, 講座, 访谈, 訪談, 演讲, 演講,
    落語, 漫才, 講演, ポッドキャスト, トーク
spoken 2: poetry, poésie, lyrik, gedichte, poesía, kabarett, education, educational
spoken 1: comedy, humour, humor, humorous, satire, cabaret, kabaret, юмор, radio
seasonal 3: christmas, christmas music, christmas pop, xmas, x mas, holiday, holidays,
    holiday music, seasonal, carols, christmas carols, weihnachten, weihnacht, weihnachtslieder,
    weihnachtsmusik, noël, noel, musique de noël, navidad, villancico, villancicos, natale,
    musica natalizia, natal, kerst, kerstmis, kerstmuziek, sinterklaas, jul, julmusik, julmusikk,
    kolędy, kolęda, boże narodzenie, рождество, новый год, новогодние песни, hanukkah, 圣诞, 聖誕,
    圣诞歌, 聖誕歌, 圣诞音乐, 圣诞歌曲, 贺岁, 賀歲, クリスマス
mix 3: dj mix, dj set, dj mixes, megamix, mix, mixes, continuous mix, nonstop mix, live set
neutral 0: other, others, unknown, unknown genre, misc, miscellaneous, various, genre, none,
    default, undefined, books, book, literature, fiction, non fiction, history, culture, science,
    children, childrens, children s, kids, kinder, enfants, barn, kinderen, dzieci, sonstige,
    andere, autre, autres, otros, altro, society, self help, business, religion, documentary,
    其他, 未知, 儿童, 兒童, その他
"""
"""What a file's genre may be called, whole. Anything else in a genre is taken for music."""

_PHRASES = """
audiobook 2: audiobook, audio book, unabridged, abridged, read by, narrated by, read aloud by,
    audio drama, radio play, hörbuch, hörspiel, hörspiele, ungekürzt, ungekürzte, lesung,
    autorenlesung, gelesen von, es liest, erzählt von, livre audio, lu par, lue par, raconté par,
    audiolibro, letto da, leído por, narrado por, radioteatro, radionovela, audiolivro, lido por,
    luisterboek, hoorspel, voorgelezen door, ljudbok, uppläst av, inläst av, radioteater,
    słuchowisko, teatr polskiego radia, czyta, czytają, аудиокнига, аудиоспектакль,
    радиоспектакль, читает, читают, 有声书, 有聲書, 有声小说, 有聲小說, 有声读物, 有聲讀物,
    有声剧, 评书, 評書, 广播剧, 廣播劇, 演播, 播讲, 播講, 朗读, 朗讀, 朗読, オーディオブック,
    ラジオドラマ, ドラマcd
audiobook 1: opening credits, end credits, prologue, epilogue, prolog, epilog, a novel
spoken 2: podcast, spoken word, stand up, standup, comedy special, comedy routine, talk show,
    audio guide, audioguide, keynote, ted talk, press conference, interview with, interviews with,
    in conversation with, guided meditation, language course, audio course, pimsleur,
    learn english, learn french, learn german, learn spanish, learn italian, learn japanese,
    learn chinese, great speeches, inaugural address, sunday sermon, interview mit,
    gespräch mit, geführte meditation, sprachkurs, hörkurs, vorlesung, vorlesungen,
    entretien avec, interview avec, cours de, conférence de, entrevista a, entrevista con,
    entrevista com, curso de, intervista a, intervista con, lezioni di, palestra, hoorcollege,
    gesprek met, föreläsning, samtal med, wykład, wykłady, wywiad z, rozmowa z, лекция, лекции,
    подкаст, интервью с, беседа с, проповедь, 相声, 相聲, 脱口秀, 脫口秀, 播客, 讲座, 講座, 访谈,
    訪談, 演讲, 演講, 落語, 漫才, 講演, ポッドキャスト, 対談
spoken 1: interview, lecture, lectures, speech, sermon, sermons, conference, talk, monologue,
    vortrag, predigt, conférence, conférences, discours, entretien, conferencia, entrevista,
    intervista, lezing, wywiad, интервью, reads, reading, q a, 小品
seasonal 3: christmas, xmas, x mas, yuletide, christmastime, carols, silent night, jingle bells,
    jingle bell rock, o holy night, oh holy night, deck the halls, let it snow, winter wonderland,
    rudolph the red, frosty the snowman, little drummer boy, o come all ye faithful,
    adeste fideles, hark the herald, god rest ye, god rest you merry, away in a manger,
    the first noel, the first noël, the first nowell, we three kings, o little town of bethlehem,
    it came upon a midnight clear, angels we have heard on high, once in royal david s city,
    in the bleak midwinter, ding dong merrily on high, carol of the bells, good king wenceslas,
    the holly and the ivy, what child is this, santa claus, santa baby, dear santa,
    here comes santa, holly jolly, auld lang syne, mary s boy child, happy holidays,
    happy holiday, home for the holidays, holiday songs, holiday album, holiday season,
    stille nacht, o tannenbaum, oh tannenbaum, leise rieselt der schnee, alle jahre wieder,
    o du fröhliche, oh du fröhliche, ihr kinderlein kommet, kling glöckchen, süßer die glocken,
    es ist ein ros, vom himmel hoch, lasst uns froh und munter sein, morgen kinder wird s,
    noël, de noel, joyeux noel, petit papa noel, minuit chrétiens, mon beau sapin, vive le vent,
    douce nuit, il est né le divin enfant, navidad, villancico, villancicos, nochebuena,
    noche de paz, campana sobre campana, peces en el río, tamborilero, burrito sabanero,
    buon natale, di natale, è natale, natale con, canti natalizi, tu scendi dalle stelle,
    astro del ciel, feliz natal, de natal, é natal, noite feliz, bate o sino, kerst, kerstmis,
    sinterklaas, o dennenboom, god jul, julafton, julen, jul igen, är det jul, juletid, jultomten,
    stilla natt, cicha noc, kolęda, kolędy, boże narodzenie, pastorałki, lulajże jezuniu,
    wśród nocnej ciszy, bóg się rodzi, dzisiaj w betlejem, przybieżeli do betlejem,
    рождество, рождественская, тихая ночь, в лесу родилась, маленькой ёлочке, с новым годом,
    дед мороз, деда мороза, hanukkah, chanukah, 圣诞, 聖誕, 平安夜, 铃儿响叮当, 鈴兒響叮噹, 贺岁,
    賀歲, 拜年, 恭喜发财, 恭喜發財, 恭贺新禧, クリスマス, サンタクロース, きよしこの夜, 聖しこの夜,
    ジングルベル, 赤鼻のトナカイ, もろびとこぞりて
seasonal 2: joy to the world, sleigh ride, nativity, yule, natale, natal, santa s, advent calendar,
    新年好, 新春, 聖夜
seasonal 1: noel, jul, santa, sleigh, snowman, bethlehem, advent, mistletoe, holiday, holidays
mix 3: mix, megamix, mixtape, mixed by, dj set, live set, liveset, set, continuous, nonstop,
    non stop, boiler room, full album, complete album, whole album, podcast, radio show, radioshow,
    album complet, ganzes album, álbum completo, disco completo, album completo, cały album,
    полный альбом, микс, сет, сборник, 串烧, 串燒, 连播, 連播, 合集, 混音, 全专辑, ノンストップ,
    ミックス
nothing 0: merry christmas mr lawrence, merry christmas mister lawrence,
    nightmare before christmas, noël coward, noel coward, noel gallagher, città natale,
    paese natale, casa natale, terra natale, cidade natal, terra natal, santa monica, santa fe,
    santa maria, santa lucia, santa cruz, santa barbara, santa ana, joy to the world tour,
    original mix, extended mix, club mix, radio mix, dub mix, album mix, main mix, vocal mix,
    instrumental mix, stereo mix, mono mix, new mix, set me free, リミックス,
    戦場のメリークリスマス, 圣诞快乐劳伦斯先生, 圣诞快乐 劳伦斯先生, 聖誕快樂 勞倫斯先生
"""
"""What titles and albums say: a kind, how much it proves, the phrases. The longest phrase at a
place wins, so that those of *nothing* hide the words in them."""

_COMPOUNDS = re.compile(
    r"(?<!\w)(?:(?P<seasonal>weihnacht|christkind|adventslied|рождествен|новогодн"
    r"|kerst(?:lied|feest|muziek|nacht|avond)|jul(?:sång|vis|natt|musik|sang|lov|låt|skiv))"
    r"|(?P<spoken>[a-zåäö]+podden(?!\w)))\w*"
)
"""Languages that join words: what such a word begins (or ends) with."""
_STEMS = ("weihn", "jul", "kerst", "podden", "christk", "adventsl", "рожд", "новог")
"""One of these is in every text that has such a word: looking for them is ten times as fast."""

_NUMBERED = re.compile(
    r"(?<!\w)(?:"
    r"(?P<audiobook>chapters?|kapitel|chapitre|cap[íi]tulo|capitolo|hoofdstuk|rozdzia[łl]|глава|stave)"
    r"|(?P<spoken>episode|folge|épisode|episodio|episódio|aflevering|avsnitt|odcinek|выпуск"
    r"|lesson|lektion|leçon|lección|lezione|lição|lekcja|урок)"
    r")\W{1,2}(?:\d+|[ivxl]+|one|two|three|four|five|six|seven|eight|nine|ten)(?!\w)"
    r"|第[\d一二三四五六七八九十百千零〇两兩]+(?:(?P<audiobook_zh>[章回集节節話话])"
    r"|(?P<spoken_zh>[期讲講课課]))"
)
"""A part of something told, with its number."""
_NUMBERED_FIRST = """
    chapter chapters kapitel chapitre capítulo capitulo capitolo hoofdstuk rozdział rozdzial
    глава stave episode folge épisode episodio episódio aflevering avsnitt odcinek выпуск
    lesson lektion leçon lección lezione lição lekcja урок
"""

_BRACKETS = re.compile(r"[(\[（【「]([^)\]）】」]*)[)\]）】」]")
_TOKEN = re.compile(r"\w+")
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_KEEP_ACCENTS = frozenset({"noël", "è natale", "é natal"})


class Hit(NamedTuple):
    """One telling piece of a text."""

    kind: str
    """``audiobook``, ``spoken``, ``seasonal``, ``mix``; in genres also ``neutral``."""
    weight: int
    """How much it proves: 3 is proof by itself."""
    words: str
    """As the file writes them."""
    bracketed: bool = False
    """It stands in brackets, as an addition to the title proper."""


def _entries(table: str) -> Iterator[tuple[str, int, str]]:
    """(kind, weight, phrase), and once more without accents where that is no other word."""
    kind, weight = "", 0
    for line in table.strip().splitlines():
        head, colon, rest = line.partition(":")
        if colon:
            kind, number = head.split()
            weight = int(number)
        for phrase in (rest if colon else line).split(","):
            name = phrase.strip()
            if not name:
                continue
            yield kind, weight, name
            if name not in _KEEP_ACCENTS and not _EAST_ASIAN.search(name):
                yield kind, weight, _without_accents(name)


def _without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c)))


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(text))


_GENRE_NAMES = {_tokens(name): (kind, weight) for kind, weight, name in _entries(_GENRES)}
_FOLDER_NAMES = {
    name: (kind, weight)
    for kind, weight, name in _entries(_GENRES)
    if kind in ("audiobook", "spoken") and weight == 3
}

_BY_FIRST: dict[str, list[tuple[tuple[str, ...], str, int]]] = {}
_EASTERN: dict[str, tuple[str, int]] = {}
for _kind, _weight, _name in _entries(_PHRASES):
    if _EAST_ASIAN.search(_name):
        _EASTERN[_name] = _kind, _weight
    else:
        _split = _tokens(_name)
        _BY_FIRST.setdefault(_split[0], []).append((_split, _kind, _weight))
for _phrases in _BY_FIRST.values():
    _phrases.sort(key=lambda phrase: -len(phrase[0]))
_EASTERN_PATTERN = re.compile("|".join(sorted(map(re.escape, _EASTERN), key=len, reverse=True)))
_TELLING = frozenset(
    [
        max(phrase, key=len)
        for phrases in _BY_FIRST.values()
        for phrase, _kind, weight in phrases
        if weight
    ]
    + _NUMBERED_FIRST.split()
)
"""One of these, the longest words of the phrases, is in every text that tells something. The first
words would not do: *a* and *the* are in half of all titles."""

_BETWEEN_GENRES = re.compile(r"[;,|/、，；]")


@lru_cache(maxsize=4_096)
def genre_hits(genres: tuple[str, ...]) -> tuple[tuple[Hit, ...], bool]:
    """What a file's *genres* tell, and whether one of them names music."""
    hits, music = [], False
    for part in (part for genre in genres for part in _parts(genre)):
        known = _GENRE_NAMES.get(_tokens(_plain(part)))
        if known is None:
            music = True
        else:
            hits.append(Hit(*known, part))
    return tuple(hit for hit in hits if hit.weight), music


def _parts(genre: str) -> Iterator[str]:
    """*genre* itself where it is known as a whole, else the genres written in it."""
    whole = _tokens(_plain(genre)) in _GENRE_NAMES
    for part in (genre,) if whole else _BETWEEN_GENRES.split(genre):
        if part.strip():
            yield part.strip()


def text_hits(text: str) -> tuple[Hit, ...]:
    """What a title or the name of an album tells; quick where that is nothing."""
    plain = _plain(text)
    if plain.isascii() and _TELLING.isdisjoint(_TOKEN.findall(plain)):
        for stem in _STEMS:
            if stem in plain:
                break
        else:
            return ()
    joined = _COMPOUNDS.search(plain)
    written = unicodedata.normalize("NFKC", text)
    if len(written) != len(plain):  # a letter that changes its length in lower case
        written = plain
    spans = [*_phrase_spans(plain), *_eastern_spans(plain)]
    if joined is not None:
        spans.append((joined.lastgroup or "", 3 if joined["seasonal"] else 2, *joined.span()))
    for numbered in _NUMBERED.finditer(plain):
        kind = (numbered.lastgroup or "").removesuffix("_zh")
        spans.append((kind, 1, *numbered.span()))
    brackets = [found.span(1) for found in _BRACKETS.finditer(plain)]
    return tuple(
        Hit(kind, weight, written[start:end], any(a <= start and end <= b for a, b in brackets))
        for kind, weight, start, end in spans
        if weight
    )


cached_text_hits = lru_cache(maxsize=8_192)(text_hits)
""":func:`text_hits` for what many tracks share: albums and folders."""


@lru_cache(maxsize=8_192)
def folder_hit(folder: str) -> Hit | None:
    """The innermost of the folders on this path that is named like a genre of speech."""
    for name in reversed(folder.replace("\\", "/").split("/")):
        known = _FOLDER_NAMES.get(_plain(name))
        if known is not None:
            return Hit(*known, name)
    return None


def _plain(text: str) -> str:
    """*text* in lower case, one form per letter, and underscores as the spaces they stand for."""
    text = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return text.lower().replace("_", " ")


def _phrase_spans(plain: str) -> Iterator[tuple[str, int, int, int]]:
    """(kind, weight, start, end) of the phrases in *plain*, none inside another."""
    found = list(_TOKEN.finditer(plain))
    words = tuple(match[0] for match in found)
    at = 0
    while at < len(words):
        for phrase, kind, weight in _BY_FIRST.get(words[at], ()):
            if words[at : at + len(phrase)] == phrase:
                last = at + len(phrase) - 1
                yield kind, weight, found[at].start(), found[last].end()
                at = last
                break
        at += 1


def _eastern_spans(plain: str) -> Iterator[tuple[str, int, int, int]]:
    """The same for writing without spaces between words."""
    if plain.isascii():
        return
    # "圣诞快乐，劳伦斯先生": punctuation tells nothing there.
    spaced = re.sub(r"[^\w]", " ", plain)
    for match in _EASTERN_PATTERN.finditer(spaced):
        yield *_EASTERN[match[0]], *match.span()
