"""Which known tracks are not where they were: whom a sound that turns up elsewhere may belong to.

Pure Python, on the scanning thread. What "not where it was" means is ``jobs.scan``'s to say. A
sound may lie there a thousand times, so its tracks are looked at once, not once a file.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from player.library.failures import shown_name
from player.library.track import Track
from player.store.track_store import TrackStore

_ByName = dict[str | None, deque[Track]]
"""Tracks by the names of their files, the oldest first; under ``None`` all of them."""


class Movers:
    """Gives each track that left its place to one file that holds its sound."""

    def __init__(self, tracks: TrackStore, left: Callable[[Track], bool]) -> None:
        """
        :param left: whether a track is not where it was.
        """
        self._tracks, self._left = tracks, left
        self._by_sound: dict[str, _ByName] = {}
        self._claimed: set[int] = set()

    def claim(self, audio_key: str, path: str) -> Track | None:
        """The track with this sound that is now at *path*: one whose file had the same name rather
        than another, and of equals the one that was known first. Nobody gets it twice."""
        if not audio_key:
            return None
        if audio_key not in self._by_sound:
            self._by_sound[audio_key] = self._those_with(audio_key)
        by_name = self._by_sound[audio_key]
        for waiting in (by_name.get(shown_name(path)), by_name.get(None)):
            while waiting:
                track = waiting.popleft()
                if track.id not in self._claimed:
                    self._claimed.add(track.id)
                    return track
        return None

    def look_again(self) -> None:
        """Other tracks may have left their places since."""
        self._by_sound.clear()

    def _those_with(self, audio_key: str) -> _ByName:
        by_name: _ByName = {}
        for track in sorted(self._tracks.by_audio_key(audio_key), key=lambda track: track.id):
            if track.id not in self._claimed and self._left(track):
                by_name.setdefault(shown_name(track.path), deque()).append(track)
                by_name.setdefault(None, deque()).append(track)
        return by_name
