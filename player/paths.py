"""Where things are: the listener's home folder, and what ships with the program.

Pure Python, any thread. Works from a source checkout, from an installed wheel (where the build
backend puts ``resources/`` and ``models/`` inside the package) and frozen by PyInstaller.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    """The shipped folder *name*, from the first place that has it."""
    frozen = getattr(sys, "_MEIPASS", None)
    places = [Path(frozen) / name] if frozen else []
    places += [_PACKAGE.parent / name, _PACKAGE / f"_{name}"]
    return next((place for place in places if place.is_dir()), places[-1])


def resources_dir() -> Path:
    """Icons, translations, the demo library."""
    return _shipped("resources")


def models_dir() -> Path:
    """Weights (safetensors) and their cards (JSON)."""
    return _shipped("models")


def demo_dir() -> Path:
    """The bundled demo library."""
    return resources_dir() / "demo"


@dataclass(frozen=True, slots=True)
class Home:
    """The folder that holds one listener's data, and the names inside it."""

    folder: Path

    @property
    def settings_file(self) -> Path:
        """Preferences, one small JSON file."""
        return self.folder / "settings.json"

    @property
    def store_dir(self) -> Path:
        """Journals and embeddings."""
        return self.folder / "store"

    @property
    def copies_dir(self) -> Path:
        """Daily copies of what the listener did and said."""
        return self.folder / "copies"

    @property
    def cache_dir(self) -> Path:
        """What can be thrown away: scaled covers, compiled code."""
        return self.folder / "cache"

    @property
    def log_file(self) -> Path:
        """The program's log."""
        return self.folder / "moodlark.log"


def find_home(option: str | os.PathLike[str] | None = None) -> Home:
    """The listener's home: ``--home``, else ``MOODLARK_HOME``, else the system's data folder."""
    chosen = option or os.environ.get("MOODLARK_HOME")
    if chosen:
        return Home(Path(chosen).expanduser().absolute())
    return Home(Path(platformdirs.user_data_dir("moodlark", appauthor=False)))


def is_below(path: str, folder: str) -> bool:
    """Whether *path* is *folder* or lies in it (both absolute; no look at the disk)."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
