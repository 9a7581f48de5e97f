"""Changes on their way to the disk: who made one hears when it cannot be written.

Called on the main thread; the answer comes on the store-writer thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future

from player.errors import MoodlarkError
from player.wording import Sentence

log = logging.getLogger(__name__)


def watch(done: Future[None], tell: Callable[[Sentence], None]) -> None:
    """Have *tell* called with the reason if a change cannot be written.

    :param tell: a signal's ``emit``: nothing else is allowed on the writer's thread.
    """

    def written(done: Future[None]) -> None:
        error = done.exception()
        if isinstance(error, MoodlarkError):
            tell(error.sentence)
        elif error is not None:
            log.error("A change could not be stored", exc_info=error)

    done.add_done_callback(written)
