from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from player.errors import StoreLockedError, StoreWriteError
from player.jobs.session import OpenStores
from player.paths import Home
from player.store.lock import StoreLock


def test_one_home_has_one_owner_at_a_time(tmp_path):
    home = Home(tmp_path / "new" / "home")
    with OpenStores(home) as stores:
        stores.listening.set_rating(1, 5)
        with pytest.raises(StoreLockedError, match=str(os.getpid())):
            OpenStores(home)
    with OpenStores(home) as stores:
        assert stores.listening.ratings() == {1: 5}


def test_the_owner_may_be_another_process_and_may_be_killed(tmp_path):
    code = (
        "import sys, pathlib; from player.jobs.session import OpenStores; "
        "from player.paths import Home; stores = OpenStores(Home(pathlib.Path(sys.argv[1]))); "
        "print('open', flush=True); sys.stdin.read()"
    )
    root = Path(__file__).resolve().parents[2]
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=root,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"open\n"
    with pytest.raises(StoreLockedError, match=str(child.pid)):
        OpenStores(Home(tmp_path))
    child.kill()
    child.communicate()
    OpenStores(Home(tmp_path)).close()


def test_a_home_that_cannot_be_made_says_so(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreWriteError):
        OpenStores(Home(tmp_path / "file"))


def test_the_lock_holds_where_nothing_can_be_written(tmp_path):
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        lock = StoreLock(tmp_path / "lock")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (tmp_path / "lock").read_bytes() == b""
    with pytest.raises(StoreLockedError):
        StoreLock(tmp_path / "lock")
    lock.close()
    StoreLock(tmp_path / "lock").close()
