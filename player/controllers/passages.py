"""Passages of tracks played aside: the queue and what plays in it wait, untouched.

Main thread. It has a sound process of its own, which is there only while passages are played. The
player is paused meanwhile and goes on afterwards, where it played before; where the listener
starts it themselves, the passage gives way.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from player.audio.engine import AudioEngine
from player.audio.messages import PlayRequest, TrackEnded, TrackFailed, TrackStarted
from player.controllers.library import LibraryController
from player.controllers.player import PlayerController
from player.wording import Sentence

_POLL_MS = 60


class PassageController(QObject):
    """Plays one passage at a time."""

    ended = Signal()
    """The passage was heard to its end."""
    failed = Signal(object)
    """:class:`~player.wording.Sentence`: it cannot be played."""

    def __init__(
        self,
        library: LibraryController,
        player: PlayerController,
        start_engine: Callable[[], AudioEngine],
        parent: QObject | None = None,
    ) -> None:
        """*start_engine* is called when a passage is first wanted."""
        super().__init__(parent)
        self._library, self._player, self._start_engine = library, player, start_engine
        self._engine: AudioEngine | None = None
        self._entry, self._length_s = 0, 0.0
        self._goes_on = False
        self._news = QTimer(self)
        self._news.setInterval(_POLL_MS)
        self._news.timeout.connect(self._poll)
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.timeout.connect(self._on_end)
        player.playing_changed.connect(self._on_playing)

    @property
    def open(self) -> bool:
        """Passages are played, and the player waits."""
        return self._engine is not None

    def play(self, track_id: int, start_s: float, length_s: float) -> None:
        """Play a passage now; what was played before gives way."""
        row = self._library.row(track_id)
        if row is None:
            return
        if self._engine is None:
            self._goes_on = self._player.playing
            self._engine = self._start_engine()
            self._engine.set_volume(self._player.volume)
            if self._player.output is not None:
                self._engine.set_output(self._player.output[0])
        if self._player.playing:
            self._player.toggle()
        self._end.stop()
        self._entry, self._length_s = self._entry + 1, length_s
        gain_db = self._player.gain_db(track_id)
        self._engine.play(PlayRequest(self._entry, row.path, gain_db=gain_db, start_s=start_s))
        self._news.start()

    def stop(self) -> None:
        """No more passages: the player goes on where it played before."""
        self._news.stop()
        self._end.stop()
        engine, self._engine = self._engine, None
        if engine is None:
            return
        engine.stop()
        engine.close()
        if self._goes_on and not self._player.playing:
            self._player.toggle()

    def close(self) -> None:
        """The program ends: nothing goes on."""
        self._goes_on = False
        self.stop()

    @Slot()
    def _poll(self) -> None:
        engine = self._engine
        for event in engine.poll() if engine is not None else ():
            match event:
                case TrackStarted(entry_id) if engine and entry_id == self._entry:
                    engine.set_next(None)  # or it would be waited for at the end of a short track
                    self._end.start(round(1e3 * self._length_s))
                case TrackEnded(entry_id) if entry_id == self._entry:
                    self._end.stop()
                    self.ended.emit()  # the track is shorter than it says
                case TrackFailed(entry_id, why) if entry_id == self._entry:
                    self._fail(why)

    def _fail(self, why: Sentence) -> None:
        self._end.stop()
        self.failed.emit(why)

    @Slot()
    def _on_end(self) -> None:
        if self._engine is not None:
            self._engine.pause()
            self.ended.emit()

    @Slot(bool)
    def _on_playing(self, playing: bool) -> None:
        """The listener wants to hear their music now."""
        if playing and self._engine is not None:
            self._end.stop()
            self._engine.pause()
            self._goes_on = True
