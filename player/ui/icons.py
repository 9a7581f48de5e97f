"""The window's icons: one set (Phosphor, regular weight) by what they mean. Main thread.

``qtawesome`` ships the font, and only its files are used: importing the package costs a fifth of a
second and loads fourteen fonts, and its icons run a Python engine inside Qt's painting. A name that
is not in :data:`GLYPHS` raises ``KeyError``, so a missing icon is found by a test, not by a
listener. A ``QApplication`` must exist before the first call.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPixmap

from player.ui.tokens import Tokens

if TYPE_CHECKING:
    import qtawesome  # noqa: F401 - for the freezer, which collects what it sees imported

GLYPHS = {
    "add": "plus",
    "album": "disc",
    "artist": "users",
    "calm": "waves",
    "check": "check",
    "clear": "x",
    "close": "x",
    "collapse": "caret-double-left",
    "copies": "stack",
    "device": "headphones",
    "down": "caret-down",
    "drag": "dots-six-vertical",
    "expand": "caret-double-right",
    "failed": "warning-circle",
    "favourite": "heart",
    "favourite-on": "heart-fill",
    "folder": "folder-plus",
    "info": "info",
    "journey": "path",
    "kept-out": "prohibit",
    "language": "globe",
    "learned": "brain",
    "left": "caret-left",
    "livelier": "lightning",
    "lock": "lock-simple",
    "lock-on": "lock-simple-fill",
    "missing": "hard-drives",
    "mood": "smiley",
    "more": "dots-three",
    "music": "music-notes",
    "mute": "speaker-x",
    "next": "skip-forward-fill",
    "no-sound": "speaker-slash",
    "pause": "pause-fill",
    "play": "play-fill",
    "previous": "skip-back-fill",
    "private": "eye-slash",
    "queue": "queue",
    "quieter": "moon-stars",
    "radio": "radio",
    "reason": "chat-teardrop-text",
    "refresh": "arrows-clockwise",
    "remove": "x",
    "right": "caret-right",
    "rows": "rows",
    "search": "magnifying-glass",
    "settings": "gear-six",
    "shuffle": "shuffle",
    "split": "git-fork",
    "star": "star",
    "steer": "sliders-horizontal",
    "star-on": "star-fill",
    "style": "music-note",
    "theme": "moon",
    "undo": "arrow-u-up-left",
    "up": "caret-up",
    "use": "chart-bar",
    "volume": "speaker-high",
    "volume-low": "speaker-low",
    "volume-none": "speaker-none",
    "watch": "eye",
}
"""What an icon means -> its glyph in the set."""

_SIDES = (14, 18, 20, 24)
_FILLED = 0.92
"""How much of its square a glyph takes."""


def icon(name: str, tokens: Tokens, *, colour: QColor | None = None) -> QIcon:
    """The icon for a control: second text at rest, text when active or checked, grey disabled.

    :param colour: one colour for every state instead.
    """
    fixed = colour.name() if colour is not None else None
    made = QIcon()
    for mode, state, shown in (
        (QIcon.Mode.Normal, QIcon.State.Off, fixed or tokens.text2),
        (QIcon.Mode.Active, QIcon.State.Off, fixed or tokens.text),
        (QIcon.Mode.Normal, QIcon.State.On, fixed or tokens.text),
        (QIcon.Mode.Disabled, QIcon.State.Off, tokens.disabled),
    ):
        for side in _SIDES:
            for ratio in (1.0, 2.0):
                made.addPixmap(_drawn(GLYPHS[name], shown, side, ratio), mode, state)
    return made


def glyph(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon as a square pixmap of *size* device-independent px, for paint code."""
    return _drawn(GLYPHS[name], colour.name(QColor.NameFormat.HexArgb), size, ratio)


@lru_cache(maxsize=2048)  # pictures depend on nothing but these, and rows ask for them all the time
def _drawn(name: str, colour: str, side: int, ratio: float) -> QPixmap:
    pixels = round(side * ratio)
    picture = QPixmap(pixels, pixels)
    picture.fill(Qt.GlobalColor.transparent)
    family, characters = _phosphor()
    font = QFont(family)
    font.setPixelSize(max(1, round(pixels * _FILLED)))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(
        QRect(0, 0, pixels, pixels),
        int(Qt.AlignmentFlag.AlignCenter),
        characters[name],
    )
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@lru_cache(maxsize=1)
def _phosphor() -> tuple[str, dict[str, str]]:
    """The font's family, once Qt has it, and its characters by glyph name.

    :raises FileNotFoundError: qtawesome is not installed, or has another layout.
    """
    found = find_spec("qtawesome")
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError("qtawesome")
    folder = Path(found.submodule_search_locations[0]) / "fonts"
    file = next(iter(sorted(folder.glob("phosphor-[0-9]*.ttf"))), folder / "phosphor.ttf")
    number = QFontDatabase.addApplicationFontFromData(file.read_bytes())
    codes = json.loads(next(folder.glob("phosphor-charmap-*.json")).read_text(encoding="utf-8"))
    characters = {name: chr(int(code, 16)) for name, code in codes.items()}
    return QFontDatabase.applicationFontFamilies(number)[0], characters
