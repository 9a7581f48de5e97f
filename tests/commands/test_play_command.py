"""``moodlark play``: what is asked for against what is kept, and an output that goes away."""

from __future__ import annotations

import argparse
import dataclasses
import io
from pathlib import Path

import pytest

from player.audio.messages import Event, OutputChanged, Paused, TrackStarted
from player.audio.process_engine import ProcessEngine
from player.commands.console import Console
from player.commands.play import PlaySession, _settings, add_arguments
from player.commands.play_sources import NamedFiles, _albums
from player.errors import NoSoundDeviceError, UsageError
from player.paths import Home
from player.settings import Settings
from player.wording import sentence
from tests.jobs.listener_library import ListenerLibrary
from tests.sound_files import encode, sweep

GONE = sentence("Sound", "The sound output {name} is gone. The music is paused.", name="DAC")
EXACT = Settings(exact_output=True, skip_silence=True)


def settings(*words: str, kept: Settings = EXACT) -> Settings:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return _settings(parser.parse_args(words), kept, named=False)


@pytest.mark.parametrize(
    "asked", [("--loudness", "track"), ("--crossfade", "3"), ("--skip-silence",)]
)
def test_what_changes_the_music_cannot_be_asked_for_with_exact_output(
    asked: tuple[str, ...],
) -> None:
    with pytest.raises(UsageError):
        settings("--exact", *asked)
    assert not settings(*asked).exact_output, "what is asked for comes before what is kept"


def test_what_is_kept_can_be_switched_off() -> None:
    assert settings() == EXACT
    assert settings("--no-exact") == dataclasses.replace(EXACT, exact_output=False)
    assert not settings("--no-skip-silence").skip_silence
    assert settings("--loudness", "off", "--crossfade", "0", "--exact").exact_output


class Unplugged(ProcessEngine):
    """The real engine, whose device is unplugged when the first track begins."""

    def wait(self, timeout_s: float) -> list[Event]:
        events = super().wait(timeout_s)
        if any(isinstance(event, TrackStarted) for event in events):
            self.pause()
            events = [*events, OutputChanged("default, ALSA", GONE), Paused()]
        return events


def test_it_ends_with_a_word_when_the_kept_output_is_unplugged(tmp_path: Path) -> None:
    path = encode(tmp_path / "a.wav", sweep(30.0, 44_100), 44_100)
    console = Console(io.StringIO(), io.StringIO(), as_json=False)
    engine = Unplugged("null", limit_s=None)
    with NamedFiles([str(path)], Settings(loudness="off"), console) as source:
        session = PlaySession(engine, source, console, wanted=None)
        with pytest.raises(NoSoundDeviceError) as ended:
            session.run()
    engine.close()
    assert ended.value.sentence == GONE


def test_the_rest_of_an_album_is_found_however_its_title_is_written(tmp_path: Path) -> None:
    library = ListenerLibrary(Home(tmp_path).store_dir)
    one = library.add(album="Blue", album_artist="A", track_number=1)
    other = library.add(album="BLUE", album_artist="A", track_number=2)
    library.add(album="Red", album_artist="A", track_number=1)
    found = [sound.place.path for sound in _albums([one], library.tracks)]
    library.close()
    assert found == [one.path, other.path]
