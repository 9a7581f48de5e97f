from __future__ import annotations

import pytest
from tinydb import TinyDB, where
from tinydb.storages import MemoryStorage

from player.errors import StoreError
from player.store.journal_lines import Header
from player.store.migrations import migrate
from player.store.storage import JournalDB, LiveTable


@pytest.fixture(params=["memory", "journal"])
def db(request, tmp_path):
    """TinyDB's own storage and ours: the same tests must hold."""
    if request.param == "memory":
        with TinyDB(storage=MemoryStorage) as db:
            yield db
    else:
        with JournalDB(tmp_path / "j", "library") as db:
            yield db


def test_tinydbs_own_operations(db):
    table = db.table("things")
    assert table.insert({"a": 1}) == 1
    assert table.insert_multiple([{"a": 2}, {"a": 3, "b": []}]) == [2, 3]
    assert table.get(doc_id=2) == {"a": 2}
    assert table.get(doc_id=9) is None
    assert table.get(where("a") == 3).doc_id == 3
    assert [doc.doc_id for doc in table.get(doc_ids=[1, 3, 9])] == [1, 3]
    assert table.update({"c": 4}, where("a") == 1) == [1]
    assert table.update(lambda doc: doc.update(a=20), doc_ids=[2, 9]) == [2]
    assert table.search(where("a") > 2) == [{"a": 20}, {"a": 3, "b": []}]
    assert table.upsert({"a": 5}, where("a") == 5) == [4]
    assert table.remove(doc_ids=[1]) == [1]
    assert len(table) == 3
    assert table.all() == [{"a": 20}, {"a": 3, "b": []}, {"a": 5}]
    assert table.contains(doc_id=4)
    db.drop_tables()
    assert len(db.table("things")) == 0


def test_what_tinydb_wrote_is_there_after_reopening(tmp_path):
    with JournalDB(tmp_path / "j", "library") as db:
        db.table("things").insert_multiple({"n": n} for n in range(5))
        db.table("things").update({"x": 1}, doc_ids=[2])
        db.table("things").remove(doc_ids=[3])
    with JournalDB(tmp_path / "j", "library") as db:
        assert [(doc.doc_id, dict(doc)) for doc in db.table("things")] == [
            (1, {"n": 0}),
            (2, {"n": 1, "x": 1}),
            (4, {"n": 3}),
            (5, {"n": 4}),
        ]


def test_an_update_writes_only_what_it_changed(tmp_path):
    path = tmp_path / "j"
    with JournalDB(path, "library") as db:
        table = db.table("things")
        table.insert_multiple({"n": n, "text": "x" * 100} for n in range(1000))
        db.storage.flush()
        before = path.stat().st_size
        table.update({"n": -1}, doc_ids=[500])
        table.update({"n": -1}, where("n") == -1)  # changes nothing
        db.storage.flush()
        assert path.stat().st_size - before < 200


def test_a_failing_update_changes_nothing(tmp_path):
    def spoil(document):
        document["n"] = 99
        raise RuntimeError("stop")

    with JournalDB(tmp_path / "j", "library") as db:
        db.table("things").insert({"n": 1})
        with pytest.raises(RuntimeError):
            db.table("things").update(spoil, doc_ids=[1])
        assert db.table("things").get(doc_id=1) == {"n": 1}


def test_ids_are_never_given_twice_even_after_compaction(tmp_path):
    with JournalDB(tmp_path / "j", "library") as db:
        db.table("things").insert_multiple({"n": n} for n in range(5))
        db.table("things").remove(doc_ids=[4, 5])
        db.storage.compact().result()
    with JournalDB(tmp_path / "j", "library") as db:
        assert db.table("things").insert({}) == 6


def test_compaction_keeps_the_documents_and_the_file_before(tmp_path):
    path = tmp_path / "j"
    with JournalDB(path, "library") as db:
        table = db.table("things")
        for n in range(50):
            table.put({1: {"n": n}, 2: {"n": -n}}).result()
        db.storage.flush()
        before = path.read_bytes()
        db.storage.compact().result()
        table.put({3: {"after": True}}).result()
        assert path.stat().st_size < len(before) / 10
    assert path.with_name("j.previous").read_bytes() == before
    with JournalDB(path, "library") as db:
        assert db.table("things").all() == [{"n": 49}, {"n": -49}, {"after": True}]


def test_outdated_lines_lead_to_a_compaction_by_itself(tmp_path):
    path = tmp_path / "j"
    with JournalDB(path, "library") as db:
        for _ in range(30):
            db.table("things").put({1: {"text": "x" * 200_000}}).result()
    assert path.stat().st_size < 6_000_000
    assert path.with_name("j.previous").exists()


def test_a_newer_schema_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "j"
    path.write_bytes(Header("library", 99).to_line())
    with pytest.raises(StoreError, match="newer"):
        JournalDB(path, "library")
    assert path.read_bytes() == Header("library", 99).to_line()


def test_an_older_schema_goes_through_its_steps():
    table = LiveTable()
    table[1] = {"name": "x"}

    def rename(tables):
        for doc_id, document in tables["tracks"].items():
            tables["tracks"][doc_id] = {"title": document["name"]}

    migrate("library", 0, {"tracks": table}, {("library", 0): rename})
    assert dict(table) == {1: {"title": "x"}}
