"""Say how you feel: 40 sentences with what may come of them, the rules one by one, any text."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from player.evaluation.feelings import faults
from player.jobs.feeling import understand
from player.jobs.feeling_lexicon import TABLES, phrases
from player.jobs.feeling_tokens import LONGEST, keys_of
from player.paths import models_dir
from player.recommend.target import MoodTarget
from player.tagging.lyric_emotion import LyricNetwork
from player.tagging.vocabulary import MOODS, STYLES

MOOD_IDS = {mood.id for mood in MOODS}
STYLE_IDS = {style.id for style in STYLES}

SENTENCES = [
    json.loads(line)
    for line in (Path(__file__).parent / "feel_sentences.jsonl").read_text("utf-8").splitlines()
]
"""Written before the parser was first run; what the fields allow: ``evaluation.feelings``."""


@pytest.fixture
def network() -> LyricNetwork:
    return _network()


def test_of_forty_sentences_at_least_thirty_four_are_understood(network: LyricNetwork):
    wrong = {
        said["text"]: wrong
        for said in SENTENCES
        if (wrong := faults(said, understand(said["text"], network)))
    }
    print(f"{len(SENTENCES) - len(wrong)} of {len(SENTENCES)} sentences; wrong: {wrong}")
    assert len(SENTENCES) == 40
    assert len(wrong) <= 6, wrong


def test_traditional_characters_say_the_same():
    for plain, traditional in (("想听轻快的爵士", "想聽輕快的爵士"), ("别太吵", "別太吵")):
        one, other = understand(plain).target, understand(traditional).target
        assert (one.moods, one.styles, one.energy) == (other.moods, other.styles, other.energy)


@pytest.mark.parametrize(
    ("text", "moods"),
    [
        ("sad songs", ("melancholic",)),
        ("I am sad", ("calm", "melancholic")),
        ("angry music", ("angry",)),
        ("I'm so angry", ("calm",)),
        ("来点悲伤的歌", ("melancholic",)),
        ("我很生气", ("calm",)),
        ("I am happy", ("happy",)),
        ("I feel lonely", ("calm", "romantic")),
        ("I'm not happy", ("calm", "melancholic")),
        ("I'm bored", ("happy", "energetic")),
    ],
)
def test_music_is_asked_for_as_it_is_and_a_bad_state_is_met_gently(text, moods):
    assert understand(text).target.moods == moods


@pytest.mark.parametrize(
    ("text", "moods"),
    [
        ("lonely friday night", ("calm", "romantic")),
        ("weekend, and I am sad", ("calm", "melancholic")),
        ("周末在家看书", ("calm",)),
        ("过年回不了家，好想家", ("calm", "melancholic")),
        ("it is the weekend", ("happy", "energetic")),
        ("春节", ("happy", "energetic")),
    ],
)
def test_what_day_it_is_comes_after_what_is_felt_and_done(text, moods):
    assert understand(text).target.moods == moods


def test_who_could_hug_everyone_needs_no_hug():
    assert [state.mood for state in understand("I need a hug").felt] == ["melancholic"]
    found = understand("we won, I could hug everyone")
    assert (found.target.moods, found.felt) == (("happy",), ())


def test_how_a_bad_state_is_met_is_said_and_no_word_of_health():
    found = understand("I am sad")
    assert [str(note) for note in found.notes] == [
        "You feel: Melancholic. Nothing else was asked for, so it is met gently. For music of "
        "that mood, ask for “Melancholic music”."
    ]
    assert understand("melancholic music").target.moods == ("melancholic",)


def test_a_state_and_another_wish_are_the_ends_of_a_journey():
    for text in ("angry but I want to calm down", "我很生气，想平静下来"):
        found = understand(text)
        assert found.journey == ("angry", "calm")
        assert found.target.moods == ("calm",)
    assert understand("happy and I want happy music").journey is None
    assert understand("calm jazz").journey is None


@pytest.mark.parametrize(
    ("text", "not_moods", "not_styles"),
    [
        ("nothing sad", {"melancholic"}, set()),
        ("no rap, metal or punk", set(), {"hip-hop", "metal", "punk"}),
        ("not sad but jazz", {"melancholic"}, set()),
        ("anything but country", set(), {"country"}),
        ("爵士就不要了，来点摇滚", set(), {"jazz"}),
        ("除了流行都可以", set(), {"pop"}),
        ("不想听伤感的", {"melancholic"}, set()),
        ("less depressing please", {"melancholic"}, set()),
        ("I hate sad songs", {"melancholic"}, set()),
        ("I don't feel sad anymore", {"melancholic"}, set()),
        ("我不难过了", {"melancholic"}, set()),
    ],
)
def test_what_is_not_wanted(text, not_moods, not_styles):
    target = understand(text).target
    assert (set(target.not_moods), set(target.not_styles)) == (not_moods, not_styles)
    assert not set(target.moods) & not_moods and not target.styles & not_styles


@pytest.mark.parametrize(
    ("text", "sign"),
    [("too loud", -1), ("not too loud", -1), ("别太吵", -1), ("louder", 1), ("quiet", -1),
     ("not so quiet", 1), ("more energy", 1), ("大声点", 1), ("calm", 0)],
)  # fmt: skip
def test_louder_and_quieter(text, sign):
    energy = understand(text).target.energy
    assert (energy > 0) - (energy < 0) == sign


def test_new_and_known_and_smooth():
    assert understand("jazz I have never heard").target.adventurous > 0.8
    assert understand("来点没听过的").target.adventurous > 0.8
    assert understand("my favourites").target.adventurous < 0.2
    assert understand("calm").target.adventurous == MoodTarget().adventurous
    assert understand("calm, nonstop").target.smooth


def test_what_was_understood_and_what_was_not_is_said():
    found = understand("quiet jazz, not sad, with zorblax")
    assert [str(part) for part in found.parts] == ["Calm", "Jazz", "quieter", "not Melancholic"]
    assert found.unknown == ("zorblax",) and found.confident
    assert str(found.notes[-1]) == "I did not understand: zorblax"
    assert understand("quiet jazz, not sad").target.said == "quiet jazz, not sad"


@pytest.mark.parametrize(
    "text", ["", "   ", "!!!", "zorblax qwerty", "的了吗", "12345", "東京タワー"]
)
def test_nothing_understood_is_said_and_asks_for_nothing(network, text):
    found = understand(text, network)
    assert not found.found and not found.parts and not found.confident
    assert str(found.notes[0]).startswith("I found no mood, style or occasion")


def test_a_guess_by_the_words_tone_is_told_as_one(network: LyricNetwork):
    found = understand("他把我的东西全扔了，凭啥啊这种人", network)
    assert found.target.moods == ("calm",) and not found.confident
    assert found.felt[0].mood == "angry"
    assert str(found.notes[0]).startswith("Guessed from the tone of the words: Angry (")
    assert not understand("他把我的东西全扔了，凭啥啊这种人").found


def test_a_wish_is_never_overruled_by_a_guess(network: LyricNetwork):
    for text in ("想听欢快的歌，气死我了", "来点开心的，今天被骗了好难过"):
        assert understand(text, network).target.moods == ("happy",)


def test_what_is_denied_is_not_overruled_by_a_guess(network: LyricNetwork):
    assert understand("今天不是很开心", network).felt[0].mood == "melancholic"
    assert understand("我没有不开心", network).target.not_moods == ("melancholic",)


def test_of_scenes_that_go_with_different_moods_the_first_counts():
    assert understand("late night drive through neon streets").target.moods == ("calm", "romantic")
    assert understand("a rainy night").target.moods == ("calm",)


def test_torch_is_not_needed():
    code = (
        "import sys; from player.jobs.feeling import understand;"
        "from player.tagging.lyric_emotion import LyricNetwork;"
        "from player.paths import models_dir;"
        "understand('rainy jazz', LyricNetwork.load(models_dir()));"
        "assert not {'torch', 'librosa', 'transformers'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_tables_are_sound():
    seen = {}
    for phrase, entry in phrases():
        keys = keys_of(phrase)
        assert keys, phrase
        assert set(entry.moods) <= MOOD_IDS and {entry.felt} <= MOOD_IDS | {None}
        assert not entry.style or entry.style in STYLE_IDS
        assert seen.setdefault(keys, entry) == entry, f"{phrase} stands under two headings"
    assert len(seen) > 4_000
    with pytest.raises(ValueError, match="moood"):
        list(phrases(["moood x: y"]))
    assert len(TABLES) == 10


_WORDS = st.sampled_from([phrase for phrase, _ in phrases()])


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(_WORDS | st.sampled_from([",", "。", "!", "zz", "但", "\n"]), max_size=12).map(
            " ".join
        ),
    )
)
def test_any_text_gives_a_target_within_its_ranges(text):
    found = understand(text, _network())
    target = found.target
    assert set(target.moods) | set(target.not_moods) <= MOOD_IDS
    assert target.styles | target.not_styles <= STYLE_IDS
    assert not set(target.moods) & set(target.not_moods)
    assert not target.styles & target.not_styles
    assert -1 <= target.energy <= 1 and 0 <= target.adventurous <= 1
    assert len(target.said) <= LONGEST
    assert MoodTarget.from_document(json.loads(json.dumps(target.to_document()))) == target
    assert found.found == bool(found.parts) and all(str(s) for s in (*found.parts, *found.notes))


def test_an_endless_text_is_read_to_its_limit():
    assert understand("calm " * 100_000).target.moods == ("calm",)
    assert understand("x" * 1_000_000).unknown == ("x" * LONGEST,)


@cache
def _network() -> LyricNetwork:
    return LyricNetwork.load(models_dir())
