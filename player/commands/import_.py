"""``moodlark import FILE``: a person's data or a playlist, from a file. Main thread.

The module's name ends in a line because ``import`` is a word of Python.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from player.commands.arguments import existing_file
from player.commands.console import Console
from player.commands.export import STANDARD
from player.paths import Home
from player.wording import translate, translate_count

if TYPE_CHECKING:
    from player.jobs.personal_import import ImportReport

_SHOWN_MISSING = 20


def summary() -> str:
    """One line for the list of commands."""
    return translate("Command", "add what “moodlark export” wrote, or a playlist file")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own arguments."""
    group = parser.add_argument_group(translate("Command", "What to add"))
    group.add_argument(
        "file",
        metavar=translate("Command", "FILE"),
        help=translate(
            "Command", "a file of “moodlark export” (- is standard input), or .m3u8, .pls, .xspf"
        ),
    )


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """Add what the file holds to what is there, and say what was new."""
    from player.library.playlist_files import READERS

    file = None if options.file == STANDARD else existing_file(options.file)
    if file is not None and file.suffix.lower() in READERS:
        return _import_playlist(file, home, console)
    _import_data(file, home, console)
    return 0


def _import_data(file: Path | None, home: Home, console: Console) -> None:
    from player.jobs import personal_document
    from player.jobs.data_files import read_data_file
    from player.jobs.personal_import import import_content
    from player.jobs.session import OpenStores

    name = translate("Command", "The input") if file is None else file.name
    data = read_data_file(sys.stdin.buffer if file is None else file, name)
    content = personal_document.read(data, name)
    with OpenStores(home, tell=console.note) as stores:
        report = import_content(stores, content)
    console.document(
        {
            "added": dict(report.added),
            "kept": report.kept,
            "queue": report.queue,
            "recognised": report.recognised,
            "waiting": report.waiting,
            "folders": report.folders,
            "settings": list(report.settings),
        }
    )
    _show(report, console)


def _show(report: ImportReport, console: Console) -> None:
    names = {
        "plays": translate("Command", "plays"),
        "offers": translate("Command", "offers of queues"),
        "nudges": translate("Command", "wishes for more or less of something"),
        "checkins": translate("Command", "check-ins"),
        "ratings": translate("Command", "ratings"),
        "favourites": translate("Command", "favourites"),
        "corrections": translate("Command", "corrections"),
        "queue_choices": translate("Command", "choices for the queue"),
        "apart": translate("Command", "songs told apart"),
        "playlists": translate("Command", "playlists"),
    }
    total = sum(report.added.values())
    console.line(translate_count("Command", "{count} thing added", "{count} things added", total))
    rows = [(names[kind], f"{count:,}") for kind, count in report.added.items() if count]
    if report.folders:
        rows.append((translate("Command", "folders of the library"), f"{report.folders:,}"))
    if report.settings:
        rows.append((translate("Command", "settings"), f"{len(report.settings):,}"))
    if report.queue:
        rows.append((translate("Command", "the queue"), "1"))
    console.table(rows)
    if report.kept:
        console.line(
            translate_count(
                "Command",
                "{count} was left as it is here, because that is newer or may be.",
                "{count} were left as they are here, because that is newer or may be.",
                report.kept,
            )
        )
    if report.waiting:
        console.line(
            translate_count(
                "Command",
                "{count} track is not in your library yet: what belongs to it waits until "
                "moodlark scan finds it.",
                "{count} tracks are not in your library yet: what belongs to them waits until "
                "moodlark scan finds them.",
                report.waiting,
            )
        )


def _import_playlist(file: Path, home: Home, console: Console) -> int:
    from player.jobs.playlist_exchange import import_playlist
    from player.jobs.session import OpenStores
    from player.library.playlist_files import read_playlist

    playlist = read_playlist(file)
    with OpenStores(home, tell=console.note) as stores:
        done = import_playlist(stores, playlist)
    missing = [entry.title or entry.paths[0] for entry in done.missing]
    console.document(
        {
            "playlist": done.name,
            "new": done.new,
            "found": done.found,
            "missing": [{"path": entry.paths[0], "title": entry.title} for entry in done.missing],
            "left_out": playlist.left_out,
        }
    )
    if done.new:
        said = translate_count(
            "Command",
            "The playlist “{name}” is added, with {count} track.",
            "The playlist “{name}” is added, with {count} tracks.",
            done.found,
            name=done.name,
        )
    else:
        said = translate("Command", "The playlist “{name}” was there already.", name=done.name)
    console.line(said)
    if missing:
        console.line(
            translate_count(
                "Command",
                "{count} entry is not in your library:",
                "{count} entries are not in your library:",
                len(missing),
            )
        )
    for shown in missing[:_SHOWN_MISSING]:
        console.line(f"  {shown}")
    if len(missing) > _SHOWN_MISSING:
        console.line("  …")
    return len(missing)
