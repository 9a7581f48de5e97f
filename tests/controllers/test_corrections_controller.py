"""The controller of corrections over real stores: what is stored, what follows, what undo gives."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from player.controllers.corrections import Corrected, CorrectionController
from player.controllers.learned import LearnedController
from player.jobs.listener import ListenerModel
from player.jobs.view import LibraryView
from player.jobs.view_songs import SongLinks
from player.library.track import Correction
from player.ui.feeling_menu import correction
from tests.controllers.conftest import World
from tests.jobs.listener_library import CARD


@pytest.fixture
def view(world: World) -> LibraryView:
    made = LibraryView(world.stores.tracks, world.stores.listening, CARD)
    world.library.attach_view(made)
    return made


@pytest.fixture
def corrections(world: World, view: LibraryView) -> Iterator[CorrectionController]:
    made = CorrectionController(world.library)
    made.attach(world.stores, view)
    yield made
    made.deleteLater()


def felt(world: World) -> list[object]:
    return [world.library.feeling(row.id) for row in world.library.rows]


def test_a_correction_is_stored_and_shown_and_what_it_changed_is_told(
    world: World, corrections: CorrectionController, qtbot: QtBot
) -> None:
    track = world.library.rows[3].id
    before = {row.id: world.library.feeling(row.id) for row in world.library.rows}
    promised = corrections.preview(track, correction(valence=0.9, arousal=0.9))
    assert {row.id: world.library.feeling(row.id) for row in world.library.rows} == before
    with (
        qtbot.waitSignal(corrections.corrected) as told,
        qtbot.waitSignal(world.library.feelings_changed),
    ):
        corrections.correct(track, correction(valence=0.9, arousal=0.9))
    changed = [
        row.id
        for row in world.library.rows
        if row.id != track
        and (now := world.library.feeling(row.id)) is not None
        and (was := before[row.id]) is not None
        and now.mood != was.mood
    ]
    assert told.args == [Corrected((track,), len(changed))]
    assert len(changed) == promised
    stored = world.stores.listening.corrections()[track]
    assert (stored.track_id, stored.valence, stored.arousal) == (track, 0.9, 0.9)
    assert stored.made_at > 1e9
    assert corrections.source(track) == "listener" and corrections.said(track) == stored


def test_undo_restores_each_step_exactly(world: World, corrections: CorrectionController) -> None:
    first, second = world.library.rows[1].id, world.library.rows[2].id
    states = [(felt(world), dict(world.stores.listening.corrections()))]
    corrections.correct(first, correction(mood="calm"))
    states.append((felt(world), dict(world.stores.listening.corrections())))
    corrections.correct(first, correction(not_moods=("dark",)))
    states.append((felt(world), dict(world.stores.listening.corrections())))
    corrections.correct_all({first: correction(style="jazz"), second: correction(mood="angry")})
    states.append((felt(world), dict(world.stores.listening.corrections())))
    corrections.forget(first)
    assert corrections.said(first) is None and corrections.said(second) is not None
    while states:
        corrections.undo()
        assert (felt(world), dict(world.stores.listening.corrections())) == states.pop()
    corrections.undo()  # there is nothing more


def test_words_of_copies_are_one_correction(
    world: World, view: LibraryView, corrections: CorrectionController
) -> None:
    one, copy = world.library.rows[4].id, world.library.rows[5].id
    view.set_songs(SongLinks({one: 1, copy: 1}, frozenset(), {}))
    corrections.correct(one, correction(not_moods=("calm",)))
    corrections.correct(copy, correction(mood="calm"))
    assert set(world.stores.listening.corrections()) == {copy}
    corrections.correct(one, correction(valence=0.5, arousal=0.5))
    said = corrections.said(copy)
    assert said is not None and (said.mood, said.not_moods, said.valence) == (None, (), 0.5)
    corrections.forget(copy)
    assert not world.stores.listening.corrections()
    for _ in range(3):
        corrections.undo()
    assert set(world.stores.listening.corrections()) == {one}


def test_before_the_library_is_open_nothing_happens(world: World) -> None:
    closed = CorrectionController(world.library)
    closed.correct(1, correction(mood="calm"))
    closed.forget(1)
    closed.undo()
    assert (closed.preview(1, None), closed.said(1), closed.source(1)) == (0, None, None)
    assert not world.stores.listening.corrections()


def test_the_queue_and_the_ledger_see_the_same_words(
    world: World, corrections: CorrectionController
) -> None:
    track = world.library.rows[0].id
    corrections.correct(track, correction(mood="calm"))
    events = world.stores.listening.events()
    assert [type(said) for said in events.corrections.values()] == [Correction]
    row = world.library.rows[0]
    assert np.isfinite(world.library.feeling(row.id).valence)  # type: ignore[union-attr]


def test_what_was_forgotten_for_good_is_not_taken_back(
    world: World, corrections: CorrectionController, qtbot: QtBot
) -> None:
    track = world.library.rows[1].id
    corrections.correct(track, correction(mood="calm"))
    corrections.correct(track, correction(mood="dark"))
    view, listening = world.library._view, world.stores.listening
    assert view is not None
    learned = LearnedController(world.library, world.queue, undo_ms=1)
    learned.attach(world.stores, view, ListenerModel(view, listening))
    learned.forgotten.connect(corrections.on_forgotten)
    with qtbot.waitSignal(learned.changed):
        learned.look()
    with qtbot.waitSignal(learned.forgotten):
        learned.forget([row.id for row in learned.rows or ()])
    corrections.undo()
    assert not listening.corrections()
    learned.stop()
