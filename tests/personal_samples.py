"""Homes and random listening data for the tests of exported files."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from player.jobs import personal_document
from player.jobs.personal_content import Content, content_of
from player.jobs.personal_import import import_content
from player.jobs.session import OpenStores
from player.library.track import (
    CheckIn,
    Correction,
    FileStamp,
    Metadata,
    Nudge,
    Offer,
    Play,
    Playlist,
    Rating,
    Track,
)
from player.paths import Home
from player.recommend.play_queue import Entry, PlayQueue, QueueState
from player.settings import load_settings
from player.store.events import Events

TRACKS = 6


def make_track(track_id: int, **changes: object) -> Track:
    fields = {
        "id": track_id,
        "path": f"/music/{track_id} 歌\udce9.mp3",
        "stamp": FileStamp(100, 1),
        "audio_key": f"{track_id % 4:032x}",  # some are copies of each other
        "metadata": Metadata(title=f"Title {track_id}", artist="歌手", duration_s=180.1 + track_id),
        "added_at": 1.5,
    }
    return Track(**{**fields, **changes})  # type: ignore[arg-type]


LIBRARY = tuple(make_track(number) for number in range(1, TRACKS + 1))


@contextmanager
def opened(
    folder: Path, library: Sequence[Track] = (), events: Events | None = None
) -> Iterator[OpenStores]:
    """The stores of the home *folder*, with tracks and events put into them."""
    with OpenStores(Home(folder)) as stores:
        stores.tracks.put_tracks(library).result()
        if events is not None:
            stores.listening.put(events).result()
        yield stores


def exported(stores: OpenStores) -> bytes:
    """All of a home's data, without the time of the export."""
    content = content_now(stores)
    data = b"".join(personal_document.write(content))
    line = b'"exported_at": %s,\n' % repr(content.exported_at).encode()
    assert line in data
    return data.replace(line, b"")


def content_now(stores: OpenStores) -> Content:
    return content_of(stores.tracks, stores.listening, load_settings(stores.home.settings_file))


def export_file(stores: OpenStores) -> bytes:
    return b"".join(personal_document.write(content_now(stores)))


def take_in(stores: OpenStores, data: bytes):
    return import_content(stores, personal_document.read(data, "file"))


@contextmanager
def temporary_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp())
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


_ids = st.integers(1, TRACKS)
_numbers = st.floats(allow_nan=False, allow_infinity=False) | st.integers(0, 2**53)
_times = st.none() | st.floats(0, 4e9)
_feelings = st.floats(-1, 1)
_names = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


def _numbered(events: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(events, max_size=6).map(lambda found: dict(enumerate(found, start=1)))


def _by_track(said: st.SearchStrategy) -> st.SearchStrategy:
    return st.dictionaries(_ids, said, max_size=TRACKS)


def _pairs() -> st.SearchStrategy:
    pairs = st.tuples(_ids, _ids).filter(lambda pair: pair[0] < pair[1])
    return st.sets(pairs, max_size=4).map(lambda found: dict(enumerate(sorted(found), start=1)))


@st.composite
def _queues(draw: st.DrawFn) -> dict | None:
    tracks = draw(st.lists(_ids, min_size=1, max_size=6))
    entries = [Entry(number, track_id) for number, track_id in enumerate(tracks)]
    at = draw(st.integers(0, len(entries) - 1))
    queue = QueueState(
        history=tuple(entries[:at]),
        current=draw(st.sampled_from([None, entries[at]])),
        upcoming=tuple(entries[at + 1 :]),
        seed=draw(st.integers(0, 2**31)),
    )
    return PlayQueue(queue, next_id=len(entries)).to_document()


@st.composite
def _corrections(draw: st.DrawFn) -> dict[int, Correction]:
    said = draw(
        _by_track(
            st.builds(
                Correction,
                st.just(0),
                st.floats(0, 4e9),
                st.none() | _feelings,
                st.none() | _feelings,
                st.sampled_from([None, "calm", "a mood to come"]),
                st.sampled_from([None, "jazz"]),
                st.sampled_from([(), ("melancholic",), ("dark", "a mood to come")]),
            )
        )
    )
    return {key: replace(one, track_id=key) for key, one in said.items()}


@st.composite
def _playlists(draw: st.DrawFn) -> dict[int, Playlist]:
    found = draw(
        st.lists(
            st.tuples(st.sampled_from(["A", "A (2)", "雨"]) | _names, st.lists(_ids)), max_size=4
        )
    )
    return {
        key: Playlist(key, name, tuple(tracks)) for key, (name, tracks) in enumerate(found, start=1)
    }


random_events = st.builds(
    Events,
    plays=_numbered(
        st.builds(
            Play, _ids, _numbers, _numbers, st.none() | _numbers, st.booleans(), st.booleans()
        )
    ),
    offers=_numbered(st.builds(Offer, _numbers, st.lists(_ids, max_size=4).map(tuple))),
    nudges=_numbered(st.builds(Nudge, _ids, _numbers, st.booleans())),
    checkins=_numbered(
        st.builds(
            CheckIn,
            st.floats(0, 4e9),
            _feelings,
            _feelings,
            st.sampled_from(["before", "after"]),
            st.none() | _names,
        )
    ),
    ratings=_by_track(st.builds(Rating, st.integers(1, 5), _times)),
    favourites=_by_track(_times),
    corrections=_corrections(),
    queue_choices=_by_track(st.sampled_from(["always", "never"])),
    apart=_pairs(),
    playlists=_playlists(),
    queue=st.none() | _queues(),
)
