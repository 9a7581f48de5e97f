"""The scan's memory of what could not be read: collected during a scan, stored at its end.

Pure Python, on the scanning thread. It decides when the system's refusals are worth another try;
what a failure means for the library is ``jobs.scan``'s to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from player.library.failures import Failure, failed
from player.store.track_store import TrackStore
from player.wording import Sentence


class ScanFailures:
    """The failures of one scan beside those known from before."""

    def __init__(self, tracks: TrackStore, now: float) -> None:
        self._tracks, self._now = tracks, now
        self._known = tracks.failures()
        self._failed: dict[str, Failure] = {}
        self._solved: set[str] = set()

    def note(self, path: str, why: Sentence, *, temporary: bool, growing: bool = False) -> None:
        """*path* was tried and failed; *growing*: because somebody is writing it."""
        before = self._known.get(path)
        self._failed[path] = failed(
            path, why, temporary=temporary, now=self._now, before=before, growing=growing
        )

    def known(self, path: str) -> Failure | None:
        """What is known of *path* from before."""
        return self._known.get(path)

    def still(self, path: str, why: Sentence) -> None:
        """The file at *path* is the one that failed before: nothing to add, unless nobody did."""
        if path not in self._known:
            self.note(path, why, temporary=False)
        else:
            self._failed[path] = self._known[path]

    def solve(self, path: str) -> None:
        """*path* was read."""
        self._solved.add(path)

    def refused(self, path: str) -> bool:
        """The system refused *path* when it was last tried, by a scan or by the listening."""
        failure = self._known.get(path)
        return failure is not None and failure.temporary

    def rests(self, path: str) -> bool:
        """It did so lately, and it is too early to ask again."""
        return self.refused(path) and not self._known[path].is_due(self._now)

    def save(self, gone: Callable[[str], bool]) -> None:
        """Store what changed.

        :param gone: whether a path with a known failure was looked for and is no more.
        """
        solved = self._solved | {
            path for path in self._known if path not in self._failed and gone(path)
        }
        new = [f for path, f in self._failed.items() if f is not self._known.get(path)]
        if new or solved & self._known.keys():
            self._tracks.put_failures(new, solved)


def due_paths(failures: Iterable[Failure], now: float) -> list[str]:
    """What should be tried again by now."""
    return [failure.path for failure in failures if failure.is_due(now)]


def next_retry(failures: Iterable[Failure]) -> float | None:
    """When the next of *failures* should be tried again, seconds since 1970."""
    return min((f.retry_at for f in failures if f.retry_at is not None), default=None)
