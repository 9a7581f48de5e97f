"""A queue chosen at once and listed as plain data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from player.jobs.queue_listing import choose_queue, gave_way, queue_json
from player.jobs.view import LibraryView
from player.jobs.wishes import make_target
from tests.jobs.listener_library import ListenerLibrary, view_of


@pytest.fixture
def library(tmp_path: Path) -> Iterator[ListenerLibrary]:
    library = ListenerLibrary(tmp_path)
    library.add_many(60)
    yield library
    library.close()


@pytest.fixture
def view(library: ListenerLibrary) -> LibraryView:
    return view_of(library)


def test_a_listing_is_plain_json_whose_reasons_sum_to_the_score(view: LibraryView):
    listed = queue_json(view, choose_queue(view, make_target(moods=["平静"]), count=10))
    assert json.loads(json.dumps(listed)) == listed
    assert len(listed) == 10
    for item in listed:
        assert sum(reason["contribution"] for reason in item["reasons"]) == item["score"]
        assert item["arousal"] < 0 and item["style"] == "rock"
        assert item["path"].startswith("/music/") and item["reasons"][0]["text"]


def test_a_listing_tells_where_a_rule_gave_way(library: ListenerLibrary):
    for _ in range(2):
        library.analyse(library.add(artist="Ann", genres=("Folk",)), 0.0, 0.0)
    choices = choose_queue(view_of(library), make_target(styles=["folk"]), count=3)
    told = [(places, str(said)) for places, said in gave_way(choices)]
    assert told == [
        ((2,), "Few other artists fit, so this one comes again soon."),
        ((3,), "Nothing more of this style, so another style is offered."),
    ]
    assert gave_way(choices[:1]) == []


def test_a_listing_says_null_for_what_is_not_known(library: ListenerLibrary):
    plain = library.add(title="", artist="", genres=("Folk",))
    view = view_of(library)
    listed = queue_json(view, choose_queue(view, make_target(styles=["folk"]), count=1))[0]
    assert listed["path"] == plain.path and listed["style"] == "folk"
    assert [listed[k] for k in ("title", "artist", "valence", "arousal", "mood")] == [None] * 5


def test_a_point_is_a_wish_too(view: LibraryView):
    choices = choose_queue(view, make_target(at=(0.5, 0.5)), count=5)
    tags = [view.tags(choice.track_id) for choice in choices]
    assert all(t and abs(t.valence - 0.5) < 0.5 and abs(t.arousal - 0.5) < 0.5 for t in tags)
