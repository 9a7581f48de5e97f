"""The figures of ``moodlark evaluate audio`` as rows to print. Command line only; computes none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from player.evaluation import baselines
from player.wording import translate


def table(result: dict[str, Any]) -> list[tuple[str, str]]:
    """The document as rows of (what, figure) to print."""
    rows = [(translate("Command", "Clips"), str(result["n"]))]
    for key, name in _names().items():
        figures = result[key]
        if figures is not None:
            value = next(figures[what] for what in ("mean_r", "accuracy", "r") if what in figures)
            rows.append((name, f"{value:.3f}  {_range(figures['ci95'])}  n={figures['n']}"))
    rows += _doubt_rows(result)
    rows += _robust_rows(result.get("robust"))
    rows += _comparison_rows(result.get("comparison"))
    rows.append((translate("Command", "Clips of the training"), str(result["seen_in_training"])))
    if result["tracks_per_s"] is not None:
        rows.append((translate("Command", "Tracks per second"), f"{result['tracks_per_s']:.1f}"))
    return rows


def _names() -> dict[str, str]:
    return {
        "valence": translate("Command", "Valence r"),
        "arousal": translate("Command", "Arousal r"),
        "quadrant": translate("Command", "Quadrant accuracy"),
        "style": translate("Command", "Style accuracy"),
        "emotion": translate("Command", "Felt emotions, mean r"),
    }


def _doubt_rows(result: dict[str, Any]) -> list[tuple[str, str]]:
    """How honest the doubt is, and what is kept back because of it."""
    rows = []
    for key, name in (
        ("valence", translate("Command", "Valence in its 80 % interval")),
        ("arousal", translate("Command", "Arousal in its 80 % interval")),
    ):
        if (figures := result[key]) is not None:
            shown = _range(figures["covered_by_80_ci95"])
            rows.append((name, f"{figures['covered_by_80']:.3f}  {shown}"))
    for key, name in (
        ("quadrant", translate("Command", "Quadrant calibration error")),
        ("style", translate("Command", "Style calibration error")),
    ):
        if (figures := result["calibration"][key]) is not None:
            band = translate(
                "Command", "honest guesser up to {value}", value=f"{figures['band95']:.3f}"
            )
            rows.append((name, f"{figures['ece']:.3f}  ({band})"))
    coverage = result["coverage"]
    rows.append((translate("Command", "Given a mood"), f"{coverage['mood_share']:.0%}"))
    rows.append((translate("Command", "Given a style"), f"{coverage['style_share']:.0%}"))
    for key, name in (
        ("quadrant", translate("Command", "Quadrant accuracy of the surest")),
        ("style", translate("Command", "Style accuracy of the surest")),
    ):
        if points := coverage[key]:
            shown = "  ".join(f"{p['coverage']:.0%} {p['accuracy']:.3f}" for p in points)
            rows.append((name, shown))
    return rows


def _robust_rows(robust: dict[str, Any] | None) -> list[tuple[str, str]]:
    """One row per degradation and figure: how far it moved."""
    if robust is None:
        return []
    names = _names()
    conditions = {
        "level_-12db": translate("Command", "12 dB quieter"),
        "mp3_64k": translate("Command", "MP3 at 64 kb/s"),
        "opus_24k": translate("Command", "Opus at 24 kb/s"),
        "lowpass_4khz": translate("Command", "nothing above 4 kHz"),
    }
    return [
        (
            f"{conditions[condition]}: {names[key]}",
            f"{figure['change']:+.3f}  {_range(figure['ci95'], signed=True)}",
        )
        for condition, found in robust["conditions"].items()
        for key, figure in found["figures"].items()
    ]


def _comparison_rows(comparison: dict[str, Any] | None) -> list[tuple[str, str]]:
    """One row per figure and way of hearing: its figure, and how far ours is above it."""
    if comparison is None:
        return []
    names = _names()
    heard_by = {
        baselines.MEAN: translate("Command", "the mean, the commonest style"),
        baselines.LIBROSA: translate("Command", "librosa features"),
        baselines.YAMNET: translate("Command", "YAMNet (teacher)"),
        baselines.TEACHERS: translate("Command", "all teachers"),
        baselines.TEACHERS_AND_LIBROSA: translate("Command", "all teachers and librosa features"),
        baselines.OURS: baselines.OURS,
    }
    return [
        (f"{names[key]}: {heard_by[row['name']]}", _beside(row, key))
        for key in names
        for row in comparison["rows"]
        if row["figures"][key] is not None
    ]


def _beside(row: dict[str, Any], key: str) -> str:
    figure, above = row["figures"][key], row["ours_minus"] and row["ours_minus"][key]
    shown = f"{figure['value']:.3f}  {_range(figure['ci95'])}"
    if above is None:
        return shown
    difference = f"{above['value']:+.3f} {_range(above['ci95'], signed=True)}"
    return f"{shown}  {translate('Command', 'ours {difference}', difference=difference)}"


def _range(ends: Sequence[float], *, signed: bool = False) -> str:
    low, high = (f"{end:+.3f}" if signed else f"{end:.3f}" for end in ends)
    return f"({low} – {high})"
