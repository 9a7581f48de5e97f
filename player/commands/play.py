"""``moodlark play``: files, or a queue for a mood or a style, until it ends or is stopped.

Main thread; the sound is made in a process of its own.
"""

from __future__ import annotations

import argparse
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from player.commands.arguments import positive_seconds
from player.commands.console import Console, shown_path
from player.commands.play_sources import LibraryQueue, NamedFiles, Source
from player.errors import NoSoundDeviceError, UsageError
from player.paths import Home
from player.settings import Settings, load_settings
from player.wording import Sentence, sentence, translate

if TYPE_CHECKING:
    from player.audio.engine import AudioEngine
    from player.audio.messages import Event, PlayRequest

_PATIENCE_S = 0.5
_LONGEST_CROSSFADE_S = 12.0


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
    _add_sound_arguments(parser)


def _add_sound_arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group(translate("Command", "How to play"))
    group.add_argument(
        "--loudness",
        choices=("off", "track", "album", "auto"),
        help=translate(
            "Command",
            "play everything equally loud: each track by itself, albums as a whole, or (auto) "
            "albums where they are played in order; files that were named are else left as they "
            "are",
        ),
    )
    group.add_argument(
        "--crossfade",
        type=_crossfade,
        metavar="S",
        help=translate("Command", "let each track go over into the next in 0 to 12 seconds"),
    )
    group.add_argument(
        "--skip-silence",
        action=argparse.BooleanOptionalAction,
        help=translate("Command", "leave out long silence at the ends of tracks"),
    )
    group.add_argument(
        "--exact",
        action=argparse.BooleanOptionalAction,
        help=translate(
            "Command", "give the device every sample as it is in the file, at the file's rate"
        ),
    )


def _crossfade(text: str) -> float:
    """0 to 12 seconds."""
    seconds = 0.0 if text == "0" else positive_seconds(text)
    if seconds > _LONGEST_CROSSFADE_S:
        raise argparse.ArgumentTypeError(
            translate("Command", "“{text}” is more than 12 seconds", text=text)
        )
    return seconds


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """Play, and return how many files could not be played."""
    from player.audio.engine import start_engine
    from player.jobs.piece_list import sound_options

    wished = bool(options.mood or options.style)
    if wished == bool(options.files):
        raise UsageError(sentence("Command", "Play what? Name files, or a mood or a style."))
    kept = load_settings(home.settings_file)
    output = kept.output if options.output is None else options.output
    settings = _settings(options, kept, named=not wished)
    with ExitStack() as held:
        source: Source
        if wished:
            queue = LibraryQueue(home, settings, options.mood, options.style, console)
            source = held.enter_context(queue)
        else:
            source = held.enter_context(NamedFiles(options.files, settings, console))
        engine = held.enter_context(closing(start_engine(output, limit_s=options.seconds)))
        engine.set_options(sound_options(settings))
        session = PlaySession(
            engine, source, console, wanted=options.output, limited=options.seconds is not None
        )
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


def _settings(options: argparse.Namespace, kept: Settings, *, named: bool) -> Settings:
    """What is kept, and over it what was asked for; files that were named are played as they are
    where nothing is asked for.

    :raises UsageError: bit-exact output was asked for, and something that changes the samples.
    """
    changes = options.loudness not in (None, "off") or options.crossfade or options.skip_silence
    if options.exact and changes:
        raise UsageError(
            sentence(
                "Command",
                "With --exact nothing is changed: leave out --loudness, --crossfade and"
                " --skip-silence.",
            )
        )
    asked = {
        "loudness": options.loudness,
        "crossfade_s": options.crossfade,
        "exact_output": False if changes else options.exact,
        "skip_silence": options.skip_silence,
    }
    base = kept
    if named:
        base = replace(
            kept, loudness="off", crossfade_s=0.0, exact_output=False, skip_silence=False
        )
    return replace(base, **{name: value for name, value in asked.items() if value is not None})


class PlaySession:
    """Feeds an engine from a source and follows what it reports."""

    def __init__(
        self,
        engine: AudioEngine,
        source: Source,
        console: Console,
        *,
        wanted: str | None,
        limited: bool = False,
    ) -> None:
        """
        :param wanted: the output that was asked for by name on the command line, if any.
        :param limited: the engine ends by itself in the middle of the music.
        """
        self._engine, self._source, self._console, self._wanted = engine, source, console, wanted
        self._limited = limited
        self._waiting: PlayRequest | None = None
        self._items: list[Played] = []
        self._why: Sentence | None = None  # the sound went elsewhere
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

        piece = self._source.next_piece()
        if piece is None:
            return None
        self._items.append(Played(piece.path))
        self._waiting = PlayRequest(
            entry_id=len(self._items) - 1,
            path=piece.path,
            gain_db=piece.gain_db,
            continues=piece.continues,
        )
        return self._waiting

    def _follow(self, event: Event) -> None:
        from player.audio import messages as m

        match event:
            case m.TrackStarted(entry_id):
                self._waiting = None
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
                    self._waiting = None
                    self._engine.set_next(self._request())
            case m.TrackNoted(_, what):
                self._console.note(str(what))
            case m.OutputChanged(name, why):
                self._why = why
                if why is not None and (name == "null" or self._wanted is not None):
                    raise NoSoundDeviceError(why)
                if why is not None:
                    self._console.note(str(why))
            case m.Paused() if self._why is not None:  # until play is pressed: nobody can, here
                raise NoSoundDeviceError(self._why)
            case m.QueueEnded():
                if self._waiting is None or self._limited:
                    self._over = True
                else:  # its loudness was measured for longer than the track before lasted
                    self._engine.play(self._waiting)
