"""``moodlark duplicates``: songs of which there are several files, and which one queues offer.

Main thread; nothing heavy is loaded, nothing is written.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from player.commands.console import Console, duration, shown_path
from player.paths import Home
from player.wording import translate, translate_count

if TYPE_CHECKING:
    from player.jobs.duplicates import Kind, SongFile, SongGroup


def summary() -> str:
    """One line for the list of commands."""
    return translate("Command", "list songs that are there several times; nothing is ever deleted")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own arguments."""
    group = parser.add_argument_group(
        translate("Command", "What to list"),
        translate("Command", "Files are only listed. Moodlark never deletes or changes one."),
    )
    group.add_argument(
        "--kind",
        choices=("identical", "recording", "versions"),
        help=translate("Command", "only groups of this kind (default: all)"),
    )


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """List and print."""
    from player.jobs.duplicates import find_at_once
    from player.jobs.session import OpenStores

    with OpenStores(home, tell=console.note) as stores:
        songs = find_at_once(stores.tracks, stores.listening)
    groups = [group for group in songs.groups if options.kind in (None, group.kind)]
    console.document([document(group) for group in groups])
    for group in groups:
        _show(group, console)
    if not groups:
        console.line(translate("Command", "Every song is there once."))
    return 0


def document(group: SongGroup) -> dict[str, Any]:
    """The JSON of one song; what is not known is null."""
    return {
        "kind": group.kind,
        "title": group.title or None,
        "artist": group.artist or None,
        "files": [_file_document(file) for file in group.files],
    }


def _file_document(file: SongFile) -> dict[str, Any]:
    known = file.track.metadata
    return {
        "path": file.track.path,
        "title": known.title or None,
        "artist": known.artist or None,
        "album": known.album or None,
        "version": list(file.version),
        "recording": file.recording,
        "codec": known.codec or None,
        "bitrate": known.bitrate,
        "samplerate": known.samplerate,
        "duration_s": known.duration_s,
        "available": file.track.available and file.track.failure is None,
        "offered": file.offered,
        "because": None if file.because is None else str(file.because),
    }


def kind_words(kind: Kind) -> str:
    """What kind of group it is, for a person."""
    return {
        "identical": translate("Command", "the same sound in several files"),
        "recording": translate("Command", "one recording in several encodings"),
        "versions": translate("Command", "several versions; a queue brings one of them"),
    }[kind]


def _show(group: SongGroup, console: Console) -> None:
    count = translate_count("Command", "{count} file", "{count} files", len(group.files))
    console.line(f"{group.name}  ({count}: {kind_words(group.kind)})")
    console.table([_cells(file) for file in group.files])


def _cells(file: SongFile) -> tuple[str, ...]:
    from player.jobs.file_quality import format_words

    return (
        "\N{BULLET}" if file.offered else " ",
        shown_path(file.track.path),
        file.version_words,
        format_words(file.track.metadata),
        duration(file.track.metadata.duration_s or 0.0),
        "" if file.because is None else translate("Command", "offered: {why}", why=file.because),
    )
