"""Where ``moodlark play`` takes its music from: named files, or a queue from the library.

Main thread of the command.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self

from player.commands.console import Console
from player.commands.words import nothing_fits
from player.errors import UsageError
from player.library.album_order import AlbumPlace, place_of
from player.library.loudness import loudness_options, measured_of
from player.library.track import Play, Track
from player.paths import Home, models_dir
from player.settings import Settings, load_settings
from player.wording import sentence, translate_count

if TYPE_CHECKING:
    from player.jobs.piece_list import Piece, PieceList, Sound
    from player.store.track_store import TrackStore

_QUEUE_LENGTH = 100


class Source(Protocol):
    """Where the tracks come from."""

    def next_piece(self) -> Piece | None:
        """The next file and how to play it; ``None`` when there is no more."""

    def heard(self, path: str, played_s: float) -> None:
        """This much of a file was heard."""


class NamedFiles:
    """Files as they were named."""

    def __init__(self, names: Sequence[str], settings: Settings, console: Console) -> None:
        """*settings*: loudness and joins; where they change nothing, no tags are read.

        :raises UsageError: there is no such file.
        """
        from player.jobs.piece_list import PieceList, sound_options

        paths = [_file(name) for name in names]
        options = sound_options(settings)
        plain = settings.loudness == "off" and not (options.crossfade_s or options.skip_silence)
        known = [_untold(path) if plain else _told(path) for path in paths]
        self._list: PieceList = PieceList(
            known, loudness_options(settings), on_waiting=_telling(console)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._list.__exit__(*error)

    def next_piece(self) -> Piece | None:
        """See :class:`Source`."""
        return self._list.next()

    def heard(self, path: str, played_s: float) -> None:
        """Files that were named are not counted as listening to the library."""


class LibraryQueue:
    """A queue for a mood or a style; what was heard of it is remembered."""

    def __init__(
        self, home: Home, settings: Settings, mood: str | None, style: str | None, console: Console
    ) -> None:
        """*settings*: loudness and joins."""
        self._home, self._settings, self._console = home, settings, console
        self._mood, self._style = mood, style

    def __enter__(self) -> Self:
        from player.jobs.piece_list import PieceList
        from player.jobs.session import OpenStores

        self._stores = OpenStores(self._home, tell=self._console.note)
        try:
            self._tracks = self._choose()
        except BaseException:
            self._stores.close()
            raise
        tracks = self._stores.tracks
        self._list = PieceList(
            [_sound(track, tracks) for track in self._tracks],
            loudness_options(self._settings),
            library=_albums(self._tracks, tracks),
            on_waiting=_telling(self._console),
        )
        return self

    def _choose(self) -> list[Track]:
        from player.jobs.duplicates import find_at_once
        from player.jobs.kept_out import let_in
        from player.jobs.listener import listener_model
        from player.jobs.own_weights import load_own_weights
        from player.jobs.queue_listing import choose_queue
        from player.jobs.view import LibraryView
        from player.jobs.view_styles import style_kinship
        from player.jobs.wishes import make_target
        from player.tagging.card import NetworkCard

        allowed = let_in(load_settings(self._home.settings_file))
        tracks, listening = self._stores.tracks, self._stores.listening
        card, kinship = NetworkCard.load(models_dir()), style_kinship(models_dir())
        view = LibraryView(tracks, listening, card, let_in=allowed, kinship=kinship)
        view.set_songs(find_at_once(tracks, listening).links)
        target = make_target(
            moods=(self._mood,) if self._mood else (), styles=(self._style,) if self._style else ()
        )
        chosen = choose_queue(
            view,
            target,
            count=_QUEUE_LENGTH,
            seed=random.randrange(2**31),
            listener=listener_model(view, listening, models_dir()).listener(),
            weights=load_own_weights(self._home),
        )
        if not chosen:
            raise UsageError(nothing_fits(len(view)))
        return [view.track(choice.track_id) for choice in chosen]

    def __exit__(self, *error: object) -> None:
        self._list.__exit__(*error)
        self._stores.close()

    def next_piece(self) -> Piece | None:
        """See :class:`Source`."""
        return self._list.next()

    def heard(self, path: str, played_s: float) -> None:
        """It counts as listening."""
        track = next(track for track in self._tracks if track.path == path)
        length_s = track.metadata.duration_s
        began = time.time() - played_s
        self._stores.listening.add_play(Play(track.id, began, played_s, duration_s=length_s))


def _telling(console: Console) -> Callable[[int], None]:
    def tell(files: int) -> None:
        console.note(
            translate_count(
                "Command",
                "Measuring how loud {count} file is…",
                "Measuring how loud {count} files are…",
                files,
            )
        )

    return tell


def _albums(chosen: Sequence[Track], tracks: TrackStore) -> Iterator[Sound]:
    """The library's tracks of the albums of *chosen*."""
    albums = {track.metadata.album.casefold() for track in chosen} - {""}
    for track in tracks.tracks():
        if track.metadata.album.casefold() in albums and track.available and track.failure is None:
            yield _sound(track, tracks)


def _sound(track: Track, tracks: TrackStore) -> Sound:
    from player.jobs.piece_list import Sound

    stored = measured_of(tracks.analyses().get(track.id), track.audio_key)
    return Sound(place_of(track), track.audio_key, track.metadata.gain, stored)


def _untold(path: str) -> Sound:
    from player.jobs.piece_list import Sound

    return Sound(AlbumPlace("", "", (0, 0), path), path)


def _told(path: str) -> Sound:
    """A file and its tags; what cannot be read is the engine's to tell."""
    from player.jobs.piece_list import Sound
    from player.library.scanner import FoundFile, read_file
    from player.library.track import FileStamp

    read = read_file(FoundFile(path, FileStamp(0, 0)))
    meta = read.metadata
    place = AlbumPlace(meta.album, meta.album_artist, meta.place, path)
    return Sound(place, read.audio_key or path, meta.gain)


def _file(name: str) -> str:
    path = Path(name).expanduser().absolute()
    if not path.is_file():
        raise UsageError(sentence("Command", "There is no file {path}.", path=name))
    return str(path)
