from __future__ import annotations

import dataclasses
import errno
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_records import FailingDisk, disk_full, make_analysis, make_track

from player.errors import StoreWriteError
from player.library.failures import failed
from player.library.track import Analysis, FileStamp, Metadata, ReplayGain, Track, Words
from player.store.disk import Disk
from player.store.documents import (
    analysis_from_document,
    analysis_to_document,
    track_from_document,
    track_to_document,
)
from player.store.embeddings import vectors_path
from player.store.track_store import TrackStore
from player.wording import sentence


@pytest.fixture
def store(tmp_path):
    store = TrackStore.open(tmp_path)
    yield store
    store.close()


def before_and_after(store: TrackStore, tmp_path):
    """The store as it is, then as it is after closing and opening."""
    yield store
    again = reopened(store, tmp_path)
    yield again
    again.close()


def reopened(store: TrackStore, tmp_path) -> TrackStore:
    store.close()
    return TrackStore.open(tmp_path)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(
    st.builds(
        Track,
        id=st.integers(1, 2**40),
        path=st.binary(min_size=1, max_size=30).map(lambda b: b.decode("utf-8", "surrogateescape")),
        stamp=st.builds(FileStamp, st.integers(0, 2**60), st.integers(0, 2**62)),
        audio_key=st.text("0123456789abcdef", max_size=32),
        metadata=st.builds(
            Metadata,
            title=TEXT,
            genres=st.lists(TEXT, max_size=3).map(tuple),
            year=st.none() | st.integers(1500, 2099),
            duration_s=st.none() | st.floats(0, 1e5),
            has_cover=st.booleans(),
            gain=st.builds(ReplayGain, st.none() | st.floats(-60, 60)),
        ),
        added_at=st.floats(0, 2e9),
        available=st.booleans(),
        failure=st.none() | st.just(sentence("File", "{file} is empty.", file="歌.mp3")),
    )
)
def test_a_track_reads_as_it_was_stored(track):
    import orjson

    document = orjson.loads(orjson.dumps(track_to_document(track)))
    assert track_from_document(track.id, document) == track


def test_tracks_and_indexes_survive_reopening(store, tmp_path):
    given_tracks = [make_track(store.new_id()) for _ in range(5)]
    store.put_tracks(given_tracks).result()
    store = reopened(store, tmp_path)
    assert list(store.tracks()) == given_tracks
    assert store.tracks()[1:3][0] == given_tracks[1]
    assert store.by_path(given_tracks[2].path) == given_tracks[2]
    assert store.by_audio_key(given_tracks[3].audio_key) == (given_tracks[3],)
    assert store.by_path("/elsewhere") is None
    assert store.new_id() == 6
    with pytest.raises(KeyError):
        store.track(77)
    store.close()


def test_indexes_follow_changes(store):
    first, second = make_track(1), make_track(2)
    store.put_tracks([first, second])
    swapped = [
        dataclasses.replace(first, path=second.path),
        dataclasses.replace(second, path=first.path, audio_key=first.audio_key),
    ]
    store.put_tracks(swapped)
    assert store.by_path(first.path).id == 2
    assert store.by_path(second.path).id == 1
    assert [track.id for track in store.by_audio_key(first.audio_key)] == [1, 2]
    assert store.by_audio_key(second.audio_key) == ()


def test_a_sequence_of_tracks_stays_as_it_was(store):
    store.put_tracks([make_track(1)])
    held = store.tracks()
    store.put_tracks([make_track(2)])
    assert [track.id for track in held] == [1]
    assert [track.id for track in store.tracks()] == [1, 2]


def test_forgotten_tracks_are_shown_nowhere_and_known_when_they_return(store, tmp_path):
    store.put_tracks([make_track(1), make_track(2)])
    store.put_analyses([make_analysis(1), make_analysis(2)])
    store.forget_tracks([1]).result()
    for current in before_and_after(store, tmp_path):
        assert [track.id for track in current.tracks()] == [2]
        assert (1 in current, 2 in current, len(current)) == (False, True, 1)
        assert current.by_path(make_track(1).path) == current.forgotten()[0]
        assert [track.id for track in current.by_audio_key(make_track(1).audio_key)] == [1]
        assert current.analysis(1) == make_analysis(1)[0]


def test_a_forgotten_track_can_be_put_back(store):
    store.put_tracks([make_track(1), make_track(2)])
    store.forget_tracks([1])
    store.put_tracks([make_track(1)])
    assert [track.id for track in store.tracks()] == [1, 2]


def test_failures_are_replaced_by_path_and_let_go_when_solved(store, tmp_path):
    why = sentence("Scan", "{file} is damaged and cannot be read.", file="x")
    broken = failed("/music/broken.mp3", why, temporary=False, now=10.0)
    away = failed("/net/\udcffx.mp3", why, temporary=True, now=10.0)
    store.put_failures([broken, away]).result()
    again = failed(away.path, why, temporary=True, now=50.0, before=away)
    store.put_failures([again]).result()
    for current in before_and_after(store, tmp_path):
        assert current.failures() == {broken.path: broken, away.path: again}
        assert (again.attempts, again.first_at, again.retry_at) == (2, 10.0, 110.0)


