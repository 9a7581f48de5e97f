"""Scans what changed on the disk, as soon as it changed.

QObject on the main thread. ``library.watcher`` listens on a thread of its own, which only emits a
signal here; the scans are the library's.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot

from player.controllers.library import LibraryController
from player.library.watcher import FolderWatcher


class WatchingController(QObject):
    """Watches the library's folders while it is :attr:`enabled` and started."""

    _told = Signal(object)

    def __init__(
        self,
        library: LibraryController,
        *,
        enabled: bool = True,
        ignored: Sequence[str] = (),
        force_polling: bool = False,
    ) -> None:
        """
        :param enabled: the listener wants it.
        :param ignored: folders of the program's own.
        :param force_polling: look now and then even where the system would tell of changes.
        """
        super().__init__()
        self._library, self._enabled, self._started = library, enabled, False
        self._ignored, self._force_polling = tuple(ignored), force_polling
        self._watcher: FolderWatcher | None = None
        self._folders: tuple[str, ...] = ()
        self._told.connect(self._on_told)
        library.rows_changed.connect(self._follow)
        library.scan_finished.connect(self._follow)

    @property
    def enabled(self) -> bool:
        """Whether the listener wants changes to be noticed by themselves."""
        return self._enabled

    def start(self) -> None:
        """The library is open: look once at what changed before, and watch from now on."""
        self._started = True
        self._follow()
        if not self._folders:
            self._library.scan(patient=True)  # else the watcher tells each folder as it begins

    def set_enabled(self, enabled: bool) -> None:
        """The listener wants it, or does not any more."""
        self._enabled = enabled
        self._follow()

    def stop(self) -> None:
        """Notice nothing more; returns within a second."""
        self._started = False
        self._follow()

    @Slot()
    @Slot(object)
    def _follow(self, _report: object = None) -> None:
        """Watch the folders that the library has now."""
        folders = self._library.folders() if self._started and self._enabled else ()
        if folders == self._folders:
            return
        self._folders = folders
        if not folders and self._watcher is not None:
            self._watcher.stop()
            self._watcher = None
        elif folders:
            if self._watcher is None:
                self._watcher = FolderWatcher(
                    self._told.emit, ignored=self._ignored, force_polling=self._force_polling
                )
            self._watcher.set_folders(folders)

    @Slot(object)
    def _on_told(self, folders: tuple[str, ...]) -> None:
        if self._watcher is not None:
            self._library.scan(folders, patient=True)
