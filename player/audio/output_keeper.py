"""Keeps one output open: the wanted one, else the system's; and notices when it has to be anew.

Runs on the sound process' main thread. It decides where sound can go and says so; what becomes of
the music meanwhile is the deck's to decide. It never plays into the void: where nothing opens
there is no output at all, so that music nobody can hear is not taken for heard.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from enum import Enum

from player.audio import outputs
from player.audio.feed import Feed
from player.audio.health import Health
from player.audio.latency import Latency
from player.audio.messages import NULL, DriverCalled, OutputChanged
from player.audio.outputs import Output
from player.audio.ring import Ring
from player.audio.system_default import DefaultWatch
from player.audio.waking import SleepWatch
from player.errors import SoundError
from player.wording import Sentence, sentence

log = logging.getLogger(__name__)

_LONGEST_TAIL_S = 0.5
_TAIL_S = 0.25
"""Silence played behind the last frame before the device is let go."""
_RETRY_S = 2.0
"""How often a lost device is looked for."""
_LOWEST_RATE = 44100


class Landing(Enum):
    """Where the music is after its output was opened anew."""

    SAME = "same"
    """The music goes on: on the wanted output, or, where the listener has just asked for one that
    is not there, on the system's."""
    OTHER = "other"
    """The wanted device is gone; the system's is there, but music meant for headphones must not
    burst out of a loudspeaker: it is held until the listener resumes, and then
    :meth:`OutputKeeper.ready` opens one or the other."""
    NOWHERE = "nowhere"
    """Nothing opens; :meth:`OutputKeeper.look` tells when that has changed."""


