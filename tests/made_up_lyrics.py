"""Made-up songs for tests: lines of words of one mood among words of none. No one's lyrics."""

from __future__ import annotations

import json
import random
from pathlib import Path

MOODS = {
    "happy": (
        "sunshine dancing laughing party summer smile bright sparkle cheer",
        "阳光 跳舞 欢笑 派对 夏天 微笑 明亮 快乐 幸福",
    ),
    "angry": (
        "fury burning hatred smash violence liar rage scream blood",
        "愤怒 燃烧 仇恨 粉碎 暴力 骗子 怒火 嘶吼 鲜血",
    ),
    "sad": (
        "crying lonely goodbye tears sorrow empty broken grave mourning",
        "哭泣 孤单 再见 眼泪 悲伤 空虚 破碎 思念 遗憾",
    ),
    "relaxed": (
        "drifting gentle river breeze quiet slowly hammock moonlight resting",
        "漂流 温柔 河流 微风 安静 慢慢 摇椅 月光 休息",
    ),
}
_SMALL = {
    "en": (
        "the and you to of my that your is for with this we all when are they in was have do "
        "know from her she he our at out up how where would could then"
    ),
    "zh": (
        "我们 你的 那个 一起 现在 什么 还是 走过 这里 他们 如果 因为 昨天 可以 没有 知道 自己 时间 "
        "世界 样子 旁边 后来"
    ),
}


def made_up_song(mood: str, language: str, seed: int, lines: int = 14) -> str:
    """A song of *mood*; different seeds share no long run of words."""
    chance = random.Random(f"{mood} {language} {seed}")
    words = MOODS[mood][language == "zh"].split()
    small = _SMALL[language].split()
    rows = []
    for _ in range(lines):
        line = [chance.choice(words) for _ in range(3)]
        line += [chance.choice(small) for _ in range(4)]
        chance.shuffle(line)
        rows.append((" " if language == "en" else "").join(line))
    return "\n".join(rows)


def write_corpora(folder: Path, *, songs: int = 10, outside: int = 4) -> Path:
    """A folder of lyrics as docs/LYRICS.md says: *songs* of each mood and language, in 5 folds."""
    folds = ["set,id,group,fold"]
    for language, corpus, others in (
        ("en", "nju_train", ("mirex_like", "rasbt_musicmood")),
        ("zh", "mandopop_dev", ("smp2020_weibo",)),
    ):
        place = folder / f"{language}_train"
        place.mkdir(parents=True)
        rows = []
        for i, mood in enumerate(mood for mood in MOODS for _ in range(songs)):
            name = f"{mood}_{i}"
            rows.append(_row(name, mood, mood, made_up_song(mood, language, i)))
            folds.append(f"{place.name}/{corpus}.jsonl,{name},{name},{i % 5}")
        _write(place / f"{corpus}.jsonl", rows)
        for other in others:
            moods = list(MOODS) if other == "mirex_like" else ["happy", "sad"]
            _write(
                place / f"{other}.jsonl",
                [
                    _row(f"{other}_{mood}_{i}", mood, mood, made_up_song(mood, language, 1000 + i))
                    for mood in moods
                    for i in range(outside)
                ],
            )
    (folder / "folds.csv").write_text("\n".join(folds) + "\n")
    return folder


def _row(name: str, label: str, native: str, text: str) -> dict[str, str]:
    return {"id": name, "label4": label, "label_native": native, "text": text}


def _write(file: Path, rows: list[dict[str, str]]) -> None:
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
