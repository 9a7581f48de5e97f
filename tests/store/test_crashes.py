"""SIGKILL at random moments, again and again on one ageing store: nothing acknowledged is lost.

Ten rounds in ``make test``, 300 in ``make crashtest``, where TinyDB's own JSON storage goes through
the same for comparison; see ``crash_actions.py`` for what the killed program does.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from crash_actions import OPENERS, OurStores
from crash_ledger import Ledger

PROGRAM = Path(__file__).with_name("crash_actions.py")
WITHOUT_END = 100_000

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")


def start(name: str, folder: Path, first: int, count: int, *call: int) -> subprocess.Popen[str]:
    """The program of ``crash_actions.py``, at work."""
    words = [name, str(folder), *map(str, (first, count, *call))]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return subprocess.Popen(
        [sys.executable, PROGRAM, *words], stdout=subprocess.PIPE, text=True, env=environment
    )


def work_until_killed(name: str, folder: Path, ledger: Ledger, chance: random.Random) -> None:
    """Let the program open the store, act for a random while and be killed."""
    with start(name, folder, ledger.next, WITHOUT_END) as child:
        assert child.stdout is not None
        if chance.random() < 0.9:  # else the kill may come while it opens the store
            ledger.say_all(child.stdout.readline())
            time.sleep(chance.uniform(0, 0.15))
        else:
            time.sleep(chance.uniform(0.2, 0.7))
        child.send_signal(signal.SIGKILL)
        ledger.say_all(child.stdout.read())
    assert child.returncode == -signal.SIGKILL


def look(name: str, folder: Path, ledger: Ledger) -> str:
    """What became of the store, as the table in ``conftest.py`` calls it."""
    try:
        stores = OPENERS[name](folder)
        state = stores.state()
        stores.close()
    except ValueError:  # JSON that ends in the middle, or goes on after its end
        return "did not open"
    lost = ledger.lost(state)
    ledger.believe(state)
    return "lost data" if lost else "fine"


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", ["ours", "tinydb"])
def test_killed_at_random_moments_on_one_ageing_store(tmp_path, full, record, name):
    if name == "tinydb" and not full:
        pytest.skip("the comparison with TinyDB's own storage belongs to make crashtest")
    chance, ledger, folder = random.Random(4), Ledger(), tmp_path / "store"
    folder.mkdir()
    outcomes = []
    for _ in range(300 if full else 10):
        work_until_killed(name, folder, ledger, chance)
        outcomes.append(look(name, folder, ledger))
        record("SIGKILL at a random moment", name, outcomes[-1])
        if outcomes[-1] == "did not open":
            shutil.rmtree(folder)
            folder.mkdir()
            ledger.believe({})
    assert ledger.next > len(outcomes), "it hardly did anything"
    if name == "ours":
        assert set(outcomes) == {"fine"}


def test_what_was_handed_in_is_there_after_closing_without_waiting(tmp_path):
    stores, ledger = OurStores(tmp_path), Ledger()
    for number in range(1, 400):
        ledger.say("+", number)
        stores.perform(number)
    state = stores.state()
    stores.close()
    stores = OurStores(tmp_path)
    assert stores.state() == state
    assert ledger.lost(state) == []
    stores.close()
