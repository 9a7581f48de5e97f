"""The saved queue as documents: one of its state, and one per entry. Pure functions, any thread.

A queue is saved at every change, and most changes concern one entry of more than a hundred. Kept
apart, a change writes that entry and a short list of numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_LISTS = ("history", "upcoming")
_ONE = "current"

Entries = dict[int, Mapping[str, Any]]
"""Entries of a queue by their numbers."""


def entries_apart(queue: Mapping[str, Any]) -> tuple[dict[str, Any], Entries]:
    """*queue* (see ``recommend.play_queue``) with numbers in place of its entries, and these."""
    state, entries = dict(queue), Entries()
    for name in _LISTS:
        if name in queue:
            state[name] = [entry["entry_id"] for entry in queue[name]]
            entries |= {entry["entry_id"]: entry for entry in queue[name]}
    if current := queue.get(_ONE):
        state[_ONE] = current["entry_id"]
        entries[current["entry_id"]] = current
    return state, entries


def entries_joined(state: Mapping[str, Any], entries: Mapping[int, Any]) -> dict[str, Any]:
    """The queue that :func:`entries_apart` took apart. Entries that are missing (damaged) are left
    out; what was saved before entries were kept apart is taken as it is."""
    queue = dict(state)
    for name in _LISTS:
        if name in state:
            queue[name] = list(_found(state[name], entries))
    if _ONE in state:
        queue[_ONE] = next(_found([state[_ONE]], entries), None)
    return queue


def _found(items: list[Any], entries: Mapping[int, Any]) -> Iterator[Any]:
    for item in items:
        entry = entries.get(item) if isinstance(item, int) else item
        if entry is not None:
            yield entry
