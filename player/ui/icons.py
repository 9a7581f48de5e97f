"""The window's icons: one set (Phosphor, regular weight) by what they mean. Main thread.

``qtawesome`` ships the font; a ``QApplication`` must exist before the first call. A name that is
not in :data:`GLYPHS` raises ``KeyError``, so a missing icon is found by a test, not by a listener.
"""

from __future__ import annotations

import qtawesome
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPixmap

from player.ui.tokens import Tokens

GLYPHS = {
    "add": "plus",
    "album": "disc",
    "artist": "users",
    "calm": "waves",
    "check": "check",
    "clear": "x",
    "close": "x",
    "collapse": "caret-double-left",
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
    "language": "globe",
    "left": "caret-left",
    "lock": "lock-simple",
    "lock-on": "lock-simple-fill",
    "mood": "smiley",
    "more": "dots-three",
    "music": "music-notes",
    "mute": "speaker-x",
    "next": "skip-forward-fill",
    "no-sound": "speaker-slash",
    "pause": "pause-fill",
    "play": "play-fill",
    "previous": "skip-back-fill",
    "queue": "queue",
    "reason": "chat-teardrop-text",
    "refresh": "arrows-clockwise",
    "remove": "x",
    "right": "caret-right",
    "rows": "rows",
    "search": "magnifying-glass",
    "settings": "gear-six",
    "shuffle": "shuffle",
    "star": "star",
    "star-on": "star-fill",
    "style": "music-note",
    "theme": "moon",
    "undo": "arrow-u-up-left",
    "up": "caret-up",
    "volume": "speaker-high",
    "volume-low": "speaker-low",
    "volume-none": "speaker-none",
}
"""What an icon means -> its glyph in the set."""


def icon(name: str, tokens: Tokens, *, colour: QColor | None = None) -> QIcon:
    """The icon for a control: second text at rest, text when active or checked, grey disabled.

    :param colour: one colour for every state instead.
    """
    fixed = colour.name() if colour is not None else None
    made: QIcon = qtawesome.icon(
        f"ph.{GLYPHS[name]}",
        color=fixed or tokens.text2,
        color_active=fixed or tokens.text,
        color_on=fixed or tokens.text,
        color_disabled=tokens.disabled,
    )
    return made


def glyph(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon as a square pixmap of *size* device-independent px, for paint code (keep it)."""
    made: QIcon = qtawesome.icon(f"ph.{GLYPHS[name]}", color=colour.name())
    return made.pixmap(QSize(size, size), ratio)
