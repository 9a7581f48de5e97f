"""The left column: where to look in the library. Main thread; folds to icons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from player.ui.icons import icon
from player.ui.theme import SIDEBAR_WIDTH, SPACE, tokens_for
from player.ui.views import View, view_icon, view_name
from player.wording import translate

_FOLDED_WIDTH = 60


class Sidebar(QFrame):
    """The views of the library as a column of buttons, settings and folders at the bottom."""

    view_chosen = Signal(object)
    """A :class:`View`."""
    add_folder = Signal()
    open_settings = Signal(object)
    """The settings button, to hang a menu on."""
    end_private = Signal()
    """The listener ends the private session."""
    folded_changed = Signal(bool)
    """The column is folded to icons (or not any more)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAccessibleName(translate("Window", "Library"))
        self.folded = False
        self._texts: dict[QToolButton, str] = {}
        self._icons: dict[QToolButton, str] = {}
        self._views: dict[View, QToolButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.s, SPACE.m, SPACE.s, SPACE.m)
        column.setSpacing(2)
        column.addLayout(self._make_head())
        column.addSpacing(SPACE.m)
        group = QButtonGroup(self)
        for view in View:
            button = self._make_button(view_icon(view), view_name(view))
            button.setCheckable(True)
            button.clicked.connect(self._on_view)
            group.addButton(button)
            self._views[view] = button
            column.addWidget(button)
        column.addStretch(1)
        self._private = self._make_button("private", translate("Learned", "Private session"))
        self._private.setToolTip(_private_tip())
        self._private.setCheckable(True)
        self._private.clicked.connect(self._on_private)
        self._private.hide()
        column.addWidget(self._private)
        self._folder = self._make_button("folder", translate("Window", "Add music folder"))
        self._folder.clicked.connect(self.add_folder)
        self._settings = self._make_button("settings", translate("Window", "Settings"))
        self._settings.clicked.connect(self._on_settings)
        column.addWidget(self._folder)
        column.addWidget(self._settings)
        self.set_view(View.ALL)
        self.set_folded(False)

    def _make_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(SPACE.s, 0, 0, 0)
        self._name = QLabel("Moodlark")
        self._name.setProperty("role", "subtitle")
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._fold = QToolButton()
        self._fold.setFixedSize(36, 36)
        self._fold.clicked.connect(self._on_fold)
        self._icons[self._fold] = "collapse"
        head.addWidget(self._name)
        head.addStretch(1)
        head.addWidget(self._fold)
        self._head = head
        return head

    def _make_button(self, name: str, words: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("role", "nav")
        button.setText(f"  {words}")  # room after the icon, which Qt does not leave
        button.setAccessibleName(words)
        button.setIconSize(QSize(20, 20))
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._texts[button] = words
        self._icons[button] = name
        return button

    def set_view(self, view: View) -> None:
        """Mark the view that is shown."""
        self._views[view].setChecked(True)

    @property
    def private(self) -> bool:
        """The sign of a private session is shown."""
        return not self._private.isHidden()

    def set_private(self, private: bool) -> None:
        """Show or take away the sign of a private session."""
        self._private.setVisible(private)
        self._private.setChecked(private)

    def set_folded(self, folded: bool) -> None:
        """Show icons only, or words as well."""
        self.folded = folded
        self.setFixedWidth(_FOLDED_WIDTH if folded else SIDEBAR_WIDTH)
        self._name.setHidden(folded)
        self._head.setContentsMargins(4 if folded else SPACE.s, 0, 0, 0)
        style = (
            Qt.ToolButtonStyle.ToolButtonIconOnly
            if folded
            else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        )
        for button, words in self._texts.items():
            button.setToolButtonStyle(style)
            button.setToolTip(words if folded else "")
        self._private.setToolTip(_private_tip())
        words = (
            translate("Window", "Show names") if folded else translate("Window", "Show only icons")
        )
        self._fold.setAccessibleName(words)
        self._fold.setToolTip(words)
        self._icons[self._fold] = "expand" if folded else "collapse"
        self._draw_icons()

    def _draw_icons(self) -> None:
        tokens = tokens_for(self.palette())
        for button, name in self._icons.items():
            button.setIcon(icon(name, tokens))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Redraw the icons in the new theme's colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icons()

    def _on_view(self) -> None:
        for view, button in self._views.items():
            if button is self.sender():
                self.view_chosen.emit(view)

    def _on_private(self) -> None:
        self._private.setChecked(True)  # until it is said that it ended
        self.end_private.emit()

    def _on_fold(self) -> None:
        self.set_folded(not self.folded)
        self.folded_changed.emit(self.folded)

    def _on_settings(self) -> None:
        self.open_settings.emit(self._settings)


def _private_tip() -> str:
    return translate(
        "Learned", "Private session: nothing is remembered or learned. Click to end it."
    )
