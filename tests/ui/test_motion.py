"""Motion stops where the system asks for less of it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import (
    QProxyStyle,
    QStyle,
    QStyleFactory,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)
from pytestqt.qtbot import QtBot

from player.ui.motion import motion_ms


class _Still(QProxyStyle):
    """A style on a system without animations."""

    def __init__(self, length_ms: int) -> None:
        super().__init__(QStyleFactory.create("Fusion"))
        self._length_ms = length_ms

    def styleHint(  # noqa: N802 - Qt's name
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_Widget_Animation_Duration:
            return self._length_ms
        return super().styleHint(hint, option, widget, returned)


@pytest.mark.parametrize(("system_ms", "wanted", "got"), [(200, 150, 150), (0, 150, 0)])
def test_motion_follows_the_system(qtbot: QtBot, system_ms: int, wanted: int, got: int) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    style = _Still(system_ms)
    widget.setStyle(style)
    assert motion_ms(widget, wanted) == got
