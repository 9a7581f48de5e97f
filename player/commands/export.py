"""``moodlark export FILE``: all of a person's data, or one playlist, into a file. Main thread."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from player.commands.console import Console
from player.errors import UsageError
from player.paths import Home
from player.settings import load_settings
from player.wording import sentence, translate, translate_count

if TYPE_CHECKING:
    from player.jobs.session import OpenStores

STANDARD = "-"
"""Names standard input or output."""


def summary() -> str:
    """One line for the list of commands."""
    return translate("Command", "write your ratings, plays, playlists and settings to a file")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own arguments."""
    group = parser.add_argument_group(translate("Command", "What to write"))
    group.add_argument(
        "file",
        metavar=translate("Command", "FILE"),
        help=translate("Command", "where to; - is standard output"),
    )
    group.add_argument(
        "--playlist",
        metavar=translate("Command", "NAME"),
        help=translate("Command", "only this playlist, as M3U for any player"),
    )


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """Write and say what was written."""
    from player.jobs.data_files import write_data_file
    from player.jobs.session import OpenStores

    file = _target(options.file, home, console)
    with OpenStores(home, tell=console.note) as stores:
        if options.playlist is not None:
            blocks, said, counts = _playlist(stores, options.playlist, file)
        else:
            blocks, said, counts = _everything(stores, home)
    if file is None:
        console.raw(blocks)
        return 0
    write_data_file(file, blocks)
    console.document({"file": str(file), **counts})
    console.line(translate("Command", "{file} is written: {what}.", file=file, what=said))
    return 0


def _target(name: str, home: Home, console: Console) -> Path | None:
    if name == STANDARD:
        if console.as_json:
            raise UsageError(
                sentence("Command", "With “-” the file itself is the output: no --json.")
            )
        return None
    file = Path(name).expanduser().resolve()
    if file.exists() and not file.is_file():
        raise UsageError(sentence("Command", "{path} is not a file.", path=name))
    if file.is_relative_to(home.store_dir.resolve()):
        raise UsageError(
            sentence(
                "Command",
                "{path} is where Moodlark keeps your library. Choose another place.",
                path=name,
            )
        )
    return file


def _everything(stores: OpenStores, home: Home) -> tuple[Iterable[bytes], str, dict[str, int]]:
    from player.jobs import personal_document
    from player.jobs.personal_content import content_of
    from player.store.events import KINDS

    content = content_of(stores.tracks, stores.listening, load_settings(home.settings_file))
    counts = {kind: len(getattr(content.events, kind)) for kind in KINDS}
    said = ", ".join(
        (
            translate_count("Command", "{count} play", "{count} plays", counts["plays"]),
            translate_count("Command", "{count} rating", "{count} ratings", counts["ratings"]),
            translate_count(
                "Command", "{count} favourite", "{count} favourites", counts["favourites"]
            ),
            translate_count(
                "Command", "{count} playlist", "{count} playlists", counts["playlists"]
            ),
            translate_count("Command", "{count} track", "{count} tracks", len(content.tracks)),
        )
    )
    return personal_document.write(content), said, {"tracks": len(content.tracks), **counts}


def _playlist(
    stores: OpenStores, name: str, file: Path | None
) -> tuple[Iterable[bytes], str, dict[str, int]]:
    from player.jobs.playlist_exchange import find_playlist
    from player.library.playlist_files import m3u

    playlist = find_playlist(stores.listening.playlists(), name)
    known = {track.id: track for track in stores.tracks.tracks()}
    tracks = [known[key] for key in playlist.track_ids if key in known]
    said = translate_count("Command", "{count} track", "{count} tracks", len(tracks))
    folder = file.parent if file is not None else Path("/")
    return [m3u(playlist.name, tracks, folder)], said, {"tracks": len(tracks)}
