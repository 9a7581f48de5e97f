"""What queues do not bring by themselves: switches, the listener's word, never by relaxation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.jobs.blocked import Blocks
from player.jobs.kept_out import LetIn, kinds_of, let_in
from player.jobs.queue import QueueKeeper
from player.jobs.view import LibraryView
from player.library.track import FileStamp, Metadata, Track
from player.paths import models_dir
from player.recommend.choosing import choose
from player.recommend.context import Context
from player.recommend.target import MoodTarget
from player.settings import Settings
from player.tagging.calibration import SPEECH, sounds_like_speech
from player.tagging.card import NetworkCard
from tests.jobs.listener_library import ListenerLibrary, view_of

_CALM = MoodTarget(moods=("calm",))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[ListenerLibrary]:
    made = ListenerLibrary(tmp_path)
    yield made
    made.close()


def _calm(library: ListenerLibrary, **said: object) -> Track:
    track = library.add(**said)
    library.analyse(track, 0.4, -0.6, style="rock", silent=said.get("genres") == ("Silence",))
    return track


def _offered(view: LibraryView, count: int = 50) -> set[int]:
    return {c.track_id for c in choose(view.candidates(), Context(), _CALM, count=count)}


def test_other_content_is_offered_only_when_its_switch_is_on(library: ListenerLibrary) -> None:
    song = _calm(library)
    book = _calm(library, genres=("Audiobook",))
    talk = _calm(library, genres=("Podcast",))
    carol = _calm(library, title="Silent Night")
    view = view_of(library)
    assert _offered(view) == {song.id}
    assert view.kept_out.ids() == {
        "spoken": [talk.id],
        "audiobook": [book.id],
        "seasonal": [carol.id],
    }
    view.kept_out.let_in(LetIn(kinds_of(["seasonal"])))
    assert _offered(view) == {song.id, carol.id}
    view.kept_out.let_in(let_in(Settings(play_spoken=True)))
    assert _offered(view) == {song.id, book.id, talk.id}


def test_the_evidence_is_told(library: ListenerLibrary) -> None:
    song, talk = _calm(library), _calm(library, genres=("Podcast",))
    view = view_of(library)
    kept = view.kept_out.kept(talk.id)
    assert kept is not None
    assert (kept.kind, str(kept.reason)) == ("spoken", "The genre says “Podcast”.")
    assert view.kept_out.kept(song.id) is view.kept_out.content(song.id) is None
    assert view.kept_out.kept(999) is view.kept_out.content(999) is None


def test_the_listeners_word_stands_above_what_is_thought_and_above_the_switches(
    library: ListenerLibrary,
) -> None:
    song, talk = _calm(library), _calm(library, genres=("Podcast",))
    library.listening.set_queue_choice(talk.id, "always")
    library.listening.set_queue_choice(song.id, "never")
    view = view_of(library)
    assert _offered(view) == {talk.id}
    kept = view.kept_out.kept(song.id)
    assert kept is not None and kept.kind == "never"
    view.kept_out.let_in(LetIn(kinds_of(["spoken", "seasonal", "mix"])))
    assert _offered(view) == {talk.id}
    library.listening.set_queue_choice(talk.id, None)
    library.listening.set_queue_choice(song.id, None)
    view.refresh_listening()
    assert _offered(view) == {song.id, talk.id}


def test_silence_is_kept_out_whatever_is_switched_on(library: ListenerLibrary) -> None:
    song, nothing = _calm(library), _calm(library, genres=("Silence",))
    view = view_of(library)
    view.kept_out.let_in(LetIn(kinds_of(["spoken", "seasonal", "mix"])))
    assert _offered(view) == {song.id}
    kept = view.kept_out.kept(nothing.id)
    assert kept is not None and kept.kind == "silent"


def test_no_rule_that_gives_way_brings_a_kept_out_track_back(library: ListenerLibrary) -> None:
    song = _calm(library)
    for number in range(5):
        _calm(library, title=f"Christmas {number}")
    view = view_of(library)
    asked = choose(view.candidates(), Context(), _CALM, count=20)
    unasked = choose(view.candidates(), Context(), MoodTarget(), count=20)
    assert [choice.track_id for choice in asked] == [song.id]
    assert [choice.track_id for choice in unasked] == [song.id]


def test_what_is_put_in_by_hand_is_played(library: ListenerLibrary) -> None:
    _calm(library)
    carol = _calm(library, title="Silent Night")
    keeper = QueueKeeper(view_of(library), library.listening)
    keeper.set_target(_CALM, seed=1)
    keeper.add_next([carol.id])
    keeper.choose_again()
    keeper.leave_out()
    assert carol.id in [entry.track_id for entry in keeper.queue.upcoming]


def test_a_track_that_is_kept_out_from_now_on_leaves_the_queue_and_comes_back_with_undo(
    library: ListenerLibrary,
) -> None:
    tracks = [_calm(library) for _ in range(4)]
    view = view_of(library)
    keeper = QueueKeeper(view, library.listening, length=3)
    keeper.set_target(_CALM, seed=1)
    before = [entry.track_id for entry in keeper.queue.upcoming]
    gone, (spare,) = before[1], {track.id for track in tracks} - set(before)
    library.listening.set_queue_choice(gone, "never")
    view.refresh_listening()
    change = keeper.leave_out()
    after = [entry.track_id for entry in keeper.queue.upcoming]
    assert after == [before[0], before[2], spare]
    assert (len(change.entered), len(change.left)) == (1, 1)
    keeper.undo()
    assert [entry.track_id for entry in keeper.queue.upcoming] == before


def test_what_is_wrong_with_files_is_listed_and_keeps_none_of_them_out_but_silence(
    library: ListenerLibrary,
) -> None:
    cut = library.add(codec="mp3", bitrate=48_000)  # and its name ends in .flac
    library.analyse(cut, 0.4, -0.6, truncated=True, clipped_per_s=0.5)
    loud = library.add(codec="flac")
    library.analyse(loud, 0.4, -0.6, truncated=False, clipped_per_s=40.0)
    view = view_of(library)
    assert view.flawed_ids() == {
        "truncated": [cut.id],
        "clipped": [loud.id],
        "low_bitrate": [cut.id],
        "wrong_extension": [cut.id],
    }
    kinds = [issue.kind for issue in view.quality(cut.id)]
    assert kinds == ["truncated", "low_bitrate", "wrong_extension"]
    assert _offered(view) == {cut.id, loud.id}


def test_a_better_file_that_is_kept_out_takes_no_place(library: ListenerLibrary) -> None:
    lossy = library.add(title="Blue", artist="Ann", codec="mp3", bitrate=128_000)
    better = library.add(title="Blue", artist="Ann", codec="flac", samplerate=44_100, channels=2)
    for track in (lossy, better):
        library.analyse(track, 0.4, -0.6)
    library.listening.set_queue_choice(better.id, "never")
    assert _offered(view_of(library)) == {lossy.id}


def test_speech_is_told_from_the_sound_only_where_it_is_plain() -> None:
    card = NetworkCard.load(models_dir())
    scores = np.zeros((4, card.scores_size), np.float32)
    character = next(output for output in card.outputs if output.name == "character")
    speech, distance = character.start + character.labels.index("speech"), card.output("distance")
    scores[:, speech] = [SPEECH, SPEECH, SPEECH - 0.1, 0.0]
    scores[:, distance.start] = [1.5, 0.9, 1.5, 1.5]
    assert sounds_like_speech(scores, card).tolist() == [True, False, False, False]


def test_blocked_words_and_folders_keep_out_and_the_evidence_is_told(
    library: ListenerLibrary,
) -> None:
    plain = _calm(library, title="Deliverance")
    live = _calm(library, title="Blue (LIVE)")
    eastern = _calm(library, title="晴天（現場版）")
    genre = _calm(library, genres=("Christian  Rock",))
    wanted = _calm(library, title="Live again")
    library.listening.set_queue_choice(wanted.id, "always")
    settings = Settings(blocked_words=("live", "现场", "christian rock", " "))
    view = view_of(library)
    view.kept_out.let_in(let_in(settings))
    assert _offered(view) == {plain.id, wanted.id}
    assert view.kept_out.ids() == {"word": [live.id, eastern.id, genre.id]}
    kept = view.kept_out.kept(eastern.id)
    assert kept is not None
    assert str(kept.reason) == "You keep out what has “现场” in its title, artist, album or genre."
    view.kept_out.let_in(LetIn(blocks=Blocks(folders=("/music",))))
    assert _offered(view) == {wanted.id}
    kept = view.kept_out.kept(plain.id)
    assert kept is not None
    assert (kept.kind, str(kept.reason)) == ("folder", "You keep the folder /music out.")
    view.kept_out.let_in(LetIn())
    assert len(_offered(view)) == 5


def test_a_track_that_comes_later_is_blocked_too(library: ListenerLibrary) -> None:
    view = view_of(library)
    view.kept_out.let_in(LetIn(blocks=Blocks(words=("live",))))
    late = _calm(library, title="Live")
    view.refresh([late.id])
    assert view.kept_out.ids() == {"word": [late.id]}


@given(st.lists(st.text(max_size=8), max_size=5), st.text(max_size=30))
def test_any_words_can_be_blocked(words: list[str], title: str) -> None:
    track = Track(1, "/music/1.flac", FileStamp(1, 1), "", Metadata(title=title), 0.0)
    block = Blocks(words).find(track)
    assert block is None or block.what in words


def test_a_word_is_found_in_any_case_width_and_script_and_only_whole() -> None:
    def found(word: str, title: str) -> bool:
        track = Track(1, "/music/1.flac", FileStamp(1, 1), "", Metadata(title=title), 0.0)
        return Blocks([word]).find(track) is not None

    assert (
        found("live", "ＬＩＶＥ at home") and found("Live", "live!") and found("live", "现场live版")
    )
    assert not found("live", "Olive") and not found("live", "lived") and not found("live", "live2")
    assert found("伦", "周杰倫") and found("周杰倫", "周杰伦 - 晴天")
    assert found("r&b", "R&B classics") and found("c++", "C++") and not found("a b", "a\nb")


def test_a_folder_is_not_one_that_begins_the_same() -> None:
    track = Track(1, "/music/old songs/1.flac", FileStamp(1, 1), "", Metadata(), 0.0)
    assert Blocks(folders=["/music/old songs/"]).find(track) is not None
    assert Blocks(folders=["/music/old"]).find(track) is None
