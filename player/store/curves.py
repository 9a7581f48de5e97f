"""The emotion curves of full analyses: half of all that is known of a library, and rarely read.

Pure Python. One file per network version beside its vectors, made of journal lines (checksum, table
``curves``, track id, document) behind a header line; the analysis document names its curve's place
and length. So opening reads no curve, a look at a track reads one, and a curve that no document
names was never finished. Appending and syncing are as :mod:`player.store.appended` says. A track
listened to again in full gets a new line; a file goes once no analysis names its version.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from pathlib import Path
from typing import Any

import orjson

from player.store.appended import AppendedFile, Version, remove_all_but, version_digest
from player.store.disk import Disk
from player.store.documents import Curve, curve_to_document
from player.store.journal_lines import decode_line, encode_line
from player.store.migrations import Step, Tables

log = logging.getLogger(__name__)

_TABLE = "curves"
_TAIL = 1 << 16  # longer than any curve's line

Place = tuple[int, int]
"""First byte and length of a curve's line."""


def curves_path(folder: Path, network: str, version: str) -> Path:
    """Where the curves of one network version are."""
    return folder / f"curves-{version_digest(network, version)}.lines"


class CurveFiles:
    """All curve files of one store. The track store's lock orders the changes."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self._folder = folder
        self._disk = disk
        self._files: dict[Version, AppendedFile | None] = {}

    def append(self, network: str, version: str, track_id: int, curve: Curve) -> Place:
        """Write one curve to the file of that network version, creating it.

        :raises OSError: the disk is full.
        """
        file = self._file(network, version) or self._create(network, version)
        line = encode_line(_TABLE, track_id, orjson.dumps(curve_to_document(curve)))
        return file.append(line), len(line)

    def holds(self, network: str, version: str, place: Place) -> bool:
        """Whether the file goes as far as *place*."""
        file = self._file(network, version)
        return file is not None and sum(place) <= file.end

    def read(
        self, network: str, version: str, track_id: int, place: Place
    ) -> dict[str, Any] | None:
        """The curve's document at *place*; ``None`` (logged) when it is damaged."""
        file = self._file(network, version)
        try:
            if file is None:
                raise ValueError("no file")
            table, owner, payload = decode_line(file.read(*place).rstrip(b"\n"))
            if (table.decode(), owner) != (_TABLE, track_id):
                raise ValueError("another line")
            document: dict[str, Any] = orjson.loads(payload)
        except (OSError, ValueError) as error:
            log.warning("The curve of track %d cannot be read: %s", track_id, error)
            return None
        return document

    def sync(self) -> None:
        """Return when all curves are on the disk. Store-writer thread."""
        for file in list(self._files.values()):
            if file is not None:
                file.sync()

    def keep_only(self, versions: Collection[Version]) -> None:
        """Delete the files of all other network versions."""
        kept = {curves_path(self._folder, *version) for version in versions}
        remove_all_but(kept, self._folder.glob("curves-*.lines"), self._disk)

    def move_in(self, tables: Tables) -> None:
        """Schema 1 of the library to 2: curves were documents of the journal. Run twice, it does
        nothing the second time; the journal is only written anew after it."""
        analyses, curves = tables.get("analyses", {}), tables.get(_TABLE, {})
        for track_id in list(curves):
            document, curve = analyses.get(track_id), curves[track_id]
            if document is None or len(curve["points"]) != document.get("points"):
                continue  # left over from an analysis before
            place = self.append(document["network"], document["version"], track_id, curve["points"])
            analyses[track_id] = {**document, "curve": place}
        self.sync()
        for track_id in list(curves):
            del curves[track_id]

    def close(self) -> None:
        """Give the files back."""
        for file in self._files.values():
            if file is not None:
                file.close()
        self._files.clear()

    def _file(self, network: str, version: str) -> AppendedFile | None:
        key = (network, version)
        if key not in self._files:
            path = curves_path(self._folder, network, version)
            known = path.exists()
            self._files[key] = AppendedFile(path, _whole(path), self._disk) if known else None
        return self._files[key]

    def _create(self, network: str, version: str) -> AppendedFile:
        path = curves_path(self._folder, network, version)
        header = {"kind": _TABLE, "network": network, "version": version}
        file = AppendedFile(path, 0, self._disk)
        self._files[network, version] = file
        file.append(encode_line("#", 0, orjson.dumps(header)))
        self._disk.sync_directory(self._folder)
        return file


def library_steps(curves: CurveFiles) -> dict[tuple[str, int], Step]:
    """The steps between the library's schemas."""
    return {("library", 1): curves.move_in}


def _whole(path: Path) -> int:
    """Where the last whole line of *path* ends."""
    with path.open("rb") as source:
        size = source.seek(0, 2)
        start = source.seek(max(0, size - _TAIL))
        return start + source.read().rfind(b"\n") + 1
