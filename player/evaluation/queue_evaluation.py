"""``moodlark evaluate queue``: does the queue have the mood, and do journeys keep to their way?

Command line only. The rules are in docs/EVALUATION.md. It fits nothing to the labels.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from player.errors import UsageError
from player.evaluation.guesses import Progress, fold_guesses
from player.evaluation.journeys import OURS, journey_errors
from player.evaluation.manifest import read_manifest
from player.evaluation.mood_precision import QUEUED, mood_precision
from player.evaluation.queue_library import label_places, labelled_library, shipped_embedding
from player.training.ears import EARS_FOLDER
from player.wording import sentence, translate


def run(
    manifest: Path,
    folds: Path,
    *,
    models_dir: Path,
    cache: Path | None = None,
    workers: int = 1,
    progress: Progress = lambda _done, _total: None,
) -> dict[str, Any]:
    """Judge queues and journeys over the clips of *manifest* that have a place by their label.

    :param folds: columns file, group, fold: tags come from heads that never met the clip's fold.
    :param cache: a file that keeps what was heard.
    :returns: the JSON document of docs/EVALUATION.md.
    :raises UsageError: the files cannot be used, or too few clips have a place.
    """
    labels = read_manifest(manifest)
    ears = models_dir / EARS_FOLDER
    guesses = fold_guesses(
        labels, manifest.parent, folds, ears, cache=cache, workers=workers, progress=progress
    )
    embedding = shipped_embedding(
        labels, manifest.parent, folds, ears, cache=cache, workers=workers
    )
    library = labelled_library(labels, guesses, embedding)
    if len(library) <= QUEUED:
        raise UsageError(
            sentence("Command", "Too few clips have both valence and arousal: {count}.",
                     count=len(library))
        )  # fmt: skip
    places = label_places(library, labels)
    return {
        "clips": len(labels),
        "tracks": len(library),
        "queued": QUEUED,
        "precision": mood_precision(library, places),
        "journeys": journey_errors(library, places),
    }


def table(result: dict[str, Any]) -> list[tuple[str, str]]:
    """The document as rows of (what, figure) to print."""
    rows = [(translate("Command", "Clips with a place"), str(result["tracks"]))]
    names = {
        "mood": translate("Command", "Of a mood: the nearest mood"),
        "mood_quadrant": translate("Command", "Of a mood: its quadrant"),
        "quadrant": translate("Command", "Of a quadrant: that quadrant"),
    }
    for key, name in names.items():
        figures = result["precision"][key]
        by_chance = translate("Command", "by chance {share}", share=f"{figures['chance']:.2f}")
        shown = f"{figures['precision']:.2f}  {_range(figures['ci95'])}  {by_chance}"
        rows.append((name, shown))
    for by, name in (
        ("tags", translate("Command", "by the tags")),
        ("labels", translate("Command", "by the labels")),
    ):
        rows += [
            (f"{_way_name(way)}, {name}", _errors(figures))
            for way, figures in result["journeys"][by].items()
        ]
    return rows


def _way_name(way: str) -> str:
    return {
        OURS: translate("Command", "Journeys"),
        "greedy_score": translate("Command", "greedy by the score"),
        "nearest_on_plane": translate("Command", "nearest to each waypoint on the plane"),
        "nearest_in_sound": translate("Command", "nearest to each waypoint in sound"),
        "steps_in_sound": translate("Command", "nearest step in sound"),
        "steps_on_plane": translate("Command", "nearest step on the plane"),
        "random": translate("Command", "random order"),
    }[way]


def _errors(figures: dict[str, Any]) -> str:
    off, step = figures["off"], figures["step"]
    shown = [
        translate("Command", "off the way {distance}", distance=_with_ratio(off)),
        translate("Command", "largest step {distance}", distance=_with_ratio(step)),
    ]
    return "  ".join(shown)


def _with_ratio(figure: dict[str, Any]) -> str:
    shown = f"{figure['mean']:.3f} {_range(figure['ci95'])}"
    if "ratio" in figure:
        ratio = f"{figure['ratio']:.0%} {_range(figure['ratio_ci95'])}"
        shown += f" [{translate('Command', 'ours {ratio}', ratio=ratio)}]"
    return shown


def _range(ends: list[float]) -> str:
    return f"({ends[0]:.2f} – {ends[1]:.2f})"
