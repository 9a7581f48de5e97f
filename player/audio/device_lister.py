"""Which sound devices there are now, asked of PortAudio in a process of its own.

Runs in the window or on the command line, on a thread that may wait. PortAudio reads the list of
devices once in the life of a process, and reading it again stops every stream there: the sound
process cannot look while music plays. A driver that hangs hangs here, where nobody hears it.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.connection import Connection

from player.audio.messages import OutputDevice

_PATIENCE_S = 10.0
_LOOK_S = 0.1


def devices_now(give_up: Callable[[], bool]) -> tuple[OutputDevice, ...]:
    """The devices that play, as they are now; empty where there are none or nobody answers.

    :param give_up: nobody wants to know any more; asked ten times a second.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(
        target=_list_into, args=(theirs,), name="moodlark devices", daemon=True
    )
    with ours:
        process.start()
        theirs.close()
        deadline = time.monotonic() + _PATIENCE_S
        try:
            while time.monotonic() < deadline and not give_up():
                if ours.poll(_LOOK_S):
                    devices: tuple[OutputDevice, ...] = ours.recv()
                    return devices
        except (EOFError, OSError):
            pass  # it died
        finally:
            process.kill()
            process.join(_LOOK_S)
    return ()


def _list_into(connection: Connection) -> None:
    """The life of that process."""
    from player.audio.output import list_devices

    connection.send(list_devices())
