from __future__ import annotations

import dataclasses
import json

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from personal_samples import (
    LIBRARY,
    TRACKS,
    export_file,
    exported,
    make_track,
    opened,
    random_events,
    take_in,
    temporary_folder,
)

from player.errors import DataFileError
from player.jobs import personal_document
from player.library.track import Correction, Metadata, Play, Playlist, Rating
from player.recommend.play_queue import PlayQueue, QueueState
from player.recommend.target import Floor, MoodTarget, Seed
from player.settings import Settings, load_settings, save_settings
from player.store.events import Events

slow = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # every example opens two homes

ENTRY = {
    "track": 0,
    "entry_id": 1,
    "locked": False,
    "manual": False,
    "score": None,
    "reasons": [],
    "relaxed": [],
    "skipped": False,
}
QUEUE = {
    "next_id": 2,
    "history": [],
    "current": ENTRY,
    "upcoming": [],
    "target": {"moods": [], "points": [], "styles": []},
    "seed": 1,
}
BAD_REASON = {
    "term": "mood",
    "contribution": 1.0,
    "sentence": {"context": "Reason", "text": "{mood:>99999999}", "fields": {"mood": "x"}},
}


@slow
@given(events=random_events, shift=st.sampled_from([0, 100]), known=st.sampled_from([0, TRACKS]))
def test_what_is_exported_and_imported_is_exported_the_same(events, shift, known):
    """Into a home whose library has all tracks, numbered otherwise, or none."""
    with temporary_folder() as folder:
        with opened(folder / "one", LIBRARY, events) as stores:
            before, data = exported(stores), export_file(stores)
        moved = [dataclasses.replace(track, id=shift + 9 - track.id) for track in LIBRARY[:known]]
        with opened(folder / "two", moved) as stores:
            take_in(stores, data)
            assert exported(stores) == before
            assert len(stores.tracks) == known  # what waits is shown nowhere
            again = take_in(stores, data)
            assert exported(stores) == before
            assert not any(again.added.values())
        with opened(folder / "two") as stores:
            assert exported(stores) == before


@slow
@given(here=random_events, coming=random_events)
def test_merging_twice_is_merging_once_and_takes_nothing_away(here, coming):
    with temporary_folder() as folder:
        with opened(folder / "one", LIBRARY, coming) as stores:
            data = export_file(stores)
        with opened(folder / "two", LIBRARY, here) as stores:
            take_in(stores, data)
            once, merged = exported(stores), stores.listening.events()
            take_in(stores, data)
            assert exported(stores) == once
    for kind in ("plays", "checkins", "playlists"):
        both = [*getattr(merged, kind).values()]
        assert all(event in both for event in getattr(here, kind).values())
    for key in here.ratings.keys() | coming.ratings.keys():
        mine, theirs = here.ratings.get(key), coming.ratings.get(key)
        said = [one for one in (mine, theirs) if one is not None]
        latest = max(said, key=lambda one: -1.0 if one.given_at is None else one.given_at)
        assert merged.ratings[key] == latest


def test_newer_stars_win_and_older_or_undated_ones_are_counted(tmp_path):
    coming = Events(
        ratings={1: Rating(5, 20.0), 2: Rating(5, 10.0), 3: Rating(5), 4: Rating(5), 5: Rating(5)},
        corrections={1: Correction(1, 20.0, mood="calm"), 2: Correction(2, 5.0, mood="calm")},
        queue_choices={1: "never"},
    )
    here = Events(
        ratings={1: Rating(1, 10.0), 2: Rating(1, 20.0), 3: Rating(1, 1.0), 4: Rating(1)},
        corrections={1: Correction(1, 10.0, mood="dark"), 2: Correction(2, 10.0, mood="dark")},
        queue_choices={1: "always"},
    )
    with opened(tmp_path / "one", LIBRARY, coming) as stores:
        data = export_file(stores)
    with opened(tmp_path / "two", LIBRARY, here) as stores:
        report = take_in(stores, data)
        events = stores.listening.events()
    assert {key: rating.stars for key, rating in events.ratings.items()} == {
        1: 5, 2: 1, 3: 1, 4: 1, 5: 5,
    }  # fmt: skip
    assert {key: said.mood for key, said in events.corrections.items()} == {1: "calm", 2: "dark"}
    assert events.queue_choices == {1: "always"}
    assert report.added["ratings"] == 2
    assert report.kept == 3 + 1 + 1


