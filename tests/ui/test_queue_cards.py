"""The cards beside the queue: reasons that add up, steering, wishes that can be taken away."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from player.recommend.target import Floor, MoodTarget, Seed
from player.ui.queue_head import changed_words
from player.ui.queue_row import QueueReason, QueueRow
from player.ui.side_cards import SideCards
from player.ui.steer_panel import Steering, SteerPanel
from player.ui.target_words import places_words, wishes
from player.ui.why_panel import WhyPanel, _Bar
from player.ui.wish_chips import Wish, WishChips

ROW = QueueRow(
    entry_id=7,
    track_id=70,
    title="Vibe Ace",
    artist="Kevin MacLeod",
    duration_s=61.0,
    reasons=(
        QueueReason("As calm as you asked", 0.524),
        QueueReason("Close tempo", 0.213),
        QueueReason("Played a day ago", -0.068),
    ),
    notes=("Little else fits, so a track heard lately comes again.",),
)


@pytest.fixture
def why(qtbot: QtBot, themed: QApplication) -> WhyPanel:
    panel = WhyPanel()
    qtbot.addWidget(panel)
    panel.set_row(ROW)
    panel.resize(380, 300)
    panel.show()
    return panel


def test_reasons_come_in_words_and_the_numbers_one_click_later(why: WhyPanel, qtbot: QtBot) -> None:
    words = [reason.text for reason in ROW.reasons]
    assert why.lines() == [(text, "") for text in words]
    qtbot.mouseClick(why.numbers, Qt.MouseButton.LeftButton)
    assert why.lines() == [
        *zip(words, ("+0.53", "+0.21", "−0.07"), strict=True),
        ("Together", "+0.67"),
    ]
    assert round(100 * ROW.score) == 67
    qtbot.mouseClick(why.numbers, Qt.MouseButton.LeftButton)
    assert why.lines() == [(text, "") for text in words]


def test_bars_for_and_against_share_one_scale(why: WhyPanel) -> None:
    QApplication.processEvents()
    bars = [bar.bar() for bar in why.findChildren(_Bar)]
    middles = {round(bar.left(), 6) for bar in bars[:2]} | {round(bars[2].right(), 6)}
    assert len(middles) == 1
    for bar, reason in zip(bars, ROW.reasons, strict=True):
        assert bar.width() / bars[0].width() == pytest.approx(
            abs(reason.contribution) / ROW.reasons[0].contribution, abs=0.01
        )


def test_the_rules_that_gave_way_are_said(why: WhyPanel) -> None:
    assert ROW.notes[0] in [label.text() for label in why.findChildren(QLabel)]


def test_a_track_put_there_by_hand_says_so(why: WhyPanel) -> None:
    why.set_row(dataclasses.replace(ROW, reasons=(), notes=(), why="You put it here"))
    assert why.lines() == [("You put it here", "")]
    assert why.numbers.isHidden()


@pytest.mark.parametrize(
    ("left", "entered", "words"),
    [
        (3, 3, "3 left, 3 entered"),
        (0, 1, "1 entered"),
        (2, 0, "2 left"),
        (0, 0, "Order changed"),
    ],
)
def test_a_change_is_said_in_few_words(
    themed: QApplication, left: int, entered: int, words: str
) -> None:
    assert changed_words(left, entered) == words


def test_the_slider_tells_where_it_comes_to_rest(qtbot: QtBot, themed: QApplication) -> None:
    panel = SteerPanel()
    qtbot.addWidget(panel)
    heard: list[float] = []
    panel.adventurous_chosen.connect(heard.append)
    for value in (10, 20, 50):
        panel.known.slider.setValue(value)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [0.75]
    with qtbot.waitSignal(panel.adventurous_chosen) as told:
        panel.known.slider.setValue(-100)
    assert told.args == [0.0]


def test_showing_the_steering_asks_for_nothing(qtbot: QtBot, themed: QApplication) -> None:
    panel = SteerPanel()
    qtbot.addWidget(panel)
    with (
        qtbot.assertNotEmitted(panel.adventurous_chosen, wait=200),
        qtbot.assertNotEmitted(panel.smooth_chosen),
        qtbot.assertNotEmitted(panel.strict_chosen),
    ):
        panel.set_steering(Steering(adventurous=1.0, smooth=True, strict=True))
    assert panel.known.slider.value() == 100
    assert panel.smooth.isChecked()
    assert panel.strict.isChecked()


@pytest.mark.parametrize(
    ("places", "words"),
    [((4,), "4"), ((4, 7), "4, 7"), ((4, 5), "4, 5"), ((2, 9, 10, 11, 12, 20), "2, 9–12, 20")],
)
def test_places_are_said_in_runs(themed: QApplication, places: tuple[int, ...], words: str) -> None:
    assert places_words(places) == words


@pytest.fixture
def chips(qtbot: QtBot, themed: QApplication) -> WishChips:
    made = WishChips()
    qtbot.addWidget(made)
    made.resize(340, 26)
    return made


def shown(chips: WishChips) -> list[str]:
    texts = [b.text() for b in chips.findChildren(QAbstractButton) if not b.isHidden()]
    return sorted(texts, key=lambda text: text.startswith("+"))


def test_a_wish_can_be_taken_away_by_hand_and_by_key(chips: WishChips, qtbot: QtBot) -> None:
    assert chips.isHidden()
    chips.set_wishes([Wish("seed0", "Like: Nina Simone"), Wish("energy", "Livelier")])
    chips.show()
    first, second = chips.findChildren(QAbstractButton)[-2:]
    with qtbot.waitSignal(chips.removed) as heard:
        qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert heard.args == ["seed0"]
    with qtbot.waitSignal(chips.removed) as heard:
        qtbot.keyClick(second, Qt.Key.Key_Delete)
    assert heard.args == ["energy"]
    chips.set_wishes([])
    assert chips.isHidden()


def test_what_does_not_fit_is_counted(chips: WishChips, qtbot: QtBot) -> None:
    wishes = [Wish(str(n), f"Like: Artist number {n}") for n in range(6)]
    chips.set_wishes(wishes)
    chips.show()
    few = shown(chips)
    assert few[0] == "Like: Artist number 0"
    assert few[-1] == f"+{6 - (len(few) - 1)}"
    with qtbot.waitSignal(chips.all_requested):
        chips._more.click()
    chips.resize(2000, 26)
    assert shown(chips) == [wish.text for wish in wishes]


def test_a_wish_is_said_with_everything_that_can_be_taken_away(themed: QApplication) -> None:
    assert wishes(MoodTarget(moods=("calm",), not_moods=("angry",))) == []
    target = MoodTarget(
        seeds=(Seed("Nina Simone", (1,)), Seed("Metallica", (2,), liked=False)),
        energy=-0.25,
        adventurous=1.0,
        smooth=True,
        strict=True,
        floor=Floor(valence=0.0),
        excluded=frozenset({3, 4}),
    )
    assert [(wish.key, wish.text) for wish in wishes(target)] == [
        ("seed:0", "Like: Nina Simone"),
        ("seed:1", "Not: Metallica"),
        ("energy", "Quieter"),
        ("adventurous", "New to you"),
        ("smooth", "Smooth joins"),
        ("strict", "Strict"),
        ("floor", "Not lower than this"),
        ("excluded", "2 left out"),
    ]


def test_one_card_is_open_at_a_time_beside_the_panel(qtbot: QtBot, themed: QApplication) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    line = QHBoxLayout(whole)
    panel = QWidget()
    panel.setFixedWidth(340)
    line.addStretch(1)
    line.addWidget(panel)
    whole.resize(900, 480)
    whole.show()
    qtbot.waitExposed(whole)
    cards = SideCards(panel, whole)
    why, steer = WhyPanel(), SteerPanel()
    why.set_row(ROW)
    first, second = cards.add(why, 380), cards.add(steer, 340)
    cards.show_card(why, panel, 400)
    assert first.isVisible()
    assert first.geometry().right() <= panel.x() + 12
    assert whole.rect().adjusted(-13, -13, 13, 13).contains(first.geometry())
    assert first._scroll.verticalScrollBar().maximum() == 0
    why.numbers.click()
    qtbot.waitUntil(lambda: first._scroll.verticalScrollBar().maximum() == 0)
    assert first._scroll.height() >= why.layout().totalHeightForWidth(first._scroll.width())
    cards.show_card(steer, panel, 0)
    assert second.isVisible()
    assert not first.isVisible()
    qtbot.keyClick(second, Qt.Key.Key_Escape)
    assert not second.isVisible()
