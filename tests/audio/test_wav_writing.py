"""WAV files of every length, read back by the standard library and by the decoder."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import numpy as np
import pytest

from player.audio.file_output import FileOutput
from player.audio.wav_writing import WavWriter
from player.errors import NoSoundDeviceError
from player.library.decoding import decode_blocks
from tests.sound_files import read_wav

RATE = 44100


def write(path, samples: np.ndarray) -> None:
    with path.open("wb") as file:
        writer = WavWriter(file, RATE, samples.shape[1])
        for start in range(0, len(samples), 1000):
            writer.write(samples[start : start + 1000])
        writer.finish()


def test_24_bits_come_back_bit_for_bit(tmp_path):
    numbers = np.random.default_rng(1).integers(-(2**23), 2**23, (10_001, 2))
    samples = (numbers / 2.0**23).astype(np.float32)
    write(tmp_path / "out.wav", samples)
    heard, rate = read_wav(tmp_path / "out.wav")
    assert rate == RATE
    assert np.array_equal(heard, samples)
    with decode_blocks(tmp_path / "out.wav") as decoder:
        assert np.array_equal(np.concatenate(list(decoder)), samples)


class NearlyFull(io.BytesIO):
    """A disk with room for so many bytes."""

    room = 10_000

    def write(self, data) -> int:
        fits = bytes(data)[: self.room - self.tell()]
        if not fits and data:
            raise OSError(28, "No space left on device")
        return super().write(fits)


def test_what_fits_on_the_disk_can_be_read(tmp_path):
    file = NearlyFull()
    samples = np.full((400, 2), 0.25, np.float32)
    writer = WavWriter(file, RATE, 2)
    with pytest.raises(OSError, match="No space"):
        for _ in range(10):
            writer.write(samples)
    writer.finish()
    (tmp_path / "out.wav").write_bytes(file.getvalue())
    heard, _ = read_wav(tmp_path / "out.wav")
    assert len(heard) == 4 * len(samples)
    assert (heard == 0.25).all()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_is_said_at_once():
    with pytest.raises(NoSoundDeviceError, match="cannot be written"):
        FileOutput(Path("/dev/full"), RATE)


def test_what_is_too_loud_is_cut_off(tmp_path):
    write(tmp_path / "out.wav", np.array([[1.0, -1.0], [3.0, -3.0]], np.float32))
    heard, _ = read_wav(tmp_path / "out.wav")
    most = 1 - 2.0**-23
    assert heard.tolist() == [[most, -1.0], [most, -1.0]]


def test_an_odd_length_is_padded(tmp_path):
    write(tmp_path / "out.wav", np.array([[0.5]], np.float32))
    data = (tmp_path / "out.wav").read_bytes()
    assert len(data) % 2 == 0
    assert struct.unpack_from("<I", data, 4)[0] == len(data) - 8
    assert read_wav(tmp_path / "out.wav")[0].tolist() == [[0.5]]


def test_beyond_4_gib_the_sizes_have_64_bits():
    """EBU Tech 3306: an RF64 file, its true sizes in a chunk in front."""
    file = io.BytesIO()
    writer = WavWriter(file, RATE, 2)
    header = len(file.getvalue())
    writer.frames = 800_000_000  # five hours: 4.8 GB
    writer.finish()
    data = file.getvalue()
    assert len(data) == header
    assert (data[:4], data[8:12], data[12:16]) == (b"RF64", b"WAVE", b"ds64")
    assert struct.unpack_from("<I", data, 4)[0] == 2**32 - 1
    whole, samples, frames = struct.unpack_from("<QQQ", data, 20)
    assert (samples, frames) == (4_800_000_000, 800_000_000)
    assert whole == header - 8 + samples
    assert data[-8:-4] == b"data"
    assert struct.unpack_from("<I", data, header - 4)[0] == 2**32 - 1
