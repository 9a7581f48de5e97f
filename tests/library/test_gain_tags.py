"""Loudness tags of every container, written by the taggers' own rules and read back."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from mutagen import asf
from mutagen.aiff import AIFF
from mutagen.apev2 import APEv2
from mutagen.flac import FLAC
from mutagen.id3 import ID3, RVA2, TXXX, Encoding
from mutagen.mp4 import MP4, MP4FreeForm
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE
from sound_files import encode, sweep

from player.library.decoding import decode_blocks
from player.library.metadata import read_metadata
from player.library.track import ReplayGain

TAGS = {
    "REPLAYGAIN_TRACK_GAIN": "-7.89 dB",
    "REPLAYGAIN_TRACK_PEAK": "0.988525",
    "REPLAYGAIN_ALBUM_GAIN": "+1.50 dB",
    "REPLAYGAIN_ALBUM_PEAK": "1.000031",
}
GAIN = ReplayGain(-7.89, 0.988525, 1.5, 1.000031)


def write_txxx(path: Path) -> None:
    tags = ID3()
    for name, text in TAGS.items():
        tags.add(TXXX(encoding=Encoding.UTF8, desc=name, text=[text]))
    tags.save(path)


def write_txxx_lower_case_in_2_3(path: Path) -> None:
    tags = ID3()
    for name, text in TAGS.items():
        tags.add(TXXX(encoding=Encoding.LATIN1, desc=name.lower(), text=[text]))
    tags.save(path, v2_version=3)


def write_rva2(path: Path) -> None:
    tags = ID3()
    tags.add(RVA2(desc="track", channel=1, gain=-7.89, peak=0.988525))
    tags.add(RVA2(desc="album", channel=1, gain=1.5, peak=0.999))
    tags.save(path)


def write_ape(path: Path) -> None:
    tags = APEv2()
    tags.update(TAGS)
    tags.save(path)


def write_id3_in(kind: type[Any]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        file = kind(path)
        file.add_tags()
        for name, text in TAGS.items():
            file.tags.add(TXXX(encoding=Encoding.UTF8, desc=name, text=[text]))
        file.save()

    return write


def write_comments(kind: type[Any]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        file = kind(path)
        file.update(TAGS)
        file.save()

    return write


def write_freeform(path: Path) -> None:
    file = MP4(path)
    for name, text in TAGS.items():
        file[f"----:com.apple.iTunes:{name.lower()}"] = [MP4FreeForm(text.encode())]
    file.save()


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("a.mp3", write_txxx),
        ("a.mp3", write_txxx_lower_case_in_2_3),
        ("a.mp3", write_ape),
        ("a.flac", write_comments(FLAC)),
        ("a.opus", write_comments(OggOpus)),
        ("a.m4a", write_freeform),
        ("a.alac.m4a", write_freeform),
        ("a.wv", write_ape),
        ("a.tta", write_ape),
        ("a.wav", write_id3_in(WAVE)),
        ("a.aiff", write_id3_in(AIFF)),
    ],
)
def test_replaygain_of_every_container(
    tmp_path: Path, name: str, write: Callable[[Path], None]
) -> None:
    path = encode(tmp_path / name, sweep(0.5, 48000), 48000)
    assert read_metadata(str(path)).gain == ReplayGain()
    write(path)
    assert read_metadata(str(path)).gain == GAIN


def test_replaygain_of_files_that_nobody_encodes_here(shared_data: Path, tmp_path: Path) -> None:
    formats = shared_data / "library" / "formats"
    vorbis, wma = tmp_path / "a.ogg", tmp_path / "a.wma"
    vorbis.write_bytes((formats / "clip.ogg").read_bytes())
    wma.write_bytes((formats / "clip.wma").read_bytes())
    write_comments(OggVorbis)(vorbis)
    tags = asf.ASF(wma)
    tags.update(TAGS)
    tags.save()
    assert read_metadata(str(vorbis)).gain == read_metadata(str(wma)).gain == GAIN


def test_relative_volume_frames(tmp_path: Path) -> None:
    path = encode(tmp_path / "a.mp3", sweep(0.5, 48000), 48000)
    write_rva2(path)
    gain = read_metadata(str(path)).gain
    assert gain.track_db == pytest.approx(-7.89, abs=1 / 512)
    assert gain.track_peak == pytest.approx(0.988525, abs=1e-4)
    assert gain.album_db == pytest.approx(1.5, abs=1 / 512)
    assert gain.album_peak == pytest.approx(0.999, abs=1e-4)


def opus_with(path: Path, comments: dict[str, str]) -> Path:
    encode(path, sweep(0.5, 48000), 48000)
    file = OggOpus(path)
    file.update(comments)
    file.save()
    return path


@pytest.mark.parametrize(
    ("written", "db"),
    [
        ("-1280", 0.0),  # -5 dB to reach -23 LUFS: the track is at -18
        ("0", 5.0),
        ("+256", 6.0),
        ("-32768", None),  # 128 dB softer: no music needs that
        ("99999", None),
        ("-7.89 dB", None),  # ReplayGain under the wrong name
        ("", None),
    ],
)
def test_r128_gains_are_256ths_against_minus_23(
    tmp_path: Path, written: str, db: float | None
) -> None:
    path = opus_with(tmp_path / "a.opus", {"R128_TRACK_GAIN": written, "R128_ALBUM_GAIN": written})
    assert read_metadata(str(path)).gain == ReplayGain(track_db=db, album_db=db)


def test_in_opus_r128_gains_come_before_replaygain(tmp_path: Path) -> None:
    path = opus_with(tmp_path / "a.opus", {**TAGS, "R128_TRACK_GAIN": "-2560"})
    gain = read_metadata(str(path)).gain
    assert (gain.track_db, gain.album_db) == (-5.0, 1.5)


def test_the_gain_in_opus_header_is_applied_by_the_decoder_and_r128_is_on_top(
    tmp_path: Path,
) -> None:
    """RFC 7845, 5.1: ``output gain`` changes the samples, and no tag accounts for it again."""
    path = opus_with(tmp_path / "a.opus", {"R128_TRACK_GAIN": "-1280"})
    before = level(path)
    data = bytearray(path.read_bytes())
    header = data.index(b"OpusHead")
    data[header + 16 : header + 18] = (-6 * 256).to_bytes(2, "little", signed=True)
    end = data.index(b"OggS", 1)
    data[22:26] = bytes(4)
    data[22:26] = crc(bytes(data[:end])).to_bytes(4, "little")
    path.write_bytes(data)
    assert level(path) - before == pytest.approx(-6.0, abs=0.05)
    assert read_metadata(str(path)).gain.track_db == 0.0


def level(path: Path) -> float:
    """RMS level of what is decoded, dB."""
    with decode_blocks(path) as decoder:
        samples = np.concatenate([block.copy() for block in decoder])
    return float(10 * np.log10(np.mean(np.square(samples, dtype=np.float64))))


def crc(page: bytes) -> int:
    """Ogg's checksum: a CRC-32 with neither reflection nor inversion (RFC 3533)."""
    mirrored = bytes(int(f"{byte:08b}"[::-1], 2) for byte in page)
    register = zlib.crc32(mirrored, 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{register:032b}"[::-1], 2)
