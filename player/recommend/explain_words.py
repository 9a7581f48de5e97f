"""The sentences of the reasons: plain, short, each a literal that translators see.

Pure Python, any thread. No numbers are computed here; ``recommend.explain`` decides which sentence
is true.
"""

from __future__ import annotations

from player.wording import Sentence, sentence

_HOUR_S = 3_600.0
_DAY_S = 86_400.0
_WELL_KNOWN = 3  # times heard

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
_FITS_PARTLY = sentence("Reason", "Partly the mood you asked for")
_FITS_HARDLY = sentence("Reason", "Hardly the mood you asked for")

_PLAIN = {
    "style": (
        sentence("Reason", "The style you asked for"),
        sentence("Reason", "A touch of the style you asked for"),
    ),
    "surprise": (
        sentence("Reason", "A little surprise"),
        sentence("Reason", "Held back a little, for variety"),
    ),
    "taste": (
        sentence("Reason", "The kind of music you tend to like"),
        sentence("Reason", "Not the kind of music you usually like"),
    ),
    "peers": (
        sentence("Reason", "Its artist is loved by people who hear what you hear"),
        sentence("Reason", "Its artist is far from what you usually hear"),
    ),
    "exposure": (
        sentence("Reason", "Its turn: no queue brought it for long, or ever"),
        sentence("Reason", "It was offered before"),
    ),
    "together": (
        sentence("Reason", "You often play it along with the tracks before it"),
        sentence("Reason", "You never play it along with the tracks before it"),
    ),
    "related": (
        sentence("Reason", "People who hear the artists before it hear this one too"),
        sentence("Reason", "Few people hear this artist along with those before it"),
    ),
    "feeling": (
        sentence("Reason", "The feeling of the track before goes on"),
        sentence("Reason", "A change of feeling from the track before"),
    ),
    "loudness": (
        sentence("Reason", "About as loud as the track before"),
        sentence("Reason", "Louder or softer than the track before"),
    ),
    "variety": (
        sentence("Reason", "Unlike the last tracks"),
        sentence("Reason", "Much like one of the last tracks"),
    ),
    "avoid": (
        sentence("Reason", "Nothing of what you did not want"),
        sentence("Reason", "A touch of what you did not want"),
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

_BESIDE = (
    sentence("Reason", "Near the spot you picked, but brighter"),
    sentence("Reason", "Near the spot you picked, but gloomier"),
    sentence("Reason", "Near the spot you picked, but livelier"),
    sentence("Reason", "Near the spot you picked, but quieter"),
)
_FAR = (
    sentence("Reason", "Much brighter than the spot you picked"),
    sentence("Reason", "Much gloomier than the spot you picked"),
    sentence("Reason", "Much livelier than the spot you picked"),
    sentence("Reason", "Much quieter than the spot you picked"),
)

_RELAXED = {
    "step": sentence("Reason", "Nothing closer was left, so the mood takes a larger step."),
    "artist": sentence("Reason", "Few other artists fit, so this one comes again soon."),
    "recency": sentence("Reason", "Little else fits, so a track heard lately comes again."),
    "unsure": sentence("Reason", "Little else fits, so a track whose mood is unsure is offered."),
    "mood": sentence("Reason", "Nothing more fits this mood, so what comes nearest is offered."),
    "style": sentence("Reason", "Nothing more of this style, so another style is offered."),
    "song": sentence("Reason", "No other song is left, so another version of one is offered."),
}


def plain(term: str, *, good: bool) -> Sentence:
    """What a term says when its sign is all there is to say."""
    return _PLAIN[term][0 if good else 1]


def relaxed(rule: str) -> Sentence:
    """Says that a rule of choosing had to give way."""
    return _RELAXED[rule]


def mood_fit(mood: str) -> Sentence:
    """The track has a mood that was asked for."""
    return _FITS.get(mood, _FITS_ANY)


def mood_missed(*, partly: bool) -> Sentence:
    """Another mood stands out in the track than was asked for."""
    return _FITS_PARTLY if partly else _FITS_HARDLY


def near_point() -> Sentence:
    """The track lies where the listener pointed."""
    return sentence("Reason", "Feels like the spot you picked")


def beside_point(right: float, up: float, *, near: bool) -> Sentence:
    """The track lies off the spot: by *right* in valence and *up* in arousal."""
    way = (2 if up > 0 else 3) if abs(up) >= abs(right) else (0 if right > 0 else 1)
    return (_BESIDE if near else _FAR)[way]


def related_style() -> Sentence:
    """Not of a style asked for, but of one near to it."""
    return sentence("Reason", "A style related to the one you asked for")


def lifted(energy: float, *, good: bool) -> Sentence:
    """How lively the track is, where more or less energy was asked for."""
    if energy > 0:
        lively = sentence("Reason", "Lively, as you asked")
        return lively if good else sentence("Reason", "Quieter than you asked")
    quiet = sentence("Reason", "Quiet, as you asked")
    return quiet if good else sentence("Reason", "Livelier than you asked")


def like_seed(name: str, *, near: bool) -> Sentence:
    """Whether the track sounds like something it should sound like."""
    if near:
        return sentence("Reason", "Sounds like {name}", name=name)
    return sentence("Reason", "Sounds unlike {name}", name=name)


def like_unwanted(name: str) -> Sentence:
    """The track sounds like something it should not sound like."""
    return sentence("Reason", "Sounds a little like {name}, which you did not want", name=name)


def known(heard: int) -> Sentence:
    """How well the listener knows the track."""
    if heard >= _WELL_KNOWN:
        return sentence("Reason", "You know it well")
    return sentence("Reason", "You have heard it before")


def heard_ago(seconds: float) -> Sentence:
    """When the track was last heard."""
    days = int(seconds // _DAY_S)
    if seconds < _HOUR_S:
        return sentence("Reason", "Played less than an hour ago")
    if seconds < 2 * _HOUR_S:
        return sentence("Reason", "Played an hour ago")
    if days == 0:
        return sentence("Reason", "Played {hours} hours ago", hours=int(seconds // _HOUR_S))
    if days == 1:
        return sentence("Reason", "Played a day ago")
    return sentence("Reason", "Played {days} days ago", days=days)


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
