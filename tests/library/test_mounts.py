"""Network file systems are recognised in the system's table of mounts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from player.library.mounts import is_silent

MOUNTS = r"""proc /proc proc rw,relatime 0 0
/dev/sda2 / ext4 rw,relatime 0 0
nas:/music /mnt/nas nfs4 rw,vers=4.2 0 0
/dev/sdb1 /mnt/nas/stick ext4 rw 0 0
//server/My\040Music /mnt/My\040Music cifs rw 0 0
me@host:/srv /mnt/ssh fuse.sshfs rw 0 0
pool /mnt/pool fuse.mergerfs rw 0 0
/dev/sdc1 /mnt/windows fuseblk rw 0 0
share /mnt/vm 9p rw 0 0
odd line
/dev/sdd1 /mnt/twice ext4 rw 0 0
host:/x /mnt/twice nfs rw 0 0
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no table of mounts")
@pytest.mark.parametrize(
    ("folder", "silent"),
    [
        ("/home/me/Music", False),
        ("/mnt/nas", True),
        ("/mnt/nas/albums/a", True),
        ("/mnt/nas/stick/albums", False),
        ("/mnt/nasal", False),
        ("/mnt/My Music/a", True),
        ("/mnt/ssh/a", True),
        ("/mnt/pool/a", False),
        ("/mnt/windows/a", False),
        ("/mnt/vm/a", True),
        ("/mnt/twice/a", True),
    ],
)
def test_the_deepest_mount_decides(tmp_path: Path, folder: str, silent: bool) -> None:
    table = tmp_path / "mounts"
    table.write_text(MOUNTS)
    assert is_silent(folder, table) is silent
    assert not is_silent(folder, tmp_path / "no such table")
