"""Fail or die at the Nth call to the disk, N = 1, 2, 3 ... until a whole run succeeds.

Every N in ``make crashtest``, a sample in ``make test``. First with the store's own few calls
(:class:`player.store.disk.Disk`), then, on Linux, with the system's, by ``strace -e inject``.
"""

from __future__ import annotations

import copy
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from crash_actions import OurStores, work
from crash_ledger import Ledger
from store_records import FailingDisk, disk_broken, disk_full
from test_crashes import PROGRAM, look, start

from player.errors import StoreWriteError
from player.store.curves import curves_path
from player.store.embeddings import vectors_path

ACTIONS = 45
"""Enough for every kind of action and for two compactions of each journal."""

NEVER = 10**9


def points(full: bool, sample: int) -> Iterator[int]:
    """Every N, or every *sample*-th."""
    return count(1, 1 if full else sample)


def check(folder: Path, ledger: Ledger) -> None:
    """Open what the crash left: what was acknowledged is there, and the store works on."""
    stores = OurStores(folder)
    assert ledger.lost(stores.state()) == []
    work(stores, ledger.next, 5, ledger.say)
    stores.close()
    stores = OurStores(folder)
    assert ledger.lost(stores.state()) == []
    stores.close()


@pytest.mark.timeout(900)
@pytest.mark.parametrize("fail", [disk_full, disk_broken])
@pytest.mark.parametrize("times", [1, 4, NEVER])
def test_the_disk_fails_from_the_nth_call_on(
    tmp_path, full, record, caplog, fail: Callable[[], None], times: int
):
    """Memory stays right, a copy of the folder as it is then opens with all that was acknowledged,
    and once the disk is well again everything is written."""
    trial = f"{fail.__name__} at each call, {times if times < NEVER else 'lasting'}"
    for at in points(full, 7):
        folder, ledger = tmp_path / str(at), Ledger()
        disk = FailingDisk(at, fail, times)
        try:
            stores = OurStores(folder, disk)
        except StoreWriteError:
            check(folder, ledger)
            record(trial, "ours", "fine")
            continue
        work(stores, 1, ACTIONS, ledger.say)
        assert ledger.lost(stores.state()) == []
        left = Path(shutil.copytree(folder, tmp_path / f"{at}-left"))
        check(left, copy.deepcopy(ledger))
        disk.at = NEVER
        stores.tracks.flush()
        stores.listening.flush()
        state = stores.state()
        stores.close()
        stores = OurStores(folder)
        assert stores.state() == state
        stores.close()
        for done in (folder, left):
            shutil.rmtree(done)
        record(trial, "ours", "fine")
        if disk.calls < at:
            break
    assert at > 100


@pytest.mark.parametrize("fail", [disk_full, disk_broken])
def test_an_opening_that_fails_at_any_call_costs_nothing(tmp_path, caplog, fail):
    """With a torn tail and what a compaction left behind: as much to do as opening can have."""
    folder = tmp_path / "store"
    stores = OurStores(folder)
    work(stores, 1, ACTIONS, lambda _mark, _number: None)
    state = stores.state()
    stores.close()
    for kind in ("library", "listening"):
        with (folder / f"{kind}.journal").open("ab") as journal:
            journal.write(b"torn")
        (folder / f"{kind}.journal.new").write_bytes(b"left over")
    for at in count(1):
        copied = Path(shutil.copytree(folder, tmp_path / str(at)))
        disk = FailingDisk(at, fail)
        try:
            stores = OurStores(copied, disk)
        except StoreWriteError:
            pass
        else:
            assert stores.state() == state
            stores.close()
        stores = OurStores(copied)
        assert stores.state() == state
        stores.close()
        shutil.rmtree(copied)
        if disk.calls < at:
            break
    assert at > 8


