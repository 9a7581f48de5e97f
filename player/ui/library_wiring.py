"""Connects the browser, the sidebar and the status line to the controllers. Main thread."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, QObject, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QToolButton

from player.controllers.library import LibraryController
from player.controllers.progress import ListeningProgress
from player.controllers.tagging import TaggingController
from player.library.failures import Failure
from player.settings import LET_IN_SWITCHES, Settings
from player.ui.block_editor import BlockEditor
from player.ui.keys import Act, help_lines
from player.ui.lines_page import page_section
from player.ui.settings_menu import SettingsMenu
from player.ui.window import MainWindow
from player.wording import Sentence, translate

_GONE = "gone:"
"""Key of the action "they are gone", before the folder they are gone from."""


def _what_next(failure: Failure) -> str:
    """When a file that the system refused is tried again; nothing of one that is damaged."""
    if failure.retry_at is None:
        return ""
    when = QLocale().toString(
        QDateTime.fromSecsSinceEpoch(round(failure.retry_at)), QLocale.FormatType.ShortFormat
    )
    return translate("Window", "It is tried again after {when}.", when=when)


class LibraryWiring(QObject):
    """Library and listening -> what is seen; folders, ratings and preferences back."""

    settings_changed = Signal(object)
    """The listener's :class:`Settings` are different now."""
    private_chosen = Signal(bool)
    """The listener begins or ends a private session."""
    learned_wanted = Signal()
    """The listener wants to see what was learned."""
    teaching_wanted = Signal()
    """The listener wants to show how they hear."""
    checkin_wanted = Signal()
    """The listener wants to say how they feel now."""
    exposure_wanted = Signal()
    """The listener wants to see how the library is used."""

    def __init__(
        self,
        window: MainWindow,
        library: LibraryController,
        tagging: TaggingController,
        settings: Settings,
        *,
        demo_dir: Path,
    ) -> None:
        super().__init__(window)
        self._window, self._library, self._tagging = window, library, tagging
        self._settings, self._demo_dir = settings, demo_dir
        self._connect_library()
        self._connect_listening()
        self._connect_settings()
        self._blocks = BlockEditor()
        self._blocks.changed.connect(self._on_blocks)
        window.browser.lines.put_above(self._blocks)

    # -- rows

    def _connect_library(self) -> None:
        browser, library = self._window.browser, self._library
        library.rows_changed.connect(self._show_rows)
        library.feelings_changed.connect(browser.feelings_changed)
        library.feelings_changed.connect(self._on_felt)
        library.kept_out_changed.connect(self._on_kept_out)
        library.stars_changed.connect(self._show_stars)
        library.scan_progressed.connect(self._window.status.set_scan)
        library.scan_finished.connect(self._on_scanned)
        library.troubled.connect(self._on_trouble)
        library.doubted.connect(self._on_doubt)
        browser.table.rate.connect(library.rate)
        browser.table.favour.connect(library.favour)
        browser.table.choose_for_queues.connect(library.set_queue_choice)
        browser.table.reveal_in_folder.connect(self._reveal)
        browser.songs.reveal_in_folder.connect(self._reveal)
        browser.table.visible_changed.connect(self._tagging.set_visible)
        browser.welcome.choose_folder.connect(self._choose_folder)
        browser.welcome.try_demo.connect(self._try_demo)
        self._window.sidebar.add_folder.connect(self._choose_folder)
        self._window.paths_dropped.connect(library.scan)
        self._window.notice.action_chosen.connect(self._on_action)

    def show_library(self) -> None:
        """Show what the library holds now."""
        self._window.browser.set_favourites(self._library.favourites)
        self._window.browser.set_rows(self._library.rows)
        self._window.status.set_failed(len(self._library.failures()))
        self._window.status.set_kept_out(self._library.kept_out_count())

    def _show_rows(self) -> None:
        self.show_library()
        self._tagging.look_again()

    def _show_stars(self, track_ids: Sequence[int]) -> None:
        self._window.browser.table.tracks.stars_changed(track_ids)
        self._window.browser.set_favourites(self._library.favourites)

    def _on_scanned(self, _report: object) -> None:
        self._window.status.end_scan()
        self._window.status.set_failed(len(self._library.failures()))
        self._tagging.look_again()

    def _on_doubt(self, folder: str, why: Sentence) -> None:
        """Most of a folder is gone: ask before it is believed."""
        action = translate("Window", "They are gone")
        self._window.notice.say("missing", str(why), action=action, key=_GONE + folder)

    def _on_action(self, key: str) -> None:
        if key.startswith(_GONE):
            self._library.scan([key.removeprefix(_GONE)], believe=True)

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self._window, translate("Window", "Choose your music folder"), str(Path.home())
        )
        if folder:
            self._library.scan([folder])

    def _try_demo(self) -> None:
        self._library.scan([str(self._demo_dir)])

    def _reveal(self, track_id: int) -> None:
        row = self._library.row(track_id)
        if row is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(row.path).parent)))

    # -- listening

    def _connect_listening(self) -> None:
        status, tagging = self._window.status, self._tagging
        tagging.progressed.connect(self._show_progress)
        tagging.troubled.connect(self._on_trouble)
        status.pause_toggled.connect(self._on_pause)
        status.show_failed.connect(self._show_failed)
        status.show_kept_out.connect(self._show_kept_out)
        status.stop_scan.connect(self._library.cancel_scan)
        self._window.acted.connect(self._on_act)

    def _show_progress(self, progress: ListeningProgress) -> None:
        if not self._library.scanning:
            self._window.status.set_progress(progress)
            if progress.done == progress.total:
                self._window.status.set_failed(len(self._library.failures()))

    def _on_pause(self, paused: bool) -> None:
        self._tagging.set_paused(paused)
        self._change(tagging_paused=paused)

    def _show_failed(self) -> None:
        lines = [
            (failure.path, f"{failure.why} {_what_next(failure)}".rstrip())
            for failure in self._library.failures()
        ]
        title = translate("Window", "Files that could not be used")
        self._window.browser.show_lines(title, lines)

    def _show_kept_out(self) -> None:
        settings = self._settings
        self._blocks.show_blocks(settings.blocked_words, settings.blocked_folders)
        sections = [page_section(section) for section in self._library.kept_out_sections()]
        title = translate("Window", "Kept out of mood queues")
        nothing = translate("Window", "Mood queues leave nothing out.")
        self._window.browser.show_sections(title, sections, nothing)

    def _on_kept_out(self, track_ids: Sequence[int]) -> None:
        self._window.browser.table.tracks.kept_out_changed(track_ids)
        self._window.status.set_kept_out(self._library.kept_out_count())

    def _on_felt(self, _track_ids: object) -> None:
        self._window.status.set_kept_out(self._library.kept_out_count())

    def _on_trouble(self, why: Sentence) -> None:
        self._window.notice.say("failed", str(why))

    def _on_act(self, act: Act) -> None:
        if act is Act.HELP:
            self._show_keys()

    def _show_keys(self) -> None:
        self._window.browser.show_lines(translate("Window", "Keyboard shortcuts"), help_lines())

    # -- settings

    def _connect_settings(self) -> None:
        self._window.sidebar.open_settings.connect(self._open_settings)
        self._window.sidebar.folded_changed.connect(self._on_folded)
        self._window.transport.queue_toggled.connect(self._on_panel)

    def _open_settings(self, button: QToolButton) -> None:
        menu = SettingsMenu(
            theme=self._settings.theme,
            language=self._settings.language,
            compact=self._settings.compact_rows,
            watching=self._settings.watch_folders,
            private=self._window.sidebar.private,
            let_in={name: getattr(self._settings, name) for name in LET_IN_SWITCHES},
            folders=self._library.folders(),
            parent=self._window,
        )
        menu.theme_chosen.connect(self._on_theme)
        menu.language_chosen.connect(self._on_language)
        menu.compact_chosen.connect(self._on_compact)
        menu.rescan.connect(self._rescan)
        menu.watching_chosen.connect(self._on_watching)
        menu.let_in_chosen.connect(self._on_let_in)
        menu.show_kept_out.connect(self._show_kept_out)
        menu.remove_folder.connect(self._library.forget_folder)
        menu.private_chosen.connect(self.private_chosen)
        menu.show_learned.connect(self.learned_wanted)
        menu.show_exposure.connect(self.exposure_wanted)
        menu.teach.connect(self.teaching_wanted)
        menu.check_in.connect(self.checkin_wanted)
        menu.show_keys.connect(self._show_keys)
        menu.show_sound.connect(self._window.sound_popover.open_it)
        menu.aboutToHide.connect(menu.deleteLater)
        height = menu.sizeHint().height()
        menu.popup(button.mapToGlobal(QPoint(0, -height)))

    def _rescan(self) -> None:
        self._library.scan()

    def _on_theme(self, theme: str) -> None:
        self._change(theme=theme)

    def _on_language(self, language: str) -> None:
        self._change(language=language)

    def _on_compact(self, compact: bool) -> None:
        self._window.browser.table.set_compact(compact)
        self._change(compact_rows=compact)

    def _on_watching(self, watching: bool) -> None:
        self._change(watch_folders=watching)

    def _on_let_in(self, switch: str, wanted: bool) -> None:
        self._change(**{switch: wanted})
        self._library.let_in(self._settings)

    def _on_blocks(self, words: tuple[str, ...], folders: tuple[str, ...]) -> None:
        self._change(blocked_words=words, blocked_folders=folders)
        self._library.let_in(self._settings)
        self._show_kept_out()
        self._blocks.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_folded(self, folded: bool) -> None:
        self._change(sidebar_open=not folded)

    def _on_panel(self, shown: bool) -> None:
        self._change(panel_open=shown)

    def on_volume(self, volume: float) -> None:
        """Remember the volume."""
        self._change(volume=volume)

    def on_sound(self, field: str, value: object) -> None:
        """Remember a choice about sound: a field of the settings and its value."""
        self._change(**{field: value})

    def _change(self, **fields: object) -> None:
        self._settings = dataclasses.replace(self._settings, **fields)  # type: ignore[arg-type]
        self.settings_changed.emit(self._settings)
