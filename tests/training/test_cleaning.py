"""Cleaning on the demo library's music and sound made on the spot."""

import dataclasses
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile

from player.library.decoding import decode_segment
from player.paths import demo_dir
from player.training import clip_audio
from player.training.cleaning import CleaningReport, clean, loudest_db
from player.training.clip_audio import SOUND_SR, ClipSound, decode_whole, load_sound
from player.training.clips import Clip, load_clips
from player.training.fingerprint import HOP_S, find_matches, fingerprint
from tests.sound_files import encode


@pytest.fixture(scope="module")
def music() -> dict[str, Path]:
    """Title -> file of the demo library."""
    return {path.stem.split(" - ")[1]: path for path in sorted(demo_dir().glob("*.opus"))}


def _sound(path: Path, start_s: float = 0.0, duration_s: float = 60.0, sr: int = 44100):
    return decode_segment(path, start_s=start_s, duration_s=duration_s, sr=sr)


def _clip(path: Path, group: str, **labels) -> Clip:
    return Clip(f"mine/{path.name}", path, group, sum(map(ord, group)) % 7, **labels)


def _clean(*clips: Clip) -> CleaningReport:
    return clean(clips, load_sound([clip.path for clip in clips], cache=None))


# -- decoding into the cache -------------------------------------------------------------------


def test_whole_files_are_decoded_as_segments_are(music) -> None:
    path = music["Tidewater"]
    whole = decode_whole(path)
    segment = _sound(path, sr=SOUND_SR)
    assert abs(len(whole) - len(segment)) <= 2
    n = min(len(whole), len(segment))
    np.testing.assert_allclose(whole[:n] / 32768.0, segment[:n], atol=2e-3)


def test_a_tone_keeps_its_level_and_full_scale_does_not_wrap(tmp_path: Path) -> None:
    t = np.arange(3 * 44100) / 44100
    soundfile.write(tmp_path / "tone.wav", 0.5 * np.sin(2 * np.pi * 440 * t), 44100)
    square = np.sign(np.sin(2 * np.pi * 100 * t))
    soundfile.write(tmp_path / "square.wav", square, 44100, subtype="FLOAT")
    tone, loud = load_sound([tmp_path / "tone.wav", tmp_path / "square.wav"], cache=None)
    assert loudest_db(tone.y) == pytest.approx(20 * np.log10(0.5 / 2**0.5), abs=0.05)
    assert tone.piece(100, 200).dtype == np.float32
    np.testing.assert_allclose(tone.piece(100, 200), tone.y[100:200] / 32768.0)
    ideal = np.sign(np.sin(2 * np.pi * 100 * np.arange(len(loud.y)) / SOUND_SR + 1e-9))
    assert np.mean(np.sign(loud.y) == ideal) > 0.98  # overshoots of the filter are cut off


def test_a_second_run_decodes_nothing(tmp_path: Path, music, monkeypatch) -> None:
    paths = [music["Tidewater"], music["Iron Tide"], tmp_path / "gone.wav"]
    decoded = []

    def spy(path):
        decoded.append(path)
        return decode_whole(path)

    monkeypatch.setattr(clip_audio, "decode_whole", spy)
    cache = tmp_path / "cache"
    first = load_sound(paths[:1], cache=cache)
    told = []
    both = load_sound(paths, cache=cache, progress=lambda done, total: told.append((done, total)))
    assert decoded == [paths[0], paths[1], paths[2]]
    assert both[0] == first[0]
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert (both[2].frames, both[2].sha256) == (0, "")
    assert "gone.wav" in both[2].failure
    np.testing.assert_array_equal(both[1].y, decode_whole(paths[1]))
    assert isinstance(both[1].y, np.memmap)
    assert len(list(cache.iterdir())) == 2
    load_sound(paths[:2], cache=cache)
    assert len(decoded) == 3


def test_the_same_bytes_under_another_name_are_decoded_once(tmp_path: Path, music) -> None:
    copy = shutil.copy(music["Tidewater"], tmp_path / "renamed.opus")
    one, other = load_sound([music["Tidewater"], copy], cache=tmp_path / "cache")
    assert one.stored == other.stored
    assert one.sha256 == other.sha256


def test_a_torn_file_in_the_cache_is_made_again(tmp_path: Path, music) -> None:
    (whole,) = load_sound([music["Tidewater"]], cache=tmp_path)
    assert whole.stored is not None
    for torn in (whole.stored.read_bytes()[:5000], b""):
        whole.stored.write_bytes(torn)
        (again,) = load_sound([music["Tidewater"]], cache=tmp_path)
        assert again.frames == whole.frames == len(again.y)


