"""The figures of a replay and of simulated listeners as lines and tables for a person.

Pure Python, command line only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from player.wording import translate, translate_count

Table = tuple[str, list[Sequence[str]]]
"""Heading and rows, the first of which names the columns."""
_NONE = "-"


def system_name(system: str) -> str:
    """What a way of guessing is called."""
    names = {
        "random": translate("Evaluation", "random"),
        "popular": translate("Evaluation", "most played"),
        "popular_recent": translate("Evaluation", "most played lately"),
        "popular_by_hour": translate("Evaluation", "most played at this hour"),
        "alike_weeks": translate("Evaluation", "earlier weeks like this one"),
        "item_knn": translate("Evaluation", "played beside these (item-kNN)"),
        "content": translate("Evaluation", "sounds alike (content only)"),
        "moodlark": translate("Evaluation", "Moodlark"),
        "moodlark_familiar": translate("Evaluation", "Moodlark, only what is familiar"),
        "moodlark_unruled": translate("Evaluation", "Moodlark without its rules"),
    }
    return names.get(system, system)


def about(result: Mapping[str, Any]) -> Iterator[str]:
    """What was replayed, and how much of it was judged."""
    log, ranked = result["log"], result["ranked"]
    if result["simulated"]:
        yield translate("Evaluation", "SIMULATED: by the log's own word no real person listened")
    plays = translate_count("Evaluation", "{count} play", "{count} plays", log["plays"])
    tracks = translate_count("Evaluation", "{count} track", "{count} tracks", log["tracks"])
    days = translate_count("Evaluation", "{count} day", "{count} days", log["days"])
    yield translate(
        "Evaluation", "{plays} of {tracks} on {days}", plays=plays, tracks=tracks, days=days
    )
    yield translate(
        "Evaluation", "{count} of them are in the library", count=f"{log['in_library']:,}"
    )
    if log["duplicates"]:
        yield translate_count(
            "Evaluation",
            "{count} play was there twice",
            "{count} plays were there twice",
            log["duplicates"],
        )
    yield translate(
        "Evaluation",
        "judged: {plays} plays and {lists} lists among {candidates} tracks; {unknown} plays of "
        "tracks that nobody could know of before",
        plays=f"{ranked['plays']:,}",
        lists=f"{ranked['lists']:,}",
        candidates=f"{ranked['candidates']:,}",
        unknown=f"{ranked['nobody_could_know']:,}",
    )


def heard_out(result: Mapping[str, Any]) -> Iterator[str]:
    """How much of what queues really brought was heard out, where the log tells."""
    found = result["heard_out"]
    if found is not None:
        yield translate(
            "Evaluation",
            "heard out of what queues brought: {brought}, of what was asked for: {chosen}",
            brought=shown(found["by_queues"]),
            chosen=shown(found["asked_for"]),
        )


def tables(result: Mapping[str, Any]) -> Iterator[Table]:
    """The next track, the lists, what each term is worth, and own weights where there are any."""
    systems = result["systems"]
    yield (
        translate("Evaluation", "The next track (95 % intervals in brackets)"),
        [
            ("", translate("Evaluation", "hit rate@20"), "MRR", "NDCG@10", "skip AUC"),
            *(_row(system_name(name), figures, _NEXT) for name, figures in systems.items()),
        ],
    )
    yield (
        translate("Evaluation", "Lists for the rest of a session"),
        [
            (
                "",
                translate("Evaluation", "coverage"),
                translate("Evaluation", "artists per list"),
                translate("Evaluation", "artists too near"),
                translate("Evaluation", "distance"),
                translate("Evaluation", "heard out"),
                translate("Evaluation", "others heard out"),
            ),
            *(
                _row(system_name(name), figures | _satisfied(figures), _LISTS)
                for name, figures in systems.items()
                if "coverage" in figures
            ),
        ],
    )
    if result["ablation"]:
        yield (
            translate("Evaluation", "What Moodlark loses without a term"),
            [
                ("", translate("Evaluation", "hit rate@20"), "MRR", "NDCG@10"),
                *(
                    _row(name, figures, _NEXT[:3], signed=True)
                    for name, figures in result["ablation"].items()
                ),
            ],
        )
    if result["fitted"]:
        yield from _own_weights(result)


_NEXT = ("hit_rate_20", "mrr", "ndcg_10", "skip_auc")
_LISTS = (
    *("coverage", "artists_per_list", "artist_gap_violations", "distance"),
    *("completed", "completed_of_others"),
)


def _satisfied(figures: Mapping[str, Any]) -> dict[str, Any]:
    satisfaction = figures["satisfaction"]
    return {name: satisfaction[name] for name in ("completed", "completed_of_others")}


def _own_weights(result: Mapping[str, Any]) -> Iterator[Table]:
    fitted = result["fitted"]
    if fitted["weights"] is None:
        yield (translate("Evaluation", "Own weights: too few plays to fit them"), [])
        return
    yield (
        translate_count(
            "Evaluation",
            "Own weights, on {count} play they were not fitted on",
            "Own weights, on {count} plays they were not fitted on",
            fitted["rest"],
        ),
        [
            ("", translate("Evaluation", "hit rate@20"), "MRR", "NDCG@10"),
            _row(translate("Evaluation", "default weights"), fitted["default"], _NEXT[:3]),
            _row(translate("Evaluation", "own weights"), fitted["own"], _NEXT[:3]),
            _row(translate("Evaluation", "gained"), fitted["gained"], _NEXT[:3], signed=True),
            _row(
                translate(
                    "Evaluation",
                    "own weights, familiar ... adventurous at {knob}",
                    knob=f"{fitted['adventurous']:.2f}",
                ),
                fitted["own_and_knob"],
                _NEXT[:3],
            ),
        ],
    )
    changed = [
        (name, f"{fitted['default_weights'][name]:.2f}", f"{value:.2f}")
        for name, value in fitted["weights"].items()
        if abs(value - fitted["default_weights"][name]) >= 0.005
    ]
    yield (
        translate("Evaluation", "kept from now on")
        if result["saved"]
        else translate("Evaluation", "not kept"),
        [
            ("", translate("Evaluation", "default"), translate("Evaluation", "own")),
            *changed,
        ],
    )


def _row(
    name: str, figures: Mapping[str, Any], columns: Sequence[str], *, signed: bool = False
) -> list[str]:
    return [name, *(shown(figures.get(column), signed=signed) for column in columns)]


def shown(figure: Mapping[str, Any] | None, *, signed: bool = False) -> str:
    """``0.234 (0.21 to 0.26)``; a dash for what is not known."""
    if figure is None:
        return _NONE
    sign = "+" if signed else ""
    value = f"{figure['value']:{sign}.3f}"
    if figure["ci95"] is None:
        return value
    low, high = figure["ci95"]
    return translate(
        "Evaluation",
        "{value} ({low} to {high})",
        value=value,
        low=f"{low:{sign}.3f}",
        high=f"{high:{sign}.3f}",
    )
