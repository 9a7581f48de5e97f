"""A Moodlark with a window, run as a process by the tests, which writes down what happens to it.

    python window_process.py HOME [hang]

Lines on stdout: ``open`` (its window is minimised then), ``called MINIMISED VISIBLE``, ``waiting
SENTENCE``, ``closed``. With ``hang`` it answers nothing any more once it is open.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from player.app import Moodlark
from player.audio.engine import start_engine
from player.paths import Home
from player.settings import Settings


def say(*words: object) -> None:
    print(*words, flush=True)


def main() -> None:
    app = QApplication(sys.argv[:1])
    moodlark = Moodlark(
        app,
        Home(Path(sys.argv[1])),
        Settings(language="en", tagging_paused=True, output="null"),
        engine=lambda: start_engine("null"),
    )
    window = moodlark.window

    def opened(_library: object) -> None:
        window.showMinimized()
        if "hang" in sys.argv:
            QTimer.singleShot(200, lambda: (say("open"), time.sleep(600)))
        else:
            say("open")

    moodlark._opener.opened.connect(opened)
    moodlark.instances.called.connect(
        lambda _token: say("called", window.isMinimized(), window.isVisible())
    )
    moodlark.instances.waiting.connect(lambda _why: say("waiting", window.notice.text()))
    moodlark.closed.connect(app.quit)
    moodlark.start()
    app.exec()
    moodlark.stop()
    say("closed")


if __name__ == "__main__":
    main()
