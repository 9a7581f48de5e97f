"""Which rows a track table shows, in which order. Pure Python, main thread, no Qt.

A Python ``QSortFilterProxyModel`` takes seconds for 100,000 rows. This keeps one list per sort
(made when first asked for) and one casefolded search key per track; a keystroke is one list
comprehension, and a longer query narrows the previous answer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from player.controllers.track_rows import RowFacts, TrackRow
from player.tagging.vocabulary import MOODS, STYLES

Column = int
TRACK, ALBUM, MOOD, STYLE, LENGTH, RATING = range(6)
"""The columns of the table."""
LIBRARY_ORDER = -1
"""By artist, album, disc and number: the order before a header is clicked."""

_MOOD_PLACE = {mood.id: i for i, mood in enumerate(MOODS)}
_STYLE_PLACE = {style.id: i for i, style in enumerate(STYLES)}
_LAST = 1000


class TrackOrder:
    """Rows of the library, and the indices of those shown."""

    def __init__(
        self,
        facts: RowFacts,
    ) -> None:
        self._facts = facts
        self.rows: Sequence[TrackRow] = ()
        self._keys: list[str] = []
        self._sorted: dict[Column, list[int]] = {LIBRARY_ORDER: []}
        self._column, self._descending = LIBRARY_ORDER, False
        self._only: Collection[int] | None = None
        self._query = ""
        self._base: list[int] | None = None
        self.shown: list[int] = []

    def set_rows(self, rows: Sequence[TrackRow]) -> None:
        """Replace the library, given in its own order; sort, filter and query stay."""
        self.rows = rows
        self._keys = [row.key for row in rows]
        self._sorted = {LIBRARY_ORDER: list(range(len(rows)))}
        self._refresh()

    def sort(self, column: Column, *, descending: bool) -> None:
        """Order by *column* (or :data:`LIBRARY_ORDER`)."""
        self._column, self._descending = column, descending
        self._refresh()

    def show_only(self, ids: Collection[int] | None) -> None:
        """Show only these tracks; ``None`` shows all."""
        self._only = ids
        self._refresh()

    def search(self, query: str) -> None:
        """Show only rows holding every word of *query*."""
        query = query.casefold()
        narrower = bool(self._query) and query.startswith(self._query)
        self._query = query
        self._match(self.shown if narrower else self._base_order())

    def feelings_changed(self) -> None:
        """Moods and styles changed: forget the orders made from them, keep what is shown."""
        for column in (MOOD, STYLE):
            if column != self._column:
                self._sorted.pop(column, None)

    def stars_changed(self) -> None:
        """Ratings changed: forget the order made from them, keep what is shown."""
        if self._column != RATING:
            self._sorted.pop(RATING, None)

    def _refresh(self) -> None:
        self._base = None
        self._match(self._base_order())

    def _match(self, order: list[int]) -> None:
        keys = self._keys
        for word in self._query.split():
            order = [i for i in order if word in keys[i]]
        self.shown = order

    def _base_order(self) -> list[int]:
        """The rows of this view in this order, before the search."""
        if self._base is None:
            order = self._sorted.get(self._column)
            if order is None:
                order = self._sorted[self._column] = self._sort_by(self._column)
            if self._descending:
                order = order[::-1]
            if self._only is not None:
                wanted = self._only if isinstance(self._only, (set, dict)) else set(self._only)
                rows = self.rows
                order = [i for i in order if rows[i].id in wanted]
            self._base = order
        return self._base

    def _sort_by(self, column: Column) -> list[int]:
        """All rows by *column*; equal rows keep the library's order."""
        library = range(len(self.rows))
        if column == ALBUM:
            albums = [(not r.album, r.album.casefold(), r.place) for r in self.rows]
            return sorted(library, key=albums.__getitem__)
        of = self._key_of(column)
        made = [of(row) for row in self.rows]
        return sorted(library, key=made.__getitem__)

    def _key_of(self, column: Column) -> Callable[[TrackRow], Any]:
        keys: dict[Column, Callable[[TrackRow], Any]] = {
            TRACK: lambda row: row.title.casefold(),
            MOOD: lambda row: self._mood_place(row.id),
            STYLE: lambda row: self._style_place(row.id),
            LENGTH: lambda row: row.duration_s or 0.0,
            RATING: lambda row: self._stars_place(row.id),
        }
        return keys[column]

    def _mood_place(self, track_id: int) -> tuple[int, float]:
        """Around the plane, strongest first; unsure after all moods, unheard last."""
        felt = self._facts.feeling(track_id)
        if felt is None:
            return _LAST + 1, 0.0
        place = _MOOD_PLACE.get(felt.mood, _LAST) if felt.mood is not None else _LAST
        return place, -(felt.valence**2 + felt.arousal**2)

    def _style_place(self, track_id: int) -> int:
        style = self._facts.style(track_id)
        return _LAST if style is None else _STYLE_PLACE.get(style, _LAST - 1)

    def _stars_place(self, track_id: int) -> tuple[int, bool]:
        """Best first on the first click."""
        rating, favourite = self._facts.stars(track_id)
        return -rating, not favourite
