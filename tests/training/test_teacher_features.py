"""Asking the real teachers; skipped where their files are not at hand."""

from pathlib import Path

import numpy as np
import pytest

from player.errors import FileUnreadableError, UsageError
from player.training.clip_audio import decode_whole, file_hash
from player.training.distill import SIZES, Teachers
from player.training.teacher_features import (
    TAGGER_SAMPLES,
    answer,
    ask_teachers,
    load_teachers,
    save_answers,
    teachers_signature,
)
from player.training.teacher_weights import yamnet_classes
from player.training.teachers import TEACHER_SR, YAMNET_SAMPLES
from tests.tagging.signals import song, write_wav


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    pytest.importorskip("ai_edge_litert")
    if not (shared_data / "teachers" / "yamnet.tflite").is_file():
        pytest.skip("the teachers are not there")
    return shared_data / "teachers"


@pytest.fixture(scope="module")
def teachers(folder: Path) -> Teachers:
    return load_teachers(folder)


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    music = tmp_path_factory.mktemp("clips")
    return [write_wav(music / f"{i}.wav", song(3, seed=i)) for i in range(3)]


def _tone(seconds: float, hertz: float) -> np.ndarray:
    t = np.arange(round(seconds * TEACHER_SR)) / TEACHER_SR
    return (0.3 * np.sin(2 * np.pi * hertz * t)).astype(np.float32)


def test_a_tone_and_silence_are_what_they_are(teachers: Teachers, folder: Path) -> None:
    names = yamnet_classes(folder)
    tone, silence = answer(teachers, _tone(4, 1000)), answer(teachers, np.zeros(64000, np.float32))
    assert names[int(tone["classes"].argmax())] in ("Sine wave", "Beep, bleep", "Tuning fork")
    assert names[int(silence["classes"].argmax())] == "Silence"
    assert {name: len(said) for name, said in tone.items()} == SIZES


def test_a_clip_is_heard_from_its_start_to_its_end(teachers: Teachers) -> None:
    low, high = _tone(30, 200), _tone(30, 3000)
    whole = answer(teachers, np.concatenate([low, high]))
    first, last = answer(teachers, low[:TAGGER_SAMPLES]), answer(teachers, high[-TAGGER_SAMPLES:])
    assert not np.allclose(first["cnn"], last["cnn"], atol=0.05)
    for name in ("cnn", "cnn_tags", "crnn", "crnn_tags"):
        np.testing.assert_allclose(whole[name], (first[name] + last[name]) / 2, atol=2e-3)
    np.testing.assert_allclose(whole["classes"], (first["classes"] + last["classes"]) / 2, atol=1.0)


def test_less_than_a_patch_is_filled_with_silence(teachers: Teachers) -> None:
    short = _tone(0.5, 440)
    filled = np.concatenate([short, np.zeros(YAMNET_SAMPLES - len(short), np.float32)])
    np.testing.assert_array_equal(
        answer(teachers, short)["yamnet"], answer(teachers, filled)["yamnet"]
    )


def test_only_what_is_not_known_is_asked(
    teachers: Teachers, folder: Path, clips: list[Path], tmp_path: Path
) -> None:
    cache = tmp_path / "sub" / "answers.npz"
    marked = {name: np.full(size, 7, np.float32) for name, size in SIZES.items()}
    save_answers(cache, teachers_signature(folder), {file_hash(clips[1]): marked})
    told: list[tuple[int, int]] = []
    said = ask_teachers(
        [*clips, clips[0]], folder, cache=cache, progress=lambda *step: told.append(step)
    )
    assert (said["yamnet"][1] == 7).all()
    for name in SIZES:
        direct = answer(teachers, decode_whole(clips[2]).astype(np.float32) / 32768.0)[name]
        np.testing.assert_array_equal(said[name][2], direct)
        np.testing.assert_array_equal(said[name][3], said[name][0])
    assert told[-1] == (4, 4)
    again = ask_teachers(clips[::-1], folder, cache=cache)
    np.testing.assert_array_equal(again["crnn"], said["crnn"][2::-1])
    assert list(cache.parent.iterdir()) == [cache]


@pytest.mark.parametrize("kept", ["other teachers", b"torn"])
def test_a_cache_that_is_not_ours_is_made_anew(
    folder: Path, clips: list[Path], tmp_path: Path, kept: str | bytes
) -> None:
    cache = tmp_path / "answers.npz"
    if isinstance(kept, bytes):
        cache.write_bytes(kept)
    else:
        marked = {name: np.full(size, 7, np.float32) for name, size in SIZES.items()}
        save_answers(cache, kept, {file_hash(clips[0]): marked})
    assert not (ask_teachers(clips[:1], folder, cache=cache)["yamnet"] == 7).any()


def test_teachers_and_music_that_are_not_there_are_said(folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"")
    with pytest.raises(UsageError, match=r"yamnet\.tflite"):
        ask_teachers([], tmp_path, cache=None)
    with pytest.raises(FileUnreadableError):
        ask_teachers([broken], folder, cache=None)
