"""The right-click menu of tracks. Main thread; short, says what is wanted in signals."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QLabel, QMenu, QWidget, QWidgetAction

from player.controllers.radio import RadioWish
from player.controllers.track_rows import RowFacts, TrackRow
from player.ui.feeling_menu import FeelingMenu
from player.ui.icons import icon
from player.ui.radio_menu import add_radio
from player.ui.theme import SPACE, tokens_for
from player.wording import translate, translate_count

_ITEM_LEFT = 26
"""Where the words of a menu's items begin, px."""


class TrackMenu(QMenu):
    """What can be done with some tracks."""

    play_now = Signal(list)
    play_next = Signal(list)
    add_to_queue = Signal(list)
    more_like = Signal(int)
    radio = Signal(list, object)
    rate = Signal(list, int)
    favour = Signal(list, bool)
    choose_for_queues = Signal(list, object)
    reveal_in_folder = Signal(int)
    feeling: FeelingMenu | None = None
    """Where the listener says how the track feels; ``None`` where that is not known of one."""

    def __init__(
        self,
        ids: Sequence[int],
        rows: Sequence[TrackRow],
        facts: RowFacts,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ids = list(ids)
        playable = any(row.available and row.failure is None for row in rows)
        felt = facts.feeling(self._ids[0]) if len(self._ids) == 1 else None
        self._rating, self._favourite = facts.stars(self._ids[0])
        self._add("play", translate("Window", "Play now"), self._on_play_now).setEnabled(playable)
        self._add("next", translate("Window", "Play next"), self._on_next).setEnabled(playable)
        self._add("queue", translate("Window", "Add to queue"), self._on_add).setEnabled(playable)
        if felt is not None:
            self._add("mood", translate("Window", "More like this mood"), self._on_more)
            self.feeling = FeelingMenu(self._ids[0], felt.mood, self)
            self.addMenu(self.feeling)
        add_radio(self, self._on_radio, short=True)
        self.addSeparator()
        words = (
            translate("Window", "Remove from favourites")
            if self._favourite
            else translate("Window", "Add to favourites")
        )
        self._add("favourite-on" if self._favourite else "favourite", words, self._on_favourite)
        self._add_ratings()
        self._add_choices(facts)
        if len(self._ids) == 1:
            self._add("folder", translate("Window", "Show in folder"), self._on_reveal)

    def _add(self, name: str, words: str, slot: object) -> QAction:
        action = self.addAction(icon(name, tokens_for(self.palette())), words.replace("&", "&&"))
        action.triggered.connect(slot)
        return action

    def _add_ratings(self) -> None:
        stars = self.addMenu(
            icon("star", tokens_for(self.palette())), translate("Window", "Rating")
        )
        for count in range(5, -1, -1):
            words = (
                translate_count("Window", "{count} star", "{count} stars", count)
                if count
                else translate("Window", "No rating")
            )
            action = stars.addAction(words)
            action.setCheckable(True)
            action.setChecked(count == self._rating)
            action.setData(count)
        stars.triggered.connect(self._on_rate)

    def _add_choices(self, facts: RowFacts) -> None:
        """Whether mood queues bring these tracks, with what is thought of one that is no song."""
        menu = self.addMenu(
            icon("queue", tokens_for(self.palette())), translate("Window", "Play in mood queues")
        )
        known = [facts.queue_facts(track_id) for track_id in self._ids]
        if len(known) == 1 and known[0].thought is not None:
            self._add_words(menu, str(known[0].thought))
        chosen = {fact.choice for fact in known}
        group = QActionGroup(menu)
        for choice, words in (
            (None, translate("Window", "Automatic")),
            ("always", translate("Window", "Always")),
            ("never", translate("Window", "Never")),
        ):
            action = group.addAction(menu.addAction(words))
            action.setCheckable(True)
            action.setChecked(chosen == {choice})
            action.setData(choice)
        group.triggered.connect(self._on_choice)

    def _add_words(self, menu: QMenu, words: str) -> None:
        """A line that is only read."""
        label = QLabel(words)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", "second")
        label.setContentsMargins(_ITEM_LEFT, SPACE.s, SPACE.l, SPACE.s)
        shown = QWidgetAction(menu)
        shown.setDefaultWidget(label)
        shown.setText(words)
        menu.addAction(shown)
        menu.addSeparator()

    def _on_play_now(self) -> None:
        self.play_now.emit(self._ids)

    def _on_next(self) -> None:
        self.play_next.emit(self._ids)

    def _on_add(self) -> None:
        self.add_to_queue.emit(self._ids)

    def _on_more(self) -> None:
        self.more_like.emit(self._ids[0])

    def _on_favourite(self) -> None:
        self.favour.emit(self._ids, not self._favourite)

    def _on_radio(self, wish: RadioWish) -> None:
        self.radio.emit(self._ids, wish)

    def _on_rate(self, action: QAction) -> None:
        self.rate.emit(self._ids, int(action.data()))

    def _on_choice(self, action: QAction) -> None:
        self.choose_for_queues.emit(self._ids, action.data())

    def _on_reveal(self) -> None:
        self.reveal_in_folder.emit(self._ids[0])
