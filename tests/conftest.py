"""Fixtures every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The labelled audio and the real test library; skips where they are not at hand."""
    folder = Path(os.environ.get("MOODLARK_SHARED_DATA", _BESIDE))
    if not (folder / "library").is_dir():
        pytest.skip(f"the shared test data is not at {folder}")
    return folder
