import json
from pathlib import Path

import numpy as np

from player.evaluation.made_sounds import MadeSound, made_sounds
from player.evaluation.sounds import hear, names, run, table
from player.library.encoding import encode
from player.paths import models_dir
from player.tagging.network import AudioNetwork
from player.tagging.rates import SR
from tests.tagging.signals import song, write_wav


def test_silence_gets_no_mood_and_music_of_a_folder_is_counted(tmp_path: Path) -> None:
    silence = [sound for sound in made_sounds() if sound.kind == "silence"]
    (tmp_path / "deep").mkdir()
    write_wav(tmp_path / "deep" / "song.wav", song(12))
    (tmp_path / "empty.mp3").write_bytes(b"")
    (tmp_path / "cover.jpg").write_bytes(b"not a sound")
    told: list[tuple[int, int | None]] = []
    result = run(
        models_dir=models_dir(),
        music=tmp_path,
        sounds=silence,
        device="cpu",
        progress=lambda done, total: told.append((done, total)),
    )
    assert result["sounds"]["n"] == len(silence) == 4
    assert result["sounds"]["given_a_mood"] == []
    assert result["sounds"]["share"] == 0
    assert result["sounds"]["ci95"][1] > 0.4  # four sounds prove little
    assert result["sounds"]["by_kind"] == {"silence": {"n": 4, "given_a_mood": 0}}
    assert result["music"]["n"] == 1
    assert [failed["file"] for failed in result["music"]["failed"]] == ["empty.mp3"]
    assert told == [(0, None), (1, None), (2, None), (3, None), (0, 2), (1, 2)]
    assert any("empty.mp3" in line for line in names(result))
    assert len(table(result)) >= 5
    json.dumps(result, allow_nan=False)


def test_a_sound_that_gets_a_mood_is_named(tmp_path: Path) -> None:
    """Real network, real judgement: whatever it says of a song must be told the same way."""
    network = AudioNetwork.load(models_dir(), "cpu")
    file = tmp_path / "song.flac"
    y = np.asarray(song(20, seed=3))
    encode(file, y[:, None], SR, codec="flac")
    verdict = hear(file, "song", "music", network)
    result = run(models_dir=models_dir(), sounds=[MadeSound("song", "music", y, SR)])
    given = result["sounds"]["given_a_mood"]
    assert [item["mood"] for item in given] == ([verdict.mood] if verdict.mood else [])
    assert result["sounds"]["taken_for_music"] == int(verdict.familiar)
    assert verdict.familiar == (verdict.distance <= 1.0)
    assert result["music"] is None


def test_what_cannot_be_read_gets_no_mood(tmp_path: Path) -> None:
    (tmp_path / "x.mp3").write_bytes(b"this is text")
    verdict = hear(tmp_path / "x.mp3", "x", "", AudioNetwork.load(models_dir(), "cpu"))
    assert (verdict.mood, verdict.familiar) == (None, False)
    assert verdict.failure
