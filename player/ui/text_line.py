"""Draws one line of plain text that ends in "…" where there is no room. Main thread; no state."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

LEFT = Qt.AlignmentFlag.AlignLeft


def draw_line(
    painter: QPainter,
    rect: QRect,
    words: str,
    face: QFont,
    colour: QColor | str,
    *,
    side: Qt.AlignmentFlag = LEFT,
) -> int:
    """*words* in the middle of *rect*'s height; returns the width they took, px."""
    metrics = QFontMetrics(face)
    plain = words.replace("\n", " ")
    shown = metrics.elidedText(plain, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(face)
    painter.setPen(QColor(colour))
    flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    painter.drawText(rect, int(flags), shown)
    return metrics.horizontalAdvance(shown)
