"""The vectors of analyses: one array file per network and version, rows appended and never changed.

numpy, no TinyDB. Rows are written on the thread that brings them (a copy into the system's cache)
and made safe on the store-writer thread before the analysis document that names them: the document
is the commit. A row no document names was never finished and is not read.

File: 4,096 bytes of header (the magic line, then JSON with ``network``, ``version``,
``embedding_size`` and ``scores_size``, then spaces), then float32 little-endian rows of
``embedding_size + scores_size``. A track analysed again gets a new row. A newer network version
starts a file of its own, so that vectors of two versions never meet; once no analysis names the
old version, its file goes.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import orjson

from player.store.appended import AppendedFile, Version, remove_all_but, version_digest
from player.store.disk import Disk

log = logging.getLogger(__name__)

_MAGIC = b"moodlark vectors 1\n"
_HEADER_BYTES = 4096

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Vectors:
    """The vectors of all analysed tracks of one network version, row by row."""

    ids: npt.NDArray[np.int64]
    """Track ids, ascending, shape (n,)."""
    embedding: Floats
    """Shape (n, D)."""
    scores: Floats
    """Shape (n, K), laid out as the network's card says."""


def vectors_path(folder: Path, network: str, version: str) -> Path:
    """Where the vectors of one network version are."""
    return folder / f"vectors-{version_digest(network, version)}.f32"


class VectorFile:
    """One array file. Any thread."""

    def __init__(self, path: Path, embedding_size: int, scores_size: int, disk: Disk) -> None:
        self.path = path
        self.embedding_size = embedding_size
        self.scores_size = scores_size
        self._row_bytes = 4 * (embedding_size + scores_size)
        whole = (path.stat().st_size - _HEADER_BYTES) // self._row_bytes
        self._file = AppendedFile(path, _HEADER_BYTES + whole * self._row_bytes, disk)
        self._view: Floats = np.zeros((0, embedding_size + scores_size), np.float32)

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return (self._file.end - _HEADER_BYTES) // self._row_bytes

    @classmethod
    def create(
        cls, path: Path, network: str, version: str, sizes: tuple[int, int], disk: Disk
    ) -> VectorFile:
        """A new file for vectors of *sizes* (embedding, scores), put in place whole.

        :raises OSError: it cannot be written.
        """
        document = {
            "network": network,
            "version": version,
            "embedding_size": sizes[0],
            "scores_size": sizes[1],
        }
        new = path.with_suffix(".new")
        disk.remove(new)
        fd = disk.open_append(new)
        try:
            disk.write(fd, (_MAGIC + orjson.dumps(document)).ljust(_HEADER_BYTES))
            disk.sync(fd)
        finally:
            disk.close(fd)
        disk.replace(new, path)
        disk.sync_directory(path.parent)
        return cls(path, *sizes, disk)

    @classmethod
    def open(cls, path: Path, disk: Disk) -> VectorFile | None:
        """The file at *path*; ``None`` when it is missing, or (logged) not one of ours.

        :raises OSError: it is there and cannot be read now, which says nothing of what it holds.
        """
        if not path.exists():
            return None
        with path.open("rb") as source:
            header = source.read(_HEADER_BYTES)
        try:
            if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
                raise ValueError("not a vector file")
            document = orjson.loads(header[len(_MAGIC) :])
            sizes = int(document["embedding_size"]), int(document["scores_size"])
        except (ValueError, KeyError) as error:
            log.warning("The vectors in %s cannot be used: %s", path, error)
            return None
        return cls(path, *sizes, disk)

    def append(self, embedding: Floats, scores: Floats) -> int:
        """Write one row; safe on the disk after :meth:`sync`.

        :param embedding: shape (D,).
        :param scores: shape (K,).
        :returns: the row's number.
        :raises OSError: the disk is full; the file is as it was.
        :raises ValueError: the sizes are not the file's.
        """
        if embedding.shape != (self.embedding_size,) or scores.shape != (self.scores_size,):
            raise ValueError(f"vectors of {embedding.shape} and {scores.shape} do not fit the file")
        row = np.concatenate([embedding, scores]).astype("<f4").tobytes()
        return (self._file.append(row) - _HEADER_BYTES) // self._row_bytes

    def sync(self) -> None:
        """Return when all rows are on the disk.

        :raises OSError: they cannot be made safe.
        """
        self._file.sync()

    def read(self, rows: npt.NDArray[np.int64]) -> tuple[Floats, Floats]:
        """Embeddings (n, D) and scores (n, K) of *rows* (n,); without a copy when they are all
        rows in order."""
        if len(self._view) < self.rows:
            self._view = np.memmap(
                self.path,
                np.dtype("<f4"),
                "r",
                _HEADER_BYTES,
                (self.rows, self.embedding_size + self.scores_size),
            )
        count = len(rows)
        in_order = count == 0 or (rows[0] == 0 and bool(np.all(np.diff(rows) == 1)))
        chosen = self._view[:count] if in_order else self._view[rows]
        return chosen[:, : self.embedding_size], chosen[:, self.embedding_size :]

    def close(self) -> None:
        """Give the file back."""
        self._file.close()


