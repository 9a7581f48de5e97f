"""Covers, read and scaled on one thread of their own, kept scaled, asked for by what is visible.

Main thread, except the loop named ``covers``, which touches only files and ``QImage``. The newest
request is answered first (what has just scrolled into view), and the oldest are forgotten.
A picture's size is read from its header before it is decoded; it is scaled while decoding.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from pathlib import PurePath

from PySide6.QtCore import QBuffer, QByteArray, QObject, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QImageReader, QPixmap

from player.controllers.track_rows import TrackRow

log = logging.getLogger(__name__)

SMALL_COVER, LARGE_COVER = 88, 360
"""Sides of the kept pictures, physical px: rows and transport; grids and the playing track."""
_KEPT = {SMALL_COVER: 3000, LARGE_COVER: 300}
_WAITING = 200
_MOST_PIXELS = 60_000_000
_MOST_MEGABYTES = 64

Key = tuple[str, int]


def cover_key(row: TrackRow) -> str:
    """One key for all tracks of an album in one folder, else the file itself."""
    if not row.album:
        return row.path
    return f"{PurePath(row.path).parent}\n{row.filed_under}\n{row.album}"


def decode_square(data: bytes, side: int) -> QImage | None:
    """A picture file as a square of *side* px, cut from the middle; ``None`` when it is no picture.

    Any thread. Refuses pictures of more than 60 megapixels by their header alone.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    full = reader.size()
    if not full.isValid() or full.width() * full.height() > _MOST_PIXELS:
        return None
    reader.setScaledSize(
        full.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    )
    image = reader.read()
    if image.isNull():
        return None
    corner = QRect((image.width() - side) // 2, (image.height() - side) // 2, side, side)
    return image.copy(corner).convertToFormat(QImage.Format.Format_RGB32)


class CoverController(QObject):
    """Hands out scaled covers; what it does not have yet it announces later."""

    cover_loaded = Signal(str)
    """The :func:`cover_key` whose picture can now be had."""
    _decoded = Signal(str, int, object)

    def __init__(self, find_cover: Callable[[str], bytes | None]) -> None:
        """*find_cover* gives a track's picture file; it is called on the cover thread."""
        super().__init__()
        self._find_cover = find_cover
        QImageReader.setAllocationLimit(_MOST_MEGABYTES)
        self._kept: dict[int, OrderedDict[str, QPixmap | None]] = {
            side: OrderedDict() for side in _KEPT
        }
        self._asked: set[Key] = set()
        self._waiting: deque[tuple[Key, str]] = deque()
        self._news = threading.Condition()
        self._stopping = False
        self._decoded.connect(self._keep)
        self._thread = threading.Thread(target=self._loop, name="covers", daemon=True)
        self._thread.start()

    def cover(self, row: TrackRow, side: int) -> QPixmap | None:
        """The cover at :data:`SMALL_COVER` or :data:`LARGE_COVER`; ``None`` while (or if) there
        is none. A missing one is asked for.
        """
        if not row.has_cover:
            return None
        key, kept = cover_key(row), self._kept[side]
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
        self._ask((key, side), row.path)
        return None

    def _ask(self, key: Key, path: str) -> None:
        with self._news:
            if key in self._asked:
                return
            self._asked.add(key)
            self._waiting.append((key, path))
            if len(self._waiting) > _WAITING:
                self._asked.discard(self._waiting.popleft()[0])
            self._news.notify()

    @Slot(str, int, object)
    def _keep(self, key: str, side: int, image: QImage | None) -> None:
        with self._news:
            self._asked.discard((key, side))
        kept = self._kept[side]
        kept[key] = None if image is None else QPixmap.fromImage(image)
        while len(kept) > _KEPT[side]:
            kept.popitem(last=False)
        self.cover_loaded.emit(key)

    def _loop(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: self._stopping or self._waiting)
                if self._stopping:
                    return
                (key, side), path = self._waiting.pop()
            self._decoded.emit(key, side, self._load(path, side))

    def _load(self, path: str, side: int) -> QImage | None:
        try:
            data = self._find_cover(path)
            return decode_square(data, side) if data else None
        except Exception:  # border: a hostile picture must not end the cover thread
            log.warning("The cover of %r cannot be read", path, exc_info=True)
            return None

    def stop(self) -> None:
        """End the thread; returns when it has."""
        with self._news:
            self._stopping = True
            self._news.notify()
        self._thread.join(timeout=5.0)
