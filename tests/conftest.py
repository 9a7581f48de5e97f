"""Fixtures every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The labelled audio and the real test library; skips where they are not at hand."""
    folder = Path(os.environ.get("MOODLARK_SHARED_DATA", _BESIDE))
    if not (folder / "library").is_dir():
        pytest.skip(f"the shared test data is not at {folder}")
    return folder


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test ever reads or writes the data of the person who runs it."""
    monkeypatch.setenv("MOODLARK_HOME", str(tmp_path_factory.mktemp("home")))