def test_processes_give_what_one_gives(tmp_path: Path, music) -> None:
    paths = [music["Tidewater"], tmp_path / "gone.wav", music["Iron Tide"]]
    assert load_sound(paths, cache=tmp_path / "a", workers=2) == [
        dataclasses.replace(sound, stored=sound.stored and tmp_path / "a" / sound.stored.name)
        for sound in load_sound(paths, cache=tmp_path / "b")
    ]


# -- what is left out --------------------------------------------------------------------------


def test_sound_that_teaches_nothing_is_left_out_with_a_reason(tmp_path: Path, music) -> None:
    random = np.random.default_rng(0)
    noise = random.normal(0, 0.1, SOUND_SR * 3)
    for name, y in (
        ("silent", noise * 0), ("faint", noise * 1e-3), ("short", noise[:12000]), ("good", noise),
        ("late", np.r_[np.zeros(5 * SOUND_SR), noise]),
    ):  # fmt: skip
        soundfile.write(tmp_path / f"{name}.wav", y, SOUND_SR)
    (tmp_path / "broken.mp3").write_bytes(random.bytes(20000))
    (tmp_path / "empty.flac").write_bytes(b"")
    names = ("silent.wav", "faint.wav", "short.wav", "broken.mp3", "empty.flac", "gone.wav")
    report = _clean(
        *(_clip(tmp_path / name, name) for name in names),
        _clip(tmp_path / "good.wav", "good"),
        _clip(tmp_path / "late.wav", "late"),
    )
    why = dict(report.left_out)
    assert list(why) == [f"mine/{name}" for name in names]
    assert why["mine/silent.wav"] == "silent"
    assert why["mine/faint.wav"].startswith("nearly silent (-80")
    assert why["mine/short.wav"] == "only 0.75 s long"
    assert "empty.flac" in why["mine/empty.flac"]
    assert "gone.wav" in why["mine/gone.wav"]
    assert [clip.name for clip in report.kept] == ["mine/good.wav", "mine/late.wav"]
    assert report.places == (6, 7)


# -- the same recording ------------------------------------------------------------------------


def test_a_copy_with_the_same_labels_is_dropped_and_its_group_joined(tmp_path, music) -> None:
    path = music["Tidewater"]
    copy, relative = tmp_path / "copy.opus", music["Iron Tide"]
    shutil.copy(path, copy)
    report = _clean(
        _clip(path, "one", style="ambient"),
        _clip(copy, "other", style="ambient"),
        _clip(relative, "other", style="metal"),
    )
    assert report.left_out == (
        ("mine/copy.opus", f"the same sound and labels as mine/{path.name}"),
    )
    assert report.joined == ((f"mine/{path.name}", "mine/copy.opus", "the same sound"),)
    assert len({clip.group for clip in report.kept}) == 1  # they were one artist's all along
    assert len({clip.fold for clip in report.kept}) == 1
    assert report.contradictions == ()


def test_copies_that_contradict_each_other_are_both_kept_and_listed(tmp_path, music) -> None:
    path = music["Tidewater"]
    copies = [shutil.copy(path, tmp_path / f"{i}.opus") for i in range(3)]
    report = _clean(
        _clip(path, "a", style="ambient", valence=0.2),
        _clip(copies[0], "b", style="jazz", valence=0.2),
        _clip(copies[1], "c", arousal=0.5),
        _clip(copies[2], "d", style="jazz", valence=0.2),
    )
    assert [clip.name for clip in report.kept] == [
        f"mine/{path.name}",
        "mine/0.opus",
        "mine/1.opus",
    ]
    assert [name for name, _ in report.left_out] == ["mine/2.opus"]
    assert report.contradictions == (
        (f"mine/{path.name}", "mine/0.opus", "style ambient / jazz"),
        (f"mine/{path.name}", "mine/2.opus", "style ambient / jazz"),
    )
    assert len({clip.group for clip in report.kept}) == 1
    assert [clip.labels for clip in report.kept][2] == (None, 0.5, None, None)


