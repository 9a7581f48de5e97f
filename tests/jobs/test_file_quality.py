"""Which of two files of a recording sounds better, and how that is said."""

from __future__ import annotations

import pytest

from player.jobs.file_quality import (
    FileState,
    better_because,
    file_quality,
    format_words,
    is_lossless,
    preference,
)
from player.library.track import Metadata


def meta(codec: str = "", bitrate: int | None = None, samplerate: int | None = 44_100) -> Metadata:
    return Metadata(codec=codec, bitrate=bitrate, samplerate=samplerate, channels=2)


FLAC, MP3 = meta("flac", 800_000), meta("mp3", 320_000)


def test_a_lossless_file_stands_above_any_other_and_packing_says_nothing():
    assert file_quality(meta("flac", 400_000)) == file_quality(meta("pcm", 1_411_200))
    assert file_quality(FLAC) > file_quality(MP3) > file_quality(meta("mp3", 128_000))
    assert file_quality(meta("mp3", 128_000)) > file_quality(Metadata())
    assert file_quality(meta("alac", 900_000, 96_000)) > file_quality(meta("flac", 900_000))


def test_a_bit_is_worth_more_in_a_better_codec_and_nothing_without_treble():
    assert file_quality(meta("opus", 96_000, 48_000)) > file_quality(meta("mp3", 128_000))
    assert file_quality(meta("mp3", 320_000)) > file_quality(meta("aac", 128_000))
    assert not is_lossless(meta("pcm", 128_000, 8_000))
    assert file_quality(meta("pcm", 128_000, 8_000)) < file_quality(meta("mp3", 96_000))


ORDER = [
    FileState(1, meta("mp3", 64_000), chosen=True),
    FileState(2, FLAC),
    FileState(3, MP3),
    FileState(4, MP3),
    FileState(8, FLAC, clipped=True),
    FileState(5, FLAC, whole=False),
    FileState(7, FLAC, refused=True),
    FileState(6, FLAC, available=False, chosen=True),
]


def test_what_plays_then_the_choice_then_what_is_whole_then_the_sound_then_the_age():
    shuffled = sorted(ORDER, key=lambda file: file.track_id * 5 % 9)
    assert sorted(shuffled, key=preference, reverse=True) == ORDER


@pytest.mark.parametrize(
    ("better", "other", "why"),
    [
        (FileState(1, FLAC), FileState(2, MP3), "lossless"),
        (
            FileState(1, MP3),
            FileState(2, meta("mp3", 128_000)),
            "higher bit rate: 320 over 128 kbit/s",
        ),
        (
            FileState(1, meta("opus", 96_000, 48_000)),
            FileState(2, meta("mp3", 128_000)),
            "Opus keeps more at 96 kbit/s than MP3 at 128",
        ),
        (
            FileState(1, meta("flac", 1, 96_000)),
            FileState(2, FLAC),
            "more samples: 96 over 44.1 kHz",
        ),
        (
            FileState(1, meta("mp3", 96_000)),
            FileState(2, meta("pcm", 128_000, 8_000)),
            "more treble: 44.1 over 8 kHz",
        ),
        (
            FileState(1, MP3),
            FileState(2, FLAC, whole=False),
            "complete; the other breaks off or is damaged",
        ),
        (FileState(1, MP3), FileState(2, FLAC, available=False), "the other is not there now"),
        (FileState(1, MP3, chosen=True), FileState(2, FLAC), "your choice"),
        (
            FileState(1, MP3),
            FileState(2, FLAC, clipped=True),
            "the other is cut off at full level again and again",
        ),
        (FileState(1, MP3), FileState(2, FLAC, refused=True), "you keep the other out of queues"),
        (FileState(1, MP3), FileState(2, MP3), "as good as the other; it was here first"),
        (FileState(1, MP3), FileState(2, Metadata()), "nothing is known of the other's quality"),
    ],
)
def test_the_reason_is_the_first_thing_in_which_they_differ(
    better: FileState, other: FileState, why: str
):
    assert preference(better) > preference(other)
    assert str(better_because(better, other)) == why


def test_formats_are_written_as_people_do():
    assert format_words(MP3) == "MP3 320 kbit/s"
    assert format_words(FLAC) == "FLAC 44.1 kHz"
    assert format_words(meta("pcm", 128_000, 8_000)) == "PCM 8 kHz"
    assert format_words(Metadata()) == ""
