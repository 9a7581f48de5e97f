"""Where things are: from source, from a wheel, frozen; the listener's home."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from player import paths

ROOT = Path(__file__).resolve().parents[1]


def test_shipped_folders_from_source():
    assert paths.resources_dir() == ROOT / "resources"
    assert paths.demo_dir() == ROOT / "resources" / "demo"


def test_shipped_folders_from_a_wheel(monkeypatch, tmp_path):
    package = tmp_path / "site-packages" / "player"
    (package / "_resources").mkdir(parents=True)
    monkeypatch.setattr(paths, "_PACKAGE", package)
    assert paths.resources_dir() == package / "_resources"


def test_shipped_folders_of_the_stand_alone_build(monkeypatch, tmp_path):
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources_dir() == tmp_path / "resources"


@pytest.mark.parametrize(
    ("option", "environment", "expected"),
    [
        ("given", "from-environment", "given"),
        (None, "from-environment", "from-environment"),
        ("", "from-environment", "from-environment"),
    ],
)
def test_the_option_goes_before_the_environment(
    monkeypatch, tmp_path, option, environment, expected
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MOODLARK_HOME", environment)
    assert paths.find_home(option).folder == tmp_path / expected


def test_without_either_it_is_the_system_s_place(monkeypatch, tmp_path):
    monkeypatch.delenv("MOODLARK_HOME", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    home = paths.find_home()
    assert home.folder.name == "moodlark"
    names = (home.settings_file, home.store_dir, home.cache_dir, home.log_file)
    assert len(set(names)) == 4
    assert all(name.parent == home.folder for name in names)
