"""Real music, encoded on the spot: copies are found, other music is not taken for a copy."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from player.jobs.recordings import Names, Pulse, same_recording
from player.library.decoding import decode_blocks
from player.library.encoding import Codec, encode
from player.paths import models_dir
from player.tagging.network import AudioNetwork
from player.tagging.pipeline import analyse

COPIES: tuple[tuple[Codec, int | None], ...] = (
    ("mp3", 128_000),
    ("opus", 96_000),
    ("aac", 256_000),
)
STEP = 6
"""Every so many clips of a corpus in which neighbours are often of one artist."""

Heard = tuple[np.ndarray, Pulse]


@pytest.fixture(scope="module")
def network() -> AudioNetwork:
    return AudioNetwork.load(models_dir(), "cpu")


def hear(path: Path, network: AudioNetwork) -> Heard:
    found, heard = analyse(str(path), track_id=1, audio_key="", depth="quick", network=network)
    return heard.embedding, Pulse(found.tempo_bpm, found.key)


def same(one: Heard, other: Heard, names: Names = Names.SILENT) -> bool:
    return same_recording(float(one[0] @ other[0]), names, one[1], other[1])


def test_untitled_copies_are_found_and_other_music_of_the_same_length_is_not(
    shared_data: Path, network: AudioNetwork, tmp_path: Path
):
    clips = sorted((shared_data / "audio" / "gtzan_dev").glob("*.opus"))[::STEP]
    originals = [hear(clip, network) for clip in clips]
    assert len(originals) > 10
    found = tried = 0
    for clip, original in zip(clips[::4], originals[::4], strict=True):
        with decode_blocks(str(clip), samplerate=48_000) as decoder:
            samples = np.concatenate(list(decoder))
        for codec, bitrate in COPIES:
            copy = tmp_path / f"copy.{ {'aac': 'm4a'}.get(codec, codec) }"
            encode(copy, samples, 48_000, codec=codec, bitrate=bitrate)
            heard = hear(copy, network)
            found, tried = found + same(original, heard), tried + 1
            others = (other for other in originals if other is not original)
            assert not any(same(heard, other, Names.AGREE) for other in others)
    assert found >= 0.9 * tried
    pairs = itertools.combinations(originals, 2)
    assert not any(same(one, other, Names.AGREE) for one, other in pairs)


@pytest.mark.parametrize("name", ["clip.mka", "clip.webm", "clip.mp2", "clip_adts.aac"])
def test_untitled_files_of_the_test_library_are_found_to_be_the_titled_one(
    shared_data: Path, network: AudioNetwork, name: str
):
    formats = shared_data / "library" / "formats"
    titled, untitled = hear(formats / "clip.aiff", network), hear(formats / name, network)
    assert same(titled, untitled)
    assert not same(hear(formats / "silence_lead.flac", network), untitled)
