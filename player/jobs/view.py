"""The library as it feels: what the stores hold, seen through the network's card, as arrays.

Pure Python and numpy; one thread at a time (the window builds it on a worker thread and keeps it on
the main one). Moods and styles are never stored: they are this view of the stored scores, computed
from the current vocabulary, calibration, file genres and corrections. It writes nothing.

How the file's genre and the network share the word on the style: :mod:`player.jobs.view_styles`.
Tracks that were not analysed (or whose analysis is of another version, or of another sound) have no
mood and are in no mood queue, but their file's style is known and they can be played.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from player.jobs.kept_out import KeptOutRows, LetIn
from player.jobs.view_columns import Columns
from player.jobs.view_moods import MOOD_IDS
from player.jobs.view_reading import ReadTracks
from player.jobs.view_recalibrated import RecalibratedMoods
from player.jobs.view_shared import share
from player.jobs.view_songs import NO_LINKS, SongLinks, join_songs, row_pairs, share_best
from player.jobs.view_sources import SOURCES
from player.jobs.view_styles import STYLE_IDS
from player.library.corrections import merge
from player.library.quality import FILE_FLAWS, SOUND_FLAWS, QualityIssue, QualityKind, quality_of
from player.library.track import Correction, Play, Source, Tags, Track, mostly_heard
from player.recommend.candidates import Candidates
from player.store.listening_store import ListeningStore
from player.store.track_store import TrackStore
from player.tagging.card import NetworkCard
from player.tagging.fusion import contrast_name

EXAMPLES = 5
"""So many tracks are named of those that would follow a correction."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a correction would do to tracks that were not corrected."""

    changed: int
    """How many would have another best mood, or one at last, or none any more."""
    examples: tuple[int, ...]
    """Ids of some of them, the one that moves farthest first."""


