"""The lines of the page of songs that are there several times. Main thread.

A line is a song or one of its files; all are made of records that are there already, so that
thousands of songs are shown at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from player.controllers.song_rows import SongFileRow, SongRow
from player.ui.words import length_words, plain_tip
from player.wording import translate, translate_count

AnyIndex = QModelIndex | QPersistentModelIndex
Line = SongRow | SongFileRow


class SongsModel(QAbstractListModel):
    """Songs and under each its files, searched by names."""

    def __init__(self) -> None:
        super().__init__()
        self._songs: Sequence[SongRow] = ()
        self._lines: list[Line] = []
        self._query = ""
        self.shown = 0
        """Songs that the search left."""

    def set_songs(self, songs: Sequence[SongRow]) -> None:
        """Replace all of them; the query stays."""
        self._songs = songs
        self.search(self._query)

    def search(self, query: str) -> None:
        """Show the songs whose name or files' names hold every word of *query*."""
        self._query = query.casefold()
        words = self._query.split()
        self.beginResetModel()
        found = [song for song in self._songs if all(word in song.key for word in words)]
        self.shown = len(found)
        self._lines = []
        for song in found:
            self._lines.append(song)
            self._lines.extend(song.files)
        self.endResetModel()

    def line_at(self, number: int) -> Line:
        """The song or file on a line."""
        return self._lines[number]

    def line_of(self, track_id: int) -> int | None:
        """The line of a file; ``None`` when it is not shown."""
        for number, line in enumerate(self._lines):
            if isinstance(line, SongFileRow) and line.id == track_id:
                return number
        return None

    def rowCount(  # noqa: N802
        self,
        parent: AnyIndex = QModelIndex(),  # noqa: B008
    ) -> int:
        """Lines shown."""
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Only files can be selected; a song is a heading."""
        if index.isValid() and isinstance(self._lines[index.row()], SongFileRow):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words for screen readers; the delegate takes the line itself."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _song_words(line) if isinstance(line, SongRow) else _file_words(line)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(line, SongFileRow):
            return plain_tip(f"{line.folder}/{line.name}")
        return None


def kind_words(song: SongRow) -> str:
    """What the files of a song have in common."""
    return {
        "identical": translate("Songs", "The same sound in several files"),
        "recording": translate("Songs", "One recording in several encodings"),
        "versions": translate("Songs", "Several versions; a queue brings one of them"),
    }[song.kind]


def files_words(song: SongRow) -> str:
    """``2 files``."""
    return translate_count("Songs", "{count} file", "{count} files", len(song.files))


def version_words(file: SongFileRow) -> str:
    """``live, acoustic``; empty for the plain song."""
    return ", ".join(map(str, file.version))


def offered_words(file: SongFileRow) -> str:
    """Whether queues bring the file, and why; empty where they bring another one."""
    if not file.offered:
        return ""
    if file.because is None:
        return translate("Songs", "In queues")
    return translate("Songs", "In queues: {why}", why=file.because)


def _song_words(song: SongRow) -> str:
    return ", ".join((song.name, kind_words(song), files_words(song)))


def _file_words(file: SongFileRow) -> str:
    gone = "" if file.usable else translate("Songs", "not there now")
    parts = (
        file.name,
        version_words(file),
        file.format,
        length_words(file.duration_s),
        gone,
        offered_words(file),
    )
    return ", ".join(filter(None, parts))
