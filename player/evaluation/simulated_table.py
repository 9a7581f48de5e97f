"""Figures of simulated listeners as tables for a person, each headed *simulated*.

Pure Python, command line only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from player.evaluation.listening_table_text import Table, shown, system_name
from player.wording import translate, translate_count


def tables(result: Mapping[str, Any]) -> Iterator[Table]:
    """Satisfaction and regret, the learning curve, and the replay of own choices."""
    listeners = translate_count(
        "Evaluation", "{count} made-up listener", "{count} made-up listeners", result["listeners"]
    )
    days = translate_count("Evaluation", "{count} day", "{count} days", result["days"])
    systems = result["systems"]
    yield (
        translate(
            "Evaluation",
            "SIMULATED: {listeners}, {days}, no real person (95 % intervals in brackets)",
            listeners=listeners,
            days=days,
        ),
        [
            (
                "",
                translate("Evaluation", "satisfaction"),
                translate("Evaluation", "heard out"),
                translate("Evaluation", "regret"),
            ),
            *(
                [system_name(name), *(shown(figures[key]) for key in _COLUMNS)]
                for name, figures in systems.items()
            ),
        ],
    )
    weeks = range(1, 1 + len(next(iter(systems.values()))["weeks"]))
    yield (
        translate("Evaluation", "SIMULATED: satisfaction by week"),
        [
            ("", *(str(week) for week in weeks)),
            *(
                [system_name(name), *(_short(week) for week in figures["weeks"])]
                for name, figures in systems.items()
            ),
        ],
    )
    if result["replay"]:
        yield from _replay(result["replay"])


_COLUMNS = ("satisfaction", "heard_out", "regret")


def _replay(replay: Mapping[str, Any]) -> Iterator[Table]:
    yield (
        translate("Evaluation", "SIMULATED: the listeners' own choices replayed"),
        [
            ("", translate("Evaluation", "hit rate@20"), "MRR", "NDCG@10", "skip AUC"),
            *(
                [system_name(name), *(shown(figure) for figure in figures.values())]
                for name, figures in replay["systems"].items()
            ),
        ],
    )
    yield (
        translate("Evaluation", "SIMULATED: what Moodlark loses without a term"),
        [
            ("", translate("Evaluation", "hit rate@20"), "MRR", "NDCG@10"),
            *(
                [term, *(shown(figure, signed=True) for figure in figures.values())]
                for term, figures in replay["ablation"].items()
            ),
        ],
    )
    yield _own_weights(replay)


def _own_weights(replay: Mapping[str, Any]) -> Table:
    names = {
        "default": translate("Evaluation", "default weights"),
        "own": translate("Evaluation", "own weights"),
        "gained": translate("Evaluation", "gained"),
        "own_and_knob": translate("Evaluation", "own weights and own knob"),
    }
    return (
        translate("Evaluation", "SIMULATED: own weights, on plays they were not fitted on"),
        [
            ("", translate("Evaluation", "hit rate@20"), "MRR", "NDCG@10"),
            *(
                [
                    names[row],
                    *(shown(figure, signed=row == "gained") for figure in figures.values()),
                ]
                for row, figures in replay["fitted"].items()
            ),
        ],
    )


def _short(figure: Mapping[str, Any] | None) -> str:
    return "-" if figure is None else f"{figure['value']:.2f}"
