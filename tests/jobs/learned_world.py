"""A home with a small library that was listened to, for the tests of what is learned. No test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import strategies as st

from player.jobs.listener import ListenerModel
from player.jobs.session import OpenStores
from player.jobs.view import LibraryView
from player.library.track import CheckIn, Correction, Nudge, Offer, Play, Rating
from player.paths import Home
from player.store.events import Events
from tests.jobs.listener_library import CARD, NOW, ListenerLibrary

TRACKS = 24
DAY_S = 86_400.0


def make_template(folder: Path) -> Path:
    """A home whose library has :data:`TRACKS` analysed tracks, ids from 1."""
    home = Home(folder)
    home.store_dir.mkdir(parents=True)
    library = ListenerLibrary(home.store_dir)
    library.add_many(TRACKS)
    library.close()
    return folder


class World:
    """Open stores, and what is seen and learned in them."""

    def __init__(self, stores: OpenStores) -> None:
        self.stores = stores
        self.view = LibraryView(stores.tracks, stores.listening, CARD, now=lambda: NOW)
        self.model = ListenerModel(self.view, stores.listening, now=lambda: NOW)


@contextmanager
def world_of(template: Path, folder: Path, events: Events) -> Iterator[World]:
    """A copy of the home *template* in *folder* in which *events* happened."""
    shutil.copytree(template, folder)
    with OpenStores(Home(folder)) as stores:
        stores.listening.put(events).result()
        yield World(stores)


_ids = st.integers(1, TRACKS)
_times = st.floats(NOW - 300 * DAY_S, NOW)
_feelings = st.floats(-1, 1)


def _numbered(events: st.SearchStrategy, most: int) -> st.SearchStrategy:
    return st.lists(events, max_size=most).map(lambda found: dict(enumerate(found, start=1)))


def _by_track(said: st.SearchStrategy) -> st.SearchStrategy:
    return st.dictionaries(_ids, said, max_size=5)


_corrections = _by_track(st.tuples(_times, _feelings, _feelings)).map(
    lambda said: {key: Correction(key, *told) for key, told in said.items()}
)

listened = st.builds(
    Events,
    plays=_numbered(
        st.builds(
            Play, _ids, _times, st.floats(0, 200), st.just(200.0), st.booleans(), st.booleans()
        ),
        25,
    ),
    offers=_numbered(st.builds(Offer, _times, st.lists(_ids, max_size=4).map(tuple)), 5),
    nudges=_numbered(st.builds(Nudge, _ids, _times, st.booleans()), 4),
    checkins=_numbered(
        st.builds(CheckIn, _times, _feelings, _feelings, st.sampled_from(["before", "after"])), 3
    ),
    ratings=_by_track(st.builds(Rating, st.integers(1, 5), st.none() | _times)),
    favourites=_by_track(st.none() | _times),
    corrections=_corrections,
)
"""What may happen in a year of listening."""
