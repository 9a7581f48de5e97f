"""One music file being decoded: reading, seeking, cutting the encoder's padding, converting.

Pure Python over FFmpeg, any thread or process (one decoder belongs to one thread). Used through
:mod:`player.library.decoding`. Nothing here keeps a whole file in memory: a decoder hands out a
codec frame at a time.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from types import TracebackType

import av
import av.error
import numpy as np
import soxr
from av.audio.frame import AudioFrame

from player.library.decoding_container import (
    Samples,
    audio_stream,
    broken,
    duration_of,
    edit_of,
    open_container,
)
from player.library.decoding_end import Ending, is_cut_off
from player.library.decoding_packets import FrameReader, packets_from_next_page
from player.library.decoding_samples import Downmix, as_float
from player.library.decoding_stereo import StereoReader

log = logging.getLogger(__name__)

_PREROLL_S = 0.25
"""Decoded and thrown away after a seek: MP3's bit reservoir, Opus' 80 ms, overlap of the others."""
_GAP_S = 0.05
"""A jump of the codec's clock that means lost frames; sloppy muxers stay below."""
_PAGE_LEADS_S = (1.5, 6.0, 30.0, 120.0)
"""So far before the wanted place an Ogg page is looked for: most hold a second or less."""
_WITHOUT_INDEX = frozenset(("mp3", "aac", "wv"))
"""FFmpeg's names of the formats it has to read through before it knows where a place is."""
_BEYOND_S = 1e6  # eleven days
_LENGTHS_DIFFER = 4 * 1024


