"""The frames against librosa's own features, which they are by definition."""

from __future__ import annotations

import librosa
import numpy as np
import pytest
from numpy.testing import assert_allclose

from player.tagging.features import (
    MEL_HIGHEST_HZ,
    MEL_LOWEST_HZ,
    N_CONTRAST,
    N_FFT,
    N_FFT_LONG,
    N_MELS,
    N_MFCC,
    Float32,
    frame_features,
    log_mel,
    mel_hertz,
)
from player.tagging.rates import CONTRAST_HOP, HOP_LENGTH, LONG_HOP, SR
from player.tagging.tonality import tuning_of
from player.tagging.window_features import NAMES, WINDOW_FRAMES, window_features, window_mel
from tests.tagging.signals import chord, song

_RMS = 0.1


def _sounds() -> dict[str, Float32]:
    random = np.random.default_rng(3)
    t = np.arange(4 * SR) / SR
    noise = random.normal(0, 0.1, len(t))
    chord = sum(np.sin(2 * np.pi * hertz * t) for hertz in (220.0, 277.2, 329.6))
    beats = noise * np.exp(-((t % 0.5) / 0.05)) + 0.2 * chord
    fading = np.where(t < 3, noise, 0.0)
    return {
        name: (y * _RMS / np.sqrt(np.mean(y**2))).astype(np.float32)
        for name, y in {"noise": noise, "chord": chord, "beats": beats, "fading": fading}.items()
    }


@pytest.fixture(params=_sounds())
def y(request: pytest.FixtureRequest) -> Float32:
    """Four seconds of sound at the level the features are taken at."""
    return _sounds()[request.param]


@pytest.fixture(scope="module")
def music() -> Float32:
    """One window of chords over beats."""
    return song(6)


def _mel(y: Float32) -> np.ndarray:
    return librosa.feature.melspectrogram(
        y=y,
        sr=SR,
        n_fft=N_FFT,
        hop_length=HOP_LENGTH,
        center=False,
        n_mels=N_MELS,
        fmin=MEL_LOWEST_HZ,
        fmax=MEL_HIGHEST_HZ,
    )


def _long_magnitude(y: Float32, hop_length: int = LONG_HOP) -> np.ndarray:
    return np.abs(librosa.stft(y, n_fft=N_FFT_LONG, hop_length=hop_length, center=False))


def _value(y: Float32, name: str) -> float:
    return float(window_features(frame_features(y), [0])[0, NAMES.index(name)])


def test_mel_power_and_onsets_are_librosa_s(y: Float32) -> None:
    frames = frame_features(y)
    mel = _mel(y)
    # Rounding to single precision reaches 120 dB below the loudest.
    assert_allclose(frames.mel, mel.T, rtol=1e-4, atol=1e-11 * mel.max())
    expected = librosa.power_to_db(mel / mel.mean(), amin=1e-5, top_db=None)
    assert_allclose(log_mel(frames.mel), expected.T, atol=1e-3)
    onset = librosa.onset.onset_strength(S=expected, sr=SR, center=False)
    assert_allclose(frames.onset, onset, atol=1e-3)


def test_contrast_is_librosa_s(y: Float32) -> None:
    frames = frame_features(y)
    expected = librosa.feature.spectral_contrast(
        S=_long_magnitude(y, CONTRAST_HOP),
        sr=SR,
        n_fft=N_FFT_LONG,
        n_bands=N_CONTRAST - 1,
        quantile=0.05,
        linear=True,
    )
    difference = frames.peak - frames.valley
    assert_allclose(difference, expected.T, rtol=1e-4, atol=1e-6 * expected.max())


def test_chroma_is_librosa_s_filters_over_magnitudes(y: Float32) -> None:
    magnitude = _long_magnitude(y)
    thirds = librosa.filters.chroma(sr=SR, n_fft=N_FFT_LONG, n_chroma=36, base_c=True) @ magnitude
    tuning = round(tuning_of(thirds.mean(axis=1)), 1)
    filters = librosa.filters.chroma(sr=SR, n_fft=N_FFT_LONG, tuning=tuning, base_c=True)
    chroma = filters @ magnitude
    expected = chroma / np.maximum(chroma.max(axis=0), 1e-30)
    assert_allclose(frame_features(y).chroma, expected.T, atol=1e-4)


