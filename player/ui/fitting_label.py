"""A label that shows what there is room for, and never asks for more. Main thread, passive."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

_BETWEEN = " \N{MIDDLE DOT} "


class FittingLabel(QLabel):
    """Words in parts: where there is too little room, the last parts go, then the first is cut."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._parts: tuple[str, ...] = ()

    def say(self, *parts: str) -> None:
        """Show these *parts*, the most important first; :meth:`text` has all of them."""
        self._parts = tuple(filter(None, parts))
        self.setText(_BETWEEN.join(self._parts))

    def fitting(self) -> str:
        """What there is room for."""
        width, metrics = self.contentsRect().width(), self.fontMetrics()
        for count in range(len(self._parts), 0, -1):
            words = _BETWEEN.join(self._parts[:count])
            if metrics.horizontalAdvance(words) <= width:
                return words
        return metrics.elidedText("".join(self._parts[:1]), Qt.TextElideMode.ElideRight, width)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """It can do without any width."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint what fits."""
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            self.palette(),
            self.isEnabled(),
            self.fitting(),
            self.foregroundRole(),
        )