class VectorFiles:
    """All array files of one store, and which row belongs to which track.

    Not locked by itself: the track store's lock orders the changes.
    """

    def __init__(self, folder: Path, disk: Disk) -> None:
        self._folder = folder
        self._disk = disk
        self._files: dict[Version, VectorFile | None] = {}
        self._rows: dict[Version, dict[int, int]] = {}
        self._made: dict[Version, Vectors] = {}

    def place(self, track_id: int, network: str, version: str, row: int | None) -> bool:
        """Take over what a document says; ``False`` when the vectors it names are not there."""
        self.forget(track_id)
        if row is None:
            return True
        key = (network, version)
        if key not in self._files:
            path = vectors_path(self._folder, network, version)
            self._files[key] = VectorFile.open(path, self._disk)
        file = self._files[key]
        if file is None or row >= file.rows:
            return False
        self._rows.setdefault(key, {})[track_id] = row
        self._made.pop(key, None)
        return True

    def keep_only(self, versions: Collection[Version]) -> None:
        """Delete the files of all other network versions."""
        kept = {vectors_path(self._folder, *version) for version in versions}
        remove_all_but(kept, self._folder.glob("vectors-*.f32"), self._disk)

    def append(self, network: str, version: str, embedding: Floats, scores: Floats) -> int:
        """Write one row to the file of that network version, creating it; returns the row.

        :raises OSError: the disk is full.
        :raises ValueError: other sizes than that version had before.
        """
        path = vectors_path(self._folder, network, version)
        file = self._files.get((network, version)) or VectorFile.open(path, self._disk)
        if file is None:
            sizes = (len(embedding), len(scores))
            file = VectorFile.create(path, network, version, sizes, self._disk)
        self._files[network, version] = file
        return file.append(embedding, scores)

    def sync(self) -> None:
        """Return when all rows of all files are on the disk. Store-writer thread."""
        for file in list(self._files.values()):
            if file is not None:
                file.sync()

    def forget(self, track_id: int) -> None:
        """Let a track have no vectors."""
        for key, rows in self._rows.items():
            if rows.pop(track_id, None) is not None:
                self._made.pop(key, None)

    def vectors(
        self, network: str | None, version: str | None, track_ids: Iterable[int] | None
    ) -> Vectors:
        """The vectors of one network version, by default of the one most tracks have; of all
        tracks, or of those of *track_ids* that have any."""
        key = max(self._rows, key=lambda key: (len(self._rows[key]), key), default=None)
        if network is not None and version is not None:
            key = (network, version)
        file = None if key is None else self._files.get(key)
        if key is None or file is None:
            none = np.zeros((0, 0), np.float32)
            return Vectors(np.zeros(0, np.int64), none, none)
        placed = self._rows.get(key, {})
        if track_ids is not None:
            return _gather(file, {i: placed[i] for i in track_ids if i in placed})
        if key not in self._made:
            self._made[key] = _gather(file, placed)
        return self._made[key]

    def close(self) -> None:
        """Give the files back."""
        for file in self._files.values():
            if file is not None:
                file.close()
        self._files.clear()
        self._made.clear()


def _gather(file: VectorFile, placed: dict[int, int]) -> Vectors:
    ids = np.fromiter(placed.keys(), np.int64, len(placed))
    rows = np.fromiter(placed.values(), np.int64, len(placed))
    order = np.argsort(ids)
    embedding, scores = file.read(rows[order])
    return Vectors(ids[order], embedding, scores)
