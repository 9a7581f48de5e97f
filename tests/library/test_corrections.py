"""What is said of a track twice, as one correction."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from player.library.corrections import merge, merge_all
from player.library.track import Correction

_moods = st.sampled_from(["happy", "calm", "dark"])
_places = st.none() | st.floats(-1, 1)
_said = st.builds(
    Correction,
    st.just(1),
    st.floats(0, 1e9),
    _places,
    _places,
    st.none() | _moods,
    st.sampled_from([None, "jazz", "rock"]),
    st.lists(_moods, unique=True, max_size=2).map(tuple),
).filter(lambda said: said.mood not in said.not_moods)


def said(at: float = 1.0, **words: object) -> Correction:
    return Correction(1, at, **words)  # type: ignore[arg-type]


def test_words_for_different_things_stand_beside_each_other() -> None:
    first = merge(None, said(not_moods=("dark",)))
    together = merge(merge(first, said(2.0, style="jazz")), said(3.0, valence=0.5, arousal=0.1))
    assert together == said(3.0, valence=0.5, arousal=0.1, style="jazz", not_moods=("dark",))
    assert merge(together, said(4.0, arousal=0.9)).valence == 0.5
    assert merge(together, said(4.0, not_moods=("tense",))).not_moods == ("dark", "tense")


def test_the_later_word_for_the_same_thing_wins() -> None:
    assert merge(said(mood="happy"), said(2.0, valence=-0.5)).mood is None
    placed = merge(said(valence=-0.5, arousal=0.1), said(2.0, mood="happy"))
    assert (placed.valence, placed.arousal, placed.mood) == (None, None, "happy")
    assert merge(said(not_moods=("happy", "dark")), said(2.0, mood="happy")).not_moods == ("dark",)
    denied = merge(said(mood="happy"), said(2.0, not_moods=("happy",)))
    assert (denied.mood, denied.not_moods) == (None, ("happy",))


@given(_said, _said)
def test_no_mood_is_both_said_and_denied_and_nothing_said_now_is_lost(
    earlier: Correction, later: Correction
) -> None:
    together = merge(earlier, later)
    assert together.mood not in together.not_moods
    assert set(later.not_moods) <= set(together.not_moods)
    for name in ("valence", "arousal", "mood", "style"):
        assert getattr(later, name) in {None, getattr(together, name)}
    assert merge(together, later) == together


@given(st.lists(_said, max_size=4))
def test_all_words_are_taken_in_the_order_of_their_times(words: list[Correction]) -> None:
    together = merge_all(words)
    assert (together is None) == (not words)
    assert together == merge_all(reversed(words)) or len({w.made_at for w in words}) < len(words)