@pytest.mark.parametrize("kind", ["mp3", "opus", "m4a"])
def test_an_excerpt_in_another_encoding_is_put_into_one_group(tmp_path, music, kind) -> None:
    others = [path for title, path in music.items() if title != "Last Train Waltz"]
    path = music["Last Train Waltz"]
    rate = 48000 if kind == "opus" else 44100
    piece = 0.3 * _sound(path, 10.37, 6.0, rate)
    excerpt = encode(tmp_path / f"excerpt.{kind}", np.stack([piece, piece], axis=1), rate)
    report = _clean(
        _clip(path, "whole", style="jazz"),
        *(_clip(other, other.stem) for other in others),
        _clip(excerpt, "excerpt", valence=0.4),
    )
    assert report.left_out == report.contradictions == ()
    ((one, other, why),) = report.joined
    assert (one, other) == (f"mine/{path.name}", f"mine/excerpt.{kind}")
    assert "the same recording for 5." in why
    groups = {clip.name: clip.group for clip in report.kept}
    assert groups[one] == groups[other]
    assert len(set(groups.values())) == len(music)


def test_twelve_pieces_of_music_are_twelve_recordings(music) -> None:
    report = _clean(*(_clip(path, title) for title, path in music.items()))
    assert len(report.kept) == len(music) == 12
    assert report.joined == ()


def test_a_match_says_where_it_is(music) -> None:
    y = _sound(music["Sunny Side Bicycle"], sr=SOUND_SR)
    first, second = y[: 20 * SOUND_SR], y[12 * SOUND_SR :]
    (match,) = find_matches([fingerprint(first), fingerprint(second)])
    assert (match.one, match.other) == (0, 1)
    assert match.offset_s == pytest.approx(12, abs=2 * HOP_S)
    assert match.overlap_s == pytest.approx(8, abs=0.6)  # less one frame
    assert match.wrong < 0.1


def test_silence_in_common_is_no_recording_in_common(music) -> None:
    quiet = np.zeros(10 * SOUND_SR, np.float32)
    pieces = [_sound(music[title], 5, 10, SOUND_SR) for title in ("Iron Tide", "Slow Harbour")]
    prints = [fingerprint(np.concatenate([quiet, piece, quiet])) for piece in pieces]
    assert find_matches(prints) == []
    assert find_matches([fingerprint(quiet), fingerprint(quiet[:100]), *prints]) == []


def test_a_folder_of_labelled_music_is_cleaned_as_a_whole(tmp_path: Path, music) -> None:
    for title in ("Tidewater", "Iron Tide"):
        shutil.copy(music[title], tmp_path / f"{title}.opus")
    shutil.copy(music["Tidewater"], tmp_path / "Again.opus")
    rows = ("Tidewater.opus,ambient", "Again.opus,pop", "Iron Tide.opus,metal", "Lost.opus,pop")
    (tmp_path / "manifest.csv").write_text("\n".join(("file,style", *rows)), encoding="utf-8")
    clips = load_clips(tmp_path)
    report = clean(clips, load_sound([clip.path for clip in clips], cache=tmp_path / "cache"))
    assert [name for name, _ in report.left_out] == ["Lost.opus"]
    assert [(a, b) for a, b, _ in report.joined] == [("Tidewater.opus", "Again.opus")]
    assert report.contradictions == (("Tidewater.opus", "Again.opus", "style ambient / pop"),)
    assert report.kept[0].fold == report.kept[1].fold
    assert len({clip.group for clip in report.kept}) == 2


def test_the_pair_that_the_folds_had_apart_is_found(shared_data: Path, tmp_path: Path) -> None:
    if not (shared_data / "audio" / "grekow_dev").is_dir():
        pytest.skip("the labelled audio is not there")
    names = [f"grekow_dev/jazz_000{i}.opus" for i in (42, 68)]
    shared = "blues_00002.opus"  # cut and encoded twice, in one group from the start
    clips = [
        clip
        for clip in load_clips(shared_data)
        if clip.name in names or clip.path.name == shared or "/rock_0000" in clip.name
    ]
    sounds = load_sound([clip.path for clip in clips], cache=tmp_path)
    report = clean(clips, sounds)
    assert [(a, b) for a, b, _ in report.joined] == [tuple(names)]
    matches = find_matches([fingerprint(sound.piece()) for sound in sounds])
    alike = {(clips[m.one].path.name, clips[m.other].path.name) for m in matches}
    assert (shared, shared) in alike
    assert all(one == other for one, other in alike - {("jazz_00042.opus", "jazz_00068.opus")})
    groups = {clip.name: (clip.group, clip.fold) for clip in report.kept}
    assert groups[names[0]] == groups[names[1]]


def test_sounds_and_clips_must_belong_together(music) -> None:
    with pytest.raises(ValueError, match="1 sounds for 0 clips"):
        clean([], [ClipSound("", 0, "gone")])
