"""No room left on a small file system: memory stays right, what was saved is whole, and all is
written once there is room again. TinyDB's own storage beside it in ``make crashtest``."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from crash_actions import OurStores, PlainStores, work
from crash_ledger import Ledger
from test_crashes import look

from player.errors import StoreWriteError
from player.jobs.session import OpenStores
from player.paths import Home

ROUNDS = 20


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A file system of 2 MB."""
    if sys.platform != "linux" or shutil.which("mount") is None:
        pytest.skip("needs Linux and its mount")
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount a file system")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def copy_what_is_there(source: str, target: str) -> str:
    """The writer may give up a half-written file while the folder is being copied."""
    with suppress(FileNotFoundError):
        shutil.copy2(source, target)
    return target


def fill(folder: Path, left: int) -> Path:
    """A file that takes all room but about *left* bytes."""
    ballast = folder / "ballast"
    room = shutil.disk_usage(folder).free - left
    ballast.write_bytes(bytes(max(0, room)))
    return ballast


def test_a_full_disk_harms_nothing_and_heals(small_disk, tmp_path, record, caplog):
    store = small_disk / "store"
    for round_ in range(ROUNDS):
        shutil.rmtree(store, ignore_errors=True)
        stores, ledger, refused = OurStores(store), Ledger(), list[int]()

        def say(mark: str, number: int, ledger: Ledger = ledger, no: list[int] = refused) -> None:
            ledger.say(mark, number)
            no.extend([number] if mark == "!" else [])

        work(stores, 1, 30 + round_, say)
        ballast = fill(small_disk, 4096 * (round_ % 3))
        work(stores, ledger.next, 200, say)
        assert refused, "the disk was not full"
        with pytest.raises(StoreWriteError, match="Free some space"):
            stores.listening.save_queue({"number": 1, "ballast": "x" * (1 << 18)}).result()
        rated = stores.listening.set_rating(77, 3)
        assert stores.listening.ratings()[77] == 3  # seen at once, whatever becomes of it
        with pytest.raises(StoreWriteError):
            rated.result()
        copied = tmp_path / f"copy{round_}"
        copy = Path(shutil.copytree(store, copied, copy_function=copy_what_is_there))
        crashed = OurStores(copy)  # as if the program had been killed now
        assert ledger.lost(crashed.state()) == []
        assert crashed.tracks.notices == crashed.listening.notices == ()
        crashed.close()
        ballast.unlink()
        stores.listening.save_queue({"number": 5}).result()  # takes all that waited with it
        stores.tracks.flush()
        state = stores.state()
        stores.close()
        stores = OurStores(store)
        assert stores.state() == state
        assert stores.listening.ratings()[77] == 3
        stores.close()
        record("no room left on the file system", "ours", "fine")


def test_a_store_does_not_open_where_there_is_no_room_and_says_so(small_disk):
    fill(small_disk, 0)
    with pytest.raises(StoreWriteError, match="Free some space"):
        OurStores(small_disk)


def test_the_same_with_tinydbs_own_storage(small_disk, full, record):
    if not full:
        pytest.skip("the comparison with TinyDB's own storage belongs to make crashtest")
    store = small_disk / "store"
    for round_ in range(ROUNDS):
        shutil.rmtree(store, ignore_errors=True)
        store.mkdir()
        stores, ledger = PlainStores(store), Ledger()
        work(stores, 1, 30 + round_, ledger.say)
        ballast = fill(small_disk, 4096 * (round_ % 2))
        with pytest.raises(OSError, match="No space"):
            work(stores, ledger.next, 3000, ledger.say)
        with contextlib.suppress(OSError):  # what it had buffered does not fit either
            stores.close()
        ballast.unlink()
        record("no room left on the file system", "tinydb", look("tinydb", store, ledger))


def test_a_home_that_may_only_be_read_is_named_and_left_as_it_is(small_disk):
    def remount(how: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{how}", small_disk], check=True)

    home = Home(small_disk)
    with OpenStores(home) as stores:
        stores.listening.set_rating(1, 5)
    before = {path.name: path.read_bytes() for path in home.store_dir.iterdir()}
    remount("ro")
    with pytest.raises(StoreWriteError, match="Make that folder writable"):
        OpenStores(home)
    with pytest.raises(StoreWriteError, match="Make that folder writable"):
        OurStores(home.store_dir)
    remount("rw")
    assert {path.name: path.read_bytes() for path in home.store_dir.iterdir()} == before
    with OpenStores(home) as stores:
        assert stores.listening.ratings() == {1: 5}
