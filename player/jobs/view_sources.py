"""Who says a mood or a style, as numbers in the columns of a view. Plain data, any thread."""

from __future__ import annotations

from player.library.track import Source

SOURCES: tuple[Source, ...] = ("network", "metadata", "listener", "recalibrated")
"""Who said it, by the numbers in the columns ``mood_source`` and ``style_source``."""

NETWORK, METADATA, LISTENER, RECALIBRATED = range(len(SOURCES))
