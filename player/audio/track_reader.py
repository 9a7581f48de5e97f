"""One track being read for the ring: stereo, at the output's rate, silence at its ends left out.

Runs in the sound process. A reader belongs to the decoding thread; only its index is made by a
thread of its own, so that a seek in a long MP3 need not read up to its place first.
"""

from __future__ import annotations

import logging
import threading
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import numpy.typing as npt

from player.audio.edge_resampler import EdgeResampler
from player.audio.messages import PlayRequest
from player.audio.ring import CHANNELS
from player.audio.tail import Frames
from player.errors import FileUnreadableError
from player.library.decoding import Decoder
from player.wording import Sentence, sentence

log = logging.getLogger(__name__)

_BLOCK = 8192
_SILENT = 10.0 ** (-60.0 / 20.0)
"""Peak amplitude below which nothing is heard at listening level (-60 dBFS)."""
_LONG_S = 1.0
"""So much silence is a breath between two tracks; what is longer is left out."""
_FARTHEST_S = 120.0
"""How far the first sound is looked for."""
_SHORT_S = 900.0
_LEAD_IN_S = 0.25
"""Silence kept before the first sound: the attack of a note begins below the threshold."""


class TrackReader:
    """Reads one track from a place on."""

    def __init__(self, request: PlayRequest, *, start_s: float, skip_silence: bool) -> None:
        """Open the file and go to the place.

        :param start_s: where to begin.
        :param skip_silence: long silence at the ends is left out (at the beginning only where
            *start_s* is the beginning).
        :raises FileUnreadableError: the file cannot be played.
        """
        self.path = request.path
        self.busy = False
        """The decoding thread uses it now (kept by :mod:`player.audio.decode_ahead`)."""
        self._decoder = Decoder(request.path)
        self._indexed: Decoder | None = None
        self._indexing = threading.Lock()
        self._asked_index = False
        self._closed = False
        self._skip_silence = skip_silence
        self.samplerate = self._rate = self._decoder.samplerate
        """Of the file, Hz."""
        self.duration_s = self._decoder.duration_s
        """Length as the file says."""
        self.start_s = start_s
        """Place in the track of the first frame."""
        self._block = np.zeros((_BLOCK, CHANNELS), np.float32)
        self._resampler: EdgeResampler | None = None
        self._left: Frames = self._block[:0]  # resampled, and not given out yet
        self._ended = False
        self._silence = 0  # frames of it that were read at a stretch
        self._withheld = 0  # of them, those that were not given out
        try:
            if start_s > 0.0:
                self._decoder.seek(start_s)
            elif skip_silence and not request.continues:
                self._pass_silence()
        except BaseException:
            self.close()
            raise

    def convert_to(self, samplerate: int) -> None:
        """Give out frames at *samplerate* from now on (soxr's high quality)."""
        self._rate = samplerate
        self._resampler = None
        if samplerate != self.samplerate:
            self._resampler = EdgeResampler(self.samplerate, samplerate)

    def seek(self, position_s: float) -> None:
        """Go elsewhere, exactly to the sample.

        :raises FileUnreadableError: the file cannot be played any more.
        """
        with self._indexing:
            indexed, self._indexed = self._indexed, None
        if indexed is not None:
            self._decoder.close()
            self._decoder = indexed
        self._decoder.seek(position_s)
        self.start_s = position_s
        self._ended = False
        self._left = self._block[:0]
        self._silence = self._withheld = 0
        self.convert_to(self._rate)

    def read_into(self, out: Frames) -> int:
        """Fill *out* (n, 2) as far as there are frames; 0 at the end of the track."""
        if self._resampler is None:
            return self._read_source(out)
        while not len(self._left) and not self._ended:
            n = self._read_source(self._block)
            self._ended = n == 0
            feed, finish = self._resampler.feed, self._resampler.finish
            self._left = finish() if self._ended else feed(self._block[:n])
        n = min(len(out), len(self._left))
        out[:n] = self._left[:n]
        self._left = self._left[n:]
        return n

    def remark(self) -> Sentence | None:
        """What went wrong on the way, once the end is reached; ``None``: nothing."""
        name = Path(self.path).name
        if self._decoder.truncated:
            return sentence("Sound", "{file} ends before it should: a part is missing.", file=name)
        if self._decoder.broken_frames:
            return sentence("Sound", "{file} is damaged in places; they were left out.", file=name)
        return None

    def index_ahead(self) -> None:
        """Make later seeks in a long file quick where the format has no index, on a thread of its
        own (a short file is read up to any place in a moment).
        """
        short = self.duration_s is not None and self.duration_s < _SHORT_S
        if self._decoder.needs_index and not short and not self._asked_index:
            self._asked_index = True
            threading.Thread(target=self._index, name="seek index", daemon=True).start()

    def close(self) -> None:
        """Close the file."""
        with self._indexing:
            self._closed = True
            indexed, self._indexed = self._indexed, None
        if indexed is not None:
            indexed.close()
        self._decoder.close()

    def _index(self) -> None:
        with ExitStack() as unless_kept:
            try:
                decoder = Decoder(self.path)
                unless_kept.callback(decoder.close)
                decoder.index()
            except FileUnreadableError as error:
                log.debug("No index of %s: %s", self.path, error)
                return
            with self._indexing:
                if not self._closed:
                    self._indexed = decoder
                    unless_kept.pop_all()

    # -- silence ----------------------------------------------------------------------------------

    def _pass_silence(self) -> None:
        """Begin shortly before the first sound, when that is a long way in."""
        silent, farthest = 0, round(_FARTHEST_S * self.samplerate)
        while silent < farthest and (n := self._decoder.read_into(self._block)):
            sounding = _sounding(self._block[:n])
            if len(sounding):
                first_s = (silent + int(sounding[0])) / self.samplerate
                self.start_s = first_s - _LEAD_IN_S if first_s > _LONG_S else 0.0
                break
            silent += n
        self._decoder.seek(self.start_s)

    def _read_source(self, out: Frames) -> int:
        """Like the decoder's, without what is silent from far before the end on."""
        if not self._skip_silence:
            return self._decoder.read_into(out)
        longest = round(_LONG_S * self.samplerate)
        while n := self._decoder.read_into(out):
            sounding = _sounding(out[:n])
            if not len(sounding):
                self._silence += n
                if self._silence <= longest:
                    return n
                self._withheld += n
                continue
            if self._withheld:
                self._go_back(n)  # not the end: what was withheld belongs to the music
                continue
            self._silence = n - 1 - int(sounding[-1])
            return n
        return 0

    def _go_back(self, read: int) -> None:
        """Read again what was withheld, and the *read* frames behind it."""
        behind = self._withheld + read
        self._decoder.seek(self._decoder.position_s - behind / self.samplerate)
        self._withheld = 0
        self._silence = -behind  # so long nothing is withheld


def _sounding(frames: Frames) -> npt.NDArray[np.intp]:
    """Indices of the frames that can be heard."""
    return np.flatnonzero(np.abs(frames).max(axis=1) >= _SILENT)
