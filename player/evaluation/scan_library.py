"""Folders of music for measuring the scan: made up, or a real folder's files many times over.

Command line only. Every file has tags of its own. In a made-up library every file has a sound of
its own too (eight bytes of it differ), as in life; copies of real files share theirs.
"""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import mutagen
import numpy as np
from mutagen.flac import Picture
from mutagen.id3 import APIC, ID3

from player.errors import UsageError
from player.library import encoding
from player.library.audio_info import AUDIO_SUFFIXES
from player.wording import sentence

KINDS: tuple[tuple[encoding.Codec, str, int], ...] = (
    ("mp3", "mp3", 16), ("flac", "flac", 2), ("aac", "m4a", 1), ("opus", "opus", 1),
)  # fmt: skip
"""Codec, ending, and how many of 20 files are of the kind: mostly MP3s, like real libraries."""

_SECONDS = 16.0  # 256 kB of MP3: more than what an identity reads
_SAMPLERATE = 48000
_BITRATE = 128_000
_ALBUM = 12  # tracks
_COVER = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(40_000)  # the size of a usual cover
_SOUND_FROM = 80_000  # bytes before which no sound is changed, in the last block of any kind


def make_library(folder: Path, files: int) -> None:
    """Fill *folder* with *files* made-up tracks, a folder an album."""
    kinds = [kind for kind in KINDS for _ in range(kind[2])]
    originals = {ending: _original(folder, codec, ending) for codec, ending, _ in KINDS}
    for number in range(files):
        _, ending, _ = kinds[number * 7 % len(kinds)]  # mixed, the same way each time
        album = folder / f"Artist {number // _ALBUM % 97}" / f"Album {number // _ALBUM}"
        album.mkdir(parents=True, exist_ok=True)
        path = album / f"{number % _ALBUM + 1:02d} Song {number}.{ending}"
        sound = bytearray(originals[ending])
        at = len(sound) - _SOUND_FROM // 2
        sound[at : at + 8] = number.to_bytes(8, "big")
        path.write_bytes(sound)
        _tag(path, number)


def multiply(source: Path, folder: Path, files: int) -> None:
    """Fill *folder* with *files* copies of the music in *source*, each with other tags.

    :raises UsageError: there is no music in *source*.
    """
    found = sorted(p for p in source.rglob("*") if p.suffix.lower() in AUDIO_SUFFIXES)
    if not found:
        raise UsageError(sentence("Command", "There is no music in {folder}.", folder=str(source)))
    for number, original in enumerate(itertools.islice(itertools.cycle(found), files)):
        place = folder / f"copy {number // len(found)}"
        place.mkdir(parents=True, exist_ok=True)
        copy = place / f"{number % len(found):04d} {original.name}"
        shutil.copyfile(original, copy)
        _retag(copy, number)


def _original(folder: Path, codec: encoding.Codec, ending: str) -> bytes:
    """One encoded sound without tags: three chords under noise, the same each time."""
    folder.mkdir(parents=True, exist_ok=True)
    t = np.arange(round(_SECONDS * _SAMPLERATE)) / _SAMPLERATE
    noise = np.random.default_rng(1).normal(0, 0.02, (len(t), 2))
    chord = np.sin(2 * np.pi * np.outer(t, (220.0, 277.2, 329.6))).sum(axis=1)
    samples = (0.1 * chord[:, None] + noise).astype(np.float32)
    path = folder / f"original.{ending}"
    bitrate = None if codec == "flac" else _BITRATE
    encoding.encode(path, samples, _SAMPLERATE, codec=codec, bitrate=bitrate)
    data = path.read_bytes()
    path.unlink()
    return data


def _tag(path: Path, number: int) -> None:
    """What a ripper writes, and a cover where ID3 or FLAC hold it."""
    file = mutagen.File(path, easy=True)
    if file.tags is None:
        file.add_tags()
    album = number // _ALBUM
    words = {
        "title": f"Song {number}",
        "artist": f"Artist {album % 97}",
        "album": f"Album {album}",
        "albumartist": f"Artist {album % 97}",
        "genre": "Rock",
        "date": str(1960 + album % 60),
        "tracknumber": f"{number % _ALBUM + 1}/{_ALBUM}",
        "discnumber": "1/1",
    }
    for name, text in words.items():
        file[name] = [text]
    file.save()
    if path.suffix == ".mp3":
        tags = ID3(path)  # type: ignore[no-untyped-call]
        tags.add(APIC(encoding=3, mime="image/jpeg", type=3, desc="", data=_COVER))  # type: ignore[no-untyped-call]
        tags.save(path)
    elif path.suffix == ".flac":
        picture = Picture()  # type: ignore[no-untyped-call]
        picture.type, picture.mime, picture.data = 3, "image/jpeg", _COVER
        file.add_picture(picture)
        file.save()


def _retag(path: Path, number: int) -> None:
    """Other tags; files mutagen cannot write, or that are broken, stay as they are."""
    try:
        file = mutagen.File(path, easy=True)
        if file is None:
            return
        if file.tags is None:
            file.add_tags()
        file["title"] = [f"Copy {number}"]
        file.save()
    except (mutagen.MutagenError, KeyError, TypeError, ValueError):
        return
