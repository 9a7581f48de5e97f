"""Whatever is done on a journey: locked entries stand, undo restores, reasons add up."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from player.jobs.journeys import mood_end, new_journey
from player.jobs.queue import QueueKeeper
from player.jobs.view import LibraryView
from player.recommend.play_queue import PlayQueue
from player.recommend.target import MoodTarget
from player.tagging.vocabulary import MOODS
from tests.jobs.listener_library import NOW, ListenerLibrary, view_of

_ACTIONS = st.tuples(
    st.sampled_from(["journey", "skip", "lock", "wish", "again"]), st.integers(0, 7)
)


@pytest.fixture(scope="module")
def library() -> Iterator[ListenerLibrary]:
    with tempfile.TemporaryDirectory() as folder:
        made = ListenerLibrary(Path(folder))
        made.add_many(60)
        yield made
        made.close()


@pytest.fixture(scope="module")
def view(library: ListenerLibrary) -> LibraryView:
    return view_of(library)


def act(keeper: QueueKeeper, action: str, number: int) -> None:
    mood = MOODS[number].id
    if action == "journey":
        journey = new_journey(mood_end(MOODS[7 - number].id), mood_end(mood), now=NOW, tracks=5)
        keeper.start_journey(journey, seed=number)
    elif action == "skip" and keeper.queue.current is not None:
        keeper.on_skipped(keeper.queue.current.entry_id, 1.0)
    elif action == "lock" and number < len(keeper.queue.upcoming):
        keeper.set_locked(keeper.queue.upcoming[number].entry_id, True)
    elif action == "wish":
        keeper.set_target(MoodTarget(moods=(mood,)), seed=number)
    elif action == "again":
        keeper.choose_again()


@given(st.lists(_ACTIONS, min_size=1, max_size=5))
@settings(max_examples=15, deadline=None)
def test_locked_entries_stand_reasons_add_up_and_undo_restores(
    library: ListenerLibrary, view: LibraryView, actions: list[tuple[str, int]]
) -> None:
    library.listening.save_queue(PlayQueue().to_document())
    keeper = QueueKeeper(view, library.listening, length=8, dice=random.Random(1), now=lambda: NOW)
    keeper.set_private(True)  # what is heard here is not remembered for the next example
    keeper.set_target(MoodTarget(moods=("calm",)), seed=1)
    keeper.advance()
    for action, number in actions:
        before = keeper.queue.state
        locked = {item.entry_id: place for place, item in enumerate(before.upcoming) if item.locked}
        act(keeper, action, number)
        after = keeper.queue.state
        gone = 1 if after.current != before.current else 0
        places = {item.entry_id: place for place, item in enumerate(after.upcoming)}
        for entry_id, place in locked.items():
            assert places.get(entry_id, -1) == place - gone
        for item in after.upcoming:
            assert item.score is None or item.score == sum(r.contribution for r in item.reasons)
        if action in {"journey", "wish"} and after != before:
            keeper.undo()
            assert keeper.queue.state == before
            act(keeper, action, number)
