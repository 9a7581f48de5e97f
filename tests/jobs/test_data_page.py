"""docs/DATA.md: its example is a file that the program takes, and it names every field."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

from personal_samples import exported, opened, take_in

from player.jobs import personal_document
from player.jobs.personal_content import Described
from player.library.track import CheckIn, Correction, Nudge, Offer, Play, Playlist, Rating
from player.recommend.play_queue import Entry
from player.store.events import KINDS

PAGE = (Path(__file__).parents[2] / "docs" / "DATA.md").read_text(encoding="utf-8")
EXAMPLE = re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)[1].encode()


def test_the_example_is_taken_and_written_again_as_it_is(tmp_path):
    with opened(tmp_path) as stores:
        report = take_in(stores, EXAMPLE)
        written = exported(stores)
    assert all(report.added[kind] for kind in KINDS)
    assert (report.queue, report.folders, report.settings) == (True, 1, ("language", "volume"))
    different = [line for line in EXAMPLE.splitlines() if line not in written.splitlines()]
    assert [line.split(b":")[0] for line in different] == [b'"exported_at"', b'"settings"']


def test_the_example_and_the_tables_have_every_field():
    document = json.loads(EXAMPLE)
    content = personal_document.read(EXAMPLE, "example")
    assert document.keys() == json.loads(b"".join(personal_document.write(content))).keys()
    lists = {"tracks": Described, "plays": Play, "checkins": CheckIn, "ratings": Rating}
    lists |= {"corrections": Correction, "playlists": Playlist, "offers": Offer, "nudges": Nudge}
    tables = PAGE.split("## The fields")[1]
    for name, kind in lists.items():
        used = {field for item in document[name] for field in item}
        for field in dataclasses.fields(kind):
            shown = {"track_id": "track", "track_ids": "tracks"}.get(field.name, field.name)
            if (kind, shown) != (Playlist, "id"):
                assert shown in used, (name, shown)
                assert f"`{shown}`" in tables
    for field in dataclasses.fields(Entry):
        assert f"`{field.name.replace('track_id', 'track')}`" in tables
