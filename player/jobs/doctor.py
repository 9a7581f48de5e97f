"""What Moodlark finds on this machine, part by part, and what to do about what is missing.

Main thread of a command. It really starts the tagging process and the sound process and asks them;
it changes nothing.
"""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Literal

import player
from player.audio.engine import start_engine
from player.errors import MoodlarkError, StoreLockedError
from player.jobs.session import OpenStores
from player.jobs.sound_trial import try_output
from player.library.decoding import AUDIO_SUFFIXES
from player.library.decoding_support import missing_decoders
from player.paths import Home, demo_dir, resources_dir
from player.settings import load_settings
from player.tagging.messages import Ready, Refused
from player.tagging.process import TaggingProcess
from player.wording import Sentence, sentence

State = Literal["good", "notice", "bad"]

_START_PATIENCE_S = 120.0

PACKAGES = (
    *("PySide6_Essentials", "av", "librosa", "mutagen", "numpy", "sounddevice", "soxr"),
    *("tinydb", "torch", "transformers"),
)
"""Outside libraries whose version matters for a report."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    part: str
    """Stable id: ``sound``, ``network``..."""
    title: Sentence
    """What it is, for a listener."""
    state: State
    """``bad`` keeps Moodlark from doing a part of its work."""
    told: Sentence
    """What was found, and what to do where something is missing."""
    details: Any = field(default=None)
    """The same as plain JSON data."""


def examine(home: Home, *, models_dir: Path, device: str) -> Iterator[Finding]:
    """Look at everything, one part after the other."""
    yield versions()
    yield data_folder(home)
    yield library(home)
    yield decoders()
    yield sound(load_settings(home.settings_file).output)
    yield network(models_dir, device=device, cache_dir=home.cache_dir)
    yield shipped_files()


def versions() -> Finding:
    """Moodlark, Python, the system, and the libraries."""
    found: dict[str, str | None] = {"moodlark": player.__version__}
    found |= {"python": platform.python_version(), "system": platform.platform()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # the stand-alone build carries no package records
            found[name] = None
    told = sentence(
        "Doctor",
        "Moodlark {moodlark}, Python {python}, {system}",
        **{name: str(found[name]) for name in ("moodlark", "python", "system")},
    )
    return Finding("versions", sentence("Doctor", "Versions"), "good", told, found)


def data_folder(home: Home) -> Finding:
    """Whether the listener's data can be kept."""
    title = sentence("Doctor", "Data folder")
    folder = str(home.folder)
    existing = next(place for place in (home.folder, *home.folder.parents) if place.exists())
    if os.access(existing, os.W_OK):
        told = sentence("Doctor", "{folder} can be written.", folder=folder)
        return Finding("data", title, "good", told, {"folder": folder, "writable": True})
    told = sentence(
        "Doctor",
        "{folder} cannot be written. Choose another place with --home or MOODLARK_HOME.",
        folder=folder,
    )
    return Finding("data", title, "bad", told, {"folder": folder, "writable": False})


def library(home: Home) -> Finding:
    """The folders of the library, and whether they are there now."""
    title = sentence("Doctor", "Music folders")
    if not home.store_dir.exists():
        told = sentence("Doctor", "None yet. Add one with: moodlark scan DIR")
        return Finding("folders", title, "notice", told, [])
    try:
        with OpenStores(home) as stores:
            folders = stores.tracks.folders()
    except StoreLockedError as error:
        return Finding("folders", title, "notice", error.sentence)
    except MoodlarkError as error:
        return Finding("folders", title, "bad", error.sentence)
    details = [{"folder": name, "found": Path(name).is_dir()} for name in folders]
    missing = [name for name in folders if not Path(name).is_dir()]
    if missing:
        told = sentence(
            "Doctor",
            "Not there now: {folders}. Their tracks come back with them.",
            folders=", ".join(missing),
        )
        return Finding("folders", title, "notice", told, details)
    if not folders:
        told = sentence("Doctor", "None yet. Add one with: moodlark scan DIR")
        return Finding("folders", title, "notice", told, details)
    told = sentence("Doctor", "All there: {folders}", folders=", ".join(folders))
    return Finding("folders", title, "good", told, details)


