"""The listening in the background: wraps a :class:`~player.jobs.tag.TagJob` on its own thread.

Main thread, except the thread named ``tagging``, which runs the job and emits what it tells.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from player.controllers.progress import ListeningProgress
from player.errors import MoodlarkError
from player.jobs.tag import TagJob, TagProgress
from player.store.track_store import TrackStore
from player.wording import Sentence, sentence

log = logging.getLogger(__name__)

_STOP_S = 4.0


class TaggingController(QObject):
    """Starts, pauses and steers the listening; tells how far it is."""

    progressed = Signal(object)
    """:class:`~player.controllers.progress.ListeningProgress`."""
    tracks_tagged = Signal(object)
    """Ids of tracks with a new analysis."""
    troubled = Signal(object)
    """:class:`~player.wording.Sentence`: it cannot go on."""
    _told = Signal(object)
    _ended = Signal(object)

    def __init__(
        self,
        models_dir: Path,
        *,
        device: str,
        cache_dir: Path,
        readable: Callable[[], int],
        paused: bool = False,
    ) -> None:
        """*readable* says how many tracks there are to listen to in all."""
        super().__init__()
        self._models_dir, self._device, self._cache_dir = models_dir, device, cache_dir
        self._readable = readable
        self._job: TagJob | None = None
        self._thread: threading.Thread | None = None
        self._trouble: Sentence | None = None
        self._last: TagProgress | None = None
        self.paused = paused
        self._playing: list[int] = []
        self._visible: list[int] = []
        self._told.connect(self._on_told)
        self._ended.connect(self._on_ended)

    def start(self, tracks: TrackStore) -> None:
        """Begin to listen to what has not been listened to."""
        try:
            self._job = TagJob(
                tracks,
                self._models_dir,
                device=self._device,
                cache_dir=self._cache_dir,
                on_stored=self.tracks_tagged.emit,
                on_progress=self._told.emit,
            )
        except MoodlarkError as error:
            self._on_ended(error.sentence)
            return
        if self.paused:
            self._job.pause()
        self._thread = threading.Thread(target=self._run, args=(self._job,), name="tagging")
        self._thread.start()

    def _run(self, job: TagJob) -> None:
        trouble: Sentence | None = None
        try:
            job.run()
        except MoodlarkError as error:
            trouble = error.sentence
        except Exception:  # border: the music goes on without new moods
            log.exception("The listening broke off")
            trouble = sentence("Tagging", "Listening to your music broke off; the log says why.")
        self._ended.emit(trouble)

    @Slot(bool)
    def set_paused(self, paused: bool) -> None:
        """Pause the listening, or go on."""
        self.paused = paused
        if self._job is not None:
            self._job.pause() if paused else self._job.resume()
        self._tell()

    def look_again(self) -> None:
        """The library has changed."""
        if self._job is not None:
            self._job.look_again()
        if self._trouble is not None:
            self._tell()

    def set_visible(self, track_ids: Sequence[int]) -> None:
        """Rows on the screen come before the rest."""
        self._visible = list(track_ids)
        self._prioritise()

    def set_playing(self, track_ids: Collection[int]) -> None:
        """The playing track and those after it come first of all, and are listened to whole."""
        self._playing = list(track_ids)
        if self._job is not None and self._playing:
            self._job.deepen(self._playing)
        self._prioritise()

    def _prioritise(self) -> None:
        if self._job is not None:
            self._job.prioritise(dict.fromkeys((*self._playing, *self._visible)))

    @Slot(object)
    def _on_told(self, progress: TagProgress) -> None:
        self._last = progress
        self._tell()

    @Slot(object)
    def _on_ended(self, trouble: Sentence | None) -> None:
        self._trouble = trouble
        if trouble is not None:
            self.troubled.emit(trouble)
        self._tell()

    def _tell(self) -> None:
        last = self._last
        total = self._readable()
        left = min(total, last.total - last.done) if last is not None else total
        self.progressed.emit(
            ListeningProgress(
                done=total - left,
                total=total,
                per_second=(last.per_s or None) if last is not None else None,
                device=last.device if last is not None else "",
                paused=self.paused,
                trouble=self._trouble,
            )
        )

    def stop(self) -> None:
        """End the listening; what is finished is stored. Returns within about two seconds."""
        if self._job is not None:
            self._job.stop()
        if self._thread is not None:
            self._thread.join(_STOP_S)
            if self._thread.is_alive():
                log.error("The listening does not end")
