"""Why a track is in the queue: its reasons, largest first, with bars, and numbers that add up.

Main thread. Passive: shows one :class:`~player.ui.queue_row.QueueRow`. The reasons are the signed
terms of the score; nothing is left out, so the sum at the end is the score.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from player.ui.card_head import CardHead
from player.ui.queue_row import QueueRow, hundredths, signed
from player.ui.theme import SPACE, tokens_for
from player.wording import translate

WHY_WIDTH = 420
"""Width of the card, px."""
_BAR = 88
_SHORTEST = 3.0


class WhyPanel(QWidget):
    """Title, reasons with bars, numbers on request, and the rules that gave way."""

    close_requested = Signal()
    """The listener has seen enough."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: QueueRow | None = None
        self._numbers_shown = False
        self._head = CardHead("", self)
        self._head.close_requested.connect(self.close_requested)
        self._body = QWidget(self)
        self._notes = QLabel(self)
        self._notes.setTextFormat(Qt.TextFormat.PlainText)
        self._notes.setWordWrap(True)
        self._notes.setProperty("role", "second")
        self.numbers = QPushButton(self)
        self.numbers.setProperty("role", "link")
        self.numbers.clicked.connect(self._toggle_numbers)
        self.setAccessibleName(translate("QueuePanel", "Why this track"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE.l, SPACE.m, SPACE.m, SPACE.m)
        self._column.setSpacing(SPACE.m)
        self._column.addWidget(self._head)
        self._column.addWidget(self._body)
        self._column.addWidget(self._notes)
        self._column.addWidget(self.numbers, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)

    @property
    def row(self) -> QueueRow | None:
        """What it is about."""
        return self._row

    def set_row(self, row: QueueRow) -> None:
        """Say why *row* is there."""
        self._row = row
        self._head.say(row.title, row.artist)
        self._notes.setText("\n".join(row.notes))
        self._notes.setVisible(bool(row.notes))
        self.numbers.setVisible(bool(row.reasons))
        self._fill()

    def lines(self) -> list[tuple[str, str]]:
        """What is read: each reason and its number, empty while the numbers are not shown."""
        grid = self._body.layout()
        assert isinstance(grid, QGridLayout)
        read = []
        for line in range(grid.rowCount()):
            cells = [grid.itemAtPosition(line, column) for column in (0, 2)]
            texts = [w.text() if isinstance(w := c.widget(), QLabel) else "" for c in cells if c]
            if texts:
                read.append((texts[0], texts[1] if len(texts) > 1 else ""))
        return read

    def _toggle_numbers(self) -> None:
        self._numbers_shown = not self._numbers_shown
        self._fill()

    def _fill(self) -> None:
        """A new body: reasons are few, and a grid has no way to forget its rows."""
        row = self._row
        if row is None:
            return
        body = QWidget(self)
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, SPACE.xs, 0)
        grid.setHorizontalSpacing(SPACE.m)
        grid.setVerticalSpacing(SPACE.s)
        grid.setColumnStretch(0, 1)
        self._fill_reasons(grid, row)
        self._column.replaceWidget(self._body, body)
        self._body.hide()
        self._body.deleteLater()
        self._body = body
        self.numbers.setText(
            translate("QueuePanel", "Hide the numbers")
            if self._numbers_shown
            else translate("QueuePanel", "Show the numbers")
        )

    def _fill_reasons(self, grid: QGridLayout, row: QueueRow) -> None:
        if not row.reasons:
            words = row.why or translate("QueuePanel", "You put it here.")
            grid.addWidget(_words(words, grid.parentWidget()), 0, 0)
            return
        contributions = [reason.contribution for reason in row.reasons]
        numbers = hundredths(contributions)
        span = (min(0.0, *contributions), max(0.0, *contributions))
        for line, (reason, number) in enumerate(zip(row.reasons, numbers, strict=True)):
            bar = _Bar(reason.contribution, span, grid.parentWidget())
            grid.addWidget(_words(reason.text, grid.parentWidget()), line, 0)
            grid.addWidget(bar, line, 1)
            if self._numbers_shown:
                grid.addWidget(_number(signed(number), grid.parentWidget()), line, 2)
        if self._numbers_shown:
            together = _words(translate("QueuePanel", "Together"), grid.parentWidget())
            total = _number(signed(sum(numbers)), grid.parentWidget())
            for label in (together, total):
                label.setProperty("role", "strong")
            grid.addWidget(together, len(numbers), 0)
            grid.addWidget(total, len(numbers), 2)


def _words(text: str, parent: QWidget | None) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _number(text: str, parent: QWidget | None) -> QLabel:
    label = QLabel(text, parent)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


class _Bar(QWidget):
    """How much a reason weighs: filled to the right when it speaks for the track, hollow to the
    left when against it, so that neither needs a colour."""

    def __init__(self, weight: float, span: tuple[float, float], parent: QWidget | None) -> None:
        """*span*: the least and the greatest weight of all bars, which share one scale."""
        super().__init__(parent)
        self._weight, self._span = weight, span
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(
            translate("QueuePanel", "speaks for it")
            if weight >= 0
            else translate("QueuePanel", "speaks against it")
        )

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Both sides of the middle."""
        return QSize(_BAR, SPACE.l)

    def bar(self) -> QRectF:
        """Where the bar is; it begins at the line between for and against."""
        low, high = self._span
        unit = (self.width() - 2) / ((high - low) or 1.0)
        middle = 1 - low * unit
        length = max(_SHORTEST, abs(self._weight) * unit)
        left = middle if self._weight >= 0 else middle - length
        return QRectF(left, self.height() / 2 - 3, length, 6)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The line between, and the bar to one side of it."""
        tokens = tokens_for(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = self.bar()
        middle, y = bar.left() if self._weight >= 0 else bar.right(), bar.center().y()
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawLine(round(middle), round(y - 8), round(middle), round(y + 8))
        if self._weight >= 0:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.text2))
            painter.drawRoundedRect(bar, 2, 2)
        else:
            painter.setPen(QPen(QColor(tokens.text2), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        painter.end()
