"""Preferences: one frozen record, one small JSON file. Pure Python, main thread.

Unknown or damaged values fall back to their defaults one by one, so that an old or a hand-edited
file never stops the program; values of a newer version are kept when the file is written again.
"""

from __future__ import annotations

import dataclasses
import json
import logging
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the listener chose."""

    language: str = "auto"
    """``auto``, ``en`` or ``zh``."""
    theme: str = "auto"
    """``auto`` (the system's), ``light`` or ``dark``."""
    device: str = "auto"
    """Where the network runs: ``auto``, ``cpu``, ``cuda`` or ``mps``."""
    output: str = ""
    """Name of the sound device; empty is the system's default."""
    volume: float = 0.8
    """Slider position, 0 to 1 (the engine makes loudness of it)."""
    loudness: str = "auto"
    """What makes tracks equally loud: ``off``, ``track``, ``album``, or ``auto`` (the album's
    correction where an album is played in order, else the track's)."""
    loudness_target: float = -18.0
    """How loud they are made, LUFS (ReplayGain 2.0 means -18)."""
    preamp_db: float = 0.0
    """Added to every correction, dB, as far as nothing clips."""
    crossfade_s: float = 0.0
    """Seconds in which one track goes over into the next; 0: joined as they are."""
    skip_silence: bool = False
    """Long silence at the ends of tracks is left out."""
    exact_output: bool = False
    """The device follows the rate of each file and gets the samples unchanged."""
    queue_length: int = 20
    """How many tracks the queue keeps ahead."""
    play_spoken: bool = False
    """Mood queues may bring speech and audiobooks."""
    play_seasonal: bool = False
    """Mood queues may bring Christmas songs and the like."""
    play_mixes: bool = False
    """Mood queues may bring mixes and albums of an hour in one piece."""
    blocked_words: tuple[str, ...] = ()
    """Mood queues bring nothing with one of these in its title, artist, album or genre."""
    blocked_folders: tuple[str, ...] = ()
    """Mood queues bring nothing from these folders."""
    compact_rows: bool = False
    """28 px rows instead of 44 px."""
    sidebar_open: bool = True
    """Left column at full width."""
    panel_open: bool = True
    """Right column (mood picker and queue) shown."""
    tagging_paused: bool = False
    """The listener paused the listening in the background."""
    watch_folders: bool = True
    """New, changed and deleted files are noticed while the window is open."""
    watch_by_looking: bool = False
    """The folders are looked at now and then, even where the system would tell of changes: for
    network drives that are not recognised as such."""


LET_IN_SWITCHES = ("play_spoken", "play_seasonal", "play_mixes")
"""The settings that let other things than ordinary music into mood queues."""

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "language": ("auto", "en", "zh"),
    "theme": ("auto", "light", "dark"),
    "device": ("auto", "cpu", "cuda", "mps"),
    "loudness": ("off", "track", "album", "auto"),
}
_RANGES: Mapping[str, tuple[float, float]] = {
    "volume": (0.0, 1.0),
    "loudness_target": (-24.0, -12.0),
    "preamp_db": (-12.0, 12.0),
    "crossfade_s": (0.0, 12.0),
    "queue_length": (1, 1000),
}
_MOST_TEXTS, _LONGEST_TEXT = 1_000, 4_096
"""Entries of a list, and characters of one: a damaged file must not make every start slow."""


def load_settings(file: Path) -> Settings:
    """Read *file*; a missing or unreadable one gives the defaults, with a warning in the log."""
    return Settings(**allowed_settings(_read(file)))


def allowed_settings(document: Mapping[str, Any]) -> dict[str, Any]:
    """What of *document* is a known setting with a value it may have."""
    return {
        item.name: _texts(value) if item.default == () else value
        for item in dataclasses.fields(Settings)
        if (value := document.get(item.name)) is not None
        and _allowed(item.name, value, item.default)
    }


def _texts(value: Iterable[Any]) -> tuple[str, ...]:
    """What of a list is text that says something, each once; the rest is left out one by one."""
    known = (text.strip()[:_LONGEST_TEXT] for text in value if isinstance(text, str))
    return tuple(dict.fromkeys(text for text in known if text))[:_MOST_TEXTS]


def _allowed(name: str, value: Any, default: Any) -> bool:
    """Whether *value* may stand for the setting *name*, whose default is *default*."""
    if name in _CHOICES:
        return value in _CHOICES[name]
    if name in _RANGES:
        low, high = _RANGES[name]
        kinds: tuple[type, ...] = (int, float) if isinstance(default, float) else (int,)
        return type(value) in kinds and low <= value <= high
    if default == ():
        return isinstance(value, list | tuple)
    return type(value) is type(default)


def save_settings(file: Path, settings: Settings) -> None:
    """Write *settings* to *file* atomically (temporary file, fsync, replace).

    :raises OSError: the folder cannot be written.
    """
    document = _read(file) | dataclasses.asdict(settings)
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_suffix(".new")
    with temporary.open("w", encoding="utf-8") as out:
        json.dump(document, out, indent=2, ensure_ascii=False)
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(file)


def _read(file: Path) -> dict[str, Any]:
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        log.warning("Preferences in %s are unreadable, using the defaults: %s", file, error)
        return {}
    return document if isinstance(document, dict) else {}
