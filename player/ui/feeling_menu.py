"""The menu in which a listener says how one track feels. Main thread; passive.

Words go out as a :class:`~player.library.track.Correction` without track or time. What a word would
do to other tracks is asked for while the pointer is on it, and stands at the foot of the menu.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu, QWidget, QWidgetAction

from player.library.track import Correction, Source
from player.tagging.vocabulary import MOODS, STYLES
from player.ui.icons import icon
from player.ui.theme import SPACE, tokens_for
from player.ui.words import mood_word, source_words
from player.wording import translate, translate_count

_ITEM_LEFT = 26
"""Where the words of a menu's items begin, px."""


def correction(**said: object) -> Correction:
    """A word of the listener: whoever stores it knows the track and the time."""
    return Correction(0, 0.0, **said)  # type: ignore[arg-type]


def others_words(count: int, *, would: bool) -> str:
    """How many other tracks follow, or would."""
    if would:
        return translate_count(
            "Correction",
            "would change {count} other track",
            "would change {count} other tracks",
            count,
        )
    return translate_count(
        "Correction", "{count} other track follows.", "{count} other tracks follow.", count
    )


class FeelingMenu(QMenu):
    """Not sad; it is...; the style; a place on the plane; as Moodlark hears it."""

    said = Signal(object)
    """The listener says this :class:`~player.library.track.Correction`; ``None``: nothing any
    more."""
    previewed = Signal(object)
    """The same, while it is only pointed at."""
    place_wanted = Signal()
    """The listener wants to put the dot where they feel it."""

    def __init__(self, track_id: int, mood: str | None, parent: QWidget | None = None) -> None:
        """:param mood: what is shown; ``None`` when unsure."""
        super().__init__(translate("Correction", "How it feels"), parent)
        self.track_id = track_id
        self.setIcon(icon("mood", tokens_for(self.palette())))
        self._words: dict[QAction, Correction | None] = {}
        self._who = self._line("")
        if mood is not None:
            words = translate("Correction", "Not {mood}", mood=mood_word(mood).casefold())
            self._offer(self, words, correction(not_moods=(mood,)))
        moods = self.addMenu(translate("Correction", "It is\N{HORIZONTAL ELLIPSIS}"))
        self._moods = {m.id: self._offer(moods, str(m.name), correction(mood=m.id)) for m in MOODS}
        styles = self.addMenu(translate("Correction", "Its style is\N{HORIZONTAL ELLIPSIS}"))
        self._styles = {
            s.id: self._offer(styles, str(s.name), correction(style=s.id)) for s in STYLES
        }
        place = self.addAction(
            translate("Correction", "Place it on the plane\N{HORIZONTAL ELLIPSIS}")
        )
        place.triggered.connect(self.place_wanted)
        self.addSeparator()
        self._back = self._offer(self, translate("Correction", "As Moodlark hears it"), None)
        self._preview = self._line(others_words(8888, would=True))
        self._preview.setText("")
        for menu in (self, moods, styles):
            menu.hovered.connect(self._on_hovered)
        for checkable in (*self._moods.values(), *self._styles.values()):
            checkable.setCheckable(True)
        self.show_said(None, None)

    def show_said(self, said: Correction | None, source: Source | None) -> None:
        """What the listener said already, and who says the mood that is shown."""
        self._back.setEnabled(said is not None)
        for mood, action in self._moods.items():
            action.setChecked(said is not None and said.mood == mood)
        for style, action in self._styles.items():
            action.setChecked(said is not None and said.style == style)
        self._who.setText(source_words(source))

    def head(self) -> str:
        """Who says the mood, as it stands at the top."""
        return self._who.text()

    def foot(self) -> str:
        """What the word under the pointer would do, as it stands at the foot."""
        return self._preview.text()

    def show_preview(self, count: int) -> None:
        """What the word under the pointer would do."""
        self._preview.setText(others_words(count, would=True))

    def _offer(self, menu: QMenu, words: str, said: Correction | None) -> QAction:
        action = menu.addAction(words.replace("&", "&&"))
        self._words[action] = said
        action.triggered.connect(self._on_said)
        return action

    def _line(self, words: str) -> QLabel:
        """A line that is only read."""
        label = QLabel(words)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", "second")
        label.setContentsMargins(_ITEM_LEFT, SPACE.s, SPACE.l, SPACE.s)
        label.setMinimumSize(label.sizeHint() if words else QSize(0, 0))
        shown = QWidgetAction(self)
        shown.setDefaultWidget(label)
        self.addAction(shown)
        return label

    def _on_said(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.said.emit(self._words[action])

    def _on_hovered(self, action: QAction) -> None:
        if action in self._words and action.isEnabled():
            self.previewed.emit(self._words[action])
        else:
            self._preview.setText("")
