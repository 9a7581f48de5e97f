"""The finder over real stores: what joins two files, what does not, and how it keeps up."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from player.jobs.recording_finder import RecordingFinder, names_of
from player.jobs.recordings import Names
from player.library.track import Metadata
from tests.jobs.song_library import SongLibrary, hear, sound


@pytest.fixture
def library(tmp_path: Path) -> Iterator[SongLibrary]:
    made = SongLibrary(tmp_path)
    yield made
    made.close()


def test_an_untitled_copy_is_found_and_other_lengths_and_sounds_are_not(library: SongLibrary):
    song = library.add(sound(0), title="Hello", artist="Ann")
    copy = library.add(sound(0, 0.95), duration_s=60.4)
    library.add(sound(0), duration_s=70.0)
    library.add(sound(0), tempo_bpm=121.0)
    library.add(sound(3))
    library.add()
    assert RecordingFinder(library.tracks).update() == {(song.id, copy.id)}


def test_other_titles_need_almost_the_same_sound(library: SongLibrary):
    one = library.add(sound(0), title="Hello", artist="Ann")
    two = library.add(sound(0, 0.995), title="你好", artist="安")
    library.add(sound(0, 0.9), title="Goodbye", artist="Ann")
    assert RecordingFinder(library.tracks).update() == {(one.id, two.id)}


def test_it_keeps_up_with_what_is_added_changed_heard_again_and_removed(library: SongLibrary):
    finder = RecordingFinder(library.tracks)
    assert finder.update() == frozenset()
    one, two = library.add(sound(0)), library.add(sound(0, 0.99))
    assert finder.update() == {(one.id, two.id)}
    three = library.add(sound(0, 0.98))
    assert finder.update() == {(one.id, two.id), (one.id, three.id), (two.id, three.id)}
    hear(library.tracks, two, sound(4))
    assert len(finder.update()) == 3  # nobody said that it was heard again
    assert finder.update([two.id]) == {(one.id, three.id)}
    library.change(three, metadata=dataclasses.replace(three.metadata, title="Hello", artist="Ann"))
    assert finder.update() == {(one.id, three.id)}
    library.change(three, audio_key="another sound, not heard yet")
    assert finder.update() == frozenset()
    library.tracks.forget_tracks([one.id])
    assert finder.update() == frozenset()


def test_step_by_step_is_the_same_as_at_once(library: SongLibrary):
    finder = RecordingFinder(library.tracks)
    for number in range(60):
        library.add(sound(number % 7, 0.9 + (number % 5) / 50), duration_s=60.0 + number % 3)
        finder.update()
    at_once = RecordingFinder(library.tracks).update()
    assert finder.update() == at_once
    assert at_once


HELLO = Metadata(title="Hello", artist="Ann", album="One", track_number=1)


@pytest.mark.parametrize(
    ("other", "names"),
    [
        (Metadata(title="HELLO", artist="ann"), Names.AGREE),
        (Metadata(title="Hello (Live)", artist="Ann"), Names.VERSIONS),
        (Metadata(title="Hello", artist="Ann", album="Live at Home"), Names.VERSIONS),
        (Metadata(title="Hello", artist="Bob"), Names.DISAGREE),
        (Metadata(title="Goodbye"), Names.DISAGREE),
        (Metadata(album="One", track_number=2), Names.DISAGREE),
        (Metadata(album="Two", track_number=1), Names.DISAGREE),
        (Metadata(title="Hello"), Names.SILENT),
        (Metadata(artist="Ann"), Names.SILENT),
        (Metadata(), Names.SILENT),
    ],
)
def test_what_two_files_say_agrees_or_not(other: Metadata, names: Names):
    assert names_of(HELLO, other) is names
    assert names_of(other, HELLO) is names
