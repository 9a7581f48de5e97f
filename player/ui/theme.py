"""How the window looks: one table of colours and sizes, and what Qt needs made from it.

Main thread. The Fusion palette and the style sheet are both generated from :class:`Tokens`; nothing
else in ``ui/`` names a colour, a radius or a type size of its own. Paint code asks
:func:`tokens_for` with its widget's palette, so a change of theme needs no message to anyone:
Qt sends every widget a ``PaletteChange``. The colours of moods are in ``ui.colour``.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from player.ui.stylesheet import style_sheet
from player.ui.tokens import DARK, LIGHT, Tokens

__all__ = [
    "BODY",
    "BOTTOM_HEIGHT",
    "COMPACT_ROW_HEIGHT",
    "DARK",
    "DISPLAY",
    "EASE_MS",
    "LIGHT",
    "PANEL_WIDTH",
    "RADIUS",
    "ROW_HEIGHT",
    "SIDEBAR_WIDTH",
    "SMALL",
    "SPACE",
    "SUBTITLE",
    "TITLE",
    "Appearance",
    "Tokens",
    "apply_theme",
    "font",
    "tokens_for",
]


@dataclass(frozen=True, slots=True)
class _Space:
    """The only distances used, px."""

    xs: int = 4
    s: int = 8
    m: int = 12
    l: int = 16  # noqa: E741 - t-shirt sizes
    xl: int = 24
    xxl: int = 32


SPACE = _Space()
RADIUS = 8
"""Corner radius of cards, fields and buttons, px; chips are fully round."""
SMALL, BODY, SUBTITLE, TITLE, DISPLAY = 11, 13, 15, 20, 28
"""The only type sizes, px."""
ROW_HEIGHT, COMPACT_ROW_HEIGHT = 44, 28
"""Rows of the tables, px."""
SIDEBAR_WIDTH, PANEL_WIDTH, BOTTOM_HEIGHT = 220, 340, 84
"""The fixed measures of the window, px."""
EASE_MS = 160
"""How long a motion takes, ms; use ease-out."""


_UNNAMED = {"Sans Serif", "Sans", "DejaVu Sans", ""}
"""What a system says that has not chosen a family."""
_PLEASANT = ("Inter", "Noto Sans", "Source Sans 3", "Source Sans Pro", "Ubuntu", "Cantarell")
_CHINESE = ("Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei UI")
"""Named so that Chinese is drawn in the same weight and in its simplified shapes everywhere."""


def font(size: int = BODY, *, strong: bool = False, family_of: QFont | None = None) -> QFont:
    """The system's family at one of the type sizes, in one of the two weights, digits tabular.

    Where the system names no family, the first of some pleasant ones that is there.
    """
    made = QFont(family_of) if family_of is not None else QFont(QApplication.font())
    system = [family for family in made.families() if family not in _UNNAMED]
    made.setFamilies(list(dict.fromkeys((*(system or _PLEASANT), *_CHINESE, *made.families()))))
    made.setPixelSize(size)
    made.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def tokens_for(palette: QPalette) -> Tokens:
    """The table the given palette was made from: pass ``self.palette()`` in paint code."""
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def make_palette(tokens: Tokens) -> QPalette:
    """Fusion's palette from the table."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    for name, colour in (
        (role.Window, tokens.ground),
        (role.WindowText, tokens.text),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.raised),
        (role.ToolTipBase, tokens.raised),
        (role.ToolTipText, tokens.text),
        (role.PlaceholderText, tokens.text2),
        (role.Text, tokens.text),
        (role.Button, tokens.raised),
        (role.ButtonText, tokens.text),
        (role.BrightText, tokens.text),
        (role.Link, tokens.accent),
        (role.Highlight, tokens.selected),
        (role.HighlightedText, tokens.text),
        (role.Accent, tokens.accent),
        (role.Light, tokens.raised),
        (role.Midlight, tokens.raised),
        (role.Mid, tokens.line),
        (role.Dark, tokens.line),
        (role.Shadow, tokens.ground),
    ):
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, name, QColor(tokens.disabled))
    return palette


def apply_theme(app: QApplication, choice: str = "auto") -> Tokens:
    """Give the whole program one look.

    :param choice: ``"dark"``, ``"light"`` or ``"auto"`` (the system's scheme now; see
        :class:`Appearance` to follow it).
    :returns: the table in use.
    """
    wanted = {"dark": Qt.ColorScheme.Dark, "light": Qt.ColorScheme.Light}
    hints = app.styleHints()
    hints.setColorScheme(wanted.get(choice, Qt.ColorScheme.Unknown))
    dark = choice == "dark" or (choice != "light" and hints.colorScheme() == Qt.ColorScheme.Dark)
    tokens = DARK if dark else LIGHT
    if app.style().name() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(make_palette(tokens))
    app.setFont(font())
    app.setStyleSheet(style_sheet(tokens))
    return tokens


class Appearance(QObject):
    """Keeps the program in the chosen look and follows the system's while that is the choice."""

    changed = Signal(object)
    """The :class:`Tokens` now in use."""

    def __init__(self, app: QApplication, choice: str = "auto") -> None:
        super().__init__(app)
        self._app = app
        self.choice = choice
        self.tokens = apply_theme(app, choice)
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    def choose(self, choice: str) -> None:
        """Switch to ``"auto"``, ``"light"`` or ``"dark"``."""
        self.choice = choice
        self._apply()

    def _system_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self.choice == "auto":
            self._apply()

    def _apply(self) -> None:
        tokens = apply_theme(self._app, self.choice)
        if tokens is not self.tokens:
            self.tokens = tokens
            self.changed.emit(tokens)