def test_playlists_of_the_same_name_with_other_tracks_get_another_name(tmp_path):
    with opened(tmp_path / "one", LIBRARY) as stores:
        for key, tracks in ((1, (1, 2)), (2, (3,)), (3, (4,))):
            stores.listening.put_playlist(Playlist(key, "Rain", tracks))
        data = export_file(stores)
    with opened(tmp_path / "two", LIBRARY) as stores:
        stores.listening.put_playlist(Playlist(7, "Rain", (3,)))
        stores.listening.put_playlist(Playlist(8, "Rain (2)", (6,)))
        for _ in range(2):
            take_in(stores, data)
            assert [(p.name, p.track_ids) for p in stores.listening.playlists()] == [
                ("Rain", (3,)), ("Rain (2)", (6,)), ("Rain (3)", (1, 2)), ("Rain (4)", (4,)),
            ]  # fmt: skip


def test_what_is_here_keeps_its_queue_and_changed_preferences(tmp_path):
    queue = {"next_id": 1, "history": [], "current": None, "upcoming": [], "seed": 1}
    queue["target"] = {"moods": [], "points": [], "styles": []}
    with opened(tmp_path / "one", LIBRARY, Events(queue=queue | {"seed": 2})) as stores:
        save_settings(stores.home.settings_file, Settings(volume=0.3, queue_length=40))
        data = export_file(stores)
    with opened(tmp_path / "two", LIBRARY, Events(queue=queue)) as stores:
        save_settings(stores.home.settings_file, Settings(volume=0.5))
        report = take_in(stores, data)
        assert stores.listening.queue() == queue
        assert load_settings(stores.home.settings_file) == Settings(volume=0.5, queue_length=40)
    assert (report.queue, report.kept, report.settings) == (False, 1, ("queue_length",))


def test_folders_of_the_library_never_lie_in_each_other(tmp_path):
    with opened(tmp_path / "one") as stores:
        for folder in ("/music/a", "/films", "/sound", "/\udce9"):
            stores.tracks.put_folder(folder)
        data = export_file(stores)
    with opened(tmp_path / "two") as stores:
        for folder in ("/music", "/films/scores"):
            stores.tracks.put_folder(folder)
        assert take_in(stores, data).folders == 3
        assert stores.tracks.folders() == ("/music", "/films", "/sound", "/\udce9")


def test_events_of_a_track_that_nobody_remembers_are_left_out(tmp_path):
    events = Events(
        plays={1: Play(99, 1.0, 1.0), 2: Play(1, 2.0, 1.0)},
        ratings={99: Rating(5)},
        playlists={1: Playlist(1, "A", (99, 1))},
    )
    with opened(tmp_path / "one", LIBRARY, events) as stores:
        document = json.loads(export_file(stores))
    assert document["plays"] == [{"track": 0, "started_at": 2.0, "played_s": 1.0}]
    assert document["ratings"] == []
    assert document["playlists"] == [{"name": "A", "tracks": [0]}]


