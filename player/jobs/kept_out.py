"""What the queue does not bring by itself, and why: speech, songs for one season, hour-long mixes,
and what the listener blocks by a word or a folder.

Pure Python and numpy, any thread that owns the view. It only says so: whoever chooses
(``recommend.choosing``) obeys, and what a listener asks for by name is played all the same.
The listener's word on a track stands above everything, then come the switches of the settings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from player.jobs.blocked import Blocks
from player.jobs.view_columns import Columns
from player.library.content import CONTENT_KINDS, Content, ContentKind, content_of
from player.library.track import QueueChoice, Track
from player.settings import Settings
from player.store.track_store import TrackStore
from player.wording import Sentence, sentence

KeptKind = Literal["spoken", "audiobook", "seasonal", "mix", "silent", "folder", "word", "never"]
KEPT_KINDS: tuple[KeptKind, ...] = (*CONTENT_KINDS, "silent", "folder", "word", "never")
"""Why a track is kept out, in the order in which it is told."""

SWITCHES: Mapping[str, tuple[ContentKind, ...]] = {
    "spoken": ("spoken", "audiobook"),
    "seasonal": ("seasonal",),
    "mix": ("mix",),
}
"""What can be let in, and the kinds of content it stands for."""

KEPT_NAMES: Mapping[KeptKind, Sentence] = {
    "spoken": sentence("Content", "Spoken word"),
    "audiobook": sentence("Content", "Audiobooks and radio plays"),
    "seasonal": sentence("Content", "Christmas and other seasons"),
    "mix": sentence("Content", "Hour-long mixes and whole albums"),
    "silent": sentence("Content", "Silence"),
    "folder": sentence("Content", "Folders you keep out"),
    "word": sentence("Content", "Words you keep out"),
    "never": sentence("Content", "Your own choice"),
}
"""What each kind is called."""

_CHOICES: Mapping[QueueChoice, int] = {"always": 1, "never": 2}
_NOTHING = -1


@dataclass(frozen=True, slots=True)
class KeptOut:
    """Why one track is kept out of queues."""

    kind: KeptKind
    """In one word."""
    reason: Sentence
    """The evidence, for a person."""


@dataclass(frozen=True, slots=True)
class LetIn:
    """What queues may bring."""

    kinds: frozenset[ContentKind] = frozenset()
    """Besides ordinary music."""
    blocks: Blocks = field(default_factory=Blocks)
    """What the listener keeps out all the same."""

    def and_also(self, kinds: Iterable[ContentKind]) -> LetIn:
        """The same, and these kinds of content."""
        return replace(self, kinds=self.kinds | frozenset(kinds))


def let_in(settings: Settings) -> LetIn:
    """What the listener wants in queues."""
    on = {
        "spoken": settings.play_spoken,
        "seasonal": settings.play_seasonal,
        "mix": settings.play_mixes,
    }
    kinds = kinds_of(switch for switch, wanted in on.items() if wanted)
    return LetIn(kinds, Blocks(settings.blocked_words, settings.blocked_folders))


def kinds_of(switches: Iterable[str]) -> frozenset[ContentKind]:
    """The kinds of content that these :data:`SWITCHES` let in."""
    return frozenset(kind for switch in switches for kind in SWITCHES[switch])


def content_number(track: Track) -> int:
    """What the file of *track* says it holds, as a number for a column."""
    found = content_of(track.metadata, track.path)
    return _NOTHING if found is None else CONTENT_KINDS.index(found.kind)


class KeptOutRows:
    """Which rows of a library view are kept out. The view tells it what changed."""

    def __init__(
        self,
        tracks: TrackStore,
        columns: Columns,
        rows: Mapping[int, int],
        let_in: LetIn,
    ) -> None:
        """*columns* and *rows* (track id -> row) are the view's own.

        :param let_in: what may be offered.
        """
        self._tracks, self._columns, self._rows = tracks, columns, rows
        self._let_in = let_in
        self._kinds: NDArray[np.int8] | None = None
        self._contents: NDArray[np.int8] | None = None

    # What it tells ---------------------------------------------------------------------------

    def kinds(self) -> NDArray[np.int8]:
        """(n,) place in :data:`KEPT_KINDS` of why each row is kept out; -1 where it is not."""
        if self._kinds is None:
            self._kinds = self._found()
        return self._kinds

    def kept(self, track_id: int) -> KeptOut | None:
        """Why queues do not bring a track by themselves; ``None`` where they do."""
        row = self._rows.get(track_id)
        number = -1 if row is None else int(self.kinds()[row])
        if number < 0:
            return None
        kind = KEPT_KINDS[number]
        if kind == "never":
            return KeptOut(kind, sentence("Content", "You keep it out of mood queues."))
        if kind in {"folder", "word"}:
            return self._blocked(self._tracks.track(track_id))
        content = None if kind == "silent" else self.content(track_id)
        if content is None:
            return KeptOut(kind, sentence("Quality", "Nothing can be heard in it."))
        return KeptOut(kind, content.reason)

    def content(self, track_id: int) -> Content | None:
        """What a track is when it is no ordinary music, with the evidence."""
        row = self._rows.get(track_id)
        if row is None or track_id not in self._tracks or self._content()[row] == _NOTHING:
            return None
        track = self._tracks.track(track_id)
        said = content_of(track.metadata, track.path)
        return said or Content("spoken", sentence("Content", "It sounds like speech."))

    def ids(self) -> dict[KeptKind, list[int]]:
        """Why -> the available tracks that queues do not bring by themselves; no empty lists."""
        kinds, there = self.kinds(), self._columns["available"]
        ids = self._columns["track_ids"]
        found = {kind: ids[(kinds == n) & there].tolist() for n, kind in enumerate(KEPT_KINDS)}
        return {kind: tracks for kind, tracks in found.items() if tracks}

    # What it is told -------------------------------------------------------------------------

    def let_in(self, let_in: LetIn) -> None:
        """What queues may bring from now on."""
        before, self._let_in = self._let_in, let_in
        if before.blocks != let_in.blocks:
            self.read_files(self._tracks.tracks())
        self.changed()

    def read_files(self, tracks: Sequence[Track]) -> None:
        """What the files of *tracks* say, or where they lie, is new."""
        column, blocks = self._columns["blocked"], self._let_in.blocks
        known = [track for track in tracks if track.id in self._rows]
        column[[self._rows[track.id] for track in known]] = _NOTHING
        for track in known if blocks else ():
            block = blocks.find(track)
            if block is not None:
                column[self._rows[track.id]] = KEPT_KINDS.index(block.kind)
        self.changed()

    def set_choices(self, choices: Mapping[int, QueueChoice]) -> None:
        """What the listener says of single tracks, by id."""
        column = self._columns["choice"]
        column[:] = 0
        for track_id, choice in choices.items():
            if track_id in self._rows:
                column[self._rows[track_id]] = _CHOICES[choice]
        self.changed()

    def changed(self) -> None:
        """Some rows hold something else now."""
        self._kinds = self._contents = None

    # Inside ----------------------------------------------------------------------------------

    def _found(self) -> NDArray[np.int8]:
        column, content = self._columns, self._content()
        allowed = [CONTENT_KINDS.index(kind) for kind in self._let_in.kinds]
        kinds = np.where(np.isin(content, allowed), _NOTHING, content).astype(np.int8)
        kinds[column["silent"]] = KEPT_KINDS.index("silent")
        kinds = np.where(column["blocked"] == _NOTHING, kinds, column["blocked"])
        kinds[column["choice"] == _CHOICES["always"]] = _NOTHING
        kinds[column["choice"] == _CHOICES["never"]] = KEPT_KINDS.index("never")
        return kinds

    def _blocked(self, track: Track) -> KeptOut | None:
        block = self._let_in.blocks.find(track)
        if block is None:
            return None
        if block.kind == "folder":
            said = sentence("Content", "You keep the folder {folder} out.", folder=block.what)
        else:
            said = sentence(
                "Content",
                "You keep out what has “{word}” in its title, artist, album or genre.",
                word=block.what,
            )
        return KeptOut(block.kind, said)

    def _content(self) -> NDArray[np.int8]:
        """(n,) place in :data:`CONTENT_KINDS` of what each row holds, -1 for music: what the file
        says, and where that is nothing, speech that was heard."""
        if self._contents is None:
            said, heard = self._columns["content"], self._columns["speech"]
            spoken = (said == _NOTHING) & heard
            self._contents = np.where(spoken, np.int8(CONTENT_KINDS.index("spoken")), said)
        return self._contents
