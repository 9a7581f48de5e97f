"""The style sheet, generated from the table of colours. Main thread; no state.

Widgets opt into a role with a dynamic property (``setProperty("role", "title")``): ``title``,
``subtitle``, ``strong``, ``second`` and ``small`` for labels; ``primary``, ``secondary``, ``link``,
``undo``, ``picker`` and ``nav`` for buttons; ``feeling`` for a field; ``card``, ``notice``,
``panel`` and ``bar`` for frames.
"""

from __future__ import annotations

import dataclasses
from string import Template

from player.ui.tokens import Tokens

_SHEET = Template("""
QWidget { color: $text; }
QMainWindow, QDialog { background: $ground; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; border-radius: 4px;
           padding: 4px 8px; }

QLabel { background: transparent; }
QLabel[role="display"] { font-size: 28px; font-weight: 600; }
QLabel[role="title"] { font-size: 20px; font-weight: 600; }
QLabel[role="subtitle"] { font-size: 15px; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="second"] { color: $text2; }
QLabel[role="small"] { color: $text2; font-size: 11px; }
QLabel[role="warning"] { color: $warning; }
QLabel:disabled { color: $disabled; }

QFrame[role="panel"] { background: $surface; border: none; }
QFrame[role="bar"] { background: $surface; border: none; border-top: 1px solid $line; }
QFrame[role="notice"] { background: $raised; border: 1px solid $line; border-radius: 8px; }
QFrame[role="card"] { background: $raised; border: 1px solid $line; border-radius: 8px; }

QLineEdit { background: $raised; border: 1px solid $line; border-radius: 8px; padding: 0 12px;
            min-height: 34px; selection-background-color: $accent; selection-color: $ground; }
QLineEdit:hover { border-color: $disabled; }
QLineEdit:focus { border-color: $accent; }
QLineEdit:disabled { color: $disabled; }

QLineEdit[role="feeling"] { min-height: 30px; padding: 0 8px; placeholder-text-color: $text2; }
QLineEdit[role="feeling"][followed="true"] { placeholder-text-color: $text; font-weight: 600; }

QPushButton { background: $raised; border: 1px solid $line; border-radius: 8px; padding: 0 16px;
              min-height: 30px; }
QPushButton:hover { background: $hover; border-color: $disabled; }
QPushButton:pressed { background: $pressed; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $disabled; }
QPushButton[role="primary"] { background: $text; color: $ground; border-color: $text;
                              font-weight: 600; min-height: 36px; padding: 0 24px; }
QPushButton[role="secondary"] { min-height: 36px; }
QPushButton[role="primary"]:hover { background: $text2; border-color: $text2; }
QPushButton[role="primary"]:focus { border: 2px solid $accent; }
QPushButton[role="link"] { background: transparent; border: 1px solid transparent; padding: 0 4px;
                           min-height: 20px; color: $text2; border-radius: 4px; }
QFrame[role="bar"] QPushButton[role="link"] { font-size: 11px; }
QPushButton[role="link"]:hover { color: $text; text-decoration: underline; }
QPushButton[role="link"]:focus { border-color: $accent; }

QPushButton[role="picker"] { min-height: 34px; }
QPushButton[role="picker"]::menu-indicator { image: none; width: 0; }

QPushButton[role="undo"] { background: $raised; padding: 0 8px; min-height: 20px; font-size: 11px;
                           border-radius: 4px; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: 8px;
              padding: 4px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $pressed; }
QToolButton:checked { background: $selected; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $disabled; }
QToolButton::menu-indicator { image: none; width: 0; }
QToolButton[role="nav"] { padding: 0 12px; min-height: 34px; text-align: left; color: $text2; }
QToolButton[role="nav"]:hover { color: $text; }
QToolButton[role="nav"]:checked { color: $text; font-weight: 600; }

QMenu { background: $raised; border: 1px solid $line; border-radius: 8px; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $selected; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }

QAbstractItemView { background: $surface; border: none; outline: none;
                    selection-background-color: $selected; selection-color: $text; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $text2; border: none;
                       border-bottom: 1px solid $line; padding: 0 8px; font-size: 11px;
                       font-weight: 400; }
QHeaderView::section:first { padding-left: 16px; }
QHeaderView::section:hover { color: $text; }
QTableCornerButton::section { background: $surface; border: none; }

QScrollArea { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $disabled; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: $line; border: none; border-radius: 2px; max-height: 4px;
               min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }

QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
""")


def style_sheet(tokens: Tokens) -> str:
    """The application's style sheet in one theme."""
    return _SHEET.substitute({k: str(v) for k, v in dataclasses.asdict(tokens).items()})
