"""The keyboard of the window: which key does what, and the list of them. Main thread.

Single keys work through Qt's own way up: a key that the focused control does not use arrives at
the window. So Space still presses a focused button and arrows still move the mood target.
Combinations with Ctrl are shortcuts of the whole window.
"""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from player.wording import translate


class Act(Enum):
    """What a key can ask for."""

    PLAY_PAUSE = auto()
    SEEK_BACK = auto()
    SEEK_ON = auto()
    PREVIOUS = auto()
    NEXT = auto()
    SEARCH = auto()
    LOCATE = auto()
    MOOD = auto()
    QUEUE = auto()
    SAY = auto()
    JOURNEY = auto()
    STEER = auto()
    WHY = auto()
    LIVELIER = auto()
    QUIETER = auto()
    UNDO = auto()
    HELP = auto()


SINGLE = {
    Qt.Key.Key_Space: Act.PLAY_PAUSE,
    Qt.Key.Key_Left: Act.SEEK_BACK,
    Qt.Key.Key_Right: Act.SEEK_ON,
    Qt.Key.Key_Slash: Act.SEARCH,
    Qt.Key.Key_M: Act.MOOD,
    Qt.Key.Key_Q: Act.QUEUE,
    Qt.Key.Key_S: Act.SAY,
    Qt.Key.Key_J: Act.JOURNEY,
    Qt.Key.Key_E: Act.STEER,
    Qt.Key.Key_W: Act.WHY,
    Qt.Key.Key_Plus: Act.LIVELIER,
    Qt.Key.Key_Equal: Act.LIVELIER,
    Qt.Key.Key_Minus: Act.QUIETER,
    Qt.Key.Key_Question: Act.HELP,
}
"""Keys without Ctrl."""
COMBINED = {
    "Ctrl+Left": Act.PREVIOUS,
    "Ctrl+Right": Act.NEXT,
    "Ctrl+F": Act.SEARCH,
    "Ctrl+L": Act.LOCATE,
    "Ctrl+Z": Act.UNDO,
}
"""Shortcuts of the whole window."""


def act_for(event: QKeyEvent) -> Act | None:
    """What a single key asks for."""
    strong = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    if event.modifiers() & strong:
        return None
    return SINGLE.get(Qt.Key(event.key()))


def leave_to_window(view: QAbstractItemView, event: QKeyEvent) -> bool:
    """Whether a list should let a key go up to the window instead of using it itself.

    Letters and Space would jump or select; finding is the search field's work.
    """
    text = event.text()
    sideways = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
    table = view.inherits("QTableView")
    return (act_for(event) is not None and (table or not sideways)) or (
        bool(text) and text.isprintable() and not event.modifiers()
    )


def help_lines() -> list[tuple[str, str]]:
    """Key and what it does, for the list of shortcuts."""
    return [
        (translate("Window", "Space"), translate("Window", "Play or pause")),
        ("\N{LEFTWARDS ARROW} \N{RIGHTWARDS ARROW}", translate("Window", "Ten seconds back or on")),
        (
            "Ctrl+\N{LEFTWARDS ARROW} \N{RIGHTWARDS ARROW}",
            translate("Window", "Previous or next track"),
        ),
        ("Ctrl+F  /", translate("Window", "Search")),
        ("Ctrl+L", translate("Window", "Show the playing track")),
        ("0 \N{EN DASH} 5", translate("Window", "Rate the chosen tracks")),
        ("F", translate("Window", "Add to favourites, or take out")),
        ("M", translate("Window", "To the mood picker")),
        ("S", translate("Window", "Say how you feel, or what you want to hear")),
        ("Q", translate("Window", "To the queue")),
        ("+  \N{MINUS SIGN}", translate("Window", "A livelier or a quieter queue")),
        ("E", translate("Window", "Everything that steers the queue")),
        ("W", translate("Window", "Why the playing track is here")),
        ("J", translate("Window", "A journey from one mood to another")),
        (
            translate("Window", "Shift+arrows"),
            translate("Window", "On the mood plane: correct where the playing track is"),
        ),
        (
            "Ctrl+Z",
            translate("Window", "Take back the last change: of the queue, a rating, a correction"),
        ),
        ("?", translate("Window", "This list")),
    ]
