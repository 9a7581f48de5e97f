"""Music while everything else runs: not one frame late, lost or doubled.

Two minutes in ``make test``, as long as ``MOODLARK_SOAK_S`` says in ``make soak``; there a table is
printed, too. Beside other tests (pytest-xdist) the load steps back for them, and the sound server
is served before them, for its lateness is no fault of the program; alone all is as on a desktop.
"""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from player.audio.engine import start_engine
from tests.counted_sound import without_silence
from tests.sound_load import (
    FILES,
    LoadedRun,
    LoadFigures,
    Orders,
    Piece,
    compare,
    lossless_pieces,
    make_music,
    mp3_piece,
)
from tests.sound_server import SoundServer

SECONDS = float(os.environ.get("MOODLARK_SOAK_S", "120"))
PIECE_S = 10.0
BESIDE_OTHERS = "PYTEST_XDIST_WORKER" in os.environ
NICENESS = 10 if BESIDE_OTHERS else 0


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SoundServer]:
    server = SoundServer(tmp_path)
    server.start()
    if BESIDE_OTHERS:
        server.serve_first()
    yield server
    server.stop()


def playlist_of(folder: Path) -> list[Piece]:
    """Pieces for all the time; the last frame is no silence, so that the end can be seen."""
    flac, *others = [*lossless_pieces(folder, PIECE_S), mp3_piece(folder, PIECE_S)]
    wanted = max(2, round(SECONDS / PIECE_S)) - 1
    return [*itertools.islice(itertools.cycle([flac, *others]), wanted), flac]


def table(figures: LoadFigures) -> str:
    rows = {
        "music, s": f"{figures.seconds:.0f}",
        "underflows": figures.underflows,
        "gaps": figures.gaps,
        "blocks": figures.blocks,
        "longest late block, ms": f"{1000 * figures.longest_wait_s:.1f}",
        "longest callback, ms": f"{1000 * figures.longest_render_s:.1f}",
        "sound process, % of one core": f"{figures.sound_cpu_percent:.1f}",
        "files scanned": figures.scanned,
        "tracks tagged": figures.tagged,
        "compactions": figures.compactions,
        "repaints": figures.repaints,
        "lock held, times": figures.holds,
        "lock held, longest, ms": f"{1000 * figures.longest_hold_s:.0f}",
    }
    return "\n".join(f"{name:30}{value:>10}" for name, value in rows.items())


@pytest.mark.skipif(sys.platform == "win32", reason="sessions of POSIX")
def test_the_sound_has_a_session_of_its_own():
    """Linux shares the processors out by session; in the window's, the load would have its part."""
    engine = start_engine("null")
    try:
        assert engine.statistics() is not None  # it is there
        assert os.getsid(engine.process_id) == engine.process_id
    finally:
        engine.close()


@pytest.mark.timeout(SECONDS + 240)
def test_music_is_whole_while_everything_else_runs(server, tmp_path):
    played = playlist_of(tmp_path)
    music, originals = make_music(tmp_path)
    orders = Orders(
        folder=str(tmp_path / "window"),
        music=str(music),
        originals=originals,
        playlist=tuple(str(piece.path) for piece in played),
        player="engine",
        niceness=NICENESS,
        at_most_s=SECONDS + 60,
    )
    with server.recording() as recording:
        run = LoadedRun(orders, environment=server.environment)
        figures = run.result()
    print("\n" + table(figures))
    difference = compare(without_silence(recording.file), played)
    assert (difference.frames_missing, difference.frames_wrong) == (0, 0), difference
    assert (figures.underflows, figures.gaps, figures.troubles) == (0, 0, [])
    assert figures.scanned >= FILES
    assert min(figures.tagged, figures.compactions, figures.repaints) > 0
