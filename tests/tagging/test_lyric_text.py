"""Cleaning lyrics and telling their language; every text here is made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.tagging.lyric_hanzi import simplify
from player.tagging.lyric_text import read_lyrics
from tests.made_up_lyrics import made_up_song


def test_times_of_lrc_files_are_no_words() -> None:
    plain = "the lamp is on and we are up\nall of the stairs are ours"
    timed = (
        "[ti:The Stairs]\n[ar:Nobody]\n[00:01.20]the lamp is on and we are up\n"
        "[00:07.5][01:07.50]<00:08.00>all <00:08.50>of the stairs are ours\n[02:00]\n"
    )
    assert read_lyrics(timed).lines == read_lyrics(plain).lines == tuple(plain.split("\n"))


@pytest.mark.parametrize(
    "credit",
    [
        "Written by Jane Doe",
        "Lyrics: J. Doe",
        "Words and music by Jane Doe",
        "Produced by: X",
        "[Chorus]",
        "(Verse 2)",
        "Chorus:",
        "[Repeat Chorus x2]",
        "Verse Two: Somebody",
        "© 2020 Some Records",
        "12 Contributors",
        "******* This Lyrics is NOT for Commercial use *******",
        "(1409624446303)",
        "...",
        "作词：某某",
        "作詞 : 某某",
        "作曲/编曲：某某",
        "词：某某",
        "曲:某某",
        "编曲：某某",
        "製作人：某某",
        "混音师: 某某",
        "OP：某公司",
        "未经许可，不得翻唱",
    ],
)
def test_credits_and_headings_are_no_words(credit: str) -> None:
    text = f"{credit}\nwe paint the door in green\n{credit}"
    assert read_lyrics(text).lines == ("we paint the door in green",)


@pytest.mark.parametrize(
    "line", ["written in the sand", "music makes the people move", "词不达意的夜晚", "作曲的人走了"]
)
def test_lines_that_only_begin_like_credits_stay(line: str) -> None:
    assert read_lyrics(line).lines == (line,)


def test_choruses_are_counted_once() -> None:
    verse, chorus = made_up_song("sad", "en", 1, 4), made_up_song("sad", "en", 2, 3)
    once = read_lyrics(f"{verse}\n{chorus}")
    often = read_lyrics(f"{verse}\n{chorus}\n\n{chorus.upper()} (x2)\n{chorus}!\n")
    assert often.lines == once.lines
    assert (once.sung, often.sung) == (7, 13)
    assert often.characters == sum(len(line.replace(" ", "")) for line in once.lines)


def test_who_sings_is_no_word() -> None:
    assert read_lyrics("女：我们在路上\n男: 你的灯还亮").lines == ("我们在路上", "你的灯还亮")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("we are the ones who carry the water to the house and you know it", "en"),
        ("我们在桥上等你的船 风从这里走过", "zh"),
        ("我們在橋上等你的船 oh baby tonight", "zh"),
        ("昨日の夜に君を待っていた 橋の上で", "other"),
        ("мы стоим на мосту и ждём лодку", "other"),
        ("우리는 다리 위에서 배를 기다려요", "other"),
        ("estamos en el puente esperando el barco de la noche", "other"),
        ("nous sommes sur le pont à attendre le bateau de la nuit", "other"),
        ("", "other"),
        ("123 !!! ...", "other"),
    ],
)
def test_language_by_script(text: str, language: str) -> None:
    assert read_lyrics(text).language == language


def test_both_scripts_are_one() -> None:
    assert (
        read_lyrics("後來 頭髮乾了 妳還看著裡面 為什麼").lines
        == read_lyrics("后来 头发干了 你还看着里面 为什么").lines
    )


@given(st.text())
def test_folding_the_scripts_twice_changes_nothing(text: str) -> None:
    once = simplify(text)
    assert simplify(once) == once
    assert len(once) == len(text)


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    lyrics = read_lyrics(text)
    assert all(line.strip() for line in lyrics.lines)
    assert lyrics.sung >= len(lyrics.lines)
    assert not (lyrics.readable and lyrics.language == "other")


def test_enough_words_are_readable() -> None:
    assert read_lyrics(made_up_song("happy", "en", 1)).readable
    assert read_lyrics(made_up_song("happy", "zh", 1)).readable


@pytest.mark.parametrize(
    "text",
    [
        made_up_song("happy", "en", 1, 3),
        made_up_song("happy", "zh", 1, 3),
        "\n".join(f"la la la oh oh {'na ' * n}yeah" for n in range(40)),
        "\n".join(f"the fire is on {'oh ' * n}" for n in range(40)),
        "\n".join("啦" * n + "哦" for n in range(5, 40)),
        made_up_song("sad", "en", 1, 2) + "\n" + "\n".join(["la la la la"] * 80),
    ],
)
def test_too_little_is_not_readable(text: str) -> None:
    assert not read_lyrics(text).readable
