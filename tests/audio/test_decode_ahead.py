"""What is decoded ahead, and how one track is joined to the next: read out of the ring itself."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from player.audio import decode_thread
from player.audio.decode_ahead import DecodeAhead
from player.audio.loudness_marks import LoudnessMarks
from player.audio.messages import PlayRequest, SoundOptions
from player.audio.ring import Ring
from player.audio.track_reader import TrackReader
from player.wording import Sentence
from tests.sound_files import Samples, encode, sweep

RATE = 44100
PATIENCE_S = 20.0


class Plan:
    """A plan with its ring, and what it told."""

    def __init__(self, seconds: float = 60.0) -> None:
        self.ring = Ring(round(seconds * RATE))
        self.marks = LoudnessMarks()
        self.told: list[tuple[str, int, Sentence]] = []
        self.decoding = DecodeAhead(
            self.ring,
            self.marks,
            on_failed=lambda request, why: self.told.append(("failed", request.entry_id, why)),
            on_remark=lambda request, what: self.told.append(("remark", request.entry_id, what)),
        )

    def until(self, true: Callable[[], object]) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not true():
            assert time.monotonic() < deadline
            time.sleep(0.002)

    def play(self, request: PlayRequest, *, samplerate: int = RATE) -> None:
        self.decoding.load(request, start_s=request.start_s)
        self.until(self.decoding.opened)
        self.decoding.go(samplerate)

    def follow(self, *requests: PlayRequest) -> None:
        """Let one after the other be the next one, each once the one before is decoded."""
        for number, request in enumerate(requests, start=2):
            assert self.decoding.set_next(request)
            self.until(lambda number=number: len(self.decoding.segments()) == number)

    def read(self, frames: int) -> Samples:
        """The next frames, once there are some; as many as there are, up to *frames*."""
        self.until(lambda: self.ring.available)
        out = np.zeros((frames, 2), np.float32)
        return out[: self.ring.read_into(out)]

    def finish(self) -> Samples:
        """All that comes out when nothing follows the last one, loudness corrected."""
        while len(self.decoding.segments()) > 1:
            self.decoding.forget_first()
        self.decoding.set_next(None)
        self.until(lambda: not self.decoding.decoding)
        out = np.zeros((self.ring.available, 2), np.float32)
        first = self.ring.read
        self.ring.read_into(out)
        self.marks.apply(out, first)
        return out


@pytest.fixture
def plan() -> Iterator[Plan]:
    plan = Plan()
    yield plan
    plan.decoding.close()


def noise(seed: int, seconds: float, level: float = 0.1) -> Samples:
    drawn = level * np.random.default_rng(seed).standard_normal((round(seconds * RATE), 2))
    return (np.round(np.clip(drawn, -0.9, 0.9) * 32768) / 32768).astype(np.float32)


def decibels(samples: Samples) -> float:
    return 10.0 * float(np.log10(np.mean(samples.astype(float) ** 2)))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Samples]]:
    folder = tmp_path_factory.mktemp("tracks")
    tracks = {name: noise(seed, 6.0) for seed, name in enumerate(("one", "two", "three"))}
    return {
        name: (encode(folder / f"{name}.flac", track, RATE), track)
        for name, track in tracks.items()
    }


def crossfaded(before: Samples, after: Samples, frames: int, ratio: float = 1.0) -> Samples:
    """The definition: cos and sin of a quarter turn."""
    angle = ((np.arange(frames) + 0.5) / frames * np.pi / 2)[:, np.newaxis]
    mixed = before[-frames:] * np.cos(angle) * ratio + after[:frames] * np.sin(angle)
    return np.concatenate([before[:-frames], mixed, after[frames:]])


@pytest.mark.parametrize("crossfade_s", [1.0, 2.5])
def test_uncorrelated_tracks_go_over_at_constant_power(plan, files, crossfade_s):
    plan.decoding.set_options(SoundOptions(crossfade_s=crossfade_s))
    (one, before), (two, after) = files["one"], files["two"]
    plan.play(PlayRequest(1, str(one)))
    plan.follow(PlayRequest(2, str(two)))
    heard = plan.finish()
    shared = round(crossfade_s * RATE)
    assert len(heard) == len(before) + len(after) - shared
    assert np.abs(heard - crossfaded(before, after, shared)).max() < 1e-6
    middle = heard[len(before) - shared : len(before)]
    for part in np.array_split(middle, 5):
        assert decibels(part) == pytest.approx(decibels(before), abs=0.5)


def test_an_album_in_order_is_never_crossfaded(plan, files):
    plan.decoding.set_options(SoundOptions(crossfade_s=3.0, skip_silence=True))
    (one, before), (two, after) = files["one"], files["two"]
    plan.play(PlayRequest(1, str(one)))
    plan.follow(PlayRequest(2, str(two), continues=True))
    assert np.array_equal(plan.finish(), np.concatenate([before, after]))


def test_a_crossfade_takes_no_more_than_half_of_a_track(plan, files, tmp_path):
    short = noise(9, 1.0)
    path = encode(tmp_path / "short.flac", short, RATE)
    plan.decoding.set_options(SoundOptions(crossfade_s=5.0))
    plan.play(PlayRequest(1, str(files["one"][0])))
    plan.follow(PlayRequest(2, str(path)))
    heard = plan.finish()
    shared = RATE // 2
    assert np.abs(heard - crossfaded(files["one"][1], short, shared)).max() < 1e-6


def test_the_mix_is_made_anew_for_another_next_track(plan, files):
    plan.decoding.set_options(SoundOptions(crossfade_s=2.0))
    (one, before), (two, _), (three, after) = files["one"], files["two"], files["three"]
    plan.play(PlayRequest(1, str(one)))
    plan.follow(PlayRequest(2, str(two)))
    assert plan.decoding.segments()[0].overlap == 2 * RATE
    plan.decoding.set_next(PlayRequest(3, str(three)))
    plan.until(lambda: [s.request.entry_id for s in plan.decoding.segments()] == [1, 3])
    assert np.abs(plan.finish() - crossfaded(before, after, 2 * RATE)).max() < 1e-6


def test_the_mix_gives_way_to_an_end(plan, files):
    plan.decoding.set_options(SoundOptions(crossfade_s=2.0))
    (one, before), (two, _) = files["one"], files["two"]
    plan.play(PlayRequest(1, str(one)))
    plan.follow(PlayRequest(2, str(two)))
    assert plan.decoding.set_next(None)
    assert np.array_equal(plan.finish(), before)


def test_a_change_of_mind_while_the_end_is_written(files, tmp_path):
    """The end of a track waits for room in the ring; what comes next is another one by then."""
    plan = Plan(seconds=3.0)
    plan.decoding.set_options(SoundOptions(crossfade_s=12.0))
    (one, before), (two, _), (three, after) = files["one"], files["two"], files["three"]
    plan.play(PlayRequest(1, str(one)))
    heard = [plan.read(before_end) for before_end in (2 * RATE, RATE)]
    plan.until(lambda: plan.decoding.set_next(PlayRequest(2, str(two), continues=True)) is True)
    for _ in range(100):  # the thread is at it for longer than one that is stuck is waited for
        plan.decoding.tend()
        time.sleep(0.01)
    plan.decoding.set_next(PlayRequest(3, str(three), continues=True))
    wanted = len(before) + len(after)
    while sum(map(len, heard)) < wanted:
        plan.decoding.tend()
        heard.append(plan.read(RATE // 4))
    plan.decoding.close()
    assert not plan.told
    assert np.array_equal(np.concatenate(heard), np.concatenate([before, after]))


def test_what_is_held_back_does_not_wait_for_ever(plan, files):
    """Nobody has said what follows, and the ring runs low."""
    plan.decoding.set_options(SoundOptions(crossfade_s=5.0))
    one, before = files["one"]
    plan.play(PlayRequest(1, str(one)))
    plan.until(lambda: plan.ring.available >= len(before) - 5 * RATE)
    held = np.zeros((plan.ring.available, 2), np.float32)
    plan.ring.read_into(held)
    plan.until(lambda: plan.ring.available >= RATE)
    assert plan.decoding.segments()[0].end_frame is None
    assert np.array_equal(np.concatenate([held, plan.finish()]), before)


def test_each_track_has_its_own_loudness_to_the_sample(plan, files):
    (one, before), (two, after) = files["one"], files["two"]
    plan.play(PlayRequest(1, str(one), gain_db=-6.0206))
    plan.follow(PlayRequest(2, str(two)))
    heard = plan.finish()
    assert np.abs(heard[: len(before)] - before / 2).max() < 1e-6
    assert np.array_equal(heard[len(before) :], after)


def test_a_crossfade_joins_two_loudnesses(plan, files):
    plan.decoding.set_options(SoundOptions(crossfade_s=2.0))
    (one, before), (two, after) = files["one"], files["two"]
    plan.play(PlayRequest(1, str(one), gain_db=-6.0206))
    plan.follow(PlayRequest(2, str(two), gain_db=6.0206))
    heard = plan.finish()
    assert np.abs(heard - crossfaded(before / 2, after * 2, 2 * RATE)).max() < 1e-4


def test_a_gain_that_changes_before_the_mix_is_heard_counts_for_it(plan, files):
    plan.decoding.set_options(SoundOptions(crossfade_s=2.0))
    (one, before), (two, after) = files["one"], files["two"]
    plan.play(PlayRequest(1, str(one)))
    plan.follow(PlayRequest(2, str(two)))
    plan.decoding.set_gain(2, -6.0206)
    plan.until(lambda: len(plan.decoding.segments()) == 2)
    expected = crossfaded(before, after / 2, 2 * RATE)
    assert np.abs(plan.finish() - expected).max() < 1e-4


def test_exact_output_waits_with_another_rate(plan, files, tmp_path):
    """The player hears of the other rate, opens the device anew, and every bit comes through."""
    other = sweep(1.0, 48000)
    path = encode(tmp_path / "other.flac", other, 48000)
    plan.decoding.set_options(SoundOptions(crossfade_s=4.0, skip_silence=True, exact=True))
    one, before = files["one"]
    plan.play(PlayRequest(1, str(one)))
    plan.decoding.set_next(PlayRequest(2, str(path)))
    plan.until(plan.decoding.opened)
    assert plan.decoding.opened().reader.samplerate == 48000
    first = np.zeros((plan.ring.available, 2), np.float32)
    plan.ring.read_into(first)
    assert np.array_equal(first, before)
    plan.decoding.go(48000)
    assert np.array_equal(plan.finish(), other)


def test_long_silence_at_the_ends_is_left_out(plan, tmp_path):
    """But for a breath; what is silent in the middle stays."""
    silence = np.zeros((4 * RATE, 2), np.float32)
    music = np.concatenate([noise(1, 2.0), silence, noise(2, 2.0)])
    path = encode(tmp_path / "one.flac", np.concatenate([silence, music, silence]), RATE)
    plan.decoding.set_options(SoundOptions(skip_silence=True))
    plan.play(PlayRequest(1, str(path)))
    segment = plan.decoding.segments()[0]
    assert segment.start_s == pytest.approx(4.0 - 0.25)
    heard = plan.finish()
    begins = RATE // 4
    assert np.array_equal(heard[begins : begins + len(music)], music)
    left = len(heard) - begins - len(music)
    assert 0 <= left <= 1.2 * RATE


def test_short_silence_stays(plan, tmp_path):
    silence = np.zeros((RATE // 2, 2), np.float32)
    track = np.concatenate([silence, noise(1, 1.0), silence])
    path = encode(tmp_path / "one.flac", track, RATE)
    plan.decoding.set_options(SoundOptions(skip_silence=True))
    plan.play(PlayRequest(1, str(path)))
    assert np.array_equal(plan.finish(), track)


def test_a_seek_uses_the_file_that_is_open(plan, files):
    one, track = files["one"]
    plan.play(PlayRequest(1, str(one)))
    segment = plan.decoding.segments()[0]
    for seconds in (4.0, 1.2345, 3.0):
        plan.decoding.load(segment.request, start_s=seconds, again=segment, keep_next=True)
        plan.until(plan.decoding.opened)
        assert plan.decoding.opened().reader is segment.reader
    plan.decoding.go(RATE)
    assert np.array_equal(plan.finish(), track[3 * RATE :])


def test_a_seek_forgets_neither_what_follows_nor_that_nothing_does(plan, files):
    (one, _), (two, after) = files["one"], files["two"]
    plan.play(PlayRequest(1, str(one)))
    plan.decoding.set_next(None)
    plan.decoding.load(PlayRequest(1, str(one)), start_s=5.0, keep_next=True)
    plan.until(plan.decoding.opened)
    plan.decoding.go(RATE)
    plan.until(lambda: plan.decoding.ended(3600.0))
    plan.follow(PlayRequest(2, str(two)))
    segment = plan.decoding.segments()[0]
    plan.decoding.load(segment.request, start_s=5.9, again=segment, keep_next=True)
    plan.until(plan.decoding.opened)
    plan.decoding.go(RATE)
    plan.until(lambda: len(plan.decoding.segments()) == 2)
    assert np.array_equal(plan.finish()[-len(after) :], after)


def test_a_file_that_does_not_answer_holds_nothing_up(plan, files, monkeypatch):
    """A drive hangs while a file is opened: another track plays, from another thread."""
    answers = threading.Event()
    stuck = threading.Event()

    def slow_reader(request: PlayRequest, **options) -> TrackReader:
        if request.entry_id == 1:
            stuck.set()
            answers.wait(PATIENCE_S)
        return TrackReader(request, **options)

    monkeypatch.setattr(decode_thread, "TrackReader", slow_reader)
    (one, _), (two, after) = files["one"], files["two"]
    plan.decoding.load(PlayRequest(1, str(one)), start_s=0.0)
    plan.until(stuck.is_set)
    plan.decoding.load(PlayRequest(2, str(two)), start_s=0.0)

    def opened() -> bool:
        plan.decoding.tend()
        return plan.decoding.opened() is not None

    plan.until(opened)
    plan.decoding.go(RATE)
    answers.set()
    assert np.array_equal(plan.finish(), after)
    assert [s.request.entry_id for s in plan.decoding.segments()] == [2]
    assert not plan.told


def test_what_is_wrong_with_a_track_is_told(plan, files, tmp_path):
    whole = encode(tmp_path / "whole.flac", noise(4, 6.0), RATE).read_bytes()
    cut = tmp_path / "cut.flac"
    cut.write_bytes(whole[: len(whole) // 2])
    plan.play(PlayRequest(1, str(cut)))
    plan.decoding.set_next(PlayRequest(2, str(tmp_path / "gone.flac")))
    plan.until(lambda: len(plan.told) == 2)
    (remark, one, ends_early), (failed, two, gone) = plan.told
    assert (remark, one, failed, two) == ("remark", 1, "failed", 2)
    assert "ends before it should" in str(ends_early)
    assert "gone.flac" in str(gone)
