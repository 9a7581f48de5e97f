"""The views of the library, by name and icon. Plain data, main thread."""

from __future__ import annotations

from enum import Enum

from player.wording import translate


class View(Enum):
    """What the centre of the window can show."""

    ALL = "all"
    ALBUMS = "albums"
    ARTISTS = "artists"
    STYLES = "styles"
    MOODS = "moods"
    FAVOURITES = "favourites"
    SONGS = "songs"


_ICONS = {
    View.ALL: "music",
    View.ALBUMS: "album",
    View.ARTISTS: "artist",
    View.STYLES: "style",
    View.MOODS: "mood",
    View.FAVOURITES: "favourite",
    View.SONGS: "copies",
}


def view_icon(view: View) -> str:
    """The icon's name."""
    return _ICONS[view]


def view_name(view: View) -> str:
    """The view's name as the listener reads it."""
    return {
        View.ALL: translate("Window", "All music"),
        View.ALBUMS: translate("Window", "Albums"),
        View.ARTISTS: translate("Window", "Artists"),
        View.STYLES: translate("Window", "Styles"),
        View.MOODS: translate("Window", "Moods"),
        View.FAVOURITES: translate("Window", "Favourites"),
        View.SONGS: translate("Songs", "Duplicates"),
    }[view]


def view_title(view: View) -> str:
    """What stands above the view: its name, or more where there is room."""
    return translate("Songs", "Duplicates and versions") if view is View.SONGS else view_name(view)
