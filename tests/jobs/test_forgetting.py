"""What is forgotten must be nowhere in the home: every test here reads all of its bytes."""

from __future__ import annotations

import dataclasses
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from personal_samples import LIBRARY, content_now, opened, take_in

from player.errors import UsageError
from player.jobs import personal_document
from player.jobs.daily_copies import copies_of, copy_if_due
from player.jobs.forgetting import forget_events, forget_everything, forget_track
from player.jobs.personal_content import events_of
from player.jobs.session import OpenStores
from player.library.track import CheckIn, Correction, Metadata, Nudge, Offer, Play, Playlist, Rating
from player.paths import Home
from player.recommend.play_queue import Entry, PlayQueue, QueueState
from player.recommend.target import MoodTarget, Seed
from player.store.events import Events

# Numbers that occur nowhere else: what one event leaves behind can be searched for.
EVENTS = Events(
    plays={1: Play(1, 111.015625, 11.5), 2: Play(2, 222.015625, 22.5), 3: Play(2, 333.015625, 1.0)},
    offers={1: Offer(121.015625, (1, 2)), 2: Offer(232.015625, (2,)), 3: Offer(343.015625, (3,))},
    nudges={1: Nudge(1, 454.015625, more=True), 2: Nudge(2, 565.015625)},
    checkins={
        1: CheckIn(444.015625, 0.25, 0.5, "before"),
        2: CheckIn(555.015625, 0.0, 0.5, "after"),
    },
    ratings={1: Rating(4, 666.015625), 2: Rating(3, 777.015625)},
    favourites={1: 888.015625, 3: None},
    corrections={2: Correction(2, 999.015625, mood="dark")},
    queue_choices={5: "never"},
    apart={1: (2, 3), 2: (1, 3)},
    playlists={1: Playlist(1, "Secret list", (1, 2)), 2: Playlist(2, "Kept list", (2, 3))},
    queue=PlayQueue(
        QueueState(history=(Entry(1, 1), Entry(2, 2)), current=Entry(3, 3), upcoming=(Entry(4, 2),))
    ).to_document(),
)


@pytest.fixture
def stores(tmp_path):
    """A home with a history: older states of events in the journal, aside, and in copies."""
    with opened(tmp_path, LIBRARY) as stores:
        stores.listening.set_rating(1, 2, given_at=123.015625).result()
    journal = tmp_path / "store" / "listening.journal"
    with journal.open("ab") as out:
        out.write(b"torn line with 111.015625 and Secret list")
    with opened(tmp_path) as stores:
        stores.listening.put(EVENTS).result()
        copy_if_due(stores.home, stores.tracks, stores.listening, date(2026, 11, 1))
        stores.listening.set_rating(1, 1, given_at=321.015625).result()
        copy_if_due(stores.home, stores.tracks, stores.listening, date(2026, 11, 2))
        assert len(copies_of(stores.home)) == 2
        left = stores.home.copies_dir / "listening-2026-11-03.json.kx3b.new"
        left.write_bytes(copies_of(stores.home)[0].read_bytes())
        yield stores


def holders(home: Home, text: str) -> list[str]:
    """Files of the home that hold *text*."""
    files = [file for file in home.folder.rglob("*") if file.is_file()]
    return sorted(file.name for file in files if text.encode() in file.read_bytes())


def gone(stores: OpenStores, *texts: str) -> bool:
    return not any(holders(stores.home, text) for text in texts)


def copied(stores: OpenStores) -> list[Events]:
    """What is in the copies, tracks by their ids in the library."""
    names = {track.path: track.id for track in LIBRARY}
    contents = [personal_document.read(c.read_bytes(), c.name) for c in copies_of(stores.home)]
    return [
        content.events.renumbered(
            {place: names[track.path] for place, track in enumerate(content.tracks)}
        )
        for content in contents
    ]


def test_the_fixture_has_something_to_find(stores):
    assert len(holders(stores.home, "111.015625")) == 5  # journal, damaged, two copies, .new
    assert holders(stores.home, "123.015625") == ["listening.journal"]


def test_a_play_is_gone_everywhere_and_all_else_stays(stores):
    before, copies = events_of(stores.listening), copied(stores)
    assert forget_events(stores, ["play:1"]) == 1
    assert gone(stores, "111.015625", "11.5", "123.015625")
    after = events_of(stores.listening)
    assert after.plays == {key: before.plays[key] for key in (2, 3)}
    assert list(stores.listening.plays()) == [before.plays[2], before.plays[3]]
    assert [entry["track_id"] for entry in after.queue["history"]] == [2]
    same = {"plays": before.plays, "queue": before.queue}
    assert dataclasses.replace(after, **same) == before
    for now, then in zip(copied(stores), copies, strict=True):
        assert list(now.plays.values()) == list(then.plays.values())[1:]
        assert dataclasses.replace(now, plays=then.plays, queue=then.queue) == then


