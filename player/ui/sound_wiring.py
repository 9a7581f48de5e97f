"""Connects the settings of the sound, and what is told of the output, to the player. Main thread.

Every receiver is a method of this QObject, so everything runs on the main thread.
"""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QObject, QTimer, Signal

from player.controllers.player import OutputDevice, PlayerController
from player.settings import Settings
from player.ui.output_picker import SILENCE
from player.ui.window import MainWindow
from player.wording import Sentence, translate

_OUTPUT, _NOTED, _DELAYED = "output", "noted", "delayed"
"""What the notices about the output, the playing track, and one that is waited for go by."""
_READ_MS = 10_000
"""How long it stands that the sound goes elsewhere, where the music goes on."""


class SoundWiring(QObject):
    """Panel -> settings and player; devices and what happens to them -> panel and notices."""

    chosen = Signal(str, object)
    """A field of the settings and its new value, to be remembered."""

    def __init__(self, window: MainWindow, player: PlayerController, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._player, self._settings = window, player, settings
        self._silent = False
        self._track: int | None = None
        self._reading = QTimer(self)
        self._reading.setSingleShot(True)
        self._reading.setInterval(_READ_MS)
        self._reading.timeout.connect(self._on_read)
        window.sound.set_settings(settings)
        window.sound.chosen.connect(self._on_chosen)
        window.sound_popover.opened.connect(self._on_opened)
        player.outputs_listed.connect(self._on_outputs)
        player.output_changed.connect(self._on_output_changed)
        player.playing_changed.connect(self._on_playing)
        player.track_changed.connect(self._on_track)
        player.troubled.connect(self._on_trouble)
        player.noted.connect(self._on_noted)
        player.delayed.connect(self._on_delayed)
        if player.output is not None:  # the window was made anew
            name, why = player.output
            self._on_output_changed(name, why if name == SILENCE else None)

    def _on_chosen(self, field: str, value: object) -> None:
        changed = dataclasses.replace(self._settings, **{field: value})  # type: ignore[arg-type]
        self._settings = changed
        self._window.sound.set_settings(changed)
        if field == "output":
            self._player.set_output(changed.output)
        self.chosen.emit(field, value)

    def _on_opened(self, shown: bool) -> None:
        """Devices come and go: they are looked for when they are about to be read."""
        if shown:
            self._player.list_outputs()

    def _on_outputs(self, devices: tuple[OutputDevice, ...]) -> None:
        self._window.sound.set_outputs(devices)
        self._name_output()

    def _name_output(self) -> None:
        self._window.transport.set_output(self._window.sound.output_words())

    def _on_output_changed(self, name: str, why: Sentence | None) -> None:
        """Say where the sound goes when that is news; what is as it was wished needs no words."""
        was_silent, self._silent = self._silent, name == SILENCE
        self._reading.stop()
        self._window.sound.set_output_in_use(name)
        self._name_output()
        notice = self._window.notice
        if self._silent and (why is not None or name != self._settings.output):
            words = translate("Window", "There is no sound output, so nothing can be heard.")
            notice.say("no-sound", str(why) if why is not None else words, key=_OUTPUT)
        elif why is None or (was_silent and name == self._settings.output):
            notice.take_back(_OUTPUT)
        else:
            notice.mention(str(why), key=_OUTPUT)
            self._reading.start()

    def _on_playing(self, playing: bool) -> None:
        """The listener has read why it was paused, and goes on."""
        if playing and not self._silent:
            self._window.notice.take_back(_OUTPUT)

    def _on_read(self) -> None:
        """Music that went on meanwhile needs no explanation any more."""
        self._on_playing(self._player.playing)

    def _on_track(self) -> None:
        """What was noted of a track goes with it."""
        entry = self._player.entry
        track = entry.entry_id if entry is not None else None
        if track != self._track:
            self._track = track
            self._window.notice.take_back(_NOTED)

    def _on_noted(self, what: Sentence) -> None:
        self._window.notice.mention(str(what), key=_NOTED)

    def _on_delayed(self, why: Sentence | None) -> None:
        if why is None:
            self._window.notice.take_back(_DELAYED)
        else:
            self._window.notice.mention(str(why), key=_DELAYED)

    def _on_trouble(self, why: Sentence) -> None:
        self._window.notice.say("failed", str(why))
