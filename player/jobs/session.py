"""Both stores of one home, opened together and owned by one process.

Pure Python; opening reads the journals and belongs on a worker thread in the window. Afterwards the
stores may be used from any thread (see their modules).
"""

from __future__ import annotations

from player.paths import Home
from player.store.listening_store import ListeningStore
from player.store.lock import StoreLock
from player.store.track_store import TrackStore
from player.store.writer import write_error


class OpenStores:
    """The stores under a :class:`Home`, as a context manager."""

    def __init__(self, home: Home) -> None:
        """Take the lock and open both stores, creating what is not there.

        :raises StoreLockedError: another Moodlark has them open; the sentence names its process.
        :raises StoreError: a newer Moodlark wrote them.
        :raises StoreWriteError: the folder cannot be written.
        """
        self.home = home
        try:
            self.lock = StoreLock(home.store_dir / "lock")
        except OSError as error:
            raise write_error(error) from error
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

    def close(self) -> None:
        """Write what waits and give everything back.

        :raises StoreWriteError: something could not be written.
        """
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
