"""What is to be forgotten, as it can be told in any copy: :class:`Traces`. Pure Python, no I/O.

Copies number their events otherwise, and may hold older states of them: a rating of last week, a
playlist before it grew. They are told by what they say, and rather too many go than too few.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from player.library.track import CheckIn, Nudge, Offer, Playlist
from player.store.events import BY_TRACK, Events, renumbered_wish, wished_tracks


@dataclass(frozen=True, slots=True)
class Traces:
    """How to tell what is to be forgotten. Tracks are ids of the library, or of a copy's list."""

    plays: frozenset[tuple[float, float]]
    """Start and length of each: no two are the same by chance."""
    offers: frozenset[Offer]
    """Offers, whole."""
    nudges: frozenset[Nudge]
    """Nudges, whole."""
    checkins: frozenset[CheckIn]
    """Check-ins, whole."""
    of_tracks: Mapping[str, Collection[int]]
    """Kind -> tracks whose event of that kind goes."""
    apart: frozenset[tuple[int, int]]
    """Pairs of tracks that were called different songs."""
    names: frozenset[str]
    """Names of playlists..."""
    contents: frozenset[tuple[int, ...]]
    """...or their tracks, when they were called otherwise."""
    heard: frozenset[int]
    """Tracks that the queue is to hold no longer as heard."""
    tracks: frozenset[int]
    """Tracks of which everything goes."""
    queue: bool
    """The whole queue goes."""

    @classmethod
    def of(
        cls,
        gone: Events,
        *,
        queue: bool = False,
        heard: Collection[int] = (),
        tracks: Collection[int] = (),
    ) -> Traces:
        """The traces of the events *gone*, of the *queue*, and of everything about *tracks*."""
        playlists = gone.playlists.values()
        return cls(
            plays=frozenset((play.started_at, play.played_s) for play in gone.plays.values()),
            offers=frozenset(gone.offers.values()),
            nudges=frozenset(gone.nudges.values()),
            checkins=frozenset(gone.checkins.values()),
            of_tracks={kind: frozenset(getattr(gone, kind)) for kind in BY_TRACK},
            apart=frozenset(gone.apart.values()),
            names=frozenset(playlist.name for playlist in playlists),
            contents=frozenset(playlist.track_ids for playlist in playlists if playlist.track_ids),
            heard=frozenset(heard),
            tracks=frozenset(tracks),
            queue=queue,
        )

    def renumbered(self, ids: Mapping[int, int]) -> Traces:
        """The same traces where tracks are called otherwise and only those in *ids* are known."""

        def known(tracks: Iterable[int]) -> frozenset[int]:
            return frozenset(ids[track_id] for track_id in tracks if track_id in ids)

        pairs = (tuple(sorted(known(pair))) for pair in self.apart)
        return dataclasses.replace(
            self,
            offers=frozenset(
                dataclasses.replace(
                    offer, track_ids=tuple(ids[i] for i in offer.track_ids if i in ids)
                )
                for offer in self.offers
            ),
            nudges=frozenset(
                dataclasses.replace(nudge, track_id=ids[nudge.track_id])
                for nudge in self.nudges
                if nudge.track_id in ids
            ),
            of_tracks={kind: known(tracks) for kind, tracks in self.of_tracks.items()},
            apart=frozenset((pair[0], pair[1]) for pair in pairs if len(pair) == 2),
            contents=frozenset(
                tuple(ids[track_id] for track_id in content)
                for content in self.contents
                if all(track_id in ids for track_id in content)
            ),
            heard=known(self.heard),
            tracks=known(self.tracks),
        )

    def taken_out_of(self, events: Events) -> Events:
        """*events* without all this."""
        by_track = {
            kind: {
                key: said
                for key, said in getattr(events, kind).items()
                if key not in self.of_tracks[kind] and key not in self.tracks
            }
            for kind in BY_TRACK
        }
        return Events(
            plays={
                key: play
                for key, play in events.plays.items()
                if (play.started_at, play.played_s) not in self.plays
                and play.track_id not in self.tracks
            },
            offers=self.without_offered(
                {key: offer for key, offer in events.offers.items() if offer not in self.offers}
            ),
            nudges={
                key: nudge
                for key, nudge in events.nudges.items()
                if nudge not in self.nudges and nudge.track_id not in self.tracks
            },
            checkins={
                key: checkin
                for key, checkin in events.checkins.items()
                if checkin not in self.checkins
            },
            apart={
                key: pair
                for key, pair in events.apart.items()
                if pair not in self.apart and self.tracks.isdisjoint(pair)
            },
            playlists=self.without_tracks(
                {
                    key: playlist
                    for key, playlist in events.playlists.items()
                    if playlist.name not in self.names and playlist.track_ids not in self.contents
                }
            ),
            queue=None if self.queue else self.without_heard(events.queue),
            **by_track,
        )

    def without_tracks(self, playlists: Mapping[int, Playlist]) -> dict[int, Playlist]:
        """*playlists* without the tracks of which everything goes."""
        return {
            key: dataclasses.replace(
                playlist, track_ids=tuple(i for i in playlist.track_ids if i not in self.tracks)
            )
            for key, playlist in playlists.items()
        }

    def without_offered(self, offers: Mapping[int, Offer]) -> dict[int, Offer]:
        """*offers* without the tracks of which everything goes."""
        return {
            key: dataclasses.replace(
                offer, track_ids=tuple(i for i in offer.track_ids if i not in self.tracks)
            )
            for key, offer in offers.items()
        }

    def without_heard(self, queue: Mapping[str, Any] | None) -> dict[str, Any] | None:
        """The document of a *queue* without what was heard, and without the tracks that go."""
        if queue is None:
            return None
        current = queue["current"]
        return {
            **queue,
            "history": _of_others(queue["history"], self.tracks | self.heard),
            "current": None if current and current["track_id"] in self.tracks else current,
            "upcoming": _of_others(queue["upcoming"], self.tracks),
            "target": self._of_wish(queue["target"]),
        }

    def _of_wish(self, target: Mapping[str, Any]) -> dict[str, Any]:
        left = set(wished_tracks({"target": target})) - self.tracks
        return renumbered_wish(target, {track_id: track_id for track_id in left})


def _of_others(
    entries: Sequence[Mapping[str, Any]], tracks: Collection[int]
) -> list[Mapping[str, Any]]:
    return [entry for entry in entries if entry["track_id"] not in tracks]
