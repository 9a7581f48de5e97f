"""Runs first in the stand-alone build: lets ``sounddevice`` find the PortAudio in the bundle.

``ctypes.util.find_library``, which ``sounddevice`` asks, looks only among the system's libraries.
"""

import ctypes.util
import sys
from pathlib import Path

_find_in_system = ctypes.util.find_library


def _find_in_bundle(name: str) -> str | None:
    if name == "portaudio":
        for file in Path(sys._MEIPASS).glob("libportaudio.so*"):
            return str(file)
    return _find_in_system(name)


ctypes.util.find_library = _find_in_bundle
