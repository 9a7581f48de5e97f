"""``moodlark evaluate lyrics``: how well the words of songs are read, with intervals.

Command line only. Accuracy counts every labelled song in a supported language, decided without
abstaining, however short it is; ``coverage`` is the share a listener would be told of and
``accuracy_when_given`` the accuracy among those. The rules are in docs/LYRICS.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from player.errors import UsageError
from player.tagging.lyric_emotion import LyricNetwork
from player.tagging.lyric_text import Lyrics, read_lyrics
from player.training.lyric_figures import Judged, lyric_figures
from player.training.lyric_linear import LinearLearner
from player.training.lyric_songs import LABELS, Song, fingerprint, load_corpora, read_rows
from player.training.lyrics import judge_unseen
from player.wording import sentence, translate

Progress = Callable[[int, int], None]

_SYNONYMS = {"calm": "relaxed", "q1": "happy", "q2": "angry", "q3": "sad", "q4": "relaxed"}


def run(
    file: Path,
    *,
    models_dir: Path,
    progress: Progress = lambda _done, _total: None,
) -> dict[str, Any]:
    """Let the shipped network read the songs of *file* and compare with their labels.

    :param file: one JSON object a line with ``text``, ``label4`` and, if known, ``lang``,
        ``artist``, ``id``; gzip or not.
    :returns: the JSON document of docs/LYRICS.md.
    :raises UsageError: the file cannot be read so, or has no labelled song that can be judged.
    :raises NetworkFileError: the network cannot be loaded.
    """
    network = LyricNetwork.load(models_dir)
    songs, failed = _labelled(file, set(network.card.languages))
    if not songs:
        raise UsageError(
            sentence("Command", "There are no labelled lyrics in {folder}.", folder=str(file))
        )
    shares = []
    for done, song in enumerate(songs, 1):
        shares.append(network.judge(song.lyrics, song.language).quadrants)
        progress(done, len(songs))
    seen = set(network.card.songs)
    return {
        **_document(songs, _judged(songs, np.array(shares))),
        "weights": "shipped",
        "version": network.version,
        "seen_in_training": sum(fingerprint(song.lyrics) in seen for song in songs),
        "failed": failed,
    }


def run_folds(
    folder: Path, folds: Path, *, progress: Progress = lambda _done, _total: None
) -> dict[str, Any]:
    """Train the shipped architecture without each fold and judge the fold.

    :param folder: the folder of lyrics of the training.
    :param folds: columns set, id, group, fold.
    :returns: as :func:`run`.
    :raises UsageError: the folder or the folds cannot be used.
    """
    corpora = load_corpora(folder, folds)
    learners = {
        language: LinearLearner(language, corpora.outside.get(language, ()))
        for language in sorted(corpora.songs)
    }
    unseen = judge_unseen(learners, corpora, progress)
    songs = [song for language in unseen for song in corpora.songs[language]]
    parts = [part.judged for part in unseen.values()]
    judged = Judged(
        np.concatenate([part.shares for part in parts]),
        np.concatenate([part.truth for part in parts]),
        tuple(group for part in parts for group in part.groups),
        np.concatenate([part.given for part in parts]),
    )
    return {
        **_document(songs, judged),
        "weights": "retrained per fold",
        "version": None,
        "seen_in_training": 0,
        "failed": [],
    }


def table(result: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The document as rows of (what, figure) to print."""
    rows = [
        (translate("Command", "Songs"), str(result["n"])),
        (translate("Command", "Accuracy"), _with_interval(result)),
    ]
    for language, part in result["languages"].items():
        rows.append((f"  {language}", f"{_with_interval(part)}  n={part['n']}"))
    rows.append((translate("Command", "Mean F1"), f"{result['macro_f1']:.3f}"))
    rows += [
        (f"  {label}", f"{part['recall']:.3f}  n={part['n']}")
        for label, part in result["per_label"].items()
    ]
    rows.append((translate("Command", "Given a verdict"), f"{result['coverage']:.0%}"))
    if result["accuracy_when_given"] is not None:
        rows.append(
            (translate("Command", "Accuracy of those"), f"{result['accuracy_when_given']:.3f}")
        )
    band = translate(
        "Command", "honest guesser up to {value}", value=f"{result['calibration']['band95']:.3f}"
    )
    rows.append(
        (translate("Command", "Calibration error"), f"{result['calibration']['ece']:.3f}  ({band})")
    )
    rows.append((translate("Command", "Songs of the training"), str(result["seen_in_training"])))
    return rows


def _with_interval(figures: Mapping[str, Any]) -> str:
    low, high = figures["ci95"]
    return f"{figures['accuracy']:.3f}  ({low:.3f} – {high:.3f})"


def _labelled(file: Path, languages: set[str]) -> tuple[list[Song], list[dict[str, str]]]:
    """The songs that can be judged, and why the others cannot; unlabelled rows are no songs."""
    songs, failed = [], []
    for number, row in enumerate(read_rows(file), 1):
        label = str(row.get("label4") or "").strip().lower()
        label = _SYNONYMS.get(label, label)
        if not label:
            continue
        lyrics = read_lyrics(row["text"])
        language = _language(row, lyrics, languages)
        name = str(row.get("id") or number)
        if language is None:
            failed.append({"song": name, "failure": translate("Command", "another language")})
        elif label not in LABELS:
            failed.append(
                {
                    "song": name,
                    "failure": translate("Command", "unknown label “{label}”", label=label),
                }
            )
        else:
            songs.append(
                Song(
                    corpus=file.name,
                    id=name,
                    language=language,
                    label=LABELS.index(label),
                    native=label,
                    lyrics=lyrics,
                    group=str(row.get("artist") or row.get("group") or name),
                )
            )
    return songs, failed


def _language(row: Mapping[str, Any], lyrics: Lyrics, languages: set[str]) -> str | None:
    """As the file says, or as the words look where it says nothing; ``None`` is not supported."""
    written = str(row.get("lang") or "").lower().replace("_", "-").split("-")[0]
    language = written or lyrics.language
    return language if language in languages else None


def _judged(songs: list[Song], shares: np.typing.NDArray[np.float64]) -> Judged:
    return Judged(
        shares,
        np.array([song.label for song in songs], np.int64),
        tuple(song.group for song in songs),
        np.array([song.lyrics.readable for song in songs], np.bool_),
    )


def _document(songs: list[Song], judged: Judged) -> dict[str, Any]:
    languages = {}
    of = np.array([song.language for song in songs])
    for language in sorted(set(of.tolist())):
        these = np.flatnonzero(of == language)
        languages[language] = lyric_figures(
            Judged(
                judged.shares[these],
                judged.truth[these],
                tuple(judged.groups[i] for i in these),
                judged.given[these],
            )
        )
    return {**lyric_figures(judged), "languages": languages}
