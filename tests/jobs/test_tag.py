import contextlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from player.jobs.scan import scan_folders
from player.jobs.tag import TagJob, TagProgress, is_current, tag_library
from player.library.track import Analysis
from player.paths import models_dir
from player.store.track_store import TrackStore
from player.tagging.card import NetworkCard
from tests.tagging.little_lyrics import BRIGHT, DARK, models_with_lyrics, song_of
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


def test_what_was_asked_for_last_is_listened_to_whole_first(tracks: TrackStore) -> None:
    tag_library(tracks, models_dir(), device="cpu")
    first, second, third, _ = sorted(tracks.analyses())
    heard: list[int] = []
    job = TagJob(tracks, models_dir(), device="cpu", threads=1, on_stored=heard.extend)
    job.deepen([third])
    job.deepen([second, first])
    job.run(until_done=True)
    assert heard == [second, first, third]


def test_a_track_that_plays_before_it_was_ever_listened_to_is_listened_to_whole(
    tracks: TrackStore,
) -> None:
    """The quick listening tells its mood soon, and the rest of it follows before other tracks."""
    chosen = max(track.id for track in tracks.tracks() if track.failure is None)
    heard: list[int] = []
    job = TagJob(tracks, models_dir(), device="cpu", threads=1, on_stored=heard.extend)
    job.deepen([chosen])
    job.prioritise([chosen])
    assert job.run(until_done=True).left == 0
    depths = {i: analysis.depth for i, analysis in tracks.analyses().items()}
    assert depths == {i: "full" if i == chosen else "quick" for i in depths}
    assert len(depths) == 4
    assert heard[0] == chosen and heard.count(chosen) == 2


def test_words_of_another_version_or_that_came_later_are_read_by_themselves(
    tmp_path: Path,
) -> None:
    music, folders = tmp_path / "music", [tmp_path / name for name in ("old", "new")]
    for folder in (music, *folders):
        folder.mkdir()
    old, new = (models_with_lyrics(folder, folder.name) for folder in folders)
    for number in range(3):
        write_wav(music / f"{number}.wav", song(12, seed=number))
    (music / "0.lrc").write_text(song_of(DARK), encoding="utf-8")
    (music / "1.lrc").write_text("la la la", encoding="utf-8")
    with contextlib.closing(TrackStore.open(tmp_path / "store")) as tracks:
        scan_folders(tracks, [str(music)])
        ids = {Path(track.path).stem: track.id for track in tracks.tracks()}

        def run(models: Path) -> tuple[int, dict[str, Analysis]]:
            report = tag_library(tracks, models, device="cpu")
            assert report.left == 0
            found = {name: tracks.analysis(track_id) for name, track_id in ids.items()}
            return report.tagged, {name: a for name, a in found.items() if a is not None}

        tagged, first = run(old)
        assert tagged == 3
        assert {name: a.words_version for name, a in first.items()} == {
            "0": "old",
            "1": "old",
            "2": None,
        }
        vectors = tracks.vectors().scores.tobytes()
        (music / "2.lrc").write_text(song_of(BRIGHT), encoding="utf-8")
        scan_folders(tracks, [str(music)])
        seen: list[TagProgress] = []
        tag_library(tracks, new, device="cpu", limit=0, progress=seen.append)
        assert all(now.done == now.total == 0 for now in seen)  # reading is no listening
        tagged, second = run(new)
        assert tagged == 0 and tracks.vectors().scores.tobytes() == vectors
        assert {a.words_version for a in second.values()} == {"new"}
        for name, side in (("0", -1), ("2", 1)):
            words = second[name].words
            assert words is not None and words.version == "new" and words.valence * side > 0.4
            assert replace(second[name], words=None, words_version=None) == replace(
                first[name], words=None, words_version=None
            )
        assert second["1"].words is None
        before = dict(tracks.analyses())
        assert run(new)[0] == 0 and dict(tracks.analyses()) == before


def test_words_that_cannot_be_read_are_asked_for_once_and_lose_nothing(
    tracks: TrackStore, tmp_path: Path
) -> None:
    folder = tmp_path / "models"
    folder.mkdir()
    models = models_with_lyrics(folder, "9")
    (models / "lyrics.safetensors").write_bytes(b"broken")
    track = next(track for track in tracks.tracks() if track.path.endswith("0.wav"))
    Path(track.path).with_suffix(".lrc").write_text(song_of(DARK), encoding="utf-8")
    scan_folders(tracks, [str(Path(track.path).parent)])
    tag_library(tracks, models, device="cpu")
    heard = tracks.analysis(track.id)
    assert heard is not None and heard.words_version is None and heard.failure is None
    tag_library(tracks, models, device="cpu")
    assert tracks.analysis(track.id) == heard
    assert track.id in tracks.vectors().ids


def test_a_file_the_system_refuses_is_put_off_and_not_judged(tmp_path: Path) -> None:
    """It goes away between the scan and the listening, as on a network that drops out."""
    music = tmp_path / "music"
    music.mkdir()
    place, away = music / "song.wav", tmp_path / "away.wav"
    write_wav(place, song(12, seed=1))
    with contextlib.closing(TrackStore.open(tmp_path / "store")) as store:
        scan_folders(store, [music])
        place.rename(away)
        report = tag_library(store, models_dir(), device="cpu")
        assert (report.tagged, report.left, len(report.failed)) == (0, 0, 1)
        assert store.analysis(1) is None
        failure = store.failures()[str(place)]
        assert failure.temporary and "could not be opened" in str(failure.why)
        away.rename(place)
        scan_folders(store, [music])
        assert store.failures() == {}
        assert tag_library(store, models_dir(), device="cpu").tagged == 1