def test_each_kind_is_forgotten_by_its_id(stores):
    words = ["rating:1", "favourite:1", "correction:2", "choice:5", "checkin:1", "playlist:1"]
    words += ["offer:3", "nudge:1", "apart:1", "queue"]
    assert forget_events(stores, words) == 10
    assert gone(
        stores, "666.015625", "321.015625", "888.015625", "999.015625", "never", "444.015625",
        "Secret list", "upcoming", "343.015625", "454.015625",
    )  # fmt: skip
    for events in (events_of(stores.listening), *copied(stores)):
        assert len(events.plays) == 3
        assert list(events.offers.values()) == [EVENTS.offers[1], EVENTS.offers[2]]
        assert list(events.nudges.values()) == [EVENTS.nudges[2]]
        assert list(events.ratings.values()) == [EVENTS.ratings[2]]
        assert events.favourites == {3: None}
        assert list(events.apart.values()) == [(1, 3)]
        assert [playlist.name for playlist in events.playlists.values()] == ["Kept list"]
        assert list(events.checkins.values()) == [EVENTS.checkins[2]]
    paths = [t["path_hex"] for t in json.loads(copies_of(stores.home)[0].read_bytes())["tracks"]]
    assert LIBRARY[4].path.encode("utf-8", "surrogateescape").hex() not in paths


def test_all_about_one_track_is_forgotten(stores):
    assert forget_track(stores, 2) == 2 + 1 + 1 + 1 + 2 + 2
    assert gone(stores, "222.015625", "333.015625", "777.015625", "999.015625", "565.015625")
    assert events_of(stores.listening).offers == {1: Offer(121.015625, (1,)), 3: EVENTS.offers[3]}
    for events in (events_of(stores.listening), *copied(stores)):
        assert 2 not in events.track_ids()
        assert len(events.plays) == 1
        assert [list(playlist.track_ids) for playlist in events.playlists.values()] == [[1], [3]]
        assert events.queue["upcoming"] == []
    assert 2 in stores.tracks  # its file is there: the library is no listening


def test_a_wish_forgets_the_tracks_that_go(stores):
    wish = MoodTarget(seeds=(Seed("both", (1, 2)), Seed("Secret seed", (2,))), excluded={2, 3})
    queue = PlayQueue(QueueState(target=wish)).to_document()
    stores.listening.put(Events(queue=queue)).result()
    forget_track(stores, 2)
    left = MoodTarget.from_document(stores.listening.queue()["target"])
    assert (left.seeds, left.excluded) == ((Seed("both", (1,)),), {3})
    assert gone(stores, "Secret seed")


def test_everything_is_forgotten(stores):
    assert forget_everything(stores) == 3 + 3 + 2 + 2 + 2 + 2 + 1 + 1 + 2 + 2 + 1
    assert not events_of(stores.listening)
    assert gone(stores, "015625", "Secret list", "Kept list", "never", "history")
    assert copies_of(stores.home) == []
    assert len(stores.tracks) == len(LIBRARY)


def test_a_track_known_only_by_what_was_forgotten_goes_too(tmp_path):
    told = [
        dataclasses.replace(track, metadata=Metadata(title=f"Only told {track.id}"))
        for track in LIBRARY
    ]
    with opened(tmp_path / "one", told, EVENTS) as stores:
        data = b"".join(personal_document.write(content_now(stores)))
    with opened(tmp_path / "two") as stores:
        take_in(stores, data)
        copy_if_due(stores.home, stores.tracks, stores.listening, date(2026, 11, 1))
        first = stores.tracks.by_path(LIBRARY[0].path).id
        forget_track(stores, first)
        assert gone(stores, "Only told 1", "111.015625")
        assert holders(stores.home, "Only told 2")
        forget_everything(stores)
        assert gone(stores, "Only told", "music")
    with opened(tmp_path / "two") as stores:
        assert not stores.tracks.forgotten()


@pytest.mark.parametrize(
    "word",
    [
        "play:99",
        "play:",
        "play",
        "plays:1",
        "play:1:2",
        "rating:3",
        "queue:1",
        "",
        "play:²",
        "play:" + "9" * 5000,
    ],
)
def test_an_unknown_event_forgets_nothing(stores, word):
    before = events_of(stores.listening)
    with pytest.raises(UsageError):
        forget_events(stores, ["play:1", word])
    assert events_of(stores.listening) == before
    assert len(holders(stores.home, "111.015625")) == 5


def test_a_damaged_copy_goes_because_it_cannot_be_cleaned(stores):
    copy = copies_of(stores.home)[0]
    copy.write_bytes(copy.read_bytes()[:-30])
    forget_events(stores, ["play:1"])
    assert not copy.exists()
    assert gone(stores, "111.015625")


def test_forgetting_does_not_make_a_copy_look_changed_twice(stores):
    forget_events(stores, ["play:1"])
    day = date(2026, 11, 2) + timedelta(1)
    made: Path | None = copy_if_due(stores.home, stores.tracks, stores.listening, day)
    assert made is not None
    assert copy_if_due(stores.home, stores.tracks, stores.listening, day + timedelta(1)) is None
