"""Connects the mood picker, the queue and the transport bar to the controllers. Main thread.

Every receiver is a method of this QObject, so everything runs on the main thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPixmap

from player.controllers.covers import SMALL_COVER, CoverController, cover_key
from player.controllers.library import LibraryController
from player.controllers.player import PlayerController
from player.controllers.queue import QueueController
from player.tagging.vocabulary import STYLES
from player.ui.keys import Act
from player.ui.mood_picker import MoodChoice, StyleOption
from player.ui.queue_rows import now_playing, queue_row, queue_rows
from player.ui.window import MainWindow
from player.ui.words import mood_options

_SEEK_S = 10.0


class PlayingWiring(QObject):
    """Picker -> queue -> player, and back to what is seen."""

    volume_chosen = Signal(float)
    """To be remembered."""

    def __init__(
        self,
        window: MainWindow,
        library: LibraryController,
        queue: QueueController,
        player: PlayerController,
        covers: CoverController,
        *,
        volume: float,
        muted: bool = False,
        changes: Sequence[str | Callable[[], None]] = (),
    ) -> None:
        """The window may have been made anew.

        :param muted: the sound is off already.
        :param changes: :attr:`changes` of the one before.
        """
        super().__init__(window)
        self._window, self._library, self._queue = window, library, queue
        self._player, self._covers = player, covers
        self._volume, self.muted = volume, muted
        self._duration_s = 0.0
        self._changes = list(changes)
        self._connect_picker()
        self._connect_queue()
        self._connect_transport()
        self._connect_table()
        self._show_target()
        self._show_queue(False)
        self._show_current()

    # -- the mood picker

    def _connect_picker(self) -> None:
        picker = self._window.picker
        picker.set_moods(mood_options())
        picker.target_changed.connect(self._on_target)
        self._library.feelings_changed.connect(self._show_library)
        self._library.rows_changed.connect(self._show_library)
        self._queue.target_changed.connect(self._show_target)
        self._show_library()

    def _on_target(self, choice: MoodChoice) -> None:
        self._queue.set_mood(
            point=choice.point,
            radius=choice.radius,
            moods=choice.moods,
            styles=choice.styles,
            not_moods=choice.not_moods,
            not_styles=choice.not_styles,
        )

    def _show_library(self, _ids: object = None) -> None:
        picker = self._window.picker
        picker.set_dust(*self._library.dust())
        counts = self._library.style_counts()
        picker.set_styles([StyleOption(s.id, str(s.name), counts.get(s.id, 0)) for s in STYLES])
        self._show_queue(False)
        self._show_current()

    def _show_target(self) -> None:
        target = self._queue.target
        self._window.queue.view.set_wished(self._queue.wished)
        point = target.points[0] if target.points else None
        default = MoodChoice()
        self._window.picker.set_choice(
            MoodChoice(
                point=(point.valence, point.arousal) if point is not None else None,
                radius=point.radius if point is not None else default.radius,
                moods=target.moods,
                styles=tuple(s.id for s in STYLES if s.id in target.styles),
                not_moods=target.not_moods,
                not_styles=tuple(s.id for s in STYLES if s.id in target.not_styles),
            )
        )

    # -- the queue

    def _connect_queue(self) -> None:
        panel = self._window.queue
        panel.set_cover_provider(self._cover_of)
        panel.play_requested.connect(self._player.play_entry)
        panel.remove_requested.connect(self._queue.remove)
        panel.lock_toggled.connect(self._queue.set_locked)
        panel.move_requested.connect(self._queue.move)
        panel.tracks_dropped.connect(self._on_dropped)
        panel.undo_requested.connect(self._undo_queue)
        self._queue.changed.connect(self._on_queue)
        self._library.stars_given.connect(self._on_stars_given)
        self._queue.current_changed.connect(self._show_current)
        self._covers.cover_loaded.connect(self._on_cover)

    def _on_dropped(self, track_ids: Sequence[int], place: int) -> None:
        self._queue.insert(track_ids, place)

    def _on_queue(self, undoable: bool) -> None:
        if undoable:
            self._changes.append("queue")
        self._show_queue(undoable)

    def _on_stars_given(self) -> None:
        self._changes.append("stars")

    def _undo_queue(self) -> None:
        """The last change of the queue, whatever else was done since."""
        if "queue" in self._changes:
            del self._changes[len(self._changes) - 1 - self._changes[::-1].index("queue")]
        self._queue.undo()

    @property
    def changes(self) -> tuple[str | Callable[[], None], ...]:
        """What can be taken back, the last change last."""
        return tuple(self._changes)

    def note_change(self, undo: Callable[[], None]) -> None:
        """The listener changed something else, which *undo* takes back."""
        self._changes.append(undo)

    def take_back(self, undo: Callable[[], None]) -> None:
        """Call *undo* for the last change it was noted for, whatever else was done since."""
        if undo in self._changes:
            del self._changes[len(self._changes) - 1 - self._changes[::-1].index(undo)]
        undo()

    def _undo(self) -> None:
        """The listener's last change, of the queue, of the stars or of something else; what the
        queue cannot take back any more is passed over."""
        while self._changes and self._changes[-1] == "queue" and not self._queue.can_undo:
            self._changes.pop()
        change = self._changes.pop() if self._changes else "queue"
        if callable(change):
            change()
        elif change == "stars":
            self._library.undo_stars()
        else:
            self._queue.undo()

    def _show_queue(self, undoable: bool) -> None:
        rows = queue_rows(self._queue.upcoming, self._library)
        self._window.queue.set_entries(rows, undoable=undoable)
        self._window.transport.set_can_skip(
            previous=self._queue.has_previous or self._player.entry is not None,
            next_=bool(rows),
        )

    def _cover_of(self, track_id: int) -> QPixmap | None:
        row = self._library.row(track_id)
        return self._covers.cover(row, SMALL_COVER) if row is not None else None

    def _on_cover(self, key: str) -> None:
        self._window.queue.refresh_covers()
        entry = self._queue.current
        row = self._library.row(entry.track_id) if entry is not None else None
        if row is not None and cover_key(row) == key:
            self._show_current()

    # -- the transport bar

    def _connect_transport(self) -> None:
        bar, player = self._window.transport, self._player
        bar.play_pause_requested.connect(player.toggle)
        bar.previous_requested.connect(self._on_previous)
        bar.next_requested.connect(player.next)
        bar.seek_requested.connect(player.seek)
        bar.volume_changed.connect(self._on_volume)
        bar.mute_toggled.connect(self._on_mute)
        bar.queue_toggled.connect(self._window.show_panel)
        bar.favourite_toggled.connect(self._on_favourite)
        bar.set_volume(self._volume, muted=self.muted)
        player.playing_changed.connect(bar.set_playing)
        player.position_changed.connect(bar.set_position)
        player.track_changed.connect(self._show_current)
        player.duration_changed.connect(self._on_duration)
        self._library.stars_changed.connect(self._show_current)
        self._window.acted.connect(self._on_act)
        bar.set_playing(player.playing)

    def _on_previous(self) -> None:
        self._player.previous()
        self._window.transport.sought(self._player.position_s)

    def _seek_by(self, seconds: float) -> None:
        self._player.seek_by(seconds)
        self._window.transport.sought(self._player.position_s)

    def _on_volume(self, volume: float) -> None:
        self._volume = volume
        if not self.muted:
            self._player.set_volume(volume)
        self.volume_chosen.emit(volume)

    def _on_mute(self, muted: bool) -> None:
        self.muted = muted
        self._player.set_volume(0.0 if muted else self._volume)

    def _on_favourite(self, favourite: bool) -> None:
        entry = self._queue.current
        if entry is not None:
            self._library.favour([entry.track_id], favourite)

    def _on_duration(self, duration_s: float) -> None:
        self._duration_s = duration_s
        self._show_current()

    def _show_current(self, _news: object = None) -> None:
        entry = self._queue.current
        window = self._window
        if entry is None:
            window.transport.set_track(None)
            window.queue.set_current(None)
            window.browser.table.tracks.set_playing(None)
            window.picker.set_playing(None)
            return
        shown = now_playing(
            entry.track_id,
            self._library,
            duration_s=self._duration_s if self._player.entry == entry else 0.0,
            cover=self._cover_of(entry.track_id),
        )
        window.transport.set_track(shown)
        window.queue.set_current(queue_row(entry, self._library))
        window.browser.table.tracks.set_playing(entry.track_id)
        felt = self._library.feeling(entry.track_id)
        window.picker.set_playing((felt.valence, felt.arousal) if felt is not None else None)

    # -- the table and keys

    def _connect_table(self) -> None:
        table = self._window.browser.table
        table.play_now.connect(self._player.play_tracks)
        table.play_next.connect(self._queue.add_next)
        table.add_to_queue.connect(self._queue.add_last)
        table.more_like.connect(self._on_more_like)

    def _on_more_like(self, track_id: int) -> None:
        """Steer the queue to where this track lies on the plane."""
        felt = self._library.feeling(track_id)
        if felt is not None:
            self._queue.set_mood(point=(felt.valence, felt.arousal))
            self._window.show_panel(True)

    def _on_act(self, act: Act) -> None:
        entry = self._queue.current
        if act is Act.PLAY_PAUSE:
            self._player.toggle()
        elif act is Act.PREVIOUS:
            self._on_previous()
        elif act is Act.NEXT:
            self._player.next()
        elif act is Act.SEEK_BACK:
            self._seek_by(-_SEEK_S)
        elif act is Act.SEEK_ON:
            self._seek_by(_SEEK_S)
        elif act is Act.UNDO:
            self._undo()
        elif act is Act.LOCATE and entry is not None:
            self._window.browser.show_track(entry.track_id)
