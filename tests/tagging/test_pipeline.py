from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from player.errors import FileEmptyError, NotAudioError
from player.library.decoding import decode_segment
from player.library.quality import CLIPPED_PER_S, CUT_SHORT
from player.library.track import Analysis, Depth
from player.paths import demo_dir, models_dir
from player.tagging.calibration import UNSURE, read_scores
from player.tagging.lyric_emotion import LyricNetwork
from player.tagging.network import AudioNetwork
from player.tagging.pipeline import CancelledError, analyse
from player.tagging.rates import SR
from tests.tagging.little_lyrics import DARK, models_with_lyrics, song_of
from tests.tagging.signals import chord, clicks, song, write_wav


@pytest.fixture(scope="module")
def network() -> AudioNetwork:
    return AudioNetwork.load(models_dir(), "cpu")


def test_a_quick_analysis_knows_tempo_key_and_length(tmp_path: Path, network: AudioNetwork) -> None:
    y = np.tile(chord((9, 12, 16), 1.0), 60) + clicks(100, 60)
    path = write_wav(tmp_path / "a.wav", y)
    analysis, heard = analyse(str(path), track_id=7, audio_key="k", depth="quick", network=network)
    assert (analysis.track_id, analysis.audio_key, analysis.depth) == (7, "k", "quick")
    assert analysis.version == network.card.version
    assert analysis.tempo_bpm == pytest.approx(100, rel=0.01)
    assert analysis.key == "A minor"
    assert analysis.duration_s == pytest.approx(60, abs=0.1)
    assert analysis.loudness_lufs is None
    assert analysis.curve == ()
    assert analysis.warning is analysis.failure is None
    assert heard.scores.shape == (network.card.scores_size,)


def test_a_full_analysis_adds_curve_and_loudness(tmp_path: Path, network: AudioNetwork) -> None:
    path = write_wav(tmp_path / "a.wav", song(75))
    analysis, _ = analyse(str(path), track_id=1, audio_key="", depth="full", network=network)
    times = [time_s for time_s, _, _ in analysis.curve]
    # A window every three seconds, also over the seam of the chunks at one minute.
    assert np.allclose(np.diff(times), 3.0, atol=0.05)
    assert times[0] == 3.0
    assert times[-1] >= 69
    assert all(-1 <= v <= 1 and -1 <= a <= 1 for _, v, a in analysis.curve)
    assert analysis.loudness_lufs is not None
    assert analysis.true_peak_db is not None


def test_a_whole_track_says_which_passage_decided_and_a_quick_one_does_not(
    tmp_path: Path, network: AudioNetwork
) -> None:
    told = 0
    for name in ("Neon Meridian - Mirrorball Avenue", "Polar Static - Tidewater"):
        piece = str(demo_dir() / f"{name}.opus")  # half a minute each
        y = np.tile(decode_segment(piece, start_s=0.0, duration_s=30.0, sr=SR), 2)
        path = str(write_wav(tmp_path / "a.wav", y))
        quick, _ = analyse(path, track_id=1, audio_key="", depth="quick", network=network)
        assert quick.passage is None
        full, heard = analyse(path, track_id=1, audio_key="", depth="full", network=network)
        if full.passage is not None:
            told += 1
            start_s, end_s = full.passage
            assert start_s >= 0 and end_s <= 60 and end_s - start_s == pytest.approx(21, abs=0.3)
            assert read_scores(heard.scores[None], network.card).mood[0] != UNSURE
    assert told > 0


def test_words_beside_the_file_are_read_and_change_nothing_else(
    tmp_path: Path, network: AudioNetwork
) -> None:
    lyrics = LyricNetwork.load(models_with_lyrics(tmp_path, "9"))
    path = write_wav(tmp_path / "a.wav", song(12))

    def analysed(reader: LyricNetwork | None) -> Analysis:
        found, _ = analyse(
            str(path), track_id=1, audio_key="", depth="quick", network=network, lyrics=reader
        )
        assert replace(found, words=None, words_version=None) == plain
        return found

    plain, _ = analyse(str(path), track_id=1, audio_key="", depth="quick", network=network)
    assert plain.words is plain.words_version is None
    assert analysed(lyrics) == plain  # there is nothing to read
    path.with_suffix(".lrc").write_text(song_of(DARK), encoding="utf-8")
    assert analysed(None) == plain
    found = analysed(lyrics)
    assert found.words is not None and found.words == lyrics.read(song_of(DARK))
    assert found.words.valence < -0.4 and found.words_version == found.words.version == "9"
    path.with_suffix(".lrc").write_text("la la la", encoding="utf-8")
    assert (analysed(lyrics).words, analysed(lyrics).words_version) == (None, "9")