def decoders() -> Finding:
    """Whether every format can be decoded."""
    title = sentence("Doctor", "Formats")
    missing = missing_decoders()
    details = {"suffixes": sorted(AUDIO_SUFFIXES), "missing_decoders": list(missing)}
    if missing:
        told = sentence(
            "Doctor",
            "This machine cannot decode {names}; such files will be listed as unreadable.",
            names=", ".join(missing),
        )
        return Finding("formats", title, "notice", told, details)
    told = sentence("Doctor", "All {count} kinds of file can be read.", count=len(AUDIO_SUFFIXES))
    return Finding("formats", title, "good", told, details)


def sound(output: str) -> Finding:
    """The sound devices, and a second of silence through the one that is wanted.

    :param output: its name, as in the settings; ``""``: the system's choice.
    """
    title = sentence("Doctor", "Sound")
    with closing(start_engine(output)) as engine:
        devices = engine.outputs()
        if not devices:
            told = sentence(
                "Doctor",
                "No sound device was found. Connect one; on Linux the package libportaudio2 is"
                " needed.",
            )
            return Finding("sound", title, "bad", told, {"devices": [], "tried": None})
        heard = try_output(engine)
    details = {
        "devices": [{"name": item.name, "default": item.is_default} for item in devices],
        "tried": asdict(heard),
    }
    labels = ", ".join(item.label for item in devices)
    if not heard.samplerate:
        why = heard.problem or str(sentence("Doctor", "The sound output does not answer."))
        told = sentence("Doctor", "{problem} Found: {devices}", problem=why, devices=labels)
        return Finding("sound", title, "bad", told, details)
    if heard.problem is not None:
        told = sentence(
            "Doctor", "{problem} Found: {devices}", problem=heard.problem, devices=labels
        )
        return Finding("sound", title, "notice", told, details)
    told = sentence(
        "Doctor",
        "{name} plays at {rate} Hz, heard {milliseconds} ms later. Found: {devices}",
        name=output or next((item.label for item in devices if item.is_default), "-"),
        rate=heard.samplerate,
        milliseconds=round(1000 * heard.latency_s),
        devices=labels,
    )
    return Finding("sound", title, "good", told, details)


def network(models_dir: Path, *, device: str, cache_dir: Path | None) -> Finding:
    """The network and where it runs, by starting it."""
    title = sentence("Doctor", "Network")
    try:
        process = TaggingProcess(models_dir, device, threads=1, cache_dir=cache_dir)
        answer = _first_answer(process)
    except MoodlarkError as error:
        return Finding("network", title, "bad", error.sentence)
    if isinstance(answer, Refused):
        return Finding("network", title, "bad", answer.sentence)
    if answer is None:
        told = sentence("Doctor", "The network does not start; the log says more about it.")
        return Finding("network", title, "bad", told)
    details = {"network": answer.network, "version": answer.version, "device": answer.device}
    told = sentence("Doctor", "{network} {version} runs on {device}.", **details)
    return Finding("network", title, "good", told, details)


def _first_answer(process: TaggingProcess) -> Ready | Refused | None:
    give_up = time.monotonic() + _START_PATIENCE_S
    process.start()
    try:
        while time.monotonic() < give_up:
            for event in process.poll(0.5):
                if isinstance(event, Ready | Refused):
                    return event
    finally:
        process.stop()
    return None


def shipped_files() -> Finding:
    """What comes with the program: translations and the demo library."""
    title = sentence("Doctor", "Shipped files")
    wanted = (resources_dir() / "translations" / "moodlark_zh_CN.qm", demo_dir())
    missing = [str(place) for place in wanted if not place.exists()]
    details = {"resources": str(resources_dir()), "missing": missing}
    if missing:
        told = sentence(
            "Doctor",
            "Missing: {names}. Installing Moodlark again brings them back.",
            names=", ".join(missing),
        )
        return Finding("shipped", title, "bad", told, details)
    told = sentence("Doctor", "All there, in {folder}", folder=str(resources_dir()))
    return Finding("shipped", title, "good", told, details)
