"""The centre of the window: a title, the search field, and the view under them. Main thread.

A group opened from a grid or a page (an album, a mood) shows its tracks in the same table, with a
way back. The search works on whatever is shown; Escape empties it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from player.controllers.covers import CoverController
from player.controllers.radio import RadioWish
from player.controllers.song_rows import SongRow
from player.controllers.track_rows import RowFacts, TrackRow
from player.ui import groups
from player.ui.cover_grid import CoverGrid
from player.ui.empty_page import EmptyPage
from player.ui.exposure_page import ExposurePage
from player.ui.facet_page import FacetPage
from player.ui.groups import Group
from player.ui.icons import icon
from player.ui.learned_page import LearnedPage
from player.ui.lines_page import LinesPage, PageSection
from player.ui.radio_menu import add_radio
from player.ui.songs_page import SongsPage
from player.ui.teach_page import TeachPage
from player.ui.theme import SPACE, tokens_for
from player.ui.track_table import TrackTable
from player.ui.views import View, view_title
from player.ui.welcome import WelcomePage
from player.ui.words import long_length_words, tracks_words
from player.wording import translate, translate_count

_SEARCH_MS = 10
"""A keystroke waits this long for the next one."""


class Browser(QFrame):
    """Shows one view of the library at a time."""

    view_changed = Signal(object)
    """The :class:`View` now shown."""
    radio = Signal(object, object)
    """A :class:`Group`, and the :class:`~player.controllers.radio.RadioWish` about it."""

    def __init__(
        self, facts: RowFacts, covers: CoverController, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # until there is a page that can have it
        self._facts = facts
        self._rows: Sequence[TrackRow] = ()
        self._favourites: Collection[int] = ()
        self._group: Group | None = None
        self._loaded = False
        self._stale = True
        self.view = View.ALL
        self.table = TrackTable(facts, covers)
        self.grid = CoverGrid(covers)
        self.facets = FacetPage()
        self.welcome = WelcomePage()
        self.empty = EmptyPage()
        self.lines = LinesPage()
        self.songs = SongsPage()
        self._songs_known = False
        self.learned = LearnedPage()
        self.exposure = ExposurePage()
        self.teach = TeachPage()
        self._over: tuple[QWidget, ...] = (self.lines, self.learned, self.exposure, self.teach)
        for over in (self.lines, self.learned, self.exposure, self.teach):
            over.closed.connect(self._show)
        self.lines.track_chosen.connect(self._leave_for_track)
        self._pages = QStackedWidget()
        for page in (
            self.welcome,
            self.table,
            self.grid,
            self.facets,
            self.empty,
            self.songs,
            *self._over,
        ):
            self._pages.addWidget(page)
        self._debounce = QTimer(self)
        self._debounce.setSingleShot(True)
        self._debounce.setInterval(_SEARCH_MS)
        self._debounce.timeout.connect(self._search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        column.addWidget(self._pages, 1)
        self.grid.opened.connect(self.open_group)
        self.facets.opened.connect(self.open_group)
        self.grid.radio.connect(self.radio)
        self.facets.radio.connect(self.radio)
        self._show()

    def _make_head(self) -> QWidget:
        self._head = QWidget()
        line = QHBoxLayout(self._head)
        line.setContentsMargins(SPACE.l, SPACE.m, SPACE.l, SPACE.m)
        line.setSpacing(SPACE.s)
        self._back = QToolButton()
        self._back.setFixedSize(36, 36)
        self._back.setIconSize(QSize(18, 18))
        self._back.setAccessibleName(translate("Window", "Back"))
        self._back.setToolTip(translate("Window", "Back"))
        self._back.clicked.connect(self.go_back)
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self._count = QLabel()
        self._count.setProperty("role", "second")
        self._count.setContentsMargins(SPACE.xs, SPACE.xs, SPACE.xs, 0)
        for label in (self._title, self._count):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setMinimumWidth(0)
        self._play = QPushButton(translate("Window", "Play"))
        self._play.setAccessibleDescription(translate("Window", "Plays what is shown, in order"))
        self._play.clicked.connect(self._play_shown)
        self._radio = QPushButton(translate("Window", "Radio"))
        self._radio.setProperty("role", "picker")
        self._radio.setMenu(self._radio_menu())
        self.search_field = QLineEdit()
        self.search_field.setPlaceholderText(translate("Window", "Search"))
        self.search_field.setAccessibleName(translate("Window", "Search"))
        self.search_field.setAccessibleDescription(
            translate("Window", "Looks in titles, artists, albums and genres")
        )
        self.search_field.setClearButtonEnabled(True)
        self._cross = self.search_field.findChild(QAction)  # Qt's own, whose icon is another set's
        self.search_field.setMinimumWidth(120)
        self.search_field.setMaximumWidth(280)
        self._lens = self.search_field.addAction(
            icon("search", tokens_for(self.palette())), QLineEdit.ActionPosition.LeadingPosition
        )
        leave = QAction(self.search_field)
        leave.setShortcut(QKeySequence(Qt.Key.Key_Escape))
        leave.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        leave.triggered.connect(self._leave_search)
        self.search_field.addAction(leave)
        self.search_field.textChanged.connect(self._search_soon)
        self.search_field.returnPressed.connect(self._leave_to_results)
        line.addWidget(self._back)
        line.addWidget(self._title)
        line.addWidget(self._count)
        line.addWidget(self._play)
        line.addWidget(self._radio)
        line.addStretch(1)
        line.addWidget(self.search_field, 2)
        self._draw_icons()
        return self._head

    # -- data in

    def set_rows(self, rows: Sequence[TrackRow]) -> None:
        """Show another state of the library."""
        self._rows, self._loaded, self._stale = rows, True, True
        self.table.tracks.set_rows(rows)
        if not self._covered:
            self._show()

    def set_favourites(self, ids: Collection[int]) -> None:
        """Which tracks the Favourites view holds."""
        self._favourites = ids
        if self.view is View.FAVOURITES and not self._covered:
            self._show()

    def set_songs(self, songs: Sequence[SongRow] | None) -> None:
        """Songs that are there several times; ``None`` while they are looked for."""
        self._songs_known = songs is not None
        self.songs.set_songs(songs or ())
        if self.view is View.SONGS and not self._covered:
            self._show()

    def feelings_changed(self, ids: Collection[int]) -> None:
        """Moods or styles of these tracks are new."""
        self.table.tracks.feelings_changed(ids)
        self._stale = True
        if self._pages.currentWidget() is self.facets:
            self._fill_groups()

    # -- where we are

    def show_view(self, view: View) -> None:
        """Go to a view of the library."""
        self.view, self._group, self._stale = view, None, True
        self.search_field.clear()
        self._debounce.stop()
        self._search_now("")
        self._show()
        self.view_changed.emit(view)

    def open_group(self, group: Group) -> None:
        """Show the tracks of an album, an artist, a mood or a style."""
        self._group = group
        self.search_field.clear()
        self._show()

    def go_back(self) -> None:
        """From a group to its grid or page."""
        self._group = None
        self._show()

    def show_lines(self, title: str, lines: Sequence[tuple[str, str]]) -> None:
        """Show a page of plain lines over the view until it is closed."""
        self.show_over(self.lines)
        self.lines.show_lines(title, lines)

    def show_sections(self, title: str, sections: Sequence[PageSection], nothing: str) -> None:
        """Show a page of tracks under headings over the view until it is closed; *nothing* is
        said where there are none."""
        self.show_over(self.lines)
        self.lines.show_sections(title, sections, nothing)

    def show_over(self, page: QWidget) -> None:
        """Show one of the pages that lie over the view until they are closed."""
        self._head.setVisible(False)
        self._pages.setCurrentWidget(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _covered(self) -> bool:
        """A page lies over the view."""
        return self._pages.currentWidget() in self._over

    def show_track(self, track_id: int) -> None:
        """Scroll to a track, in this view if it is there, else in all music."""
        if self._pages.currentWidget() is self.table and self.table.show_track(track_id):
            return
        self.show_view(View.ALL)
        self.table.show_track(track_id)

    def _leave_for_track(self, track_id: int) -> None:
        self._show()
        self.show_track(track_id)

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.selectAll()

    def _show(self) -> None:
        focused = self.window().focusWidget()
        at_home = focused is self or (focused is not None and self._pages.isAncestorOf(focused))
        self._show_page()
        page = self._pages.currentWidget()
        if at_home and page is not None and (focused is self or not page.isAncestorOf(focused)):
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_page(self) -> None:
        if not self._rows:
            self._head.setVisible(False)
            self.welcome.set_ready(self._loaded)
            self._pages.setCurrentWidget(self.welcome)
            return
        self._head.setVisible(True)
        grids = self._group is None and self.view in (View.ALBUMS, View.ARTISTS)
        facets = self._group is None and self.view in (View.MOODS, View.STYLES)
        if self._group is None and self.view is View.SONGS:
            self._pages.setCurrentWidget(self.songs)
        elif grids or facets:
            self._fill_groups()
            self._pages.setCurrentWidget(self.grid if grids else self.facets)
        else:
            self.table.tracks.show_only(self._wanted_ids())
            self._pages.setCurrentWidget(self.table)
        self._write_head()

    def _wanted_ids(self) -> Collection[int] | None:
        if self._group is not None:
            return self._group.ids
        return self._favourites if self.view is View.FAVOURITES else None

    def _fill_groups(self) -> None:
        if not self._stale:
            return
        self._stale = False
        if self.view is View.ALBUMS:
            self.grid.set_groups(groups.albums(self._rows))
        elif self.view is View.ARTISTS:
            self.grid.set_groups(groups.artists(self._rows), round_covers=True)
        elif self.view is View.MOODS:
            self.facets.set_groups(groups.moods(self._rows, self._facts.feeling))
        else:
            self.facets.set_groups(groups.styles(self._rows, self._facts.style))

    # -- search

    def _search_soon(self) -> None:
        self._debounce.start()

    def _search(self) -> None:
        self._search_now(self.search_field.text())

    def _search_now(self, query: str) -> None:
        page = self._pages.currentWidget()
        if self.view is View.SONGS:
            self.songs.songs.search(query)
        elif page in (self.table, self.empty):
            self.table.tracks.search(query)
        elif page is self.grid:
            self.grid.groups.search(query)
        elif page is self.facets:
            self.facets.groups.search(query)
        self._write_head()

    def _leave_search(self) -> None:
        self.search_field.clear()
        self._leave_to_results()

    def _leave_to_results(self) -> None:
        self._debounce.stop()
        self._search()
        page = self._pages.currentWidget()
        if page is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- the head

    def _write_head(self) -> None:
        group = self._group
        self._back.setVisible(group is not None)
        self._title.setText(group.title if group is not None else view_title(self.view))
        page = self._pages.currentWidget()
        playable = page is self.table and self.table.tracks.rowCount() > 0
        self._play.setVisible(playable)
        self._radio.setVisible(playable and group is not None)
        self._count.setText(self._count_words(page))
        if self.view is View.SONGS:
            self._write_no_songs()
        elif page in (self.table, self.empty):
            self._write_empty()

    def _count_words(self, page: QWidget | None) -> str:
        if self.view is View.SONGS:
            count = self.songs.songs.shown
            return translate_count("Songs", "{count} song", "{count} songs", count) if count else ""
        if page not in (self.table, self.empty):
            return ""
        words = tracks_words(self.table.tracks.rowCount())
        if self._group is not None:
            total = self.table.tracks.shown_duration_s()
            words = f"{words} \N{MIDDLE DOT} {long_length_words(total)}"
        return words

    def _write_no_songs(self) -> None:
        """Where no song is there several times, say so."""
        if self.songs.songs.shown:
            self._pages.setCurrentWidget(self.songs)
            return
        if self.search_field.text().strip():
            self._write_nothing_found()
        elif self._songs_known:
            self.empty.say(
                "copies",
                translate("Songs", "Every song is here once"),
                translate("Songs", "Copies and other versions of a song would be listed here."),
            )
        else:
            self.empty.say(
                "copies",
                translate("Songs", "Looking for copies and versions"),
                translate("Songs", "They appear here in a moment."),
            )
        self._pages.setCurrentWidget(self.empty)

    def _write_nothing_found(self) -> None:
        self.empty.say(
            "search",
            translate("Window", "Nothing found"),
            translate("Window", "Try fewer letters, or another view."),
        )

    def _write_empty(self) -> None:
        """An empty list says why, and what to do next."""
        if self.table.tracks.rowCount() > 0:
            self._pages.setCurrentWidget(self.table)
            return
        if self.search_field.text().strip():
            self._write_nothing_found()
        elif self.view is View.FAVOURITES:
            self.empty.say(
                "favourite",
                translate("Window", "No favourites yet"),
                translate("Window", "Press F on a track, or click its heart."),
            )
        else:
            self.empty.say(
                "music",
                translate("Window", "No tracks here yet"),
                translate("Window", "They appear as Moodlark listens to your music."),
            )
        self._pages.setCurrentWidget(self.empty)

    def _radio_menu(self) -> QMenu:
        menu = QMenu(self)
        add_radio(menu, self._on_radio)
        return menu

    def _on_radio(self, wish: RadioWish) -> None:
        if self._group is not None:
            self.radio.emit(self._group, wish)

    def _play_shown(self) -> None:
        ids = self.table.tracks.ids()
        if ids:
            self.table.play_now.emit(ids)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Redraw the icons in the new theme's colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icons()

    def _draw_icons(self) -> None:
        tokens = tokens_for(self.palette())
        self._back.setIcon(icon("left", tokens))
        self._lens.setIcon(icon("search", tokens))
        if self._cross is not None:
            self._cross.setIcon(icon("clear", tokens))
