"""What a queue can be made to sound like."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from player.errors import UsageError
from player.jobs.feeling import understand
from player.jobs.seeds import SeedFinder, chosen_of
from player.library.track import Playlist
from player.recommend.target import SEED_TRACKS, Seed
from tests.jobs.listener_library import ListenerLibrary, view_of


@pytest.fixture
def library(tmp_path: Path) -> Iterator[ListenerLibrary]:
    made = ListenerLibrary(tmp_path)
    yield made
    made.close()


def _finder(library: ListenerLibrary) -> SeedFinder:
    return SeedFinder(view_of(library), library.tracks, library.listening.playlists())


def test_a_track_an_artist_an_album_a_playlist_and_a_style(library: ListenerLibrary):
    first = library.add(title="One", artist="Ann", album="Blue", track_number=2)
    guest = library.add(title="Two", artist="Ann feat. Bob", album="Blue", track_number=1)
    other = library.add(title="Three", artist="Bob", album="Blue", genres=("Jazz",))
    for track in (first, guest, other):
        library.analyse(track, 0.1, 0.1, style="rock" if track is first else "jazz")
    playlist = Playlist(7, "Evening", (other.id, first.id, other.id, 999))
    library.listening.put_playlist(playlist)
    finder = _finder(library)
    assert finder.track(first.id, liked=False) == Seed("One", (first.id,), False)
    assert finder.artist("ANN") == Seed("Ann", (first.id, guest.id))
    assert finder.album("blue", "ann").track_ids == (guest.id, first.id)
    assert set(finder.album("Blue").track_ids) == {first.id, guest.id, other.id}
    assert set(finder.playlist(7).track_ids) == {other.id, first.id}
    assert finder.style("jazz") == Seed("Jazz", (guest.id, other.id))
    with pytest.raises(KeyError):
        finder.track(999)


def test_what_is_named_is_looked_for_everywhere(library: ListenerLibrary, tmp_path: Path):
    track = library.add(title="Nightswimming", artist="Ann", album="Blue", genres=("Folk",))
    library.listening.put_playlist(Playlist(1, "Evening", (track.id,)))
    finder = _finder(library)
    for name in (track.path, "ann", "Blue", "evening", "folk", "nightswimming"):
        assert finder.named(name, liked=False).track_ids == (track.id,), name
    nameless = library.add(title="", artist="")  # it is shown by the name of its file
    assert finder.named(str(nameless.id)).track_ids == (nameless.id,)
    with pytest.raises(UsageError, match="Nothing in the library is called “Nobody”"):
        finder.named("Nobody")
    outside = tmp_path / "outside.mp3"
    outside.write_bytes(b"x")
    with pytest.raises(UsageError, match="is not in the library"):
        finder.named(str(outside))


def test_a_folder_stands_for_all_that_lies_in_it(library: ListenerLibrary, tmp_path: Path):
    folder = tmp_path / "Songs"
    (folder / "deep").mkdir(parents=True)
    (tmp_path / "Songs2").mkdir()
    inside = library.add()
    library.tracks.put_tracks([dataclasses.replace(inside, path=str(folder / "deep" / "a.flac"))])
    beside = library.add()
    library.tracks.put_tracks(
        [dataclasses.replace(beside, path=str(tmp_path / "Songs2" / "b.flac"))]
    )
    assert _finder(library).named(str(folder)) == Seed("Songs", (inside.id,))


def test_many_tracks_are_taken_evenly_and_analysed_ones_first(library: ListenerLibrary):
    tracks = [library.add(artist="Ann") for _ in range(3 * SEED_TRACKS)]
    view = view_of(library)
    ids = [track.id for track in tracks]
    chosen = chosen_of(view, ids)
    assert len(chosen) == SEED_TRACKS == len(set(chosen))
    assert chosen[0] == ids[0] and chosen[-1] >= ids[-4]
    gaps = {b - a for a, b in itertools.pairwise(chosen)}
    assert gaps == {3}
    library.analyse(tracks[5], 0.0, 0.0)
    view.refresh([ids[5]])
    assert chosen_of(view, ids) == (ids[5],)


def test_artists_of_the_library_can_be_named_in_a_sentence(library: ListenerLibrary):
    band = library.add(artist="Red Hot Lights")
    singer = library.add(artist="周小满")
    happy = library.add(artist="Happy")
    for track in (band, singer, happy):
        library.analyse(track, 0.0, 0.0)
    view = view_of(library)
    wanted = understand("some Red Hot Lights for cooking, no 周小满", view=view).target
    assert wanted.seeds == (
        Seed("Red Hot Lights", (band.id,)),
        Seed("周小满", (singer.id,), liked=False),
    )
    assert wanted.moods == ("happy", "calm")
    assert [s.name for s in understand("想听周小满的歌", view=view).target.seeds] == ["周小满"]
    # A word of the lexicon keeps its meaning, whatever a band is called.
    assert understand("happy", view=view).target.seeds == ()
