"""The demo library: what its pieces sound like by measurement, and what their files say."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import av
import numpy as np
import pytest
from mutagen.oggopus import OggOpus

from player.library.decoding import measure_loudness

ROOT = Path(__file__).resolve().parents[1]
DEMO = ROOT / "resources" / "demo"
SCRIPTS = ROOT / "packaging" / "demo"
_NAMES = ["catalogue", "render", "effects", "harmony", "instruments", "synthesis"]
_MODULES = [*_NAMES, "covers", "drums", "quiet_pieces", "band_pieces", "loud_pieces"]


@pytest.fixture(scope="module")
def scripts() -> Iterator[dict[str, ModuleType]]:
    """The rendering scripts, imported as they import each other, and forgotten afterwards."""
    sys.path.insert(0, str(SCRIPTS))
    try:
        yield {name: __import__(name) for name in _NAMES}
    finally:
        sys.path.remove(str(SCRIPTS))
        for name in _MODULES:
            sys.modules.pop(name, None)


@pytest.fixture(scope="module")
def jazz(scripts):
    """The piece that renders fastest, once."""
    piece = next(p for p in scripts["catalogue"].PIECES if p.title == "Blue Corner Table")
    return piece, piece.compose(piece.seed)


def test_the_same_seed_gives_the_same_samples(jazz):
    piece, master = jazz
    assert np.array_equal(master, piece.compose(piece.seed))


def test_another_seed_plays_differently(jazz):
    piece, master = jazz
    assert not np.array_equal(master, piece.compose(piece.seed + 1))


def test_a_master_is_clean(jazz, scripts):
    _, master = jazz
    assert master.shape[0] == 2
    assert np.isfinite(master).all()
    assert np.abs(master).max() < 0.9
    assert np.abs(master.mean(axis=1)).max() < 1e-3
    assert scripts["effects"].loudness(master) == pytest.approx(-16.0, abs=0.3)


def test_a_file_says_what_the_catalogue_says(jazz, scripts, tmp_path):
    piece, master = jazz
    path = tmp_path / "piece.opus"
    scripts["render"].encode(master[:, :96_000], path)
    scripts["render"].tag(piece, path)
    file = OggOpus(path)
    assert file["title"] == [piece.title]
    assert file["genre"] == ["Jazz"]
    assert file.info.length == pytest.approx(2.0, abs=0.01)


def _pitch_hz(wave: np.ndarray, near_hz: float, samplerate: int) -> float:
    """Frequency of the strongest line within a semitone of ``near_hz``, by interpolated FFT."""
    size = 1 << 19
    spectrum = np.abs(np.fft.rfft(wave * np.hanning(wave.size), size))
    bins = np.arange(spectrum.size) * samplerate / size
    spectrum[np.abs(np.log2(np.maximum(bins, 1.0) / near_hz)) > 1 / 12] = 0.0
    return float(bins[int(spectrum.argmax())])


@pytest.mark.parametrize("pitch", [45, 57, 69, 76])
@pytest.mark.parametrize(
    "name", ["harp", "clean_guitar", "piano", "electric_piano", "flute", "organ"]
)
def test_instruments_are_in_tune(scripts, name, pitch):
    hz = scripts["synthesis"].hertz(pitch)
    note = getattr(scripts["instruments"], name)(hz, 1.5, 0.7, np.random.default_rng(1))
    heard = _pitch_hz(note, hz, scripts["synthesis"].SAMPLERATE)
    assert abs(1200 * np.log2(heard / hz)) < 12


def test_voices_move_less_than_blocks_would(scripts):
    harmony = scripts["harmony"]
    chords = harmony.changes("C | Am | F | G7 | Em | Dm7 | G | C")
    voicings = harmony.voice_leading(chords, low=52, high=72)
    for chord, voicing in zip(chords, voicings, strict=True):
        assert {p % 12 for p in voicing} <= {(chord.root + s) % 12 for s in chord.shape}
        assert min(voicing) >= 52
        assert max(voicing) <= 72
    steps = [abs(a - b) for v, w in pairwise(voicings) for a, b in zip(v, w, strict=True)]
    assert np.mean(steps) < 2.5


@pytest.mark.parametrize(("name", "third"), [("C7", 4), ("Cm9", 3), ("C13", 4), ("Cmaj9", 4)])
def test_a_full_chord_keeps_its_third_and_seventh(scripts, name, third):
    harmony = scripts["harmony"]
    (voicing,) = harmony.voice_leading(harmony.changes(name), low=52, high=72, voices=3)
    heard = {p % 12 for p in voicing}
    assert third in heard
    assert heard & {10, 11}


def test_a_bar_of_steps_keeps_its_length(scripts):
    hits = scripts["harmony"].steps("x..gX.-.", 4.0, 12.0)
    assert [h[0] for h in hits] == [4.0, 5.5, 6.0, 8.0, 9.5, 10.0]
    assert [h[1] for h in hits[:3]] == [1.5, 0.5, 1.0]


def test_swing_moves_only_the_off_beat(scripts):
    clock = scripts["harmony"].Clock(60.0, swing=2 / 3)
    assert [clock.at(b) for b in (0, 1, 2)] == [0, 1, 2]
    assert clock.at(0.5) == pytest.approx(2 / 3)


def test_melodies_fill_their_bars(scripts):
    notes = scripts["harmony"].melody("C4:1 -:1 E4:1.5! | G4:3.5", start=4.0)
    assert [(n.beat, n.pitch) for n in notes] == [(4.0, 60), (6.0, 64), (7.5, 67)]
    assert notes[1].velocity > notes[0].velocity


def test_a_miscounted_bar_is_refused(scripts):
    with pytest.raises(ValueError, match="bar 2 has 3"):
        scripts["harmony"].melody("C4:4 | D4:3")


def test_the_limiter_holds_its_ceiling(scripts):
    loud = np.random.default_rng(3).normal(0, 1, (2, 48_000))
    assert np.abs(scripts["effects"].limit(loud, 0.8)).max() <= 0.8


def test_loudness_of_a_known_tone(scripts):
    t = np.arange(48_000 * 3) / 48_000
    tone = np.stack([np.sin(2 * np.pi * 997 * t)] * 2)
    assert scripts["effects"].loudness(tone) == pytest.approx(0.0, abs=0.05)
    assert scripts["effects"].loudness(0 * tone) == -70.0


def _decode(path: Path) -> np.ndarray:
    with av.open(str(path)) as container:
        parts = [f.to_ndarray() for f in container.decode(audio=0)]
    return (
        np.concatenate(parts, axis=1).reshape(-1, 2).T
        if parts[0].shape[0] == 1
        else np.hstack(parts)
    )


def test_the_stored_library_is_the_catalogue(scripts):
    pieces = scripts["catalogue"].PIECES
    stored = sorted(path.name for path in DEMO.glob("*.opus"))
    assert stored == sorted(f"{piece.stem}.opus" for piece in pieces)
    assert sum(path.stat().st_size for path in DEMO.iterdir()) < 4_000_000
    assert len({piece.mood for piece in pieces}) == 8
    assert (DEMO / "LICENSE.md").is_file()


@pytest.mark.parametrize("path", sorted(DEMO.glob("*.opus")), ids=lambda p: p.stem)
def test_a_stored_piece_is_music_to_a_meter(path, scripts):
    sound = _decode(path)
    assert 25.0 < sound.shape[1] / 48_000 < 40.0
    assert np.abs(sound).max() < 1.0
    loudness = measure_loudness(path)
    assert loudness.integrated_lufs == pytest.approx(-16.0, abs=0.3)
    assert loudness.true_peak_db < -0.5
    frames = sound[:, : sound.shape[1] // 4800 * 4800].reshape(2, -1, 4800)
    silent = np.sqrt((frames**2).mean(axis=(0, 2))) < 1e-3
    assert not silent[5:-20].any()
    tags = OggOpus(path)
    assert tags["metadata_block_picture"]
    assert tags["license"] == [scripts["catalogue"].LICENSE_URL]


def test_words_come_in_order_and_within_the_piece(scripts):
    sung = [piece for piece in scripts["catalogue"].PIECES if piece.lyrics]
    assert len(sung) == 2
    for piece in sung:
        seconds = [second for second, _ in piece.lyrics]
        assert seconds == sorted(seconds)
        assert seconds[-1] < OggOpus(DEMO / f"{piece.stem}.opus").info.length
        written = (DEMO / f"{piece.stem}.lrc").read_text(encoding="utf-8")
        assert written == scripts["render"].lyric_sheet(piece)
