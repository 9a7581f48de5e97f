"""From the stores into the columns of a view: what files say, and what the network's scores mean.

Pure Python and numpy, the thread of its owner (``jobs.view``). It writes nothing to the stores, and
knows nothing of what the listener says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from player.jobs import view_styles
from player.jobs.file_quality import file_quality
from player.jobs.genres import styles_of
from player.jobs.kept_out import content_number
from player.jobs.song_names import song_name
from player.jobs.view_columns import Columns
from player.jobs.view_rows import FACT_COLUMNS, album_name, artist_name, fact_numbers
from player.jobs.view_sources import METADATA
from player.jobs.view_styles import STYLE_IDS
from player.library.quality import FILE_FLAWS, file_flaws
from player.library.track import Track
from player.store.track_store import TrackStore
from player.tagging.calibration import Reading, read_scores, sounds_like_speech
from player.tagging.card import NetworkCard
from player.tagging.fusion import WordsRead, contrasts, fuse, word_numbers

_NUMBERED: dict[str, Callable[[Track], str]] = {
    "sound": lambda track: track.audio_key,
    "title": lambda track: song_name(track.metadata),
    "artist": lambda track: artist_name(track.metadata),
    "album": lambda track: album_name(track.metadata),
}
"""Columns that hold a number per text, and the text; equal texts get equal numbers."""


class ReadTracks:
    """Fills rows from the stores; keeps the numbers of texts and the middle of the library."""

    def __init__(
        self, tracks: TrackStore, card: NetworkCard, columns: Columns, rows: Mapping[int, int]
    ) -> None:
        """*columns* and *rows* (track id -> row) are the view's own."""
        self._tracks, self._card, self._columns, self._rows = tracks, card, columns, rows
        self._numbers: dict[str, dict[str, int]] = {name: {} for name in _NUMBERED}
        self._centre: NDArray[np.float32] = np.zeros(card.embedding_size, dtype=np.float32)
        self.centred_on = 0
        """Analysed tracks there were when the middle of the library was found."""

    @property
    def artists(self) -> tuple[str, ...]:
        """The comparable name of each number of the column ``artist``, from 0."""
        return tuple(self._numbers["artist"])  # numbers are given in the order of the names

    def read_files(self, known: list[Track]) -> None:
        """What the files of these tracks say."""
        column = self._columns
        rows = np.array([self._rows[track.id] for track in known], dtype=np.intp)
        column["available"][rows] = [track.available and track.failure is None for track in known]
        column["content"][rows] = [content_number(track) for track in known]
        flaws = np.array([file_flaws(track) for track in known], np.bool_).reshape(-1, 2)
        for flaw, has in zip(FILE_FLAWS, flaws.T, strict=True):
            column[flaw][rows] = has
        column["added_at"][rows] = [track.added_at for track in known]
        column["duration_s"][rows] = [track.metadata.duration_s or np.nan for track in known]
        column["quality"][rows] = [file_quality(track.metadata) for track in known]
        for name, told in _NUMBERED.items():
            numbers = self._numbers[name]
            column[name][rows] = [
                numbers.setdefault(text, len(numbers)) if text else -1 for text in map(told, known)
            ]

    def read_sound(self, tracks: list[Track]) -> None:
        """Style of all *tracks*; mood, tempo, key and embedding of those with a valid analysis."""
        column, card = self._columns, self._card
        rows = np.array([self._rows[track.id] for track in tracks], dtype=np.intp)
        column.forget_analysis(rows)
        network = np.zeros((len(tracks), len(STYLE_IDS)))
        places, facts, embedding, scores = self._analysed(tracks)
        if len(places):
            heard = rows[places]
            sound = read_scores(scores, card)
            network[places] = view_styles.spread_out(sound.styles, card.styles)
            column["analysed"][heard] = True
            column["embedding"][heard] = self._directions(embedding)
            for name, values in zip(FACT_COLUMNS, facts.T[: len(FACT_COLUMNS)], strict=True):
                column[name][heard] = values
            words = WordsRead(*facts.T[len(FACT_COLUMNS) :].astype(np.float64))
            self._place(heard, sound, words)
            column["speech"][heard] = sounds_like_speech(scores, card) & np.isnan(words.valence)
            self._centre_anew()
        named = [track.metadata.genres for track in tracks]
        understood = {genres: styles_of(genres) for genres in set(named)}
        genres = view_styles.from_genres([understood[genres] for genres in named])
        together, best, from_file = view_styles.weigh(
            network, genres, margin=card.calibration.style_margin
        )
        column["style_probabilities"][rows] = together
        column["style"][rows] = best
        column["style_source"][rows] = np.where(from_file, METADATA, 0)
        column["speech"][rows] &= np.array([not understood[genres] for genres in named], np.bool_)

    def _place(self, heard: NDArray[np.intp], sound: Reading, words: WordsRead) -> None:
        """Place and moods of the rows *heard*: of the sound alone, and with the words. What the
        listener is shown follows from these (``jobs.view_recalibrated``)."""
        column, together = self._columns, fuse(sound, words, self._card.calibration)
        for name in ("valence", "arousal", "valence_sd", "arousal_sd", "mood"):
            column[f"network_{name}"][heard] = getattr(together, name)
        column["network_moods"][heard] = together.moods
        column["familiar"][heard] = together.familiar
        for name in ("valence", "arousal", "mood"):
            column[f"sound_{name}"][heard] = getattr(sound, name)
        column["words_valence"][heard] = words.valence
        column["contrast"][heard] = contrasts(sound, words)

    def _analysed(
        self, tracks: list[Track]
    ) -> tuple[NDArray[np.intp], NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        """Which of *tracks* have an analysis of this network and of this sound; its facts (as
        :data:`FACT_COLUMNS`, then what its words say), embedding and scores."""
        ids = [track.id for track in tracks]
        vectors = self._tracks.vectors(self._card.id, self._card.version, ids)
        at, there = find_places(vectors.ids, np.array(ids, dtype=np.int64))
        places: list[int] = []
        numbers: list[
            float
        ] = []  # flat: 100,000 small tuples would keep the garbage collector busy
        for place, found in enumerate(self._tracks.facts(ids)):
            if there[place] and found and found.audio_key == tracks[place].audio_key:
                places.append(place)
                numbers += fact_numbers(found)
                numbers += word_numbers(found.words)
        chosen = np.array(places, dtype=np.intp)
        width = len(FACT_COLUMNS) + len(word_numbers(None))
        facts = np.array(numbers, dtype=np.float32).reshape(-1, width)
        return chosen, facts, vectors.embedding[at[chosen]], vectors.scores[at[chosen]]

    def _directions(self, embedding: NDArray[np.float32]) -> NDArray[np.float32]:
        """Embeddings as directions from the middle of this library, rows of length 1.

        Most of a raw embedding is what all music has in common; from the middle, near tracks point
        the same way and opposite ones away from each other.
        """
        away = embedding - self._centre
        length = np.linalg.norm(away, axis=1, keepdims=True)
        return np.asarray(away / np.where(length > 0, length, 1.0), dtype=np.float32)

    def _centre_anew(self) -> None:
        """Move the middle once the library has doubled since it was found: cheap on the whole."""
        rows = np.flatnonzero(self._columns["analysed"])
        if len(rows) < 2 * max(self.centred_on, 1):
            return
        vectors = self._tracks.vectors(self._card.id, self._card.version)
        at, there = find_places(vectors.ids, self._columns["track_ids"][rows])
        embedding = vectors.embedding[at[there]]
        self._centre = np.asarray(embedding.mean(axis=0, dtype=np.float64), dtype=np.float32)
        self.centred_on = len(rows)
        self._columns["embedding"][rows[there]] = self._directions(embedding)


def find_places(
    ordered: NDArray[np.int64], wanted: NDArray[np.int64]
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Where in *ordered* each of *wanted* is, and whether it is there at all."""
    if not len(ordered):
        return np.zeros(len(wanted), dtype=np.intp), np.zeros(len(wanted), dtype=np.bool_)
    at = np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)
    return at, ordered[at] == wanted
