"""Full crash tests or short ones, and a table of what they found."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable

import pytest

FULL = bool(os.environ.get("MOODLARK_CRASHTEST"))
"""``make crashtest``: every point, 300 rounds. Otherwise a sample of each that takes seconds."""

_found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)


@pytest.fixture
def full() -> bool:
    return FULL


@pytest.fixture
def record() -> Callable[[str, str, str], None]:
    """Count an outcome (``fine``, ``lost data``, ``did not open``) of a trial of a store."""

    def count(trial: str, store: str, outcome: str) -> None:
        _found[trial, store][outcome] += 1

    return count


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was counted."""
    if not _found:
        return
    terminalreporter.section("the store after crashes")
    columns = ("rounds", "lost data", "did not open")
    terminalreporter.line(f"{'trial':<44}{'store':<10}" + "".join(f"{c:>14}" for c in columns))
    for (trial, store), outcomes in sorted(_found.items()):
        figures = (outcomes.total(), outcomes["lost data"], outcomes["did not open"])
        cells = "".join(f"{figure:>14}" for figure in figures)
        terminalreporter.line(f"{trial:<44}{store:<10}" + cells)
