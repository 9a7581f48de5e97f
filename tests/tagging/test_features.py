"""The frames against librosa's own features, which they are by definition."""

from __future__ import annotations

import librosa
import numpy as np
import pytest
from numpy.testing import assert_allclose

from player.tagging.features import (
    N_FFT,
    N_FFT_CHROMA,
    N_MELS,
    N_MFCC,
    Float32,
    frame_features,
)
from player.tagging.rates import CHROMA_HOP, HOP_LENGTH, SR

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


def test_timbre_and_shape_are_librosa_s(y: Float32) -> None:
    frames = frame_features(y)
    magnitude = np.abs(librosa.stft(y, n_fft=N_FFT, hop_length=HOP_LENGTH, center=False))
    mel = librosa.feature.melspectrogram(S=magnitude**2, sr=SR, n_mels=N_MELS)
    log_mel = librosa.power_to_db(mel, amin=1e-4, top_db=None)
    assert_allclose(frames.log_mel, log_mel.T, atol=1e-4)
    assert_allclose(frames.mfcc, librosa.feature.mfcc(S=log_mel, n_mfcc=N_MFCC).T, atol=1e-3)
    assert_allclose(
        frames.onset, librosa.onset.onset_strength(S=log_mel, sr=SR, center=False), atol=1e-4
    )
    assert_allclose(
        frames.contrast, librosa.feature.spectral_contrast(S=magnitude, sr=SR).T, atol=1e-3
    )
    heard = magnitude.sum(axis=0) > 1e-3
    centroid = librosa.feature.spectral_centroid(S=magnitude, sr=SR)[0]
    assert_allclose(frames.shape[heard, 0], np.log2(centroid[heard]), atol=1e-4)
    flatness = librosa.feature.spectral_flatness(S=magnitude**2, power=1.0, amin=1e-6)[0]
    assert_allclose(frames.shape[:, 2], 10 * np.log10(np.maximum(flatness, 1e-8)), atol=1e-4)
    # Bins apart: rounding decides in which of two neighbours the sum passes 85 %.
    rolloff = librosa.feature.spectral_rolloff(S=magnitude, sr=SR)[0]
    assert np.abs(2 ** frames.shape[heard, 1] - np.maximum(rolloff[heard], 50)).max() <= SR / N_FFT


def test_chroma_is_librosa_s_filters_over_magnitudes(y: Float32) -> None:
    spectrum = np.abs(librosa.stft(y, n_fft=N_FFT_CHROMA, hop_length=CHROMA_HOP, center=False))
    filters = librosa.filters.chroma(sr=SR, n_fft=N_FFT_CHROMA, tuning=0.0, base_c=True)
    chroma = filters @ spectrum
    expected = chroma / np.maximum(chroma.max(axis=0), 1e-6)
    assert_allclose(frame_features(y).chroma, expected.T, atol=1e-5)


def test_the_number_of_frames_is_that_of_whole_frames(y: Float32) -> None:
    frames = frame_features(y)
    assert len(frames.log_mel) == len(frames.onset) == (len(y) - N_FFT) // HOP_LENGTH + 1
    assert len(frames.chroma) == (len(y) - N_FFT_CHROMA) // CHROMA_HOP + 1
