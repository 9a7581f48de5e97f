"""From single changes on the disk to the few folders worth scanning again.

Pure Python, on the watcher's thread. It opens nothing; whether a folder is still there is all it
asks the disk.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from player.library.artwork import is_cover
from player.library.lyrics import lyrics_stem
from player.library.scanner import is_audio
from player.library.watch_process import Change, Kind
from player.paths import is_below

_MOST = 200
"""More folders than this under one root are scanned as one: the root."""
_NEVER_FOLDERS = frozenset({
    ".tmp", ".temp", ".part", ".partial", ".crdownload", ".download", ".aria2", ".new", ".bak",
    ".old", ".swp", ".lock", ".log", ".json", ".jsonl", ".ini", ".db", ".nfo", ".sfv", ".md5",
    ".cue", ".m3u", ".m3u8", ".pls", ".xspf", ".txt", ".pdf", ".html", ".url", ".zip", ".rar",
    ".7z", ".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".tif", ".mkv", ".avi",
})  # fmt: skip
"""Endings that tell, of what is gone, that it was no folder."""


def folder_to_scan(change: Change, roots: Sequence[str], ignored: Sequence[str]) -> str | None:
    """The folder that *change* makes worth scanning; ``None`` where it means nothing to us.

    Audio files, covers, words of songs and folders mean something; what is hidden, what lies
    in *ignored* folders and other files do not.
    """
    kind, path = change
    root = next((root for root in roots if is_below(path, root)), None)
    if root is None or kind is Kind.DEAF or any(is_below(path, folder) for folder in ignored):
        return None
    if kind is Kind.ROOT or path == root:
        return root
    if f"{os.sep}." in path[len(root.rstrip(os.sep)) :]:
        return None
    parent, name = os.path.split(path)
    if kind is Kind.FOLDER:
        return path
    return parent if _means_something(kind, name) else None


def _means_something(kind: Kind, name: str) -> bool:
    """Whether the file called *name*, or the folder that it may have been, is of interest."""
    if is_audio(name) or is_cover(name) or lyrics_stem(name) is not None:
        return True
    ending = os.path.splitext(name)[1].lower()  # noqa: PTH122
    return kind is Kind.GONE and ending not in _NEVER_FOLDERS


def fewest(folders: Iterable[str], roots: Sequence[str]) -> tuple[str, ...]:
    """*folders* without those that lie in others; what is gone becomes what it was in (a root
    stays itself), and very many become their root."""
    there = {_nearest(folder, roots) for folder in folders}
    kept = [folder for folder in there if there.isdisjoint(_above(folder))]
    for root in roots:
        below = [folder for folder in kept if is_below(folder, root)]
        if len(below) > _MOST:
            kept = [folder for folder in kept if folder not in set(below)] + [root]
    return tuple(sorted(kept))


def _nearest(folder: str, roots: Sequence[str]) -> str:
    while folder not in roots and not os.path.isdir(folder):  # noqa: PTH112
        parent = os.path.dirname(folder)  # noqa: PTH120
        if parent == folder:
            break
        folder = parent
    return folder


def _above(folder: str) -> Iterable[str]:
    """The folders that *folder* lies in."""
    while (parent := os.path.dirname(folder)) != folder:  # noqa: PTH120
        yield parent
        folder = parent
