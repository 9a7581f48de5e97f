"""Songs of which the library has several files: which they are, and which file queues offer.

Pure Python and numpy, any thread; reads the stores, writes nothing, and deletes nothing, ever.
``moodlark duplicates`` and the window's page show what this finds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from player.jobs.file_quality import (
    FileState,
    better_because,
    preference,
)
from player.jobs.recording_finder import IdPairs, RecordingFinder
from player.jobs.song_names import song_name, version_of, version_words
from player.jobs.view_songs import Numbers, SongLinks, join_songs, number_pairs
from player.library.quality import quality_of
from player.library.track import Track
from player.store.listening_store import ListeningStore
from player.store.track_store import TrackStore
from player.wording import Sentence

Kind = Literal["identical", "recording", "versions"]


@dataclass(frozen=True, slots=True)
class SongFile:
    """One file of a song."""

    track: Track
    """The track."""
    version: tuple[str, ...]
    """What its title says of the version: some of ``song_names.KINDS``."""
    recording: int
    """Number of its recording within the song, from 0 on: files of one sound the same."""
    offered: bool
    """Queues may bring it; of the files of one recording only one is offered."""
    because: Sentence | None
    """Why this one of its recording; ``None`` where it is not offered or the only one."""

    @property
    def version_words(self) -> str:
        """The version for the listener: ``live, acoustic``; empty for the plain song."""
        return ", ".join(str(version_words(kind)) for kind in self.version)


@dataclass(frozen=True, slots=True)
class SongGroup:
    """A song of which there are several files. A queue brings one of them at most."""

    kind: Kind
    """``identical``: the same sound to the byte; ``recording``: one recording in several encodings;
    ``versions``: several recordings (live, remastered...), each in one file or more."""
    files: tuple[SongFile, ...]
    """By recording, the one that is offered first."""

    @property
    def title(self) -> str:
        """The title as the plainest version that has one writes it; empty where none has."""
        titled = [file for file in self.files if file.track.metadata.title]
        plainest = min(titled, key=lambda file: len(file.version), default=None)
        return "" if plainest is None else plainest.track.metadata.title

    @property
    def artist(self) -> str:
        """The artist as the first file that names one writes it; empty where none does."""
        return next((a for file in self.files if (a := file.track.metadata.artist)), "")

    @property
    def name(self) -> str:
        """``Artist – Title`` as far as they are known, else the name of a file."""
        title = self.title or Path(self.files[0].track.path).stem
        return f"{self.artist} – {title}" if self.artist else title


@dataclass(frozen=True, slots=True)
class Songs:
    """What was found."""

    groups: tuple[SongGroup, ...]
    """Songs with several files, in the order of the oldest track of each."""
    links: SongLinks
    """The same for the view."""


def find_songs(tracks: TrackStore, listening: ListeningStore, alike: IdPairs) -> Songs:
    """Group the files of the library.

    :param alike: pairs of tracks with the same recording, as the
        :class:`~player.jobs.recording_finder.RecordingFinder` has them.
    """
    choices, analyses = listening.queue_choices(), tracks.analyses()

    def state(track: Track) -> FileState:
        analysis = analyses.get(track.id)
        if analysis is not None and analysis.audio_key != track.audio_key:
            analysis = None  # the file changed since
        flaws = {issue.kind for issue in quality_of(track, analysis)}
        damaged = analysis is not None and (analysis.warning or analysis.failure)
        return FileState(
            track.id,
            track.metadata,
            available=track.available and track.failure is None,
            whole=not damaged and flaws.isdisjoint(("truncated", "silent")),
            clipped="clipped" in flaws,
            chosen=choices.get(track.id) == "always",
            refused=choices.get(track.id) == "never",
        )

    return group_songs(tracks.tracks(), alike, listening.apart(), state)


def find_at_once(tracks: TrackStore, listening: ListeningStore) -> Songs:
    """:func:`find_songs` in a library that is opened for one question: a second or two of work for
    100,000 tracks."""
    return find_songs(tracks, listening, RecordingFinder(tracks).update())


def group_songs(
    tracks: Sequence[Track], alike: IdPairs, apart: IdPairs, state: Callable[[Track], FileState]
) -> Songs:
    """:func:`find_songs` of these *tracks*.

    :param apart: pairs that are different songs whatever else says they are one.
    :param state: what is known of a file; asked for files of groups only.
    """
    recordings = number_pairs(alike - apart)
    sound = _numbered((track.audio_key for track in tracks), len(tracks))
    numbers = (recordings.get(track.id, -1) for track in tracks)
    heard = np.fromiter(numbers, np.int32, len(tracks))
    title = _numbered((song_name(track.metadata) for track in tracks), len(tracks))
    row = {track.id: number for number, track in enumerate(tracks)}
    parted = [(row[a], row[b]) for a, b in apart if a in row and b in row]
    song = join_songs((sound, heard, title), parted)
    recording = join_songs((sound, heard), parted)
    groups = []
    for rows in _several(song):
        files = [tracks[number] for number in rows]
        groups.append(_group(files, [int(recording[number]) for number in rows], state))
    instead = {key: value for group in groups for key, value in _instead(group).items()}
    return Songs(tuple(groups), SongLinks(recordings, apart, instead))


def _numbered(texts: Iterable[str], count: int) -> Numbers:
    known: dict[str, int] = {}
    numbers = (known.setdefault(text, len(known)) if text else -1 for text in texts)
    return np.fromiter(numbers, np.int32, count)


def _several(song: Numbers) -> list[list[int]]:
    """The rows of each song that has several, songs and rows in order."""
    counts = np.bincount(song, minlength=len(song))
    found: dict[int, list[int]] = {}
    for number in np.flatnonzero(counts[song] > 1).tolist():
        found.setdefault(int(song[number]), []).append(number)
    return list(found.values())


def _group(
    tracks: Sequence[Track], recordings: Sequence[int], state: Callable[[Track], FileState]
) -> SongGroup:
    """The song that *tracks* are, of which those with equal *recordings* sound the same."""
    states = {track.id: state(track) for track in tracks}
    best_first = sorted(tracks, key=lambda track: preference(states[track.id]), reverse=True)
    number_of = {track.id: number for track, number in zip(tracks, recordings, strict=True)}
    by_recording: dict[int, list[Track]] = {}
    for track in best_first:
        by_recording.setdefault(number_of[track.id], []).append(track)
    chosen = any(found.chosen and found.available for found in states.values())
    files: list[SongFile] = []
    for number, (best, *others) in enumerate(by_recording.values()):
        known = states[best.id]
        offered = not known.refused and (not chosen or (known.chosen and known.available))
        because = None
        if offered and (others or known.chosen):
            rival = (others or [track for track in best_first if track is not best])[0]
            because = better_because(known, states[rival.id])
        files.append(SongFile(best, version_of(best.metadata), number, offered, because))
        files += [SongFile(o, version_of(o.metadata), number, False, None) for o in others]
    kind: Kind = "versions"
    if len(by_recording) == 1:
        kind = "identical" if len({track.audio_key for track in tracks}) == 1 else "recording"
    return SongGroup(kind, tuple(files))


def _instead(group: SongGroup) -> dict[int, int]:
    """Whom a queue offers instead of each file that it does not offer."""
    best = {file.recording: file.track.id for file in group.files if file.offered}
    first = next(iter(best.values()), None)  # none: the listener refused all
    others = (file for file in group.files if not file.offered)
    found = {file.track.id: best.get(file.recording, first) for file in others}
    return {track_id: other for track_id, other in found.items() if other is not None}
