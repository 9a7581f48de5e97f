"""What an event teaches the taste: the one table from what a listener did and said to a reward.

Pure Python and numpy, any thread, no I/O. The model (``jobs.listener``) learns from it, and the
ledger (``jobs.ledger``) shows it.

| event | reward | weight | half-life |
|---|---|---|---|
| heard, at least half | 1 | 0.5 x share heard | 180 days |
| the same, asked for by name | 1 | 1.0 x share heard | 180 days |
| the same, asked for again within a day | 1 | 1.5 x share heard | 180 days |
| gone on before half | 0 | 0.5 x (1 - share / 0.5) | 14 days |
| the same, asked for by name | 0 | half of that: it was tried out | 14 days |
| stopped before half, not gone on | nothing: the music may just have been turned off | | |
| 1, 2, 3, 4, 5 stars | 0, 1/4, 1/2, 3/4, 1 | 3 | does not fade |
| favourite | 1 | 3 | does not fade |
| more, less like this | 1, 0 | 2 | 90 days |
| corrections, check-ins, playlists, choices for queues | nothing: they say how a track feels or \
where it belongs, not whether it is liked | | |

A skip is weak and fades soonest, so that no track is ever banned behind the listener's back; what
was said in so many words stands until it is taken back.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal, TypeVar, get_args

import numpy as np
from numpy.typing import NDArray

from player.library.track import MOSTLY_HEARD, Play
from player.recommend.taste import EVENTS_KEPT, faded
from player.store.events import Events

_DAY_S = 86_400.0
HEARD_WEIGHT, CHOSEN_WEIGHT, REPLAYED_WEIGHT, SKIPPED_WEIGHT = 0.5, 1.0, 1.5, 0.5
SAID_WEIGHT, NUDGE_WEIGHT = 3.0, 2.0
HEARD_HALF_LIFE_S, SKIPPED_HALF_LIFE_S = 180 * _DAY_S, 14 * _DAY_S
NUDGE_HALF_LIFE_S = 90 * _DAY_S
REPLAY_S = _DAY_S
"""Asking for a track again within this time of hearing it is a replay."""

Kind = Literal["none", "heard", "chosen", "replayed", "skipped", "stars", "favourite", "nudge"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""What was learned from; a lesson's ``kind`` is a place in this list."""

Doubles = NDArray[np.float64]
_T = TypeVar("_T", "PlayColumns", "Lessons")


