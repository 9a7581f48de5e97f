"""Guesses by heads of other folds, for the clips and for copies of them that lie elsewhere."""

from dataclasses import replace
from pathlib import Path
from shutil import copyfile

import numpy as np
import pytest

from player.errors import UsageError
from player.evaluation.degrade import DEGRADATIONS, degraded_labels
from player.evaluation.guesses import Guesses, fold_guesses
from player.evaluation.manifest import Labels, read_manifest
from tests.tagging.signals import song, write_wav
from tests.untrained_ears import write_untrained_ears

_STYLES = ("jazz", "metal", "pop")
_CLIPS = 27


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Labelled songs in three folds; every second one comes from the same recording."""
    folder = tmp_path_factory.mktemp("clips")
    random = np.random.default_rng(0)
    rows, folds = ["file,valence,arousal,style"], ["file,group,fold"]
    for i in range(_CLIPS):
        write_wav(folder / f"{i}.wav", random.uniform(0.3, 1) * song(6.2, seed=i % 9))
        valence, arousal = random.uniform(-1, 1, 2)
        rows.append(f"{i}.wav,{valence:.3f},{arousal:.3f},{_STYLES[i % 3]}")
        folds.append(f"{i}.wav,recording {i // 2},{i // 2 % 3}")
    (folder / "manifest.csv").write_text("\n".join(rows) + "\n")
    (folder / "folds.csv").write_text("\n".join(folds) + "\n")
    write_untrained_ears(folder / "ears")
    return folder


def _guess(labels: list[Labels], folder: Path) -> Guesses:
    return fold_guesses(
        labels,
        folder,
        folder / "folds.csv",
        folder / "ears",
        cache=folder / "cache.npz",  # one hearing for all tests
        workers=1,
        progress=lambda _done, _total: None,
    )


def test_copies_are_judged_by_the_heads_of_their_clips_fold(folder: Path, tmp_path: Path) -> None:
    labels = read_manifest(folder / "manifest.csv")
    same = [replace(clip, path=tmp_path / clip.name) for clip in labels[:5]]
    for copy, clip in zip(same, labels, strict=False):
        copyfile(clip.path, copy.path)
    dull = degraded_labels(labels[:5], DEGRADATIONS["lowpass_4khz"], tmp_path / "dull")
    gone = replace(labels[0], path=tmp_path / "gone.wav")
    gone.path.write_bytes(b"")
    every = _guess([*labels, *same, *dull, gone], folder)
    originals, twins = every.rows(slice(0, 5)), every.rows(slice(_CLIPS, _CLIPS + 5))
    np.testing.assert_allclose(twins.plane, originals.plane, rtol=1e-6)
    np.testing.assert_allclose(twins.style_shares, originals.style_shares, rtol=1e-6)
    assert twins.groups == originals.groups
    assert (np.abs(every.plane[_CLIPS + 5 : -1] - originals.plane).max(axis=1) > 1e-4).all()
    assert np.isnan(every.plane[-1]).all()
    assert [name for name, _ in every.failures] == [labels[0].name]

    alone = _guess(labels, folder)
    np.testing.assert_array_equal(alone.plane, every.plane[:_CLIPS])
    np.testing.assert_array_equal(alone.style_shares, every.style_shares[:_CLIPS])


def test_a_clip_of_no_fold_is_named(folder: Path) -> None:
    stranger = Labels("stranger.wav", folder / "stranger.wav", 0.1, 0.1, "Q1", None)
    with pytest.raises(UsageError, match=r"stranger\.wav"):
        _guess([stranger], folder)
