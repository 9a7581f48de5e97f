"""What could not be read, and when it is worth another try: :class:`Failure`.

Pure Python, any thread or process. A damaged file fails for good until it changes; a file the
system refused (no permission, a network that dropped out, a file still being written) is tried
again, after waiting twice as long each time. It decides nothing about the library: that is
``jobs.scan``.
"""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass

from player.wording import Sentence

FIRST_WAIT_S = 30.0
LONGEST_WAIT_S = 6 * 3600.0
GROWING_WAIT_S = 10.0
"""After this a file that somebody was writing is looked at again, however often it was before."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One file or folder that could not be read."""

    path: str
    """Absolute path (undecodable bytes as surrogate escapes)."""
    why: Sentence
    """What happened, for the listener."""
    temporary: bool
    """The same file may be readable later without having changed."""
    first_at: float | None
    """When it failed first, seconds since 1970; ``None``: nobody noted it."""
    attempts: int = 1
    """How often in a row."""
    retry_at: float | None = None
    """When to try again, seconds since 1970; ``None``: when the file changes."""

    def is_due(self, now: float) -> bool:
        """Whether it is time to try again by itself."""
        return self.retry_at is not None and now >= self.retry_at


def failed(
    path: str,
    why: Sentence,
    *,
    temporary: bool,
    now: float,
    before: Failure | None = None,
    growing: bool = False,
) -> Failure:
    """What to remember of a failure at *now*.

    :param before: what was remembered of the same path.
    :param growing: somebody is writing it, which will be over soon.
    """
    again = before is not None and before.temporary == temporary
    attempts = before.attempts + 1 if again and before is not None else 1
    wait_s = min(FIRST_WAIT_S * 2.0 ** min(attempts - 1, 20), LONGEST_WAIT_S)
    if growing:
        wait_s = GROWING_WAIT_S
    return Failure(
        path,
        why,
        temporary,
        first_at=before.first_at if again and before is not None else now,
        attempts=attempts,
        retry_at=now + wait_s if temporary else None,
    )


def try_to_read(path: str) -> None:
    """Find out whether the system lets us read *path* at all, before its content is judged.

    :raises OSError: it does not (no permission, a lost network drive...), or it is no ordinary
        file: reading from a pipe would wait for ever.
    """
    fd = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    try:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        os.read(fd, 1)
    finally:
        os.close(fd)


def shown_name(path: str) -> str:
    """The file's name as it can be shown and stored."""
    return shown_text(os.path.basename(path))  # noqa: PTH119


def shown_text(path: str) -> str:
    """A path, or a part of one, as it can be shown and stored."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
