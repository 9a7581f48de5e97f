"""Bytes of a journal cut, doubled, flipped or zeroed: it opens, and loses what was touched only.

TinyDB's own JSON storage goes through the same in ``make crashtest``, for comparison.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from player.store.storage import JournalDB

PAGE = 4096
DOCUMENTS = 60


@dataclass(frozen=True)
class Damage:
    """Something done to bytes ``first`` to ``last`` (excluded) of a file."""

    kind: str
    first: int
    last: int
    seed: int = 0

    def done_to(self, data: bytes) -> bytes:
        """*data* after it."""
        piece = data[self.first : self.last]
        if self.kind == "cut":
            return data[: self.first]
        if self.kind == "double":
            return data + piece
        if self.kind == "zero":
            return data[: self.first] + bytes(len(piece)) + data[self.last :]
        chance, flipped = random.Random(self.seed), bytearray(piece)
        for _ in range(chance.randrange(1, 20)):
            flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
        return data[: self.first] + bytes(flipped) + data[self.last :]

    def touched(self, start: int, end: int) -> bool:
        """Whether a line at these bytes suffered; the break before a line is part of it."""
        if self.kind == "double":
            return False
        return end > self.first and (self.kind == "cut" or start - 1 < self.last)


def change(number: int) -> tuple[int, dict[str, object] | None]:
    """The Nth change of the journal: a document put, put again, or deleted."""
    key = number * 7 % 23 + 1
    return key, None if number % 9 == 0 else {"number": number, "text": "x" * (number * 13 % 200)}


@pytest.fixture(scope="module")
def journal(tmp_path_factory) -> bytes:
    """A journal after a compaction and many changes."""
    path = tmp_path_factory.mktemp("damage") / "j"
    with JournalDB(path, "library") as db:
        for number in range(3 * DOCUMENTS):
            db.table("things").put(dict([change(number)]))
            if number == DOCUMENTS:
                db.storage.compact()
    return path.read_bytes()


def histories(journal: bytes, damage: Damage) -> dict[int, list[bytes | None]]:
    """What each document may be after *damage*: its last untouched line, or a later one."""
    possible: dict[int, list[bytes | None]] = {}
    start = 0
    for line in journal.splitlines(keepends=True):
        end = start + len(line)
        _, table, key, payload = line.rstrip(b"\n").split(b" ", 3)
        if table == b"things":
            found = None if payload == b"-" else payload
            versions = possible.setdefault(int(key), [None])
            if damage.touched(start, end):
                versions.append(found)
            else:
                versions[:] = [found]
        start = end
    return possible


def check(folder: Path, journal: bytes, damage: Damage) -> None:
    path = folder / "j"
    path.write_bytes(damage.done_to(journal))
    possible = histories(journal, damage)
    for again in (False, True):
        with JournalDB(path, "library") as db:
            stored = dict(db.storage.encoded("things"))
            if damage.done_to(journal) == journal:
                assert db.storage.notices == ()
            if again:
                assert stored.pop(99) == b'{"new":true}'
            else:
                db.table("things").put({99: {"new": True}}).result()
        assert stored.keys() <= possible.keys()
        for key, versions in possible.items():
            assert stored.get(key) in versions, (key, damage)


@st.composite
def in_last_page(draw: st.DrawFn, size: int) -> Damage:
    first = draw(st.integers(max(0, size - PAGE), size - 1))
    kind = draw(st.sampled_from(["cut", "double", "zero", "flip"]))
    last = size if kind == "double" else draw(st.integers(first + 1, size))
    return Damage(kind, first, last, draw(st.integers(0, 2**32)))


@given(data=st.data())
@settings(deadline=None, max_examples=150)
def test_damage_in_the_last_page_loses_no_earlier_document(tmp_path_factory, journal, data):
    damage = data.draw(in_last_page(len(journal)))
    check(tmp_path_factory.mktemp("j"), journal, damage)


@given(data=st.data())
@settings(deadline=None, max_examples=100)
def test_damage_anywhere_loses_what_it_touched_only(tmp_path_factory, journal, data):
    first = data.draw(st.integers(0, len(journal) - 1))
    last = data.draw(st.integers(first + 1, min(len(journal), first + 300)))
    kind = data.draw(st.sampled_from(["zero", "flip"]))
    damage = Damage(kind, first, last, data.draw(st.integers(0, 2**32)))
    check(tmp_path_factory.mktemp("j"), journal, damage)


def random_damage(size: int, rounds: int) -> Iterator[Damage]:
    chance = random.Random(8)
    for _ in range(rounds):
        first = chance.randrange(max(0, size - PAGE), size)
        kind = chance.choice(["cut", "double", "zero", "flip"])
        last = size if kind == "double" else chance.randrange(first, size) + 1
        yield Damage(kind, first, last, chance.randrange(2**32))


def test_the_same_damage_to_tinydbs_own_storage(tmp_path, full, record, journal):
    if not full:
        pytest.skip("the comparison with TinyDB's own storage belongs to make crashtest")
    trial = "last page cut, doubled, flipped, zeroed"
    for damage in random_damage(len(journal), 300):
        (tmp_path / "j.damaged").unlink(missing_ok=True)
        check(tmp_path, journal, damage)
        record(trial, "ours", "fine")
    path = tmp_path / "tinydb.json"
    with TinyDB(path) as db:
        for number in range(3 * DOCUMENTS):
            db.table("things").insert({"number": number, "text": "x" * (number * 13 % 200)})
    whole = path.read_bytes()
    for damage in random_damage(len(whole), 300):
        path.write_bytes(damage.done_to(whole))
        try:
            with TinyDB(path) as db:
                numbers = [found["number"] for found in db.table("things")]
            early = numbers[: whole[: damage.first].count(b'"number"') - 1]
            outcome = "fine" if early == list(range(len(early))) else "lost data"
        except (ValueError, KeyError, TypeError, AttributeError):
            outcome = "did not open"
        record(trial, "tinydb", outcome)
