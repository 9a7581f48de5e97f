"""The window notices by itself what happens to the files. Real files, offscreen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from player.app import Moodlark
from player.audio.engine import start_engine
from player.controllers.track_rows import TrackRow
from player.paths import Home
from player.settings import Settings
from tests.sound_files import encode, sweep

LONG_MS = 120_000


@pytest.fixture
def music(tmp_path: Path) -> Path:
    """A folder with two sounds."""
    folder = tmp_path / "music"
    folder.mkdir()
    encode(folder / "first.wav", sweep(1.0, 8000), 8000)
    encode(folder / "second.wav", sweep(1.5, 8000), 8000)
    return folder


@pytest.fixture
def moodlark(qapp: QApplication, qtbot: QtBot, tmp_path: Path, music: Path) -> Iterator[Moodlark]:
    """The program with its window, having scanned *music*."""
    settings = Settings(tagging_paused=True, output="null")
    program = Moodlark(qapp, Home(tmp_path / "home"), settings, engine=lambda: start_engine("null"))
    program.start()
    qtbot.waitUntil(lambda: program.queue.ready, timeout=LONG_MS)
    program.library.scan([str(music)])
    qtbot.waitUntil(lambda: len(program.library.rows) == 2, timeout=LONG_MS)
    qtbot.waitUntil(lambda: not program.library.scanning, timeout=LONG_MS)
    yield program
    program.window.close()
    program.stop()


def row_of(moodlark: Moodlark, name: str) -> TrackRow | None:
    """The row of the file called *name*."""
    rows = moodlark.library.rows
    return next((row for row in rows if Path(row.path).name == name), None)


def rows_shown(moodlark: Moodlark) -> int:
    return moodlark.window.browser.table.tracks.rowCount()


Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def until(qtbot: QtBot) -> Until:
    """Waits until something is true."""
    return lambda true: qtbot.waitUntil(true, timeout=LONG_MS)


def test_files_come_are_renamed_and_go_without_asking(
    moodlark: Moodlark, music: Path, until: Until
) -> None:
    encode(music / "third.wav", sweep(2.0, 8000), 8000)
    until(lambda: row_of(moodlark, "third.wav") is not None)
    until(lambda: rows_shown(moodlark) == 3)
    third = row_of(moodlark, "third.wav")
    assert third is not None
    moodlark.library.rate([third.id], 4)

    (music / "album").mkdir()
    (music / "third.wav").rename(music / "album" / "renamed.wav")
    until(lambda: row_of(moodlark, "renamed.wav") is not None)
    renamed = row_of(moodlark, "renamed.wav")
    assert renamed is not None and (renamed.id, renamed.available) == (third.id, True)
    assert moodlark.library.stars(renamed.id) == (4, False)
    assert rows_shown(moodlark) == 3

    (music / "album" / "renamed.wav").unlink()
    until(lambda: not row_of(moodlark, "renamed.wav").available)  # type: ignore[union-attr]
    assert rows_shown(moodlark) == 3  # greyed, not gone
    assert moodlark.library.stars(third.id) == (4, False)


def test_a_folder_that_is_unplugged_greys_its_tracks_until_it_is_back(
    moodlark: Moodlark, music: Path, until: Until
) -> None:
    before = {row.path: row.id for row in moodlark.library.rows}
    music.rename(music.with_name("unplugged"))
    until(lambda: not any(row.available for row in moodlark.library.rows))
    music.with_name("unplugged").rename(music)
    until(lambda: all(row.available for row in moodlark.library.rows))
    assert {row.path: row.id for row in moodlark.library.rows} == before


def test_what_changed_while_nobody_watched_is_found_when_somebody_does(
    moodlark: Moodlark, music: Path, until: Until
) -> None:
    choose = moodlark._shown._on_watching
    choose(False)
    assert not moodlark.watching.enabled
    encode(music / "unseen.wav", sweep(2.0, 8000), 8000)
    choose(True)
    until(lambda: row_of(moodlark, "unseen.wav") is not None)
    encode(music / "seen.wav", sweep(2.5, 8000), 8000)
    until(lambda: row_of(moodlark, "seen.wav") is not None)
