"""A library as the first version of the program wrote it: curves move out, nothing is lost."""

from __future__ import annotations

import dataclasses
import shutil
from itertools import count
from pathlib import Path

import pytest
from store_records import FailingDisk, disk_full, make_analysis, make_track

from player.errors import StoreWriteError
from player.library.track import Analysis, Words
from player.store.curves import curves_path
from player.store.migrations import SCHEMAS
from player.store.track_store import TrackStore
from player.wording import sentence

SAMPLE = Path(__file__).parent / "samples" / "library-1"


def curve(track_id: int) -> tuple[tuple[float, float, float], ...]:
    points = range(track_id + 2)
    return tuple((3.0 * i, round(0.1 * track_id - 0.05 * i, 3), round(0.02 * i, 3)) for i in points)


def expected() -> dict[int, Analysis]:
    """What the sample was made of. Track 4 was listened to in full, then quickly again."""
    words = Words("3", "zh", (0.125, 0.25, 0.375, 0.25), -0.5, 0.25, 500)
    why = sentence("File", "{file} is empty.", file="x")
    second = make_analysis(2, curve=curve(2), passage=(3.0, 9.0), words=words, words_version="3")
    return {
        1: make_analysis(1, curve=curve(1))[0],
        2: second[0],
        3: make_analysis(3, depth="quick", curve=())[0],
        4: make_analysis(4, depth="quick", curve=())[0],
        5: make_analysis(5, "2", curve=curve(5))[0],
        6: make_analysis(6, failure=why, curve=())[0],
    }


def check(store: TrackStore) -> None:
    """All that the sample holds is there, to the bit."""
    third = dataclasses.replace(make_track(3), path="/music/\udcff moved.flac", available=False)
    tracks = [make_track(1), make_track(2), third, *map(make_track, (4, 5, 6))]
    assert list(store.tracks()) == tracks
    assert {i: store.analysis(i) for i in store.analyses()} == expected()
    for version, ids in (("1", [1, 2, 3, 4]), ("2", [5])):
        vectors = store.vectors("net", version)
        assert vectors.ids.tolist() == ids
        for row, track_id in enumerate(ids):
            _, embedding, scores = make_analysis(track_id)
            assert vectors.embedding[row].tobytes() == embedding.tobytes()
            assert vectors.scores[row].tobytes() == scores.tobytes()
    assert store.folders() == ("/music",)
    assert store.notices == ()


@pytest.fixture
def folder(tmp_path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "store"))


def test_curves_move_into_files_of_their_own(folder):
    for _ in range(2):  # as it is brought up, and as it is found then
        store = TrackStore.open(folder)
        check(store)
        assert store.new_id() == 7
        assert store._storage.allocate("folders") == 3
        store.close()
    journal = (folder / "library.journal").read_bytes()
    assert b" curves " not in journal and b'"points":[' not in journal
    assert f'"schema":{SCHEMAS["library"]}'.encode() in journal.splitlines()[0]
    assert curves_path(folder, "net", "1").read_bytes().count(b"\n") == 3  # header and two
    assert curves_path(folder, "net", "2").read_bytes().count(b"\n") == 2
    before = (SAMPLE / "library.journal").read_bytes()
    assert (folder / "library.journal.previous").read_bytes() == before


def test_an_upgrade_that_fails_at_any_call_loses_nothing(tmp_path, caplog):
    for at in count(1):
        folder = Path(shutil.copytree(SAMPLE, tmp_path / str(at)))
        disk = FailingDisk(at, disk_full)
        try:
            store = TrackStore(folder, disk)
        except StoreWriteError as error:
            assert "Free some space" in str(error)
        else:
            check(store)
            store.close()
        store = TrackStore.open(folder)
        check(store)
        store.close()
        if disk.calls < at:
            break
    assert at > 10
