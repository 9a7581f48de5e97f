"""Judging from outside whether the sound process hangs.

Runs in the window or on the command line, on the thread that reads what the process sends. Sound
drivers have calls that do not come back: a server that is stopped, a device that was pulled out.
The process' main loop says twice a second that it goes round, and before it calls a driver.
"""

from __future__ import annotations

from pathlib import Path

from player.audio import messages as m
from player.audio.patience import Patience

_STARTING_S = 30.0
"""What a busy machine may take to start a process."""
_RUNNING_S = 2.0
_DRIVER_S = 6.0
"""Opening a device takes seconds at times: over Bluetooth, or after sleep."""
_LONGEST_S = 60.0
_STEP_S = 0.5
_BUSY_TIMES = 3
"""A process that wants to run and is not let may take so many times as long."""


class Watch:
    """The life of one sound process after another."""

    def __init__(self) -> None:
        self._patience = Patience(_STEP_S)
        self._signs = 0
        self._times = 1.0  # as long as usual, after processes that hung
        self._allowed_s = _STARTING_S
        self.in_driver = False
        """The last thing heard of it is that it calls a driver."""

    def begin(self) -> None:
        """A process was started."""
        self._patience.begin_anew()
        self._allowed_s, self.in_driver = _STARTING_S, False

    def hear(self, report: m.Report) -> None:
        """The process said something."""
        self._signs += 1
        self.in_driver = isinstance(report, m.News) and isinstance(report.event, m.DriverCalled)
        self._allowed_s = (_DRIVER_S if self.in_driver else _RUNNING_S) * self._times
        if isinstance(report, m.News) and isinstance(report.event, m.Position):
            self._times = 1.0  # music plays

    def hangs(self, process_id: int) -> bool:
        """Nothing was heard for too long, and not because the machine is busy."""
        waited_s = self._patience.look(self._signs)
        if waited_s < self._allowed_s:
            return False
        return waited_s >= _BUSY_TIMES * self._allowed_s or not _wants_to_run(process_id)

    def killed(self) -> None:
        """It was killed because it hung; the next one is given more time."""
        self._times = min(2.0 * self._times, _LONGEST_S / _DRIVER_S)


def _wants_to_run(process_id: int) -> bool:
    """One of its threads waits for a processor (or for the disk); ``False`` where nobody knows."""
    try:
        threads = list(Path(f"/proc/{process_id}/task").iterdir())
        states = [(thread / "stat").read_text().rpartition(") ")[2][:1] for thread in threads]
    except OSError:
        return False
    return bool({"R", "D"} & set(states))