class LibraryView:
    """Arrays over the whole library, kept up to date track by track."""

    def __init__(
        self,
        tracks: TrackStore,
        listening: ListeningStore,
        card: NetworkCard,
        *,
        let_in: LetIn | None = None,
        kinship: NDArray[np.float32] | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Read everything once: not for the main thread of a large library.

        :param let_in: what queues may bring; ``None``: ordinary music.
        :param kinship: (S + 1, S + 1) of :func:`~player.jobs.view_styles.style_kinship`; ``None``:
            no style is related to another.
        :param now: the clock, seconds since 1970.
        """
        self._tracks, self._listening, self._card, self._now = tracks, listening, card, now
        self._columns = Columns(
            moods=len(MOOD_IDS), styles=len(STYLE_IDS), embedding=card.embedding_size
        )
        self._rows: dict[int, int] = {}
        self._reading = ReadTracks(tracks, card, self._columns, self._rows)
        self.moods = RecalibratedMoods(self._columns, card.calibration)
        alone = np.eye(len(STYLE_IDS), dtype=np.float32)
        self._kinship = alone if kinship is None else kinship
        self._links = NO_LINKS
        self._songs: NDArray[np.int32] | None = None
        self._recordings: NDArray[np.int32] = np.zeros(0, dtype=np.int32)
        self._instead: NDArray[np.intp] = np.zeros((0, 2), dtype=np.intp)
        self._ordered: dict[str, NDArray[np.float32]] = {}
        self.kept_out = KeptOutRows(tracks, self._columns, self._rows, let_in or LetIn())
        self._corrections: Mapping[int, Correction] = {}
        self._private: list[Play] = []
        self.refresh(track.id for track in tracks.tracks())

    # What it tells ---------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._columns)

    @property
    def analysed_count(self) -> int:
        """Tracks whose mood is known (or known to be unsure)."""
        return int(np.count_nonzero(self._columns["analysed"]))

    @property
    def unsure_count(self) -> int:
        """Analysed tracks of which no mood can be said."""
        return int(np.count_nonzero(self._columns["unsure"]))

    def style_counts(self) -> dict[str, int]:
        """Style id -> tracks that have it as their style."""
        style = self._columns["style"]
        counted = np.bincount(style[style >= 0], minlength=len(STYLE_IDS))
        return dict(zip(STYLE_IDS[:-1], counted.tolist(), strict=False))

    def artists(self) -> tuple[str, ...]:
        """The comparable name of each artist number of :meth:`candidates`, from 0."""
        return self._reading.artists

    def track(self, track_id: int) -> Track:
        """The track with that id.

        :raises KeyError: there is none.
        """
        return self._tracks.track(track_id)

    def __contains__(self, track_id: object) -> bool:
        """Whether the library has that track now."""
        return track_id in self._tracks

    def row(self, track_id: int) -> int | None:
        """The row of a track in :meth:`candidates`."""
        return self._rows.get(track_id)

    def style(self, track_id: int) -> tuple[str | None, Source]:
        """A track's style and who says so; known from the file before it was listened to."""
        row = self._rows.get(track_id)
        if row is None:
            return None, "network"
        style = int(self._columns["style"][row])
        return _name(style, STYLE_IDS), SOURCES[self._columns["style_source"][row]]

    def tags(self, track_id: int) -> Tags | None:
        """How a track feels; ``None`` when it was not analysed."""
        row = self._rows.get(track_id)
        if row is None or not self._columns["analysed"][row]:
            return None
        column = self._columns
        style, style_source = self.style(track_id)
        return Tags(
            valence=float(column["valence"][row]),
            arousal=float(column["arousal"][row]),
            valence_sd=float(column["valence_sd"][row]),
            arousal_sd=float(column["arousal_sd"][row]),
            moods=_shares(MOOD_IDS, column["mood_probabilities"][row]),
            mood=_name(int(column["mood"][row]), MOOD_IDS),
            styles=_shares(STYLE_IDS, column["style_probabilities"][row]),
            style=style,
            source=SOURCES[column["mood_source"][row]],
            style_source=style_source,
            sound_valence=float(column["sound_valence"][row]),
            sound_arousal=float(column["sound_arousal"][row]),
            sound_mood=_name(int(column["sound_mood"][row]), MOOD_IDS),
            words_valence=_known(column["words_valence"][row]),
            contrast=contrast_name(int(column["contrast"][row])),
        )

    def library_share(
        self, track_id: int, moods: Iterable[str] = MOOD_IDS
    ) -> dict[str, float] | None:
        """Mood id -> share of all analysed tracks in which that mood is less probable, 0..1.

        Only of these *moods*; ``None`` when the track was not analysed. The first question after a
        change sorts one column per mood.
        """
        row = self._rows.get(track_id)
        if row is None or not self._columns["analysed"][row]:
            return None
        own = self._columns["mood_probabilities"][row]
        shares = {}
        for mood in moods:
            ordered = self._in_order(mood)
            less = ordered.searchsorted(own[MOOD_IDS.index(mood)], side="left")
            shares[mood] = float(less / len(ordered))
        return shares

    def _in_order(self, mood: str) -> NDArray[np.float32]:
        """The probabilities of *mood* in all analysed tracks, ascending."""
        if mood not in self._ordered:
            column = self._columns["mood_probabilities"][:, MOOD_IDS.index(mood)]
            self._ordered[mood] = np.sort(column[self._columns["analysed"]])
        return self._ordered[mood]

    def candidates(self) -> Candidates:
        """The library as the recommender wants it, as of now.

        The arrays are windows on this view's: use them before the next change.
        """
        column = self._columns
        song = self._join_songs()
        ago = self._now() - share_best(song, column["last_played_at"])
        return Candidates(
            track_ids=column["track_ids"],
            rows=MappingProxyType(self._rows),
            moods=MOOD_IDS,
            styles=STYLE_IDS,
            available=column["available"] & ~self._passed_over(),
            kept_out=self.kept_out.kinds() >= 0,
            analysed=column["analysed"],
            valence=column["valence"],
            arousal=column["arousal"],
            valence_sd=column["valence_sd"],
            arousal_sd=column["arousal_sd"],
            start_arousal=column["start_arousal"],
            end_arousal=column["end_arousal"],
            start_valence=column["start_valence"],
            end_valence=column["end_valence"],
            loudness_lufs=column["loudness_lufs"],
            mood_probabilities=column["mood_probabilities"],
            style_probabilities=column["style_probabilities"],
            style_kinship=self._kinship,
            unsure=column["unsure"],
            contrast=column["contrast"],
            tempo_bpm=column["tempo_bpm"],
            tonic=column["tonic"],
            minor=column["minor"],
            embedding=column["embedding"],
            artist=column["artist"],
            album=column["album"],
            song=song,
            quality=column["quality"],
            last_played_s_ago=np.maximum(ago, 0.0).astype(np.float32),
            heard=share_best(song, column["heard"]),
            offered=share_best(song, column["offered"]),
            age_s=(self._now() - column["added_at"]).astype(np.float32),
            duration_s=column["duration_s"],
            rating=share_best(self._recordings, column["rating"]),
            favourite=share_best(self._recordings, column["favourite"]),
        )

    def _join_songs(self) -> NDArray[np.int32]:
        """Number the songs and the recordings, where something changed since."""
        if self._songs is None:
            column, apart = self._columns, row_pairs(self._links.apart, self._rows).tolist()
            same = (column["sound"], column["recording"])
            self._songs = join_songs((*same, column["title"]), apart)
            self._recordings = join_songs(same, apart)
            self._instead = row_pairs(self._links.instead.items(), self._rows)
        return self._songs

    def _passed_over(self) -> NDArray[np.bool_]:
        """(n,) rows in whose place a better file of the song can be offered now."""
        known = self._columns["analysed"]
        passed = np.zeros(len(self), dtype=np.bool_)
        row, better = self._instead.T
        offered = self._columns["available"] & (self.kept_out.kinds() < 0)
        passed[row] = offered[better] & (known[better] | ~known[row])
        return passed

    def recording(self, track_id: int) -> list[int]:
        """The tracks that are the same recording as this one, itself among them."""
        row = self._rows.get(track_id)
        if row is None:
            return []
        self._join_songs()
        found = self._columns["track_ids"][self._recordings == self._recordings[row]].tolist()
        return [copy for copy in found if copy in self._tracks]

    def correction(self, track_id: int) -> Correction | None:
        """What the listener says of a track, or of a copy of it."""
        row = self._rows.get(track_id)
        return None if row is None else self.moods.said.get(row)

    def preview(self, track_id: int, said: Correction | None) -> Preview:
        """What would follow for other tracks if the listener said this of a track besides what
        they say already; ``None``: if they said nothing of it any more. Changes nothing."""
        others = set(self._corrections).difference(self.recording(track_id))
        corrections = {other: self._corrections[other] for other in others}
        if said is not None:
            corrections[track_id] = merge(self.correction(track_id), said)
        rows = self.moods.preview(*self._shared(corrections))
        return Preview(len(rows), tuple(self._columns["track_ids"][rows[:EXAMPLES]].tolist()))

    def flawed_ids(self) -> dict[QualityKind, list[int]]:
        """What is wrong -> the available tracks with that; no empty lists."""
        column = self._columns
        found = {
            kind: column["track_ids"][column[kind] & column["available"]].tolist()
            for kind in (*SOUND_FLAWS, *FILE_FLAWS)
        }
        return {kind: tracks for kind, tracks in found.items() if tracks}

    def quality(self, track_id: int) -> tuple[QualityIssue, ...]:
        """What is wrong with the file of a track, the worst first."""
        (facts,) = self._tracks.facts([track_id])
        return quality_of(self._tracks.track(track_id), facts)

    # What it is told -------------------------------------------------------------------------

    def refresh(self, track_ids: Iterable[int]) -> None:
        """Read these tracks again: new, changed, tagged or removed. The rest is left alone."""
        ids = list(dict.fromkeys(track_ids))
        new = [track_id for track_id in ids if track_id not in self._rows]
        first = self._columns.append(len(new))
        for row, track_id in enumerate(new, start=first):
            self._rows[track_id] = row
            self._columns["track_ids"][row] = track_id
        known, removed = [], []
        for track_id in ids:
            if track_id in self._tracks:
                known.append(self._tracks.track(track_id))
            else:
                removed.append(self._rows[track_id])
        self._reading.read_files(known)
        self.kept_out.read_files(known)
        self._songs = None
        centred_on = self._reading.centred_on
        self._reading.read_sound(known)
        self._columns["available"][removed] = False
        self._columns.forget_analysis(np.array(removed, dtype=np.intp))
        told_anew = self._reading.centred_on != centred_on  # every direction is another one
        self._hear(range(len(self)) if told_anew else [self._rows[track.id] for track in known])
        if new:
            self.refresh_listening()
            self._read_history({track_id: self._rows[track_id] for track_id in new})

    def refresh_listening(self) -> None:
        """Read ratings, favourites, corrections and choices for queues again (after the listener
        changed one).

        A correction moves tracks that were not corrected, too.
        """
        ratings, favourites = self._listening.ratings(), self._listening.favourites()
        for name, said in (("rating", ratings), ("favourite", dict.fromkeys(favourites, 1))):
            column = self._columns[name]
            column[:] = 0
            for track_id, value in said.items():
                if track_id in self._rows:
                    column[self._rows[track_id]] = value
        self.kept_out.set_choices(self._listening.queue_choices())
        self._corrections = self._listening.corrections()
        self._hear(())

    def set_songs(self, links: SongLinks) -> None:
        """What is known of songs beyond what their files say (see ``jobs.duplicates``)."""
        self._links, self._songs = links, None
        column = self._columns["recording"]
        column[:] = -1
        known = [track_id for track_id in links.recordings if track_id in self._rows]
        column[[self._rows[track_id] for track_id in known]] = [
            links.recordings[track_id] for track_id in known
        ]
        self._hear(())

    def refresh_history(self) -> None:
        """Read again what was heard and what queues brought (after some of it was forgotten); what
        was heard in private stays."""
        column = self._columns
        for name, nothing in (("last_played_at", -np.inf), ("heard", 0.0), ("offered", 0.0)):
            column[name][:] = nothing
        self._read_history(self._rows)

    def _read_history(self, rows: Mapping[int, int]) -> None:
        """Add to the empty *rows* (by track) what was heard and what queues brought."""
        column = self._columns
        plays = [p for p in (*self._listening.plays(), *self._private) if p.track_id in rows]
        at = np.array([rows[play.track_id] for play in plays], dtype=np.intp)
        ended = np.array([play.started_at + play.played_s for play in plays], dtype=np.float64)
        np.maximum.at(column["last_played_at"], at, ended)
        heard = np.array([mostly_heard(play) for play in plays], dtype=np.bool_)
        np.add.at(column["heard"], at[heard], 1)
        offers = self._listening.offers()
        offered = [rows[i] for offer in offers for i in offer.track_ids if i in rows]
        np.add.at(column["offered"], np.array(offered, dtype=np.intp), 1)

    def note_play(self, play: Play, *, private: bool = False) -> None:
        """A track was heard: it rests from now on.

        :param private: no store knows of it, so it is held here until :meth:`forget_private`.
        """
        if private:
            self._private.append(play)
        row = self._rows.get(play.track_id)
        if row is not None:
            heard = self._columns["last_played_at"]
            heard[row] = max(heard[row], play.started_at + play.played_s)
            self._columns["heard"][row] += mostly_heard(play)

    def forget_private(self) -> None:
        """What was heard in private counts as heard nowhere from here on."""
        self._private.clear()
        self.refresh_history()

    def note_offers(self, track_ids: Iterable[int]) -> None:
        """A queue brought these tracks."""
        rows = [self._rows[track_id] for track_id in track_ids if track_id in self._rows]
        self._columns["offered"][rows] += 1

    # Inside ----------------------------------------------------------------------------------

    def _hear(self, fresh: Collection[int]) -> None:
        """Show what network and listener say, where the network's word on the rows *fresh* is new
        and the listener's may be."""
        said, teaching = self._shared(self._corrections)
        before = self.moods.said
        again = {row for row in said.keys() | before.keys() if said.get(row) != before.get(row)}
        ids = self._columns["track_ids"][sorted(again.difference(fresh))].tolist()
        self._reading.read_sound([self._tracks.track(i) for i in ids if i in self._tracks])
        self.moods.tell(said, teaching, {*fresh, *again})
        self._ordered.clear()
        self.kept_out.changed()

    def _shared(
        self, corrections: Mapping[int, Correction]
    ) -> tuple[dict[int, Correction], list[int]]:
        """These *corrections* for :meth:`RecalibratedMoods.tell`, of tracks that are here."""
        if not corrections:
            return {}, []
        self._join_songs()
        known = self._columns["familiar"]
        said, teaching = share(corrections, self._rows, self._recordings, known)
        ids = self._columns["track_ids"]
        here = {row: word for row, word in said.items() if int(ids[row]) in self._tracks}
        return here, [row for row in teaching if row in here]


def _name(column: int, names: tuple[str, ...]) -> str | None:
    return None if column < 0 else names[column]


def _known(value: np.float32) -> float | None:
    return None if np.isnan(value) else float(value)


def _shares(names: tuple[str, ...], values: NDArray[np.float32]) -> dict[str, float]:
    return {name: float(value) for name, value in zip(names, values, strict=True)}
