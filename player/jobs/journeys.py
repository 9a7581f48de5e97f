"""Journeys over a library: planned at once, or carried on after a skip; and what was said of one.

Pure Python and numpy, the thread that owns the view. The search itself is ``recommend.journey``;
this is what stands between it and minutes, queues and check-ins. It keeps and changes nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from player.jobs.view import LibraryView
from player.library.track import CheckIn
from player.recommend.choosing import Choice, choose
from player.recommend.context import Context
from player.recommend.journey import plan, plan_between, plan_length
from player.recommend.journey_record import End, Journey
from player.recommend.journey_way import Spot, straight_way
from player.recommend.listener import NOBODY, Listener
from player.recommend.play_queue import Entry
from player.recommend.target import MoodTarget, Point
from player.recommend.weights import WEIGHTS, Weights
from player.tagging.vocabulary import MOODS


def mood_end(mood: str) -> End:
    """The middle of a mood's region as an end of a journey.

    :raises KeyError: there is no such mood.
    """
    place = {known.id: known for known in MOODS}[mood]
    return End(place.valence, place.arousal, mood=mood)


def track_end(view: LibraryView, track_id: int) -> End | None:
    """The place of a track as the beginning of a journey; ``None``: it is not known."""
    tags = view.tags(track_id)
    return None if tags is None else End(tags.valence, tags.arousal)


def new_journey(
    start: End,
    end: End,
    *,
    now: float,
    minutes: float | None = None,
    tracks: int | None = None,
    from_track: bool = False,
) -> Journey:
    """A journey with an id of its own.

    :param now: seconds since 1970.
    :param from_track: *start* is the playing track.
    :raises ValueError: not exactly one of *minutes* and *tracks* is given.
    """
    length_s = None if minutes is None else 60.0 * minutes
    return Journey(uuid.uuid4().hex, start, end, now, from_track, length_s, tracks)


def wish_at_end(journey: Journey, target: MoodTarget) -> MoodTarget:
    """*target* with the mood of the end in place of its own: what a queue goes on with there."""
    if journey.end.mood is not None:
        return replace(target, moods=(journey.end.mood,), points=())
    return replace(target, moods=(), points=(Point(*journey.end.spot),))


def with_moved_end(journey: Journey | None, target: MoodTarget) -> Journey | None:
    """*journey* with its end where *target* points by now (livelier, say). An end that was named by
    a mood stays there."""
    if journey is None or journey.end.mood is not None or not target.points:
        return journey
    point = target.points[0]
    return replace(journey, end=End(point.valence, point.arousal))


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What stands around a journey that is planned."""

    context: Context = field(default_factory=Context)
    """What was heard before."""
    fixed: dict[int, int] = field(default_factory=dict)
    """Place -> row of a track that stands there already."""
    used: tuple[int, ...] = ()
    """Rows that must not be chosen."""
    seed: int = 0
    """Of the surprise in the score."""
    weights: Weights = WEIGHTS
    """Of the score."""
    listener: Listener = NOBODY
    """What is known of who listens."""


def plan_journey(
    view: LibraryView, journey: Journey, target: MoodTarget, around: Circumstances | None = None
) -> list[Choice]:
    """The tracks of the whole *journey*.

    :param target: all that is wanted but the mood: styles, floor, what is excluded...
    :param around: with ``journey.from_track`` its context ends with that track.
    :raises ValueError: the target names an unknown style or mood.
    """
    return _plan(
        view,
        target,
        around or Circumstances(),
        (journey.start.spot, journey.end.spot),
        begun=journey.from_track,
        length_s=journey.length_s,
        tracks=journey.tracks or 0,
    )


def plan_path(
    view: LibraryView,
    first: int,
    last: int,
    tracks: int,
    *,
    seed: int = 0,
    listener: Listener = NOBODY,
    weights: Weights = WEIGHTS,
) -> list[Choice]:
    """A path of *tracks* from track *first* to track *last*, both included.

    :raises KeyError: one of them is not in the view.
    :raises ValueError: fewer than two tracks, or both are one.
    """
    candidates = view.candidates()
    rows = candidates.rows[first], candidates.rows[last]
    return plan_between(candidates, *rows, tracks, seed=seed, weights=weights, listener=listener)


