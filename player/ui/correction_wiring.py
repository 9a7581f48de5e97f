"""Connects the menus and the mood plane to the corrections. Main thread.

Every receiver is a method of this QObject, so everything runs on the main thread.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QWidget

from player.controllers.corrections import Corrected, CorrectionController
from player.controllers.library import LibraryController
from player.controllers.queue import QueueController
from player.library.track import Correction
from player.ui.feeling_menu import FeelingMenu, correction, others_words
from player.ui.mood_plane_correcting import CorrectingSheet
from player.ui.playing_wiring import PlayingWiring
from player.ui.window import MainWindow
from player.wording import Sentence, translate

_NOTICE = "corrected"


class CorrectionWiring(QObject):
    """Not sad, it is happy, a dragged dot: to the store, and what follows said in place."""

    def __init__(
        self,
        window: MainWindow,
        library: LibraryController,
        queue: QueueController,
        corrections: CorrectionController,
        playing: PlayingWiring,
    ) -> None:
        super().__init__(window)
        self._window, self._library, self._queue = window, library, queue
        self._corrections, self._playing = corrections, playing
        self._placed: int | None = None
        self._sheet: CorrectingSheet | None = None
        self._menu: FeelingMenu | None = None
        self.silent = False
        """A lesson tells by itself what it changed."""
        window.browser.table.feeling_offered.connect(self.offer)
        window.picker.plane.correction_asked.connect(self._place_playing)
        window.notice.action_chosen.connect(self._on_action)
        for place in (window.transport.card, window.picker.plane):
            place.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            place.customContextMenuRequested.connect(self._on_menu)
        corrections.corrected.connect(self._on_corrected)
        corrections.taken_back.connect(self._on_taken_back)
        corrections.troubled.connect(self._on_trouble)

    # -- menus

    def offer(self, menu: FeelingMenu) -> None:
        """Fill *menu*, which is about to be shown, and do what is chosen in it."""
        self._menu = menu
        track_id = menu.track_id
        menu.show_said(self._corrections.said(track_id), self._corrections.source(track_id))
        menu.said.connect(self._on_said)
        menu.previewed.connect(self._on_previewed)
        menu.place_wanted.connect(self._on_place_wanted)

    def _on_said(self, said: Correction | None) -> None:
        if self._menu is not None:
            self._say(self._menu.track_id, said)

    def _on_previewed(self, said: Correction | None) -> None:
        if self._menu is not None:
            self._menu.show_preview(self._corrections.preview(self._menu.track_id, said))

    def _on_place_wanted(self) -> None:
        if self._menu is not None:
            self.place(self._menu.track_id)

    def _on_menu(self, at: QPoint) -> None:
        """What plays is corrected where it is shown."""
        entry, shown = self._queue.current, self.sender()
        felt = self._library.feeling(entry.track_id) if entry is not None else None
        if entry is not None and felt is not None and isinstance(shown, QWidget):
            menu = FeelingMenu(entry.track_id, felt.mood, shown)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.offer(menu)
            menu.popup(shown.mapToGlobal(at))

    # -- the plane

    def place(self, track_id: int) -> None:
        """Let the listener put the dot of this track where they feel it."""
        felt = self._library.feeling(track_id)
        if felt is None:
            return
        self._window.show_panel(True)
        self._placed = track_id
        self._sheet = self._window.picker.plane.begin_correction((felt.valence, felt.arousal))
        self._sheet.moved.connect(self._on_moved)
        self._sheet.placed.connect(self._on_placed)
        self._sheet.left.connect(self._leave_plane)

    def _place_playing(self) -> None:
        entry = self._queue.current
        if entry is not None:
            self.place(entry.track_id)

    def _on_moved(self, valence: float, arousal: float) -> None:
        if self._placed is not None and self._sheet is not None:
            said = correction(valence=valence, arousal=arousal)
            count = self._corrections.preview(self._placed, said)
            self._sheet.show_preview(others_words(count, would=True))

    def _on_placed(self, valence: float, arousal: float) -> None:
        track_id = self._placed
        self._leave_plane()
        if track_id is not None:
            self._say(track_id, correction(valence=valence, arousal=arousal))

    def _leave_plane(self) -> None:
        self._placed = self._sheet = None
        self._window.picker.plane.end_correction()

    # -- what became of it

    def _say(self, track_id: int, said: Correction | None) -> None:
        if said is None:
            self._corrections.forget(track_id)
        else:
            self._corrections.correct(track_id, said)

    def _on_corrected(self, what: Corrected) -> None:
        self._playing.note_change(self._corrections.undo)
        self._queue.learned()
        if not self.silent:
            self.tell(what)

    def tell(self, what: Corrected) -> None:
        """Say in place what was changed, with a way back."""
        words = translate("Correction", "Corrected.")
        if what.changed:
            words = f"{words} {others_words(what.changed, would=False)}"
        undo = translate("Correction", "Undo")
        self._window.notice.mention(words, key=_NOTICE, action=undo)

    def _on_action(self, key: str) -> None:
        if key == _NOTICE:
            self._playing.take_back(self._corrections.undo)

    def _on_taken_back(self) -> None:
        self._window.notice.take_back(_NOTICE)
        self._queue.learned()

    def _on_trouble(self, why: Sentence) -> None:
        self._window.notice.say("failed", str(why))