@dataclass(frozen=True, slots=True, eq=False)
class PlayColumns:
    """Plays in columns of equal length m, in the order they were remembered."""

    track_id: NDArray[np.int64]
    started_at: Doubles
    """Seconds since 1970."""
    played_s: Doubles
    duration_s: Doubles
    """NaN: not known."""
    skipped: NDArray[np.bool_]
    chosen: NDArray[np.bool_]
    hour: Doubles
    """Local time of day, 0..24."""

    def __len__(self) -> int:
        return len(self.track_id)

    @classmethod
    def of(cls, plays: Sequence[Play]) -> PlayColumns:
        """The columns of *plays*."""
        return cls(
            np.array([play.track_id for play in plays], dtype=np.int64),
            np.array([play.started_at for play in plays], dtype=np.float64),
            np.array([play.played_s for play in plays], dtype=np.float64),
            np.array([play.duration_s or np.nan for play in plays], dtype=np.float64),
            np.array([play.skipped for play in plays], dtype=np.bool_),
            np.array([play.chosen for play in plays], dtype=np.bool_),
            np.array([local_hour(play.started_at) for play in plays], dtype=np.float64),
        )

    def followed_by(self, later: PlayColumns, *, kept: int) -> PlayColumns:
        """The *kept* latest of these and *later* together, in their order: what was imported may be
        older than what was remembered before it."""
        joined = _joined(self, later)
        last = latest(joined["started_at"], kept)
        return PlayColumns(**{name: column[last] for name, column in joined.items()})

    @property
    def share(self) -> Doubles:
        """(m,) how much of the track was heard, 0..1. Where its length is not known: nothing if it
        was skipped, else all."""
        known = self.duration_s > 0
        share = np.where(self.skipped, 0.0, 1.0)
        share[known] = self.played_s[known] / self.duration_s[known]
        return np.clip(share, 0.0, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Lessons:
    """What events teach, in columns of equal length m; see the table above."""

    kind: NDArray[np.int8]
    """Places in :data:`KINDS`; those of kind ``none`` teach nothing and have weight 0."""
    track_id: NDArray[np.int64]
    reward: Doubles
    weight: Doubles
    """When it happened."""
    at_s: Doubles
    """Seconds since 1970; NaN: not known."""
    hour: Doubles
    """NaN: the time of day says nothing."""
    half_life_s: Doubles

    def followed_by(self, later: Lessons) -> Lessons:
        """These and *later* together."""
        return Lessons(**_joined(self, later))

    def present_weight(self, now_s: float) -> Doubles:
        """(m,) what each still tells at *now_s*."""
        return faded(self.weight, self.at_s, self.half_life_s, now_s=now_s)


def latest(at_s: Doubles, kept: int) -> NDArray[np.intp]:
    """Places, ascending, of the *kept* latest of the times *at_s* (of equal ones the last)."""
    return np.sort(np.argsort(at_s, kind="stable")[-kept:])


def _joined(one: _T, other: _T) -> dict[str, NDArray[Any]]:
    names = [field.name for field in fields(one)]
    return {name: np.concatenate([getattr(one, name), getattr(other, name)]) for name in names}


def cut_short(plays: PlayColumns) -> NDArray[np.bool_]:
    """(m,) whether the listener went on before most of the track was heard
    (``library.track.cut_short``, for columns)."""
    return np.asarray(plays.skipped & (plays.share < MOSTLY_HEARD))


def of_plays(plays: PlayColumns) -> Lessons:
    """(m,) what each of *plays* teaches, given those before it."""
    share, again = plays.share, _heard_lately(plays)
    cut = cut_short(plays)
    heard = share >= MOSTLY_HEARD
    kind = np.select(
        [cut, heard & plays.chosen & again, heard & plays.chosen, heard],
        [KINDS.index("skipped"), KINDS.index("replayed"), KINDS.index("chosen"), 1],
        KINDS.index("none"),
    ).astype(np.int8)
    most = np.array([0.0, HEARD_WEIGHT, CHOSEN_WEIGHT, REPLAYED_WEIGHT, SKIPPED_WEIGHT])
    much = np.where(cut, (1.0 - share / MOSTLY_HEARD) * np.where(plays.chosen, 0.5, 1.0), share)
    return Lessons(
        kind=kind,
        track_id=plays.track_id,
        reward=np.where(cut, 0.0, 1.0),
        weight=most[kind] * much,
        at_s=plays.started_at,
        hour=plays.hour,
        half_life_s=np.where(cut, SKIPPED_HALF_LIFE_S, HEARD_HALF_LIFE_S),
    )


def of_everything(plays: PlayColumns, said: Events) -> Lessons:
    """What *plays* teach, then the ratings, favourites and nudges of *said* (its plays are not
    read)."""
    return (
        of_plays(plays)
        .followed_by(of_ratings(said))
        .followed_by(of_favourites(said))
        .followed_by(of_nudges(said))
    )


def counting(learned: Lessons) -> NDArray[np.bool_]:
    """(m,) which lessons count: those that teach something, the latest
    :data:`~player.recommend.taste.EVENTS_KEPT` of them (a time that is not known is the latest)."""
    counts = learned.weight > 0
    when = np.where(np.isnan(learned.at_s), np.inf, learned.at_s)
    latest = np.argsort(np.where(counts, when, -np.inf), kind="stable")[-EVENTS_KEPT:]
    kept = np.zeros(len(when), dtype=np.bool_)
    kept[latest] = True
    return np.asarray(kept & counts)


def of_ratings(events: Events) -> Lessons:
    """What the stars of *events* teach, in their order."""
    said = events.ratings.values()
    return _said(
        "stars",
        events.ratings,
        [(rating.stars - 1) / 4 for rating in said],
        [rating.given_at for rating in said],
    )


def of_favourites(events: Events) -> Lessons:
    """What the favourites of *events* teach, in their order."""
    times = events.favourites.values()
    return _said("favourite", events.favourites, [1.0] * len(times), times)


def of_nudges(events: Events) -> Lessons:
    """What *more* and *less like this* in *events* teach, in their order."""
    said = events.nudges.values()
    return _said(
        "nudge",
        [nudge.track_id for nudge in said],
        [float(nudge.more) for nudge in said],
        [nudge.at for nudge in said],
        weight=NUDGE_WEIGHT,
        half_life_s=NUDGE_HALF_LIFE_S,
    )


def _said(
    kind: Kind,
    track_ids: Iterable[int],
    reward: Sequence[float],
    when: Iterable[float | None],
    *,
    weight: float = SAID_WEIGHT,
    half_life_s: float = np.inf,
) -> Lessons:
    count = len(reward)
    return Lessons(
        kind=np.full(count, KINDS.index(kind), dtype=np.int8),
        track_id=np.array(list(track_ids), dtype=np.int64),
        reward=np.array(reward, dtype=np.float64),
        weight=np.full(count, weight),
        at_s=np.array([np.nan if at is None else at for at in when], dtype=np.float64),
        hour=np.full(count, np.nan),
        half_life_s=np.full(count, half_life_s),
    )


def local_hour(at_s: float) -> float:
    """The time of day here at *at_s* (seconds since 1970), 0..24."""
    here = time.localtime(at_s)
    return here.tm_hour + here.tm_min / 60.0


def _heard_lately(plays: PlayColumns) -> NDArray[np.bool_]:
    """(m,) whether a play's track was last played less than :data:`REPLAY_S` before, and mostly
    heard then."""
    order = np.lexsort((np.arange(len(plays)), plays.started_at, plays.track_id))
    track, began, share = plays.track_id[order], plays.started_at[order], plays.share[order]
    again = np.zeros(len(plays), dtype=np.bool_)
    lately = (track[1:] == track[:-1]) & (began[1:] - began[:-1] < REPLAY_S)
    again[order[1:]] = lately & (share[:-1] >= MOSTLY_HEARD)
    return again