def carry_on(
    view: LibraryView,
    journey: Journey,
    target: MoodTarget,
    ahead: Sequence[Entry],
    around: Circumstances,
    *,
    spared_s: float = 0.0,
) -> list[Choice]:
    """What is left of *journey*, planned anew from where the listener is.

    It has as many places as it has now, or, where time is counted, lasts as long as these would
    with what was spared by a skip.

    :param ahead: what comes, as it stands now.
    :param around: its context ends with the track that plays now.
    :param spared_s: seconds of a skipped track that were not heard.
    """
    places = places_left(ahead)
    if not places:
        return []
    here = _whereabouts(view, around.context)
    length_s = None
    if journey.length_s is not None:
        lengths_s = [_duration_s(view, entry.track_id) for entry in ahead[:places]]
        known_s = [length for length in lengths_s if length is not None]
        if known_s:
            length_s = spared_s + sum(known_s) * places / len(known_s)
    return _plan(
        view,
        target,
        around,
        ((here or journey.start).spot, journey.end.spot),
        begun=here is not None,
        length_s=length_s,
        tracks=places,
    )


def with_rest(
    view: LibraryView,
    journey: Sequence[Choice],
    target: MoodTarget,
    around: Circumstances,
    *,
    count: int,
) -> list[Choice]:
    """The tracks of a *journey* and, up to *count*, those with which the queue goes on after it.

    :param target: what is wanted at its end.
    """
    candidates, context, used = view.candidates(), around.context, list(around.used)
    waiting, places = list(journey), 0
    while waiting or places in around.fixed:
        row = around.fixed.get(places)
        row = candidates.rows[waiting.pop(0).track_id] if row is None else row
        context, used, places = context.after(row), [*used, row], places + 1
    rest = choose(
        candidates,
        context,
        target,
        count=max(0, count - len(journey)),
        seed=around.seed,
        weights=around.weights,
        fixed={place - places: row for place, row in around.fixed.items() if place >= places},
        used=used,
        listener=around.listener,
    )
    return [*journey, *rest]


def _whereabouts(view: LibraryView, context: Context) -> End | None:
    """The place of the last track that was not skipped and of which it is known how it feels."""
    ids = view.candidates().track_ids
    heard = (int(ids[item.row]) for item in reversed(context.heard) if not item.skipped)
    return next((end for end in (track_end(view, one) for one in heard) if end is not None), None)


def belongs(entry: Entry) -> bool:
    """Whether an entry was chosen for a journey."""
    return any(reason.term == "journey" for reason in entry.reasons)


def places_left(ahead: Sequence[Entry]) -> int:
    """How many places of what comes belong to the journey: up to the last track that was chosen for
    it and not locked since (one locked on an earlier journey stays behind for good). A journey is
    over when there are none."""
    chosen = [
        place for place, entry in enumerate(ahead, start=1) if not entry.kept and belongs(entry)
    ]
    return max(chosen, default=0)


def _plan(
    view: LibraryView,
    target: MoodTarget,
    around: Circumstances,
    ends: tuple[Spot, Spot],
    *,
    begun: bool,
    length_s: float | None,
    tracks: int,
) -> list[Choice]:
    candidates = view.candidates()
    if length_s is not None:
        return plan_length(
            candidates,
            around.context,
            target,
            ends,
            length_s,
            begun=begun,
            seed=around.seed,
            weights=around.weights,
            fixed=around.fixed,
            used=around.used,
            listener=around.listener,
        )
    return plan(
        candidates,
        around.context,
        target,
        straight_way(*ends, tracks, begun=begun),
        start=ends[0] if begun else None,
        seed=around.seed,
        weights=around.weights,
        fixed=around.fixed,
        used=around.used,
        listener=around.listener,
    )


def _duration_s(view: LibraryView, track_id: int) -> float | None:
    return view.track(track_id).metadata.duration_s if track_id in view else None


@dataclass(frozen=True, slots=True)
class Said:
    """What the listener said of how they feel around one journey: plain numbers, nothing more."""

    journey: str
    """Its id."""
    before: tuple[float, float] | None
    """Valence and arousal that were said last before it; ``None``: nothing was."""
    after: tuple[float, float] | None
    """Valence and arousal that were said last after it; ``None``: nothing was."""

    @property
    def change(self) -> tuple[float, float] | None:
        """*after* less *before*; ``None`` where one of them was not said."""
        if self.before is None or self.after is None:
            return None
        return self.after[0] - self.before[0], self.after[1] - self.before[1]


def said_around(checkins: Iterable[CheckIn]) -> list[Said]:
    """Per journey what was said before and after it, in the order in which they were begun.

    Check-ins that belong to no journey are left out.
    """
    found: dict[str, dict[str, tuple[float, float]]] = {}
    for said in sorted(checkins, key=lambda one: one.made_at):
        if said.journey is not None:
            found.setdefault(said.journey, {})[said.phase] = (said.valence, said.arousal)
    return [
        Said(journey, phases.get("before"), phases.get("after"))
        for journey, phases in found.items()
    ]
