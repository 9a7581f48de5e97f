"""Names a listener types, as wishes."""

from __future__ import annotations

import pytest

from player.errors import UsageError
from player.jobs.wishes import find_mood, find_style, make_target
from player.recommend.target import MoodTarget, Point, Seed
from player.tagging.vocabulary import MOODS, STYLES


@pytest.mark.parametrize("mood", MOODS, ids=lambda mood: mood.id)
def test_moods_are_found_by_id_and_name(mood):
    for name in (mood.id, mood.name.text, f" {mood.id.upper()} "):
        assert find_mood(name) == mood.id


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.id)
def test_styles_are_found_by_id_and_name(style):
    for name in (style.id, style.name.text, style.id.upper()):
        assert find_style(name) == style.id


def test_chinese_names_and_spellings_are_understood():
    assert [find_mood(n) for n in ("平静", "愤怒", "Sad")] == ["calm", "angry", "melancholic"]
    assert [find_style(n) for n in ("爵士", "hiphop", "摇滚")] == ["jazz", "hip-hop", "rock"]


def test_unknown_names_are_refused_with_the_known_ones():
    with pytest.raises(UsageError, match=r"“sleepy”.*Calm.*Angry"):
        find_mood("sleepy")
    with pytest.raises(UsageError, match=r"“zydeco”.*Blues.*World"):
        find_style("zydeco")
    for at in ((1.5, 0.0), (0.0, -2.0), (float("nan"), 0.0)):
        with pytest.raises(UsageError, match="outside the plane"):
            make_target(at=at)
    assert make_target(moods=["calm", "CALM"], at=(0, 1), styles=["Jazz"]) == MoodTarget(
        ("calm",), (Point(0, 1),), frozenset({"jazz"})
    )


def test_what_is_named_replaces_what_a_sentence_says_of_the_same():
    said = MoodTarget(
        moods=("happy",),
        styles=frozenset({"rock"}),
        not_moods=("calm", "dark"),
        not_styles=frozenset({"jazz"}),
        seeds=(Seed("Ann", (1,)),),
        energy=-0.5,
        adventurous=0.9,
        smooth=True,
        said="...",
    )
    assert make_target(said=said) == said
    named = make_target(
        moods=["calm"], styles=["jazz"], seeds=[Seed("Bob", (2,), False)], energy=0.0, said=said
    )
    assert (named.moods, named.not_moods) == (("calm",), ("dark",))
    assert (named.styles, named.not_styles) == (frozenset({"jazz"}), frozenset())
    assert [seed.name for seed in named.seeds] == ["Ann", "Bob"]
    assert (named.energy, named.adventurous, named.smooth) == (0.0, 0.9, True)
    at = make_target(at=(0.5, 0.5), strict=True, adventurous=0.0, said=said)
    assert (at.moods, at.points, at.strict, at.adventurous) == ((), (Point(0.5, 0.5),), True, 0.0)
