"""What the queue follows besides the mood, as small words that can be taken away again.

Main thread. Passive: wishes come in with a key each, and the key of a removed one goes out. There
is one line of them; where more are wished than fit, the last says how many more there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLayout, QSizePolicy, QWidget

from player.ui.chips import FlowLayout
from player.ui.icons import glyph
from player.ui.text_line import draw_line
from player.ui.theme import SMALL, SPACE, font, tokens_for
from player.wording import translate, translate_count

_HEIGHT = 22
_CROSS = 10
_MOST = 150
"""No chip is wider, px: a long name of an album must not hide the others."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One wish, in words."""

    key: str
    """Names it when it is taken away."""
    text: str
    """As shown: "Like: Nina Simone", "Livelier"."""


class WishChips(QWidget):
    """A line of wishes, or a paragraph of them; hidden while there are none."""

    removed = Signal(str)
    """Key of the wish that the listener took away."""
    all_requested = Signal()
    """There are more than are shown: show all of them."""

    def __init__(self, parent: QWidget | None = None, *, wrapped: bool = False) -> None:
        """*wrapped*: take as many lines as all of them need."""
        super().__init__(parent)
        self._wrapped = wrapped
        self._wishes: tuple[Wish, ...] = ()
        self._chips: list[_WishChip] = []
        self._more = _WishChip("", parent=self, cross=False)
        self._more.clicked.connect(self.all_requested)
        self._more.hide()
        self._line: QLayout = FlowLayout(self)
        if not wrapped:
            self._line.setContentsMargins(SPACE.l, 0, SPACE.l, SPACE.xs)
        self.setAccessibleName(translate("QueuePanel", "What the queue follows"))
        self.hide()

    @property
    def wishes(self) -> tuple[Wish, ...]:
        """All of them, also those there is no room for."""
        return self._wishes

    def set_wishes(self, wishes: Sequence[Wish]) -> None:
        """Show these."""
        if tuple(wishes) == self._wishes:
            return
        self._wishes = tuple(wishes)
        for chip in self._chips:
            self._line.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        self._line.removeWidget(self._more)
        for wish in self._wishes:
            chip = _WishChip(wish.text, parent=self)
            chip.clicked.connect(lambda _=False, key=wish.key: self.removed.emit(key))
            self._chips.append(chip)
            self._line.addWidget(chip)
        self._line.addWidget(self._more)  # last, also for Tab
        self.setVisible(bool(self._wishes))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width holds others."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._wrapped:
            return
        room = self.width() - 2 * SPACE.l
        widths = [chip.sizeHint().width() + SPACE.xs for chip in self._chips]
        shown = len(widths)
        self._more.setText("")
        while shown > 1 and sum(widths[:shown]) + self._room_for_more(shown) > room:
            shown -= 1
        self._room_for_more(shown)
        for place, chip in enumerate(self._chips):
            chip.setVisible(place < shown)
        self._more.setVisible(shown < len(self._chips))

    def _room_for_more(self, shown: int) -> int:
        """Let the last chip count what is not shown; its width, px."""
        hidden = len(self._chips) - shown
        if not hidden:
            return 0
        self._more.setText(f"+{hidden}")
        self._more.setAccessibleName(
            translate_count("QueuePanel", "{count} more", "{count} more", hidden)
        )
        return self._more.sizeHint().width()


class _WishChip(QAbstractButton):
    """Words and a cross; a click, Enter, Space or Delete takes it away."""

    def __init__(self, text: str, *, parent: QWidget, cross: bool = True) -> None:
        super().__init__(parent)
        self._cross = cross
        self.setText(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if cross:
            words = translate("QueuePanel", "{wish}: take away", wish=text)
            self.setToolTip(words.replace("<", "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"))
            self.setAccessibleName(words)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The words, the cross and the padding."""
        words = QFontMetrics(font(SMALL)).horizontalAdvance(self.text())
        width = words + 2 * SPACE.s + 2
        return QSize(min(_MOST, width + (_CROSS + SPACE.xs if self._cross else 0)), _HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Delete takes it away, as Space does."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The pill, the words and the cross."""
        tokens = tokens_for(self.palette())
        hot = self.underMouse() or self.isDown()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pill = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        edge = tokens.accent if self.hasFocus() else tokens.disabled if hot else tokens.line
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(tokens.raised))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        inner = self.rect().adjusted(SPACE.s, 0, -SPACE.s, 0)
        if self._cross:
            colour = QColor(tokens.text if hot else tokens.text2)
            mark = glyph("remove", colour, _CROSS, self.devicePixelRatioF())
            painter.drawPixmap(inner.right() + 1 - _CROSS, (self.height() - _CROSS) // 2, mark)
            inner.adjust(0, 0, -_CROSS - SPACE.xs, 0)
        draw_line(painter, inner, self.text(), font(SMALL), tokens.text)
        painter.end()
