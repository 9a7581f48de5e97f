"""``moodlark ledger`` and ``moodlark exposure``, as they are typed."""

from __future__ import annotations

import json

import pytest
from personal_samples import LIBRARY, opened

from player.__main__ import main
from player.library.track import Play, Rating
from player.store.events import Events

EVENTS = Events(
    plays={1: Play(1, 1764150000.0, 180.0, 181.1), 2: Play(2, 1764150300.0, 1.0, 182.1, True)},
    ratings={2: Rating(4, 1764150400.0)},
)


@pytest.fixture
def home(tmp_path):
    with opened(tmp_path / "home", LIBRARY, EVENTS):
        pass
    return tmp_path / "home"


def moodlark(home, *words: str) -> int:
    return main(("--home", str(home), "--language", "en", *words))


def test_the_ledger_lists_filters_and_deletes(home, capsys):
    assert moodlark(home, "ledger", "--json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert [item["id"] for item in listed] == ["rating:2", "play:2", "play:1"]
    assert listed[0]["reward"] == 0.75 and listed[0]["value"] == 1.5
    assert moodlark(home, "ledger", "--track", "title 1") == 0
    said = capsys.readouterr().out
    assert "play:1" in said and "99 % heard" in said and "rating:2" not in said
    assert moodlark(home, "ledger", "--last", "1", "--json") == 0
    assert [item["id"] for item in json.loads(capsys.readouterr().out)] == ["rating:2"]
    assert moodlark(home, "ledger", "--delete", "rating:2", "play:1") == 0
    assert capsys.readouterr().out == "2 events forgotten\n"
    assert moodlark(home, "ledger", "--json") == 0
    assert [item["id"] for item in json.loads(capsys.readouterr().out)] == ["play:2"]
    assert moodlark(home, "ledger", "--delete", "rating:2") == 2
    assert "There is no “rating:2” to forget" in capsys.readouterr().err


@pytest.mark.parametrize("event", ["queue", "playlist:1", "offer:1", "choice:1", "apart:1"])
def test_what_teaches_nothing_is_not_deleted_from_the_ledger(home, capsys, event):
    assert moodlark(home, "ledger", "--delete", "play:1", event) == 2
    assert f"moodlark forget {event}" in capsys.readouterr().err
    assert moodlark(home, "ledger", "--json") == 0
    assert len(json.loads(capsys.readouterr().out)) == 3


def test_an_empty_ledger_says_so(tmp_path, capsys):
    assert moodlark(tmp_path / "home", "ledger") == 0
    assert capsys.readouterr().out == "Nothing was learned yet.\n"


def test_exposure_prints_both_windows(home, capsys):
    assert moodlark(home, "exposure", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [window["days"] for window in found["windows"]] == [30, 90]
    assert found["tracks"] == found["never_count"] == len(found["never"]) == 0
    assert moodlark(home, "exposure") == 0
    assert "The last 30 days" in capsys.readouterr().out
