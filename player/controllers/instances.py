"""Which Moodlark of its home this one is: the first, one that waits for it, or one too many.

QObject on the main thread. What owns a home is its store's lock; what passes between two windows is
``desktop.single_instance``'s.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from player.desktop.single_instance import Answer, FirstInstance, call_first
from player.paths import Home
from player.wording import Sentence, sentence


class InstanceController(QObject):
    """Listens for others once this is the first; looks for the first while it is not."""

    called = Signal(str)
    """Another start asks for our window; an activation token of the desktop, or nothing."""
    superfluous = Signal()
    """The first one shows its window: this one should end."""
    waiting = Signal(object)
    """:class:`~player.wording.Sentence`: who has the library, and that it opens here later."""

    def __init__(
        self, home: Home, *, first_is_silent: bool = False, parent: QObject | None = None
    ) -> None:
        """
        :param first_is_silent: there is a window that did not answer when it was called.
        """
        super().__init__(parent)
        self._home, self._silent = home, first_is_silent
        self._first = FirstInstance(home, self)
        self._first.called.connect(self.called)

    def own(self) -> None:
        """The lock is ours: answer those who come."""
        self._first.listen()

    def close(self) -> None:
        """Answer nobody any more; before the lock is given back."""
        self._first.close()

    @Slot(object)
    def on_locked(self, owner: int | None) -> None:
        """Somebody has the lock: a window that can be shown (it may have been opening when it was
        called first), a command, or a window that hangs.

        :param owner: its process, if that is known.
        """
        answer = Answer.SILENT if self._silent else call_first(self._home)
        self._silent = answer is Answer.SILENT  # never wait for it twice
        if answer is Answer.SHOWN:
            self.superfluous.emit()
        else:
            self.waiting.emit(_why_waiting(owner, silent=self._silent))


def _why_waiting(owner: int | None, *, silent: bool) -> Sentence:
    pid = str(owner) if owner is not None else "?"
    if silent:
        return sentence(
            "Window",
            "Moodlark is already open (process {pid}) but does not answer. If it stays like that, "
            "end that process; the library then opens here by itself.",
            pid=pid,
        )
    return sentence(
        "Window",
        "Another Moodlark (process {pid}) is working on this library. It opens here by itself as "
        "soon as that one has finished.",
        pid=pid,
    )
