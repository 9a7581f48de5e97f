"""Sentences in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from player import wording
from player.wording import Sentence, sentence, translate, translate_count


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    wording.set_language("en")


def test_english_is_the_text_itself_with_its_fields():
    wording.set_language("en")
    assert translate("Nowhere", "{n} of {m}", n=1, m=2) == "1 of 2"
    assert translate("Nowhere", "100 %, {literally}") == "100 %, {literally}"


def test_counts_choose_their_form_and_group_thousands():
    wording.set_language("en")
    said = [translate_count("X", "{count} track", "{count} tracks", n) for n in (0, 1, 2, 12345)]
    assert said == ["0 tracks", "1 track", "2 tracks", "12,345 tracks"]


def test_a_known_sentence_is_said_in_chinese_and_an_unknown_one_in_english():
    assert wording.set_language("zh") == "zh"
    assert wording.language() == "zh"
    assert translate("Mood", "Calm") == "平静"
    assert translate("Nowhere", "Not in the file") == "Not in the file"


def test_a_stored_sentence_changes_its_language_with_the_listener():
    stored = sentence("Mood", "Calm")
    assert str(stored) == "Calm"
    wording.set_language("zh")
    assert str(stored) == "平静"


def test_a_sentence_survives_storing():
    original = sentence("File", "{name} has {n} bytes", name="a.mp3", n=3)
    assert Sentence.from_document(original.to_document()) == original


def test_a_missing_translation_file_means_english(monkeypatch, tmp_path):
    monkeypatch.setattr(wording, "resources_dir", lambda: tmp_path)
    assert wording.set_language("zh") == "en"
    assert translate("Mood", "Calm") == "Calm"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_MESSAGES": "zh_TW.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
    ],
)
def test_the_system_language_follows_the_order_of_posix(monkeypatch, environment, language):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert wording.system_language() == language
