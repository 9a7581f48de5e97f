"""Takes the pictures in ``docs/screenshots/``: the real window on a real library.

    python packaging/screenshots.py [OUT [NAME...]]

Without names all of them are taken. The library is ``../shared/data/library`` (or
``MOODLARK_SHARED_DATA``) where it is at hand, else the demo. Runs offscreen with silent output; the
window, the tagging and the queue are the program's own, and nothing of the home of whoever runs it
is touched.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from player.app import Moodlark
from player.audio.engine import start_engine
from player.jobs.scan import scan_folders
from player.jobs.session import OpenStores
from player.jobs.tag import tag_library
from player.paths import Home, demo_dir, models_dir
from player.recommend.target import MoodTarget
from player.settings import Settings
from player.ui.views import View

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("MOODLARK_SHARED_DATA", ROOT.parent / "shared" / "data"))
PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture to take."""

    name: str
    theme: str
    language: str
    view: View = View.ALL
    size: tuple[int, int] = (1280, 800)
    point: tuple[float, float] | None = (0.3, -0.5)
    """Where the listener points on the plane; nothing plays when it is ``None``."""
    doing: Callable[[Moodlark], None] | None = None
    """What the listener has just done."""


def open_sound(moodlark: Moodlark) -> None:
    """Open the settings of the sound."""
    moodlark.window.sound_popover.open_it()


def ask_why(moodlark: Moodlark) -> None:
    """Ask why the second track comes, and for the numbers."""
    moodlark.window.queue.why_requested.emit(moodlark.queue.upcoming[1].entry_id)
    moodlark.window.why.numbers.click()


def steer(moodlark: Moodlark) -> None:
    """Steer the queue: smooth joins, more of one track, less of another."""
    first, second = moodlark.queue.upcoming[:2]
    moodlark.window.queue.nudged.emit(first.track_id, True)
    moodlark.window.queue.nudged.emit(second.track_id, False)
    moodlark.window.steer.smooth.click()
    moodlark.window.queue.head.steer_requested.emit()


def plan_journey(moodlark: Moodlark) -> None:
    """Draw a journey from a dark place to a bright one."""
    moodlark.window.picker.plane.journey_drawn.emit((-0.5, -0.5), (0.5, 0.5))


def go_on_journey(moodlark: Moodlark) -> None:
    """Draw that journey and start it."""
    plan_journey(moodlark)
    moodlark.window.journey.start.click()


def say_how_it_feels(moodlark: Moodlark) -> None:
    """Type a sentence."""
    text = "rough day, some gentle folk, nothing tense"
    moodlark.window.picker.feeling.said.emit(text)


PICTURES = (
    Picture("light", "light", "en"),
    Picture("dark", "dark", "en", point=(0.4, 0.6)),
    Picture("chinese", "dark", "zh", point=(-0.5, -0.3)),
    Picture("albums", "light", "en", view=View.ALBUMS),
    Picture("moods", "dark", "en", view=View.MOODS),
    Picture("duplicates", "light", "en", view=View.SONGS),
    Picture("small", "light", "zh", size=(900, 600)),
    Picture("sound", "light", "en", doing=open_sound),
    Picture("sound-dark", "dark", "en", point=(0.4, 0.6), doing=open_sound),
    Picture("sound-small", "dark", "zh", size=(900, 600), doing=open_sound),
    Picture("why", "light", "en", doing=ask_why),
    Picture("steering", "dark", "en", doing=steer),
    Picture("feeling", "light", "en", doing=say_how_it_feels),
    Picture("journey", "light", "en", point=(-0.5, -0.5), doing=plan_journey),
    Picture("journey-dark", "dark", "en", point=(-0.5, -0.5), doing=go_on_journey),
    Picture("journey-small", "light", "zh", size=(900, 600), doing=plan_journey),
)


def copy_library(music: Path) -> None:
    """Put the music of the pictures into *music*, whose name is seen in them."""
    real = SHARED / "library"
    shutil.copytree(real if real.is_dir() else demo_dir(), music)


def prepare(home: Home, music: Path) -> None:
    """Scan and tag, as a listener who has had Moodlark for a while."""
    with OpenStores(home) as stores:
        scan_folders(stores.tracks, [str(music)])
        tag_library(stores.tracks, models_dir(), cache_dir=home.cache_dir)


def wait(app: QApplication, ready: Callable[[], bool]) -> None:
    """Let the program live until *ready*."""
    until = time.monotonic() + PATIENCE_S
    while not ready():
        if time.monotonic() > until:
            sys.exit("screenshots: the window did not get ready")
        app.processEvents()
        time.sleep(0.01)


def let_live(app: QApplication, seconds: float) -> None:
    """Let the program live for a while: covers load, movements end."""
    until = time.monotonic() + seconds
    wait(app, lambda: time.monotonic() > until)


def heard_whole(moodlark: Moodlark) -> bool:
    """The playing track has its curve, which the seek bar shows."""
    current = moodlark.queue.current
    return current is not None and bool(moodlark.library.curve(current.track_id))


def take(app: QApplication, home: Home, picture: Picture, out: Path) -> None:
    """Start the program, do what the picture shows, save it."""
    settings = Settings(theme=picture.theme, language=picture.language, volume=0.7)
    moodlark = Moodlark(app, home, settings, engine=lambda: start_engine("null"))
    try:
        moodlark.start()
        window = moodlark.window
        window.resize(*picture.size)
        wait(app, lambda: moodlark.queue.ready)
        moodlark.queue.set_target(MoodTarget())  # the picture before asked for something else
        if picture.point is not None:
            window.picker.plane.target_chosen.emit(*picture.point, 0.3)
            wait(app, lambda: bool(moodlark.queue.upcoming))
            moodlark.player.toggle()
            wait(app, lambda: window.transport.seek_bar.shown_s > 6.0)
            wait(app, lambda: heard_whole(moodlark))
        window.browser.show_view(picture.view)
        if picture.view is View.SONGS:  # compared some seconds after opening
            wait(app, lambda: window.browser.songs.songs.shown > 0)
        if picture.doing is not None:
            picture.doing(moodlark)
        let_live(app, 5.0)
        window.grab().save(str(out / f"{picture.name}.png"))
    finally:
        moodlark.stop()
        moodlark.window.close()


def main() -> None:
    """Take every picture, or those that are named."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots"
    names = sys.argv[2:] or [picture.name for picture in PICTURES]
    out.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    with tempfile.TemporaryDirectory(prefix="listener-") as folder:
        home, music = Home(Path(folder) / "home"), Path(folder) / "Music"
        copy_library(music)
        prepare(home, music)
        for picture in (picture for picture in PICTURES if picture.name in names):
            take(app, home, picture, out)
            print(out / f"{picture.name}.png")


if __name__ == "__main__":
    main()
