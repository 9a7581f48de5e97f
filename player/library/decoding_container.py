"""The outside of a music file: opening it safely, its streams, its frames as numbers.

Pure Python over FFmpeg, any thread or process. Used by :mod:`player.library.decoding` and
:mod:`player.library.decoding_stream`; these three are the home of PyAV.

Files are untrusted: only the demuxers of music formats are allowed (a playlist or a stream
description in disguise opens nothing else), and only local files are read.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

import av
import av.error
import numpy as np
import numpy.typing as npt
from av.audio.stream import AudioStream
from av.container import InputContainer

from player.errors import FileBrokenError, FileEmptyError, FileUnreadableError, NotAudioError
from player.library.decoding_edits import Edit, only_edit
from player.wording import sentence

log = logging.getLogger(__name__)

Samples = npt.NDArray[np.float32]

_DEMUXERS = (
    "mp3,flac,ogg,mov,wav,w64,aiff,ape,wv,tta,mpc,mpc8,matroska,dsf,asf,aac,caf,mp4,m4a,webm"
)

_INDEX_BYTES = 16 << 20
"""FFmpeg's own limit of 1 MiB thins the index of a three-hour MP3 until a place in its first half
is minutes off; 24 bytes a codec frame keep five hours of it whole."""


def open_container(path: str, *, exact_seek: bool, edit: Edit | None = None) -> InputContainer:
    """Open the container or say in a sentence why not.

    :param edit: of an MP4 that has no other; FFmpeg looks at its beginning only.
    :param exact_seek: as in :class:`~player.library.decoding_stream.Decoder`.
    :raises FileUnreadableError: or one of its children.
    """
    absolute = str(Path(path).absolute())  # never taken for a URL
    options = {
        "protocol_whitelist": "file",
        "format_whitelist": _DEMUXERS,
        "indexmem": str(_INDEX_BYTES),
    }
    if not exact_seek:
        options["fflags"] = "fastseek"
    if edit is not None:
        options["advanced_editlist"] = "0"
    try:
        if Path(path).stat().st_size == 0:
            raise FileEmptyError(sentence("File", "{file} is empty.", file=_name(path)))
        return av.open(absolute, "r", container_options=options, metadata_errors="replace")
    except FileNotFoundError as error:
        raise FileUnreadableError(
            sentence("File", "{file} is not there any more.", file=_name(path))
        ) from error
    except PermissionError as error:
        raise FileUnreadableError(
            sentence("File", "You are not allowed to read {file}.", file=_name(path))
        ) from error
    except (av.error.FFmpegError, OSError, ValueError) as error:
        log.debug("Cannot open %s: %s", path, error)
        raise _not_audio(path) from error


def edit_of(path: str) -> Edit | None:
    """The only edit of *path*, where it is an MP4; ``None`` where it cannot be read, too."""
    try:
        return only_edit(path)
    except OSError:
        return None


def _not_audio(path: str) -> NotAudioError:
    return NotAudioError(sentence("File", "There is no music in {file}.", file=_name(path)))


def broken(path: str) -> FileBrokenError:
    """What to raise when there is sound in the file, but none of it can be decoded."""
    return FileBrokenError(
        sentence("File", "{file} is damaged: nothing in it can be played.", file=_name(path))
    )


def _name(path: str) -> str:
    """The file's name as it can be shown (undecodable bytes replaced)."""
    return os.fsencode(Path(path).name).decode("utf-8", "replace")


def audio_stream(container: InputContainer, path: str) -> AudioStream:
    """The first stream of sound.

    :raises NotAudioError: there is none.
    :raises FileBrokenError: this FFmpeg cannot decode it.
    """
    if not container.streams.audio:
        raise _not_audio(path)
    stream = container.streams.audio[0]
    if stream.codec_context is None:
        raise broken(path)
    return stream


def duration_of(container: InputContainer, stream: AudioStream) -> float | None:
    """Length the headers promise, seconds."""
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return container.duration / av.time_base if container.duration else None


def picture_stream(container: InputContainer) -> Any:
    """The stream of the first attached picture, or ``None``."""
    attached = av.stream.Disposition.attached_pic
    return next((s for s in container.streams.video if s.disposition & attached), None)
