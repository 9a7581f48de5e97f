"""Plain rows and what is known of them, for the tests of the window. Not a test itself."""

from __future__ import annotations

from player.controllers.track_rows import (
    Feeling,
    MoodDetails,
    QueueFacts,
    TrackRow,
    order_key,
    search_key,
)
from player.library.track import ReplayGain
from player.wording import Sentence


class Facts:
    """Moods, styles and stars written down by the test."""

    def __init__(self) -> None:
        self.feelings: dict[int, Feeling] = {}
        self.told: dict[int, MoodDetails] = {}
        self.styles: dict[int, str] = {}
        self.ratings: dict[int, tuple[int, bool]] = {}
        self.left_out: dict[int, Sentence] = {}
        self.chosen: dict[int, QueueFacts] = {}

    def feeling(self, track_id: int) -> Feeling | None:
        return self.feelings.get(track_id)

    def details(self, track_id: int) -> MoodDetails | None:
        return self.told.get(track_id)

    def style(self, track_id: int) -> str | None:
        return self.styles.get(track_id)

    def stars(self, track_id: int) -> tuple[int, bool]:
        return self.ratings.get(track_id, (0, False))

    def kept_out(self, track_id: int) -> Sentence | None:
        return self.left_out.get(track_id)

    def queue_facts(self, track_id: int) -> QueueFacts:
        return self.chosen.get(track_id, QueueFacts(None, None))


def make_rows(*titles: str, **fields: object) -> list[TrackRow]:
    """Rows with ids from 1 on."""
    return [row(number, title, **fields) for number, title in enumerate(titles, start=1)]


def row(number: int, title: str, **fields: object) -> TrackRow:
    """One row; what is not given is empty."""
    known: dict[str, object] = {
        "id": number,
        "title": title,
        "artist": "",
        "album": "",
        "album_artist": "",
        "genre": "",
        "year": None,
        "place": (0, 0),
        "duration_s": 60.0,
        "path": f"/music/{number}.flac",
        "version": 1,
        "has_cover": False,
        "gain": ReplayGain(),
        "available": True,
        "failure": None,
    }
    known |= fields
    known["key"] = search_key(
        *(str(known[name]) for name in ("title", "artist", "album", "album_artist", "genre"))
    )
    known.setdefault(
        "order",
        order_key(
            str(known["album_artist"]),
            str(known["album"]),
            known["place"],  # type: ignore[arg-type]
            str(known["title"]),
        ),
    )
    return TrackRow(**known)  # type: ignore[arg-type]
