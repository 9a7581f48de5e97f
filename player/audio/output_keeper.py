"""Keeps one output open: the wanted one, else the system's, else silence; and finds it again.

Runs on the sound process' main thread.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from player.audio import outputs
from player.audio.feed import Feed
from player.audio.messages import OutputChanged, OutputDevice
from player.audio.outputs import NULL, Output
from player.errors import SoundError
from player.wording import Sentence, sentence

log = logging.getLogger(__name__)

_TAIL_S = 0.25
"""Silence played behind the last frame before the device is let go."""
_RETRY_S = 3.0
"""How often a lost device is looked for."""
_LOWEST_RATE = 44100


class OutputKeeper:
    """The output in use."""

    def __init__(self, feed: Feed, wanted: str, tell: Callable[[OutputChanged], None]) -> None:
        """*wanted*: a name as :func:`~player.audio.outputs.open_output` takes it."""
        self._feed = feed
        self._tell = tell
        self.wanted = wanted
        """The name that was asked for."""
        self._output: Output | None = None
        self._asked_rate = 0
        self._looked_at = 0.0
        self._devices: tuple[OutputDevice, ...] = ()  # when silence was the only choice
        self._told: OutputChanged | None = None

    def ready(self, samplerate: int) -> int:
        """An output that runs, near to *samplerate* where it can; returns its rate."""
        wanted_rate = output_rate(samplerate)
        output = self._output
        if output is not None and (not output.realtime or self._asked_rate == wanted_rate):
            return output.samplerate
        self.close()
        self._output, problem = self._open_best(wanted_rate)
        if problem is not None:
            self._say(problem)
        return self._output.samplerate

    def delay_s(self) -> float:
        """How long from now until a frame that is rendered next will be heard."""
        return self._output.delay_s() if self._output is not None else 0.0

    def close(self) -> None:
        """Let the device or the file go; :meth:`ready` opens it again."""
        if self._output is not None:
            self._output.close()
            self._output = None

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

    def reopen(self, problem: Sentence | None) -> None:
        """Open the wanted output (anew) at the feed's rate, and say so.

        :param problem: why, unless the listener asked for it.
        """
        self.close()
        if outputs.is_device(self.wanted):
            outputs.refresh_outputs()
        self._output, failure = self._open_best(self._feed.samplerate)
        self._say(failure or problem)

    def trouble(self) -> Sentence | None:
        """Why the output must be opened anew now, if it must."""
        output = self._output
        if output is None:
            return None
        if not output.alive():
            return sentence("Sound", "The sound output stopped working and was opened again.")
        if output.name == NULL and outputs.is_device(self.wanted) and self._found(output):
            return sentence("Sound", "There is sound again.")
        return None

    def _found(self, silent: Output) -> bool:
        """There is a device where there was none."""
        now = time.monotonic()
        if now - self._looked_at < _RETRY_S:
            return False
        self._looked_at = now
        outputs.refresh_outputs()
        devices = outputs.list_outputs()
        if devices == self._devices:  # what did not open before does not open now
            return False
        self._devices = devices
        try:
            outputs.open_output(self.wanted, silent.samplerate).close()
        except SoundError:
            return False
        return True

    def _open_best(self, samplerate: int) -> tuple[Output, Sentence | None]:
        """The wanted output, else the system's, else silence; and what to say about it."""
        problem: Sentence | None = None
        self._asked_rate = samplerate
        names = [self.wanted]
        if self.wanted and outputs.is_device(self.wanted):
            names.append("")
        for name in [*names, NULL]:
            output: Output | None = None
            try:
                output = outputs.open_output(name, samplerate)
                self._feed.restart(output.samplerate)
                self._feed.realtime = output.realtime
                output.start(self._feed)
            except SoundError as error:
                log.warning("%s", error)
                problem = problem or error.sentence
                if output is not None:
                    output.close()
                continue
            if problem is not None and output.name == NULL:
                self._devices = outputs.list_outputs()
                self._looked_at = time.monotonic()
            return output, problem
        raise AssertionError("the null output always opens")

    def _say(self, what: Sentence | None) -> None:
        """Tell where the sound goes; the same trouble is told once, not with every track."""
        name = self._output.name if self._output is not None else NULL
        news = OutputChanged(name, what)
        if what is None or news != self._told:
            self._told = news
            self._tell(news)


def output_rate(samplerate: int) -> int:
    """The rate to open an output at for a file of *samplerate*, Hz.

    A telephone recording must not set the rate of the music that follows it without a gap.
    """
    if samplerate >= _LOWEST_RATE:
        return samplerate
    return 48000 if 48000 % samplerate == 0 else _LOWEST_RATE
