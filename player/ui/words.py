"""Short words for what rows show: lengths, moods, ratings, counts. Pure functions, main thread."""

from __future__ import annotations

from player.controllers.track_rows import Feeling, MoodDetails
from player.library.track import Source
from player.tagging.vocabulary import CONTRASTS, MOODS, OTHER_STYLE, STYLES, share_words
from player.ui.mood_words import MoodOption
from player.wording import Sentence, translate, translate_count

_MOOD_NAMES = {mood.id: mood.name for mood in MOODS}
_STYLE_NAMES = {style.id: style.name for style in STYLES}


def plain_tip(words: str) -> str:
    """Text from outside for a tool tip, which has no plain format: Qt takes "<" for rich text."""
    return words.replace("<", "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}")


def length_words(duration_s: float | None) -> str:
    """``3:07`` or ``1:02:03``; empty when not known."""
    if duration_s is None:
        return ""
    total = round(duration_s)
    hours, rest = divmod(total, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def long_length_words(duration_s: float) -> str:
    """``12 min`` or ``5 h 20 min``, for whole albums and lists."""
    minutes = max(1, round(duration_s / 60.0))
    hours, rest = divmod(minutes, 60)
    if hours:
        return translate("Window", "{hours} h {minutes} min", hours=hours, minutes=rest)
    return translate("Window", "{minutes} min", minutes=minutes)


def mood_word(mood: str | None) -> str:
    """A mood's name; *unsure* when the track has none."""
    if mood is None:
        return translate("Window", "unsure")
    name = _MOOD_NAMES.get(mood)
    return str(name) if name is not None else mood


def mood_options() -> list[MoodOption]:
    """The vocabulary's moods, in the language shown now."""
    return [MoodOption(m.id, str(m.name), str(m.definition), m.valence, m.arousal) for m in MOODS]


def style_word(style: str | None) -> str:
    """A style's name; empty when it is not known."""
    if style is None:
        return ""
    if style == OTHER_STYLE:
        return translate("Window", "Other")
    name = _STYLE_NAMES.get(style)
    return str(name) if name is not None else style


def feeling_words(felt: Feeling | None, failure: Sentence | None = None) -> str:
    """The mood column's words."""
    if failure is not None:
        return translate("Window", "cannot be read")
    return "" if felt is None else mood_word(felt.mood)


def details_words(details: MoodDetails | None) -> str:
    """More about a track's mood, a line for each thing; empty when there is nothing to tell."""
    if details is None:
        return ""
    lines = []
    if details.contrast is not None:
        lines.append(str(CONTRASTS[details.contrast]))
    if details.mood is not None and details.share is not None:
        lines.append(share_words(details.mood, details.share) or "")
    if details.source != "network":
        lines.append(source_words(details.source))
    return "\n".join(filter(None, lines))


def source_words(source: Source | None) -> str:
    """Who says a track's mood."""
    if source == "listener":
        return translate("Correction", "This is what you said.")
    if source == "recalibrated":
        return translate("Correction", "Heard by Moodlark, as you taught it.")
    return translate("Correction", "Heard by Moodlark.")


def kept_out_words(why: Sentence | None) -> str:
    """That mood queues leave a track out, and why; empty where they do not."""
    if why is None:
        return ""
    return translate("Window", "Kept out of mood queues. {reason}", reason=why)


def rating_words(rating: int, favourite: bool) -> str:
    """For screen readers: ``4 stars, favourite``."""
    parts = []
    if rating:
        parts.append(translate_count("Window", "{count} star", "{count} stars", rating))
    if favourite:
        parts.append(translate("Window", "favourite"))
    return ", ".join(parts)


def tracks_words(count: int) -> str:
    """``1 track``, ``12 tracks``."""
    return translate_count("Window", "{count} track", "{count} tracks", count)