def test_solved_failures_are_let_go(store):
    why = sentence("Scan", "{file} is damaged and cannot be read.", file="x")
    broken = failed("/music/broken.mp3", why, temporary=False, now=10.0)
    away = failed("/net/away.mp3", why, temporary=True, now=10.0)
    store.put_failures([broken, away])
    store.put_failures([], solved=[away.path, "/never/seen.mp3"])
    assert store.failures() == {broken.path: broken}


def test_all_analyses_at_once_come_without_curves_and_failures_by_themselves(store, tmp_path):
    why = sentence("Tagging", '"failure": {n}', n=1)
    failed = dataclasses.replace(make_analysis(1)[0], failure=why, curve=())
    warned = make_analysis(2, warning=why)
    store.put_analyses([(failed, None, None), warned]).result()
    for current in before_and_after(store, tmp_path):
        known = dataclasses.replace(warned[0], curve=(), truncated=False)  # so its warning says
        assert current.analyses() == {1: failed, 2: known}
        assert current.analysis_failures() == {1: why}


def test_analyses_and_vectors_survive_reopening(store, tmp_path):
    given_analyses = [make_analysis(i) for i in (3, 1, 2)]
    store.put_analyses(given_analyses).result()
    for current in before_and_after(store, tmp_path):
        for analysis, embedding, scores in given_analyses:
            assert current.analysis(analysis.track_id) == analysis
            vectors = current.vectors("net", "1")
            row = vectors.ids.tolist().index(analysis.track_id)
            assert vectors.embedding[row].tobytes() == embedding.tobytes()
            assert vectors.scores[row].tobytes() == scores.tobytes()
        assert vectors.ids.tolist() == [1, 2, 3]
        some = current.vectors("net", "1", [3, 9, 2])
        assert some.ids.tolist() == [2, 3]
        assert some.scores.tobytes() == vectors.scores[1:].tobytes()
        assert current.analysis(9) is None


def test_words_and_passage_survive_reopening(store, tmp_path):
    words = Words("3", "zh", (0.125, 0.25, 0.375, 0.25), -0.5, 0.25, 500)
    both = make_analysis(1, words=words, passage=(63.0, 84.0))
    store.put_analyses([both, make_analysis(2)]).result()
    for current in before_and_after(store, tmp_path):
        assert current.analysis(1) == both[0]
        assert current.analyses()[1].words == words
        assert current.analysis(2).words is current.analysis(2).passage is None


def test_new_words_leave_vectors_and_curve_alone(store, tmp_path):
    given = [make_analysis(1, curve=((0.0, 0.1, 0.2), (80.0, 0.3, 0.4))), make_analysis(2)]
    store.put_analyses(given)
    words = Words("3", "en", (0.1, 0.2, 0.3, 0.4), 0.0, 0.25, 500)
    read = dataclasses.replace(given[0][0], words=words, words_version="3")
    gone = dataclasses.replace(read, track_id=9)
    store.put_words([read, gone]).result()
    for current in before_and_after(store, tmp_path):
        assert current.analysis(1) == read and current.analysis(2) == given[1][0]
        assert current.analysis(9) is None
        scores = current.vectors("net", "1").scores
        assert scores.tobytes() == b"".join(g[2].tobytes() for g in given)


def test_an_analysis_from_before_words_were_read_still_opens():
    document = {"audio_key": "k", "depth": "full", "network": "net", "version": "1", "points": 1}
    analysis = analysis_from_document(7, document, {"points": [[0.0, 0.1, 0.2]]})
    assert analysis == Analysis(7, "k", "full", "net", "1", curve=((0.0, 0.1, 0.2),))
    written = analysis_to_document(analysis, None)
    assert {"words", "passage"}.isdisjoint(written)
    assert document.items() <= written.items()


def test_vectors_of_two_versions_never_meet(store, tmp_path):
    store.put_analyses([make_analysis(1), make_analysis(2), make_analysis(3)])
    store.put_analyses([make_analysis(2, "2")]).result()
    for current in before_and_after(store, tmp_path):
        assert current.vectors("net", "1").ids.tolist() == [1, 3]
        assert current.vectors("net", "2").ids.tolist() == [2]
        assert current.vectors().ids.tolist() == [1, 3]
        assert len(current.vectors("net", "3").ids) == 0


def test_a_failed_analysis_has_no_vectors(store):
    analysis, _, _ = make_analysis(1, failure=sentence("File", "{file} is empty.", file="x"))
    store.put_analyses([make_analysis(1)])
    store.put_analyses([(analysis, None, None)]).result()
    assert store.analysis(1) == analysis
    assert len(store.vectors("net", "1").ids) == 0


