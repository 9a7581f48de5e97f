"""Codec frames out of an open file, one after another, past whatever is damaged.

Pure Python over FFmpeg, any thread or process (the thread of its decoder). Used by
:mod:`player.library.decoding_stream`. It must not keep more than one frame.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import chain

import av
import av.error
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer

log = logging.getLogger(__name__)

Packets = Iterator["av.Packet[AudioStream]"]

_READ_ERRORS_IN_A_ROW = 16
_FIRST_PACKETS = 200
"""Packets tried for a first good frame before a file counts as broken."""


def packets_from_next_page(container: InputContainer, stream: AudioStream) -> Packets | None:
    """The packets from the next Ogg page on, ``None`` where there is none.

    Where Ogg is sought in, FFmpeg guesses the time of the page it lands on, and guesses wrong for
    FLAC and on the last page; the page behind it begins where that one says that it ends.
    """
    packets = container.demux(stream)
    page: int | None = None
    try:
        for packet in packets:
            page = packet.pos if page is None else page
            if packet.pos != page and packet.pts is not None:
                return chain((packet,), packets)
    except (av.error.FFmpegError, OSError) as error:
        log.debug("Read error behind a page: %s", error)
    return None


class FrameReader:
    """The frames of one stream; what cannot be read is passed over and counted."""

    def __init__(self, path: str) -> None:
        """*path*: the file that is named in the log."""
        self._path = path
        self.broken = 0
        """Packets so far that could not be decoded."""
        self.cut = False
        """The last packet that was read is incomplete, or nothing came out of it."""
        self.first_byte: int | None = None
        """Where the first packet that was ever read lies in the file."""
        self.last_packet: tuple[int, int] | None = None
        """Where the last packet lies and its size in bytes, known at the end."""
        self.keep: int | None = None
        """Of the frame that was handed out last, how many are no padding (``None``: all)."""
        self._frames: Iterator[AudioFrame] = iter(())

    def start(
        self, container: InputContainer, stream: AudioStream, packets: Packets | None = None
    ) -> None:
        """Read from where *container* stands now, or first of all *packets* that came from it."""
        self.keep, self.cut = None, False
        self._frames = self._read_frames(container, stream, packets)

    def read(self) -> AudioFrame | None:
        """The next frame, ``None`` at the end."""
        return next(self._frames, None)

    def _read_frames(
        self, container: InputContainer, stream: AudioStream, packets: Packets | None
    ) -> Iterator[AudioFrame]:
        errors_in_a_row = 0
        while errors_in_a_row < _READ_ERRORS_IN_A_ROW:
            try:
                run, packets = packets or container.demux(stream), None
                for frame in self._read_until_error(container, stream, run):
                    errors_in_a_row = 0
                    yield frame
                return
            except (av.error.FFmpegError, OSError) as error:
                log.debug("Read error in %s: %s", self._path, error)
                errors_in_a_row += 1
                self.cut = True

    def _read_until_error(
        self, container: InputContainer, stream: AudioStream, packets: Packets
    ) -> Iterator[AudioFrame]:
        """Frames of one run of the demuxer.

        An MP4 tells the padding at the end by the length of its last packet only (its edit list
        counts in milliseconds), so a frame of a short packet waits until it is known to be last.
        """
        shortened = "mp4" in container.format.name
        tick = float((stream.time_base or 0) * stream.rate)  # packet's time -> frames
        held: AudioFrame | None = None
        last: av.Packet[AudioStream] | None = None
        good = False
        for tried, packet in enumerate(packets):
            if self.first_byte is None:
                self.first_byte = packet.pos
            if held is not None and packet.size:
                self.keep = None
                yield held
                held = None
            for frame in self._decode(packet):
                good = True
                length = round((packet.duration or 0) * tick) if shortened else 0
                if 0 < length < frame.samples:
                    held, self.keep = frame, length
                else:
                    yield frame
            if not good and tried > _FIRST_PACKETS:
                return
            if packet.size:
                last = packet
        if last is not None and last.pos is not None:
            self.last_packet = last.pos, last.size
        if held is not None:
            yield held

    def _decode(self, packet: av.Packet[AudioStream]) -> list[AudioFrame]:
        try:
            frames = packet.decode()
        except av.error.EOFError:
            return []
        except (av.error.FFmpegError, OSError) as error:
            log.debug("Broken frame in %s: %s", self._path, error)
            self.broken += 1
            self.cut = True
            return []
        if packet.size:
            self.cut = packet.is_corrupt
        return frames
