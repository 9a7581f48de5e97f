"""Whether and how long things move. Main thread; no state: the one place that is asked.

Widgets ask :func:`motion_ms` before they animate and show the end state at once when it answers 0.
"""

from __future__ import annotations

from PySide6.QtWidgets import QStyle, QWidget

from player.ui.theme import EASE_MS


def motion_ms(widget: QWidget, wanted_ms: int = EASE_MS) -> int:
    """*wanted_ms*, or 0 when the system asks for less motion.

    Qt's style knows the system's setting: its own animation length is 0 where animations are off.
    """
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    return wanted_ms if widget.style().styleHint(hint, None, widget) > 0 else 0