def test_the_statistics_of_timbre_are_librosa_s(music: Float32) -> None:
    bands = librosa.power_to_db(_mel(music) / _mel(music).mean(), amin=1e-5, top_db=None)
    mfcc = librosa.feature.mfcc(S=bands, n_mfcc=N_MFCC)
    magnitude = np.sqrt(librosa.db_to_power(bands))
    shape = {"S": magnitude, "sr": SR, "freq": mel_hertz()}
    centroid = np.log2(librosa.feature.spectral_centroid(**shape))
    rolloff = np.log2(librosa.feature.spectral_rolloff(**shape))
    flatness = librosa.feature.spectral_flatness(S=magnitude)
    for name, expected in {
        "mfcc1_mean": mfcc[1].mean(),
        "mfcc19_mean": mfcc[19].mean(),
        "mfcc0_sd": mfcc[0].std(),
        "mfcc7_step": np.abs(np.diff(mfcc[7])).mean(),
        "centroid_mean": centroid.mean(),
        "centroid_sd": centroid.std(),
        "rolloff_mean": rolloff.mean(),
        "flatness_mean": 10 * np.log10(flatness).mean(),
    }.items():
        assert _value(music, name) == pytest.approx(expected, rel=1e-3, abs=1e-3), name


def test_the_contrast_of_a_window_is_librosa_s(music: Float32) -> None:
    contrast = librosa.feature.spectral_contrast(
        S=_long_magnitude(music, CONTRAST_HOP),
        sr=SR,
        n_fft=N_FFT_LONG,
        n_bands=N_CONTRAST - 1,
        quantile=0.05,
    )
    for i in range(N_CONTRAST):
        # librosa takes the decibels of magnitudes as if they were power: half as many.
        expected = 2 * contrast[i].mean()
        assert _value(music, f"contrast{i}_mean") == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize("cents", [-40, -20, 0, 20, 40])
def test_the_tuning_does_not_change_the_chroma(cents: int) -> None:
    shifted = chord((cents / 100, 4 + cents / 100, 7 + cents / 100), 4)
    for chroma in (frame_features(shifted).chroma, frame_features(shifted).partials):
        assert set(np.argsort(chroma.mean(axis=0))[-3:]) == {0, 4, 7}


def test_drums_hide_no_chord() -> None:
    y = chord((9, 12, 16), 6)
    noise = np.random.default_rng(2).normal(0, 0.2, len(y)) * (np.arange(len(y)) % 4000 < 800)
    partials = frame_features((y + noise).astype(np.float32)).partials.mean(axis=0)
    assert set(np.argsort(partials)[-3:]) == {9, 0, 4}


def test_the_numbers_of_frames_are_those_of_whole_frames(y: Float32) -> None:
    frames = frame_features(y)
    assert len(frames.mel) == len(frames.onset) == (len(y) - N_FFT) // HOP_LENGTH + 1
    assert len(frames.chroma) == (len(y) - N_FFT_LONG) // LONG_HOP + 1
    assert len(frames.peak) == (len(y) - N_FFT_LONG) // CONTRAST_HOP + 1


def test_a_window_does_not_hear_its_neighbours() -> None:
    y = song(18)
    y[: 6 * SR] *= 5
    y[12 * SR :] = np.random.default_rng(0).normal(0, 1, 6 * SR)
    # Where short and long frames both begin.
    start = 6 * SR // CONTRAST_HOP * CONTRAST_HOP
    alone = y[start : start + 6 * SR]
    inside = frame_features(y)
    assert_allclose(
        window_mel(inside, [start])[0], window_mel(frame_features(alone), [0])[0], rtol=1e-5
    )
    together = window_features(inside, [0, start])[1]
    assert_allclose(together, window_features(frame_features(alone), [0])[0], rtol=1e-3, atol=1e-3)


def test_a_window_has_one_number_for_each_name(music: Float32) -> None:
    frames = frame_features(music)
    assert window_features(frames, [0]).shape == (1, len(NAMES))
    assert len(set(NAMES)) == len(NAMES)
    assert window_mel(frames, [0]).shape == (1, WINDOW_FRAMES, N_MELS)


@pytest.mark.parametrize("start", [-HOP_LENGTH, HOP_LENGTH])
def test_windows_outside_the_stretch_are_refused(music: Float32, start: int) -> None:
    with pytest.raises(ValueError, match="inside the stretch"):
        window_features(frame_features(music), [start])
