"""What a queue can be made to sound like: tracks, artists, albums, playlists, styles, files.

Pure Python and numpy, the thread that owns the view. A seed takes at most
:data:`~player.recommend.target.SEED_TRACKS` tracks, evenly over all there are, and those that were
listened to before the others: nothing is known of how the rest sounds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from player.errors import UsageError
from player.jobs.feeling_tokens import keys_of
from player.jobs.view import LibraryView
from player.jobs.view_rows import artist_name
from player.jobs.wishes import find_style
from player.library.track import Playlist, Track
from player.recommend.target import STYLE_ENOUGH, Seed, spread_over
from player.store.track_store import TrackStore
from player.tagging.vocabulary import STYLES
from player.wording import sentence


class SeedFinder:
    """Seeds of one library. Every method takes ``liked``: *this*, or *not that*."""

    def __init__(
        self, view: LibraryView, tracks: TrackStore, playlists: Iterable[Playlist] = ()
    ) -> None:
        self._view, self._tracks = view, tracks
        self._playlists = tuple(playlists)

    def track(self, track_id: int, *, liked: bool = True) -> Seed:
        """One track.

        :raises KeyError: the library has it not.
        """
        return Seed(_title(self._view.track(track_id)), (track_id,), liked)

    def artist(self, name: str, *, liked: bool = True) -> Seed:
        """All tracks of an artist, guests left off, in any spelling of the case.

        :raises UsageError: there is none of that name.
        """
        found = artist_seed(self._view, name, liked=liked)
        if found is None:
            raise _unknown(name)
        return found

    def album(self, title: str, artist: str = "", *, liked: bool = True) -> Seed:
        """All tracks of an album; *artist* (of it, or of a track) tells albums of one name apart.

        :raises UsageError: there is none.
        """
        wanted, by = title.strip().casefold(), artist.strip().casefold()
        found = [
            track
            for track in self._there()
            if track.metadata.album.casefold() == wanted
            and by in {"", track.metadata.album_artist.casefold(), artist_name(track.metadata)}
        ]
        return self._seed(found[0].metadata.album if found else title, found, liked)

    def playlist(self, playlist_id: int, *, liked: bool = True) -> Seed:
        """The tracks of a playlist that are in the library.

        :raises KeyError: there is no such playlist.
        :raises UsageError: nothing of it is in the library.
        """
        lists = {playlist.id: playlist for playlist in self._playlists}
        chosen = lists[playlist_id]
        known = [i for i in dict.fromkeys(chosen.track_ids) if i in self._tracks]
        return self._seed(chosen.name, [self._tracks.track(i) for i in known], liked)

    def style(self, name: str, *, liked: bool = True) -> Seed:
        """What the library has of a style, by id or name.

        :raises UsageError: there is no such style, or nothing of it here.
        """
        style = find_style(name)
        candidates = self._view.candidates()
        share = candidates.style_probabilities[:, candidates.styles.index(style)]
        rows = np.flatnonzero((share >= STYLE_ENOUGH) & candidates.available)
        shown = str(next(known.name for known in STYLES if known.id == style))
        return self._seed_of_ids(shown, candidates.track_ids[rows].tolist(), liked)

    def path(self, path: str | Path, *, liked: bool = True) -> Seed:
        """A file of the library, or all of it in a folder.

        :raises UsageError: there is nothing there, or it is not in the library.
        """
        place = Path(path).expanduser().absolute()
        track = self._tracks.by_path(str(place))
        if track is not None:
            return Seed(_title(track), (track.id,), liked)
        if place.is_dir():
            inside = [track for track in self._there() if Path(track.path).is_relative_to(place)]
            return self._seed(place.name or str(place), inside, liked)
        if place.exists():
            raise UsageError(
                sentence(
                    "Queue",
                    "{path} is not in the library, so nothing is known of how it sounds. Add its "
                    "folder first: moodlark scan DIR",
                    path=str(path),
                )
            )
        raise _unknown(str(path))

    def named(self, text: str, *, liked: bool = True) -> Seed:
        """Whatever *text* names: a file or folder, else an artist, an album, a playlist, a style,
        a title, in this order.

        :raises UsageError: nothing here is called that.
        """
        place = Path(text).expanduser()
        if place.exists() or self._tracks.by_path(str(place.absolute())) is not None:
            return self.path(text, liked=liked)
        for look in (self.artist, self.album, self._playlist_named, self.style, self._titled):
            try:
                return look(text, liked=liked)
            except UsageError:
                continue
        raise _unknown(text)

    def _playlist_named(self, name: str, *, liked: bool = True) -> Seed:
        wanted = name.strip().casefold()
        for playlist in self._playlists:
            if playlist.name.casefold() == wanted:
                return self.playlist(playlist.id, liked=liked)
        raise _unknown(name)

    def _titled(self, title: str, *, liked: bool = True) -> Seed:
        wanted = title.strip().casefold()
        found = [track for track in self._there() if _title(track).casefold() == wanted]
        return self._seed(_title(found[0]) if found else title, found, liked)

    def _there(self) -> Sequence[Track]:
        return [track for track in self._tracks.tracks() if track.available]

    def _seed(self, name: str, tracks: Sequence[Track], liked: bool) -> Seed:
        ordered = sorted(tracks, key=lambda t: (t.metadata.album, t.metadata.place, t.path))
        return self._seed_of_ids(name, [track.id for track in ordered], liked)

    def _seed_of_ids(self, name: str, ids: Sequence[int], liked: bool) -> Seed:
        if not ids:
            raise _unknown(name)
        return Seed(name, chosen_of(self._view, ids), liked)


def artist_seed(view: LibraryView, name: str, *, liked: bool = True) -> Seed | None:
    """The tracks of the artist called *name*; ``None`` where there is none."""
    wanted = name.strip().casefold()
    candidates = view.candidates()
    for row in _one_of_each(candidates.artist):
        metadata = view.track(int(candidates.track_ids[row])).metadata
        if artist_name(metadata) == wanted:
            same = (candidates.artist == candidates.artist[row]) & candidates.available
            ids = candidates.track_ids[same].tolist()
            shown = metadata.artist if artist_name(metadata) == metadata.artist.casefold() else name
            return Seed(shown, chosen_of(view, ids), liked) if ids else None
    return None


def artists_named(view: LibraryView, words: Collection[str]) -> Mapping[tuple[str, ...], str]:
    """Tokens -> name of the artists in whose name one of *words* is."""
    keys = {key for word in words for key in keys_of(word)}
    candidates = view.candidates()
    found = {}
    for row in _one_of_each(candidates.artist):
        name = artist_name(view.track(int(candidates.track_ids[row])).metadata)
        if name.isascii() and not any(key in name for key in keys):
            continue  # most of them: to make tokens of ten thousand names takes too long
        tokens = keys_of(name)
        if keys.intersection(tokens):
            found[tokens] = name
    return found


def chosen_of(view: LibraryView, ids: Sequence[int]) -> tuple[int, ...]:
    """What a seed keeps of *ids*: of the listened-to ones, if there are any."""
    analysed = view.candidates().analysed
    rows = [view.row(track_id) for track_id in ids]
    heard = [i for i, row in zip(ids, rows, strict=True) if row is not None and analysed[row]]
    return spread_over(heard or list(ids))


def _one_of_each(numbers: np.ndarray) -> list[int]:
    """The first row of every number from 0 on."""
    values, rows = np.unique(numbers, return_index=True)
    result: list[int] = rows[values >= 0].tolist()
    return result


def _title(track: Track) -> str:
    return track.metadata.title or Path(track.path).stem


def _unknown(name: str) -> UsageError:
    return UsageError(
        sentence(
            "Queue",
            "Nothing in the library is called “{name}”: no file, folder, artist, album, playlist, "
            "style or title.",
            name=name,
        )
    )
