"""Own weights: found where the choices follow a term, never below 0, only where there is enough."""

import numpy as np
import pytest

from player.evaluation.listening_weights import FEWEST, FIXED, MOST, Fitting, fit
from player.recommend.terms import familiar_share
from player.recommend.weights import TERMS, WEIGHTS

DEFAULTS = np.array([getattr(WEIGHTS, name) for name in TERMS])


def choices(told_by: str, against: str, count: int) -> Fitting:
    """*count* choices of the track highest in one term and lowest in another, of sixty."""
    dice = np.random.default_rng(2)
    fitting = Fitting(seed=0)
    for _ in range(count):
        terms = dice.uniform(-1, 1, (len(TERMS), 60))
        utility = 4 * terms[TERMS.index(told_by)] - 2 * terms[TERMS.index(against)]
        row = int(np.argmax(utility + dice.gumbel(size=60)))
        fitting.note(terms * DEFAULTS[:, None], np.zeros(60), row)
    return fitting


def test_the_term_that_decides_gains_weight_and_the_one_against_it_falls_to_nothing() -> None:
    fitted = fit(choices("sound", "tempo", 400))
    assert fitted is not None
    weights = fitted.weights
    own = dict(zip(TERMS, weights, strict=True))
    assert own["sound"] > 2 * WEIGHTS.sound
    assert own["tempo"] == 0.0
    assert (weights >= 0).all()
    for name in FIXED:
        assert own[name] == getattr(WEIGHTS, name)


def test_they_weigh_as_much_together_as_by_default() -> None:
    fitting = choices("sound", "tempo", 200)
    fitted = fit(fitting)
    assert fitted is not None
    spread = fitting.ahead().std(axis=(0, 1))
    free = [TERMS.index(name) for name in TERMS if name not in FIXED]
    own, usual = (np.linalg.norm((each * spread)[free]) for each in (fitted.weights, DEFAULTS))
    assert (fitted.weights < MOST * DEFAULTS).all()
    assert own == pytest.approx(usual)


def test_no_term_outgrows_the_rest() -> None:
    fitted = fit(choices("loudness", "tempo", 200))
    assert fitted is not None
    place = TERMS.index("loudness")
    assert fitted.weights[place] == pytest.approx(MOST * DEFAULTS[place])


def test_the_knob_goes_where_the_choices_are() -> None:
    knobs = []
    for sign in (1.0, -1.0):
        dice = np.random.default_rng(4)
        fitting = Fitting(seed=0)
        for _ in range(200):
            terms = dice.uniform(-1, 1, (len(TERMS), 60))
            utility = terms[TERMS.index("sound")] + sign * terms[TERMS.index("familiar")]
            row = int(np.argmax(utility + dice.gumbel(size=60)))
            fitting.note(terms * DEFAULTS[:, None], np.zeros(60), row)
        fitted = fit(fitting)
        assert fitted is not None
        knobs.append(fitted.adventurous)
    assert 0.0 <= knobs[0] < 0.3
    assert 0.7 < knobs[1] <= 1.0


def test_the_knob_stays_in_the_middle_for_who_hears_the_known_as_it_does() -> None:
    """The middle does not stand for nothing: what is known counts 0.4 there."""
    dice = np.random.default_rng(6)
    fitting = Fitting(seed=0)
    for _ in range(1500):
        terms = dice.uniform(-1, 1, (len(TERMS), 60))
        known = familiar_share(0.5) * WEIGHTS.familiar * terms[TERMS.index("familiar")]
        free = [TERMS.index(name) for name in TERMS if name not in FIXED]
        utility = known + DEFAULTS[free] @ terms[free]
        row = int(np.argmax(utility + dice.gumbel(size=60)))
        fitting.note(terms * DEFAULTS[:, None], np.zeros(60), row)
    fitted = fit(fitting)
    assert fitted is not None
    assert fitted.adventurous == pytest.approx(0.5, abs=0.05)


def test_too_few_choices_say_nothing() -> None:
    assert fit(choices("sound", "tempo", FEWEST - 1)) is None
    nothing_else = Fitting(seed=0)
    nothing_else.note(np.ones((len(TERMS), 2)), np.zeros(2), 0)
    assert len(nothing_else) == 0


def test_what_rules_keep_out_is_no_alternative() -> None:
    fitting = Fitting(seed=0)
    terms = np.zeros((len(TERMS), 5))
    terms[:, 4] = 100.0
    fitting.note(terms, np.array([0.0, 0.0, 0.0, 0.0, 1_000.0]), 0)
    assert not fitting.ahead().any()
