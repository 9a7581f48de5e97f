"""Listening to the library in the background: what needs it, in which order, until all is known.

No Qt. A :class:`TagJob` runs on a thread of its own (the window) or on the caller's (the command
line); orders may come from any thread. It owns the tagging process and stores what comes back;
it must not import torch or librosa, nor decide what a score means (that is the view's).

*Current* is an analysis whose version is the network's and whose audio key is the track's, failed
or not: nothing current is ever listened to again, so stopping at any point loses at most the few
tracks that were in the air. Where only the words are new (a lyric network of another version, or
words that came after the listening), they are read by themselves, last of all and without decoding.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from player.errors import NetworkFileError, TaggingError
from player.library.failures import failed, shown_name, try_to_read
from player.library.track import Analysis, Depth, Track
from player.store.documents import Standing
from player.store.giving_way import switching_quickly
from player.store.track_store import TrackStore
from player.tagging.card import NetworkCard
from player.tagging.lyric_card import LyricCard
from player.tagging.messages import Event, Ready, Refused, TagRequest, TagResult
from player.tagging.process import TaggingProcess
from player.wording import Sentence, sentence

log = logging.getLogger(__name__)

_POLL_S = 0.25
"""Longest nap: how soon a pause, a new order or the end is noticed."""

_BATCH_S = 0.5
"""Results are stored and told in batches of this much time: one fsync, one repaint."""

_IN_THE_AIR = 8
"""Tracks handed to the process at a time: two per listener. The order of the rest can change."""

_RATE_OVER_S = 30.0
"""The rate is measured over the last half minute."""


@dataclass(frozen=True, slots=True)
class TagProgress:
    """How far the listening is."""

    done: int
    """Tracks answered since the job began."""
    total: int
    """Tracks that needed it, done ones included."""
    per_s: float
    """Tracks per second lately; 0 while nothing is known."""
    left_s: float | None
    """Estimated time left; ``None`` while nothing is known."""
    device: str
    """``cpu``, ``cuda`` or ``mps``; empty while the network is being read."""
    paused: bool
    """The listener paused it."""


@dataclass(frozen=True, slots=True)
class TagReport:
    """What one run did."""

    tagged: int
    """Tracks with a new analysis."""
    warned: int
    """Of these, with something wrong with the file."""
    failed: tuple[tuple[str, Sentence], ...]
    """Path and reason of the tracks that could not be listened to in this run."""
    already_tagged: int
    """Tracks that were current when the run began."""
    left: int
    """Tracks that still need listening: cancelled, or beyond the limit."""
    seconds: float
    """How long it took."""
    device: str
    """Where the network ran; empty when there was nothing to do."""
    network: str
    """Id of the network."""
    version: str
    """Its version."""


def is_current(
    track: Track, analysis: Analysis | Standing | None, version: str, depth: Depth
) -> bool:
    """Whether *track* needs no listening to the given depth."""
    if analysis is None or analysis.version != version or analysis.audio_key != track.audio_key:
        return False
    return depth == "quick" or analysis.depth == "full"


class TagJob:
    """Listens to what is not current, quick first, and to what is asked for fully."""

    def __init__(
        self,
        tracks: TrackStore,
        models_dir: Path,
        *,
        device: str = "auto",
        threads: int | None = None,
        cache_dir: Path | None = None,
        limit: int | None = None,
        on_stored: Callable[[tuple[int, ...]], None] = lambda _ids: None,
        on_progress: Callable[[TagProgress], None] = lambda _progress: None,
    ) -> None:
        """Nothing is started before :meth:`run`.

        :param limit: listen to at most this many tracks.
        :param on_stored: told the ids of each batch on the job's thread, after the store has it.
        :param on_progress: told on the job's thread, at most a few times per second.
        :raises NetworkFileError: there is no usable network.
        """
        self._tracks = tracks
        self._card = NetworkCard.load(models_dir)
        self._lyrics_version = _lyrics_version(models_dir)
        self._process = TaggingProcess(models_dir, device, threads=threads, cache_dir=cache_dir)
        self._limit = limit
        self._on_stored = on_stored
        self._on_progress = on_progress
        self._lock = threading.Lock()
        self._news = threading.Event()
        self._first: list[int] = []
        self._deep: dict[int, None] = {}
        self._paused = self._stopping = False
        self._look_again = True
        # From here on the job's own thread only.
        self._pending: dict[int, Depth] = {}
        self._in_air: set[int] = set()
        self._second: set[int] = set()  # listened to once, waiting for the whole or for the words
        self._reading: set[int] = set()  # of those in the air, only the words are read
        self._read: set[int] = set()  # once a run: what cannot be read is not tried for ever
        self._batch: list[TagResult] = []
        self._batch_since = 0.0
        self._writes: list[Future[None]] = []
        self._answered: list[float] = []
        self._device = ""
        self._done = self._tagged = self._warned = self._already = 0
        self._failed: list[tuple[str, Sentence]] = []

    # -- orders, from any thread ------------------------------------------------

    def pause(self) -> None:
        """Take up nothing new; what is in the air is finished."""
        self._order(paused=True)

    def resume(self) -> None:
        """Go on."""
        self._order(paused=False)

    def stop(self) -> None:
        """End :meth:`run` within two seconds; finished analyses are stored."""
        with self._lock:
            self._stopping = True
        self._news.set()

    def look_again(self) -> None:
        """The library has changed: see what needs listening now."""
        with self._lock:
            self._look_again = True
        self._news.set()

    def prioritise(self, track_ids: Iterable[int]) -> None:
        """Take these first (the playing track, the visible rows), in this order."""
        with self._lock:
            self._first = list(track_ids)
        self._news.set()

    def deepen(self, track_ids: Iterable[int]) -> None:
        """Listen to the whole of these before the rest, and before those of earlier calls."""
        with self._lock:
            self._deep = dict.fromkeys(dict.fromkeys(track_ids) | self._deep)
            self._look_again = True
        self._news.set()

    def _order(self, *, paused: bool) -> None:
        with self._lock:
            self._paused = paused
        self._news.set()

    # -- the job's thread ---------------------------------------------------------

    def run(self, *, until_done: bool = False) -> TagReport:
        """Listen until :meth:`stop`, or until nothing is left.

        :raises TaggingError: the tagging process cannot work.
        :raises StoreWriteError: the disk is full or gone.
        """
        began = time.monotonic()
        self._already = self._count_current()
        try:
            while not self._stopping:
                self._plan()
                self._submit()  # drops what is beyond the limit
                if until_done and not self._pending and not self._in_air:
                    self._store()  # after which the whole of some may be wanted
                    if not self._pending:
                        break
                self._listen()
        finally:
            self._process.stop()
            self._in_air.clear()
            self._store()
            for write in self._writes:
                write.result()
        return TagReport(
            tagged=self._tagged,
            warned=self._warned,
            failed=tuple(self._failed),
            already_tagged=self._already,
            left=len(self._needed({})),
            seconds=time.monotonic() - began,
            device=self._device,
            network=self._card.id,
            version=self._card.version,
        )

    def progress(self) -> TagProgress:
        """How far it is, as of the last batch; from the job's thread or its callbacks."""
        left = len(self._pending) + len(self._in_air) - len(self._second)
        now = time.monotonic()
        self._answered = [at for at in self._answered if now - at < _RATE_OVER_S]
        rate = 0.0
        if len(self._answered) > 1:
            rate = len(self._answered) / max(now - self._answered[0], 1e-3)
        return TagProgress(
            done=self._done,
            total=self._done + left,
            per_s=rate,
            left_s=left / rate if rate else None,
            device=self._device,
            paused=self._paused,
        )

    def _plan(self) -> None:
        """Put what needs listening in order."""
        with self._lock:
            look_again, self._look_again = self._look_again, False
            first, self._first = self._first, []
            deep = dict(self._deep)
        if look_again:
            with switching_quickly():  # 100,000 of them, while somebody types
                needed, unread = self._needed(deep), self._unread()
            self._second |= unread.keys() - needed.keys()
            self._pending = needed | {i: unread[i] for i in unread if i not in needed}
            self._on_progress(self.progress())
        if first:
            ahead = {i: self._pending[i] for i in first if i in self._pending}
            self._pending = ahead | self._pending
            self._process.prioritise(first)

    def _needed(self, deep: Mapping[int, None]) -> dict[int, Depth]:
        version = self._card.version
        quick: dict[int, Depth] = {}
        full: dict[int, Depth] = {}
        refused = {f.path for f in self._tracks.failures().values() if f.temporary}
        wanted = (
            track
            for track in self._tracks.tracks()
            if track.available
            and track.failure is None
            and track.id not in self._in_air
            and track.path not in refused
        )
        for track, standing in self._standings(wanted):
            if not is_current(track, standing, version, "quick"):
                quick[track.id] = "quick"
            elif (
                track.id in deep
                and standing is not None
                and not standing.failed
                and not is_current(track, standing, version, "full")
            ):
                full[track.id] = "full"
        self._second = (self._second & self._in_air) | full.keys()
        return {i: full[i] for i in deep if i in full} | quick

    def _unread(self) -> dict[int, Depth]:
        """Tracks with a current analysis whose words no lyric network of this version has read."""
        if self._lyrics_version is None:
            return {}
        unread = dict[int, Depth]()
        with_words = (
            track
            for track in self._tracks.tracks()
            if track.available
            and track.metadata.has_lyrics
            and track.failure is None
            and track.id not in self._in_air
            and track.id not in self._read
        )
        for track, standing in self._standings(with_words):
            if (
                standing is not None
                and is_current(track, standing, self._card.version, "quick")
                and not standing.failed
                and standing.words_version != self._lyrics_version
            ):
                unread[track.id] = standing.depth
        return unread

    def _count_current(self) -> int:
        version = self._card.version
        with switching_quickly():
            return sum(
                is_current(track, standing, version, "quick")
                for track, standing in self._standings(self._tracks.tracks())
            )

    def _standings(self, wanted: Iterable[Track]) -> Iterator[tuple[Track, Standing | None]]:
        tracks = tuple(wanted)  # what is stored of the others is not read
        return zip(tracks, self._tracks.standings(track.id for track in tracks), strict=True)

    def _submit(self) -> None:
        """Hand over a little at a time, so that a new order is followed at once."""
        if self._paused:
            return
        room = _IN_THE_AIR - len(self._in_air)
        if self._limit is not None:
            room = min(room, self._limit - self._done - len(self._in_air))
            if room <= 0 and not self._in_air:
                self._pending, self._second = {}, set()
        chosen = list(self._pending)[: max(room, 0)]
        requests = []
        for track_id in chosen:
            depth = self._pending.pop(track_id)
            track, known = self._tracks.track(track_id), self._tracks.analysis(track_id)
            if not is_current(track, known, self._card.version, depth):
                known = None
            else:  # only its words can be meant
                self._reading.add(track_id)
            requests.append(TagRequest(track_id, track.path, track.audio_key, depth, known))
        if requests and self._process.pid is None:
            self._process.start()
        self._in_air.update(chosen)
        self._process.submit(requests)

    def _listen(self) -> None:
        """Wait for answers or orders, store what came."""
        if self._in_air:
            for event in self._process.poll(_POLL_S):
                self._take(event)
        elif not self._look_again and not (self._pending and not self._paused):
            self._news.wait(_POLL_S if self._batch else None)
        self._news.clear()
        if time.monotonic() - self._batch_since >= _BATCH_S:
            self._store()

    def _take(self, event: Event) -> None:
        match event:
            case Ready(device):
                self._device = device
            case Refused(why):
                raise TaggingError(why)
            case TagResult(analysis):
                self._in_air.discard(analysis.track_id)
                self._second.discard(analysis.track_id)
                if analysis.failure is not None and self._put_off(analysis.track_id):
                    return
                if analysis.track_id not in self._reading:
                    self._count(analysis)
                    self._batch.append(event)
                    return
                self._reading.discard(analysis.track_id)
                self._read.add(analysis.track_id)
                if analysis.failure is None:  # else what is known of the sound stays
                    self._batch.append(event)

    def _put_off(self, track_id: int) -> bool:
        """Whether the system refuses the file of a track that failed: then nothing is known of its
        sound, and it waits until a scan could read it again."""
        path = self._tracks.track(track_id).path
        try:
            try_to_read(path)
        except OSError as error:
            self._reading.discard(track_id)
            why = sentence(
                "Tagging",
                "{file} could not be opened to listen to it: {reason}.",
                file=shown_name(path),
                reason=error.strerror or str(error),
            )
            before = self._tracks.failures().get(path)
            failure = failed(path, why, temporary=True, now=time.time(), before=before)
            self._writes.append(self._tracks.put_failures([failure]))
            self._failed.append((path, why))
            self._done += 1
            log.warning("%s: %s", path, why)
            return True
        return False

    def _count(self, analysis: Analysis) -> None:
        self._done += 1
        self._answered.append(time.monotonic())
        if analysis.depth == "full":
            with self._lock:
                self._deep.pop(analysis.track_id, None)
        if analysis.failure is None:
            self._tagged += 1
            self._warned += analysis.warning is not None
        else:
            path = self._tracks.track(analysis.track_id).path
            self._failed.append((path, analysis.failure))
            log.warning("%s: %s", path, analysis.failure)

    def _store(self) -> None:
        batch, self._batch = self._batch, []
        self._batch_since = time.monotonic()
        # A track that was removed or re-read meanwhile is not what was listened to.
        batch = [result for result in batch if self._still_meant(result.analysis)]
        if batch:
            self._writes = [
                write for write in self._writes if not write.done() or write.exception()
            ]
            self._writes += self._put(batch)
            self._on_stored(tuple(result.analysis.track_id for result in batch))
            self._go_deeper(batch)
        if not self._look_again:  # else what is left is counted first
            self._on_progress(self.progress())

    def _go_deeper(self, batch: list[TagResult]) -> None:
        """What is asked for fully and was listened to only now: the whole of it next."""
        with self._lock:
            whole: dict[int, Depth] = {
                result.analysis.track_id: "full"
                for result in batch
                if result.analysis.depth == "quick"
                and result.analysis.failure is None
                and result.analysis.track_id in self._deep
            }
        self._second |= whole.keys()
        self._pending = whole | self._pending

    def _put(self, batch: list[TagResult]) -> Iterator[Future[None]]:
        """Store what was listened to, and what only had its words read."""
        heard, read = list[TagResult](), list[TagResult]()
        for result in batch:
            of_words = result.embedding is None and result.analysis.failure is None
            (read if of_words else heard).append(result)
        if heard:
            yield self._tracks.put_analyses((r.analysis, r.embedding, r.scores) for r in heard)
        if read:
            yield self._tracks.put_words(result.analysis for result in read)

    def _still_meant(self, analysis: Analysis) -> bool:
        return (
            analysis.track_id in self._tracks
            and self._tracks.track(analysis.track_id).audio_key == analysis.audio_key
        )


def _lyrics_version(models_dir: Path) -> str | None:
    """Version of the lyric network; ``None`` where it cannot be used (the child's log says why)."""
    try:
        return LyricCard.load(models_dir).version
    except NetworkFileError:
        return None


def tag_library(
    tracks: TrackStore,
    models_dir: Path,
    *,
    device: str = "auto",
    limit: int | None = None,
    cache_dir: Path | None = None,
    progress: Callable[[TagProgress], None] = lambda _progress: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> TagReport:
    """Listen to everything that is not current, then return; for the command line.

    :param progress: told how far it is a few times per second, on this thread.
    :param cancelled: asked as often; what is finished by then is kept.
    :raises NetworkFileError: there is no usable network.
    :raises TaggingError: the tagging process cannot work.
    """

    def watch(now: TagProgress) -> None:
        progress(now)
        if cancelled():
            job.stop()

    job = TagJob(
        tracks,
        models_dir,
        device=device,
        limit=limit,
        cache_dir=cache_dir,
        on_progress=watch,
    )
    return job.run(until_done=True)
