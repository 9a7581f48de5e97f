"""File genres in many spellings, and how they share the word with the network."""

from __future__ import annotations

import numpy as np
import pytest

from player.jobs.genres import styles_of
from player.jobs.view_styles import GENRE_WEIGHT, STYLE_IDS, from_genres, spread_out, weigh
from player.tagging.vocabulary import STYLES


@pytest.mark.parametrize(
    ("genre", "styles"),
    [
        ("Jazz", ("jazz",)),
        ("Ｊａｚｚ", ("jazz",)),
        ("Hip-Hop", ("hip-hop",)),
        ("hiphop", ("hip-hop",)),
        ("Hip Hop/Rap", ("hip-hop",)),
        ("R&B", ("soul",)),
        ("Rhythm & Blues", ("soul",)),
        ("Drum & Bass", ("electronic",)),
        ("Rock'n'Roll", ("rock",)),
        ("Singer/Songwriter", ("folk",)),
        ("Rock/Pop", ("rock", "pop")),
        ("Electronic; Ambient", ("electronic", "ambient")),
        ("Folk Metal", ("metal",)),
        ("Symphonic Metal", ("metal",)),
        ("Indie Folk", ("folk",)),
        ("Bossa Nova", ("latin",)),
        ("Musique Classique", ("classical",)),
        ("Video Game Music", ("soundtrack",)),
        ("华语流行", ("pop",)),
        ("Polka", ("folk",)),
        ("chansonfrancaise", ("pop",)),
        ("古典音乐", ("classical",)),
        ("节奏布鲁斯", ("soul",)),
        ("民谣、摇滚", ("folk", "rock")),
        ("電影原聲", ("soundtrack",)),
        ("Other", ()),
        ("", ()),
        ("rocket science", ()),
        ("popular", ()),
    ],
)
def test_a_genre_in_any_spelling(genre: str, styles: tuple[str, ...]):
    assert styles_of([genre]) == styles


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.id)
def test_every_style_is_found_by_its_own_name(style):
    assert styles_of([style.id]) == (style.id,)
    assert style.id in styles_of([style.name.text])


def test_several_genres_keep_their_order_and_come_once():
    assert styles_of(["Jazz", "Soul", "jazz"]) == ("jazz", "soul")


HEARD = ("rock", "jazz")


def network(rock: float, jazz: float, other: float) -> np.ndarray:
    return spread_out(np.array([[rock, jazz, other]]), HEARD)


def shown(net: np.ndarray, *genres: str) -> tuple[str | None, bool, np.ndarray]:
    together, best, from_file = weigh(net, from_genres([genres]), margin=0.1)
    return None if best[0] < 0 else STYLE_IDS[best[0]], bool(from_file[0]), together[0]


def test_without_a_genre_the_network_stands_unchanged():
    style, from_file, shares = shown(network(0.7, 0.2, 0.1))
    assert (style, from_file) == ("rock", False)
    assert shares[STYLE_IDS.index("rock")] == pytest.approx(0.7)


def test_a_style_the_network_never_learnt_comes_from_the_file():
    style, from_file, shares = shown(network(0.7, 0.2, 0.1), "folk")
    assert (style, from_file) == ("folk", True)
    assert shares.sum() == pytest.approx(1.0)
    assert shares[STYLE_IDS.index("folk")] == pytest.approx(GENRE_WEIGHT)
    assert shares[STYLE_IDS.index("rock")] == pytest.approx(0.7 * (1 - GENRE_WEIGHT))


def test_where_both_agree_it_is_the_networks_word():
    assert shown(network(0.7, 0.2, 0.1), "rock")[:2] == ("rock", False)


def test_an_unsure_network_is_told_by_the_file():
    assert shown(network(0.45, 0.45, 0.1), "jazz")[:2] == ("jazz", True)
    assert shown(network(0.45, 0.45, 0.1))[:2] == (None, False)


def test_the_first_of_two_genres_counts_more():
    style, _, shares = shown(network(0, 0, 1), "soul", "jazz")
    assert style == "soul"
    assert shares[STYLE_IDS.index("soul")] == pytest.approx(2 * shares[STYLE_IDS.index("jazz")])


def test_nothing_known_is_nothing_said():
    assert shown(np.zeros((1, len(STYLE_IDS))))[:2] == (None, False)
    assert shown(network(0.1, 0.1, 0.8))[:2] == (None, False)
    style, from_file, shares = shown(np.zeros((1, len(STYLE_IDS))), "folk")
    assert (style, from_file, shares.sum()) == ("folk", True, 1.0)
