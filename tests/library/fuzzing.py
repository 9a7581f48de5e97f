"""Files damaged on purpose, of every kind, and a reader that does to them all the program would.

Used by ``test_fuzz``. :func:`read_everything` runs in the reading processes, as the scan's own
reader does; it answers with what it could not explain.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import av
import mutagen
import numpy as np
from mutagen.flac import Picture
from mutagen.id3 import APIC, ID3, TIT2, USLT
from mutagen.mp4 import MP4, MP4Cover
from sound_files import FORMATS, encode, sweep

from player.errors import DataFileError, FileUnreadableError
from player.library import artwork, lyrics
from player.library.decoding import Decoder, decode_segment
from player.library.identity import audio_key
from player.library.playlist_files import read_playlist
from player.library.scanner import FoundFile, ReadFile, read_file
from player.library.track import FileStamp, Metadata
from player.wording import sentence

PLAYLISTS = ("m3u", "m3u8", "pls", "xspf")
_MOST_BYTES = 400_000  # of a real file that is taken along
_MOST_HEARD_S = 120.0  # what damaged headers promise beyond this is not decoded
_LONGEST_CALL_S = 2.0
_PNG = b"\x89PNG\r\n\x1a\n" + bytes(5000)
_OTHERS = {
    "wma": ("asf", "wmav2", "fltp"),
    "mp2": ("mp2", "mp2", "s16"),
    "aac": ("adts", "aac", "fltp"),
    "webm": ("webm", "libopus", "flt"),
}
"""Container, encoder and sample format of endings ``sound_files`` does not know."""
SOUND = (*FORMATS, *_OTHERS)


def seeds(folder: Path, real: Iterable[Path]) -> dict[str, bytes]:
    """Whole files by name: one of every kind that can be made, and those in the folders *real*."""
    found = {}
    samples = sweep(1.5, 48000)
    for kind in SOUND:
        path = folder / f"whole.{kind}"
        if kind in FORMATS:
            encode(path, samples, 48000)
        else:
            _encode(path, samples)
        _tag(path)
        found[path.name] = path.read_bytes()
    for kind in PLAYLISTS:
        found[f"whole.{kind}"] = _playlist(kind)
    for number, path in enumerate(path for place in real for path in sorted(place.rglob("*"))):
        if path.is_file() and 0 < path.stat().st_size <= _MOST_BYTES:
            found[f"{number} {path.name}"] = path.read_bytes()
    return found


def _encode(path: Path, samples: np.ndarray) -> None:
    container, codec, sample_format = _OTHERS[path.suffix[1:]]
    with av.open(str(path), "w", format=container) as out:
        stream = out.add_stream(codec, rate=48000, layout="stereo", format=sample_format)
        stream.codec_context.options = {"strict": "-2"}  # FFmpeg's Vorbis is an experiment
        stream.codec_context.bit_rate = 128_000
        resampler = av.AudioResampler(sample_format, "stereo", 48000, frame_size=1024)
        packed = np.ascontiguousarray(samples).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(packed, format="flt", layout="stereo")
        frame.sample_rate, frame.pts = 48000, 0
        for piece in (*resampler.resample(frame), *resampler.resample(None)):
            out.mux(stream.encode(piece))
        out.mux(stream.encode(None))


def _tag(path: Path) -> None:
    """A title, words and a cover, where mutagen writes them."""
    try:
        file = mutagen.File(path)
        if file is None:
            return
        if file.tags is None:
            file.add_tags()
    except mutagen.MutagenError:
        return
    if isinstance(file.tags, ID3):
        file.tags.add(TIT2(encoding=3, text=["标题"]))
        file.tags.add(USLT(encoding=1, lang="eng", desc="", text="la la"))
        file.tags.add(APIC(encoding=3, mime="image/png", type=3, desc="", data=_PNG))
    elif isinstance(file, MP4):
        file["\xa9nam"], file["covr"] = ["标题"], [MP4Cover(_PNG, MP4Cover.FORMAT_PNG)]
    else:
        file["title"] = "标题"
        if hasattr(file, "add_picture"):
            picture = Picture()
            picture.type, picture.mime, picture.data = 3, "image/png", _PNG
            file.add_picture(picture)
    file.save()


def _playlist(kind: str) -> bytes:
    if kind == "pls":
        return "[playlist]\nFile1=a.mp3\nTitle1=标题\nLength1=3\nNumberOfEntries=1\n".encode()
    if kind == "xspf":
        return (
            '<?xml version="1.0" encoding="UTF-8"?><playlist version="1" '
            'xmlns="http://xspf.org/ns/0/"><title>x</title><trackList><track><location>'
            "file:///a/b.mp3</location><title>标题</title></track></trackList></playlist>"
        ).encode()
    return "#EXTM3U\n#EXTINF:123,Artist - 标题\n../b/a.mp3\nC:\\Music\\x.flac\n".encode()


def truncate(data: bytes, chance: random.Random, _: bytes) -> bytes:
    return data[: chance.randrange(len(data))]


def flip(data: bytes, chance: random.Random, _: bytes) -> bytes:
    """A few bits, near the start more often than not."""
    changed = bytearray(data)
    reach = len(data) if chance.random() < 0.4 else min(len(data), 600)
    for _number in range(chance.choice((1, 3, 10, 60))):
        changed[chance.randrange(reach)] ^= 1 << chance.randrange(8)
    return bytes(changed)


def splice(data: bytes, chance: random.Random, other: bytes) -> bytes:
    """A piece of another file in the middle of this one."""
    at, start = chance.randrange(len(data)), chance.randrange(len(other))
    piece = other[start : start + chance.randrange(1, 20_000)]
    gap = chance.choice((0, len(piece), chance.randrange(1, 5000)))
    return data[:at] + piece + data[at + gap :]


def zero(data: bytes, chance: random.Random, _: bytes) -> bytes:
    at, count = chance.randrange(len(data)), chance.choice((1, 4, 64, 5000, len(data)))
    return data[:at] + bytes(min(count, len(data) - at)) + data[at + count :]


def lie(data: bytes, chance: random.Random, _: bytes) -> bytes:
    """Numbers as large as they go, where lengths and counts stand."""
    changed = bytearray(data)
    for _number in range(chance.choice((1, 2, 8))):
        at = chance.randrange(min(len(data), 3000))
        number = chance.choice((b"\xff" * 4, b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f", b"\xff" * 8))
        changed[at : at + len(number)] = number
    return bytes(changed)


DAMAGES: tuple[Callable[[bytes, random.Random, bytes], bytes], ...] = (
    truncate, flip, splice, zero, lie,
)  # fmt: skip


def ruins(folder: Path, whole: dict[str, bytes], count: int, seed: int) -> Iterator[FoundFile]:
    """*count* damaged files in *folder*, the same for the same seed."""
    names, datas = list(whole), list(whole.values())
    for number in range(count):
        chance = random.Random(f"{seed} {number}")
        name = names[number % len(names)]
        damage = DAMAGES[number // len(names) % len(DAMAGES)]
        data = damage(whole[name], chance, chance.choice(datas))
        path = folder / f"{number} {damage.__name__} {name}"
        path.write_bytes(data)
        os.utime(path, (1, 1))  # nobody is writing it
        status = path.stat()
        yield FoundFile(str(path), FileStamp(status.st_size, status.st_mtime_ns))


def read_everything(found: FoundFile) -> ReadFile:
    """Scan, cover, words, identity, every sample, a jump, a segment for analysis: what the program
    does to a file. The answer's failure says what was not foreseen; its ``bitrate`` is the peak of
    the process's memory in KiB, its ``duration_s`` the processor time that went into the file (how
    long it took says more of what else the machine did), its ``title`` why the file cannot be
    used."""
    begun = time.process_time()
    steps: dict[str, Callable[[], object]] = {
        "scan": lambda: None,
        "cover": lambda: artwork.find_cover(found.path),
        "words": lambda: lyrics.find_lyrics(found.path),
        "identity": lambda: audio_key(found.path),
        "decoding": lambda: _hear(found.path),
        "playlist": lambda: _list(found.path),
    }
    read, strange = read_file(found), ""
    for step, do in steps.items():
        try:
            do()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what the test is about
            strange += f"{step}: {type(error).__name__}: {error}; "
    why = "" if read.failure is None else str(read.failure)
    failure = sentence("Scan", "{what}", what=strange) if strange else None
    metadata = Metadata(
        title=why,
        duration_s=time.process_time() - begun,
        bitrate=_peak_kib(),
        has_cover=read.temporary or read.unstable,
    )
    return ReadFile(found.path, found.stamp, read.audio_key, metadata, failure)


def _peak_kib() -> int:
    """Most memory this process ever had in RAM (``ru_maxrss`` begins with its parent's)."""
    if sys.platform != "linux":
        return 0
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0])


