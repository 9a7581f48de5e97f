"""What a file holds besides songs, on made-up records with known answers."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from player.library.content import Content, content_of
from player.library.track import Metadata

_RECORDS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "content_records.json").read_text(encoding="utf-8")
)


def _content(record: dict[str, Any]) -> Content | None:
    fields = {name: record[name] for name in Metadata.__dataclass_fields__ if name in record}
    return content_of(Metadata(**fields | {"genres": tuple(record["genres"])}), record["path"])


def _told(title: str = "", *, minutes: float = 4.0, **fields: Any) -> str | None:
    metadata = Metadata(title=title, duration_s=60 * minutes, **fields)
    found = content_of(metadata, "/music/somebody/01.mp3")
    return None if found is None else str(found.reason)


def test_the_records_are_as_many_and_as_mean_as_they_have_to_be() -> None:
    music = [record for record in _RECORDS if record["kind"] is None]
    assert len(_RECORDS) == 200
    assert len(music) >= 110
    assert sum(record["trap"] for record in music) >= 40
    assert Counter(record["part"] for record in _RECORDS) == {"rules": 120, "held_out": 80}


def test_at_most_two_in_a_hundred_pieces_of_music_are_taken_for_something_else() -> None:
    music = [record for record in _RECORDS if record["kind"] is None]
    false_alarms = [record["title"] for record in music if _content(record) is not None]
    assert len(false_alarms) <= 0.02 * len(music), false_alarms


@pytest.mark.parametrize("part", ["rules", "held_out"])
@pytest.mark.parametrize("kind", ["spoken", "audiobook", "seasonal", "mix"])
def test_most_of_each_kind_is_recognised_as_that_kind(kind: str, part: str) -> None:
    records = [r for r in _RECORDS if r["kind"] == kind and r["part"] == part]
    found = [content.kind if (content := _content(record)) else None for record in records]
    assert found.count(kind) >= 0.85 * len(records), list(
        zip((record["title"] for record in records), found, strict=True)
    )


def test_every_verdict_names_its_evidence() -> None:
    for record in _RECORDS:
        content = _content(record)
        if content is not None:
            fields = content.reason.fields
            said = str(fields.get("words", "")).casefold()
            where = " ".join(
                (record["title"], record["album"], record["path"], *record["genres"])
            ).casefold()
            assert said or "minutes" in fields
            assert said in where


def test_reasons_read_as_sentences() -> None:
    assert _told(genres=("Audiobook",)) == "The genre says “Audiobook”."
    said = "The title says “Chapter 3” and it is 42 minutes long."
    assert _told("Chapter 3", minutes=42) == said
    said = "The album says “Christmas”."
    assert _told("Home", album="A Barn Christmas") == said
    said = "One hour 12 minutes in one piece: a mix or a whole album."
    assert _told("Live", minutes=72) == said
    said = "2 hours 5 minutes in one piece: a mix or a whole album."
    assert _told("Live", minutes=125) == said


def test_a_genre_of_music_speaks_against_a_genre_of_speech() -> None:
    assert _told("Small Talk", genres=("Spoken Word",)) is not None
    assert _told("Small Talk", genres=("Soul", "Spoken Word")) is None
    assert _told("Small Talk", genres=("Soul/Spoken Word",)) is None


def test_a_folder_tells_unless_the_artist_is_called_so() -> None:
    path = "/music/Audiobooks/Now/01.mp3"
    song = Metadata(title="Hello", artist="Audiobooks", duration_s=200.0)
    assert content_of(song, path) is None
    tale = Metadata(title="Hello", artist="Harper Vale", duration_s=200.0)
    found = content_of(tale, path)
    assert found is not None
    assert str(found.reason) == "It lies in a folder called “Audiobooks”."


def test_words_are_compared_whole_and_whatever_form_their_accents_have() -> None:
    assert _told("Julia") is None
    assert _told("Weihnachtsabend") is not None
    assert _told("Noe\N{COMBINING DIAERESIS}l blanc") is not None
    assert _told("noël_blanc") is not None
    assert _told("リミックス", minutes=31) is None
    assert _told("ミックス", minutes=31) is not None


def test_a_title_that_hides_the_season_in_a_longer_name_is_no_song_of_the_season() -> None:
    assert _told("Merry Christmas Mr. Lawrence (Piano Version)") is None
    assert _told("Merry Christmas Everyone") is not None


def test_how_long_a_piece_may_be() -> None:
    assert _told("Symphony No. 3", minutes=95) is None
    assert _told("Symphony No. 3", minutes=111) is not None
    assert _told("Everything", minutes=59.4) is None
    assert _told("Sunrise DJ Set", minutes=29.9) is None
    assert _told("Sunrise DJ Set", minutes=30) is not None
    assert _told("Nothing is known", minutes=0) is None
