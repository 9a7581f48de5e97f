"""The genre a file names, in whatever spelling, as a style of the vocabulary.

Pure Python, any thread. A genre that is not understood gives nothing; it is never bent to the
nearest style.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

_TABLE = """
ambient: ambient, dark ambient, drone, new age, newage, healing, meditation, space music,
    环境音乐, 氛围, 新世纪
blues: blues, delta blues, blues rock, boogie woogie, 蓝调, 布鲁斯, 藍調
classical: classical, classic music, classique, klassik, baroque, romantic era, opera,
    symphony, symphonic, orchestral, orchestra, chamber, chamber music, choral, concerto,
    sonata, string quartet, early music, renaissance, contemporary classical, modern classical,
    neoclassical, 古典, 交响, 交響, 歌剧, 室内乐, 室內樂
country: country, americana, bluegrass, honky tonk, country and western, alt country, 乡村,
    鄉村
disco: disco, italo disco, nu disco, euro disco, 迪斯科, 的士高
electronic: electronic, electronica, electro, edm, house, techno, trance, drum and bass,
    drum n bass, dnb, jungle, dubstep, breakbeat, downtempo, trip hop, chillout, chill out,
    chillwave, idm, synthwave, vaporwave, hardstyle, eurodance, dance, club, garage, uk garage,
    big beat, electroclash, 8bit, 8 bit, chiptune, lofi, lo fi, 电子, 電子, 舞曲, 电音, 電音
folk: folk, folk music, singer songwriter, traditional, celtic, folklore, irish, acoustic folk,
    indie folk, polka, 民谣, 民謠, 民歌
hip-hop: hip hop, hiphop, rap, trap, gangsta, gangsta rap, boom bap, grime, lofi hip hop,
    lo fi hip hop, 说唱, 說唱, 嘻哈, 饶舌, 饒舌
jazz: jazz, bebop, bop, swing, big band, bossa jazz, jazz fusion, fusion, acid jazz,
    smooth jazz, latin jazz, dixieland, ragtime, 爵士
latin: latin, salsa, bossa nova, bossanova, tango, cumbia, samba, reggaeton, merengue, bachata,
    mariachi, mpb, flamenco, latino, bolero, 拉丁, 探戈, 桑巴
metal: metal, heavy metal, death metal, black metal, thrash, doom, metalcore, deathcore,
    grindcore, nu metal, djent, 金属, 金屬
pop: pop, synthpop, synth pop, electropop, dance pop, indie pop, dream pop, k pop, kpop, j pop,
    jpop, c pop, cpop, mandopop, cantopop, britpop, pop rock, europop, schlager, chanson,
    chanson francaise, chansonfrancaise, 流行, 华语, 華語, 国语, 國語, 粤语, 粵語
punk: punk, punk rock, post punk, hardcore punk, pop punk, skate punk, ska punk, 朋克, 龐克,
    庞克
reggae: reggae, dub, ska, dancehall, rocksteady, roots reggae, 雷鬼
rock: rock, alternative, alternative rock, alt rock, indie, indie rock, classic rock,
    hard rock, soft rock, folk rock, country rock, psychedelic, psychedelic rock, prog,
    progressive, progressive rock, grunge, shoegaze, post rock, rock and roll, rock n roll,
    rock'n'roll, rockabilly, krautrock, surf, 摇滚, 搖滾
soul: soul, r and b, rnb, rhythm and blues, neo soul, funk, motown, gospel, 灵魂, 靈魂,
    节奏布鲁斯, 節奏藍調, 节奏蓝调, 放克
soundtrack: soundtrack, ost, film score, score, original soundtrack, movie soundtrack,
    video game music, game music, vgm, film music, anime, musical, stage and screen, 原声,
    原聲, 配乐, 配樂, 影视, 影視, 电影, 電影, 游戏音乐, 遊戲音樂, 动漫, 動漫
world: world, world music, ethnic, african, afrobeat, arabic, indian, balkan, klezmer, raga,
    gamelan, 世界音乐, 世界音樂, 民族
"""
"""One style a paragraph: its id, a colon, and every spelling that means it."""


def spellings() -> Mapping[str, str]:
    """Every spelling that is understood, in lower case, and the id of its style."""
    return _ALIASES


def _read_table(table: str) -> dict[str, str]:
    """Spelling -> style."""
    aliases: dict[str, str] = {}
    style = ""
    for line in table.strip().splitlines():
        head, colon, rest = line.partition(":")
        style, names = (head, rest) if colon else (style, head)
        aliases |= {name.strip(): style for name in names.split(",") if name.strip()}
    return aliases


_ALIASES = _read_table(_TABLE)
_SPACED = tuple(alias for alias in _ALIASES if alias.isascii())
_UNSPACED = tuple(alias for alias in _ALIASES if not alias.isascii())

_BETWEEN_GENRES = re.compile(r"[;,|、，；/\\]")
_BETWEEN_WORDS = re.compile(r"[\s\-_.]+")


def styles_of(genres: Iterable[str]) -> tuple[str, ...]:
    """Style ids that the file's own *genres* name, in their order, each once.

    ``("Rock/Pop", "Indie Folk")`` gives ``("rock", "pop", "folk")``.
    """
    found = (style for genre in genres for style in _styles_in(genre))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=4_096)
def _styles_in(text: str) -> tuple[str, ...]:
    whole = _ALIASES.get(_plain(text.replace("/", " ")))
    if whole is not None:  # "Singer/Songwriter" is one genre
        return (whole,)
    parts = (_style(part) for part in _BETWEEN_GENRES.split(text))
    return tuple(style for style in parts if style is not None)


def _plain(text: str) -> str:
    """Lower case, full-width letters narrowed, accents off, ``&`` and ``'n'`` spelt out."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text)).casefold()
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    text = text.replace("&", " and ").replace("+", " and ").replace("'n'", " n ")
    return " ".join(_BETWEEN_WORDS.split(text)).strip()


def _style(text: str) -> str | None:
    """The style of one genre: all of it, else the name that stands last in it, else ``None``.

    The last word carries the meaning: folk metal is metal, jazz pop is pop.
    """
    plain = _plain(text)
    if plain in _ALIASES:
        return _ALIASES[plain]
    spaced = f" {plain} "
    hits = [(spaced.rfind(f" {a} ") + len(a), len(a), a) for a in _SPACED if f" {a} " in spaced]
    if not hits:
        hits = [(plain.rfind(a) + len(a), len(a), a) for a in _UNSPACED if a in plain]
    return _ALIASES[max(hits)[2]] if hits else None
