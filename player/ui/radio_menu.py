"""What a menu offers of radio: start it, more of this, not this. Main thread; no state."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu

from player.controllers.radio import RadioWish
from player.ui.icons import icon
from player.ui.theme import tokens_for
from player.wording import translate


def add_radio(menu: QMenu, wanted: Callable[[RadioWish], None], *, short: bool = False) -> None:
    """Add the three to *menu*; *wanted* hears which was chosen.

    :param short: in a menu of their own, so that *menu* stays short.
    """
    if short:
        menu = menu.addMenu(icon("radio", tokens_for(menu.palette())), translate("Radio", "Radio"))
    for wish, words in (
        (RadioWish.START, translate("Radio", "Start radio")),
        (RadioWish.MORE, translate("Radio", "More of this in the queue")),
        (RadioWish.NOT, translate("Radio", "Not this")),
    ):
        action = menu.addAction(words)
        action.triggered.connect(lambda _=False, wish=wish: wanted(wish))
