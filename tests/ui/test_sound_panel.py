"""The settings of the sound: every control changes one field, once; what has no effect is grey."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QSlider, QWidget
from pytestqt.qtbot import QtBot

from player.controllers.player import OutputDevice
from player.settings import Settings, load_settings, save_settings
from player.ui.sound_panel import LOUD_LUFS, NORMAL_LUFS, QUIET_LUFS, SOUND_WIDTH, SoundPanel
from player.ui.theme import BOTTOM_HEIGHT
from player.wording import set_language

ROOM_AT_600 = 600 - BOTTOM_HEIGHT - 28 - 16
"""Height of the smallest window without the bar, the status line and the margins, px."""
DEVICES = (
    OutputDevice("Speakers, ALSA", "Speakers", is_default=True),
    OutputDevice("DAC, ALSA", "DAC"),
)


@pytest.fixture(params=["en", "zh"])
def any_language(request: pytest.FixtureRequest) -> Iterator[str]:
    set_language(request.param)
    yield request.param
    set_language("en")


def make(qtbot: QtBot) -> SoundPanel:
    panel = SoundPanel()
    qtbot.addWidget(panel)
    panel.set_outputs(DEVICES)
    panel.resize(SOUND_WIDTH, panel.layout().totalHeightForWidth(SOUND_WIDTH))
    panel.show()
    qtbot.waitExposed(panel)
    return panel


@pytest.fixture
def panel(qtbot: QtBot, themed: QApplication) -> SoundPanel:
    return make(qtbot)


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def pull(qtbot: QtBot, slider: QSlider, value: int) -> None:
    x = round(slider.x_of(value))  # type: ignore[attr-defined]
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(x, slider.height() // 2))


@pytest.mark.parametrize(
    ("act", "field", "value"),
    [
        (lambda p, _q: p.output.choices.actions()[-1].trigger(), "output", "DAC, ALSA"),
        (lambda p, q: click(q, p.loudness.group.button(0)), "loudness", "off"),
        (lambda p, q: click(q, p.loudness.group.button(1)), "loudness", "track"),
        (lambda p, q: click(q, p.loudness.group.button(2)), "loudness", "album"),
        (lambda p, q: click(q, p.target.group.button(0)), "loudness_target", QUIET_LUFS),
        (lambda p, q: click(q, p.target.group.button(2)), "loudness_target", LOUD_LUFS),
        (lambda p, q: pull(q, p.preamp, -6), "preamp_db", -6.0),
        (lambda p, q: q.keyClick(p.preamp, Qt.Key.Key_Right), "preamp_db", 1.0),
        (lambda p, q: pull(q, p.crossfade, 12), "crossfade_s", 12.0),
        (lambda p, q: q.keyClick(p.crossfade, Qt.Key.Key_PageUp), "crossfade_s", 3.0),
        (lambda p, q: click(q, p.silence), "skip_silence", True),
        (lambda p, q: q.keyClick(p.silence, Qt.Key.Key_Space), "skip_silence", True),
        (lambda p, q: click(q, p.exact), "exact_output", True),
    ],
)
def test_every_control_changes_its_field_once(
    panel: SoundPanel,
    qtbot: QtBot,
    tmp_path: object,
    act: Callable[[SoundPanel, QtBot], None],
    field: str,
    value: object,
) -> None:
    heard: list[tuple[str, object]] = []
    panel.chosen.connect(lambda name, new: heard.append((name, new)))
    act(panel, qtbot)
    assert heard == [(field, value)]
    changed = dataclasses.replace(Settings(), **{field: value})  # type: ignore[arg-type]
    panel.set_settings(changed)
    assert heard == [(field, value)], "showing a choice asks for nothing"


def test_what_can_be_chosen_can_be_kept(panel: SoundPanel, tmp_path: object) -> None:
    """Every end of every control is a value that the file of the settings takes back."""
    file = tmp_path / "settings.json"  # type: ignore[operator]
    for target in (QUIET_LUFS, NORMAL_LUFS, LOUD_LUFS):
        for level, fade in (
            (panel.preamp.minimum(), panel.crossfade.minimum()),
            (panel.preamp.maximum(), panel.crossfade.maximum()),
        ):
            wanted = Settings(
                loudness_target=target, preamp_db=float(level), crossfade_s=float(fade)
            )
            save_settings(file, wanted)
            assert load_settings(file) == wanted


def test_settings_are_shown_in_words_and_numbers(panel: SoundPanel) -> None:
    panel.set_settings(
        Settings(
            output="DAC, ALSA",
            loudness="album",
            loudness_target=QUIET_LUFS,
            preamp_db=-3.0,
            crossfade_s=4.0,
            skip_silence=True,
        )
    )
    texts = {label.text() for label in panel.findChildren(QLabel)}
    assert {"−23 LUFS", "−3 dB", "4 s"} <= texts
    assert panel.output.accessibleDescription() == "DAC"
    assert (panel.loudness.value(), panel.target.value()) == ("album", QUIET_LUFS)
    assert panel.silence.isChecked() and not panel.exact.isChecked()
    assert panel.preamp.accessibleDescription() == "−3 dB"
    panel.set_settings(Settings(loudness_target=-16.5, preamp_db=2.5))
    texts = {label.text() for label in panel.findChildren(QLabel)}
    assert {"−16.5 LUFS", "+2.5 dB", "Off"} <= texts
    assert panel.target.value() is None


def usable(panel: SoundPanel) -> dict[str, bool]:
    parts = {
        "output": panel.output,
        "loudness": panel.loudness,
        "target": panel.target,
        "preamp": panel.preamp,
        "crossfade": panel.crossfade,
        "silence": panel.silence,
        "exact": panel.exact,
    }
    return {name: part.isEnabled() for name, part in parts.items()}


def test_what_has_no_effect_is_grey_and_says_why(panel: SoundPanel) -> None:
    assert all(usable(panel).values())
    panel.set_settings(Settings(loudness="off"))
    assert [name for name, can in usable(panel).items() if not can] == ["target", "preamp"]
    assert "equal loudness is off" in panel.preamp.toolTip()
    panel.set_settings(Settings(exact_output=True, crossfade_s=4.0))
    assert [name for name, can in usable(panel).items() if not can] == [
        "loudness",
        "target",
        "preamp",
        "crossfade",
        "silence",
    ]
    assert "bit-exact" in panel.crossfade.toolTip()
    grey = [label.text() for label in panel.findChildren(QLabel) if not label.isEnabled()]
    assert {"Equal loudness", "Target loudness", "Pre-amp", "Crossfade", "4 s"} <= set(grey)
    panel.set_settings(Settings())
    assert all(usable(panel).values())
    assert panel.crossfade.toolTip() == ""


def test_where_the_sound_goes_is_said_when_it_is_not_where_it_was_sent(panel: SoundPanel) -> None:
    def said() -> list[str]:
        labels = panel.findChildren(QLabel)
        return [label.text() for label in labels if label.isVisible() and "now" in label.text()]

    panel.set_settings(Settings(output="DAC, ALSA"))
    panel.set_output_in_use("DAC, ALSA")
    assert said() == []
    assert panel.output_words() == "DAC"
    panel.set_output_in_use("")
    assert said() == ["Sound goes to Speakers now."]
    assert panel.output_words() == "Speakers"
    panel.set_output_in_use("null")
    assert said() == ["Nothing can be heard now."]


def test_tab_walks_down_the_panel(panel: SoundPanel, qtbot: QtBot) -> None:
    panel.activateWindow()
    panel.setFocus()
    walked: list[QWidget] = []
    while (focused := panel.focusWidget()) is not None and focused not in walked:
        walked.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    controls = [widget for widget in walked if widget is not panel]
    assert len(controls) == 8  # close, output, two groups, two sliders, two switches
    tops = [widget.mapTo(panel, QPoint(0, 0)).y() for widget in controls]
    assert tops == sorted(tops)
    for widget in controls:
        assert widget.accessibleName()


def test_no_word_is_cut_and_all_of_it_fits_the_smallest_window(
    qtbot: QtBot, themed: QApplication, any_language: str
) -> None:
    panel = make(qtbot)
    panel.set_settings(Settings(output="DAC, ALSA", crossfade_s=12.0, preamp_db=-12.0))
    panel.set_output_in_use("")
    panel.resize(SOUND_WIDTH, panel.layout().totalHeightForWidth(SOUND_WIDTH))
    QApplication.processEvents()
    assert panel.height() <= ROOM_AT_600
    for button in panel.findChildren(QAbstractButton):
        assert button.width() >= button.sizeHint().width(), button.text()
    for label in panel.findChildren(QLabel):
        if label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
        else:
            assert label.width() >= label.sizeHint().width(), label.text()
