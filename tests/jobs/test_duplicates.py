"""Songs in several files: which files they are, which one is offered, and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from player.jobs.duplicates import SongGroup, Songs, find_songs
from player.jobs.recording_finder import RecordingFinder
from player.wording import sentence
from tests.jobs.song_library import SongLibrary, sound


@pytest.fixture
def library(tmp_path: Path) -> Iterator[SongLibrary]:
    made = SongLibrary(tmp_path)
    yield made
    made.close()


def find(library: SongLibrary) -> Songs:
    alike = RecordingFinder(library.tracks).update()
    return find_songs(library.tracks, library.listening, alike)


def told(group: SongGroup) -> list[tuple[int, int, bool, str]]:
    return [
        (file.track.id, file.recording, file.offered, str(file.because or ""))
        for file in group.files
    ]


def test_a_song_that_is_there_once_is_no_group(library: SongLibrary):
    library.add(sound(0), title="Hello", artist="Ann")
    library.add(sound(2), title="Hello", artist="Bob")
    library.add()
    assert find(library).groups == ()


def test_the_same_sound_is_identical_whatever_the_files_say(library: SongLibrary):
    one = library.add(key="k", title="Hello", artist="Ann")
    two = library.add(key="k", title="Goodbye", artist="Bob")
    (group,) = find(library).groups
    assert group.kind == "identical"
    assert told(group) == [
        (one.id, 0, True, "as good as the other; it was here first"),
        (two.id, 0, False, ""),
    ]


def test_of_one_recording_the_better_file_is_offered(library: SongLibrary):
    lossy = library.add(sound(0), title="Hello", artist="Ann")
    flac = library.add(sound(0, 0.99), codec="flac", samplerate=44_100)
    songs = find(library)
    (group,) = songs.groups
    assert (group.kind, group.name) == ("recording", "Ann – Hello")
    assert told(group) == [(flac.id, 0, True, "lossless"), (lossy.id, 0, False, "")]
    assert songs.links.instead == {lossy.id: flac.id}
    assert songs.links.recordings[flac.id] == songs.links.recordings[lossy.id]


def test_a_file_that_breaks_off_or_is_away_is_not_offered(library: SongLibrary):
    short = sentence("File", "The file ends before it should; what is there was listened to.")
    library.add(sound(0), codec="flac", samplerate=44_100, warning=short)
    library.add(sound(0), codec="flac", samplerate=44_100, available=False)
    whole = library.add(sound(0))
    (group,) = find(library).groups
    assert told(group)[0] == (whole.id, 0, True, "complete; the other breaks off or is damaged")


def test_versions_are_one_song_of_several_recordings_each_with_its_best_file(
    library: SongLibrary,
):
    plain = library.add(sound(0), title="Hello", artist="Ann", bitrate=96_000)
    better = library.add(sound(0), title="Hello", artist="Ann", bitrate=320_000)
    live = library.add(sound(3), title="Hello (Live)", artist="Ann", duration_s=80.0)
    library.add(sound(5), title="Hello (Bob Remix)", artist="Ann")
    (group,) = find(library).groups
    assert group.kind == "versions"
    assert told(group) == [
        (better.id, 0, True, "higher bit rate: 320 over 96 kbit/s"),
        (plain.id, 0, False, ""),
        (live.id, 1, True, ""),
    ]
    assert [file.version_words for file in group.files] == ["", "", "live"]


def test_a_live_take_of_the_same_length_and_sound_stays_a_version(library: SongLibrary):
    library.add(sound(0), title="Hello", artist="Ann")
    library.add(sound(0), title="Hello (Live)", artist="Ann")
    assert [group.kind for group in find(library).groups] == ["versions"]


def test_the_listener_chooses_among_all_versions_and_takes_it_back(library: SongLibrary):
    plain = library.add(sound(0), title="Hello", artist="Ann", codec="flac")
    live = library.add(sound(3), title="Hello (Live)", artist="Ann")
    library.listening.set_queue_choice(live.id, "always")
    songs = find(library)
    assert told(songs.groups[0]) == [
        (live.id, 0, True, "your choice"),
        (plain.id, 1, False, ""),
    ]
    assert songs.links.instead == {plain.id: live.id}
    library.change(live, available=False)
    assert find(library).links.instead == {}
    library.listening.set_queue_choice(live.id, None)
    assert find(library).links.instead == {}


def test_a_refused_file_gives_way_to_another_encoding_but_not_to_another_version(
    library: SongLibrary,
):
    flac = library.add(sound(0), title="Hello", artist="Ann", codec="flac", samplerate=44_100)
    lossy = library.add(sound(0), title="Hello", artist="Ann")
    live = library.add(sound(3), title="Hello (Live)", artist="Ann")
    library.listening.set_queue_choice(flac.id, "never")
    library.listening.set_queue_choice(live.id, "never")
    songs = find(library)
    assert told(songs.groups[0]) == [
        (lossy.id, 0, True, "you keep the other out of queues"),
        (flac.id, 0, False, ""),
        (live.id, 1, False, ""),
    ]
    library.listening.set_queue_choice(lossy.id, "never")
    assert find(library).links.instead == {}


def test_what_the_listener_calls_another_song_is_one(library: SongLibrary):
    one = library.add(sound(0), key="k", title="Hello", artist="Ann")
    two = library.add(sound(0), key="k", title="Hello", artist="Ann")
    three = library.add(sound(0), title="Hello", artist="Ann")
    library.listening.set_apart(two.id, [one.id, three.id], True)
    songs = find(library)
    assert [[file.track.id for file in group.files] for group in songs.groups] == [
        [one.id, three.id]
    ]
    assert songs.links.apart == {(one.id, two.id), (two.id, three.id)}
    library.listening.set_apart(two.id, [one.id, three.id], False)
    assert len(find(library).groups[0].files) == 3


def test_a_parted_copy_does_not_come_back_through_a_third(library: SongLibrary):
    one, two, three = (library.add(sound(0)) for _ in range(3))
    library.listening.set_apart(three.id, [one.id, two.id], True)
    songs = find(library)
    assert [[file.track.id for file in group.files] for group in songs.groups] == [[one.id, two.id]]
    assert three.id not in songs.links.recordings