class OutputKeeper:
    """The output in use."""

    def __init__(
        self, feed: Feed, wanted: str, tell: Callable[[OutputChanged | DriverCalled], None]
    ) -> None:
        """*wanted*: a name as :func:`~player.audio.outputs.open_output` takes it."""
        self._feed = feed
        self._tell = tell
        self.wanted = wanted
        """The name that was asked for."""
        self._output: Output | None = None
        self._asked_rate = 0
        self._exact = False
        self._latency = Latency()
        self._sleep = SleepWatch()
        self._default = DefaultWatch()
        self._lost = False  # the wanted device was gone when it was last looked for
        self._looked_at: float | None = None
        self._probe: Output | None = None  # a lost output that opened, not yet seen to take frames
        self._silent = False  # what trouble() has found is nothing to bother the listener with
        self._told: OutputChanged | None = None

    def ready(self, samplerate: int, *, exact: bool = False) -> int:
        """An output that runs; the gate is closed.

        :param samplerate: of the music, Hz.
        :param exact: open the device at just this rate if it can, and hand it the samples
            unchanged; otherwise low rates are raised to :func:`output_rate`.
        :returns: the rate the output runs at, Hz; 0 where nothing opens, which was told.
        """
        rate = samplerate if exact else output_rate(samplerate)
        output = self._output
        if output is not None and (not output.realtime or self._suits(output, rate, exact)):
            return output.samplerate
        self._exact = exact
        self.close()
        self._stop_looking()
        failure = None if self._lost else self._open(rate)
        if self._lost:  # PortAudio may know the devices of an hour ago
            self.close()
            self._refresh()
            failure = self._open(rate)
        if self._output is None:
            self._say(failure)
            return 0
        if failure is not None:
            self._say(_replaced(self.wanted))
        elif self._told is not None and self._told.name != self._output.name:
            self._say(None)
        return self._output.samplerate

    def _suits(self, output: Output, rate: int, exact: bool) -> bool:
        """It need not be opened anew for music of *rate*."""
        if output.name == NULL:
            return self._asked_rate == rate
        enough = output.latency_s >= self._latency.wanted_s
        return self._asked_rate == rate and enough and (self._exact or not exact)

    @property
    def is_open(self) -> bool:
        """An output runs."""
        return self._output is not None

    @property
    def latency_s(self) -> float:
        """How far ahead of the ear the open output is fed, s."""
        return self._output.real_latency_s if self._output is not None else 0.0

    def delay_s(self) -> float:
        """How long from now until a frame that is rendered next will be heard."""
        return self._output.delay_s() if self._output is not None else 0.0

    def close(self) -> None:
        """Let the device or the file go; :meth:`ready` opens it again."""
        output, self._output = self._output, None
        if output is not None:
            self._call(output.name)
            output.close()

    def play_out(self) -> None:
        """Wait until the device has played what it holds: the end of a fade."""
        output = self._output
        if output is not None and output.realtime and output.health() is Health.RUNNING:
            time.sleep(min(_LONGEST_TAIL_S, output.delay_s()))

    def close_when_silent(self, idle_s: float) -> None:
        """Let a device go once the last frame and a little silence are heard.

        :param idle_s: how long there has been nothing to play.
        """
        output = self._output
        if output is not None and output.realtime and idle_s > output.delay_s() + _TAIL_S:
            self.close()

    def choose(self, name: str) -> None:
        """Another output is wanted; :meth:`reopen` goes there."""
        self.wanted = name
        self._told = None

    def trouble(self) -> Sentence | None:
        """Why the output must be opened anew now by :meth:`reopen`, if it must.

        Call it several times a second while music plays.
        """
        output = self._output
        if output is None:
            return None
        self._silent = False
        if output.health() is not Health.RUNNING:
            return sentence("Sound", "The sound output stopped working and was opened again.")
        if not outputs.is_device(output.name):
            return None
        if not self.wanted and self._default.changed():
            return sentence("Sound", "The sound follows the system to its new output.")
        self._latency.note(output.underflows)
        self._silent = True
        if self._sleep.slept() or self._latency.is_urgent:
            return sentence("Sound", "The sound output was opened again.")
        return None

    def reopen(self, problem: Sentence | None) -> Landing:
        """Open the wanted output (anew) at the feed's rate, and say so; the gate is closed.

        :param problem: why, unless the listener asked for it.
        """
        before = self._output
        silent, self._silent = self._silent and problem is not None, False
        if problem is not None and before is not None:
            stalled = before.health() is Health.STALLED
            if stalled or not before.realtime:  # what a file holds must not be wiped out
                return self._nowhere(stalled=stalled)
        self.close()
        self._stop_looking()
        self._refresh()
        failure = self._open(self._feed.samplerate)
        if self._output is None:
            return self._nowhere()
        if failure is None:
            if not silent:
                self._say(problem)
            return Landing.SAME
        if problem is None:
            self._say(_replaced(self.wanted))
            return Landing.SAME
        self._say(
            sentence(
                "Sound",
                "The sound output {name} is gone. The music is paused; press play to go on with"
                " the system's sound output.",
                name=_label(self.wanted),
            )
        )
        self.close()
        return Landing.OTHER

    def look(self) -> bool:
        """After ``NOWHERE``: whether the wanted output is there again. Call it often.

        It opens the output on trial every few seconds, and is satisfied when frames are taken:
        a suspended device opens, and takes none.
        """
        if self._output is not None or not outputs.is_device(self.wanted):
            return False
        if self._probe is not None and self._probe.works():
            self._stop_looking()
            return True
        now = time.monotonic()
        if self._looked_at is not None and now - self._looked_at < _RETRY_S:
            return False
        self._looked_at = now
        self._stop_looking()
        self._refresh()
        try:
            self._probe = outputs.open_output(self.wanted, self._feed.samplerate)
            self._probe.start(Feed(Ring(1), self._probe.samplerate))
        except SoundError:
            self._stop_looking()
        return False

    def _stop_looking(self) -> None:
        if self._probe is not None:
            self._call(self._probe.name)
            self._probe.close()
            self._probe = None

    def _refresh(self) -> None:
        if outputs.is_device(self.wanted):
            self._call(self.wanted)
            outputs.refresh_outputs()

    def _open(self, samplerate: int) -> Sentence | None:
        """Open the wanted output, else the system's, if any; why the wanted one did not open."""
        failure: Sentence | None = None
        self._asked_rate = samplerate
        for name in _candidates(self.wanted):
            output: Output | None = None
            self._call(name)
            try:
                output = outputs.open_output(
                    name, samplerate, latency_s=self._latency.wanted_s, exact=self._exact
                )
                self._feed.restart(output.samplerate)
                self._feed.realtime = output.realtime
                output.start(self._feed)
            except SoundError as error:
                log.warning("%s", error)
                failure = failure or error.sentence
                if output is not None:
                    output.close()
                continue
            self._output = output
            self._latency.opened(output.latency_s)
            self._sleep.slept()  # before it was opened does not matter
            break
        self._lost = failure is not None
        return failure

    def _call(self, name: str) -> None:
        """Tell that the driver of the device *name* is called next."""
        if outputs.is_device(name):
            self._tell(DriverCalled())

    def _nowhere(self, *, stalled: bool = False) -> Landing:
        """Nothing opens, or what is open takes no frames (*stalled*), and is closed.

        It is told before the driver is called, which may not come back for seconds.
        """
        self._looked_at = None if stalled else time.monotonic()
        self._lost = True
        if outputs.is_file(self.wanted):
            what = sentence(
                "Sound", "{file} cannot be written any further.", file=_label(self.wanted)
            )
        elif stalled:
            what = sentence(
                "Sound",
                "The sound output does not respond, so the music is paused. It goes on by itself"
                " when the output responds within a minute.",
            )
        else:
            what = sentence(
                "Sound",
                "There is no sound output any more, so the music is paused. It goes on by itself"
                " when the output comes back within a minute.",
            )
        before, self._output = self._output, None
        self._say(what)
        if before is not None:
            self._call(before.name)
            before.close()
        return Landing.NOWHERE

    def _say(self, what: Sentence | None) -> None:
        """Tell where the sound goes; the same trouble is told once, not with every track."""
        name = self._output.name if self._output is not None else NULL
        news = OutputChanged(name, what)
        if what is None or news != self._told:
            self._told = news
            self._tell(news)


def _candidates(wanted: str) -> tuple[str, ...]:
    """Names to try, one after the other."""
    return (wanted, "") if wanted and outputs.is_device(wanted) else (wanted,)


def _label(name: str) -> str:
    """*name* as a listener knows it: without the host API, or without the folder."""
    if outputs.is_file(name):
        return name.replace("\\", "/").rsplit("/", 1)[-1]
    return name.rsplit(", ", 1)[0]


def _replaced(wanted: str) -> Sentence:
    return sentence(
        "Sound",
        "The sound output {name} is not there, so the system's is used.",
        name=_label(wanted),
    )


def output_rate(samplerate: int) -> int:
    """The rate to open an output at for a file of *samplerate*, Hz.

    A telephone recording must not set the rate of the music that follows it without a gap.
    """
    if samplerate >= _LOWEST_RATE:
        return samplerate
    return 48000 if 48000 % samplerate == 0 else _LOWEST_RATE
