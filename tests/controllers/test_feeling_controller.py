"""Say how you feel, in the window: loaded behind it, answered on the main thread."""

from __future__ import annotations

import threading
from pathlib import Path

from player.controllers.feeling import FeelingController
from player.paths import models_dir
from tests.jobs.listener_library import ListenerLibrary, view_of


def _answer(qtbot, controller: FeelingController, text: str):
    with qtbot.waitSignal(controller.understood) as heard:
        controller.understand(text)
    (understood,) = heard.args
    return understood


def test_a_sentence_is_answered_on_the_main_thread_and_nothing_is_loaded_before(qtbot):
    controller = FeelingController(models_dir())
    threads: list[str] = []
    controller.understood.connect(lambda _u: threads.append(threading.current_thread().name))
    assert not any(thread.name == "feeling" for thread in threading.enumerate())
    assert _answer(qtbot, controller, "calm jazz").target.moods == ("calm",)
    assert _answer(qtbot, controller, "开心").target.moods == ("happy",)
    assert threads == ["MainThread"] * 2
    controller.stop()
    assert not any(thread.name == "feeling" for thread in threading.enumerate())


def test_of_sentences_said_while_it_loads_the_last_is_answered(qtbot):
    controller = FeelingController(models_dir())
    answers = []
    controller.understood.connect(answers.append)
    controller.understand("calm")
    assert _answer(qtbot, controller, "workout").target.moods == ("energetic",)
    assert len(answers) == 1
    controller.stop()


def test_without_the_network_the_words_are_understood_all_the_same(qtbot, tmp_path: Path):
    controller = FeelingController(tmp_path)
    assert _answer(qtbot, controller, "quiet piano").target.styles == {"classical"}
    controller.stop()


def test_stopping_while_it_loads_answers_nothing(qtbot):
    controller = FeelingController(models_dir())
    answers = []
    controller.understood.connect(answers.append)
    controller.understand("calm")
    controller.stop()
    qtbot.wait(50)
    controller.understand("calm")
    assert answers == []


def test_artists_of_the_library_may_be_named(qtbot, tmp_path: Path):
    library = ListenerLibrary(tmp_path)
    track = library.add(artist="Nils Frahm")
    library.analyse(track, 0.2, -0.6)
    controller = FeelingController(models_dir())
    controller.attach(view_of(library))
    seeds = _answer(qtbot, controller, "something calm like nils frahm").target.seeds
    assert [(seed.name, seed.track_ids, seed.liked) for seed in seeds] == [
        ("Nils Frahm", (track.id,), True)
    ]
    controller.stop()
    library.close()
