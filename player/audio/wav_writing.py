"""Writing a WAV file of any length: 24 bits, and a header that stays right beyond 4 GiB.

Pure; one thread at a time. Sizes in a RIFF header have 32 bits. A place is kept free in it, and a
file that grows beyond them becomes an RF64 file, whose sizes have 64 bits (EBU Tech 3306).
"""

from __future__ import annotations

import struct
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

_BYTES = 3
_FULL_SCALE = float(2 ** (8 * _BYTES - 1))
_LARGEST = 2**32 - 1
_HEADER = struct.Struct("<4sI4s 4sI28s 4sIHHIIHH 4sI")
_SIZES = struct.Struct("<QQQI")


class WavWriter:
    """Writes frames to a file that is open."""

    def __init__(self, file: BinaryIO, samplerate: int, channels: int) -> None:
        """Write a header to *file*, which is at its beginning and stays the caller's.

        Without a buffer of its own the header can be finished even when the disk is full.

        :raises OSError: as all methods: the disk is full, the drive gone.
        """
        self._file = file
        self._samplerate, self._channels = samplerate, channels
        self.frames = 0
        """Written until now."""
        self._write(self._header())

    def write(self, frames: npt.NDArray[np.float32]) -> None:
        """Append *frames*, (n, channels); beyond ±1 they are cut off.

        What came from 16 or 24 bits comes out as it was: float32 holds 24 of them exactly.
        """
        scaled = np.rint(frames.astype(np.float64) * _FULL_SCALE)
        numbers = np.clip(scaled, -_FULL_SCALE, _FULL_SCALE - 1).astype("<i4")
        self._write(numbers.reshape(-1, 1).view(np.uint8)[:, :_BYTES].tobytes())
        self.frames += len(frames)

    def finish(self) -> None:
        """Write the sizes into the header; the file is right from then on."""
        if self._data_bytes % 2:
            self._write(b"\0")
        self._file.seek(0)
        self._write(self._header())

    def _write(self, data: bytes) -> None:
        """All of it; a disk that is nearly full takes a part at first."""
        while data:
            data = data[self._file.write(data) :]

    @property
    def _data_bytes(self) -> int:
        return self.frames * self._channels * _BYTES

    def _header(self) -> bytes:
        data = self._data_bytes
        riff = _HEADER.size - 8 + data + data % 2
        large = riff > _LARGEST
        frame = self._channels * _BYTES
        return _HEADER.pack(
            *(b"RF64" if large else b"RIFF", min(riff, _LARGEST), b"WAVE"),
            *(b"ds64" if large else b"JUNK", _SIZES.size),
            _SIZES.pack(riff, data, self.frames, 0) if large else bytes(_SIZES.size),
            *(b"fmt ", 16, 1, self._channels, self._samplerate),
            *(self._samplerate * frame, frame, 8 * _BYTES),
            *(b"data", min(data, _LARGEST)),
        )
