"""``moodlark status``: what the library holds. Main thread; nothing heavy is loaded."""

from __future__ import annotations

import argparse

from player.commands.console import Console
from player.paths import Home, models_dir
from player.settings import load_settings
from player.wording import translate


def summary() -> str:
    """One line for the list of commands."""
    return translate("Command", "show what the library holds")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It has none of its own."""


def run(options: argparse.Namespace, home: Home, console: Console) -> int:  # noqa: ARG001  none
    """Count and print; the failed files are what ``--strict`` looks at."""
    from player.jobs.session import OpenStores
    from player.jobs.status import library_status

    device = load_settings(home.settings_file).device
    with OpenStores(home) as stores:
        found = library_status(stores, models_dir=models_dir(), device=device)
    card = found.network
    console.document(
        {
            "tracks": found.tracks,
            "available": found.available,
            "tagged": found.tagged,
            "failed": found.failed,
            "unsure": found.unsure,
            "folders": list(found.folders),
            "network": None if card is None else card.id,
            "version": None if card is None else card.version,
            "device": found.device,
            "home": str(home.folder),
        }
    )
    network = (
        translate("Command", "missing (moodlark doctor says more)")
        if card is None
        else f"{card.id} {card.version}"
    )
    console.table(
        [
            (translate("Command", "Tracks"), f"{found.tracks:,}"),
            (translate("Command", "Unavailable"), f"{found.tracks - found.available:,}"),
            (translate("Command", "Tagged"), f"{found.tagged:,}"),
            (translate("Command", "Mood unsure"), f"{found.unsure:,}"),
            (translate("Command", "Failed"), f"{found.failed:,}"),
            (translate("Command", "Network"), network),
            (translate("Command", "Device"), found.device),
            (translate("Command", "Data"), str(home.folder)),
            *((translate("Command", "Folder"), folder) for folder in found.folders),
        ],
        indent="",
    )
    return found.failed
