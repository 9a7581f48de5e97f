"""What a replay learns at the end of an export is what the program itself has learned."""

import dataclasses
from pathlib import Path

import numpy as np
from personal_samples import LIBRARY, content_now, opened

from player.evaluation.listening_library import library_of
from player.evaluation.listening_past import Past
from player.evaluation.listening_reading import log_of
from player.evaluation.listening_replay import rows_said, steps_of
from player.evaluation.listening_score import Learner
from player.jobs.listener import ListenerModel
from player.jobs.view import LibraryView
from player.library.track import Nudge, Play, Rating
from player.paths import Home, models_dir
from player.recommend.sessions import SessionCompanions
from player.recommend.taste import Taste
from player.store.events import Events
from player.tagging.card import NetworkCard

BEGIN = 1_700_000_000.0
NOW = BEGIN + 100_000.0
TRACKS = tuple(
    dataclasses.replace(track, audio_key=f"{track.id:032x}", added_at=BEGIN) for track in LIBRARY
)


def _events() -> Events:
    dice = np.random.default_rng(0)
    plays = {}
    for number in range(40):
        track, skipped = int(dice.integers(1, 6)), bool(dice.random() < 0.4)
        at = BEGIN + 400.0 * number + (5_000 if number > 20 else 0)
        heard = float(dice.uniform(1, 60)) if skipped else 180.0
        length = TRACKS[track - 1].metadata.duration_s
        plays[number] = Play(track, at, heard, length, skipped=skipped, chosen=number % 7 == 0)
    return Events(
        plays=plays,
        ratings={2: Rating(1, BEGIN + 900.0)},
        favourites={3: BEGIN + 1_000.0},
        nudges={1: Nudge(4, BEGIN + 1_100.0, more=True)},
    )


def test_a_replay_learns_what_the_program_learns(tmp_path: Path) -> None:
    with opened(tmp_path, TRACKS, _events()) as stores:
        log = log_of(content_now(stores))
        view = LibraryView(
            stores.tracks, stores.listening, NetworkCard.load(models_dir()), now=lambda: NOW
        )
        theirs = ListenerModel(view, stores.listening, now=lambda: NOW).listener()
        rows = {int(track): row for track, row in view.candidates().rows.items()}
    universe, found = library_of(log, Home(tmp_path))
    assert found == len(log.tracks) == 5
    past = Past(universe)
    for step in steps_of(log, universe):
        past.note(step)
    for said, row in rows_said(log, universe):
        past.note_said(said, row)
    ours = Learner(universe).listener(past, past.moment(NOW))
    assert isinstance(ours.taste, Taste)
    assert isinstance(theirs.taste, Taste)
    assert isinstance(ours.companions, SessionCompanions)
    assert isinstance(theirs.companions, SessionCompanions)
    names = {track.metadata.title: rows[track.id] for track in TRACKS}
    for place, track in enumerate(log.tracks):
        here, there = int(universe.row_of[place]), names[track.title]
        assert np.isclose(ours.taste.effect[here], theirs.taste.effect[there], atol=1e-5)
        likeness = [
            dict(zip(*each, strict=True))
            for each in (ours.companions.similar(here), theirs.companions.similar(there))
        ]
        assert sorted(likeness[0].values()) == sorted(likeness[1].values())
