"""Sound that says of every frame which one it is, and the account of what became of it.

16 bits, two channels: the right one counts, the left one carries over. A recording of it tells to
the frame what was left out, said twice or filled with silence, wherever that happened.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Frames = npt.NDArray[np.int16]

_TURN = 1 << 16
_BLOCK = 1 << 20


def counted(first: int, frames: int) -> Frames:
    """(frames, 2) int16: the frames number *first* and on; none of them is silent."""
    numbers = np.arange(first, first + frames)
    left = 1 + numbers // _TURN
    return np.stack([left, numbers % _TURN - _TURN // 2], axis=1).astype(np.int16)


def numbers_of(frames: Frames) -> npt.NDArray[np.int64]:
    """Which frames those are; -1 for silence."""
    numbers = (frames[:, 0].astype(np.int64) - 1) * _TURN + frames[:, 1] + _TURN // 2
    return np.where(frames[:, 0] > 0, numbers, -1)


@dataclass(frozen=True, slots=True)
class Account:
    """What became of counted sound; all but ``breaks`` in frames."""

    heard: int = 0
    """Frames that came, doubled ones included."""
    breaks: int = 0
    """Places at which the sound did not go on with the next frame."""
    lost: int = 0
    """Left out."""
    doubled: int = 0
    """Came again."""
    silent: int = 0
    """Silence in between."""


def account(recorded: Frames, cycle: int) -> Account:
    """Compare a recording of counted sound with what it should be.

    :param recorded: (n, 2); silence at both ends is not counted.
    :param cycle: frames after which the numbers begin anew.
    """
    heard = breaks = lost = doubled = silent = 0
    before, at_before = -1, -1
    for begin in range(0, len(recorded), _BLOCK):
        numbers = numbers_of(np.asarray(recorded[begin : begin + _BLOCK]))
        at = np.flatnonzero((numbers >= 0) & (numbers < cycle))
        if not len(at):
            continue
        there = numbers[at]
        heard += len(there)
        if before >= 0:
            there = np.concatenate([[before], there])
            at = np.concatenate([[at_before - begin], at])
        steps = np.diff(there) % cycle
        between = np.diff(at) - 1
        wrong = (steps != 1) | (between != 0)
        back = steps[wrong] > cycle // 2
        breaks += int(wrong.sum())
        lost += int((steps[wrong][~back] - 1).clip(0).sum())
        doubled += int((cycle - steps[wrong][back] + 1).sum())
        silent += int(between.sum())
        before, at_before = int(there[-1]), int(at[-1]) + begin
    return Account(heard, breaks, lost, doubled, silent)


def without_silence(recording: Path) -> Frames:
    """What a raw recording holds between the silence at its ends, read from the disk as needed.

    :returns: (n, 2) int16, mapped.
    """
    samples = recording.stat().st_size // 2
    if samples < 2:
        return np.zeros((0, 2), np.int16)
    frames = np.memmap(recording, "<i2", "r", shape=(samples // 2, 2))
    first = _first_sound(frames)
    last = len(frames) - _first_sound(frames[::-1])
    return frames[first : max(first, last)]


def _first_sound(frames: Frames) -> int:
    for begin in range(0, len(frames), _BLOCK):
        heard = np.flatnonzero(np.asarray(frames[begin : begin + _BLOCK]).any(axis=1))
        if len(heard):
            return begin + int(heard[0])
    return len(frames)
