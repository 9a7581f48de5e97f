"""A library of songs in several files, in real stores, for tests. Not a test itself."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np

from player.library.track import Analysis, FileStamp, Metadata, Track
from player.store.listening_store import ListeningStore
from player.store.track_store import TrackStore
from player.wording import Sentence
from tests.jobs.listener_library import CARD

SIZE = CARD.embedding_size
"""Length of an embedding: the axes are sounds."""


def sound(axis: int, likeness: float = 1.0) -> np.ndarray:
    """An embedding with that cosine to the one on *axis*."""
    made = np.zeros(SIZE, np.float32)
    made[axis], made[(axis + 1) % SIZE] = likeness, np.sqrt(1.0 - likeness**2)
    return made


def hear(
    tracks: TrackStore,
    track: Track,
    embedding: np.ndarray,
    *,
    tempo_bpm: float | None = 120.0,
    warning: Sentence | None = None,
) -> None:
    """Let the network have heard *track* so."""
    analysis = Analysis(
        track_id=track.id,
        audio_key=track.audio_key,
        depth="quick",
        network=CARD.id,
        version=CARD.version,
        tempo_bpm=tempo_bpm,
        key="E minor",
        warning=warning,
    )
    tracks.put_analyses([(analysis, embedding, np.zeros(CARD.scores_size, np.float32))])


class SongLibrary:
    """Stores in a folder, and a hand to fill them."""

    def __init__(self, folder: Path) -> None:
        self.tracks = TrackStore.open(folder)
        self.listening = ListeningStore.open(folder)

    def add(
        self,
        embedding: np.ndarray | None = None,
        *,
        key: str = "",
        tempo_bpm: float | None = 120.0,
        available: bool = True,
        warning: Sentence | None = None,
        **said: object,
    ) -> Track:
        """A track whose metadata says *said*, listened to when it has an *embedding*."""
        track_id = self.tracks.new_id()
        known: dict[str, object] = {"duration_s": 60.0, "codec": "mp3", "bitrate": 128_000}
        track = Track(
            track_id,
            f"/music/{track_id}.mp3",
            FileStamp(1, 1),
            key or f"key {track_id}",
            Metadata(**(known | said)),  # type: ignore[arg-type]
            0.0,
            available=available,
        )
        self.tracks.put_tracks([track])
        if embedding is not None:
            hear(self.tracks, track, embedding, tempo_bpm=tempo_bpm, warning=warning)
        return track

    def change(self, track: Track, **fields: object) -> Track:
        """The track with other fields, stored."""
        changed = dataclasses.replace(track, **fields)  # type: ignore[arg-type]
        self.tracks.put_tracks([changed])
        return changed

    def close(self) -> None:
        self.listening.close()
        self.tracks.close()
