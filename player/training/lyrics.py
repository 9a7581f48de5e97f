"""``moodlark train lyrics``: from the folder of lyrics to the network in ``models/``, on one page.

Command line only. Three ways of learning are judged by the same five folds: the kernel machine
(``linear``, which ships), an LSTM and a transformer. The figures in a card come from weights that
never saw the song's fold; the weights that are written learned from all songs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from player.training.lyric_export import write_lyric_network
from player.training.lyric_figures import (
    FloatArray,
    Judged,
    fit_temperature,
    lyric_figures,
    valence_sd,
)
from player.training.lyric_linear import LinearLearner
from player.training.lyric_report import write_lyric_report
from player.training.lyric_songs import Corpora, fingerprint, labels_of, load_corpora
from player.training.lyric_sources import FIGURES_MADE, SOURCES, SUMMARY
from player.training.lyric_unseen import Learner, judged_unseen, out_of_fold

ARCHITECTURES = ("linear", "lstm", "transformer")

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class LyricTraining:
    """What a training run made."""

    network: str
    """Id of the network."""
    version: str
    """Its version."""
    figures: Mapping[str, Any]
    """By language, on songs it never saw."""
    left_out: Mapping[str, int]
    """By corpus: texts that were near copies of judged songs."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to train."""

    architecture: str = "linear"
    """One of :data:`ARCHITECTURES`."""
    backbone: Path | None = None
    """Folder of a pretrained transformer; ``None`` starts a small one from scratch."""
    seed: int = 0
    """Of everything random (nothing is in ``linear``)."""
    device: str = "auto"
    """``auto``, ``cpu``, ``cuda`` or ``mps``."""
    report: Path | None = None
    """Folder for the written report."""


def run(
    folder: Path,
    out: Path,
    options: Options = Options(),
    *,
    progress: Progress = lambda _done, _total: None,
) -> LyricTraining:
    """Train on the lyrics in *folder* and write the network into *out*.

    :param progress: told (steps done, steps in all), one language after the other.
    :raises UsageError: *folder* is not laid out as docs/LYRICS.md says.
    :raises TaggingError: there is no such device.
    """
    corpora = load_corpora(folder)
    learners = {
        language: _learner(language, corpora, out, options) for language in sorted(corpora.songs)
    }
    unseen = judge_unseen(learners, corpora, progress)
    figures = {language: lyric_figures(part.judged) for language, part in unseen.items()}
    if options.architecture == "linear":
        network, version = _write_linear(learners, corpora, unseen, figures, out)
    else:
        network, version = _write_epochs(learners, corpora, figures, out, options)
    if options.report is not None:
        write_lyric_report(
            options.report,
            title=f"{network} {version}",
            made={"seed": options.seed, "device": options.device, "folds": 5},
            judged={language: part.judged for language, part in unseen.items()},
            figures=figures,
            losses={
                f"{language} {name}": loss
                for language, learner in learners.items()
                for name, loss in getattr(learner, "losses", {}).items()
            },
        )
    return LyricTraining(network, version, figures, corpora.left_out)


@dataclass(frozen=True, slots=True)
class Unseen:
    """One language's songs, judged by what never saw them."""

    scores: FloatArray
    """(n, 4) before calibration."""
    judged: Judged
    """The same, calibrated."""


def judge_unseen(
    learners: Mapping[str, Learner],
    corpora: Corpora,
    progress: Progress = lambda _done, _total: None,
) -> dict[str, Unseen]:
    """Every song by the folds it is not in, by language."""
    result = {}
    for language, learner in learners.items():
        songs = corpora.songs[language]
        scores = out_of_fold(learner, songs, progress=progress)
        result[language] = Unseen(scores, judged_unseen(songs, scores))
    return result


def _learner(language: str, corpora: Corpora, out: Path, options: Options) -> Learner:
    outside = corpora.outside.get(language, ())
    if options.architecture == "linear":
        return LinearLearner(language, outside)
    from player.training.lyric_epochs import EpochLearner  # torch only where it is needed

    return EpochLearner(
        language,
        outside,
        architecture=options.architecture,
        backbone=options.backbone,
        seed=options.seed,
        device=options.device,
        checkpoints=out / f"lyrics-{options.architecture}-checkpoints",
    )


def _write_linear(
    learners: Mapping[str, Learner],
    corpora: Corpora,
    unseen: Mapping[str, Unseen],
    figures: Mapping[str, Any],
    out: Path,
) -> tuple[str, str]:
    parts = {}
    for language, learner in learners.items():
        assert isinstance(learner, LinearLearner)
        songs = corpora.songs[language]
        part = learner.card(
            temperature=fit_temperature(unseen[language].scores, labels_of(songs)),
            valence_sd=valence_sd(unseen[language].judged.shares, labels_of(songs)),
        )
        parts[language] = learner.fit(songs), part
    texts = [
        text for group in (*corpora.songs.values(), *corpora.outside.values()) for text in group
    ]
    counts = Counter(text.corpus for text in texts)
    card = write_lyric_network(
        out,
        parts,
        summary=SUMMARY,
        figures={"how": FIGURES_MADE, **figures},
        sources=[
            {**source, "texts": counts[source["corpus"]]}
            for source in SOURCES
            if source["corpus"] in counts or not source["corpus"]
        ],
        songs=[fingerprint(text.lyrics) for text in texts if text.id],
    )
    return card.id, card.version


def _write_epochs(
    learners: Mapping[str, Learner],
    corpora: Corpora,
    figures: Mapping[str, Any],
    out: Path,
    options: Options,
) -> tuple[str, str]:
    from player.training.lyric_epochs import EpochLearner, write_epoch_network

    made = {}
    for language, learner in learners.items():
        assert isinstance(learner, EpochLearner)
        learner.learn(corpora.songs[language], "final")
        made[language] = learner
    return write_epoch_network(out, options.architecture, made, figures)
