"""Changes wait here until it has become quiet. Pure Python, on any one thread; it has no clock."""

from __future__ import annotations

from collections.abc import Iterable


class Gathering:
    """Changes of the last moments: told when nothing more happened for a while."""

    def __init__(self, quiet_s: float, longest_s: float) -> None:
        """
        :param quiet_s: how long nothing must happen.
        :param longest_s: how long the first change waits at most.
        """
        self._quiet_s, self._longest_s = quiet_s, longest_s
        self._folders: set[str] = set()
        self._first = self._last = 0.0

    def add(self, folders: Iterable[str], now: float) -> None:
        """Something happened in *folders* at *now*, seconds of any one clock."""
        new = set(folders)
        if not new:
            return
        self._first = self._first if self._folders else now
        self._last = now
        self._folders |= new

    def wait_s(self, now: float) -> float | None:
        """How long until there is something to tell; ``None``: nothing has happened."""
        if not self._folders:
            return None
        due = min(self._last + self._quiet_s, self._first + self._longest_s)
        return max(0.0, due - now)

    def take(self, now: float) -> set[str]:
        """What is to be told now; empty while it is too early."""
        if self.wait_s(now) != 0.0:
            return set()
        folders, self._folders = self._folders, set()
        return folders
