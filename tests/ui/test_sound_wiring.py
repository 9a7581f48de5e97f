"""Sound settings in the real window: chosen, applied, kept; what is told of tracks and outputs."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from player.app import Moodlark
from player.audio.engine import start_engine
from player.audio.messages import OutputChanged
from player.controllers.player import OutputDevice
from player.paths import Home
from player.settings import Settings, load_settings
from player.ui.keys import Act
from player.wording import Sentence, sentence

LONG = 30_000
GONE = sentence("Sound", "The sound output {name} is gone. The music is paused.", name="DAC")
BACK = sentence("Sound", "There is sound again.")
DAMAGED = sentence("Sound", "Damaged places were left out.")
DEVICES = (
    OutputDevice("Speakers, ALSA", "Speakers", is_default=True),
    OutputDevice("DAC, ALSA", "DAC"),
)


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Moodlark]:
    """The program with a window, before any library is read."""
    settings = Settings(output="DAC, ALSA", language="en", tagging_paused=True)
    made = Moodlark(qapp, Home(tmp_path), settings, engine=lambda: start_engine("null"))
    made.window.show()
    qtbot.waitExposed(made.window)
    yield made
    made.window.close()
    made.stop()


def sound_button(program: Moodlark) -> QToolButton:
    buttons = program.window.transport.findChildren(QToolButton)
    return next(button for button in buttons if button.accessibleName() == "Sound")


def test_the_button_opens_the_panel_and_asks_which_devices_there_are(
    program: Moodlark, qtbot: QtBot
) -> None:
    button = sound_button(program)
    with qtbot.waitSignal(program.player.outputs_listed, timeout=LONG):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert program.window.sound.isVisible() and button.isChecked()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not program.window.sound.isVisible() and not button.isChecked()


@pytest.mark.parametrize("size", [(900, 600), (1280, 800), (3840, 2160)])
def test_the_panel_lies_inside_the_window_and_needs_no_scrolling(
    program: Moodlark, qtbot: QtBot, size: tuple[int, int]
) -> None:
    program.window.resize(*size)
    program.window.sound_popover.open_it()
    QApplication.processEvents()
    panel, bar = program.window.sound, program.window.transport
    top = panel.mapTo(program.window, QPoint(0, 0))
    end = panel.mapTo(program.window, QPoint(panel.width(), panel.height()))
    assert 0 < top.x() < end.x() < size[0]
    assert 0 < top.y() < end.y() <= bar.mapTo(program.window, QPoint(0, 0)).y()
    assert panel.height() >= panel.layout().totalHeightForWidth(panel.width())


def test_choices_are_applied_at_once_and_kept(
    program: Moodlark, qtbot: QtBot, tmp_path: Path
) -> None:
    panel = program.window.sound
    panel.crossfade.setValue(5)
    panel.preamp.setValue(-2)
    qtbot.mouseClick(panel.exact, Qt.MouseButton.LeftButton)
    assert not panel.crossfade.isEnabled(), "shown at once"
    file = Home(tmp_path).settings_file
    qtbot.waitUntil(lambda: file.exists() and load_settings(file).exact_output, timeout=LONG)
    kept = load_settings(file)
    assert (kept.crossfade_s, kept.preamp_db, kept.output) == (5.0, -2.0, "DAC, ALSA")


def test_an_output_is_gone_to_and_kept(program: Moodlark, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(program.player.output_changed, timeout=LONG) as heard:
        program.window.sound.chosen.emit("output", "null")
    assert heard.args == ["null", None]
    assert program.window.notice.text() == "", "silence that was asked for is no trouble"
    file = Home(tmp_path).settings_file
    qtbot.waitUntil(lambda: file.exists() and load_settings(file).output == "null", timeout=LONG)


def say(program: Moodlark, name: str, why: Sentence | None) -> str:
    """An output goes or comes; what stands in the window then."""
    program.player.output_changed.emit(name, why)
    return program.window.notice.text()


def test_a_lost_output_is_told_and_taken_back_when_it_returns(program: Moodlark) -> None:
    assert "no sound output" in say(program, "null", None)
    assert say(program, "null", GONE) == str(GONE)
    assert say(program, "DAC, ALSA", BACK) == ""


def test_another_output_is_told_quietly_until_the_music_goes_on(program: Moodlark) -> None:
    program.player.outputs_listed.emit(DEVICES)
    assert say(program, "", GONE) == str(GONE)
    assert sound_button(program).toolTip() == "Sound: Speakers"
    program.player.playing_changed.emit(False)
    assert program.window.notice.text() == str(GONE)
    program.player.playing_changed.emit(True)
    assert program.window.notice.text() == ""
    assert say(program, "DAC, ALSA", None) == ""
    assert sound_button(program).toolTip() == "Sound: DAC"


def test_what_is_noted_of_a_track_never_hides_trouble(program: Moodlark) -> None:
    notice = program.window.notice
    program.player.noted.emit(DAMAGED)
    assert notice.text() == str(DAMAGED)
    program.player.troubled.emit(GONE)
    program.player.noted.emit(DAMAGED)
    assert notice.text() == str(GONE)
    notice.hide()
    program.player.noted.emit(DAMAGED)
    assert notice.text() == str(DAMAGED)


def test_a_slow_drive_is_mentioned_until_the_music_is_heard(program: Moodlark) -> None:
    notice, player = program.window.notice, program.player
    player.delayed.emit(DAMAGED)
    assert notice.text() == str(DAMAGED)
    player.delayed.emit(None)
    assert notice.text() == ""


def test_a_window_in_another_language_still_says_that_nothing_can_be_heard(
    program: Moodlark, qtbot: QtBot
) -> None:
    program.player._take([OutputChanged("null", GONE)])
    old = program.window
    program._shown.settings_changed.emit(_with_language(program, "zh"))
    qtbot.waitUntil(lambda: program.window is not old, timeout=LONG)
    assert program.window.notice.text() == str(GONE)
    assert program.window.sound.output_words() == "无声"
    again = program.window
    program._shown.settings_changed.emit(_with_language(program, "en"))
    qtbot.waitUntil(lambda: program.window is not again, timeout=LONG)


def test_another_language_keeps_mute_and_the_choices(program: Moodlark, qtbot: QtBot) -> None:
    program.window.sound.crossfade.setValue(7)
    program.window.transport.mute_toggled.emit(True)
    old = program.window
    program._shown.settings_changed.emit(_with_language(program, "zh"))
    qtbot.waitUntil(lambda: program.window is not old, timeout=LONG)
    assert program.window.sound.crossfade.value() == 7
    mute = next(b for b in program.window.transport.volume.findChildren(QToolButton))
    assert mute.isChecked()
    back = program.window
    program._shown.settings_changed.emit(_with_language(program, "en"))
    qtbot.waitUntil(lambda: program.window is not back, timeout=LONG)


def _with_language(program: Moodlark, language: str) -> Settings:
    return dataclasses.replace(program._settings, language=language)


def test_another_language_keeps_what_can_be_taken_back(program: Moodlark, qtbot: QtBot) -> None:
    taken_back: list[bool] = []
    program._playing.note_change(lambda: taken_back.append(True))
    old = program.window
    program._shown.settings_changed.emit(_with_language(program, "zh"))
    qtbot.waitUntil(lambda: program.window is not old, timeout=LONG)
    program.window.acted.emit(Act.UNDO)
    assert taken_back == [True]
    again = program.window
    program._shown.settings_changed.emit(_with_language(program, "en"))
    qtbot.waitUntil(lambda: program.window is not again, timeout=LONG)
