"""Which tracks are neighbours on an album."""

from __future__ import annotations

import pytest

from player.library.album_order import AlbumPlace, continues, place_of, same_album
from player.library.track import FileStamp, Metadata, Track


def at(
    number: int, *, disc: int = 0, album: str = "Blue", artist: str = "A", folder: str = "/m"
) -> AlbumPlace:
    return AlbumPlace(album, artist, (disc, number), f"{folder}/{disc}-{number}.flac")


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        (at(1), at(2), True),
        (at(2), at(1), False),
        (at(1), at(3), False),
        (at(1), at(1), False),
        (at(9, disc=1), at(1, disc=2), True),
        (at(9, disc=1), at(2, disc=2), False),
        (at(9, disc=1), at(1, disc=3), False),
        (at(9), at(1, disc=2), True),  # the first disc is often not numbered
        (at(1), at(2, disc=1), True),
        (at(0), at(1), False),  # no number: not known
        (at(0), at(0), False),
        (at(1), at(2, album="BLUE", artist="a"), True),
        (at(1), at(2, album="Red"), False),
        (at(1, album=""), at(2, album=""), False),
        (at(1), at(2, artist="B"), False),  # two albums of one title in one folder
        (at(1, folder="/m/x"), at(2, folder="/m/y"), True),  # the artist is the same
        (at(1, artist=""), at(2, artist=""), True),
        (at(1, artist=""), at(2), True),
        (at(1, artist="", folder="/m/x"), at(2, artist="", folder="/m/y"), False),
        (at(9, disc=1, artist="", folder="/m/1"), at(1, disc=2, artist="", folder="/m/2"), True),
        (at(9, disc=1, artist="", folder="/a/1"), at(1, disc=2, artist="", folder="/b/2"), False),
    ],
)
def test_the_next_track_of_an_album(earlier: AlbumPlace, later: AlbumPlace, expected: bool) -> None:
    assert continues(earlier, later) is expected


def test_being_of_one_album_goes_both_ways() -> None:
    places = [at(n, disc=d, artist=a, folder=f) for n in (1, 2) for d in (1, 2)
              for a in ("", "A", "B") for f in ("/m/1", "/m/2", "/n/1")]  # fmt: skip
    for one in places:
        assert same_album(one, one)
        for other in places:
            assert same_album(one, other) == same_album(other, one)


def test_a_track_has_its_place_from_its_file() -> None:
    meta = Metadata(album="Blue", album_artist="A", track_number=3)
    track = Track(1, "/m/3.flac", FileStamp(1, 1), "k", meta, 0.0)
    assert place_of(track) == AlbumPlace("Blue", "A", (0, 3), "/m/3.flac")
