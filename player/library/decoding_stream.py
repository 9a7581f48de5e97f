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
from av.audio.stream import AudioStream

from player.library.decoding_container import (
    Samples,
    as_float,
    audio_stream,
    broken,
    duration_of,
    open_container,
)

log = logging.getLogger(__name__)

_PREROLL_S = 0.25
"""Decoded and thrown away after a seek: MP3's bit reservoir, Opus' 80 ms, overlap of the others."""
_GAP_S = 0.05
"""A jump of the codec's clock that means lost frames; sloppy muxers stay below."""
_LENGTHS_DIFFER = 4 * 1024
_READ_ERRORS_IN_A_ROW = 16
_FIRST_PACKETS = 200
"""Packets tried for a first good frame before a file counts as broken."""


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
        self.broken_frames = 0
        """Places so far where something could not be decoded; it was left out."""
        self.container = open_container(self.path, exact_seek=exact_seek)
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
        self._keep: int | None = None  # frames of the codec's next frame that are not padding
        self._frames: Iterator[AudioFrame] = self._read_frames()
        self._pending = next(self._frames, None)
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
        self._limit = self._limit_frames()
        self._position = 0  # in frames of the source, of the next frame out of the codec
        self._skip_until = 0
        self._ended = False
        self._new_converters()

    def _limit_frames(self) -> int | None:
        """Length that iTunes wrote into an MP4, in frames (``iTunSMPB``: delay, padding, length).

        Believed only where it agrees with the container to a few codec frames.
        """
        words = self.container.metadata.get("iTunSMPB", "").split()
        if len(words) < 4 or self.duration_s is None:
            return None
        try:
            length = int(words[3], 16)
        except ValueError:
            return None
        expected = self.duration_s * self.source_samplerate
        return length if length and abs(length - expected) < _LENGTHS_DIFFER else None

    def _new_converters(self) -> None:
        self._downmix: av.AudioResampler | None = None
        self._downmix_of = ("", "", 0)
        self._resampler: soxr.ResampleStream | None = None
        self._resampler_rate = 0

    @property
    def truncated(self) -> bool:
        """The file ended before its headers said (known once the last block is out)."""
        if not self._ended or self.duration_s is None:
            return False
        missing_s = self.duration_s - self._position / self.source_samplerate
        return missing_s > max(0.5, 0.02 * self.duration_s)

    @property
    def position_s(self) -> float:
        """Where the next block starts in the track, seconds (without a resampler's delay)."""
        return max(self._position, self._skip_until) / self.source_samplerate

    def seek(self, position_s: float) -> None:
        """Let the next block start at *position_s* (at the end: no more blocks)."""
        target = max(0, round(position_s * self.source_samplerate))
        self._new_converters()
        self._ended = False
        self._keep = None
        self._pending = None
        if not self._jump(target):
            self._reopen()
        self._skip_until = target

    def _jump(self, target: int) -> bool:
        """Move the demuxer to a packet before *target*; ``False`` where it cannot."""
        wanted_s = max(0.0, target / self.source_samplerate - _PREROLL_S)
        if wanted_s == 0.0:
            return False  # formats without an index land on the wrong packet here
        try:
            time_base = self.stream.time_base or 1
            offset = int((wanted_s + self._zero_s) / time_base)
            self.container.seek(offset, stream=self.stream)
        except (av.error.FFmpegError, OverflowError) as error:
            log.debug("No seeking in %s: %s", self.path, error)
            return False
        self._frames = self._read_frames()
        self._pending = next(self._frames, None)
        if self._pending is None:
            self._position = target
            return True
        at = self._frame_position(self._pending)
        if at is None or at > target:
            return False
        self._position = at
        return True

    def _reopen(self) -> None:
        """Start again at the beginning of the file."""
        self.container.close()
        self.container = open_container(self.path, exact_seek=True)
        self.stream = audio_stream(self.container, self.path)
        self.stream.codec_context.thread_count = 1
        self._frames = self._read_frames()
        self._pending = None
        self._position = 0

    def _frame_position(self, frame: AudioFrame) -> int | None:
        if frame.pts is None:
            return None
        return round((frame.pts * self._tick_s - self._zero_s) * self.source_samplerate)

    def _read_frames(self) -> Iterator[AudioFrame]:
        """Frames out of the codec; what cannot be read is passed over."""
        errors_in_a_row = 0
        while errors_in_a_row < _READ_ERRORS_IN_A_ROW:
            try:
                for frame in self._read_until_error():
                    errors_in_a_row = 0
                    yield frame
                return
            except (av.error.FFmpegError, OSError) as error:
                log.debug("Read error in %s: %s", self.path, error)
                errors_in_a_row += 1

    def _read_until_error(self) -> Iterator[AudioFrame]:
        """Frames of one run of the demuxer.

        An MP4 tells the padding at the end by the length of its last packet only (its edit list
        counts in milliseconds), so a frame of a short packet waits until it is known to be last.
        """
        shortened = "mp4" in self.container.format.name
        held: AudioFrame | None = None
        good = False
        for tried, packet in enumerate(self.container.demux(self.stream)):
            if held is not None and packet.size:
                self._keep = None
                yield held
                held = None
            for frame in self._decode(packet):
                good = True
                if shortened and packet.duration and self._samples_of(packet) < frame.samples:
                    held, self._keep = frame, self._samples_of(packet)
                else:
                    yield frame
            if not good and tried > _FIRST_PACKETS:
                return
        if held is not None:
            yield held

    def _samples_of(self, packet: av.Packet[AudioStream]) -> int:
        seconds = (packet.duration or 0) * (packet.time_base or 0)
        return round(seconds * self.stream.rate)

    def _decode(self, packet: av.Packet[AudioStream]) -> list[AudioFrame]:
        try:
            return list(packet.decode())
        except av.error.EOFError:
            return []
        except (av.error.FFmpegError, OSError) as error:
            log.debug("Broken frame in %s: %s", self.path, error)
            self.broken_frames += 1
            return []

    def __iter__(self) -> Iterator[Samples]:
        return self

    def __next__(self) -> Samples:
        while not self._ended:
            frame = self._pending or next(self._frames, None)
            self._pending = None
            if frame is None:
                self._ended = True
                tail = self._resample_tail()
                if tail is not None and len(tail):
                    return tail
                break
            block = self._convert(self._cut(frame), frame)
            if len(block):
                return block
        raise StopIteration

    def _cut(self, frame: AudioFrame) -> Samples:
        """*frame* as float32 without what lies before a seek's target or after the end."""
        samples = self._to_numpy(frame)
        at = self._frame_position(frame)
        if at is not None and at - self._position > _GAP_S * self.source_samplerate:
            self.broken_frames += 1  # some demuxers pass over what is broken without a word
            self._position = at
        begin = self._position
        self._position = begin + len(samples)
        first = min(len(samples), max(0, self._skip_until - begin))
        last = len(samples)
        if self._keep is not None:
            last = max(first, min(last, self._keep))
        if self._limit is not None:
            last = max(first, min(last, self._limit - begin))
        return samples[first:last]

    def _to_numpy(self, frame: AudioFrame) -> Samples:
        """(frames, channels) float32 in the wanted channels at the frame's own rate."""
        wanted = self.channels
        if wanted not in (1, frame.layout.nb_channels):
            frame = self._mix(frame)
        samples = as_float(frame)
        if samples.shape[1] != wanted:
            samples = samples.mean(axis=1, keepdims=True, dtype=np.float32)
        return samples

    def _mix(self, frame: AudioFrame) -> AudioFrame:
        """Through FFmpeg's channel matrix (which knows the centre and the surrounds)."""
        source = (frame.layout.name, frame.format.name, frame.sample_rate)
        if self._downmix is None or self._downmix_of != source:  # some streams change on the way
            self._downmix_of = source
            layout = {1: "mono", 2: "stereo"}.get(self.channels, f"{self.channels}c")
            self._downmix = av.AudioResampler("flt", layout, frame.sample_rate)
        try:
            mixed = self._downmix.resample(frame)
        except av.error.FFmpegError as error:  # thirty channels, which nobody knows the places of
            raise broken(self.path) from error
        if len(mixed) == 1:
            return mixed[0]
        raise broken(self.path)

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
