"""``moodlark play``: files, or a queue for a mood or a style, until it ends or is stopped.

Main thread; the sound is made in a process of its own.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self

from player.commands.arguments import positive_seconds
from player.commands.console import Console, shown_path
from player.commands.words import nothing_fits
from player.errors import NoSoundDeviceError, UsageError
from player.library.loudness import LoudnessFacts, LoudnessOptions, gain_db
from player.library.track import Play
from player.paths import Home, models_dir
from player.settings import load_settings
from player.wording import sentence, translate

if TYPE_CHECKING:
    from player.audio.engine import AudioEngine
    from player.audio.messages import Event, PlayRequest

_PATIENCE_S = 0.5
_QUEUE_LENGTH = 100


class Source(Protocol):
    """Where the tracks come from."""

    def next_file(self) -> tuple[str, float] | None:
        """The next file and its gain in dB; ``None`` when there is no more."""

    def heard(self, path: str, played_s: float) -> None:
        """This much of a file was heard."""


@dataclass(slots=True)
class Played:
    """One track that was begun."""

    path: str
    """The file."""
    begun: bool = False
    """It sounded."""
    played_s: float = 0.0
    """How much of it was heard."""
    failure: str | None = None
    """Why it could not be played."""


def summary() -> str:
    """One line for the list of commands."""
    return translate("Command", "play files, or music of a mood or a style")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own arguments."""
    group = parser.add_argument_group(translate("Command", "What to play"))
    group.add_argument(
        "files",
        nargs="*",
        metavar=translate("Command", "FILE"),
        help=translate("Command", "files, one after the other"),
    )
    group.add_argument(
        "--mood",
        metavar=translate("Command", "NAME"),
        help=translate("Command", "music of this mood from the library"),
    )
    group.add_argument(
        "--style",
        metavar=translate("Command", "NAME"),
        help=translate("Command", "music of this style from the library"),
    )
    group.add_argument(
        "--output",
        metavar=translate("Command", "NAME") + "|null|FILE.wav",
        help=translate("Command", "a sound device, no sound, or a file to write"),
    )
    group.add_argument(
        "--seconds",
        type=positive_seconds,
        metavar="S",
        help=translate("Command", "stop after this many seconds of music"),
    )


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """Play, and return how many files could not be played."""
    from player.audio.engine import start_engine

    wished = bool(options.mood or options.style)
    if wished == bool(options.files):
        raise UsageError(sentence("Command", "Play what? Name files, or a mood or a style."))
    output = options.output
    if output is None:
        output = load_settings(home.settings_file).output
    with ExitStack() as held:
        if wished:
            source: Source = held.enter_context(_Wished(home, options.mood, options.style, console))
        else:
            source = _Named(options.files)
        engine = held.enter_context(closing(start_engine(output, limit_s=options.seconds)))
        session = PlaySession(engine, source, console, wanted=options.output)
        session.run()
    console.document(
        {
            "output": output or "default",
            "played": [
                {"path": item.path, "played_s": round(item.played_s, 3), "failure": item.failure}
                for item in session.begun
            ],
        }
    )
    return sum(item.failure is not None for item in session.begun)


class _Named:
    """Files as they were named, played as they are."""

    def __init__(self, names: Sequence[str]) -> None:
        self._files = iter([(_file(name), 0.0) for name in names])

    def next_file(self) -> tuple[str, float] | None:
        return next(self._files, None)

    def heard(self, path: str, played_s: float) -> None:
        """Files that were named are not counted as listening to the library."""


class _Wished:
    """A queue for a mood or a style; what was heard of it is remembered."""

    def __init__(self, home: Home, mood: str | None, style: str | None, console: Console) -> None:
        self._home, self._mood, self._style, self._console = home, mood, style, console

    def __enter__(self) -> Self:
        from player.jobs.duplicates import find_at_once
        from player.jobs.kept_out import let_in
        from player.jobs.queue_listing import choose_queue
        from player.jobs.session import OpenStores
        from player.jobs.view import LibraryView
        from player.tagging.card import NetworkCard

        card = NetworkCard.load(models_dir())
        self._stores = OpenStores(self._home, tell=self._console.note)
        allowed = let_in(load_settings(self._home.settings_file))
        tracks, listening = self._stores.tracks, self._stores.listening
        view = LibraryView(tracks, listening, card, let_in=allowed)
        try:
            view.set_songs(find_at_once(tracks, listening).links)
            chosen = choose_queue(
                view,
                mood=self._mood,
                style=self._style,
                count=_QUEUE_LENGTH,
                seed=random.randrange(2**31),
            )
            if not chosen:
                raise UsageError(nothing_fits(len(view)))
        except BaseException:
            self._stores.close()
            raise
        self._tracks = [view.track(choice.track_id) for choice in chosen]
        options = LoudnessOptions()
        gains = (gain_db(LoudnessFacts(track.metadata.gain), options) for track in self._tracks)
        self._files = iter(zip((track.path for track in self._tracks), gains, strict=True))
        return self

    def __exit__(self, *error: object) -> None:
        self._stores.close()

    def next_file(self) -> tuple[str, float] | None:
        return next(self._files, None)

    def heard(self, path: str, played_s: float) -> None:
        track = next(track for track in self._tracks if track.path == path)
        length_s = track.metadata.duration_s
        began = time.time() - played_s
        self._stores.listening.add_play(Play(track.id, began, played_s, duration_s=length_s))


class PlaySession:
    """Feeds an engine from a source and follows what it reports."""

    def __init__(
        self, engine: AudioEngine, source: Source, console: Console, *, wanted: str | None
    ) -> None:
        """*wanted*: the output that was asked for by name on the command line, if any."""
        self._engine, self._source, self._console, self._wanted = engine, source, console, wanted
        self._items: list[Played] = []
        self._over = False

    @property
    def begun(self) -> list[Played]:
        """The tracks that sounded, or failed to."""
        return [item for item in self._items if item.begun or item.failure is not None]

    def run(self) -> None:
        """Until the music ends.

        :raises NoSoundDeviceError: nothing can be heard, or not where it was asked for.
        """
        first = self._request()
        if first is None:
            return
        self._engine.play(first)
        while not self._over:
            for event in self._engine.wait(_PATIENCE_S):
                self._follow(event)

    def _request(self) -> PlayRequest | None:
        from player.audio.messages import PlayRequest

        file = self._source.next_file()
        if file is None:
            return None
        path, gain_db = file
        self._items.append(Played(path))
        return PlayRequest(entry_id=len(self._items) - 1, path=path, gain_db=gain_db)

    def _follow(self, event: Event) -> None:
        from player.audio import messages as m

        match event:
            case m.TrackStarted(entry_id):
                self._items[entry_id].begun = True
                self._console.note(shown_path(self._items[entry_id].path))
                self._engine.set_next(self._request())
            case m.TrackEnded(entry_id, played_s):
                self._items[entry_id].played_s = played_s
                self._source.heard(self._items[entry_id].path, played_s)
            case m.TrackFailed(entry_id, why):
                self._items[entry_id].failure = str(why)
                self._console.note(str(why))
                if entry_id == len(self._items) - 1:  # it was the next one, or the first
                    self._engine.set_next(self._request())
            case m.OutputChanged(name, why) if why is not None:
                if name == "null" or self._wanted is not None:
                    raise NoSoundDeviceError(why)
                self._console.note(str(why))
            case m.QueueEnded():
                self._over = True


def _file(name: str) -> str:
    path = Path(name).expanduser().absolute()
    if not path.is_file():
        raise UsageError(sentence("Command", "There is no file {path}.", path=name))
    return str(path)
