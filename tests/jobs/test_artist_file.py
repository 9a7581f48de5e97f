"""The factors that ship, met as a library meets them; and a package that leaves them out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from player.evaluation.bench_queue import made_up_library
from player.jobs.artist_file import load_artists, neighbours_factory
from player.paths import models_dir

ALL = slice(None)
ROOT = Path(__file__).resolve().parents[2]


def test_what_ships_knows_who_is_near_whom() -> None:
    make = neighbours_factory(models_dir())
    assert make is not None
    names = ("metallica", "slayer", "john coltrane", "herbie hancock", "my cousin's band")
    library = replace(
        made_up_library(5, dimensions=4),
        artist=np.arange(5, dtype=np.int32),
        heard=np.array([9, 0, 0, 0, 0], np.float32),
    )
    neighbours = make(library, names)
    near = neighbours.near(library, np.array([0]), np.arange(5))
    assert near[1] > 0.5 > abs(near[2]) and near[4] == 0.0
    near = neighbours.near(library, np.array([2]), np.arange(5))
    assert near[3] > 0.5 > 0.0 > near[1]
    fit = neighbours.affinity(library, ALL)
    assert fit[1] > 0.5 and fit[4] == 0.0 and np.abs(fit).max() <= 1.0


def test_where_they_are_left_out_there_is_nobody(tmp_path: Path) -> None:
    assert load_artists(tmp_path) is None
    assert neighbours_factory(tmp_path) is None


@pytest.mark.parametrize("without", ["1", ""])
def test_a_wheel_without_the_artists(tmp_path: Path, without: str) -> None:
    """The build backend, on a copy that has only what is looked at."""
    for name in ("pyproject.toml", "README.md", "LICENSE", "packaging", "player/__init__.py"):
        target = tmp_path / "copy" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, target)
    for name in ("models", "resources"):
        (tmp_path / "copy" / name).mkdir()
    kept, left_out = (
        ("audio.json", "lyrics.json"),
        ("artists.json", "artists.safetensors", "styles.json"),
    )
    for name in kept + left_out:
        (tmp_path / "copy" / "models" / name).write_text("{}")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=tmp_path / "copy", env=os.environ | {"WITHOUT_ARTISTS": without}, check=True,
        capture_output=True,
    )  # fmt: skip
    [wheel] = tmp_path.glob("*.whl")
    inside = {Path(name).name for name in zipfile.ZipFile(wheel).namelist() if "_models" in name}
    assert inside == set(kept if without else kept + left_out)
