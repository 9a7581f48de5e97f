"""Which output the system plays to now, asked of the system itself.

Runs in the sound process. PortAudio reads the default device once, when it is initialised. On
Linux nobody needs to ask: PulseAudio and PipeWire move streams by themselves. On Windows and macOS
the listener's choice is polled through ctypes. Not verified on Windows and macOS.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import logging
import sys
import time
from collections.abc import Callable

log = logging.getLogger(__name__)

_EVERY_S = 2.0


def default_output_id() -> str | None:
    """Something that is another when the system's output is another; ``None``: not known."""
    try:
        if sys.platform == "win32":
            return _windows_endpoint()
        if sys.platform == "darwin":
            return _mac_device()
    except (OSError, AttributeError) as error:  # no such library, no such function in it
        log.debug("The system does not tell its sound output: %s", error)
    return None


class DefaultWatch:
    """Notices that the system plays elsewhere."""

    def __init__(
        self,
        ask: Callable[[], str | None] = default_output_id,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ask, self._clock = ask, clock
        self._known = ask()
        self._asked_at = clock()

    def changed(self) -> bool:
        """The system's output is another one since the last call; asks every 2 s at most."""
        now = self._clock()
        if now - self._asked_at < _EVERY_S:
            return False
        self._asked_at = now
        before, self._known = self._known, self._ask()
        return None not in (before, self._known) and before != self._known


# -- macOS: Core Audio ----------------------------------------------------------------------------


class _PropertyAddress(ctypes.Structure):
    """``AudioObjectPropertyAddress`` of CoreAudio/AudioHardwareBase.h."""

    _fields_ = (
        ("selector", ctypes.c_uint32),
        ("scope", ctypes.c_uint32),
        ("element", ctypes.c_uint32),
    )


def _four(code: bytes) -> int:
    return int.from_bytes(code, "big")


def _mac_device() -> str | None:
    """``kAudioHardwarePropertyDefaultOutputDevice``: the number of an AudioDevice."""
    library = ctypes.cdll.LoadLibrary(
        ctypes.util.find_library("CoreAudio")
        or "/System/Library/Frameworks/CoreAudio.framework/CoreAudio"
    )
    system_object = 1  # kAudioObjectSystemObject
    address = _PropertyAddress(_four(b"dOut"), _four(b"glob"), 0)
    device, size = ctypes.c_uint32(0), ctypes.c_uint32(4)
    get = library.AudioObjectGetPropertyData
    get.restype = ctypes.c_int32
    get.argtypes = (
        *(ctypes.c_uint32, ctypes.POINTER(_PropertyAddress), ctypes.c_uint32, ctypes.c_void_p),
        *(ctypes.POINTER(ctypes.c_uint32), ctypes.c_void_p),
    )
    failed = get(
        *(system_object, ctypes.byref(address), 0, None),
        *(ctypes.byref(size), ctypes.byref(device)),
    )
    return None if failed or not device.value else str(device.value)


# -- Windows: the MMDevice API through COM --------------------------------------------------------


class _Guid(ctypes.Structure):
    _fields_ = (
        ("data1", ctypes.c_uint32),
        ("data2", ctypes.c_uint16),
        ("data3", ctypes.c_uint16),
        ("data4", ctypes.c_uint8 * 8),
    )


# CLSID_MMDeviceEnumerator and IID_IMMDeviceEnumerator of mmdeviceapi.h
_ENUMERATOR_CLASS = _Guid(
    *(0xBCDE0395, 0xE52F, 0x467C),
    (ctypes.c_uint8 * 8)(0x8E, 0x3D, 0xC4, 0x57, 0x92, 0x91, 0x69, 0x2E),
)
_ENUMERATOR = _Guid(
    *(0xA95664D2, 0x9614, 0x4F35),
    (ctypes.c_uint8 * 8)(0xA7, 0x46, 0xDE, 0x8D, 0xB6, 0x36, 0x17, 0xE6),
)
# places in the tables of methods: IUnknown has three, then those of the interface in its order
_RELEASE = 2
_GET_DEFAULT_AUDIO_ENDPOINT = 4  # IMMDeviceEnumerator
_GET_ID = 5  # IMMDevice


def _windows_endpoint() -> str | None:
    """``IMMDeviceEnumerator::GetDefaultAudioEndpoint(eRender, eMultimedia)``: the endpoint's id."""
    ole = ctypes.CDLL("ole32")  # 64-bit Windows has one way of calling, which is C's
    ole.CoInitializeEx(None, 0)  # once a thread; again is answered with S_FALSE
    enumerator = ctypes.c_void_p()
    in_process = 1  # CLSCTX_INPROC_SERVER
    if ole.CoCreateInstance(
        *(ctypes.byref(_ENUMERATOR_CLASS), None, in_process),
        *(ctypes.byref(_ENUMERATOR), ctypes.byref(enumerator)),
    ):
        return None
    device, text = ctypes.c_void_p(), ctypes.c_void_p()
    render, multimedia = ctypes.c_int(0), ctypes.c_int(1)
    try:
        if _call(enumerator, _GET_DEFAULT_AUDIO_ENDPOINT, render, multimedia, device):
            return None
        if _call(device, _GET_ID, text) or text.value is None:
            return None
        endpoint = ctypes.wstring_at(text.value)
        ole.CoTaskMemFree(text)
        return endpoint
    finally:
        for found in (device, enumerator):
            if found:
                _call(found, _RELEASE)


def _call(what: ctypes.c_void_p, method: int, *arguments: ctypes.c_int | ctypes.c_void_p) -> int:
    """Call a COM method; pointers among *arguments* are where it puts its answer.

    :returns: 0 where all went well (for ``Release``: what is left of the count).
    """
    kinds = [
        ctypes.POINTER(ctypes.c_void_p) if isinstance(argument, ctypes.c_void_p) else ctypes.c_int
        for argument in arguments
    ]
    table = ctypes.cast(what, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p))).contents
    function = ctypes.CFUNCTYPE(ctypes.c_long, ctypes.c_void_p, *kinds)(table[method] or 0)
    given = [
        ctypes.byref(argument) if isinstance(argument, ctypes.c_void_p) else argument
        for argument in arguments
    ]
    return int(function(what, *given))
