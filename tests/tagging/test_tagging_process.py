"""The real child process: answers, failures, kills. One start costs two seconds or so."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from player.library.track import Analysis
from player.paths import models_dir
from player.tagging.card import NetworkCard
from player.tagging.messages import Event, Ready, Refused, TagRequest, TagResult
from player.tagging.process import TaggingProcess
from player.tagging.worker import load_lyrics
from tests.tagging.little_lyrics import BRIGHT, models_with_lyrics, song_of
from tests.tagging.signals import song, write_wav

_PATIENCE_S = 120


@pytest.fixture
def process() -> Iterator[TaggingProcess]:
    process = TaggingProcess(models_dir(), "cpu", threads=1)
    yield process
    process.stop()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_wav(tmp_path_factory.mktemp("music") / "song.wav", song(30))


def poll_until(process: TaggingProcess, done: Callable[[list[Event]], bool]) -> list[Event]:
    events: list[Event] = []
    deadline = time.monotonic() + _PATIENCE_S
    while not done(events):
        assert time.monotonic() < deadline, events
        events += process.poll(0.2)
    return events


def results(events: list[Event]) -> dict[int, TagResult]:
    return {e.analysis.track_id: e for e in events if isinstance(e, TagResult)}


def test_requests_are_answered_good_and_bad(
    process: TaggingProcess, file: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.mp3"
    bad.write_text("no music at all " * 50)
    process.start()
    process.submit(
        [
            TagRequest(1, str(file), "one"),
            TagRequest(2, str(bad), "two"),
            TagRequest(3, str(tmp_path / "gone.mp3"), "three"),
            TagRequest(4, str(file), "four"),
        ]
    )
    events = poll_until(process, lambda events: len(results(events)) == 4)
    assert isinstance(events[0], Ready)
    assert events[0].version == process.card.version
    found = results(events)
    assert found[1].embedding is not None
    assert found[1].embedding.tobytes() == found[4].embedding.tobytes()
    for number in (2, 3):
        assert found[number].analysis.failure is not None
        assert found[number].embedding is None
    assert process.outstanding == 0


def test_a_killed_child_is_replaced_and_nothing_is_lost(
    process: TaggingProcess, file: Path
) -> None:
    process.start()
    process.submit(TagRequest(i, str(file), "") for i in range(6))
    poll_until(process, lambda events: len(results(events)) >= 1)
    first = process.pid
    assert first is not None
    left = process.outstanding
    os.kill(first, signal.SIGKILL)
    found = results(poll_until(process, lambda events: len(results(events)) >= left))
    assert process.pid != first
    assert all(result.analysis.failure is None for result in found.values())
    assert process.outstanding == 0


def test_the_file_that_kills_twice_fails_and_the_others_do_not(
    process: TaggingProcess, file: Path, tmp_path: Path
) -> None:
    # Long enough to be killed over.
    deadly = write_wav(tmp_path / "deadly.wav", np.tile(song(30), 60))
    process.start()
    poll_until(process, lambda events: any(isinstance(e, Ready) for e in events))
    process.submit([TagRequest(1, str(deadly), "", depth="full"), TagRequest(2, str(file), "")])
    found: dict[int, TagResult] = {}
    deadline = time.monotonic() + _PATIENCE_S
    killed: set[int | None] = set()
    while len(found) < 2:
        assert time.monotonic() < deadline
        found |= results(process.poll(0.1))
        if len(killed) < 2 and process.busy == {1} and process.pid not in killed:
            os.kill(process.pid or 0, signal.SIGKILL)
            killed.add(process.pid)
    assert len(killed) == 2
    assert found[1].analysis.failure is not None
    assert found[2].analysis.failure is None


def test_cancelled_requests_are_not_answered(process: TaggingProcess, file: Path) -> None:
    process.start()
    process.submit(TagRequest(i, str(file), "") for i in range(20))
    process.cancel()
    process.submit([TagRequest(99, str(file), "")])
    found = results(poll_until(process, lambda events: 99 in results(events)))
    assert len(found) <= 3


def test_prioritised_requests_come_first(process: TaggingProcess, file: Path) -> None:
    process.submit(TagRequest(i, str(file), "") for i in range(10))
    process.prioritise([8, 9])
    process.start()
    events = poll_until(process, lambda events: len(results(events)) == 10)
    assert list(results(events))[:2] == [8, 9]


def test_wrong_weights_are_refused_with_a_sentence(tmp_path: Path) -> None:
    models = Path(shutil.copytree(models_dir(), tmp_path / "models"))
    (models / NetworkCard.load(models).weights_file).write_bytes(b"nonsense")
    process = TaggingProcess(models, "cpu")
    process.start()
    try:
        events = poll_until(process, bool)
        assert isinstance(events[0], Refused)
        assert "Installing Moodlark again" in str(events[0].sentence)
    finally:
        process.stop()


def test_the_owner_never_loads_torch_or_librosa() -> None:
    code = (
        "import sys, player.jobs.tag, player.tagging.process, player.tagging.calibration;"
        "print([m for m in ('torch', 'librosa', 'numba', 'sklearn') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_the_child_bounds_its_threads_before_numpy_is_there() -> None:
    code = (
        "import os, sys, player.tagging.child as child; child.use_one_thread();"
        "print('numpy' in sys.modules, os.environ['OPENBLAS_NUM_THREADS'])"
    )
    clean = {name: value for name, value in os.environ.items() if not name.endswith("_THREADS")}
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=clean
    )
    assert run.stdout.split() == ["False", "1"]


def test_words_are_read_by_themselves_without_decoding(tmp_path: Path) -> None:
    models = tmp_path / "models"
    models.mkdir()
    process = TaggingProcess(models_with_lyrics(models, "9"), "cpu", threads=1)
    path = tmp_path / "song.mp3"
    path.write_text("no music at all " * 50)
    path.with_suffix(".lrc").write_text(song_of(BRIGHT), encoding="utf-8")
    known = Analysis(1, "one", "full", "net", "3", curve=((0.0, 0.1, 0.2),))
    process.start()
    try:
        process.submit([TagRequest(1, str(path), "one", "full", known)])
        found = results(poll_until(process, lambda events: bool(results(events))))[1]
    finally:
        process.stop()
    assert found.embedding is found.scores is None
    words = found.analysis.words
    assert words is not None and words.valence > 0.4
    assert found.analysis == replace(known, words=words, words_version="9")


def test_sound_is_listened_to_where_the_lyric_network_is_broken(
    file: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    models = models_with_lyrics(tmp_path, "9")
    (models / "lyrics.safetensors").write_bytes(b"broken")
    with caplog.at_level("WARNING"):
        assert load_lyrics(models) is None
    assert "lyrics.safetensors" in caplog.text
    process = TaggingProcess(models, "cpu", threads=1)
    process.start()
    try:
        process.submit([TagRequest(1, str(file), "one")])
        found = results(poll_until(process, lambda events: bool(results(events))))[1]
    finally:
        process.stop()
    assert found.embedding is not None and found.analysis.failure is None