@pytest.mark.timeout(1800)
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_killed_at_the_nth_call(tmp_path, full, record):
    for at in points(full, 29):
        folder, ledger = tmp_path / str(at), Ledger()
        with start("ours", folder, 1, ACTIONS, at) as child:
            assert child.stdout is not None
            ledger.say_all(child.stdout.read())
        check(folder, ledger)
        shutil.rmtree(folder)
        if child.returncode == 0:
            break
        assert child.returncode == -signal.SIGKILL
        record("SIGKILL at each call", "ours", "fine")
    assert at > 100


def strace_works() -> bool:
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-o", os.devnull, "true"], check=False).returncode == 0


CALLS = ("write", "fdatasync", "fsync", "rename", "link", "unlink", "ftruncate")
INJECTIONS = [
    *((call, "signal=SIGKILL") for call in CALLS),
    *((call, "error=EIO") for call in ("fdatasync", "fsync", "rename", "link", "unlink")),
    *((call, "error=ENOSPC") for call in ("write", "rename", "link")),
]
SAMPLED = {("fdatasync", "signal=SIGKILL"), ("rename", "signal=SIGKILL"), ("write", "error=ENOSPC")}


@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("call", "injected"), INJECTIONS)
def test_the_system_fails_or_kills_at_the_nth_call(tmp_path, full, record, call, injected):
    """The N is counted in each thread: that of the opening, and one writer per journal."""
    if not full and (call, injected) not in SAMPLED:
        pytest.skip("belongs to make crashtest")
    if not strace_works():
        pytest.skip("needs strace, and the permission to use it")
    for at in points(full, 5):
        folder, ledger = tmp_path / str(at), Ledger()
        folder.mkdir()
        said, trace = strace("ours", folder, call, f"{injected}:when={at}", ACTIONS)
        ledger.say_all(said)
        check(folder, ledger)
        shutil.rmtree(folder)
        if not was_hit(trace):
            break
        record(f"{call}: {injected} at each call", "ours", "fine")
        if not full and at > 10:
            break
    assert at > 1 or call in {"ftruncate"}


@pytest.mark.timeout(1800)
@pytest.mark.parametrize(
    ("call", "injected"),
    [(call, how) for call, how in INJECTIONS if call in {"write", "fsync", "ftruncate"}],
)
def test_the_same_with_tinydbs_own_storage(tmp_path, full, record, call, injected):
    if not full:
        pytest.skip("the comparison with TinyDB's own storage belongs to make crashtest")
    if not strace_works():
        pytest.skip("needs strace, and the permission to use it")
    for at in count(1):
        folder, ledger = tmp_path / str(at), Ledger()
        folder.mkdir()
        said, trace = strace("tinydb", folder, call, f"{injected}:when={at}", ACTIONS)
        ledger.say_all(said)
        if not was_hit(trace):
            break
        record(f"{call}: {injected} at each call", "tinydb", look("tinydb", folder, ledger))
        shutil.rmtree(folder)
    assert at > 10


def was_hit(trace: str) -> bool:
    """Whether strace did something to the program."""
    return "INJECTED" in trace or "killed by SIGKILL" in trace


def strace(name: str, folder: Path, call: str, how: str, actions: int) -> tuple[str, str]:
    """Run the program with an injection into *call* where it concerns the store's files.

    :returns: what it said, and the trace.
    """
    names = [
        f"{kind}.journal{ending}"
        for kind in ("library", "listening")
        for ending in ("", ".new", ".previous", ".previous.link")
    ]
    files = [folder, folder / "tinydb.json", *(folder / name for name in names)]
    files += [curves_path(folder, "net", "1"), vectors_path(folder, "net", "1")]
    files += [vectors_path(folder, "net", "1").with_suffix(".new")]
    only = [word for file in files for word in ("-P", str(file))]
    trace = folder.with_suffix(".trace")
    options = ["-f", "-q", "-o", str(trace), "-e", f"trace={call}", "-e", f"inject={call}:{how}"]
    program = [sys.executable, str(PROGRAM), name, str(folder), "1", str(actions)]
    done = subprocess.run(
        ["strace", *options, *only, *program],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # TinyDB lets the program end with a traceback
        text=True,
        check=False,
        env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )
    return done.stdout, trace.read_text(errors="replace")