def _hear(path: str) -> None:
    try:
        with Decoder(path) as decoder:
            _play(decoder)
        with Decoder(path, samplerate=44100, channels=2) as decoder:
            for _, block in zip(range(100), decoder, strict=False):
                assert block.shape[1] == 2
        decode_segment(path, start_s=0.5, duration_s=10.0, sr=22050)
    except FileUnreadableError:
        return


def _play(decoder: Decoder) -> None:
    """What the sound process does, up and down the file; no single call may take long."""
    out = np.zeros((8192, 2), np.float32)
    heard = 0
    while heard < _MOST_HEARD_S * decoder.samplerate:
        count = _quick(lambda: decoder.read_into(out))
        if not count:
            break
        heard += count
    assert decoder.broken_frames >= 0
    assert decoder.truncated in {True, False}
    _quick(decoder.index)
    length_s = decoder.duration_s or 0.0
    for position_s in (length_s / 2, length_s * 0.99, 0.1, length_s * 2.0, 0.0):
        _quick(lambda position_s=position_s: decoder.seek(position_s))
        assert decoder.position_s >= 0.0
        _quick(lambda: decoder.read_into(out))


def _quick(call: Callable[[], Any]) -> Any:
    """What *call* returns.

    :raises TimeoutError: it took more processor time than anybody may wait for.
    """
    begun = time.process_time()
    answer = call()
    if (taken := time.process_time() - begun) > _LONGEST_CALL_S:
        raise TimeoutError(f"one call took {taken:.1f} s")
    return answer


def _list(path: str) -> None:
    try:
        read_playlist(Path(path))
    except DataFileError:
        return
