"""Covers: cut square, refused when hostile, read once, newest first."""

from __future__ import annotations

import struct
import threading
import zlib
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from player.controllers.covers import SMALL_COVER, CoverController, cover_key, decode_square
from tests.ui.window_rows import row


def picture(width: int, height: int) -> bytes:
    """A PNG: red left half, blue right half."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    for x in range(width // 2, width):
        for y in range(height):
            image.setPixelColor(x, y, QColor("blue"))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, "PNG")
    return bytes(data.data())


def claimed_size(width: int, height: int) -> bytes:
    """A PNG whose header claims a size and whose body is a few bytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 64)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("width", "height"), [(120, 60), (60, 120), (40, 40), (600, 300)])
def test_a_cover_is_the_middle_of_the_picture_as_a_square(
    qapp: QApplication, width: int, height: int
) -> None:
    image = decode_square(picture(width, height), 40)
    assert image is not None
    assert (image.width(), image.height()) == (40, 40)
    assert image.pixelColor(4, 20).red() > 200
    assert image.pixelColor(36, 20).blue() > 200


@pytest.mark.parametrize(
    "data", [b"", b"not a picture", claimed_size(60_000, 60_000), picture(50, 50)[:60]]
)
def test_what_is_no_picture_or_claims_too_much_is_no_cover(qapp: QApplication, data: bytes) -> None:
    assert decode_square(data, 40) is None


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def gate() -> threading.Event:
    opened = threading.Event()
    opened.set()
    return opened


@pytest.fixture
def covers(
    qapp: QApplication, asked: list[str], gate: threading.Event
) -> Iterator[CoverController]:
    data = picture(50, 50)

    def find(path: str) -> bytes | None:
        asked.append(path)
        gate.wait(10)
        if "broken" in path:
            raise ValueError(path)
        return data

    controller = CoverController(find)
    yield controller
    gate.set()
    controller.stop()


def test_a_cover_is_asked_for_once_and_kept(
    qtbot: QtBot, covers: CoverController, asked: list[str]
) -> None:
    track = row(1, "a", has_cover=True)
    with qtbot.waitSignal(covers.cover_loaded) as loaded:
        assert covers.cover(track, SMALL_COVER) is None
        assert covers.cover(track, SMALL_COVER) is None
    assert loaded.args == [cover_key(track)]
    found = covers.cover(track, SMALL_COVER)
    assert found is not None and found.width() == SMALL_COVER
    assert asked == [track.path]


def test_tracks_of_an_album_share_a_cover_and_other_folders_do_not() -> None:
    one = row(1, "a", album="X", album_artist="Y", path="/m/x/1.flac")
    two = row(2, "b", album="X", album_artist="Y", path="/m/x/2.flac")
    other = row(3, "c", album="X", album_artist="Y", path="/m/z/1.flac")
    assert cover_key(one) == cover_key(two) != cover_key(other)


def test_tracks_known_to_have_none_are_not_opened(
    covers: CoverController, asked: list[str]
) -> None:
    assert covers.cover(row(1, "a"), SMALL_COVER) is None
    assert asked == []


def test_a_broken_picture_is_no_cover_and_the_next_is_read(
    qtbot: QtBot, covers: CoverController, caplog: pytest.LogCaptureFixture
) -> None:
    with qtbot.waitSignals([covers.cover_loaded] * 2):
        covers.cover(row(1, "a", has_cover=True, path="/broken"), SMALL_COVER)
        covers.cover(row(2, "b", has_cover=True), SMALL_COVER)
    assert covers.cover(row(2, "b", has_cover=True), SMALL_COVER) is not None
    assert covers.cover(row(1, "a", has_cover=True, path="/broken"), SMALL_COVER) is None
    assert "cannot be read" in caplog.text


def test_what_was_asked_last_is_read_first(
    qtbot: QtBot, covers: CoverController, asked: list[str], gate: threading.Event
) -> None:
    gate.clear()
    tracks = [row(i, "x", has_cover=True) for i in range(1, 6)]
    covers.cover(tracks[0], SMALL_COVER)
    qtbot.waitUntil(lambda: len(asked) == 1)
    for track in tracks[1:]:
        covers.cover(track, SMALL_COVER)
    with qtbot.waitSignals([covers.cover_loaded] * 5):
        gate.set()
    assert asked == [tracks[i].path for i in (0, 4, 3, 2, 1)]
