"""The teachers' ports: against what the data's notes expect of them, and against the original."""

from __future__ import annotations

import sys
from pathlib import Path

import librosa
import numpy as np
import pytest
import soxr
import torch

from player.errors import UsageError
from player.library.decoding import decode_segment
from player.training.teacher_weights import (
    load_tagger_cnn,
    load_tagger_crnn,
    load_yamnet,
    tagger_tags,
    yamnet_classes,
)
from player.training.teachers import (
    TEACHER_SR,
    YAMNET_SAMPLES,
    TaggerCnn,
    TaggerCrnn,
    Yamnet,
    tagger_mel,
)

WINDOW_S = 29.2
"""What the taggers hear at once, and a little more."""

EXPECTED = {
    "gtzan_dev/metal_00003": {"hard rock": 0.40, "heavy metal": 0.33, "rock": 0.28},
    "gtzan_dev/blues_00004": {"blues": 0.54, "country": 0.41, "folk": 0.04},
    "gtzan_dev/country_00005": {"country": 0.44, "female vocalists": 0.25, "pop": 0.23},
    "emotify/classical_3": {"jazz": 0.40, "instrumental": 0.20, "guitar": 0.10},
    "emotify/electronic_9": {"electronic": 0.47, "dance": 0.23, "electronica": 0.15},
}
"""Top tags of the CRNN by the notes beside its weights, which another program computed."""


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    """The teachers' files; skips where they are not at hand."""
    if not (shared_data / "teachers").is_dir():
        pytest.skip("the teachers' weights are not among the shared test data")
    return shared_data / "teachers"


@pytest.fixture(scope="module")
def yamnet(folder: Path) -> Yamnet:
    pytest.importorskip("ai_edge_litert", reason="ai-edge-litert (extra: train) is not installed")
    return load_yamnet(folder)


@pytest.fixture(scope="module")
def crnn(folder: Path) -> TaggerCrnn:
    pytest.importorskip("h5py", reason="h5py (extra: train) is not installed")
    return load_tagger_crnn(folder)


@pytest.fixture(scope="module")
def cnn(folder: Path) -> TaggerCnn:
    pytest.importorskip("h5py", reason="h5py (extra: train) is not installed")
    return load_tagger_cnn(folder)


def _windows(shared_data: Path, name: str) -> list[torch.Tensor]:
    """The first half minute of a clip, and the last one where it is as long as two."""
    path = str(shared_data / "audio" / f"{name}.opus")
    starts = (0.0, 60 - WINDOW_S) if name.startswith("emotify/") else (0.0,)
    return [
        torch.from_numpy(decode_segment(path, start_s=start, duration_s=WINDOW_S, sr=TEACHER_SR))
        for start in starts
    ]


def _tags(
    tagger: TaggerCnn | TaggerCrnn, windows: list[torch.Tensor], names: tuple[str, ...]
) -> dict[str, float]:
    with torch.inference_mode():
        shares = torch.stack([tagger(tagger_mel(y[None]))[1][0].sigmoid() for y in windows])
    return dict(zip(names, shares.mean(dim=0).tolist(), strict=True))


@pytest.mark.parametrize("name", EXPECTED)
def test_the_crnn_gives_the_tags_it_is_known_to_give(
    shared_data: Path, folder: Path, crnn: TaggerCrnn, name: str
) -> None:
    said = _tags(crnn, _windows(shared_data, name), tagger_tags(folder))
    expected = EXPECTED[name]
    assert max(said, key=said.__getitem__) == next(iter(expected))
    for tag, share in expected.items():
        # The notes resample to 12 kHz before the transform; here its grid does it.
        assert said[tag] == pytest.approx(share, abs=0.17), tag


def test_the_cnn_agrees_about_what_is_plain(
    shared_data: Path, folder: Path, cnn: TaggerCnn
) -> None:
    names = tagger_tags(folder)
    metal = _tags(cnn, _windows(shared_data, "gtzan_dev/metal_00003"), names)
    assert {tag for tag in names if metal[tag] > 0.5} <= {"heavy metal", "hard rock", "metal"}
    assert metal["heavy metal"] > 0.5
    dance = _tags(cnn, _windows(shared_data, "emotify/electronic_9"), names)
    assert dance["dance"] > 0.3 and dance["electronic"] > 0.3


@pytest.mark.filterwarnings("ignore:Warning. Enabling .experimental_preserve_all_tensors.")
def test_the_port_of_yamnet_says_what_the_original_says(
    shared_data: Path, folder: Path, yamnet: Yamnet
) -> None:
    """Not to the last digit: the interpreter rounds what runs through it to eight bits."""
    y = _windows(shared_data, "gtzan_dev/metal_00003")[0][: 6 * YAMNET_SAMPLES]
    patches = y.view(6, YAMNET_SAMPLES)
    with torch.inference_mode():
        embedding, logits = yamnet(patches)
    expected_embedding, expected_scores = _original(folder / "yamnet.tflite", patches.numpy())
    scores = logits.sigmoid().numpy()
    assert embedding.shape == (6, 1024) and scores.shape == (6, 521)
    assert np.corrcoef(embedding.numpy().ravel(), expected_embedding.ravel())[0, 1] > 0.97
    assert np.corrcoef(scores.ravel(), expected_scores.ravel())[0, 1] > 0.99
    names = yamnet_classes(folder)
    top = [names[i] for i in scores.mean(axis=0).argsort()[:-4:-1]]
    assert top[0] == "Music" and "Rock music" in top


