"""Playing: the queue's current entry becomes sound, and the sound moves the queue on.

Main thread, except the thread named ``sound reader``, which waits for the engine's news and emits
them. The engine is told the next entry as soon as one is heard, so tracks join without a gap.
How loud each is played is the :class:`~player.controllers.loudness.LoudnessController`'s to say.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from player.audio.engine import AudioEngine
from player.audio.messages import (
    Event,
    OutputChanged,
    OutputDevice,
    Paused,
    PlayRequest,
    Position,
    QueueEnded,
    Resumed,
    SoundOptions,
    TrackDelayed,
    TrackEnded,
    TrackFailed,
    TrackNoted,
    TrackStarted,
)
from player.controllers.library import LibraryController
from player.controllers.loudness import LoudnessController
from player.controllers.queue import QueueController
from player.controllers.track_rows import TrackRow
from player.jobs.piece_list import sound_options
from player.library.album_order import continues
from player.library.loudness import loudness_options
from player.recommend.play_queue import Entry
from player.settings import Settings
from player.wording import Sentence, sentence

log = logging.getLogger(__name__)

_WAIT_S = 0.5
_RESTART_S = 3.0
"""``previous`` starts the track again when more than this was heard."""
_FAILURES_IN_A_ROW = 8
_AHEAD = 3
"""Tracks whose loudness is known before they are reached."""
_STOPPING_S = 2.0
"""How long the end of the program waits to hear how much of the track was heard."""


class PlayerController(QObject):
    """Play, pause, next, previous, seek, volume, output."""

    track_changed = Signal()
    """Another entry is heard (or none): read :attr:`entry`."""
    playing_changed = Signal(bool)
    """Music is heard, or not any more."""
    position_changed = Signal(float)
    """Seconds into the track."""
    duration_changed = Signal(float)
    """Length of the track, seconds; 0 when not known."""
    outputs_listed = Signal(object)
    """Tuple of :class:`~player.audio.messages.OutputDevice`."""
    output_changed = Signal(str, object)
    """Name of the output in use and a sentence, or ``None``."""
    troubled = Signal(object)
    """:class:`~player.wording.Sentence`: a track could not be played."""
    noted = Signal(object)
    """:class:`~player.wording.Sentence`: something about the track that is heard all the same."""
    delayed = Signal(object)
    """:class:`~player.wording.Sentence`: why the music that was asked for is not heard yet;
    ``None``: it is heard, or not asked for any more."""
    _happened = Signal(object)

    def __init__(
        self,
        library: LibraryController,
        queue: QueueController,
        start_engine: Callable[[], AudioEngine],
        *,
        volume: float,
    ) -> None:
        """*start_engine* is called when music is first wanted (or by :meth:`warm_up`).

        Until :meth:`apply_settings` tracks are joined and played as they are.
        """
        super().__init__()
        self._library, self._queue, self._start_engine = library, queue, start_engine
        self._engine: AudioEngine | None = None
        self._reader: threading.Thread | None = None
        self._stopping = threading.Event()
        self._stopped = False
        self._volume, self._options = volume, SoundOptions()
        self._loudness = LoudnessController(library, self)
        self._skipped: set[int] = set()
        self._told_next: PlayRequest | None = None
        self._awaited: int | None = None  # entry that was asked for and is not heard yet
        self._heard: int | None = None  # entry that has started and not ended
        self._unplayable: set[int] = set()
        self._notes: dict[int, Sentence] = {}  # of entries that are not heard yet
        self._delayed = False
        self._failures = 0
        self._started = False
        self.playing = False
        self.position_s = 0.0
        self.output: tuple[str, Sentence | None] | None = None
        """The last that :attr:`output_changed` told."""
        self._happened.connect(self._take)
        queue.changed.connect(self._tell_next)
        library.rows_changed.connect(self._on_rows)
        self._loudness.measured.connect(self._tell_next)

    # -- what is so

    @property
    def entry(self) -> Entry | None:
        """The entry that is heard, or would be when play is pressed."""
        return self._queue.current

    @property
    def volume(self) -> float:
        """0..1, as it was last set."""
        return self._volume

    def gain_db(self, track_id: int) -> float:
        """The loudness correction of a track that is played by itself, dB."""
        row = self._library.row(track_id)
        return self._loudness.gain_db(row, in_album=False) if row is not None else 0.0

    # -- orders

    def warm_up(self) -> None:
        """Start the sound process, so that the first click is heard at once."""
        self._sound()

    def toggle(self) -> None:
        """Play or pause."""
        if self.playing:
            self._sound().pause()
        elif self._started:
            self._sound().resume()
        else:
            self._begin()

    def _begin(self) -> None:
        """Nothing is loaded: go on with the queue, or make one."""
        if self._queue.current is None:
            if self._queue.next_entry is None:
                self._queue.choose_again()
            if self._queue.next_entry is None:
                self.troubled.emit(
                    sentence(
                        "Sound",
                        "Nothing fits yet: your music has not been listened to. "
                        "Double-click a track to play it.",
                    )
                )
                return
            self._queue.advance()
        self._play_current()

    def play_tracks(self, track_ids: Sequence[int]) -> None:
        """Play these at once."""
        playable = [i for i in track_ids if self._playable(i)]
        if not playable:
            self.troubled.emit(
                sentence("Sound", "This cannot be played: the file is missing or broken.")
            )
            return
        self._skip_current()
        self._queue.play_now(playable)
        self._play_current()

    def play_entry(self, entry_id: int) -> None:
        """Play an entry of what comes at once."""
        self._skip_current()
        self._queue.jump_to(entry_id)
        self._play_current()

    def next(self) -> None:
        """Go to the next entry."""
        if self._queue.next_entry is None:
            return
        self._skip_current()
        self._queue.advance()
        self._play_current()

    def previous(self) -> None:
        """Start the track again, or go back when it has only begun."""
        if self._started and (self.position_s > _RESTART_S or not self._queue.has_previous):
            self.seek(0.0)
            return
        if not self._queue.has_previous:
            return
        self._skip_current()
        self._queue.previous()
        self._play_current()

    def seek(self, position_s: float) -> None:
        """Go elsewhere in the track."""
        if self._started:
            self.position_s = max(0.0, position_s)  # at once, so that steps add up
            self._sound().seek(self.position_s)
            self.position_changed.emit(self.position_s)

    def seek_by(self, seconds: float) -> None:
        """Go back or on by some seconds."""
        self.seek(self.position_s + seconds)

    def set_volume(self, volume: float) -> None:
        """Louder or softer, 0..1."""
        self._volume = volume
        if self._engine is not None:
            self._engine.set_volume(volume)

    def apply_settings(self, settings: Settings) -> None:
        """Follow what the listener chose of loudness, joins and exact output: at once, gliding."""
        options = sound_options(settings)
        if options != self._options:
            self._options = options
            if self._engine is not None:
                self._engine.set_options(options)
        if self._loudness.choose(loudness_options(settings)) and self._started:
            heard = self._request(self._queue.before, self.entry, self._next_playable())
            if heard is not None:
                self._sound().set_gain(heard.entry_id, heard.gain_db)
        self._tell_next()

    def set_output(self, name: str) -> None:
        """Send the sound elsewhere."""
        self._sound().set_output(name)

    def list_outputs(self) -> None:
        """Ask which devices there are; the answer comes as :attr:`outputs_listed`."""
        engine = self._sound()
        threading.Thread(
            target=lambda: self.outputs_listed.emit(engine.outputs()), name="outputs", daemon=True
        ).start()

    # -- inside

    def _playable(self, track_id: int) -> bool:
        row = self._library.row(track_id)
        return row is not None and row.available and row.failure is None

    def _sound(self) -> AudioEngine:
        if self._engine is None:
            self._engine = self._start_engine()
            self._engine.set_volume(self._volume)
            self._engine.set_options(self._options)
            self._reader = threading.Thread(
                target=self._read, args=(self._engine,), name="sound reader"
            )
            self._reader.start()
        return self._engine

    def _read(self, engine: AudioEngine) -> None:
        while not self._stopping.is_set():
            events = engine.wait(_WAIT_S)
            if events:
                self._happened.emit(events)

    def _skip_current(self) -> None:
        """What is heard now ends before its time."""
        if self._started and self._queue.current is not None:
            self._skipped.add(self._queue.current.entry_id)

    def _row(self, entry: Entry | None) -> TrackRow | None:
        return self._library.row(entry.track_id) if entry is not None else None

    def _request(
        self, before: Entry | None, entry: Entry | None, after: Entry | None
    ) -> PlayRequest | None:
        """How *entry* is to be played between its neighbours in the queue."""
        row, earlier, later = self._row(entry), self._row(before), self._row(after)
        if entry is None or row is None:
            return None
        follows = earlier is not None and continues(earlier, row)
        in_album = follows or (later is not None and continues(row, later))
        gain_db = self._loudness.gain_db(row, in_album=in_album)
        return PlayRequest(entry.entry_id, row.path, gain_db=gain_db, continues=follows)

    def _play_current(self) -> None:
        self._set_delayed(None)
        request = self._request(self._queue.before, self._queue.current, self._next_playable())
        if request is None:
            self._failures += 1  # it left the library meanwhile
            self._sound().stop()
            self._on_queue_ended()
            return
        self._started, self.position_s, self._told_next = True, 0.0, None
        self._awaited = request.entry_id
        self._unplayable.clear()
        self._notes.clear()  # of what would have come next
        self._sound().play(request)
        self._set_playing(True)
        self.track_changed.emit()

    @Slot()
    def _on_rows(self) -> None:
        """What plays may have left the library with its folder, and what follows may be there or
        not."""
        entry = self.entry
        if self._started and entry is not None and self._library.row(entry.track_id) is None:
            self.next()
        self._tell_next()

    @Slot()
    def _tell_next(self) -> None:
        """The engine knows what follows and how loud; called again whenever that changes."""
        self._look_ahead()
        if self._engine is None or not self._started:
            return
        coming, after = [*self._coming(2), None, None][:2]
        request, told = self._request(self._queue.current, coming, after), self._told_next
        if request == told:
            return
        self._told_next = request
        if request is not None and told == replace(request, gain_db=told.gain_db if told else 0.0):
            self._engine.set_gain(request.entry_id, request.gain_db)
        else:
            self._engine.set_next(request)

    def _look_ahead(self) -> None:
        """See that the loudness of what comes is known in time, and of what may be played again."""
        rows = map(self._row, (self.entry, *self._coming(_AHEAD)))
        self._loudness.look_ahead([row for row in rows if row is not None])

    def _coming(self, count: int) -> list[Entry]:
        """The next entries that are there and did not fail already."""
        playable = (
            item
            for item in self._queue.upcoming
            if item.entry_id not in self._unplayable and self._playable(item.track_id)
        )
        return list(islice(playable, count))

    def _next_playable(self) -> Entry | None:
        return next(iter(self._coming(1)), None)

    def _set_playing(self, playing: bool) -> None:
        if playing != self.playing:
            self.playing = playing
            self.playing_changed.emit(playing)

    @Slot(object)
    def _take(self, events: Sequence[Event]) -> None:
        """News from the sound process; late ones, after :meth:`stop`, find the stores closed."""
        for event in events if not self._stopped else ():
            if self._stopping.is_set() and not isinstance(event, TrackStarted | TrackEnded):
                continue  # all that matters at the end is how much was heard
            match event:
                case Position(entry_id, position_s):
                    if self.entry is not None and self.entry.entry_id == entry_id:
                        self._set_delayed(None)
                        self.position_s = position_s
                        self.position_changed.emit(position_s)
                case TrackStarted(entry_id, duration_s):
                    self._heard = entry_id
                    self._on_started(entry_id, duration_s)
                case TrackEnded(entry_id, played_s):
                    self._heard = None
                    skipped = entry_id in self._skipped
                    self._skipped.discard(entry_id)
                    self._queue.on_ended(entry_id, played_s, skipped=skipped)
                case TrackFailed(entry_id, why):
                    self._set_delayed(None)
                    self.troubled.emit(why)
                    self._on_failed(entry_id)
                case TrackNoted(entry_id, what):
                    self._on_noted(entry_id, what)
                case TrackDelayed(_, why):
                    self._set_delayed(why)
                case Paused() | Resumed():
                    self._set_playing(isinstance(event, Resumed))
                case QueueEnded():
                    self._on_queue_ended()
                case OutputChanged(name, why):
                    self.output = name, why
                    self.output_changed.emit(name, why)

    def _on_noted(self, entry_id: int, what: Sentence) -> None:
        """A track is decoded, and found damaged, before it is heard: it is told when it is."""
        if entry_id == self._heard:
            self.noted.emit(what)
        else:
            self._notes[entry_id] = what

    def _set_delayed(self, why: Sentence | None) -> None:
        if self._delayed or why is not None:
            self._delayed = why is not None
            self.delayed.emit(why)

    def _on_started(self, entry_id: int, duration_s: float | None) -> None:
        if self._stopping.is_set() or self._awaited not in (None, entry_id):
            return  # news of a track that was left meanwhile
        self._awaited = None
        if self._queue.entry(entry_id) is None:
            self.next()  # it was taken out of the queue while it began
            return
        self._failures, self.position_s, self._told_next = 0, 0.0, None
        self._queue.on_started(entry_id)
        self.track_changed.emit()
        self.duration_changed.emit(duration_s or 0.0)
        self._set_delayed(None)
        if (what := self._notes.pop(entry_id, None)) is not None:
            self.noted.emit(what)
        self._tell_next()

    def _on_failed(self, entry_id: int) -> None:
        """Name another next track, unless file after file fails."""
        self._failures += 1
        self._unplayable.add(entry_id)
        if self._awaited == entry_id:
            self._awaited = None
        if self._awaited is None and self._failures < _FAILURES_IN_A_ROW:
            self._told_next = None
            self._tell_next()

    def _on_queue_ended(self) -> None:
        """Nothing followed: go on where there is something, unless file after file fails."""
        if self._awaited is not None:
            return  # something was asked for meanwhile
        self._started = False
        if self._queue.next_entry is not None and self._failures < _FAILURES_IN_A_ROW:
            self._queue.advance()
            self._play_current()
            return
        self._failures = 0
        self._set_playing(False)

    def stop(self) -> None:
        """End the music, remember how much of it was heard, end the sound process."""
        if self._engine is None or self._reader is None or self._stopping.is_set():
            self._loudness.stop()
            return
        self._stopping.set()
        self._loudness.stop()
        self._engine.stop()
        self._reader.join()
        QCoreApplication.sendPostedEvents(self)  # what the reader handed over last
        deadline = time.monotonic() + _STOPPING_S
        while self._heard is not None and (left_s := deadline - time.monotonic()) > 0:
            self._take(self._engine.wait(left_s))
        self._stopped = True
        self._engine.close()


__all__ = ["OutputDevice", "PlayerController"]
