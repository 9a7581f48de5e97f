"""How somebody feels by a sentence in which the lexicon found nothing of it: a guess, or none.

Pure Python and numpy, any thread. Two witnesses: the networks that read lyrics
(:mod:`player.tagging.lyric_short`), and for English the ratings of single words by the makers of
VADER (``resources/vader``), which know far more words than the lexicon does, but only how pleasant
they are. A guess is never *sure*, and it is told that it is one.

On 1,207 messages with a feeling that its expert had not seen, the network of Chinese messages was
right about good or bad in 94 of 100 cases where it spoke (900), the lexicon in 89 (334; some of its
words were mended by these messages); where they contradicted each other the network was right in 19
of 21. So it may overrule the lexicon in a sentence that only tells, never in a wish.
"""

from __future__ import annotations

from dataclasses import dataclass

from player.jobs.feeling_target import GENTLY, Felt, met
from player.tagging.lyric_emotion import LyricNetwork
from player.tagging.lyric_shape import brightness_of
from player.tagging.lyric_short import read_short

SURE_ENOUGH = 0.5
"""Share from which on the networks are believed: of Chinese messages they had not seen, four of
five of those are read rightly."""
BRIGHT = 1.3
"""Sum of VADER's ratings (-4..4 a word) from which on a sentence is taken for bright or dark."""

_MOODS = {
    "happy": "happy",
    "angry": "angry",
    "sad": "melancholic",
    "calm": "calm",
    "fear": "tense",
}
"""Label -> mood somebody who writes so is in. Neither *neutral* nor *surprise* says one."""


@dataclass(frozen=True, slots=True)
class Guess:
    """How somebody seems to feel."""

    felt: Felt
    """The mood and what meets it."""
    share: float | None
    """Probability, where the witness gives one."""
    strong: bool = False
    """It outweighs a word of the lexicon that says the contrary."""

    def contradicts(self, felt: Felt) -> bool:
        """One of both is a bad mood, the other a good one."""
        return felt.mood is not None and (felt.mood in GENTLY) != (self.felt.mood in GENTLY)


def guess(text: str, network: LyricNetwork | None) -> Guess | None:
    """How whoever wrote *text* seems to feel."""
    found = read_short(network, text) if network is not None else None
    if found is not None and found.share >= SURE_ENOUGH:
        mood = _MOODS.get(found.label)
        felt = None if mood is None else Felt(mood, met(mood), text)
        return None if felt is None else Guess(felt, found.share, strong=found.by_messages)
    brightness = brightness_of(text)
    if abs(brightness) < BRIGHT:
        return None
    if brightness > 0:
        return Guess(Felt("happy", met("happy"), text), None)
    return Guess(Felt("melancholic", ("calm",), text), None)
