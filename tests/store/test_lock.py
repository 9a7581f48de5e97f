"""The lock says who owns a store, whatever the lock file holds and wherever it lies."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from player.errors import StoreLockedError
from player.store.lock import StoreLock

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("left", [b"", b"1", b"%d" % os.getppid(), b"999999999", b"\xff", b"me"])
def test_a_file_that_was_left_over_holds_nothing(tmp_path: Path, left: bytes) -> None:
    file = tmp_path / "lock"
    file.write_bytes(left)
    lock = StoreLock(file)
    assert file.read_bytes() == b"%d" % os.getpid()
    with pytest.raises(StoreLockedError) as refused:
        StoreLock(file)
    assert refused.value.owner == os.getpid()
    lock.close()
    lock.close()


def test_an_owner_without_a_name_is_told_without_one(tmp_path: Path) -> None:
    lock = StoreLock(tmp_path / "lock")
    (tmp_path / "lock").write_bytes(b"")
    with pytest.raises(StoreLockedError, match=r"in another Moodlark\. Close") as refused:
        StoreLock(tmp_path / "lock")
    assert refused.value.owner is None
    lock.close()


def test_children_of_a_killed_owner_do_not_keep_it(tmp_path: Path) -> None:
    code = (
        "import os, pathlib, subprocess, sys; from player.store.lock import StoreLock;"
        "lock = StoreLock(pathlib.Path(sys.argv[1]));"
        "child = subprocess.Popen(['sleep', '100'], stdout=subprocess.DEVNULL);"
        "print(child.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    owner = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "lock"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=False,
        timeout=100,
    )
    try:
        StoreLock(tmp_path / "lock").close()
    finally:
        os.kill(int(owner.stdout), 9)  # it was there all the time


_TAKE = (
    "import pathlib, sys; from player.store.lock import StoreLock;"
    "lock = StoreLock(pathlib.Path(sys.argv[1])); print('taken')"
)


def _taking(folder: Path) -> list[str]:
    return [sys.executable, "-c", _TAKE, str(folder / "lock")]


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace makes the system fail")
@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("ENOLCK", "taken"),
        ("EOPNOTSUPP", "taken"),
        ("EAGAIN", "StoreLockedError"),
        ("EIO", "Input/output error"),
    ],
)
def test_a_file_system_without_locks_is_told_from_a_lock_that_is_held(
    tmp_path: Path, error: str, said: str
) -> None:
    done = subprocess.run(
        ["strace", "-f", "-o", os.devnull, "-e", f"inject=flock:error={error}", *_taking(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
        timeout=100,
    )
    assert said in done.stdout + done.stderr


@pytest.mark.skipif(shutil.which("unshare") is None, reason="needs Linux user namespaces")
def test_a_read_only_home_is_no_locked_one(tmp_path: Path) -> None:
    lock = StoreLock(tmp_path / "lock")  # left over, and nobody's
    lock.close()
    script = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" || exit 77; shift; exec "$@"'
    code = (
        "import pathlib, sys; from player.jobs.session import OpenStores;"
        "from player.paths import Home; OpenStores(Home(pathlib.Path(sys.argv[1]).parent))"
    )
    store = tmp_path / "store"
    store.mkdir()
    done = subprocess.run(
        ["unshare", "-Urm", "sh", "-c", script, "sh", tmp_path, sys.executable, "-c", code, store],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
        timeout=100,
    )
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip(f"no user namespaces here: {done.stderr}")
    assert "StoreWriteError" in done.stderr
