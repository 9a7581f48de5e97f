"""A small library in real stores, with scores whose meaning is known, for the tests of the view and
of the queue. Not a test itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from player.jobs.view import LibraryView
from player.library.track import Analysis, FileStamp, Metadata, Track
from player.store.listening_store import ListeningStore
from player.store.track_store import TrackStore
from player.tagging.card import CARD_FORMAT, NetworkCard

HEARD = ("blues", "classical", "electronic", "jazz", "metal", "rock")
NOW = 1_000_000_000.0

CARD = NetworkCard.from_document(
    {
        "format": CARD_FORMAT,
        "id": "test",
        "version": "1",
        "summary": "Scores written by hand.",
        "weights": {"file": "none", "sha256": "0", "tensors": {}},
        "features_version": 1,
        "embedding_size": 8,
        "outputs": [
            {"name": "valence", "start": 0, "size": 1},
            {"name": "arousal", "start": 1, "size": 1},
            {"name": "style", "start": 2, "size": len(HEARD), "labels": list(HEARD)},
            {"name": "distance", "start": 2 + len(HEARD), "size": 1},
        ],
        "calibration": {
            "valence_sd": 0.2,
            "arousal_sd": 0.15,
            "prior_valence": 0.0,
            "prior_valence_sd": 0.5,
            "prior_arousal": 0.0,
            "prior_arousal_sd": 0.5,
            "mood_spread": 0.25,
            "mood_margin": 0.05,
            "style_temperature": 1.0,
            "other_logit": 0.0,
            "style_margin": 0.1,
        },
        "figures": {},
        "sources": [],
        "clips": {},
    }
)


class ListenerLibrary:
    """Stores in a folder, and a hand to fill them."""

    def __init__(self, folder: Path) -> None:
        self.tracks = TrackStore.open(folder)
        self.listening = ListeningStore.open(folder)
        self._dice = np.random.default_rng(0)

    def add(self, **said: object) -> Track:
        """A track whose metadata says *said*."""
        track_id = self.tracks.new_id()
        said.setdefault("title", f"Track {track_id}")
        said.setdefault("artist", f"Artist {track_id}")
        track = Track(
            track_id,
            f"/music/{track_id}.flac",
            FileStamp(1, 1),
            f"key {track_id}",
            Metadata(duration_s=200.0, **said),  # type: ignore[arg-type]
            NOW,
        )
        self.tracks.put_tracks([track])
        return track

    def analyse(
        self,
        track: Track,
        valence: float,
        arousal: float,
        *,
        style: str | None = None,
        distance: float = 0.5,
        version: str = "1",
        **known: object,
    ) -> None:
        """Let the network have heard *track* there on the plane, sure of *style* if given."""
        scores = np.zeros(CARD.scores_size, np.float32)
        scores[0], scores[1], scores[-1] = valence, arousal, distance
        scores[CARD.output("style").columns] = -4.0
        if style:
            scores[2 + HEARD.index(style)] = 4.0
        facts = {"audio_key": track.audio_key} | known
        analysis = Analysis(
            track_id=track.id, depth="quick", network="test", version=version, **facts
        )  # type: ignore[arg-type]
        embedding = self._dice.standard_normal(8).astype(np.float32) + 3.0
        self.tracks.put_analyses([(analysis, embedding, scores)])

    def add_many(self, count: int) -> list[Track]:
        """*count* analysed tracks, spread over the plane."""
        added = []
        for number in range(count):
            track = self.add(artist=f"Artist {number % 9}", album=f"Album {number % 5}")
            angle = 2.4 * number
            radius = 0.9 * ((number + 0.5) / count) ** 0.5
            self.analyse(track, radius * np.cos(angle), radius * np.sin(angle), style="rock")
            added.append(track)
        return added

    def close(self) -> None:
        self.listening.close()
        self.tracks.close()


def view_of(library: ListenerLibrary) -> LibraryView:
    """A fresh view of *library*, at :data:`NOW`."""
    return LibraryView(library.tracks, library.listening, CARD, now=lambda: NOW)
