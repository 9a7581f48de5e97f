from collections.abc import Iterator
from pathlib import Path

import pytest

from player.jobs.scan import scan_folders
from player.jobs.tag import TagJob, TagProgress, is_current, tag_library
from player.paths import models_dir
from player.store.track_store import TrackStore
from player.tagging.card import NetworkCard
from tests.tagging.signals import song, write_wav


@pytest.fixture
def tracks(tmp_path: Path) -> Iterator[TrackStore]:
    music = tmp_path / "music"
    music.mkdir()
    for number in range(4):
        write_wav(music / f"{number}.wav", song(12, seed=number))
    (music / "bad.mp3").write_text("no music " * 100)
    store = TrackStore.open(tmp_path / "store")
    scan_folders(store, [str(music)])
    yield store
    store.close()


def test_what_is_current_is_never_listened_to_again(tracks: TrackStore) -> None:
    seen: list[TagProgress] = []
    first = tag_library(tracks, models_dir(), device="cpu", limit=1, progress=seen.append)
    assert (first.tagged, first.left) == (1, 3)
    before = dict(tracks.analyses())
    second = tag_library(tracks, models_dir(), device="cpu")
    assert (second.tagged, second.already_tagged, second.left) == (3, 1, 0)
    third = tag_library(tracks, models_dir(), device="cpu")
    assert (third.tagged, third.already_tagged, third.device) == (0, 4, "")
    assert all(tracks.analysis(track_id) == old for track_id, old in before.items())
    assert seen[-1].done == 1
    assert len(tracks.vectors().ids) == 4


def test_a_job_stops_where_it_is_and_keeps_what_it_has(tracks: TrackStore) -> None:
    stored: list[int] = []

    def on_stored(ids: tuple[int, ...]) -> None:
        stored.extend(ids)
        job.stop()

    job = TagJob(tracks, models_dir(), device="cpu", threads=1, on_stored=on_stored)
    report = job.run()
    assert report.tagged == len(stored) >= 1
    assert sorted(stored) == sorted(tracks.analyses())
    assert report.left == 4 - report.tagged


def test_full_listening_follows_the_quick_one(tracks: TrackStore) -> None:
    tag_library(tracks, models_dir(), device="cpu")
    chosen = next(iter(tracks.analyses()))
    left: list[int] = []
    job = TagJob(
        tracks,
        models_dir(),
        device="cpu",
        threads=1,
        on_progress=lambda now: left.append(now.total - now.done),
    )
    job.deepen([chosen])
    report = job.run(until_done=True)
    assert report.tagged == 1
    assert set(left) == {0}, "a second hearing does not make what is left more"
    analysis = tracks.analysis(chosen)
    assert analysis is not None
    assert analysis.depth == "full"
    assert analysis.curve
    version = NetworkCard.load(models_dir()).version
    assert is_current(tracks.track(chosen), analysis, version, "full")
    assert not is_current(tracks.track(chosen), analysis, "another", "quick")
