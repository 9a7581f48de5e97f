"""A damaged library opens, and the window says what became of it. Offscreen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from player.app import Moodlark
from player.audio.engine import start_engine
from player.jobs.session import OpenStores
from player.paths import Home
from player.settings import Settings

LONG_MS = 120_000


def test_the_window_tells_of_damaged_entries(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    home = Home(tmp_path / "home")
    with OpenStores(home) as stores:
        stores.listening.set_rating(1, 3)
        stores.listening.set_rating(2, 4)
    journal = home.store_dir / "listening.journal"
    journal.write_bytes(journal.read_bytes().replace(b'"stars":3', b'"stars":5'))
    settings = Settings(tagging_paused=True, output="null")
    program = Moodlark(qapp, home, settings, engine=lambda: start_engine("null"))
    program.start()
    try:
        qtbot.waitUntil(lambda: program.queue.ready, timeout=LONG_MS)
        said = program.window.notice.text()
        assert "damaged" in said and said.count(": 1.") == 1
        assert str(journal.with_name("listening.journal.damaged")) in said
    finally:
        program.window.close()
        program.stop()