def test_every_break_of_the_file_is_told_and_nothing_is_read(tmp_path):
    rated = Events(ratings={1: Rating(5)}, plays={1: Play(1, 1.0, 1.0)})
    with opened(tmp_path / "one", LIBRARY, rated) as stores:
        data = export_file(stores)
    for end in range(len(data) - 2):
        with pytest.raises(DataFileError):
            personal_document.read(data[:end], "file")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": "other"}, "is not a file that"),
        ({"version": 2}, "newer Moodlark"),
        ({"version": "1"}, "damaged (at: version)"),
        ({"exported_at": None}, "damaged (at: exported_at)"),
        ({"plays": [{"track": 0, "started_at": 1.0}]}, "plays[0].played_s"),
        ({"plays": [{"track": 6, "started_at": 1.0, "played_s": 1.0}]}, "(at: tracks)"),
        ({"plays": [{"track": -1, "started_at": 1.0, "played_s": 1.0}]}, "(at: tracks)"),
        ({"plays": [{"track": True, "started_at": 1.0, "played_s": 1.0}]}, "plays[0].track"),
        ({"ratings": [{"track": 0, "stars": 6}]}, "ratings[0].stars"),
        ({"ratings": [{"track": 0, "stars": 5}] * 2}, "(at: ratings)"),
        ({"favourites": [{}]}, "favourites[0].track"),
        ({"favourites": 7}, "(at: favourites)"),
        ({"corrections": [{"track": 0, "made_at": 1, "valence": 2}]}, "corrections[0].valence"),
        ({"queue_choices": [{"track": 0, "choice": "often"}]}, "queue_choices[0].choice"),
        ({"playlists": [{"name": "A", "tracks": [1.5]}]}, "playlists[0].tracks"),
        ({"checkins": [{"made_at": 1, "valence": 0, "arousal": 0, "phase": "x"}]}, "phase"),
        ({"queue": {"history": []}}, "(at: queue)"),
        ({"queue": 3}, "(at: queue)"),
        ({"queue": QUEUE | {"next_id": 2**64 - 1}}, "(at: queue)"),
        ({"queue": QUEUE | {"upcoming": [ENTRY]}}, "(at: queue)"),
        ({"queue": QUEUE | {"current": ENTRY | {"entry_id": "x"}}}, "(at: queue)"),
        ({"queue": QUEUE | {"current": ENTRY | {"reasons": [BAD_REASON]}}}, "(at: queue)"),
        ({"tracks": [{"path": ""}]}, "tracks[0].path"),
        ({"tracks": [{"path_hex": "zz"}]}, "tracks[0].path_hex"),
        ({"tracks": [{"path": "/a", "duration_s": "long"}]}, "tracks[0].duration_s"),
        ({"folders": ["/music"]}, "folders[0].?"),
        ({"settings": []}, "(at: settings)"),
    ],
)
def test_a_wrong_part_is_named(tmp_path, change, said):
    with opened(tmp_path, LIBRARY, Events(favourites=dict.fromkeys(range(1, 7)))) as stores:
        document = json.loads(export_file(stores))
    with pytest.raises(DataFileError) as error:
        personal_document.read(orjson.dumps(document | change), "file")
    assert said in str(error.value)


def test_a_queue_is_taken_as_this_program_would_write_it(tmp_path):
    with opened(tmp_path, LIBRARY, Events(favourites=dict.fromkeys(range(1, 7)))) as stores:
        document = json.loads(export_file(stores))
    document["queue"] = QUEUE | {
        "next_id": 1,
        "current": ENTRY | {"entry_id": "1", "dream": True},
        "target": {"moods": ["calm", "zorn", 5], "points": [], "styles": ["zz", "jazz"]},
    }
    queue = personal_document.read(orjson.dumps(document), "file").events.queue
    assert queue is not None
    assert (queue["current"]["entry_id"], queue["next_id"]) == (1, 2)
    assert "dream" not in queue["current"]
    wish = MoodTarget(moods=("calm",), styles=frozenset({"jazz"}))
    assert queue["target"] == wish.to_document()


def test_the_tracks_of_a_wish_are_found_again_elsewhere(tmp_path):
    wish = MoodTarget(
        not_moods=("dark",),
        not_styles=frozenset({"metal"}),
        seeds=(Seed("these", (4, 2)), Seed("not that", (3,), liked=False)),
        energy=0.25,
        adventurous=1.0,
        smooth=True,
        strict=True,
        floor=Floor(-0.5, 0.0),
        excluded=frozenset({5, 6}),
        said="something bright",
    )
    queue = PlayQueue(QueueState(target=wish)).to_document()
    with opened(tmp_path / "one", LIBRARY, Events(queue=queue)) as stores:
        data = export_file(stores)
    library = [dataclasses.replace(track, id=track.id + 70) for track in LIBRARY]
    with opened(tmp_path / "two", library) as stores:
        take_in(stores, data)
        found = MoodTarget.from_document(stores.listening.queue()["target"])
    seeds = (Seed("these", (74, 72)), Seed("not that", (73,), liked=False))
    assert found == dataclasses.replace(wish, seeds=seeds, excluded=frozenset({75, 76}))


