"""The mood picker: chips, the sentence, and one record for every wish."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from player.ui.chips import Chip, FlowLayout, readable_on
from player.ui.colour import contrast, mood_colour
from player.ui.mood_picker import MoodChoice, MoodOption, MoodPicker, StyleOption
from player.ui.theme import DARK, LIGHT, Tokens, apply_theme

MOODS = (
    MoodOption("happy", "Happy", "Bright and cheerful.", 0.75, 0.4),
    MoodOption("calm", "Calm", "Quiet and peaceful.", 0.3, -0.7),
    MoodOption("melancholic", "Melancholic", "Sad or wistful.", -0.45, -0.6),
    MoodOption("angry", "Angry", "Loud.", -0.6, 0.8),
)
STYLES = tuple(
    StyleOption(name, name.capitalize(), count)
    for name, count in (
        ("blues", 3),
        ("jazz", 1200),
        ("rock", 800),
        ("pop", 700),
        ("folk", 20),
        ("metal", 10),
        ("disco", 0),
    )
)


@pytest.fixture
def picker(qtbot: QtBot, qapp: QApplication) -> MoodPicker:
    apply_theme(qapp, "dark")
    widget = MoodPicker()
    qtbot.addWidget(widget)
    widget.set_moods(MOODS)
    widget.set_styles(STYLES)
    widget.resize(308, 500)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def _chip(picker: QWidget, text: str) -> Chip:
    return next(chip for chip in picker.findChildren(Chip) if chip.text() == text)


def _shown(picker: QWidget) -> list[str]:
    return [chip.text() for chip in picker.findChildren(Chip) if chip.isVisible()]


def test_several_chips_can_be_on(picker: MoodPicker, qtbot: QtBot) -> None:
    with qtbot.waitSignal(picker.target_changed) as heard:
        qtbot.mouseClick(_chip(picker, "Calm"), Qt.MouseButton.LeftButton)
    assert heard.args[0] == MoodChoice(moods=("calm",))
    qtbot.mouseClick(_chip(picker, "Happy"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(picker.target_changed) as heard:
        qtbot.mouseClick(_chip(picker, "Jazz"), Qt.MouseButton.LeftButton)
    assert heard.args[0] == MoodChoice(moods=("happy", "calm"), styles=("jazz",))
    assert picker.in_words(picker.choice) == "Happy, calm · jazz"


def test_chips_work_by_keyboard(picker: MoodPicker, qtbot: QtBot) -> None:
    chip = _chip(picker, "Melancholic")
    chip.setFocus()
    with qtbot.waitSignal(picker.target_changed) as heard:
        qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert heard.args[0].moods == ("melancholic",)
    with qtbot.waitSignal(picker.target_changed) as heard:
        qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert heard.args[0].empty


def test_a_point_and_mood_chips_replace_each_other(picker: MoodPicker, qtbot: QtBot) -> None:
    picker.set_choice(MoodChoice(moods=("calm",), styles=("rock",)))
    qtbot.mouseClick(picker.plane, Qt.MouseButton.LeftButton, pos=QPoint(150, 110))
    assert picker.choice.point is not None
    assert picker.choice.moods == ()
    assert picker.choice.styles == ("rock",)
    assert not _chip(picker, "Calm").isChecked()
    qtbot.mouseClick(_chip(picker, "Calm"), Qt.MouseButton.LeftButton)
    assert picker.choice == MoodChoice(moods=("calm",), styles=("rock",))
    assert picker.plane.target is None


def test_styles_are_sorted_by_what_the_library_holds(picker: MoodPicker, qtbot: QtBot) -> None:
    moods = [mood.name for mood in MOODS]
    shown = [text for text in _shown(picker) if text not in moods]
    left_to_right = sorted((_chip(picker, text) for text in shown), key=lambda c: (c.y(), c.x()))
    ordered = ["Jazz", "Rock", "Pop", "Folk", "Metal", "Blues"]
    assert [chip.text() for chip in left_to_right] == [*ordered[: len(shown) - 1], "More"]
    assert len({chip.y() for chip in left_to_right}) == 1
    picker.resize(600, 500)
    assert set(ordered) <= set(_shown(picker))
    assert "More" not in _shown(picker)
    picker.resize(308, 500)
    qtbot.mouseClick(_chip(picker, "More"), Qt.MouseButton.LeftButton)
    assert {"Metal", "Blues", "Fewer"} <= set(_shown(picker))
    assert "Disco" not in _shown(picker)


def test_a_chosen_style_stays_visible(picker: MoodPicker) -> None:
    picker.set_choice(MoodChoice(styles=("disco", "blues")))
    assert {"Disco", "Blues"} <= set(_shown(picker))


def test_set_choice_and_new_counts_emit_nothing(picker: MoodPicker, qtbot: QtBot) -> None:
    choice = MoodChoice((0.2, -0.6), 0.4, (), ("jazz",))
    with qtbot.assertNotEmitted(picker.target_changed, wait=1):
        picker.set_choice(choice)
        picker.set_styles([StyleOption("jazz", "Jazz", 5), StyleOption("rock", "Rock", 9)])
    assert picker.choice == choice
    assert _chip(picker, "Jazz").isChecked()


def test_clear_takes_everything_away(picker: MoodPicker, qtbot: QtBot) -> None:
    clear = picker.findChild(QToolButton)
    assert clear is not None
    assert clear.isHidden()
    picker.set_choice(MoodChoice((0.2, -0.6), 0.4, (), ("jazz",)))
    assert not clear.isHidden()
    with qtbot.waitSignal(picker.target_changed) as heard:
        qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert heard.args[0].empty
    assert picker.plane.target is None


def test_the_choice_is_said_in_words(picker: MoodPicker) -> None:
    assert picker.in_words(MoodChoice()) == ""
    assert picker.feeling.field.placeholderText() == "Say how you feel, or what you want to hear"
    said = picker.in_words(MoodChoice((0.0, -0.66), styles=("jazz", "folk")))
    assert said == "Calm, a little melancholic · jazz, folk"
    picker.set_choice(MoodChoice(moods=("happy",), not_moods=("angry",), not_styles=("jazz",)))
    assert picker.feeling.followed == "Happy · not angry · not jazz"


def test_a_right_click_says_not_this_in_words_and_a_click_takes_it_back(
    picker: MoodPicker, qtbot: QtBot
) -> None:
    chip = _chip(picker, "Angry")
    at = chip.rect().center()
    with qtbot.waitSignal(picker.target_changed) as heard:
        QApplication.sendEvent(
            chip, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, chip.mapToGlobal(at))
        )
    assert heard.args == [MoodChoice(not_moods=("angry",))]
    assert chip.accessibleName() == "not Angry"
    assert not chip.isChecked()
    with qtbot.waitSignal(picker.target_changed) as heard:
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert heard.args == [MoodChoice()]
    assert chip.accessibleName() == "Angry"
    with qtbot.waitSignal(picker.target_changed) as heard:
        qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert heard.args == [MoodChoice(not_moods=("angry",))]


def test_a_wish_turned_round_is_no_wish(picker: MoodPicker, qtbot: QtBot) -> None:
    picker.set_choice(MoodChoice(moods=("angry",)))
    with qtbot.waitSignal(picker.target_changed) as heard:
        qtbot.keyClick(_chip(picker, "Angry"), Qt.Key.Key_Delete)
    assert heard.args == [MoodChoice(not_moods=("angry",))]


def test_screen_readers_hear_what_a_chip_is(picker: MoodPicker) -> None:
    picker.set_choice(MoodChoice(moods=("calm",)))
    spoken = QAccessible.queryAccessibleInterface(_chip(picker, "Calm"))
    assert spoken.text(QAccessible.Text.Name) == "Calm"
    assert spoken.text(QAccessible.Text.Description) == (
        "Quiet and peaceful. Right click or Delete: not this"
    )
    assert spoken.state().checkable
    assert spoken.state().checked
    jazz = QAccessible.queryAccessibleInterface(_chip(picker, "Jazz"))
    assert jazz.text(QAccessible.Text.Name) == "Jazz, 1,200"


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=["dark", "light"])
def test_words_on_checked_chips_can_be_read(tokens: Tokens) -> None:
    for mood in MOODS:
        fill = mood_colour(mood.valence, mood.arousal, tokens)
        assert contrast(readable_on(fill, tokens), fill) >= 4.0


def test_the_flow_wraps_and_skips_hidden_items(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    flow = FlowLayout(host, gap=4)
    boxes = [QWidget(host) for _ in range(4)]
    for box in boxes:
        box.setFixedSize(40, 20)
        flow.addWidget(box)
    host.resize(100, 100)
    host.show()
    assert [(b.x(), b.y()) for b in boxes] == [(0, 0), (44, 0), (0, 24), (44, 24)]
    assert flow.heightForWidth(100) == 44
    assert flow.heightForWidth(1000) == 20
    boxes[1].hide()
    flow.activate()
    assert (boxes[2].x(), boxes[2].y()) == (44, 0)
