"""The store after a kill at every kind of moment: what was acknowledged is there, byte for byte."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from store_records import FailingDisk, die, disk_full, make_analysis, make_track

from player.errors import StoreWriteError
from player.library.track import Play
from player.store.listening_store import ListeningStore
from player.store.track_store import TrackStore

_HERE = Path(__file__).parent
_ROOT = _HERE.parents[1]

needs_sigkill = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")


def work(tracks: TrackStore, listening: ListeningStore, acknowledge) -> None:
    """Use both stores without end (or until *disk* fails), telling what became durable."""
    for number in range(1, 10_000):
        tracks.put_tracks([make_track(number)])
        done = tracks.put_analyses([make_analysis(number)])
        heard = listening.add_play(Play(number, float(number), 1.0))
        done.result()
        acknowledge("analysis", number)
        heard.result()
        acknowledge("play", number)
        if number % 7 == 0:
            tracks.compact()


def child_main() -> None:
    """Run by the tests in a process of its own: folder and call number as arguments."""
    folder, disk = Path(sys.argv[1]), FailingDisk(int(sys.argv[2]), die)
    tracks, listening = TrackStore(folder, disk), ListeningStore(folder, disk)
    work(tracks, listening, lambda kind, number: print(kind, number, flush=True))


def start_child(folder: Path, at: int) -> subprocess.Popen[str]:
    code = f"import sys; sys.path[:0] = {[str(_HERE), str(_ROOT)]}; import test_crashes as tests; "
    code += "tests.child_main()"
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return subprocess.Popen(
        [sys.executable, "-c", code, str(folder), str(at)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )


def check(folder: Path, acknowledged: list[str]) -> None:
    """Open what the kill left: all that was acknowledged is there, unchanged."""
    tracks, listening = TrackStore.open(folder), ListeningStore.open(folder)
    vectors = tracks.vectors("net", "1")
    rows = {track_id: row for row, track_id in enumerate(vectors.ids.tolist())}
    analysed = [int(line.split()[1]) for line in acknowledged if line.startswith("analysis")]
    for number in analysed:
        assert tracks.track(number) == make_track(number)
    for number in {*analysed, *tracks.analyses()}:  # unacknowledged ones are whole or not there
        analysis, embedding, scores = make_analysis(number)
        assert tracks.analysis(number) == analysis
        assert vectors.embedding[rows[number]].tobytes() == embedding.tobytes()
        assert vectors.scores[rows[number]].tobytes() == scores.tobytes()
    played = [int(line.split()[1]) for line in acknowledged if line.startswith("play")]
    assert [play.track_id for play in listening.plays()][: len(played)] == played
    tracks.put_tracks([make_track(10_001)]).result()  # and the store works on
    tracks.close()
    listening.close()


@needs_sigkill
@pytest.mark.parametrize("at", [3, 6, 7, 8, 11, 14, 31, 34, 37, 40, 43, 47])
def test_killed_at_the_nth_call_to_the_disk(tmp_path, at):
    child = start_child(tmp_path, at)
    output, _ = child.communicate(timeout=60)
    assert child.returncode == -signal.SIGKILL
    check(tmp_path, output.splitlines())


@needs_sigkill
def test_killed_at_random_moments_again_and_again(tmp_path):
    acknowledged: list[str] = []
    for attempt in range(5):
        chosen = random.Random(attempt).randrange(20, 120)
        child = start_child(tmp_path, 0)
        assert child.stdout is not None
        acknowledged = []
        for _ in range(chosen):
            acknowledged.append(child.stdout.readline().strip())
        child.kill()
        rest, _ = child.communicate(timeout=60)
        # its very last line may be cut short by the kill
        acknowledged += [line for line in rest.split("\n")[:-1] if line]
        tracks = TrackStore.open(tmp_path)
        for number in tracks.analyses():
            assert tracks.analysis(number) == make_analysis(number)[0]
        done = {int(line.split()[1]) for line in acknowledged if line.startswith("analysis")}
        assert done <= set(tracks.analyses())
        tracks.close()
    listening = ListeningStore.open(tmp_path)
    played = sum(line.startswith("play") for line in acknowledged)
    assert len(listening.plays()) >= played
    listening.close()


@pytest.mark.parametrize("at", range(5, 60, 3))
def test_a_disk_that_fails_once_at_the_nth_call_loses_nothing_acknowledged(tmp_path, caplog, at):
    acknowledged: list[str] = []
    disk = FailingDisk(at, disk_full)
    try:
        stores = TrackStore(tmp_path, disk), ListeningStore(tmp_path, disk)
    except StoreWriteError:
        check(tmp_path, [])
        return

    def acknowledge(kind: str, number: int) -> None:
        acknowledged.append(f"{kind} {number}")
        if number == 12:
            raise StopIteration

    with contextlib.suppress(StoreWriteError, StopIteration):
        work(*stores, acknowledge)
    left = tmp_path.with_name(tmp_path.name + "-left")  # without closing them, as after a crash
    shutil.copytree(tmp_path, left)
    check(left, acknowledged)
    for store in stores:
        store.close()