@pytest.mark.parametrize(
    "wrong",
    [
        {"energy": 2}, {"adventurous": "x"}, {"smooth": 1}, {"floor": [1]}, {"floor": ["a", 0]},
        {"seeds": [{"name": "a"}]}, {"excluded": ["b"]}, {"said": 3}, {"not_moods": "calm"},
    ],
)  # fmt: skip
def test_a_wrong_wish_is_damage(tmp_path, wrong):
    with opened(tmp_path, LIBRARY, Events(favourites=dict.fromkeys(range(1, 7)))) as stores:
        document = json.loads(export_file(stores))
    document["queue"] = QUEUE | {"target": {"moods": [], "points": [], "styles": []} | wrong}
    with pytest.raises(DataFileError, match="queue"):
        personal_document.read(orjson.dumps(document), "file")


def test_folders_of_another_system_are_not_taken(tmp_path):
    with opened(tmp_path / "one") as stores:
        document = json.loads(export_file(stores))
    document["folders"] = [{"path": "C:\\Music"}, {"path": "music"}, {"path": str(tmp_path)}]
    with opened(tmp_path / "two") as stores:
        assert take_in(stores, orjson.dumps(document)).folders == 1
        assert stores.tracks.folders() == (str(tmp_path),)


def test_fields_of_a_later_program_are_ignored(tmp_path):
    with opened(tmp_path, LIBRARY, Events(plays={1: Play(1, 1.0, 1.0)})) as stores:
        document = json.loads(export_file(stores))
    document["plays"][0]["weather"] = "rain"
    document["dreams"] = [1, 2]
    content = personal_document.read(orjson.dumps(document), "file")
    assert list(content.events.plays.values()) == [Play(0, 1.0, 1.0)]


@pytest.mark.parametrize("data", [b"", b"[]", b"ID3\x03", b"{", b'{"a": 1}', b"\xff\xfe{}"])
def test_other_files_are_called_foreign(data):
    with pytest.raises(DataFileError, match="is not a file that"):
        personal_document.read(data, "file")


def test_preferences_that_may_not_be_are_not_taken(tmp_path):
    with opened(tmp_path / "one") as stores:
        document = json.loads(export_file(stores))
    document["settings"] |= {"volume": 3.0, "theme": "dark", "unheard_of": 1}
    with opened(tmp_path / "two") as stores:
        assert take_in(stores, orjson.dumps(document)).settings == ("theme",)
        assert load_settings(stores.home.settings_file) == Settings(theme="dark")


def test_a_track_that_waited_is_that_track_when_it_is_scanned(tmp_path):
    events = Events(ratings={1: Rating(5)}, plays={1: Play(2, 1.0, 1.0)})
    with opened(tmp_path / "one", LIBRARY, events) as stores:
        data = export_file(stores)
    with opened(tmp_path / "two") as stores:
        report = take_in(stores, data)
        assert (report.recognised, report.waiting) == (0, 2)
        assert stores.tracks.tracks() == ()
        waiting = stores.tracks.by_path(LIBRARY[0].path)
        assert waiting.forgotten and not waiting.available
        assert waiting.metadata == Metadata(
            title="Title 1", artist="歌手", duration_s=LIBRARY[0].metadata.duration_s
        )
        assert stores.listening.ratings() == {waiting.id: 5}
        stores.tracks.put_tracks([make_track(waiting.id, path="/other/place.mp3")])
        report = take_in(stores, data)
        assert (report.recognised, report.waiting) == (1, 1)
        assert not any(report.added.values())
