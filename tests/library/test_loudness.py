"""What a track is played with, for everything that may be known of its loudness."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.library.loudness import (
    CEILING_DB,
    HIGHEST_DB,
    LOWEST_DB,
    UNKNOWN_LUFS,
    LoudnessFacts,
    LoudnessOptions,
    Measured,
    Mode,
    album_of,
    gain_db,
    loudness_options,
    measured_of,
    well_tagged,
)
from player.library.track import Analysis, ReplayGain
from player.settings import Settings
from player.wording import Sentence

TRACK, ALBUM = LoudnessOptions("track"), LoudnessOptions("album")
LOUD = Measured(-8.0, 0.5, 200.0)
SOFT = Measured(-26.0, -12.0, 200.0)


@pytest.mark.parametrize(
    ("facts", "db"),
    [
        (LoudnessFacts(ReplayGain(-6.5, 0.9)), -6.5),
        (LoudnessFacts(ReplayGain(-6.5)), -6.5),
        (LoudnessFacts(ReplayGain(-6.5, 0.9), SOFT), -6.5),  # tags speak first
        (LoudnessFacts(measured=LOUD), -10.0),
        (LoudnessFacts(measured=SOFT), 8.0),
        (LoudnessFacts(ReplayGain(album_db=-3.0, album_peak=1.0), LOUD), -10.0),
        (LoudnessFacts(ReplayGain(album_db=-3.0, album_peak=1.0)), -3.0),
        (LoudnessFacts(measured=Measured(None, None, 60.0)), 0.0),  # silence stays silence
        (LoudnessFacts(), -18.0 - UNKNOWN_LUFS),
    ],
)
def test_a_tracks_own_correction(facts: LoudnessFacts, db: float) -> None:
    assert gain_db(facts, TRACK) == pytest.approx(db)
    assert gain_db(facts, LoudnessOptions("auto")) == pytest.approx(db)


def test_a_target_moves_tags_and_measurements_alike() -> None:
    for facts in (
        LoudnessFacts(ReplayGain(-6.0, 0.9)),
        LoudnessFacts(measured=Measured(-12, -1, 9)),
    ):
        for target in (-24.0, -18.0, -14.0):
            options = LoudnessOptions("track", target)
            assert gain_db(facts, options) == pytest.approx(target + 12.0)


@pytest.mark.parametrize(
    ("facts", "wanted", "db"),
    [
        # full scale samples leave 1 dB, a true peak of +0.5 leaves -1.5
        (LoudnessFacts(ReplayGain(6.0, 1.0)), 6.0, -1.0),
        (LoudnessFacts(ReplayGain(6.0, 10 ** (-4 / 20))), 6.0, 3.0),
        (LoudnessFacts(ReplayGain(0.0, 0.5), replace(LOUD, true_peak_db=0.5)), 0.0, -1.5),
        (LoudnessFacts(measured=Measured(-26.0, -3.0, 9.0)), 8.0, 2.0),
        # no peak: nothing is made louder
        (LoudnessFacts(ReplayGain(6.0)), 6.0, 0.0),
        (LoudnessFacts(ReplayGain(6.0), Measured(-24.0, -9.0, 9.0)), 6.0, 6.0),
    ],
)
def test_nothing_is_made_to_clip(facts: LoudnessFacts, wanted: float, db: float) -> None:
    assert gain_db(facts, TRACK) == pytest.approx(db)
    assert db <= wanted


def test_a_pre_amp_is_added_as_far_as_nothing_clips() -> None:
    facts = LoudnessFacts(ReplayGain(-8.0, 1.0))
    assert gain_db(facts, LoudnessOptions("track", preamp_db=3.0)) == -5.0
    assert gain_db(facts, LoudnessOptions("track", preamp_db=12.0)) == -1.0
    assert gain_db(facts, LoudnessOptions("track", preamp_db=-4.0)) == -12.0
    unknown = LoudnessOptions("track", preamp_db=12.0)
    assert gain_db(LoudnessFacts(), unknown) == 0.0
    assert gain_db(facts, LoudnessOptions("off", preamp_db=12.0)) == 0.0


def test_mistaken_gains_are_limited() -> None:
    assert gain_db(LoudnessFacts(ReplayGain(60.0, 1e-4)), TRACK) == HIGHEST_DB
    assert gain_db(LoudnessFacts(ReplayGain(-60.0, 1.0)), TRACK) == LOWEST_DB


def test_the_album_decides_where_it_is_played_in_order() -> None:
    facts = LoudnessFacts(ReplayGain(-9.0, 0.9, -6.0, 1.0))
    auto = LoudnessOptions("auto")
    assert gain_db(facts, auto) == -9.0
    assert gain_db(facts, auto, in_album=True) == -6.0
    assert gain_db(facts, ALBUM) == -6.0
    assert gain_db(facts, TRACK, in_album=True) == -9.0


def test_an_album_that_is_not_known_as_one_leaves_each_track_its_own() -> None:
    assert gain_db(LoudnessFacts(ReplayGain(-9.0, 0.9)), ALBUM) == -9.0
    assert gain_db(LoudnessFacts(measured=LOUD), ALBUM) == -10.0
    assert gain_db(LoudnessFacts(), ALBUM) == -18.0 - UNKNOWN_LUFS
    known = LoudnessFacts(ReplayGain(-9.0, 0.9), LOUD, Measured(-14.0, 0.0, 2000.0))
    assert gain_db(known, ALBUM) == -4.0


def test_an_albums_loudest_peak_limits_all_of_its_tracks_alike() -> None:
    album = Measured(-24.0, -2.0, 2000.0)
    for own in (Measured(-30.0, -20.0, 100.0), Measured(-22.0, -2.0, 100.0)):
        assert gain_db(LoudnessFacts(measured=own, album=album), ALBUM) == pytest.approx(1.0)


def test_a_tracks_own_peak_makes_no_step_inside_its_album() -> None:
    tags = ReplayGain(5.0, 0.6, 3.0, 0.6)
    softer, louder = (Measured(-20.0, peak, 200.0) for peak in (-9.0, 0.8))
    known = {gain_db(LoudnessFacts(tags, own), ALBUM) for own in (softer, louder)}
    assert known == {3.0}
    without = replace(tags, album_peak=None)  # then nothing else keeps it from clipping
    assert gain_db(LoudnessFacts(without, louder), ALBUM) == pytest.approx(-1.8)


def test_an_albums_loudness_is_the_mean_of_the_energies_by_length() -> None:
    one, other = Measured(-20.0, -3.0, 100.0), Measured(-10.0, -1.0, 300.0)
    album = album_of([one, other])
    assert album is not None
    expected = 10 * math.log10((100 * 10**-2 + 300 * 10**-1) / 400)
    assert album.integrated_lufs == pytest.approx(expected)
    assert (album.true_peak_db, album.duration_s) == (-1.0, 400.0)
    silence = Measured(None, None, 999.0)
    with_silence = album_of([one, other, silence])
    assert with_silence is not None
    assert with_silence.integrated_lufs == pytest.approx(expected)  # gates leave silence out
    assert album_of([silence]) == Measured(None, None, 999.0)
    assert album_of([one, None]) is None
    assert album_of([]) is None


def test_what_an_analysis_says_counts_for_its_own_sound_only() -> None:
    analysis = Analysis(1, "key", "full", "n", "v", 200.0, loudness_lufs=-8.0, true_peak_db=0.5)
    assert measured_of(analysis, "key") == LOUD
    assert measured_of(analysis, "another") is None
    assert measured_of(None, "key") is None
    assert measured_of(replace(analysis, depth="quick"), "key") is None
    assert measured_of(replace(analysis, failure=Sentence("File", "no")), "key") is None
    silent = replace(analysis, loudness_lufs=None, true_peak_db=None)
    assert measured_of(silent, "key") == Measured(None, None, 200.0)


def test_exact_output_leaves_every_sample_alone() -> None:
    settings = Settings(loudness="album", loudness_target=-14.0, preamp_db=2.0)
    assert loudness_options(settings) == LoudnessOptions("album", -14.0, 2.0)
    exact = loudness_options(replace(settings, exact_output=True))
    assert gain_db(LoudnessFacts(ReplayGain(-6.0)), exact) == 0.0


def test_tags_without_a_peak_are_not_enough() -> None:
    assert well_tagged(ReplayGain(-6.0, 0.9))
    assert not well_tagged(ReplayGain(-6.0))
    assert not well_tagged(ReplayGain(album_db=-6.0, album_peak=1.0))


decibels = st.none() | st.floats(-60, 60)
peaks = st.none() | st.floats(0.001, 10)
measured = st.none() | st.builds(Measured, decibels, decibels, st.floats(0.1, 1e4))


@given(
    st.builds(
        LoudnessFacts, st.builds(ReplayGain, decibels, peaks, decibels, peaks), measured, measured
    ),
    st.sampled_from(["track", "album", "auto"]),
    st.floats(-24, -12),
    st.floats(-12, 12),
    st.booleans(),
)
def test_no_known_peak_of_what_is_corrected_ever_passes_the_ceiling(
    facts: LoudnessFacts, mode: Mode, target: float, preamp: float, in_album: bool
) -> None:
    db = gain_db(facts, LoudnessOptions(mode, target, preamp), in_album=in_album)
    assert LOWEST_DB <= db <= HIGHEST_DB
    known = [facts.measured.true_peak_db if facts.measured else None]
    known.append(facts.album.true_peak_db if facts.album else None)
    tags = (facts.tags.track_peak, facts.tags.album_peak)
    if all(peak is None for peak in (*known, *tags)):
        assert db <= 0.0
    own, of_album = known
    album_corrects = mode == "album" or (mode == "auto" and in_album)
    if own is not None and (
        not album_corrects or (of_album is None and facts.tags.album_peak is None)
    ):
        assert db <= max(LOWEST_DB, CEILING_DB - own) + 1e-9
    if of_album is not None and album_corrects:
        assert db <= max(LOWEST_DB, CEILING_DB - of_album) + 1e-9
