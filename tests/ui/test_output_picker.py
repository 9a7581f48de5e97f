"""The picker of outputs: the system's names, what is marked, what is asked for."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from player.controllers.player import OutputDevice
from player.ui.output_picker import OutputPicker
from player.ui.transport import TransportBar

SPEAKERS = OutputDevice("Speakers, ALSA", "Speakers", is_default=True)
DAC = OutputDevice("Head & Phones, ALSA", "Head & Phones")
SILENCE = OutputDevice("null", "No sound")


@pytest.fixture
def picker(qtbot: QtBot, themed: QApplication) -> OutputPicker:
    made = OutputPicker()
    qtbot.addWidget(made)
    made.set_outputs((SPEAKERS, DAC, SILENCE))
    return made


def offered(picker: OutputPicker) -> list[tuple[str, bool]]:
    return [(a.text(), a.isChecked()) for a in picker.choices.actions() if not a.isSeparator()]


def test_the_default_is_marked_and_silence_is_not_offered(picker: OutputPicker) -> None:
    assert offered(picker) == [
        ("System default\tSpeakers", True),
        ("Speakers\tdefault", False),
        ("Head && Phones", False),
    ]
    assert picker.accessibleDescription() == "System default: Speakers"


def test_a_device_is_asked_for_once_by_its_name(picker: OutputPicker) -> None:
    heard: list[str] = []
    picker.output_chosen.connect(heard.append)
    picker.choices.actions()[-1].trigger()
    assert heard == [DAC.name]
    picker.choose(DAC.name)
    assert heard == [DAC.name]
    assert offered(picker)[2] == ("Head && Phones", True)
    picker.choices.actions()[0].trigger()
    assert heard == [DAC.name, ""]


def test_a_device_that_is_away_stays_the_choice_and_is_said_to_be_away(
    picker: OutputPicker,
) -> None:
    picker.choose(DAC.name)
    picker.set_outputs((SPEAKERS,))
    assert offered(picker)[-1] == (f"{DAC.name.replace('&', '&&')}\tnot connected", True)


def test_devices_that_look_alike_are_shown_by_all_of_their_names(picker: OutputPicker) -> None:
    twin = OutputDevice("Speakers, JACK", "Speakers")
    picker.set_outputs((SPEAKERS, twin))
    assert [words for words, _ in offered(picker)][1:] == [
        "Speakers, ALSA\tdefault",
        "Speakers, JACK",
    ]


def test_a_label_of_an_old_choice_still_names_its_device(picker: OutputPicker) -> None:
    picker.choose("Head & Phones")
    assert offered(picker)[2] == ("Head && Phones", True)
    assert len(offered(picker)) == 3


def test_without_devices_only_the_systems_choice_is_left(picker: OutputPicker) -> None:
    picker.set_outputs(())
    assert offered(picker) == [("System default", True)]
    assert picker.accessibleDescription() == "System default"


def test_a_name_is_plain_text_wherever_it_is_shown(picker: OutputPicker, qtbot: QtBot) -> None:
    name = "<b>Loud</b> <img src='file:///x.png'>"
    picker.set_outputs((OutputDevice(f"{name}, ALSA", name, is_default=True),))
    bar = TransportBar()
    qtbot.addWidget(bar)
    bar.set_output(picker.label_of(f"{name}, ALSA"))
    tips = [picker.toolTip(), *(button.toolTip() for button in bar.findChildren(QToolButton))]
    assert any("Loud" in tip for tip in tips[1:]) and "Loud" in tips[0]
    assert not any("<" in tip for tip in tips)
