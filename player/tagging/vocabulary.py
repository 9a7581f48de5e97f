"""The vocabulary: moods on the valence-arousal plane and styles, with names and definitions.

Pure Python, any thread or process (the window reads it through ``jobs.view``): no numpy, no torch.
Names are translated when shown; ids are stable and are what files and commands use.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from player.library.track import Contrast
from player.wording import Sentence, sentence, translate


@dataclass(frozen=True, slots=True)
class Mood:
    """A region of the valence-arousal plane with a name (Russell 1980)."""

    id: str
    """Stable id, as used in commands."""
    name: Sentence
    """Name as shown."""
    definition: Sentence
    """What it means, in words a listener uses."""
    valence: float
    """Centre of the region, -1..1."""
    arousal: float
    """Centre of the region, -1..1."""


@dataclass(frozen=True, slots=True)
class Style:
    """A style of music."""

    id: str
    """Stable id, as used in commands."""
    name: Sentence
    """Name as shown."""
    definition: Sentence
    """What it means, in words a listener uses."""
    heard: bool
    """The network hears it; otherwise it comes from the file's own genre only."""


# Two moods per quadrant, evenly around the middle: a track about which nothing is known is then
# near none of them. On the rated clips of the training every one of the regions occurs.
MOODS: tuple[Mood, ...] = (
    Mood(
        "energetic",
        sentence("Mood", "Energetic"),
        sentence("Mood", "Driving and lively; makes you move."),
        0.35,
        0.75,
    ),
    Mood(
        "happy",
        sentence("Mood", "Happy"),
        sentence("Mood", "Bright and cheerful; lifts the spirits."),
        0.65,
        0.35,
    ),
    Mood(
        "romantic",
        sentence("Mood", "Romantic"),
        sentence("Mood", "Tender and warm; music for two."),
        0.6,
        -0.3,
    ),
    Mood(
        "calm",
        sentence("Mood", "Calm"),
        sentence("Mood", "Quiet and peaceful; lets you breathe."),
        0.3,
        -0.7,
    ),
    Mood(
        "melancholic",
        sentence("Mood", "Melancholic"),
        sentence("Mood", "Sad or wistful; slow and inward."),
        -0.4,
        -0.65,
    ),
    Mood(
        "dark",
        sentence("Mood", "Dark"),
        sentence("Mood", "Gloomy and heavy; shadows and weight."),
        -0.65,
        -0.25,
    ),
    Mood(
        "tense",
        sentence("Mood", "Tense"),
        sentence("Mood", "Nervous and uneasy; something is about to happen."),
        -0.65,
        0.3,
    ),
    Mood(
        "angry",
        sentence("Mood", "Angry"),
        sentence("Mood", "Aggressive and loud; letting it out."),
        -0.45,
        0.75,
    ),
)


STYLES: tuple[Style, ...] = (
    Style(
        "blues",
        sentence("Style", "Blues"),
        sentence("Style", "Bent notes over twelve bars; guitar, harmonica, a worn voice."),
        True,
    ),
    Style(
        "classical",
        sentence("Style", "Classical"),
        sentence("Style", "Written for orchestra, choir, chamber group or solo instrument."),
        True,
    ),
    Style(
        "country",
        sentence("Style", "Country"),
        sentence("Style", "Acoustic and steel guitars, fiddle, songs that tell a story."),
        True,
    ),
    Style(
        "disco",
        sentence("Style", "Disco"),
        sentence("Style", "Four to the floor with strings and funky bass."),
        True,
    ),
    Style(
        "electronic",
        sentence("Style", "Electronic"),
        sentence("Style", "Synthesizers and drum machines, from house to chill-out."),
        True,
    ),
    Style(
        "hip-hop",
        sentence("Style", "Hip-hop"),
        sentence("Style", "Rap over beats and samples."),
        True,
    ),
    Style(
        "jazz",
        sentence("Style", "Jazz"),
        sentence("Style", "Swing, improvisation and rich chords."),
        True,
    ),
    Style(
        "metal",
        sentence("Style", "Metal"),
        sentence("Style", "Distorted guitars, double bass drum, power."),
        True,
    ),
    Style(
        "pop",
        sentence("Style", "Pop"),
        sentence("Style", "Catchy songs with a polished sound."),
        True,
    ),
    Style(
        "reggae",
        sentence("Style", "Reggae"),
        sentence("Style", "Off-beat guitar and deep bass, relaxed."),
        True,
    ),
    Style(
        "rock",
        sentence("Style", "Rock"),
        sentence("Style", "Electric guitars, bass and drums."),
        True,
    ),
    Style(
        "ambient",
        sentence("Style", "Ambient"),
        sentence("Style", "Sound as a place: slow textures, no beat to follow."),
        False,
    ),
    Style(
        "folk",
        sentence("Style", "Folk"),
        sentence("Style", "Acoustic songs in a tradition, old or new."),
        False,
    ),
    Style(
        "latin",
        sentence("Style", "Latin"),
        sentence("Style", "Salsa, bossa nova, tango, cumbia and their kin."),
        False,
    ),
    Style(
        "punk",
        sentence("Style", "Punk"),
        sentence("Style", "Fast, short, loud and direct."),
        False,
    ),
    Style(
        "soul",
        sentence("Style", "Soul and R&B"),
        sentence("Style", "Gospel-rooted singing over a groove."),
        False,
    ),
    Style(
        "soundtrack",
        sentence("Style", "Soundtrack"),
        sentence("Style", "Music for films, series and games."),
        False,
    ),
    Style(
        "world",
        sentence("Style", "World"),
        sentence("Style", "Traditional music from around the globe."),
        False,
    ),
)

OTHER_STYLE = "other"
"""Stands for every style that is not in the list."""

CONTRASTS: Mapping[Contrast, Sentence] = {
    "bright_dark": sentence("Mood", "Bright sound, dark words"),
    "dark_bright": sentence("Mood", "Dark sound, bright words"),
}
"""What is said where sound and words clearly contradict each other."""

_TOLD_SHARE = 0.5
"""Less than this of the library is not worth a sentence."""


def share_words(mood: str, share: float) -> str | None:
    """How much of the library has less of *mood* (an id): ``Calm: more than 93 % of your library``.

    :param share: 0..1; rounded down, so that "more than" is true.
    :returns: ``None`` where it is less than half of the library.
    """
    if share < _TOLD_SHARE:
        return None
    return translate(
        "Mood",
        "{mood}: more than {share} % of your library",
        mood=str(next(known.name for known in MOODS if known.id == mood)),
        share=int(round(100 * share, 6)),
    )
