"""``moodlark evaluate feelings``: are typed sentences understood as their writers allow?

Command line only. Each sentence comes with what may be made of it; one is right when all of that
holds. Who writes sentences and who writes the lexicon should not be the same person.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from player.jobs.feeling import Understood, understand
from player.tagging.lyric_emotion import LyricNetwork
from player.training.lyric_songs import read_rows
from player.training.metrics import share_interval
from player.wording import translate

_CHECKED = ("moods", "styles", "not_moods", "not_styles", "felt", "energy")
"""What a sentence may say of what is to come of it."""
_SIGNS = {
    "down": lambda energy: energy < 0,
    "up": lambda energy: energy > 0,
    "not up": lambda energy: energy <= 0,
    "not down": lambda energy: energy >= 0,
}


def faults(said: Mapping[str, Any], found: Understood) -> list[str]:
    """What of *found* is not as *said* allows: names of fields, and ``found`` where nothing was
    understood.

    ``moods``: those that may be asked for, one at least; ``styles``, ``not_moods``, ``not_styles``:
    those that must be; ``felt``: one of these moods was told; ``energy``: ``down``, ``up``, ``not
    up`` or ``not down``.
    """
    target = found.target
    right = {
        "found": found.found,
        "moods": "moods" not in said
        or (bool(target.moods) and set(target.moods) <= set(said["moods"])),
        "styles": set(said.get("styles", ())) <= target.styles,
        "not_moods": set(said.get("not_moods", ())) <= set(target.not_moods),
        "not_styles": set(said.get("not_styles", ())) <= target.not_styles,
        "felt": "felt" not in said or any(state.mood in said["felt"] for state in found.felt),
        "energy": "energy" not in said or _SIGNS[said["energy"]](target.energy),
    }
    return [name for name, holds in right.items() if not holds]


def run(file: Path, *, models_dir: Path) -> dict[str, Any]:
    """Understand the sentences of *file* and compare with what they allow.

    :param file: one JSON object a line: ``text``, and any of what :func:`faults` names; a sentence
        without any is understood and not judged. Gzip or not.
    :returns: the JSON document of docs/COMMANDS.md.
    :raises UsageError: the file cannot be read so.
    :raises NetworkFileError: the network of lyrics cannot be loaded.
    """
    network = LyricNetwork.load(models_dir)
    rows = [_row(said, understand(said["text"], network)) for said in read_rows(file)]
    judged = [row for row in rows if row["wrong"] is not None]
    right = sum(not row["wrong"] for row in judged)
    return {
        "n": len(rows),
        "judged": len(judged),
        "right": right,
        "accuracy": right / len(judged) if judged else None,
        "ci95": list(share_interval(right, len(judged))) if judged else None,
        "sentences": rows,
    }


def _row(said: Mapping[str, Any], found: Understood) -> dict[str, Any]:
    target = found.target
    known = all(said.get("energy", sign) in _SIGNS for sign in _SIGNS)
    judged = known and any(name in said for name in _CHECKED)
    return {
        "text": said["text"],
        "moods": list(target.moods),
        "styles": sorted(target.styles),
        "not_moods": list(target.not_moods),
        "not_styles": sorted(target.not_styles),
        "energy": target.energy,
        "adventurous": target.adventurous,
        "smooth": target.smooth,
        "felt": [state.mood for state in found.felt],
        "confident": found.confident,
        "parts": [str(part) for part in found.parts],
        "notes": [str(note) for note in found.notes],
        "unknown": list(found.unknown),
        "wrong": faults(said, found) if judged else None,
    }


def table(result: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The figures, for a person."""
    rows = [(translate("Command", "Sentences"), f"{result['n']:,}")]
    if result["judged"]:
        low, high = result["ci95"]
        share = f"{result['right']:,} / {result['judged']:,} = {result['accuracy']:.3f}"
        said = f"{share} ({low:.3f} - {high:.3f})"
        rows.append((translate("Command", "Understood as allowed"), said))
    return rows