def test_silence_is_analysed_and_says_nothing(tmp_path: Path, network: AudioNetwork) -> None:
    path = write_wav(tmp_path / "silence.wav", np.zeros(20 * SR, np.float32))
    for depth in ("quick", "full"):
        analysis, heard = analyse(str(path), track_id=1, audio_key="", depth=depth, network=network)
        assert analysis.key is analysis.tempo_bpm is None
        assert heard.scores[network.card.output("distance").start] > 1


def test_the_same_file_gives_the_same_bytes(tmp_path: Path, network: AudioNetwork) -> None:
    path = str(write_wav(tmp_path / "a.wav", song(35)))
    runs = [analyse(path, track_id=1, audio_key="", depth="quick", network=network) for _ in "ab"]
    assert runs[0][0] == runs[1][0]
    assert runs[0][1].scores.tobytes() == runs[1][1].scores.tobytes()


def test_what_is_no_music_is_refused(tmp_path: Path, network: AudioNetwork) -> None:
    empty, text = tmp_path / "empty.mp3", tmp_path / "text.mp3"
    empty.write_bytes(b"")
    text.write_text("this is no music " * 100)
    with pytest.raises(FileEmptyError):
        analyse(str(empty), track_id=1, audio_key="", depth="quick", network=network)
    with pytest.raises(NotAudioError):
        analyse(str(text), track_id=1, audio_key="", depth="quick", network=network)


def test_a_truncated_file_is_heard_with_a_warning(shared_data: Path, network: AudioNetwork) -> None:
    path = shared_data / "library" / "formats" / "truncated.mp3"
    analysis, heard = analyse(str(path), track_id=1, audio_key="", depth="full", network=network)
    assert analysis.warning == CUT_SHORT
    assert analysis.truncated is True
    assert np.isfinite(heard.scores).all()


@pytest.mark.parametrize("depth", ["quick", "full"])
def test_silence_and_clipping_are_heard_and_a_song_has_neither(
    depth: Depth, tmp_path: Path, network: AudioNetwork
) -> None:
    y = song(45)
    peak = float(np.abs(y).max())
    sounds = {
        "song": 0.9 * y / peak,
        "driven": np.clip(4.0 * y / peak, -1.0, 1.0),
        "silence": np.zeros_like(y),
    }
    told = {}
    for name, sound in sounds.items():
        path = str(write_wav(tmp_path / f"{name}.wav", sound))
        analysis, _ = analyse(path, track_id=1, audio_key="", depth=depth, network=network)
        assert analysis.truncated is False
        assert analysis.clipped_per_s is not None
        told[name] = analysis.silent, analysis.clipped_per_s >= CLIPPED_PER_S
    assert told == {"song": (False, False), "driven": (False, True), "silence": (True, False)}


def test_an_analysis_can_be_called_off(tmp_path: Path, network: AudioNetwork) -> None:
    path = str(write_wav(tmp_path / "a.wav", song(35)))
    asked: list[int] = []

    def second_time() -> bool:
        asked.append(1)
        return len(asked) == 2

    with pytest.raises(CancelledError):
        analyse(
            path,
            track_id=1,
            audio_key="",
            depth="quick",
            network=network,
            cancelled=second_time,
        )
    assert len(asked) == 2


def test_a_whole_track_can_be_called_off_while_its_loudness_is_measured(
    tmp_path: Path, network: AudioNetwork
) -> None:
    path = str(write_wav(tmp_path / "a.wav", song(8)))
    asked: list[int] = []

    def full(stop_at: int | None) -> None:
        asked.clear()

        def cancelled() -> bool:
            asked.append(1)
            return len(asked) == stop_at

        analyse(path, track_id=1, audio_key="", depth="full", network=network, cancelled=cancelled)

    full(None)
    blocks = len(asked)
    with pytest.raises(CancelledError):
        full(blocks)  # its last block: the features were heard long before
    assert len(asked) == blocks > 2
