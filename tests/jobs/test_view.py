"""The view over real stores: what is read, what is not believed, what a refresh touches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from player.jobs.view_columns import Columns
from player.jobs.view_moods import MOOD_IDS
from player.jobs.view_rows import album_name, artist_name, key_numbers
from player.jobs.view_songs import SongLinks
from player.library.track import Correction, Metadata, Play, Words
from player.wording import sentence
from tests.jobs.listener_library import NOW, ListenerLibrary, view_of


@pytest.fixture
def library(tmp_path: Path) -> Iterator[ListenerLibrary]:
    library = ListenerLibrary(tmp_path)
    yield library
    library.close()


def test_tags_are_what_the_calibration_reads(library: ListenerLibrary):
    track = library.add()
    library.analyse(track, 0.3, -0.7, style="jazz", tempo_bpm=90.0, key="F# minor")
    view = view_of(library)
    tags = view.tags(track.id)
    assert tags is not None
    assert (tags.mood, tags.style) == ("calm", "jazz")
    assert (tags.source, tags.style_source) == ("network", "network")
    assert (tags.valence, tags.arousal) == pytest.approx((0.3, -0.7))
    assert (tags.valence_sd, tags.arousal_sd) == pytest.approx((0.2, 0.15))
    assert sum(tags.moods.values()) == pytest.approx(1.0)
    assert sum(tags.styles.values()) == pytest.approx(1.0)
    row = view.row(track.id)
    given = view.candidates()
    assert (given.tempo_bpm[row], given.tonic[row], given.minor[row]) == (90.0, 6, 1)
    assert view.style_counts()["jazz"] == 1


def test_what_was_not_listened_to_has_a_style_but_no_mood(library: ListenerLibrary):
    track, silent = library.add(genres=("Bossa Nova",)), library.add()
    view = view_of(library)
    assert view.tags(track.id) is None
    assert view.style(track.id) == ("latin", "metadata")
    assert view.style(silent.id) == (None, "network")
    assert view.style(12345) == (None, "network") and view.tags(12345) is None
    given = view.candidates()
    assert given.available.all() and not given.analysed.any()
    assert view.analysed_count == view.unsure_count == 0


def test_an_analysis_of_another_version_or_another_sound_is_not_believed(library: ListenerLibrary):
    old, other, good = library.add(), library.add(), library.add()
    library.analyse(old, 0.5, 0.5, version="0")
    library.analyse(other, 0.5, 0.5, audio_key="something else")
    library.analyse(good, 0.5, 0.5)
    view = view_of(library)
    assert [view.tags(t.id) is not None for t in (old, other, good)] == [False, False, True]


def test_unfamiliar_sound_is_unsure(library: ListenerLibrary):
    track = library.add()
    library.analyse(track, 0.9, 0.9, style="rock", distance=3.0)
    view = view_of(library)
    tags = view.tags(track.id)
    assert tags is not None and (tags.mood, tags.style) == (None, None)
    assert view.unsure_count == 1
    assert view.candidates().unsure.all()


def test_what_is_gone_or_broken_is_not_available(library: ListenerLibrary):
    here, gone, broken = library.add(), library.add(), library.add()
    library.tracks.put_tracks(
        [
            replace(gone, available=False),
            replace(broken, failure=sentence("File", "{file} is empty.", file="x")),
        ]
    )
    view = view_of(library)
    assert view.candidates().available.tolist() == [True, False, False]
    library.tracks.put_tracks([gone])
    library.tracks.forget_tracks([here.id])
    view.refresh([gone.id, here.id])
    assert view.candidates().available.tolist() == [False, True, False]


def test_a_refresh_equals_a_new_view(library: ListenerLibrary):
    tracks = library.add_many(40)
    view = view_of(library)
    late = [library.add(genres=("Folk",)) for _ in range(5)]
    for track in late:
        library.analyse(track, 0.1, 0.2, style="rock")
    library.analyse(tracks[3], -0.6, 0.8, style="metal")
    library.tracks.put_tracks(
        [replace(tracks[4], metadata=replace(tracks[4].metadata, genres=("Reggae",)))]
    )
    view.refresh([track.id for track in late] + [tracks[3].id, tracks[4].id])
    fresh = view_of(library)
    for track in (*tracks, *late):
        assert view.tags(track.id) == fresh.tags(track.id)
    mine, theirs = view.candidates(), fresh.candidates()
    for name in ("track_ids", "available", "unsure", "artist", "album", "rating"):
        assert np.array_equal(getattr(mine, name), getattr(theirs, name)), name


def test_tagging_one_by_one_ends_near_where_reading_all_at_once_does(library: ListenerLibrary):
    tracks = [library.add() for _ in range(65)]
    view = view_of(library)
    for track in tracks:
        library.analyse(track, 0.0, 0.0)
        view.refresh([track.id])
    embedding = view.candidates().embedding
    assert np.linalg.norm(embedding, axis=1) == pytest.approx(np.ones(65), abs=1e-5)
    fresh = view_of(library).candidates().embedding
    assert np.mean(np.sum(embedding * fresh, axis=1)) > 0.9
    # Raw embeddings all point one way (their mean is 3 in each dimension); seen from the middle
    # two of them are as often alike as unlike.
    assert abs(float(np.mean(embedding @ embedding.T))) < 0.2


def test_columns_grow_by_doubling():
    columns = Columns(moods=2, styles=2, embedding=2)
    copies, capacity = 0, columns.capacity
    for number in range(5_000):
        row = columns.append(1)
        columns["track_ids"][row] = number
        copies += columns.capacity != capacity
        capacity = columns.capacity
    assert copies <= 5
    assert columns["track_ids"].tolist() == list(range(5_000))
    assert np.isnan(columns["valence"]).all() and (columns["artist"] == -1).all()


def test_listening_reaches_the_candidates(library: ListenerLibrary):
    first, second, third = library.add_many(3)
    library.listening.set_rating(first.id, 4)
    library.listening.set_favourite(second.id, True)
    library.listening.add_play(Play(first.id, NOW - 100.0, 40.0))
    library.listening.add_play(Play(999, NOW, 1.0))
    view = view_of(library)
    given = view.candidates()
    assert given.rating.tolist() == [4, 0, 0]
    assert given.favourite.tolist() == [False, True, False]
    assert given.last_played_s_ago.tolist() == [60.0, np.inf, np.inf]
    library.listening.set_rating(first.id, 0)
    library.listening.set_favourite(third.id, True)
    view.refresh_listening()
    view.note_play(Play(second.id, NOW - 10.0, 10.0))
    given = view.candidates()
    assert given.rating.tolist() == [0, 0, 0]
    assert given.favourite.tolist() == [False, True, True]
    assert given.last_played_s_ago.tolist() == [60.0, 0.0, np.inf]


def test_a_track_that_comes_later_brings_what_is_remembered_of_it(library: ListenerLibrary):
    first = library.add()
    view = view_of(library)
    library.listening.add_play(Play(first.id, NOW - 90.0, 60.0))
    view.note_play(Play(first.id, NOW - 90.0, 60.0))
    late = library.add()
    library.listening.add_play(Play(late.id, NOW - 500.0, 100.0))
    library.listening.add_offers([first.id, late.id], NOW - 500.0)
    view.note_offers([first.id])
    view.refresh([late.id, first.id])
    mine, fresh = view.candidates(), view_of(library).candidates()
    for name in ("heard", "offered", "last_played_s_ago"):
        assert np.array_equal(getattr(mine, name), getattr(fresh, name)), name
    assert mine.heard.tolist() == [1.0, 1.0] and mine.last_played_s_ago.tolist() == [30.0, 400.0]


def test_the_listeners_word_stands_above_the_networks(library: ListenerLibrary):
    track, unheard = library.add(genres=("Rock",)), library.add()
    library.analyse(track, 0.3, -0.7, style="jazz")
    view = view_of(library)
    before = view.tags(track.id)
    library.listening.set_correction(
        Correction(track.id, NOW, valence=-0.7, arousal=0.9, style="metal")
    )
    library.listening.set_correction(Correction(unheard.id, NOW, mood="happy", style="folk"))
    view.refresh_listening()
    tags = view.tags(track.id)
    assert tags is not None
    assert (tags.mood, tags.style, tags.source, tags.style_source) == (
        "angry",
        "metal",
        "listener",
        "listener",
    )
    assert view.tags(unheard.id) is None and view.style(unheard.id) == ("folk", "listener")
    view.refresh([track.id])
    assert view.tags(track.id) == tags
    library.listening.set_correction(Correction(track.id, NOW, mood="happy"))
    view.refresh_listening()
    happy = view.tags(track.id)
    assert happy is not None and (happy.mood, happy.style) == ("happy", "rock")
    library.listening.remove_correction(track.id)
    view.refresh_listening()
    assert view.tags(track.id) == before


def test_the_curve_gives_the_seams(library: ListenerLibrary):
    track = library.add()
    curve = ((0.0, 0.0, -0.5), (10.0, 0.0, -0.3), (100.0, 0.0, 0.9), (200.0, 0.0, 0.1))
    library.analyse(track, 0.0, 0.0, curve=curve)
    given = view_of(library).candidates()
    assert given.start_arousal[0] == pytest.approx(-0.4)
    assert given.end_arousal[0] == pytest.approx(0.1)


def test_files_of_one_song_are_known_and_a_new_title_parts_them(library: ListenerLibrary):
    tracks = [library.add(title=t, artist="Ann") for t in ("One", "One (Live)", "Two", "")]
    view = view_of(library)
    song = view.candidates().song
    assert song[0] == song[1] and len(set(song.tolist())) == 3
    library.tracks.put_tracks(
        [
            replace(tracks[1], metadata=Metadata(title="Three", artist="Ann")),
            replace(tracks[3], audio_key=tracks[2].audio_key),
        ]
    )
    view.refresh([tracks[1].id, tracks[3].id])
    song = view.candidates().song
    assert song[2] == song[3] and len(set(song.tolist())) == 3


def test_files_of_one_recording_share_stars_and_versions_share_when_they_were_heard(
    library: ListenerLibrary,
):
    one, copy, live = (library.add(title=t, artist="Ann") for t in ("One", "", "One (Live)"))
    for track in (one, copy, live):
        library.analyse(track, 0.1, 0.1)
    library.listening.set_rating(copy.id, 4)
    library.listening.set_favourite(one.id, True)
    view = view_of(library)
    view.note_play(Play(live.id, NOW - 100.0, 60.0))
    view.set_songs(SongLinks({one.id: 1, copy.id: 1}, frozenset(), {one.id: copy.id}))
    given = view.candidates()
    assert len(set(given.song.tolist())) == 1
    assert given.rating.tolist() == [4, 4, 0]
    assert given.favourite.tolist() == [True, True, False]
    assert given.last_played_s_ago.tolist() == pytest.approx([40.0] * 3)
    assert given.available.tolist() == [False, True, True]
    view.set_songs(SongLinks({}, frozenset({(one.id, live.id)}), {}))
    given = view.candidates()
    assert len(set(given.song.tolist())) == 3
    assert given.available.all()
    assert np.isinf(given.last_played_s_ago[:2]).all()


def test_a_worse_file_is_offered_while_the_better_one_is_away_or_not_heard(
    library: ListenerLibrary,
):
    better, worse = library.add(title="One", artist="Ann"), library.add(title="One", artist="Ann")
    library.analyse(worse, 0.1, 0.1)
    view = view_of(library)
    view.set_songs(SongLinks({}, frozenset(), {worse.id: better.id}))
    assert view.candidates().available.tolist() == [True, True]
    library.analyse(better, 0.1, 0.1)
    view.refresh([better.id])
    assert view.candidates().available.tolist() == [True, False]
    library.tracks.put_tracks([replace(better, available=False)])
    view.refresh([better.id])
    assert view.candidates().available.tolist() == [False, True]


@pytest.mark.parametrize(
    ("key", "numbers"),
    [
        ("C major", (0, 0)),
        ("Bb minor", (10, 1)),
        ("Cb major", (11, 0)),
        (None, (-1, 0)),
        ("?", (-1, 0)),
    ],
)
def test_keys_are_read(key: str | None, numbers: tuple[int, int]):
    assert key_numbers(key) == numbers


def test_names_for_spacing_leave_guests_and_spelling_aside():
    assert artist_name(Metadata(artist="Queen feat. David Bowie")) == "queen"
    assert artist_name(Metadata(artist="QUEEN (ft. Bowie)")) == "queen"
    assert artist_name(Metadata(artist="Defeater")) == "defeater"
    assert artist_name(Metadata(album_artist="Bach")) == "bach"
    assert artist_name(Metadata()) == album_name(Metadata()) == ""
    assert album_name(Metadata(album="One", artist="A")) != album_name(
        Metadata(album="One", artist="B")
    )


def test_an_empty_library_is_a_view_too(library: ListenerLibrary):
    view = view_of(library)
    assert len(view) == len(view.candidates()) == view.analysed_count == 0
    assert set(view.style_counts().values()) == {0}
    view.refresh([])
    assert len(view) == 0


BRIGHT = Words("1", "en", (0.5, 0.02, 0.03, 0.45), 0.9, 0.25, 400)
DARK = Words("1", "en", (0.02, 0.45, 0.5, 0.03), -0.9, 0.25, 400)


def test_words_pull_the_valence_and_their_contrast_is_kept(library: ListenerLibrary):
    plain, sad, glad, alien = (library.add() for _ in range(4))
    library.analyse(plain, 0.7, 0.35)
    library.analyse(sad, 0.7, 0.35, words=DARK)
    library.analyse(glad, -0.5, -0.4, words=BRIGHT)
    library.analyse(alien, 0.9, 0.9, words=DARK, distance=3.0)
    view = view_of(library)
    without, told, other, nothing = (view.tags(t.id) for t in (plain, sad, glad, alien))
    assert without is not None and told is not None and other is not None and nothing is not None
    assert (without.mood, without.contrast, without.words_valence) == ("happy", None, None)
    assert without.sound_valence == without.valence
    # Precisions 25 and 16: the words have 0.39 of the say.
    assert told.valence == pytest.approx(0.7 - 1.6 * 16 / 41, abs=1e-3)
    assert told.valence_sd == pytest.approx(41**-0.5)
    assert (told.arousal, told.arousal_sd) == (without.arousal, without.arousal_sd)
    assert (told.sound_valence, told.words_valence) == pytest.approx((0.7, -0.9))
    assert (told.sound_arousal, told.sound_mood) == (without.arousal, "happy")
    assert (told.contrast, other.contrast) == ("bright_dark", "dark_bright")
    assert (nothing.mood, nothing.contrast) == (None, None)
    assert nothing.valence == nothing.sound_valence
    assert view.candidates().contrast.tolist() == [0, 1, -1, 0]


def test_a_correction_leaves_what_sound_and_words_said(library: ListenerLibrary):
    track = library.add()
    library.analyse(track, 0.7, 0.35, words=DARK)
    view = view_of(library)
    library.listening.set_correction(Correction(track.id, NOW, valence=-0.6, arousal=-0.5))
    view.refresh_listening()
    tags = view.tags(track.id)
    assert tags is not None and (tags.valence, tags.arousal) == pytest.approx((-0.6, -0.5))
    assert (tags.sound_valence, tags.sound_arousal) == pytest.approx((0.7, 0.35))
    assert (tags.words_valence, tags.contrast) == (pytest.approx(-0.9), "bright_dark")


def test_words_that_are_gone_leave_no_trace(library: ListenerLibrary):
    track, never = library.add(), library.add()
    library.analyse(never, 0.7, 0.35)
    library.analyse(track, 0.7, 0.35, words=DARK)
    view = view_of(library)
    library.analyse(track, 0.7, 0.35)
    view.refresh([track.id])
    assert view.tags(track.id) == view.tags(never.id)


def test_a_track_knows_how_much_of_the_library_has_less_of_a_mood(library: ListenerLibrary):
    unheard = library.add()
    tracks = [library.add() for _ in range(10)]
    for number, track in enumerate(tracks):
        library.analyse(track, 0.3, 0.2 - 0.09 * number)  # ever nearer to calm (0.3, -0.7)
    view = view_of(library)
    assert view.library_share(unheard.id) is view.library_share(999) is None
    shares = [view.library_share(track.id) for track in tracks]
    assert [s["calm"] for s in shares if s] == pytest.approx([n / 10 for n in range(10)])
    assert [s["energetic"] for s in shares if s] == pytest.approx(
        [n / 10 for n in range(9, -1, -1)]
    )
    for column, mood in enumerate(MOOD_IDS):
        have = view.candidates().mood_probabilities[1:, column]
        for row, share in enumerate(shares):
            assert share is not None and share[mood] == np.mean(have < have[row])
    assert view.library_share(tracks[9].id, ["calm"]) == {"calm": 0.9}


def test_the_share_follows_the_library(library: ListenerLibrary):
    low, high = library.add(), library.add()
    library.analyse(low, 0.0, 0.5)
    library.analyse(high, 0.3, -0.7)
    view = view_of(library)
    assert view.library_share(high.id, ["calm"]) == {"calm": 0.5}
    library.analyse(low, 0.3, -0.75)
    library.listening.set_correction(Correction(low.id, NOW, mood="calm"))
    view.refresh_listening()
    assert view.library_share(high.id, ["calm"]) == {"calm": 0.0}
    library.tracks.forget_tracks([low.id])
    view.refresh([low.id])
    assert view.library_share(high.id, ["calm"]) == {"calm": 0.0}
    assert view.library_share(low.id) is None
