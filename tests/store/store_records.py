"""Records and failing disks for the store's tests."""

from __future__ import annotations

import dataclasses
import errno
import os
import signal
from collections.abc import Callable
from pathlib import Path

import numpy as np

from player.library.track import Analysis, FileStamp, Metadata, ReplayGain, Track
from player.store.disk import Disk
from player.store.heard import Analysed


def make_track(track_id: int, **changes: object) -> Track:
    fields = {
        "id": track_id,
        "path": f"/music/{track_id:06d} 歌.mp3",
        "stamp": FileStamp(1000 + track_id, 1_700_000_000_000_000_000 + track_id),
        "audio_key": f"{track_id:032x}",
        "metadata": Metadata(
            title=f"Title {track_id}", artist="歌手", genres=("Pop",), gain=ReplayGain(-3.5)
        ),
        "added_at": 1.5,
    }
    return Track(**{**fields, **changes})  # type: ignore[arg-type]


def make_analysis(track_id: int, version: str = "1", **changes: object) -> Analysed:
    rng = np.random.default_rng(track_id)
    analysis = Analysis(
        track_id,
        f"{track_id:032x}",
        "full",
        "net",
        version,
        tempo_bpm=120.5,
        curve=((0.0, 0.1, -0.2), (1.5, 0.3, 0.4)),
    )
    analysis = dataclasses.replace(analysis, **changes)  # type: ignore[arg-type]
    return analysis, rng.random(16, np.float32), rng.random(5, np.float32)


class FailingDisk(Disk):
    """Does *fail* in place of the Nth call that changes the disk; before that, works.

    A write is torn: half of it is done.
    """

    def __init__(self, at: int, fail: Callable[[], None], times: int = 1) -> None:
        """:param times: how many calls fail from *at* on."""
        self.calls = 0
        self.at = at
        self.fail = fail
        self.times = times

    def _count(self) -> bool:
        """Whether this call is one to fail."""
        self.calls += 1
        return self.at <= self.calls < self.at + self.times

    def write(self, fd: int, data: bytes) -> None:
        if self._count():
            super().write(fd, data[: len(data) // 2])
            self.fail()
        super().write(fd, data)

    def open_append(self, path: Path) -> int:
        if self._count():
            self.fail()
        return super().open_append(path)

    def sync(self, fd: int) -> None:
        if self._count():
            self.fail()
        super().sync(fd)

    def truncate(self, fd: int, size: int) -> None:
        if self._count():
            self.fail()
        super().truncate(fd, size)

    def link(self, source: Path, target: Path) -> None:
        if self._count():
            self.fail()
        super().link(source, target)

    def remove(self, path: Path) -> None:
        if self._count():
            self.fail()
        super().remove(path)

    def replace(self, source: Path, target: Path) -> None:
        if self._count():
            self.fail()
        super().replace(source, target)

    def sync_directory(self, folder: Path) -> None:
        if self._count():
            self.fail()
        super().sync_directory(folder)


def disk_full() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def disk_broken() -> None:
    raise OSError(errno.EIO, "Input/output error")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
