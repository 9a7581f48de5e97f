"""Which folders below a root changed, without the system telling: by their times.

Pure Python, any process. A folder's time of change moves when a file or folder in it comes, goes or
is renamed, so that a look costs one ``stat`` a folder and lists only those that changed. A file
written in place moves no folder's time: whoever looks has to look at the files too now and then.
"""

from __future__ import annotations

import os
import time

COARSE_S = 2.0
"""A time this close to now may stay the same through another change (FAT counts in 2 s)."""


class FolderTimes:
    """The folders below *root* as they were at the last look; hidden ones are left out."""

    def __init__(self, root: str, *, coarse_s: float = COARSE_S) -> None:
        """
        :param coarse_s: how coarsely the file system may count, in seconds.
        """
        self._root, self._coarse_ns = root, round(1e9 * coarse_s)
        self._known: dict[str, tuple[int, tuple[str, ...]]] = {}

    @property
    def folders(self) -> list[str]:
        """Those that could be listed at the last look."""
        return list(self._known)

    def look(self) -> list[str]:
        """Folders in which something came or went since the last look, new ones included.

        The first look finds nothing: it has nothing to compare with. Links are followed, but no
        folder is entered twice. Folders that cannot be listed are as good as gone.
        """
        first, known, changed = not self._known, self._known, []
        self._known, seen, waiting = {}, set(), [self._root]
        while waiting:
            folder = waiting.pop()
            try:
                status = os.stat(folder)  # noqa: PTH116 - surrogate escapes stay as they are
                if (status.st_dev, status.st_ino) in seen:
                    continue
                seen.add((status.st_dev, status.st_ino))
                changed_ns, below = known.get(folder, (-1, ()))
                if changed_ns != status.st_mtime_ns:
                    below = _folders_in(folder)
                    changed.append(folder)
            except OSError:
                continue
            fresh = abs(time.time_ns() - status.st_mtime_ns) < self._coarse_ns
            self._known[folder] = (-1 if fresh else status.st_mtime_ns, below)
            waiting.extend(below)
        return [] if first else changed


def _folders_in(folder: str) -> tuple[str, ...]:
    with os.scandir(folder) as entries:
        return tuple(e.path for e in entries if not e.name.startswith(".") and e.is_dir())
