"""The sentences of the reasons: plain, short, each a literal that translators see.

Pure Python, any thread. No numbers are computed here; ``recommend.explain`` decides which sentence
is true.
"""

from __future__ import annotations

import math

from player.wording import Sentence, sentence

_HOUR_S = 3_600.0
_DAY_S = 86_400.0

_FITS = {
    "energetic": sentence("Reason", "As energetic as you asked"),
    "happy": sentence("Reason", "As happy as you asked"),
    "romantic": sentence("Reason", "As romantic as you asked"),
    "calm": sentence("Reason", "As calm as you asked"),
    "melancholic": sentence("Reason", "As melancholic as you asked"),
    "dark": sentence("Reason", "As dark as you asked"),
    "tense": sentence("Reason", "As tense as you asked"),
    "angry": sentence("Reason", "As angry as you asked"),
}
_FITS_ANY = sentence("Reason", "The mood you asked for")
_FITS_PARTLY = sentence("Reason", "Only partly the mood you asked for")

_PLAIN = {
    "style": (
        sentence("Reason", "The style you asked for"),
        sentence("Reason", "Not the style you asked for"),
    ),
    "surprise": (
        sentence("Reason", "A little surprise"),
        sentence("Reason", "Held back a little, for variety"),
    ),
    "sound": (
        sentence("Reason", "Sounds like the tracks before it"),
        sentence("Reason", "Sounds unlike the tracks before it"),
    ),
    "tempo": (sentence("Reason", "Close tempo"), sentence("Reason", "Different tempo")),
    "key": (
        sentence("Reason", "In a key that fits the track before"),
        sentence("Reason", "In a key far from the track before"),
    ),
    "energy": (
        sentence("Reason", "As lively as the track before"),
        sentence("Reason", "A step in energy from the track before"),
    ),
    "artist": (
        sentence("Reason", "Another artist"),
        sentence("Reason", "Same artist a short while ago"),
    ),
    "album": (
        sentence("Reason", "Another album"),
        sentence("Reason", "Same album a short while ago"),
    ),
}

_RELAXED = {
    "artist": sentence("Reason", "Few other artists fit, so this one comes again soon."),
    "recency": sentence("Reason", "Little else fits, so a track heard lately comes again."),
    "unsure": sentence("Reason", "Little else fits, so a track whose mood is unsure is offered."),
    "style": sentence("Reason", "Nothing more of this style, so another style is offered."),
}


def plain(term: str, *, good: bool) -> Sentence:
    """What a term says when its sign is all there is to say."""
    return _PLAIN[term][0 if good else 1]


def relaxed(rule: str) -> Sentence:
    """Says that a rule of choosing had to give way."""
    return _RELAXED[rule]


def mood_fit(mood: str, *, good: bool) -> Sentence:
    """The track stands to a mood that was asked for."""
    return _FITS.get(mood, _FITS_ANY) if good else _FITS_PARTLY


def near_point() -> Sentence:
    """The track lies where the listener pointed."""
    return sentence("Reason", "Feels like the spot you picked")


def beside_point(right: float, up: float) -> Sentence:
    """The track lies off the spot: by *right* in valence and *up* in arousal."""
    if abs(up) >= abs(right):
        if up > 0:
            return sentence("Reason", "Near the spot you picked, but livelier")
        return sentence("Reason", "Near the spot you picked, but quieter")
    if right > 0:
        return sentence("Reason", "Near the spot you picked, but brighter")
    return sentence("Reason", "Near the spot you picked, but gloomier")


def heard_ago(seconds: float) -> Sentence:
    """When the track was last heard; infinity is never."""
    days = 0 if math.isinf(seconds) else int(seconds // _DAY_S)
    if math.isinf(seconds):
        said = sentence("Reason", "You have not heard it here yet")
    elif seconds < _HOUR_S:
        said = sentence("Reason", "Played less than an hour ago")
    elif seconds < 2 * _HOUR_S:
        said = sentence("Reason", "Played an hour ago")
    elif days == 0:
        said = sentence("Reason", "Played {hours} hours ago", hours=int(seconds // _HOUR_S))
    elif days == 1:
        said = sentence("Reason", "Played a day ago")
    elif days < 14:
        said = sentence("Reason", "Played {days} days ago", days=days)
    else:
        said = sentence("Reason", "Not heard for a while")
    return said


def liked(favourite: bool, stars: int) -> Sentence:
    """What the listener said of the track."""
    if favourite:
        return sentence("Reason", "One of your favourites")
    if stars > 3:
        return sentence("Reason", "You gave it {stars} stars", stars=stars)
    return sentence("Reason", "You gave it few stars")


def tempo_joins(before_bpm: float, bpm: float, *, good: bool) -> Sentence:
    """How the tempo follows the track before."""
    if good and bpm > 1.5 * before_bpm:
        return sentence("Reason", "Double the tempo, so the beat goes on")
    if good and before_bpm > 1.5 * bpm:
        return sentence("Reason", "Half the tempo, so the beat goes on")
    return plain("tempo", good=good)


def energy_joins(step: float, *, good: bool) -> Sentence:
    """How the energy follows the track before: *step* in arousal."""
    if good:
        return plain("energy", good=True)
    if step > 0:
        return sentence("Reason", "Much livelier than the track before")
    return sentence("Reason", "Much quieter than the track before")
