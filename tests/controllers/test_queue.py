"""The queue controller: what each wish changes and what it tells."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from player.controllers.queue import QueueController
from player.jobs.queue import QueueKeeper
from player.jobs.view import LibraryView
from tests.controllers.conftest import World
from tests.jobs.listener_library import CARD, ListenerLibrary


def upcoming(world: World) -> list[int]:
    return [entry.track_id for entry in world.queue.upcoming]


def test_a_mood_fills_the_queue_and_can_be_undone(qtbot: QtBot, world: World) -> None:
    with qtbot.waitSignals([world.queue.changed, world.queue.target_changed]):
        world.queue.set_mood(point=(0.5, -0.5), radius=0.3)
    first = upcoming(world)
    assert len(first) == 8
    world.queue.set_mood(moods=("angry",))
    assert upcoming(world) != first
    world.queue.undo()
    assert upcoming(world) == first
    assert world.queue.target.points[0].radius == 0.3


def test_tracks_dropped_between_two_rows_stand_there_in_order(world: World) -> None:
    world.queue.set_mood(moods=("calm",))
    before = upcoming(world)
    dropped = [row.id for row in world.library.rows if row.id not in before][:3]
    world.queue.insert(dropped, 2)
    assert upcoming(world)[:6] == [*before[:2], *dropped, before[2]]
    world.queue.undo()  # all of it at once
    assert upcoming(world) == before
    world.queue.insert([before[0], dropped[0]], 2)  # one stood before that place already
    assert upcoming(world)[:4] == [before[1], before[0], dropped[0], before[2]]
    world.queue.undo()
    assert upcoming(world) == before
    world.queue.insert(dropped, 2)
    world.queue.insert(dropped[:1], 0)
    assert upcoming(world)[0] == dropped[0]


def test_remove_lock_and_move(world: World) -> None:
    world.queue.set_mood(moods=("calm",))
    entries = world.queue.upcoming
    world.queue.remove(entries[0].entry_id)
    assert entries[0].track_id not in upcoming(world)
    world.queue.set_locked(entries[3].entry_id, True)
    world.queue.set_mood(moods=("angry",))
    assert entries[3].track_id in upcoming(world)
    world.queue.move(entries[3].entry_id, 0)
    assert upcoming(world)[0] == entries[3].track_id
    world.queue.move(123_456, 0)
    world.queue.set_locked(123_456, True)


def test_before_the_library_is_read_wishes_do_nothing() -> None:
    queue = QueueController()
    queue.set_mood(moods=("calm",))
    queue.play_now([1])
    queue.add_next([1])
    queue.insert([1], 0)
    queue.undo()
    queue.advance()
    assert queue.current is None
    assert queue.upcoming == ()


def test_the_queue_fills_and_is_chosen_anew_as_more_is_known(tmp_path: Path) -> None:
    library = ListenerLibrary(tmp_path)
    view = LibraryView(library.tracks, library.listening, CARD)
    queue = QueueController()
    queue.attach(QueueKeeper(view, library.listening, length=8))
    queue.set_mood(moods=("calm",))
    assert queue.upcoming == ()
    shown: list[list[int]] = []
    known = 0
    for more in (4, 1, 1, 40):
        view.refresh([track.id for track in library.add_many(more)])
        known += more
        queue.on_known(known)
        shown.append([entry.track_id for entry in queue.upcoming])
    assert [len(ids) for ids in shown] == [4, 5, 6, 8]
    assert shown[1][:4] == shown[0], "one more track does not stir what is shown"
    library.close()


def test_what_the_listener_plays_is_not_offered_again_right_after(world: World) -> None:
    world.queue.set_mood(moods=("calm",))
    offered = upcoming(world)
    world.queue.play_now([offered[2]])
    assert offered[2] not in upcoming(world)
    world.queue.add_next([offered[4]])
    assert upcoming(world).count(offered[4]) == 1


def test_what_an_early_skip_changes_can_be_undone(qtbot: QtBot, world: World) -> None:
    world.queue.set_mood(moods=("calm",))
    world.queue.advance()
    skipped = world.queue.current
    assert skipped is not None
    world.queue.advance()
    before = upcoming(world)
    with qtbot.waitSignal(world.queue.changed) as changed:
        world.queue.on_ended(skipped.entry_id, 1.0, skipped=True)
    assert changed.args == [upcoming(world) != before]
    assert changed.args == [True]
    world.queue.undo()
    assert upcoming(world) == before
