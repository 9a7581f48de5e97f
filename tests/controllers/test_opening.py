"""The library is opened off the main thread, with what the listener made their own."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from player.controllers.opening import LibraryOpener, OpenedView
from player.jobs.own_weights import save_own_weights
from player.jobs.session import OpenStores
from player.paths import Home
from player.recommend.target import MoodTarget
from player.recommend.weights import WEIGHTS
from player.settings import Settings
from player.tagging.card import NetworkCard
from tests.jobs.listener_library import CARD, ListenerLibrary


def test_the_queue_is_scored_with_the_listeners_own_weights(
    qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NetworkCard, "load", lambda _models_dir: CARD)
    home = Home(tmp_path / "home")
    library = ListenerLibrary(home.store_dir)
    library.add_many(30)
    library.close()
    save_own_weights(home, dataclasses.asdict(WEIGHTS) | {"surprise": 0.0}, fitted_on=500)
    stores: list[OpenStores] = []
    opener = LibraryOpener(home, tmp_path, Settings())
    opener.opened.connect(lambda opened: stores.append(opened.stores))
    with qtbot.waitSignal(opener.view_ready, timeout=20_000) as ready:
        opener.start()
        opener.go_on()
    opener.wait()
    (opened,) = ready.args
    assert isinstance(opened, OpenedView)
    opened.keeper.set_target(MoodTarget(moods=("calm",)), seed=1)
    assert opened.keeper.queue.upcoming
    for entry in opened.keeper.queue.upcoming:
        assert "surprise" not in {reason.term for reason in entry.reasons}
    stores[0].close()