def _original(file: Path, patches: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Embedding (n, 1024) and scores (n, 521) as the interpreter computes them."""
    from ai_edge_litert.interpreter import Interpreter

    reader = Interpreter(str(file), experimental_preserve_all_tensors=True, num_threads=1)
    reader.allocate_tensors()
    (sound,), (scores,) = reader.get_input_details(), reader.get_output_details()
    (inner,) = [d for d in reader.get_tensor_details() if list(d["shape"]) == [1, 1024]]
    said = []
    for patch in patches:
        reader.set_tensor(sound["index"], patch)
        reader.invoke()
        said.append([reader.get_tensor(d["index"])[0].copy() for d in (inner, scores)])
    embeddings, shares = zip(*said, strict=True)
    return np.stack(embeddings), np.stack(shares)


def test_the_names_fit_what_is_said(folder: Path) -> None:
    classes, tags = yamnet_classes(folder), tagger_tags(folder)
    assert len(set(classes)) == 521 and len(set(tags)) == 50
    assert classes[0] == "Speech" and {"Music", "Happy music", "Sad music"} <= set(classes)
    assert tags[0] == "rock" and {"sad", "happy", "chillout"} <= set(tags)


@pytest.mark.parametrize("read", [load_yamnet, yamnet_classes, tagger_tags])
def test_a_teacher_that_is_not_there_is_named(read, tmp_path: Path) -> None:
    if read is load_yamnet:
        pytest.importorskip("ai_edge_litert", reason="ai-edge-litert is not installed")
    with pytest.raises(UsageError, match=r"yamnet|tags50"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("read", "module", "library"),
    [
        (load_yamnet, "ai_edge_litert.interpreter", "ai-edge-litert"),
        (load_tagger_cnn, "h5py", "h5py"),
        (load_tagger_crnn, "h5py", "h5py"),
    ],
)
def test_a_library_that_is_not_installed_is_named(
    read, module: str, library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError, match=rf"{library}.*moodlark\[train\]"):
        read(tmp_path)


@pytest.fixture(scope="module")
def made() -> np.ndarray:
    """(31 s,) at 16 kHz: chords over noise, nothing above 5 kHz that 12 kHz could not hold."""
    random = np.random.default_rng(2)
    t = np.arange(31 * TEACHER_SR) / TEACHER_SR
    chord = sum(np.sin(2 * np.pi * hertz * t * (1 + t // 4 / 8)) for hertz in (220, 277, 1330))
    noise = soxr.resample(random.normal(size=31 * 10000), 10000, TEACHER_SR)
    return np.float32(0.1 * np.asarray(chord) + 0.02 * (1 + np.sin(t)) * noise[: len(t)])


def test_the_input_of_the_taggers_is_standardised_at_any_level(made: np.ndarray) -> None:
    mel = tagger_mel(torch.from_numpy(np.stack([made, 0.2 * made])))
    assert mel.shape == (2, 96, 1366)
    torch.testing.assert_close(mel.mean(dim=(1, 2)), torch.zeros(2), rtol=0, atol=1e-4)
    deviation = mel.std(dim=(1, 2), correction=0)
    torch.testing.assert_close(deviation, torch.ones(2), rtol=0, atol=1e-4)
    torch.testing.assert_close(mel[0], mel[1], rtol=0, atol=0.05)


def test_it_is_the_mel_spectrogram_at_12_khz(made: np.ndarray) -> None:
    y = soxr.resample(made, TEACHER_SR, 12000)
    power = librosa.feature.melspectrogram(
        y=y, sr=12000, n_fft=512, hop_length=256, n_mels=96, center=False
    )[:, :1366]
    decibels = librosa.power_to_db(power**2, ref=np.max, top_db=80)
    expected = (decibels - decibels.mean()) / decibels.std()
    mel = tagger_mel(torch.from_numpy(made)[None])[0].numpy()
    # Where there is sound: in the empty top bands only the leakage of the windows differs.
    assert np.corrcoef(mel[:85].ravel(), expected[:85].ravel())[0, 1] > 0.98


def test_a_short_clip_is_repeated(made: np.ndarray) -> None:
    short = torch.from_numpy(made[: 3 * TEACHER_SR])[None]
    long = short.repeat(1, 11)
    assert torch.equal(tagger_mel(short), tagger_mel(long))
    period = round(3 * TEACHER_SR / (256 * TEACHER_SR / 12000))  # frames in 3 s
    mel = tagger_mel(short)[0]
    repeats = torch.corrcoef(torch.stack([mel[:, :-period].ravel(), mel[:, period:].ravel()]))
    assert repeats[0, 1] > 0.95


def test_what_comes_after_half_a_minute_does_not_count(made: np.ndarray) -> None:
    y = torch.from_numpy(made)[None]
    assert torch.equal(tagger_mel(y), tagger_mel(torch.cat([y, torch.rand(1, 5000)], dim=1)))


def test_silence_is_no_nonsense() -> None:
    assert torch.equal(tagger_mel(torch.zeros(1, 1000)), torch.zeros(1, 96, 1366))
