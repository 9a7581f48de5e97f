"""Learns which styles are near each other, from what people call artists and from how clips sound.

Command line only. Words: artists are shares of styles, by the tags that users gave them; two
styles are as near as their artists are the same (Bhattacharyya 1943, over artists). Sound: two
styles are as near as the mean embeddings of their clips, seen from the mean of all styles. Where
both are known they are averaged on the scale of the words, words at two thirds: they come from ten
thousand artists, the sound from some 25 clips a style. Must not decide what a tag means: a function
that reads styles out of tags comes in.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from player.errors import FileUnreadableError
from player.recommend.style_graph import STYLE_GRAPH_FILE, STYLE_GRAPH_FORMAT, StyleGraph
from player.tagging.network import AudioNetwork
from player.tagging.pipeline import analyse
from player.training.artist_listening import Tagging
from player.training.clips import Clip

Matrix = NDArray[np.float64]
StylesOf = Callable[[Iterable[str]], Sequence[str]]
"""Reads style ids out of genre words."""

WORDS_SHARE = 2.0 / 3.0
"""What words weigh where sound is known, too."""
MOST_TAGS = 20.0
"""An artist with more tags that name styles counts no more than one with so many."""
LEAST_CLIPS = 5
"""A style with fewer clips has no sound of its own."""
LEAST = 0.05
"""What is less related than this is not related."""

SOURCES: tuple[Mapping[str, Any], ...] = (
    {
        "name": "HetRec 2011, Last.fm-2K",
        "origin": "rafaelpossas/admusic",
        "terms": "non-commercial research; only these averages of its tags are kept",
        "used_for": "how often artists are called by two styles",
    },
    {
        "name": "labelled clips of ten styles",
        "origin": "grekowj/musemodataset, zenny126/py",
        "terms": "none stated; only these averages of their sound are kept",
        "used_for": "how alike styles sound to the network that ships",
    },
)


def relations_in_words(
    tagging: Tagging, tags: Mapping[int, str], styles: Sequence[str], styles_of: StylesOf
) -> Matrix:
    """(S, S) 0..1 how much the artists of two of *styles* are the same; NaN for a style nobody has.

    :param tags: id of a tag -> its word.
    """
    place = {style: column for column, style in enumerate(styles)}
    named = {tag: [place[s] for s in styles_of([word]) if s in place] for tag, word in tags.items()}
    artists, artist = np.unique(tagging.artist, return_inverse=True)
    counts = np.zeros((len(artists), len(styles)))
    for row, tag in zip(artist.tolist(), tagging.tag.tolist(), strict=True):
        for column in named.get(tag, ()):
            counts[row, column] += 1.0
    total = counts.sum(axis=1, keepdims=True)
    share = np.sqrt(counts / np.maximum(total, 1.0)) * np.minimum(total, MOST_TAGS) ** 0.25
    together = share.T @ share
    size = np.sqrt(np.diag(together))
    # The root spreads the many small numbers out: nearest styles stand at 0.4 to 0.6.
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Matrix = np.sqrt(together / np.outer(size, size))
    return found


def relations_in_sound(embeddings: Matrix, labels: Sequence[str], styles: Sequence[str]) -> Matrix:
    """(S, S) -1..1 how alike *styles* sound; NaN for those with too few clips.

    :param embeddings: (clips, D) rows of length 1.
    :param labels: the style of each clip.
    """
    found = np.full((len(styles), len(styles)), np.nan)
    enough = [s for s in styles if sum(label == s for label in labels) >= LEAST_CLIPS]
    if len(enough) < 2:
        return found
    means = np.stack([embeddings[[label == s for label in labels]].mean(axis=0) for s in enough])
    means -= means.mean(axis=0)
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    places = [styles.index(s) for s in enough]
    found[np.ix_(places, places)] = means @ means.T
    return found


def joined(words: Matrix, sound: Matrix) -> Matrix:
    """(S, S) 0..1 both together; what words do not know is 0, what sound does not know is as words
    say.

    Cosines of sounds stand around 0, relations in words above it. So that a style without clips
    is no nearer to all for that, the cosines are brought to the mean and spread of the words.
    """
    pairs = ~np.isnan(words) & ~np.isnan(sound) & ~np.eye(len(words), dtype=np.bool_)
    found = words.copy()
    if pairs.any() and sound[pairs].std() > 0.0:
        here = (sound[pairs] - sound[pairs].mean()) / sound[pairs].std()
        as_words = words[pairs].mean() + words[pairs].std() * here
        found[pairs] = WORDS_SHARE * words[pairs] + (1.0 - WORDS_SHARE) * as_words
    found = np.clip(np.nan_to_num(found, nan=0.0), 0.0, 1.0)
    return np.where(found < LEAST, 0.0, found)


def hear(
    clips: Sequence[Clip], models_dir: Path, progress: Callable[[int, int], None]
) -> tuple[Matrix, list[str]]:
    """(n, D) what the shipped network hears in those of *clips* that have a style, and the styles.

    Left out are clips that cannot be decoded, and those of corpora of broad genres (the ones with
    felt emotions), as everywhere where styles are judged.
    """
    network = AudioNetwork.load(models_dir, "cpu")
    labelled = [clip for clip in clips if clip.style is not None and clip.emotions is None]
    rows, styles = [], []
    for number, clip in enumerate(labelled):
        try:
            _, heard = analyse(
                str(clip.path), track_id=0, audio_key="", depth="quick", network=network
            )
        except FileUnreadableError:
            continue
        rows.append(heard.embedding.astype(np.float64))
        styles.append(str(clip.style))
        progress(number + 1, len(labelled))
    return np.array(rows).reshape(len(rows), -1), styles


def write_graph(relations: Matrix, styles: Sequence[str], out: Path) -> StyleGraph:
    """Write the card of *relations* (S, S) between *styles* into *out* and return the graph."""
    related = {
        one: {
            other: round(float(relations[row, column]), 3)
            for column, other in enumerate(styles[:row])
            if relations[row, column] > 0.0
        }
        for row, one in enumerate(styles)
    }
    digest = hashlib.sha256(json.dumps(related, sort_keys=True).encode()).hexdigest()
    document = {
        "format": STYLE_GRAPH_FORMAT,
        "version": digest[:12],
        "summary": "How near styles are: 0 nothing in common ... 1 the same. Each pair once.",
        "related": {one: others for one, others in related.items() if others},
        "sources": [dict(source) for source in SOURCES],
    }
    out.mkdir(parents=True, exist_ok=True)
    text = json.dumps(document, indent=1, ensure_ascii=False)
    (out / STYLE_GRAPH_FILE).write_text(text + "\n", encoding="utf-8")
    return StyleGraph.from_document(document)
