from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.library.mojibake import repair


def broken(text: str, encoding: str) -> str:
    return text.encode(encoding).decode("latin-1")


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
@pytest.mark.parametrize("text", ["晴朗的早晨", "测试歌手", "我爱你 (Live)", "国语测试专辑"])
def test_chinese_becomes_readable(text, encoding):
    assert repair([broken(text, encoding)]) == {broken(text, encoding): text}


def test_short_and_traditional_texts_follow_the_sure_ones():
    texts = [broken(text, "gbk") for text in ("月亮代表我的心", "鄧麗君", "爱")]
    assert list(repair(texts).values()) == ["月亮代表我的心", "鄧麗君", "爱"]


@pytest.mark.parametrize(
    "text",
    ["Séculaire", "Nÿme", "Veränderung", "Björk", "Sigur Rós", "Motörhead", "Ænima",
     "Señor Coconut", "Émilie Simon", "Mañana ¿qué?", "ÄÖÜ", "Mr. Ölaf & Søn",
     "Àëåêñàíäð Æåëàíîâ", "çà", "«Élan»"],
)  # fmt: skip
def test_western_names_stay(text):
    assert repair([text]) == {}


def test_a_western_name_in_a_file_with_gbk_stays():
    sure = broken("月亮代表我的心", "gbk")
    assert repair([sure, "Séculaire"]) == {sure: "月亮代表我的心"}


@given(st.lists(st.text(st.characters(max_codepoint=255))))
def test_any_text_is_survived(texts):
    assert set(repair(texts)) <= set(texts)


@given(st.text(st.characters(min_codepoint=0x100)))
def test_text_beyond_latin_1_is_never_touched(text):
    assert repair([text]) == {}