def test_vectors_of_a_wrong_size_are_refused(store):
    store.put_analyses([make_analysis(1)])
    analysis, embedding, scores = make_analysis(2)
    with pytest.raises(ValueError):
        store.put_analyses([(analysis, embedding[:-1], scores)])


def test_an_analysis_whose_vectors_are_gone_is_made_again(store, tmp_path, caplog):
    store.put_analyses([make_analysis(i) for i in (1, 2, 3)]).result()
    store.close()
    path = vectors_path(tmp_path, "net", "1")
    path.write_bytes(path.read_bytes()[:-1])
    store = TrackStore.open(tmp_path)
    assert list(store.analyses()) == [1, 2]
    store.put_analyses([make_analysis(3)]).result()
    store = reopened(store, tmp_path)
    assert store.vectors().scores[2].tobytes() == make_analysis(3)[2].tobytes()
    store.close()


def test_folders(store, tmp_path):
    store.put_folder("/b")
    store.put_folder("/a")
    store.put_folder("/b")
    assert store.folders() == ("/b", "/a")
    store.remove_folder("/b")
    store = reopened(store, tmp_path)
    assert store.folders() == ("/a",)
    store.close()


def test_one_change_among_many_writes_at_most_4_kib(store, tmp_path):
    store.put_tracks(make_track(i) for i in range(1, 2001))
    store.flush()
    before = sum(file.stat().st_size for file in tmp_path.iterdir())
    store.put_tracks([make_track(1000, available=False)]).result()
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) - before <= 4096


def test_a_full_disk_fails_the_future_and_heals(tmp_path, caplog):
    disk = FailingDisk(0, disk_full)
    store = TrackStore(tmp_path, disk)
    store.put_tracks([make_track(1)]).result()
    disk.at = disk.calls + 1
    with pytest.raises(StoreWriteError, match="No space left"):
        store.put_tracks([make_track(2)]).result()
    assert [track.id for track in store.tracks()] == [1, 2]
    store.put_tracks([make_track(3)]).result()  # takes the one before with it
    store = reopened(store, tmp_path)
    assert list(store.tracks()) == [make_track(1), make_track(2), make_track(3)]
    store.close()


def test_a_change_can_be_neither_called_back_nor_made_after_closing(store):
    done = store.put_tracks([make_track(1)])
    assert not done.cancel()
    done.result()
    store.close()
    store.close()
    with pytest.raises(RuntimeError, match="closed"):
        store.put_tracks([make_track(2)])


def test_a_folder_that_cannot_be_made_says_so(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreWriteError):
        TrackStore.open(tmp_path / "file" / "store")


def test_analyses_whose_vectors_could_not_be_made_safe_wait_for_them(tmp_path, caplog):
    """Their lines are written with the next change, and not before the vectors are safe."""

    class Watched(Disk):
        def __init__(self) -> None:
            self.refuse, self.calls, self.names = False, list[str](), dict[int, str]()

        def open_append(self, path: Path) -> int:
            fd = super().open_append(path)
            self.names[fd] = path.name.partition("-")[0].removesuffix(".journal")
            return fd

        def sync(self, fd: int) -> None:
            name = self.names[fd]
            self.calls.append(name)
            if self.refuse and name == "vectors":
                raise OSError(errno.EIO, "Input/output error")
            super().sync(fd)

    disk = Watched()
    store = TrackStore(tmp_path, disk)
    store.put_analyses([make_analysis(1)]).result()
    disk.refuse = True
    with pytest.raises(StoreWriteError):
        store.put_analyses([make_analysis(2)]).result()
    with pytest.raises(StoreWriteError):  # it holds analysis 2, too
        store.compact().result()
    assert store.analysis(2) == make_analysis(2)[0]
    disk.refuse = False
    disk.calls.clear()
    store.put_tracks([make_track(3)]).result()
    assert disk.calls == ["vectors", "curves", "library"]
    reopened = TrackStore(tmp_path)
    assert reopened.analysis(2) == make_analysis(2)[0]
    for opened in (store, reopened):
        opened.close()


def test_vectors_of_a_version_nobody_needs_any_more_go(store, tmp_path):
    store.put_analyses([make_analysis(1, "1"), make_analysis(2, "1")])
    store.put_analyses([make_analysis(1, "2")]).result()
    old, new = vectors_path(tmp_path, "net", "1"), vectors_path(tmp_path, "net", "2")
    reopened(store, tmp_path).close()
    assert old.exists()  # analysis 2 is still of that version
    store = TrackStore.open(tmp_path)
    store.put_analyses([make_analysis(2, "2")]).result()
    again = reopened(store, tmp_path)
    assert (old.exists(), new.exists()) == (False, True)
    assert again.vectors().ids.tolist() == [1, 2]
    again.close()
