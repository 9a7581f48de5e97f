"""From the names a listener types to a wish the recommender understands.

Pure Python, any thread. English and Chinese, ids and names, in any case; a name that is not known
is refused with the list of the known ones, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from player.errors import UsageError
from player.jobs.genres import styles_of
from player.recommend.target import MoodTarget, Point, Seed
from player.tagging.vocabulary import MOODS, STYLES
from player.wording import sentence

_ALSO = {
    "energetic": ("活力", "有活力", "充满活力", "动感", "激昂"),
    "happy": ("快乐", "开心", "欢快", "愉快", "高兴"),
    "romantic": ("浪漫", "温柔"),
    "calm": ("平静", "安静", "宁静", "放松", "relaxed", "peaceful"),
    "melancholic": ("忧郁", "忧伤", "悲伤", "伤感", "melancholy", "sad"),
    "dark": ("阴暗", "黑暗", "阴郁", "暗黑"),
    "tense": ("紧张", "不安"),
    "angry": ("愤怒", "生气"),
}
"""Further names of the moods, by id."""


def mood_names() -> Iterator[tuple[str, str]]:
    """(id, name) of every mood and every name it has."""
    for mood in MOODS:
        for name in (mood.id, mood.name.text, str(mood.name), *_ALSO.get(mood.id, ())):
            yield mood.id, name


def find_mood(name: str) -> str:
    """The id of the mood called *name*.

    :raises UsageError: there is none; the sentence lists those there are.
    """
    wanted = name.strip().casefold()
    for mood_id, known in mood_names():
        if wanted == known.casefold():
            return mood_id
    raise UsageError(
        sentence(
            "Queue",
            "There is no mood called “{name}”. Moods: {known}.",
            name=name,
            known=", ".join(_label(mood.id, str(mood.name)) for mood in MOODS),
        )
    )


def find_style(name: str) -> str:
    """The id of the style called *name*, in any spelling a file's genre may have.

    :raises UsageError: there is none; the sentence lists those there are.
    """
    wanted = name.strip().casefold()
    for style in STYLES:
        if wanted in {style.id, style.name.text.casefold(), str(style.name).casefold()}:
            return style.id
    named = styles_of((name,))
    if len(named) == 1:
        return named[0]
    raise UsageError(
        sentence(
            "Queue",
            "There is no style called “{name}”. Styles: {known}.",
            name=name,
            known=", ".join(_label(style.id, str(style.name)) for style in STYLES),
        )
    )


def make_target(
    *,
    moods: Sequence[str] = (),
    at: tuple[float, float] | None = None,
    styles: Sequence[str] = (),
    seeds: Sequence[Seed] = (),
    energy: float | None = None,
    adventurous: float | None = None,
    smooth: bool = False,
    strict: bool = False,
    said: MoodTarget | None = None,
) -> MoodTarget:
    """The target that a listener described in names and numbers.

    :param at: (valence, arousal).
    :param energy: -1..1; ``None``: not named, as for *adventurous* (0..1).
    :param said: what a sentence came to; what is named replaces what it says of the same, seeds
        are added to its own.
    :raises UsageError: a name is unknown or the point lies outside the plane.
    """
    if at is not None and not all(-1 <= number <= 1 for number in at):
        raise UsageError(
            sentence(
                "Queue",
                "{valence}, {arousal} lies outside the plane: both numbers go from -1 to 1.",
                valence=at[0],
                arousal=at[1],
            )
        )
    base = said or MoodTarget()
    named = tuple(dict.fromkeys(find_mood(name) for name in moods))
    points = () if at is None else (Point(*at),)
    chosen = frozenset(find_style(name) for name in styles) or base.styles
    placed = bool(named or points)
    wanted = named if placed else base.moods
    return replace(
        base,
        moods=wanted,
        points=points if placed else base.points,
        styles=chosen,
        not_moods=tuple(mood for mood in base.not_moods if mood not in wanted),
        not_styles=base.not_styles - chosen,
        seeds=(*base.seeds, *seeds),
        energy=base.energy if energy is None else energy,
        adventurous=base.adventurous if adventurous is None else adventurous,
        smooth=base.smooth or smooth,
        strict=base.strict or strict,
    )


def _label(id_: str, shown: str) -> str:
    """A name and, where it differs, the id beside it."""
    return shown if shown.casefold() == id_ else f"{shown} ({id_})"
