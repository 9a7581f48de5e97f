"""Playlists of the library from and to files of other players.

Pure Python, one thread. :func:`import_playlist` finds the tracks that a file names; nothing is
guessed: an entry that may be two tracks is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from player.errors import DataFileError, UsageError
from player.jobs.personal_merge import merge
from player.jobs.session import OpenStores
from player.library.playlist_files import PlaylistEntry, PlaylistFile
from player.library.track import Playlist, Track
from player.store.events import Events
from player.wording import sentence


@dataclass(frozen=True, slots=True)
class PlaylistImport:
    """What became of a playlist file."""

    name: str
    """The playlist's name, another than the file's where that was taken."""
    found: int
    """Entries whose track is in the library."""
    missing: tuple[PlaylistEntry, ...]
    """The others."""
    new: bool
    """The playlist was added; otherwise there was one of this name with these tracks."""


def import_playlist(stores: OpenStores, file: PlaylistFile) -> PlaylistImport:
    """Make a playlist of the tracks of *file* that are in the library.

    :raises DataFileError: none of them is; nothing is made.
    :raises StoreWriteError: it cannot be saved.
    """
    found = find_entries(file.entries, stores.tracks.tracks())
    track_ids = tuple(track.id for track in found if track is not None)
    if not track_ids:
        raise DataFileError(
            sentence("Data", "None of the music in “{name}” is in your library.", name=file.name)
        )
    here = Events(playlists={one.id: one for one in stores.listening.playlists()})
    coming = Events(playlists={0: Playlist(0, file.name, track_ids)})
    new = list(merge(here, coming).new.playlists.values())
    name = file.name
    if new:
        name = new[0].name
        playlist = Playlist(stores.listening.new_playlist_id(), name, track_ids)
        stores.listening.put_playlist(playlist).result()
    missing = [one for one, track in zip(file.entries, found, strict=True) if track is None]
    return PlaylistImport(name, len(track_ids), tuple(missing), bool(new))


def find_entries(entries: Iterable[PlaylistEntry], library: Iterable[Track]) -> list[Track | None]:
    """For each of *entries* its track: by path, else by a file name or a title that only one
    track has."""
    tracks = list(library)
    by_path = {track.path: track for track in tracks}
    by_name = _unique(tracks, lambda track: PlaylistEntry((track.path,)).file_name.casefold())
    by_title = _unique(tracks, _title)

    def find(entry: PlaylistEntry) -> Track | None:
        at_path = next((by_path[path] for path in entry.paths if path in by_path), None)
        title = entry.title.casefold()
        return at_path or by_name.get(entry.file_name.casefold()) or by_title.get(title)

    return [find(entry) for entry in entries]


def _title(track: Track) -> str | None:
    """As playlist files write it; ``None`` where that would say too little."""
    said = track.metadata
    return f"{said.artist} - {said.title}".casefold() if said.artist and said.title else None


def _unique(
    tracks: Iterable[Track], sign: Callable[[Track], Hashable | None]
) -> dict[Hashable, Track]:
    """Sign -> track, for signs that one track only has."""
    signs = [(sign(track), track) for track in tracks]
    counts = Counter(of_track for of_track, _ in signs)
    return {
        of_track: track
        for of_track, track in signs
        if of_track is not None and counts[of_track] == 1
    }


def find_playlist(playlists: Iterable[Playlist], name: str) -> Playlist:
    """The playlist called *name*, or with that number.

    :raises UsageError: there is none, or several have that name.
    """
    known = list(playlists)
    named = [playlist for playlist in known if playlist.name == name]
    numbered = [playlist for playlist in known if str(playlist.id) == name]
    found = named or numbered
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(
            sentence(
                "Command",
                "Several playlists are called “{name}”. Say which by its number: {numbers}.",
                name=name,
                numbers=", ".join(str(playlist.id) for playlist in found),
            )
        )
    raise UsageError(
        sentence(
            "Command",
            "There is no playlist called “{name}”. Playlists: {known}.",
            name=name,
            known=", ".join(playlist.name for playlist in known) or "–",
        )
    )
