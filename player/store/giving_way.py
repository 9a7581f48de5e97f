"""Long loops that let other threads in.

Pure Python. A thread that wants the interpreter's lock waits five milliseconds before it asks for
it, and then for whatever single call is under way. Opening, which somebody waits for, is asked
sooner; a loop over 100,000 documents on the writer thread, which nobody waits for, pauses for a
moment now and then. Must not be used on the main thread.
"""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

_Item = TypeVar("_Item")

_SWITCH_S = 0.001
_PAUSE_S = 0.00005
"""Long enough for a waiting thread to wake up and take the lock."""


def giving_way(items: Iterable[_Item], every: int) -> Iterator[_Item]:
    """*items*, with a pause after each *every*: choose it to be some two milliseconds of work."""
    for number, item in enumerate(items, 1):
        yield item
        if number % every == 0:
            time.sleep(_PAUSE_S)


@contextlib.contextmanager
def switching_quickly() -> Iterator[None]:
    """Any thread that waits for the lock gets it after a millisecond meanwhile. Costs nothing while
    none does."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(min(before, _SWITCH_S))
    try:
        yield
    finally:
        sys.setswitchinterval(before)
