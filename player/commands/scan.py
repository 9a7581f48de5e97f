"""``moodlark scan DIR...``: look for music. Main thread; the files are read by scan processes."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from player.commands.console import Console, shown_path
from player.errors import UsageError
from player.paths import Home
from player.wording import sentence, translate, translate_count

if TYPE_CHECKING:
    from player.jobs.scan_report import Doubt


def summary() -> str:
    """One line for the list of commands."""
    return translate("Command", "look for music in folders")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own arguments."""
    group = parser.add_argument_group(translate("Command", "What to scan"))
    group.add_argument(
        "folders",
        nargs="*",
        metavar=translate("Command", "DIR"),
        help=translate("Command", "folders of music (none: the library's folders again)"),
    )
    group.add_argument(
        "--believe",
        action="store_true",
        help=translate("Command", "do not ask when most of a folder's files are gone: they are"),
    )


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """Scan, report, and return how many files cannot be read."""
    from player.jobs.scan import scan_folders
    from player.jobs.session import OpenStores

    wanted = [_folder(name) for name in options.folders]
    with (
        OpenStores(home, tell=console.note) as stores,
        console.bar(translate("Command", "Scanning")) as bar,
    ):
        folders = wanted or [Path(name) for name in stores.tracks.folders()]
        if not folders:
            raise UsageError(sentence("Command", "Which folder? Try: moodlark scan ~/Music"))
        report = scan_folders(
            stores.tracks,
            folders,
            progress=lambda done, total, _current: bar.update(done, total),
            believe=lambda doubt: options.believe or _ask(console, doubt),
        )
    counts = {
        "added": report.added,
        "changed": report.changed,
        "moved": report.moved,
        "returned": report.returned,
        "unavailable": report.unavailable,
        "unchanged": report.unchanged,
    }
    unreadable = [{"path": path, "failure": str(why)} for path, why in report.unreadable]
    doubts = [
        {"folder": doubt.folder, "known": doubt.known, "found": doubt.found}
        for doubt in report.doubts
    ]
    console.document(counts | {"unreadable": unreadable, "doubts": doubts})
    console.line(
        translate_count("Command", "{count} track added", "{count} tracks added", report.added)
    )
    console.table(
        [
            (translate("Command", "changed"), f"{report.changed:,}"),
            (translate("Command", "moved"), f"{report.moved:,}"),
            (translate("Command", "back again"), f"{report.returned:,}"),
            (translate("Command", "unavailable"), f"{report.unavailable:,}"),
            (translate("Command", "unchanged"), f"{report.unchanged:,}"),
            (translate("Command", "unreadable"), f"{len(unreadable):,}"),
        ]
    )
    for file in unreadable:
        console.line(f"  {shown_path(file['path'])}: {file['failure']}")
    for doubt in report.doubts:
        console.note(str(doubt.sentence))
        console.note(translate("Command", "If they are gone: moodlark scan --believe"))
    return len(unreadable)


def _ask(console: Console, doubt: Doubt) -> bool:
    """Whether the person at the terminal says that the files are gone."""
    return console.confirm(f"\n{doubt.sentence}\n" + translate("Command", "Are they gone?"))


def _folder(name: str) -> Path:
    folder = Path(name).expanduser().absolute()
    if not folder.is_dir():
        raise UsageError(sentence("Command", "There is no folder {path}.", path=name))
    return folder
