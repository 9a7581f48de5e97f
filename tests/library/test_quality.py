"""What is wrong with a file, from made records."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from player.library.quality import CLIPPED_PER_S, quality_of
from player.library.track import Analysis, FileStamp, Metadata, Track
from player.wording import Sentence, sentence


@dataclass(frozen=True)
class _Heard:
    truncated: bool | None = None
    silent: bool | None = None
    clipped_per_s: float | None = None


def _track(path: str = "/m/song.mp3", failure: Sentence | None = None, **fields: object) -> Track:
    given = {"codec": "mp3", "bitrate": 192_000, "channels": 2, "duration_s": 200.0} | fields
    metadata = Metadata(**given)  # type: ignore[arg-type]
    return Track(1, path, FileStamp(1, 1), "key", metadata, 0.0, failure=failure)


def _kinds(track: Track, heard: _Heard | Analysis | None = None) -> list[str]:
    return [issue.kind for issue in quality_of(track, heard)]


def test_a_file_in_order_has_no_issues_and_an_unheard_one_only_those_of_its_headers() -> None:
    assert _kinds(_track(), _Heard(truncated=False, silent=False, clipped_per_s=0.2)) == []
    assert _kinds(_track()) == []
    assert _kinds(_track(bitrate=48_000)) == ["low_bitrate"]


def test_an_unreadable_file_says_why_and_nothing_else() -> None:
    why = sentence("File", "The file {name} is empty.", name="song.mp3")
    (issue,) = quality_of(_track(failure=why, bitrate=8_000), _Heard(silent=True))
    assert (issue.kind, issue.sentence) == ("unreadable", why)


def test_what_was_heard_is_told_the_worst_first() -> None:
    heard = _Heard(truncated=True, silent=True, clipped_per_s=CLIPPED_PER_S)
    assert _kinds(_track(), heard) == ["silent", "truncated", "clipped"]
    analysis = Analysis(1, "key", "quick", "lark", "1", clipped_per_s=12.3)
    (issue,) = quality_of(_track(), analysis)
    assert str(issue.sentence) == "The sound is cut off at full level 12 times a second."


@pytest.mark.parametrize(
    ("codec", "kbps", "channels", "low"),
    [
        ("mp3", 95, 2, True),
        ("mp3", 96, 2, False),
        ("mp3", 64, 1, False),
        ("mp3", 40, 1, True),
        ("aac", 64, 2, False),
        ("aac", 48, 2, True),
        ("opus", 48, 2, False),
        ("opus", 24, 2, True),
        ("vorbis", 60, 2, True),
        ("flac", 20, 2, False),
        ("speex", 200, 1, True),
        ("amr_nb", 12, 1, True),
        ("sonic", 5, 2, False),
    ],
)
def test_the_better_the_codec_the_fewer_bits_are_enough(
    codec: str, kbps: int, channels: int, low: bool
) -> None:
    track = _track("/m/song", codec=codec, bitrate=kbps * 1000, channels=channels)
    assert _kinds(track) == ["low_bitrate"] * low


@pytest.mark.parametrize(
    ("ending", "codec", "wrong"),
    [
        (".mp3", "flac", True),
        (".MP3", "mp3", False),
        (".mp3", "aac", True),
        (".flac", "mp3", True),
        (".ogg", "opus", False),
        (".opus", "vorbis", True),
        (".m4a", "alac", False),
        (".m4a", "wma", True),
        (".wav", "pcm", False),
        (".wav", "adpcm_ms", False),
        (".wav", "mp3", False),
        (".wav", "flac", True),
        (".webm", "opus", False),
        ("", "mp3", False),
        (".mp3", "", False),
    ],
)
def test_an_ending_that_belongs_to_another_codec_is_told(
    ending: str, codec: str, wrong: bool
) -> None:
    assert _kinds(_track(f"/m/song{ending}", codec=codec)) == ["wrong_extension"] * wrong
