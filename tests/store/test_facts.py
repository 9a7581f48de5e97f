"""The few fields of analyses that a view of the whole library reads."""

from __future__ import annotations

import pytest
from store_records import make_analysis

from player.library.quality import CUT_SHORT
from player.library.track import Words
from player.store.track_store import TrackStore
from player.wording import sentence


def test_facts_come_in_order_and_survive_reopening(tmp_path):
    curve = ((0.0, 0.5, -0.5), (10.0, 0.7, -0.3), (100.0, 0.0, 0.9), (200.0, -0.2, 0.1))
    store = TrackStore.open(tmp_path)
    store.put_analyses([make_analysis(1, key="A minor", curve=curve), make_analysis(2, curve=())])
    store.close()
    store = TrackStore.open(tmp_path)
    second, nothing, first = store.facts([2, 9, 1])
    store.close()
    assert nothing is None
    assert second == (f"{2:032x}", 120.5, None, None, None, None, None, None, None)
    assert first is not None and first[:3] == (f"{1:032x}", 120.5, "A minor")
    assert first.seams == pytest.approx([-0.4, 0.1, 0.6, -0.2])


def test_what_the_words_say_is_among_the_facts(tmp_path):
    words = Words("1", "zh", (0.1, 0.2, 0.3, 0.4), -0.25, 0.5, 321)
    store = TrackStore.open(tmp_path)
    store.put_analyses([make_analysis(1, words=words)])
    store.close()
    store = TrackStore.open(tmp_path)
    (facts,) = store.facts([1])
    store.close()
    assert facts is not None and facts.words == words


def test_what_is_wrong_with_the_sound_is_among_the_facts(tmp_path):
    cut = make_analysis(2, warning=CUT_SHORT)  # as it was stored before there was a field for it
    other = make_analysis(3, warning=sentence("File", "Parts of the file are damaged."))
    store = TrackStore.open(tmp_path)
    store.put_analyses(
        [make_analysis(1, truncated=False, silent=True, clipped_per_s=2.5), cut, other]
    )
    store.close()
    store = TrackStore.open(tmp_path)
    facts = store.facts([1, 2, 3])
    found = [(one.truncated, one.silent, one.clipped_per_s) for one in facts if one is not None]
    analysis = store.analysis(2)
    store.close()
    assert found == [(False, True, 2.5), (True, None, None), (False, None, None)]
    assert analysis is not None and analysis.truncated is True and analysis.silent is None
