"""Both stores of one home, opened together and owned by one process.

Pure Python; opening reads the journals and belongs on a worker thread in the window. Afterwards the
stores may be used from any thread (see their modules).
"""

from __future__ import annotations

from collections.abc import Callable

from player.errors import MoodlarkError
from player.jobs.daily_copies import copy_if_due
from player.jobs.lost_tracks import find_lost
from player.paths import Home
from player.store.listening_store import ListeningStore
from player.store.lock import StoreLock
from player.store.track_store import TrackStore
from player.store.writer import write_error
from player.wording import Sentence, sentence


class OpenStores:
    """The stores under a :class:`Home`, as a context manager."""

    def __init__(self, home: Home, *, tell: Callable[[str], None] | None = None) -> None:
        """Take the lock and open both stores, creating what is not there.

        :param tell: hears :attr:`notices` at once, and why the daily copy, which is due at the
            end, was not made; without it none is made (a home for the moment has no days).
        :raises StoreLockedError: another Moodlark has them open; the sentence names its process.
        :raises StoreError: a newer Moodlark wrote them.
        :raises StoreWriteError: the folder cannot be written.
        """
        self.home = home
        self._tell = tell
        try:
            self.lock = StoreLock(home.store_dir / "lock")
        except OSError as error:
            raise write_error(error, home.store_dir) from error
        try:
            self.tracks = TrackStore.open(home.store_dir)
            try:
                self.listening = ListeningStore.open(home.store_dir)
            except BaseException:
                self.tracks.close()
                raise
        except BaseException:
            self.lock.close()
            raise
        self.notices: tuple[Sentence, ...] = (
            *self.tracks.notices,
            *self.listening.notices,
            *find_lost(home, self.tracks, self.listening),
        )
        """What was found damaged on opening, and where it is kept."""
        if tell is not None:
            for notice in self.notices:
                tell(str(notice))

    def make_copy(self) -> Sentence | None:
        """Make the daily copy if it is due; any thread. Returns why it could not be made."""
        try:
            copy_if_due(self.home, self.tracks, self.listening)
        except MoodlarkError as error:
            return sentence(
                "Data",
                "Today's copy of your ratings, plays and playlists could not be made. {why}",
                why=str(error),
            )
        return None

    def close(self) -> None:
        """Make the daily copy if it is due, write what waits and give everything back.

        :raises StoreWriteError: something could not be written.
        """
        try:
            if self._tell is not None and (trouble := self.make_copy()) is not None:
                self._tell(str(trouble))
        finally:
            self._close_stores()

    def _close_stores(self) -> None:
        try:
            try:
                self.listening.close()
            finally:
                self.tracks.close()
        finally:
            self.lock.close()

    def __enter__(self) -> OpenStores:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
