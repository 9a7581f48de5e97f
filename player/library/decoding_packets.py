"""Codec frames out of an open file, one after another, past whatever is damaged.

Pure Python over FFmpeg, any thread or process (the thread of its decoder). Used by
:mod:`player.library.decoding_stream`. It must not keep more than one frame.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

import av
import av.error
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer

log = logging.getLogger(__name__)

_READ_ERRORS_IN_A_ROW = 16
_FIRST_PACKETS = 200
"""Packets tried for a first good frame before a file counts as broken."""


class FrameReader:
    """The frames of one stream; what cannot be read is passed over and counted."""

    def __init__(self, path: str) -> None:
        """*path*: the file that is named in the log."""
        self._path = path
        self.broken = 0
        """Packets so far that could not be decoded."""
        self.cut = False
        """The last packet that was read is incomplete, or nothing came out of it."""
        self.keep: int | None = None
        """Of the frame that was handed out last, how many are no padding (``None``: all)."""
        self._frames: Iterator[AudioFrame] = iter(())

    def start(self, container: InputContainer, stream: AudioStream) -> None:
        """Read from where *container* stands now."""
        self.keep, self.cut = None, False
        self._frames = self._read_frames(container, stream)

    def read(self) -> AudioFrame | None:
        """The next frame, ``None`` at the end."""
        return next(self._frames, None)

    def _read_frames(self, container: InputContainer, stream: AudioStream) -> Iterator[AudioFrame]:
        errors_in_a_row = 0
        while errors_in_a_row < _READ_ERRORS_IN_A_ROW:
            try:
                for frame in self._read_until_error(container, stream):
                    errors_in_a_row = 0
                    yield frame
                return
            except (av.error.FFmpegError, OSError) as error:
                log.debug("Read error in %s: %s", self._path, error)
                errors_in_a_row += 1
                self.cut = True

    def _read_until_error(
        self, container: InputContainer, stream: AudioStream
    ) -> Iterator[AudioFrame]:
        """Frames of one run of the demuxer.

        An MP4 tells the padding at the end by the length of its last packet only (its edit list
        counts in milliseconds), so a frame of a short packet waits until it is known to be last.
        """
        shortened = "mp4" in container.format.name
        tick = float((stream.time_base or 0) * stream.rate)  # packet's time -> frames
        held: AudioFrame | None = None
        good = False
        for tried, packet in enumerate(container.demux(stream)):
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
