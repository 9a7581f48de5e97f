"""The window's composition root: builds everything, connects it, starts it, stops it in order.

Main thread. Nothing else in the program creates a controller or the window. The window is painted
before the library is read; the listening begins after both. Torch and librosa live in the tagging
process, never here.
"""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from player.audio.engine import AudioEngine, start_engine
from player.controllers.checkins import CheckInController
from player.controllers.collector import Collector
from player.controllers.copies import CopyController
from player.controllers.corrections import CorrectionController
from player.controllers.covers import CoverController
from player.controllers.feeling import FeelingController
from player.controllers.instances import InstanceController
from player.controllers.journeys import JourneyController
from player.controllers.learned import LearnedController
from player.controllers.library import LibraryController
from player.controllers.opening import LibraryOpener, OpenedLibrary, OpenedView
from player.controllers.passages import PassageController
from player.controllers.player import PlayerController
from player.controllers.queue import QueueController
from player.controllers.radio import RadioController
from player.controllers.songs import SongsController
from player.controllers.tagging import TaggingController
from player.controllers.teaching import TeachingController
from player.controllers.watching import WatchingController
from player.errors import MoodlarkError
from player.jobs.session import OpenStores
from player.paths import Home, demo_dir, models_dir
from player.settings import Settings, load_settings, save_settings
from player.ui.checkin_wiring import CheckInWiring
from player.ui.correction_wiring import CorrectionWiring
from player.ui.feeling_wiring import FeelingWiring
from player.ui.journey_wiring import JourneyWiring
from player.ui.learned_wiring import LearnedWiring
from player.ui.library_wiring import LibraryWiring
from player.ui.playing_wiring import PlayingWiring
from player.ui.radio_wiring import RadioWiring
from player.ui.songs_wiring import SongsWiring
from player.ui.sound_wiring import SoundWiring
from player.ui.steering_wiring import SteeringWiring
from player.ui.teach_wiring import TeachWiring
from player.ui.theme import Appearance
from player.ui.window import MainWindow
from player.wording import Sentence, set_language

log = logging.getLogger(__name__)

_SAVE_SETTINGS_MS = 500

_LISTENED_AHEAD = 3
"""Tracks of the queue that are listened to whole before they are reached."""

_FIRST_FRAME_MS = 20
"""Head start of a frame over the thread that reads the library: both need the interpreter."""


def run_window(
    home: Home, settings: Settings | None = None, *, first_is_silent: bool = False
) -> int:
    """Show the window until it is closed; returns the exit code.

    :param settings: preferences; by default those kept in *home*.
    :param first_is_silent: another window of *home* was called and did not answer.
    """
    app = QApplication(sys.argv[:1])
    settings = settings if settings is not None else load_settings(home.settings_file)
    app.setApplicationName("moodlark")
    app.setApplicationDisplayName("Moodlark")
    moodlark = Moodlark(app, home, settings, first_is_silent=first_is_silent)
    moodlark.closed.connect(app.quit)
    app.setQuitOnLastWindowClosed(False)
    for ending in (signal.SIGINT, signal.SIGTERM):
        # Heard within a second: Qt sleeps in C, and the collector's timer wakes the interpreter.
        signal.signal(ending, lambda _number, _frame: app.quit())
    moodlark.start()
    code = app.exec()
    moodlark.stop()
    return code


