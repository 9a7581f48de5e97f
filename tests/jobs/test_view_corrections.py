"""What corrections do to a view over real stores: to the track, its copies, and all others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.jobs.questions import PASSAGE_S, questions
from player.jobs.teaching import UNSURE_WEIGHT, Library, most_telling
from player.jobs.view import LibraryView
from player.jobs.view_corrections import told
from player.jobs.view_moods import MOOD_IDS
from player.jobs.view_songs import SongLinks
from player.library.track import Correction
from tests.jobs.listener_library import NOW, ListenerLibrary, view_of
from tests.jobs.test_recalibration import tracks as made_up

PLACE, SD = np.array([-0.4, -0.6]), np.array([0.28, 0.24])


@pytest.fixture
def library(tmp_path: Path) -> Iterator[ListenerLibrary]:
    made = ListenerLibrary(tmp_path / "store")
    yield made
    made.close()


def shown(view: LibraryView) -> dict[str, np.ndarray]:
    given = view.candidates()
    names = ("valence", "arousal", "valence_sd", "arousal_sd", "mood_probabilities", "unsure")
    styles = {"styles": given.style_probabilities.copy()}
    return {name: getattr(given, name).copy() for name in names} | styles


def same(one: dict[str, np.ndarray], other: dict[str, np.ndarray]) -> bool:
    return all(np.array_equal(one[name], other[name], equal_nan=True) for name in one)


def say(library: ListenerLibrary, view: LibraryView, *said: Correction) -> None:
    for word in said:
        library.listening.set_correction(word)
    view.refresh_listening()


# One word -------------------------------------------------------------------------------------


@given(st.sets(st.sampled_from(MOOD_IDS), min_size=1, max_size=7))
def test_denied_moods_have_no_probability_and_the_others_keep_their_proportions(
    denied: set[str],
) -> None:
    before = told(PLACE, SD, Correction(1, 0.0), spread=0.25).moods
    after = told(PLACE, SD, Correction(1, 0.0, not_moods=tuple(denied)), spread=0.25)
    kept = np.array([mood not in denied for mood in MOOD_IDS])
    assert not after.moods[~kept].any() and after.moods.sum() == pytest.approx(1.0)
    assert after.moods[kept] == pytest.approx(before[kept] / before[kept].sum(), rel=1e-6)
    assert np.abs(after.place).max() <= 1.0 and (after.place_sd <= SD).all()


def test_not_sad_moves_the_dot_away_from_sad_and_not_far() -> None:
    word = told(PLACE, SD, Correction(1, 0.0, not_moods=("melancholic",)), spread=0.25)
    away = np.hypot(*(word.place - PLACE))
    assert 0.05 < away < 0.3
    sad = np.array([-0.4, -0.65])
    assert np.hypot(*(word.place - sad)) > np.hypot(*(PLACE - sad))
    never = told(-PLACE, SD, Correction(1, 0.0, not_moods=("melancholic",)), spread=0.25)
    assert never.place == pytest.approx(-PLACE, abs=0.01)
    nothing_left = told(PLACE, SD, Correction(1, 0.0, not_moods=MOOD_IDS), spread=0.25)
    assert nothing_left.moods.sum() == pytest.approx(1.0)


def test_a_mood_that_is_said_draws_the_dot_into_its_region() -> None:
    word = told(PLACE, SD, Correction(1, 0.0, mood="happy"), spread=0.25)
    assert word.moods.argmax() == MOOD_IDS.index("happy") and word.moods.max() == 1.0
    assert word.place[0] > 0.0 and word.place[1] > -0.3
    assert np.isfinite(word.observed).all() and (word.observed_sd > 0.05).all()


def test_what_a_word_teaches_would_have_moved_the_network_as_much() -> None:
    for said, close in (
        (Correction(1, 0.0, mood="calm"), 0.05),  # the mood's region is no Gaussian
        (Correction(1, 0.0, not_moods=("melancholic",)), 1e-6),
    ):
        word = told(PLACE, SD, said, spread=0.25)
        gain = SD**2 / (SD**2 + word.observed_sd**2)
        assert PLACE + gain * (word.observed - PLACE) == pytest.approx(word.place, abs=close)
    nothing = told(PLACE, SD, Correction(1, 0.0, style="jazz"), spread=0.25)
    assert np.isnan(nothing.observed).all()
    half = told(PLACE, SD, Correction(1, 0.0, valence=0.2), spread=0.25)
    assert half.observed[0] == 0.2 and np.isnan(half.observed[1])


# A library ------------------------------------------------------------------------------------


def test_a_denied_mood_is_gone_and_the_listener_is_named(library: ListenerLibrary) -> None:
    track = library.add()
    library.analyse(track, -0.4, -0.65)
    view = view_of(library)
    before = view.tags(track.id)
    assert before is not None and before.mood == "melancholic"
    say(library, view, Correction(track.id, NOW, not_moods=("melancholic",)))
    tags = view.tags(track.id)
    assert tags is not None and tags.source == "listener"
    assert tags.moods["melancholic"] == 0.0 and tags.mood not in {"melancholic", None}
    assert max(tags.moods, key=tags.moods.__getitem__) == tags.mood


def test_other_tracks_follow_and_say_so_and_undo_restores_all_of_it(
    library: ListenerLibrary,
) -> None:
    tracks = library.add_many(60)
    view = view_of(library)
    nothing = shown(view)
    words = [Correction(t.id, NOW + n, valence=0.8, arousal=0.5) for n, t in enumerate(tracks[:8])]
    say(library, view, *words[:4])
    four = shown(view)
    say(library, view, *words[4:])
    told_of = {track.id for track in tracks[:8]}
    rows = [view.row(track.id) for track in tracks if track.id not in told_of]
    after = shown(view)
    assert np.mean(after["valence"][rows] - nothing["valence"][rows]) > 0.1
    sources = {view.tags(t.id).source for t in tracks if t.id not in told_of}  # type: ignore[union-attr]
    assert "recalibrated" in sources and "listener" not in sources
    assert same(shown(view_of(library)), after)  # however it came to be known
    for word in words[4:]:
        library.listening.remove_correction(word.track_id)
    view.refresh_listening()
    assert same(shown(view), four)
    for word in words[:4]:
        library.listening.remove_correction(word.track_id)
    view.refresh_listening()
    assert same(shown(view), nothing)
    assert {view.tags(t.id).source for t in tracks} == {"network"}  # type: ignore[union-attr]


def test_a_new_analysis_is_seen_as_the_listener_hears(library: ListenerLibrary) -> None:
    tracks = library.add_many(30)
    view = view_of(library)
    say(library, view, *(Correction(t.id, NOW, valence=0.9, arousal=0.0) for t in tracks[:9]))
    new = library.add()
    library.analyse(new, -0.3, 0.0)
    view.refresh([new.id])
    tags = view.tags(new.id)
    assert tags is not None and tags.source == "recalibrated" and tags.valence > -0.2
    library.analyse(tracks[0], 0.9, 0.0)
    view.refresh([tracks[0].id])  # it is right now, and one correction less says otherwise
    fresh = shown(view_of(library))  # whose middle of the library is a little elsewhere
    assert shown(view)["valence"] == pytest.approx(fresh["valence"], abs=0.01)
    assert view.tags(new.id).valence < tags.valence  # type: ignore[union-attr]


def test_what_is_stored_is_not_touched(library: ListenerLibrary) -> None:
    tracks = library.add_many(20)
    view = view_of(library)
    before = dict(library.tracks.analyses())
    vectors = library.tracks.vectors("test", "1").scores.copy()
    say(library, view, *(Correction(t.id, NOW, valence=0.9, arousal=0.9) for t in tracks[:9]))
    assert dict(library.tracks.analyses()) == before
    assert np.array_equal(library.tracks.vectors("test", "1").scores, vectors)


def test_copies_share_what_was_said_of_one(library: ListenerLibrary) -> None:
    one, copy, other = (library.add() for _ in range(3))
    for track in (one, copy, other):
        library.analyse(track, -0.4, -0.65)
    view = view_of(library)
    view.set_songs(SongLinks({one.id: 7, copy.id: 7}, frozenset(), {}))
    say(library, view, Correction(one.id, NOW, mood="happy"))
    assert [view.tags(t.id).mood for t in (one, copy)] == ["happy", "happy"]  # type: ignore[union-attr]
    assert view.tags(other.id).source != "listener"  # type: ignore[union-attr]
    say(library, view, Correction(copy.id, NOW + 1, style="jazz"))
    assert view.style(one.id) == view.style(copy.id) == ("jazz", "listener")
    assert view.correction(one.id) == Correction(copy.id, NOW + 1, mood="happy", style="jazz")
    assert view.recording(one.id) == [one.id, copy.id]
    view.set_songs(SongLinks({}, frozenset(), {}))
    assert view.tags(copy.id).source != "listener"  # type: ignore[union-attr]
    assert view.style(one.id)[1] != "listener"
    library.listening.set_apart(one.id, [copy.id], True)
    view.set_songs(SongLinks({one.id: 7, copy.id: 7}, frozenset({(one.id, copy.id)}), {}))
    assert view.correction(copy.id) == Correction(copy.id, NOW + 1, style="jazz")


def test_the_preview_is_what_happens(library: ListenerLibrary) -> None:
    tracks = library.add_many(80)
    view = view_of(library)
    say(library, view, *(Correction(t.id, NOW, valence=0.5, arousal=0.5) for t in tracks[1:5]))
    before = {t.id: view.tags(t.id).mood for t in tracks}  # type: ignore[union-attr]
    state = shown(view)
    word = Correction(tracks[0].id, NOW + 9, valence=0.9, arousal=0.9, style="metal")
    preview = view.preview(tracks[0].id, word)
    assert same(shown(view), state)
    say(library, view, word)
    changed = [
        t.id
        for t in tracks[5:]
        if view.tags(t.id).mood != before[t.id]  # type: ignore[union-attr]
    ]
    assert preview.changed == len(changed) > 0
    assert set(preview.examples) <= set(changed)
    assert len(preview.examples) == min(5, len(changed))
    back = view.preview(tracks[0].id, None)
    assert back.changed == len(changed) and set(back.examples) <= set(changed)


def test_what_is_like_no_music_teaches_nothing(library: ListenerLibrary) -> None:
    tracks = library.add_many(30)
    strange = library.add()
    library.analyse(strange, 0.0, 0.0, distance=2.0)
    view = view_of(library)
    before = shown(view)
    say(library, view, Correction(strange.id, NOW, valence=0.9, arousal=0.9))
    rows = [view.row(track.id) for track in tracks]
    assert np.array_equal(shown(view)["valence"][rows], before["valence"][rows])
    assert view.tags(strange.id).mood is not None  # type: ignore[union-attr]


# What to ask about ----------------------------------------------------------------------------


def test_questions_are_of_what_can_be_asked_and_of_the_right_passage(
    library: ListenerLibrary,
) -> None:
    tracks = library.add_many(25)
    library.analyse(tracks[3], 0.1, 0.1, passage=(100.0, 121.0))
    gone = replace(tracks[4], available=False)
    library.tracks.put_tracks([gone])
    library.listening.set_queue_choice(tracks[5].id, "never")
    said = Correction(tracks[6].id, NOW, mood="calm")
    unheard = library.add()
    view = view_of(library)
    say(library, view, said)
    asked = questions(view, library.tracks, 99)
    ids = [question.track_id for question in asked]
    never = {tracks[4].id, tracks[5].id, tracks[6].id, unheard.id}
    assert len(set(ids)) == len(ids) == 22 and not never & set(ids)
    starts = {question.track_id: question.start_s for question in asked}
    assert starts[tracks[3].id] == pytest.approx(104.5)
    assert starts[tracks[0].id] == pytest.approx(94.0)
    assert {question.length_s for question in asked} == {PASSAGE_S}
    assert questions(view, library.tracks, 99) == asked


def test_every_question_takes_away_as_much_doubt_as_any_could() -> None:
    features = made_up(40)
    library = Library(features, np.ones(40), np.ones(40))
    asked = most_telling(library, features.rows(slice(0, 0)), 6)
    assert len(set(asked)) == 6
    again = most_telling(library, features.rows(np.array(asked[:3])), 3)
    assert again == asked[3:]
    askable = np.zeros(40)
    askable[[7, 9]] = 1.0
    assert sorted(
        most_telling(replace(library, askable=askable), features.rows(slice(0, 0)), 6)
    ) == [7, 9]


def test_what_nobody_can_say_anything_of_is_asked_for_sooner() -> None:
    features = made_up(40)
    plain = Library(features, np.ones(40), np.ones(40))
    last = most_telling(plain, features.rows(slice(0, 0)), 40)[-1]
    weight = np.ones(40)
    weight[last] = 20 * UNSURE_WEIGHT
    order = most_telling(replace(plain, weight=weight), features.rows(slice(0, 0)), 40)
    assert order.index(last) < 39
