"""Whether a folder lies where the system tells of changes, or on a network where it cannot.

Pure Python, any process. Reads the system's table of mounts, nothing on the mounts themselves.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path

_NETWORK = frozenset({
    "9p", "afpfs", "afs", "ceph", "cifs", "davfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4",
    "prl_fs", "smb", "smb2", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs",
})  # fmt: skip
_LOCAL_FUSE = frozenset(
    ("bindfs", "cryfs", "encfs", "gocryptfs", "mergerfs", "ntfs-3g", "unionfs", "veracrypt")
)
"""File systems in user space whose files change through this machine only."""
_MOUNTS = Path("/proc/self/mounts")


def is_silent(folder: str, mounts: Path = _MOUNTS) -> bool:
    """Whether others can change *folder* without this machine's system telling of it.

    Known on Linux by the type of its file system, on Windows by its name (``\\\\server\\share``);
    elsewhere nothing is known and the answer is ``False``.
    """
    if sys.platform == "win32":
        return folder.startswith("\\\\")
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return False
    kind = _kind_at(os.path.realpath(folder), lines)
    if kind.startswith("fuse."):
        return kind.removeprefix("fuse.") not in _LOCAL_FUSE
    return kind in _NETWORK


def _kind_at(folder: str, mounts: Iterable[str]) -> str:
    """Type of the file system that *folder* (without links) lies on; of equals the last counts."""
    deepest, kind = "", ""
    for line in mounts:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        place = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[1])
        inside = folder == place or folder.startswith(place.rstrip("/") + "/")
        if inside and len(place) >= len(deepest):
            deepest, kind = place, fields[2]
    return kind