class Moodlark(QObject):
    """The program with a window: controllers, window, stores, in one place."""

    closed = Signal()
    """The listener closed the window."""

    def __init__(
        self,
        app: QApplication,
        home: Home,
        settings: Settings,
        *,
        models: Path | None = None,
        engine: Callable[[], AudioEngine] | None = None,
        first_is_silent: bool = False,
    ) -> None:
        """Build everything; nothing runs yet.

        :param models: where the network's files are; the shipped ones by default.
        :param engine: starts the sound; by default with the output of *settings*.
        :param first_is_silent: another window of *home* was called and did not answer.
        """
        super().__init__()
        self._home, self._settings = home, settings
        self._models = models or models_dir()
        self._stores: OpenStores | None = None
        self._stopping = False
        self._collector = Collector(self)
        set_language(settings.language)
        self.appearance = Appearance(app, settings.theme)
        self.covers = CoverController(_find_cover)
        self.copies = CopyController(self)
        self.library = LibraryController()
        self.songs = SongsController()
        self.corrections = CorrectionController(self.library, self)
        self.queue = QueueController()
        self.learned = LearnedController(self.library, self.queue, self)
        self.radio = RadioController(self.queue, self)
        self.journeys = JourneyController(self.queue, self.library, self)
        self.checkins = CheckInController(self)
        self.feeling = FeelingController(self._models, self)
        self.player = PlayerController(
            self.library, self.queue, engine or self._start_engine, volume=settings.volume
        )
        self.passages = PassageController(
            self.library, self.player, engine or self._start_engine, self
        )
        self.teaching = TeachingController(self.corrections, self.passages, self)
        self.tagging = TaggingController(
            self._models,
            device=settings.device,
            cache_dir=home.cache_dir,
            readable=self.library.readable_count,
            paused=settings.tagging_paused,
        )
        self.watching = WatchingController(
            self.library,
            enabled=settings.watch_folders,
            ignored=[str(home.folder)],
            force_polling=settings.watch_by_looking,
        )
        self.instances = InstanceController(home, first_is_silent=first_is_silent, parent=self)
        self._opener = LibraryOpener(home, self._models, settings)
        self._save = QTimer(self)
        self._save.setSingleShot(True)
        self._save.setInterval(_SAVE_SETTINGS_MS)
        self._save.timeout.connect(self._save_settings)
        self._connect()
        self.player.apply_settings(settings)
        self.window = self._make_window()

    def _start_engine(self) -> AudioEngine:
        return start_engine(self._settings.output)

    def _connect(self) -> None:
        self._opener.opened.connect(self._on_opened)
        self._opener.view_ready.connect(self._on_view_ready)
        self._opener.failed.connect(self._on_failed)
        self._opener.locked.connect(self.instances.on_locked)
        self.instances.waiting.connect(self._on_waiting)
        self.instances.superfluous.connect(self.closed)
        self.instances.called.connect(self._on_called)
        self.copies.failed.connect(self._on_copy_failed)
        self.checkins.troubled.connect(self._on_copy_failed)
        self.tagging.tracks_tagged.connect(self.library.on_tagged)
        self.tagging.tracks_tagged.connect(self.songs.on_tagged)
        self.library.rows_changed.connect(self.songs.on_rows_changed)
        self.library.kept_out_changed.connect(self.songs.on_rows_changed)
        self.songs.choices_given.connect(self.library.on_choices)
        self.songs.given.connect(self._on_song_given)
        self.learned.forgotten.connect(self.corrections.on_forgotten)
        self.library.feelings_changed.connect(self._on_known)
        self.library.stars_changed.connect(self._on_stars)
        self.library.kept_out_changed.connect(self._on_kept_out)
        self.player.track_changed.connect(self._prioritise)
        self.queue.changed.connect(self._prioritise)

    def _make_window(self, *, before: PlayingWiring | None = None) -> MainWindow:
        window = MainWindow(self.library, self.covers, self._settings)
        self._playing = PlayingWiring(
            window,
            self.library,
            self.queue,
            self.player,
            self.covers,
            volume=self._settings.volume,
            muted=before is not None and before.muted,
            changes=before.changes if before is not None else (),
        )
        self._shown = LibraryWiring(
            window, self.library, self.tagging, self._settings, demo_dir=demo_dir()
        )
        said = CorrectionWiring(window, self.library, self.queue, self.corrections, self._playing)
        teach = TeachWiring(
            window,
            self.library,
            self.teaching,
            self.corrections,
            said=said,
            playing=self._playing,
        )
        self._shown.teaching_wanted.connect(teach.show_page)
        SongsWiring(window, self.songs, self.queue, self.player)
        SteeringWiring(window, self.library, self.queue)
        RadioWiring(window, self.library, self.radio, self.player)
        learned = LearnedWiring(window, self.learned, self.queue, self.player)
        self._shown.private_chosen.connect(learned.set_private)
        self._shown.learned_wanted.connect(learned.show_learned)
        self._shown.exposure_wanted.connect(learned.show_exposure)
        journeys = JourneyWiring(window, self.queue, self.player, self.journeys)
        FeelingWiring(window, self.queue, self.feeling)
        checkins = CheckInWiring(window, self.journeys, self.checkins, self.queue)
        journeys.begun.connect(checkins.ask_about)
        self._shown.checkin_wanted.connect(checkins.ask_freely)
        self._playing.volume_chosen.connect(self._shown.on_volume)
        self._sound = SoundWiring(window, self.player, self._settings)
        self._sound.chosen.connect(self._shown.on_sound)
        self._shown.settings_changed.connect(self._on_settings)
        window.closed.connect(self.closed)
        window.try_again.connect(self._opener.try_again)
        return window

    # -- the beginning

    def start(self) -> None:
        """Show the window, then read the library behind it.

        The garbage collector rests meanwhile: walking 100,000 new records again and again would
        double the wait, and afterwards none of them is garbage.
        """
        self._collector.start()
        self.window.show()
        QTimer.singleShot(_FIRST_FRAME_MS, self._opener.start)

    def _on_waiting(self, why: Sentence) -> None:
        """Another process has the library; said once a window, which may be for hours."""
        self._collector.resume()
        self.window.wait_for_library(str(why))

    def _on_called(self, token: str) -> None:
        self.window.come_forward(token)

    def _on_opened(self, opened: OpenedLibrary) -> None:
        self._stores = opened.stores
        self.instances.own()
        self.window.library_is_here()
        self.library.attach(opened)
        if opened.stores.notices:
            self.window.notice.say("failed", " ".join(map(str, opened.stores.notices)))
        QTimer.singleShot(_FIRST_FRAME_MS, self._opener.go_on)

    def _on_view_ready(self, ready: OpenedView) -> None:
        if self._stopping:
            return
        self._collector.resume()
        self.library.attach_view(ready.view)
        self.queue.attach(ready.keeper)
        assert self._stores is not None
        self.checkins.attach(self._stores.listening)
        self.feeling.attach(ready.view)
        self.songs.attach(self._stores, ready.view)
        self.corrections.attach(self._stores, ready.view, ready.model)
        self.teaching.attach(self._stores, ready.view)
        self.learned.attach(self._stores, ready.view, ready.model)
        self.tagging.start(self._stores.tracks)
        self.copies.start(self._stores)
        self.player.warm_up()
        self.player.list_outputs()
        self.watching.start()

    def _on_failed(self, why: Sentence) -> None:
        self._collector.resume()
        self.window.notice.say("failed", str(why))

    def _on_copy_failed(self, why: Sentence) -> None:
        self.window.notice.say("failed", str(why))

    def _on_known(self, _track_ids: object) -> None:
        """More of the library has been listened to: the queue may know better now."""
        self.queue.on_known(self.library.known_count())

    def _on_stars(self, _track_ids: object) -> None:
        """The listener said what they like: what comes follows at once."""
        self.queue.learned()

    def _on_song_given(self) -> None:
        self._playing.note_change(self.songs.undo)

    def _on_kept_out(self, _track_ids: object) -> None:
        """More or less may be played unasked."""
        self.queue.leave_out()

    def _prioritise(self, _news: object = None) -> None:
        """What plays and what comes next is listened to first, and whole."""
        coming = self.queue.upcoming[:_LISTENED_AHEAD]
        entries = [entry for entry in (self.queue.current, *coming) if entry]
        self.tagging.set_playing([entry.track_id for entry in entries])

    # -- preferences

    def _on_settings(self, settings: Settings) -> None:
        before, self._settings = self._settings, settings
        self._save.start()
        self.watching.set_enabled(settings.watch_folders)
        self.player.apply_settings(settings)
        if settings.theme != before.theme:
            self.appearance.choose(settings.theme)
        if settings.language != before.language:
            set_language(settings.language)
            QTimer.singleShot(0, self._make_window_again)

    def _make_window_again(self) -> None:
        """Another language: every widget is made anew, where the old window stood."""
        self.teaching.end()
        old = self.window
        old.closed.disconnect(self.closed)
        view, geometry = old.browser.view, old.saveGeometry()
        self.window = self._make_window(before=self._playing)
        self.window.restoreGeometry(geometry)
        self._shown.show_library()
        self.window.browser.show_view(view)
        self.window.show()
        self.player.list_outputs()
        old.close()
        old.deleteLater()

    def _save_settings(self) -> None:
        try:
            save_settings(self._home.settings_file, self._settings)
        except OSError as error:
            log.warning("The preferences cannot be written: %s", error)

    # -- the end

    def stop(self) -> None:
        """Silence first, then the listening, then what is remembered; safe at any point."""
        self._stopping = True
        self.teaching.close()
        self.player.stop()
        self._opener.wait()
        QApplication.processEvents()  # what the opening handed over last must be closed too
        self.instances.close()
        self.watching.stop()
        self.copies.stop()
        self.feeling.stop()
        self.library.stop()
        self.songs.stop()
        self.learned.stop()
        self.tagging.stop()
        self.covers.stop()
        if self._save.isActive():
            self._save.stop()
            self._save_settings()
        if self._stores is not None:
            try:
                self._stores.close()
            except MoodlarkError as error:
                log.error("Not everything could be written: %s", error)
            self._stores = None
        self._collector.stop()


def _find_cover(path: str) -> bytes | None:
    """Covers, with the reader of tags imported on the cover thread."""
    from player.library.artwork import find_cover

    return find_cover(path)
