"""What ``moodlark tags`` says of a song whose words contradict its sound."""

from __future__ import annotations

import dataclasses
import io
import json

from player.commands.console import Console
from player.commands.tags import document, show
from player.jobs.file_tags import FileTags
from player.library.loudness import LoudnessOptions
from player.library.track import Analysis, Metadata, ReplayGain, Tags, Words

TAGS = Tags(
    valence=0.08,
    arousal=0.35,
    valence_sd=0.16,
    arousal_sd=0.15,
    moods={"happy": 0.4, "energetic": 0.35, "tense": 0.25},
    mood="happy",
    styles={"pop": 1.0},
    style="pop",
    sound_valence=0.7,
    sound_arousal=0.35,
    sound_mood="happy",
    words_valence=-0.9,
    contrast="bright_dark",
)
ANALYSIS = Analysis(
    track_id=1,
    audio_key="k",
    depth="full",
    network="net",
    version="1",
    duration_s=200.0,
    curve=((0.0, 0.5, 0.3), (190.0, 0.6, 0.4)),
    passage=(63.0, 84.0),
    words=Words("7", "en", (0.02, 0.45, 0.5, 0.03), -0.9, 0.25, 400),
)
SHARE = {"happy": 0.937, "tense": 0.2}
FILE = FileTags("/music/a.mp3", Metadata(), ANALYSIS, TAGS, None, SHARE, {"vocal": 0.8})


def shown(file: FileTags) -> str:
    out = io.StringIO()
    show(file, Console(out, io.StringIO(), as_json=False))
    return out.getvalue()


def test_json_keeps_sound_and_words_apart():
    found = json.loads(json.dumps(document(FILE)))
    assert found["sound"] == {"valence": 0.7, "arousal": 0.35, "mood": "happy"}
    assert found["words"] == {
        "language": "en",
        "quadrants": [0.02, 0.45, 0.5, 0.03],
        "valence": -0.9,
        "valence_sd": 0.25,
    }
    assert (found["valence"], found["contrast"]) == (0.08, "bright_dark")
    assert found["passage"] == [63.0, 84.0]
    assert found["library_share"] == {"happy": 0.937, "tense": 0.2}


def test_a_person_is_told_in_plain_words():
    text = shown(FILE)
    assert "Bright sound, dark words" in text
    assert "-0.90 ± 0.25" in text
    assert "1:03 to 1:24" in text
    assert "Happy: more than 93 % of your library" in text


def test_a_passage_is_not_shown_where_the_words_made_the_mood():
    tags = dataclasses.replace(TAGS, mood="tense")
    assert "1:03 to 1:24" not in shown(dataclasses.replace(FILE, tags=tags))


def test_what_is_not_known_is_not_said():
    plain = dataclasses.replace(ANALYSIS, words=None, passage=None)
    tags = dataclasses.replace(TAGS, contrast=None, words_valence=None)
    file = dataclasses.replace(FILE, analysis=plain, tags=tags, share=None)
    found = document(file)
    assert found["words"] is found["contrast"] is found["passage"] is found["library_share"] is None
    assert not {"words", "passage", "library"} & set(shown(file).lower().split())


def test_the_gain_a_track_is_played_with_is_told_where_its_loudness_is_known():
    soft = dataclasses.replace(ANALYSIS, loudness_lufs=-23.0, true_peak_db=-9.0)
    measured = dataclasses.replace(FILE, analysis=soft)
    assert document(measured)["gain_db"] == 5.0
    assert document(measured, LoudnessOptions("track", -14.0))["gain_db"] == 8.0
    assert "+5.0 dB" in shown(measured)
    tagged = dataclasses.replace(measured, metadata=Metadata(gain=ReplayGain(-3.21, 0.9)))
    assert document(tagged)["gain_db"] == -3.21
    quick = dataclasses.replace(FILE, analysis=dataclasses.replace(ANALYSIS, depth="quick"))
    assert document(quick)["gain_db"] is None
    assert "dB" not in shown(quick)
    peak_only = dataclasses.replace(quick, metadata=Metadata(gain=ReplayGain(track_peak=0.5)))
    assert document(peak_only)["gain_db"] is None
