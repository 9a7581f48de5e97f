"""Sorting, filtering and searching rows: against plain definitions, and how they combine."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from player.controllers.track_rows import Feeling, in_order, order_key
from player.ui.track_table_order import ALBUM, LENGTH, MOOD, RATING, STYLE, TRACK, TrackOrder
from tests.ui.window_rows import Facts, row

TEXT = st.text(alphabet="abB ÄäßéЖ中", max_size=6)


def titles(order: TrackOrder) -> list[str]:
    return [order.rows[i].title for i in order.shown]


@given(st.lists(TEXT, max_size=12), TEXT, TEXT)
def test_search_finds_exactly_the_rows_that_hold_every_word(
    names: list[str], first: str, second: str
) -> None:
    order = TrackOrder(Facts())
    order.set_rows([row(i, name) for i, name in enumerate(names)])
    query = f"{first} {second}"
    order.search(first)
    order.search(query)  # narrowing must give what searching from scratch gives
    words = query.casefold().split()
    wanted = {name for name in names if all(word in name.casefold() for word in words)}
    assert set(titles(order)) == wanted


@given(st.lists(st.tuples(TEXT, st.floats(1, 9)), max_size=12), st.booleans())
def test_a_sort_orders_by_its_column_and_loses_nothing(
    known: list[tuple[str, float]], descending: bool
) -> None:
    order = TrackOrder(Facts())
    order.set_rows([row(i, t, duration_s=d) for i, (t, d) in enumerate(known)])
    order.sort(LENGTH, descending=descending)
    lengths = [order.rows[i].duration_s for i in order.shown]
    assert lengths == sorted((d for _, d in known), reverse=descending)
    order.sort(TRACK, descending=False)
    assert titles(order) == sorted((t for t, _ in known), key=str.casefold)


def test_search_looks_in_artist_album_and_genre_too() -> None:
    order = TrackOrder(Facts())
    order.set_rows(
        [
            row(1, "one", artist="Nina Simone"),
            row(2, "two", album="Nina's Choice"),
            row(3, "three", genre="ninadance"),
            row(4, "four"),
        ]
    )
    order.search("NINA")
    assert titles(order) == ["one", "two", "three"] or set(titles(order)) == {"one", "two", "three"}
    order.search("nina simone")
    assert titles(order) == ["one"]
    order.search("")
    assert len(order.shown) == 4


def test_the_librarys_own_order_is_artist_album_disc_and_number() -> None:
    known = [
        ("b2", "B", "x", (1, 2)),
        ("nobody", "", "", (0, 0)),
        ("a", "a", "z", (2, 1)),
        ("b1", "B", "x", (1, 1)),
        ("b10", "B", "x", (1, 10)),
    ]
    rows = in_order(
        row(i, title, album=album, place=place, order=order_key(artist, album, place, title))
        for i, (title, artist, album, place) in enumerate(known)
    )
    assert [r.title for r in rows] == ["a", "b1", "b2", "b10", "nobody"]
    order = TrackOrder(Facts())
    order.set_rows(rows)
    assert titles(order) == ["a", "b1", "b2", "b10", "nobody"]
    order.sort(ALBUM, descending=False)
    assert titles(order) == ["b1", "b2", "b10", "a", "nobody"]


def test_moods_sort_around_the_plane_then_unsure_then_unheard() -> None:
    facts = Facts()
    facts.feelings = {
        1: Feeling(0.0, 0.1, None),
        2: Feeling(-0.6, 0.8, "angry"),
        3: Feeling(0.2, 0.6, "energetic"),
        4: Feeling(0.3, 0.9, "energetic"),
    }
    order = TrackOrder(facts)
    order.set_rows([row(i, str(i)) for i in range(1, 6)])
    order.sort(MOOD, descending=False)
    assert titles(order) == ["4", "3", "2", "1", "5"]


def test_styles_and_ratings_sort_with_the_unknown_last() -> None:
    facts = Facts()
    facts.styles = {1: "rock", 3: "blues"}
    facts.ratings = {2: (5, False), 3: (5, True)}
    order = TrackOrder(facts)
    order.set_rows([row(i, str(i)) for i in range(1, 4)])
    order.sort(STYLE, descending=False)
    assert titles(order) == ["3", "1", "2"]
    order.sort(RATING, descending=False)
    assert titles(order) == ["3", "2", "1"]
    facts.ratings[1] = (5, True)
    order.sort(STYLE, descending=False)
    order.stars_changed()
    order.sort(RATING, descending=False)
    assert titles(order)[-1] == "2"


def test_filter_sort_and_search_work_together() -> None:
    order = TrackOrder(Facts())
    order.set_rows([row(i, name) for i, name in enumerate(("ax", "bx", "cx", "dy"))])
    order.show_only([1, 2, 3])
    order.search("x")
    order.sort(TRACK, descending=True)
    assert titles(order) == ["cx", "bx"]
    order.show_only(None)
    assert titles(order) == ["cx", "bx", "ax"]