class Decoder:
    """One file being decoded: a context manager and an iterator of blocks.

    Blocks are float32 of shape (frames, channels), full scale 1.0 (lossy codecs may exceed it).
    16- and 24-bit sources are exact unless the rate or the channels are converted.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        samplerate: int | None = None,
        channels: int | None = None,
        start_s: float = 0.0,
        exact_seek: bool = True,
    ) -> None:
        """Open *path* and decode its first frame.

        :param samplerate: rate of the blocks in Hz; ``None`` keeps the file's.
        :param channels: 1 (mean of all) or 2 (FFmpeg's downmix); ``None`` keeps the file's.
        :param start_s: where the first block starts.
        :param exact_seek: sample-exact seeking; ``False`` lets formats without an index estimate
            the place (MP3: within a second), which spares reading up to it.
        :raises FileUnreadableError: or one of its children, when there is no sound to be had.
        """
        self.path = os.fspath(path)
        self._reader = FrameReader(self.path)
        self._gaps = 0
        self._edit = edit_of(self.path)
        self.container = open_container(self.path, exact_seek=exact_seek, edit=self._edit)
        try:
            self._prepare(samplerate, channels)
            if start_s > 0:
                self.seek(start_s)
        except BaseException:
            self.container.close()
            raise

    def _prepare(self, samplerate: int | None, channels: int | None) -> None:
        """Decode the first frame: it tells the real rate and channels, and where time starts."""
        self.stream = audio_stream(self.container, self.path)
        self.stream.codec_context.thread_count = 1
        self._reader.start(self.container, self.stream)
        self._pending = self._reader.read()
        if self._pending is None or not self._pending.sample_rate:
            raise broken(self.path)
        first = self._pending
        self.source_samplerate: int = first.sample_rate
        self.samplerate: int = samplerate or first.sample_rate
        self.channels: int = channels or first.layout.nb_channels
        self.duration_s: float | None = duration_of(self.container, self.stream)
        """Length the headers promise, seconds; ``None`` when they do not."""
        self._tick_s = float(first.time_base or 0)  # a Fraction for every frame would be slow
        self._zero_s = (first.pts or 0) * self._tick_s
        self._gap = _GAP_S * first.sample_rate
        self._start = (first.pts, first.samples)
        self._indexed = False
        self._limit = self._limit_frames()
        if self._limit is not None and self.duration_s is not None:
            edited_s = self._edit.seconds if self._edit is not None else None
            limit_s = self._limit / self.source_samplerate
            self.duration_s = min(self.duration_s, edited_s or limit_s, limit_s)
        self._position = 0  # in frames of the source, of the next frame out of the codec
        self._skip_until = 0
        self._ended = False
        self._cut_off: bool | None = None
        self._size = self.container.size
        self._downmix = Downmix(self.channels, self.path)
        self._stereo = StereoReader(self._next_frame, self.samplerate, self.path)
        self._new_converters()

    def _limit_frames(self) -> int | None:
        """Length that iTunes wrote into an MP4, or its edit list, in frames."""
        words = self.container.metadata.get("iTunSMPB", "").split()  # zero, delay, padding, length
        try:
            length = int(words[3], 16) if len(words) > 3 else 0
        except ValueError:
            length = 0
        edited = self._edit.frames(self.source_samplerate) if self._edit is not None else None
        return next((n for n in (length, edited) if n and self._is_likely(n)), None)

    def _is_likely(self, frames: int) -> bool:
        """The container promises the same but for a few codec frames."""
        expected = (self.duration_s or 0.0) * self.source_samplerate
        return abs(frames - expected) < _LENGTHS_DIFFER

    def _new_converters(self) -> None:
        self._stereo.reset()
        self._resampler: soxr.ResampleStream | None = None
        self._resampler_rate = 0

    @property
    def broken_frames(self) -> int:
        """Places so far where something could not be decoded; it was left out."""
        return self._reader.broken + self._gaps

    @property
    def truncated(self) -> bool:
        """The file ended before it should (known once the last block is out)."""
        if self._ended and self._cut_off is None:
            self._cut_off = is_cut_off(
                Ending(
                    self.path,
                    self.container.format.name,
                    self.duration_s,
                    self._position / self.source_samplerate,
                    self._reader.cut,
                    self._reader.first_byte,
                    self._reader.last_packet,
                    self._size,
                )
            )
        return self._ended and bool(self._cut_off)

    @property
    def position_s(self) -> float:
        """Where what comes next starts in the track, seconds (without a resampler's delay)."""
        here = self._position if self._limit is None else min(self._position, self._limit)
        here = max(here, self._skip_until) - self._stereo.waiting
        return here / self.source_samplerate

    def seek(self, position_s: float) -> None:
        """Let the next block start at *position_s* (at the end: no more blocks)."""
        target = max(0, round(position_s * self.source_samplerate))
        self._new_converters()
        self._ended = False
        self._cut_off = None
        self._pending = None
        if not self._jump(target):
            self._reopen()
        self._skip_until = target

    def _jump(self, target: int) -> bool:
        """Move the demuxer to a packet before *target*; ``False`` where it cannot."""
        wanted_s = max(0.0, target / self.source_samplerate - _PREROLL_S)
        if self.container.format.name == "ogg":
            return self._jump_to_page(wanted_s)
        if not self._move(wanted_s):
            return False
        self._reader.start(self.container, self.stream)
        self._pending = first = self._reader.read()
        if first is None:
            self._position = target
            return wanted_s > 0.0
        if wanted_s == 0.0:  # some formats land on another packet, or forget what to leave out
            self._position = 0
            return (first.pts, first.samples) == self._start
        at = self._frame_position(first)
        if at is None or at > target:
            return False
        self._position = self._on_grid(at, first.samples)
        return True

    def _jump_to_page(self, wanted_s: float) -> bool:
        """Move on to an Ogg page that surely begins before *wanted_s*."""
        nearest_s = min(wanted_s, self.duration_s or wanted_s)
        for lead_s in _PAGE_LEADS_S:
            if nearest_s <= lead_s or not self._move(nearest_s - lead_s):
                return False
            packets = packets_from_next_page(self.container, self.stream)
            if packets is None:
                continue
            self._reader.start(self.container, self.stream, packets)
            self._pending = self._reader.read()
            at = None if self._pending is None else self._frame_position(self._pending)
            if at is not None and at <= wanted_s * self.source_samplerate:
                self._position = at
                return True
        return False

    def _move(self, wanted_s: float) -> bool:
        """Let the container go on at the last packet before *wanted_s*."""
        try:
            offset = int((wanted_s + self._zero_s) / (self.stream.time_base or 1))
            self.container.seek(offset, stream=self.stream)
        except (av.error.FFmpegError, OverflowError) as error:
            log.debug("No seeking in %s: %s", self.path, error)
            return False
        return True

    def _on_grid(self, at: int, size: int) -> int:
        """*at* made exact where the clock is coarser than a sample (Matroska, ASF: milliseconds)
        and the codec's frames are all *size* long, but for the first, which may have been cut."""
        tick, first = self._tick_s * self.source_samplerate, self._start[1]
        if tick <= 1.0 or self.stream.codec_context.name == "vorbis":
            return at
        exact = first + round((at - first) / size) * size
        return exact if abs(exact - at) <= tick else at

    @property
    def needs_index(self) -> bool:
        """The next seek to where nobody was yet reads the file up to there first."""
        return not self._indexed and self.container.format.name in _WITHOUT_INDEX

    def index(self) -> None:
        """Make every later :meth:`seek` of this decoder quick.

        Where :attr:`needs_index`, this reads the file through once (in C, with the interpreter's
        lock free, about half a second for three hours of MP3); the index takes 24 bytes a codec
        frame. Else it does nothing. What is read next is what would have been read next.
        """
        if not self.needs_index:
            return
        here_s = self.position_s
        self._move(_BEYOND_S)
        self._indexed = True
        self.seek(here_s)

    def _reopen(self) -> None:
        """Start again at the beginning of the file."""
        self.container.close()
        self.container = open_container(self.path, exact_seek=True, edit=self._edit)
        self.stream = audio_stream(self.container, self.path)
        self.stream.codec_context.thread_count = 1
        self._reader.start(self.container, self.stream)
        self._pending = None
        self._position = 0
        self._indexed = False

    def _frame_position(self, frame: AudioFrame) -> int | None:
        if frame.pts is None:
            return None
        return round((frame.pts * self._tick_s - self._zero_s) * self.source_samplerate)

    def __iter__(self) -> Iterator[Samples]:
        return self

    def __next__(self) -> Samples:
        while (found := self._next_frame()) is not None:
            frame, first, last = found
            block = self._convert(self._to_numpy(frame)[first:last], frame)
            if len(block):
                return block
        tail = self._resample_tail()
        if tail is not None and len(tail):
            return tail
        raise StopIteration

    def read_into(self, out: Samples) -> int:
        """Fill *out* with what comes next, as stereo; returns how many frames, 0 at the end.

        Fewer than ``len(out)`` come only at the end. What is left of a codec frame waits for the
        next call. Read one decoder either by this or by iterating, until the next :meth:`seek`.

        :param out: float32 of shape (n, 2). Mono is written to both sides, stereo as it is, more
            channels are mixed (:class:`~player.library.decoding_samples.Downmix`); ``channels``
            given to the decoder says nothing here, its ``samplerate`` does.
        :raises FileBrokenError: nobody knows where its channels belong.
        """
        return self._stereo.read_into(out)

    def _next_frame(self) -> tuple[AudioFrame, int, int] | None:
        """The next codec frame with sound in it that counts, and where that begins and ends:
        not what lies before a seek's target, or behind the end of the music."""
        while not self._ended:
            frame = self._pending or self._reader.read()
            self._pending = None
            if frame is None:
                self._ended = True
                break
            first, last = self._stretch(frame)
            if first < last:
                return frame, first, last
        return None

    def _stretch(self, frame: AudioFrame) -> tuple[int, int]:
        """Which frames of *frame* count; moves on by all of them."""
        at = self._frame_position(frame)
        if at is not None and at - self._position > self._gap:
            self._gaps += 1  # some demuxers pass over what is broken without a word
            self._position = at
        begin, last = self._position, frame.samples
        if self._reader.keep is not None:
            last = min(last, self._reader.keep)
        self._position = begin + last
        first = max(0, self._skip_until - begin)
        if self._limit is not None:
            last = min(last, self._limit - begin)
        return first, last

    def _to_numpy(self, frame: AudioFrame) -> Samples:
        """(frames, channels) float32 in the wanted channels at the frame's own rate."""
        wanted, channels = self.channels, frame.layout.nb_channels
        if channels == wanted:
            return as_float(frame)
        if wanted == 1:
            mean: Samples = as_float(frame).mean(axis=1, keepdims=True, dtype=np.float32)
            return mean
        if channels == 1:
            return np.repeat(as_float(frame), wanted, axis=1)  # FFmpeg would take 3 dB away
        return as_float(self._downmix.mix(frame))

    def _convert(self, samples: Samples, frame: AudioFrame) -> Samples:
        """To the wanted rate, through soxr where it differs."""
        if frame.sample_rate == self.samplerate and self._resampler is None:
            return samples
        if self._resampler is None or self._resampler_rate != frame.sample_rate:
            self._resampler_rate = frame.sample_rate
            self._resampler = soxr.ResampleStream(
                frame.sample_rate, self.samplerate, self.channels, dtype="float32"
            )
        return np.asarray(self._resampler.resample_chunk(samples), dtype=np.float32)

    def _resample_tail(self) -> Samples | None:
        if self._resampler is None:
            return None
        nothing = np.zeros((0, self.channels), np.float32)
        tail = self._resampler.resample_chunk(nothing, last=True)
        self._resampler = None
        return np.asarray(tail, dtype=np.float32)

    def close(self) -> None:
        """Close the file."""
        self.container.close()

    def __enter__(self) -> Decoder:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
