"""Short sentences, read by the part of the network that knows short texts."""

from __future__ import annotations

import pytest

from player.paths import models_dir
from player.tagging.lyric_emotion import LyricNetwork
from player.tagging.lyric_short import MESSAGES, QUADRANTS, read_short
from player.training.lyric_experts import PLANS


@pytest.fixture(scope="module")
def network() -> LyricNetwork:
    return LyricNetwork.load(models_dir())


def test_the_labels_are_those_the_expert_learned():
    assert len(PLANS["zh"]["messages"].classes) == len(MESSAGES)
    for name, classes in zip(MESSAGES, PLANS["zh"]["messages"].classes, strict=True):
        assert any(known.startswith(name[:3]) for known in classes)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("今天太开心了哈哈哈", "happy"),
        ("气死我了，什么破公司", "angry"),
        ("心里好难过，想哭", "sad"),
        ("我好害怕", "fear"),
    ],
)
def test_plain_chinese_messages_are_read(network, text, label):
    read = read_short(network, text)
    assert read is not None and read.label == label and read.share >= 0.5 and read.by_messages


def test_a_line_of_english_is_never_read_with_confidence(network):
    for text in ("what a day", "I lost my keys and my mind", "we danced all night long"):
        read = read_short(network, text)
        assert read is not None and read.label in QUADRANTS and read.share < 0.5


def test_other_languages_and_no_words_are_not_read(network):
    for text in ("", "...", "今日はとてもいい天気ですね", "Привет, как дела"):
        assert read_short(network, text) is None


def test_a_text_as_long_as_a_song_is_read_as_one(network):
    text = """
    The rain comes down on everything I ever called my own
    I left a candle burning for the years that we had known
    Nobody writes a letter now, nobody turns the key
    The garden gate is rusted through, there is no you and me
    So carry every photograph and close the kitchen door
    I will not wait another night, I cannot any more
    """
    words, read = network.read(text), read_short(network, text)
    assert words is not None and read is not None and not read.by_messages
    assert read.share == max(words.quadrants)
