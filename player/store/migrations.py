"""Schema versions of the journals and the steps from each to the next.

Pure Python, on the thread that opens the store. A journal of an older schema is brought up step by
step in memory and then written anew (the file before stays as ``NAME.previous``); one of a newer
schema is refused with a sentence and left alone. Nothing here may drop what it does not know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

from player.errors import StoreError
from player.wording import sentence

Tables = Mapping[str, MutableMapping[int, dict[str, Any]]]
Step = Callable[[Tables], None]

SCHEMAS: Mapping[str, int] = {"library": 2, "listening": 2}
"""Schema version this program writes, per kind of journal.

Library 2 keeps curves in files of their own (:mod:`player.store.curves`, which has the step).
Listening 2 has the tables ``checkins``, ``queue_choices`` and ``apart`` and says of ratings and
favourites when they were given. No step leads to it: in a document of version 1 the time is not
known.
"""

STEPS: Mapping[tuple[str, int], Step] = {}
"""(kind, from version) -> the step to the next version. A step may be run on documents that are of
the next version already (after a damaged header) and must leave them as they are."""


def check_schema(kind: str, found: int) -> None:
    """Refuse a journal of a newer program.

    :raises StoreError: *found* is above what this program knows.
    """
    if found > SCHEMAS[kind]:
        raise StoreError(
            sentence(
                "Store",
                "Your library was last used by a newer Moodlark. "
                "Please update this one; nothing was changed.",
            )
        )


def migrate(
    kind: str, found: int, tables: Tables, steps: Mapping[tuple[str, int], Step] = STEPS
) -> None:
    """Bring *tables* from schema *found* to the current one, in place."""
    for version in range(found, SCHEMAS[kind]):
        step = steps.get((kind, version))
        if step is not None:
            step(tables)
