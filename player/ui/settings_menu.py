"""The small settings menu: look, language, rows, folders. Main thread, passive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from player.ui.icons import icon
from player.ui.theme import tokens_for
from player.wording import translate


class SettingsMenu(QMenu):
    """What can be chosen, with what is chosen marked."""

    theme_chosen = Signal(str)
    language_chosen = Signal(str)
    compact_chosen = Signal(bool)
    watching_chosen = Signal(bool)
    let_in_chosen = Signal(str, bool)
    """Name of a switch of the settings (``play_spoken``...) and whether it is on."""
    show_kept_out = Signal()
    rescan = Signal()
    remove_folder = Signal(str)
    private_chosen = Signal(bool)
    """Whether nothing is to be remembered for now."""
    show_learned = Signal()
    show_exposure = Signal()
    teach = Signal()
    """The listener wants to show how they hear."""
    check_in = Signal()
    """The listener wants to say how they feel now."""
    show_keys = Signal()
    show_sound = Signal()

    def __init__(
        self,
        *,
        theme: str,
        language: str,
        compact: bool,
        watching: bool,
        private: bool,
        let_in: Mapping[str, bool],
        folders: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        tokens = tokens_for(self.palette())
        look = self.addMenu(icon("theme", tokens), translate("Window", "Look"))
        self._choices(
            look,
            theme,
            (
                ("auto", translate("Window", "As the system")),
                ("light", translate("Window", "Light")),
                ("dark", translate("Window", "Dark")),
            ),
        )
        look.triggered.connect(self._on_theme)
        words = self.addMenu(icon("language", tokens), translate("Window", "Language"))
        self._choices(
            words,
            language,
            (
                ("auto", translate("Window", "As the system")),
                ("en", "English"),
                ("zh", "简体中文"),
            ),
        )
        words.triggered.connect(self._on_language)
        rows = self.addAction(icon("rows", tokens), translate("Window", "Compact rows"))
        rows.setCheckable(True)
        rows.setChecked(compact)
        rows.toggled.connect(self.compact_chosen)
        self._add_let_in(let_in)
        self._add_learned(private)
        feel = self.addAction(icon("mood", tokens), translate("Journey", "How do you feel now?"))
        feel.triggered.connect(self.check_in)
        sound = self.addAction(icon("device", tokens), translate("Sound", "Sound"))
        sound.triggered.connect(self.show_sound)
        self.addSeparator()
        self._add_folders(folders)
        rescan = self.addAction(icon("refresh", tokens), translate("Window", "Look for new music"))
        rescan.setEnabled(bool(folders))
        rescan.triggered.connect(self.rescan)
        watch = self.addAction(icon("watch", tokens), translate("Window", "Watch for changes"))
        watch.setCheckable(True)
        watch.setChecked(watching)
        watch.toggled.connect(self.watching_chosen)
        keys = self.addAction(icon("info", tokens), translate("Window", "Keyboard shortcuts"))
        keys.triggered.connect(self.show_keys)

    def _choices(self, menu: QMenu, chosen: str, choices: Sequence[tuple[str, str]]) -> None:
        group = QActionGroup(menu)
        for key, words in choices:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(key == chosen)
            action.setData(key)
            group.addAction(action)

    def _add_let_in(self, let_in: Mapping[str, bool]) -> None:
        """What mood queues may bring besides ordinary music."""
        menu = self.addMenu(
            icon("queue", tokens_for(self.palette())), translate("Window", "Play in mood queues")
        )
        for name, words in (
            ("play_spoken", translate("Window", "Spoken word and audiobooks")),
            ("play_seasonal", translate("Window", "Christmas and other seasons")),
            ("play_mixes", translate("Window", "Hour-long mixes and whole albums")),
        ):
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(let_in[name])
            action.setData(name)
            action.toggled.connect(self._on_let_in)
        menu.addSeparator()
        shown = menu.addAction(translate("Window", "Kept out of mood queues"))
        shown.triggered.connect(self.show_kept_out)

    def _add_learned(self, private: bool) -> None:
        """What is remembered, what became of it, and a pause in it."""
        tokens = tokens_for(self.palette())
        self.addSeparator()
        session = self.addAction(icon("private", tokens), translate("Learned", "Private session"))
        session.setCheckable(True)
        session.setChecked(private)
        session.toggled.connect(self.private_chosen)
        learned = self.addAction(
            icon("learned", tokens), translate("Learned", "What Moodlark learned")
        )
        learned.triggered.connect(self.show_learned)
        use = self.addAction(icon("use", tokens), translate("Learned", "How your library is used"))
        use.triggered.connect(self.show_exposure)
        teach = self.addAction(
            icon("mood", tokens),
            translate("Teach", "Teach Moodlark how you hear…"),
        )
        teach.triggered.connect(self.teach)
        self.addSeparator()

    def _add_folders(self, folders: Sequence[str]) -> None:
        if not folders:
            return
        menu = self.addMenu(
            icon("folder", tokens_for(self.palette())), translate("Window", "Music folders")
        )
        for folder in folders:
            words = translate("Window", "Forget {folder}", folder=folder)
            menu.addAction(words.replace("&", "&&")).setData(folder)
        menu.triggered.connect(self._on_remove)

    def _on_theme(self, action: QAction) -> None:
        self.theme_chosen.emit(action.data())

    def _on_language(self, action: QAction) -> None:
        self.language_chosen.emit(action.data())

    def _on_let_in(self, wanted: bool) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.let_in_chosen.emit(action.data(), wanted)

    def _on_remove(self, action: QAction) -> None:
        self.remove_folder.emit(action.data())
