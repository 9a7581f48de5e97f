from __future__ import annotations

import pytest

from player.recommend.play_queue import Entry, PlayQueue
from player.store.listening_store import ListeningStore
from player.store.saved_queue import entries_apart, entries_joined


def queue_document(heard: int, coming: int) -> dict[str, object]:
    entries = [Entry(entry_id=n, track_id=n * 10).to_document() for n in range(1, heard + coming)]
    return {
        **PlayQueue().to_document(),
        "next_id": heard + coming,
        "history": entries[: heard - 1],
        "current": entries[heard - 1] if heard else None,
        "upcoming": entries[heard:],
    }


@pytest.mark.parametrize(("heard", "coming"), [(0, 1), (1, 1), (3, 6)])
def test_a_queue_taken_apart_joins_again(heard, coming):
    document = queue_document(heard, coming)
    assert entries_joined(*entries_apart(document)) == document


def test_a_queue_that_was_saved_whole_is_taken_as_it_is():
    document = queue_document(3, 6)
    assert entries_joined(document, {}) == document


def test_a_damaged_entry_costs_that_entry_only():
    state, entries = entries_apart(queue_document(3, 6))
    del entries[5], entries[3]
    joined = entries_joined(state, entries)
    assert joined["current"] is None
    assert [entry["entry_id"] for entry in joined["upcoming"]] == [4, 6, 7, 8]
    assert PlayQueue.from_document(joined).current is None


def test_a_change_of_one_entry_writes_that_entry_and_reopens_whole(tmp_path):
    store, journal = ListeningStore.open(tmp_path), tmp_path / "listening.journal"
    document = queue_document(100, 21)
    store.save_queue(document).result()
    before = journal.read_bytes()
    document["upcoming"][4]["locked"] = True
    store.save_queue(document).result()
    written = journal.read_bytes()[len(before) :]
    assert [line.split()[1:3] for line in written.splitlines()] == [
        [b"queue_entries", str(document["upcoming"][4]["entry_id"]).encode()],
        [b"state", b"1"],
    ]
    del document["history"][0]
    store.save_queue(document).result()
    assert store.queue() == document
    store.close()
    store = ListeningStore.open(tmp_path)
    assert store.queue() == document
    assert len(store._storage.encoded("queue_entries")) == 119
    store.remove({}, queue=True).result()
    assert store.queue() is None and not store._storage.encoded("queue_entries")
    store.close()
