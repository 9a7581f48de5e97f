"""Why a track stands in the queue, or does not: the same score, and every rule."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from player.__main__ import main
from player.jobs.queue import QueueKeeper
from player.jobs.why import why
from player.library.track import Play
from player.paths import Home
from player.recommend.choosing import choose
from player.recommend.context import Context
from player.recommend.play_queue import QueueState
from player.recommend.target import Floor, MoodTarget
from player.tagging.card import NetworkCard
from tests.jobs.listener_library import CARD, NOW, ListenerLibrary, view_of

CALM = MoodTarget(moods=("calm",), adventurous=0.0)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[ListenerLibrary]:
    made = ListenerLibrary(Home(tmp_path / "home").store_dir)
    made.add_many(60)
    yield made
    made.close()


def test_a_track_of_the_queue_has_the_reasons_it_was_chosen_with(library: ListenerLibrary):
    view = view_of(library)
    keeper = QueueKeeper(view, library.listening, length=5)
    keeper.set_target(CALM, seed=3)
    keeper.advance()
    state = keeper.queue.state
    assert state.current is not None
    playing = why(view, state, state.current.track_id)
    assert (playing.where, playing.place) == ("playing", None)
    for place, entry in enumerate(state.upcoming, start=1):
        found = why(view, state, entry.track_id)
        assert (found.where, found.place, found.score) == ("coming", place, entry.score)
        assert found.reasons == entry.reasons and not found.kept_out and found.rank is None
        assert sum(reason.contribution for reason in found.reasons) == found.score
    by_hand = next(t.id for t in library.tracks.tracks() if view.row(t.id) == 59)
    keeper.add_next([by_hand])
    found = why(view, keeper.queue.state, by_hand)
    assert found.manual and found.score is None and not found.reasons


def test_any_other_track_has_the_score_that_choosing_would_give_it(library: ListenerLibrary):
    view = view_of(library)
    state = QueueState(target=CALM, seed=3)
    (best,) = choose(view.candidates(), Context(), CALM, count=1, seed=3)
    found = why(view, state, best.track_id)
    assert (found.where, found.rank, found.kept_out) == ("nowhere", 1, ())
    assert (found.score, found.reasons) == (best.score, best.reasons)
    for track in library.tracks.tracks():
        other = why(view, state, track.id)
        assert sum(reason.contribution for reason in other.reasons) == other.score
        assert other.rank is not None and (other.rank > 1) == (track.id != best.track_id)
        assert bool(other.kept_out) or other.rank <= other.rivals


def test_every_rule_that_keeps_it_out_is_told(library: ListenerLibrary):
    track = library.add(title="Blue", artist="Zoe")
    library.analyse(track, -0.5, 0.7, style="rock")
    unknown, carol = library.add(), library.add(title="Silent Night")
    library.analyse(carol, 0.3, -0.7)
    library.listening.add_play(Play(track.id, NOW - 3_700, 200.0, duration_s=200.0))
    view = view_of(library)

    def said(target: MoodTarget, track_id: int = track.id) -> list[str]:
        return [str(rule) for rule in why(view, QueueState(target=target), track_id).kept_out]

    assert said(MoodTarget()) == ["The song was heard within the last 6 hours."]
    assert "Its mood is not the one you asked for." in said(CALM)
    assert "Its style is not the one you asked for." in said(MoodTarget(styles=frozenset({"jazz"})))
    assert "It lies below the floor you set." in said(MoodTarget(floor=Floor(0.5, -1)))
    assert "You left it out this time." in said(MoodTarget(excluded=frozenset({track.id})))
    assert "It is not known yet how it feels." in said(CALM, unknown.id)
    assert said(MoodTarget(), carol.id) == ["The title says “Silent Night”."]
    never = why(view, QueueState(), carol.id)
    assert never.rank is None and never.score is not None
    library.tracks.put_tracks([replace(track, available=False)])
    view.refresh([track.id])
    assert "Its file is not there, or cannot be read." in said(MoodTarget())
    with pytest.raises(KeyError):
        why(view, QueueState(), 999)


def test_another_version_in_the_queue_keeps_a_song_out(library: ListenerLibrary):
    one, other = (library.add(title="Blue", artist="Zoe") for _ in range(2))
    for track in (one, other):
        library.analyse(track, 0.3, -0.7)
    view = view_of(library)
    keeper = QueueKeeper(view, library.listening, length=1)
    keeper.add_next([one.id])
    said = [str(rule) for rule in why(view, keeper.queue.state, other.id).kept_out]
    assert "Another version of the song stands in the queue, or was just heard." in said


def test_the_artist_just_heard_keeps_a_track_out(library: ListenerLibrary):
    view = view_of(library)
    keeper = QueueKeeper(view, library.listening, length=1)
    first, _, *others = library.tracks.tracks()
    same = next(t for t in others if t.metadata.artist == first.metadata.artist)
    keeper.play_now([first.id])
    keeper.advance()
    found = why(view, keeper.queue.state, same.id)
    assert "The artist was heard within the last 3 tracks." in map(str, found.kept_out)


def test_the_command_tells_both_and_its_numbers_add_up(
    library: ListenerLibrary,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("MOODLARK_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(NetworkCard, "load", lambda _models_dir: CARD)
    keeper = QueueKeeper(view_of(library), library.listening, length=3)
    keeper.set_target(CALM, seed=3)
    inside = keeper.queue.upcoming[0].track_id
    outside = next(t for t in library.tracks.tracks() if t.id not in {
        entry.track_id for entry in keeper.queue.upcoming
    })  # fmt: skip
    library.close()
    assert main(["why", f"/music/{inside}.flac", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["where"], told["place"]) == ("coming", 1)
    assert sum(reason["contribution"] for reason in told["reasons"]) == told["score"]
    assert main(["why", outside.metadata.title]) == 0
    shown = capsys.readouterr().out
    assert "It is not in the queue. As the next track:" in shown
    assert "the score: the sum of these" in shown
    assert main(["why", "nothing of that name"]) == 2
