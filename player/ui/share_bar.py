"""A thin bar that is filled by a share, with a mark where another share ends. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from player.ui.theme import tokens_for

_HEIGHT = 6


class ShareBar(QWidget):
    """Says nothing by itself: the number stands beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share, self._mark = 0.0, -1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Thin, as wide as there is room."""
        return QSize(60, _HEIGHT + 4)

    def set_share(self, share: float, mark: float = -1.0) -> None:
        """Fill *share* (0..1); *mark* is where a line stands, none below 0."""
        self._share, self._mark = share, mark
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """The ground, the share, the mark."""
        painter, tokens = QPainter(self), tokens_for(self.palette())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(0, (self.height() - _HEIGHT) / 2, self.width(), _HEIGHT)
        painter.setBrush(QColor(tokens.line))
        painter.drawRoundedRect(whole, _HEIGHT / 2, _HEIGHT / 2)
        if self._share > 0:
            filled = QRectF(whole)
            filled.setWidth(max(min(self._share, 1.0) * whole.width(), _HEIGHT))
            painter.setBrush(QColor(tokens.text2))
            painter.drawRoundedRect(filled, _HEIGHT / 2, _HEIGHT / 2)
        if self._mark >= 0:
            at = min(self._mark, 1.0) * (whole.width() - 2)
            painter.fillRect(QRectF(at, 0, 2, self.height()), QColor(tokens.text))
