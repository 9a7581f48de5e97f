"""Preferences: what is written is read, and nothing damaged stops the program."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.settings import Settings, load_settings, save_settings


def test_a_missing_file_gives_the_defaults(tmp_path):
    assert load_settings(tmp_path / "settings.json") == Settings()


def test_what_is_saved_is_loaded(tmp_path):
    file = tmp_path / "new" / "settings.json"
    chosen = Settings(language="zh", volume=0.25, queue_length=7, compact_rows=True)
    save_settings(file, chosen)
    assert load_settings(file) == chosen
    assert [entry.name for entry in file.parent.iterdir()] == ["settings.json"]


def test_lists_are_kept_and_their_damaged_entries_fall_away_one_by_one(tmp_path):
    file = tmp_path / "settings.json"
    chosen = Settings(blocked_words=("live", "现场"), blocked_folders=("/music/old",))
    save_settings(file, chosen)
    assert load_settings(file) == chosen
    file.write_text(
        '{"blocked_words": ["live", 3, null, " ", "live", " b "], "blocked_folders": "x"}'
    )
    assert load_settings(file) == Settings(blocked_words=("live", "b"))
    file.write_text(json.dumps({"blocked_words": ["x" * 9_999, *map(str, range(5_000))]}))
    words = load_settings(file).blocked_words
    assert len(words) == 1_000 and len(words[0]) == 4_096


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "\x00", "[1, 2]"])
def test_a_damaged_file_gives_the_defaults(tmp_path, text):
    file = tmp_path / "settings.json"
    file.write_text(text)
    assert load_settings(file) == Settings()


def test_bytes_that_are_no_text_give_the_defaults(tmp_path):
    file = tmp_path / "settings.json"
    file.write_bytes(b"\xff\xfe{}")
    assert load_settings(file) == Settings()


def test_a_wrong_value_falls_back_alone(tmp_path):
    file = tmp_path / "settings.json"
    file.write_text('{"volume": "loud", "theme": "dark", "queue_length": true}')
    assert load_settings(file) == Settings(theme="dark")


def test_a_whole_number_is_a_volume_too(tmp_path):
    file = tmp_path / "settings.json"
    file.write_text('{"volume": 1}')
    assert load_settings(file).volume == 1.0


@pytest.mark.parametrize(
    "text",
    ['{"volume": -0.1}', '{"volume": NaN}', '{"volume": 1e400}', '{"queue_length": 0}',
     '{"language": "tlh"}', '{"theme": []}', '{"device": "abacus"}'],
)  # fmt: skip
def test_a_value_out_of_range_falls_back(tmp_path, text):
    file = tmp_path / "settings.json"
    file.write_text(text)
    assert load_settings(file) == Settings()


def test_values_of_a_newer_version_are_kept(tmp_path):
    file = tmp_path / "settings.json"
    file.write_text('{"from_the_future": [1], "theme": "dark"}')
    save_settings(file, dataclasses.replace(load_settings(file), theme="light"))
    assert json.loads(file.read_text())["from_the_future"] == [1]
    assert load_settings(file).theme == "light"


@given(
    st.dictionaries(
        st.sampled_from([item.name for item in dataclasses.fields(Settings)]),
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.text()
        | st.lists(st.none() | st.text()),
    )
)
def test_any_values_give_settings_of_the_right_types(tmp_path_factory, document):
    file = tmp_path_factory.mktemp("any") / "settings.json"
    file.write_text(json.dumps(document))
    loaded = load_settings(file)
    for item in dataclasses.fields(Settings):
        kinds = {type(item.default)} | ({int} if isinstance(item.default, float) else set())
        assert type(getattr(loaded, item.name)) in kinds
    assert 0 <= loaded.volume <= 1 and loaded.queue_length >= 1
