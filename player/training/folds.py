"""Groups of clips that belong on one side of every split, and the folds made of them.

Command line only, pure Python. Folds depend on the seed and the clips, never on the order of a
table or of a hash. Must not read files.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

FOLDS = 10
"""Folds where the data has none of its own and groups enough."""

Item = TypeVar("Item", bound=Hashable)


def make_folds(
    groups: Sequence[str],
    strata: Sequence[str],
    *,
    fixed: Mapping[str, int],
    seed: int = 0,
) -> dict[str, int]:
    """A fold for every group, so that each fold has about the same share of every stratum.

    Largest groups first, each goes where its strata are rarest so far, as in scikit-learn's
    ``StratifiedGroupKFold`` (which depends on the order of the rows, and leaves folds empty).

    :param groups: group of each clip.
    :param strata: what to balance, of each clip: its style.
    :param fixed: groups whose fold is known already; no more folds than theirs are made.
    :returns: group -> 0, 1...: :data:`FOLDS` of them, or as many as there are groups.
    """
    held: dict[str, Counter[str]] = defaultdict(Counter)
    for group, stratum in zip(groups, strata, strict=True):
        held[group][stratum] += 1
    folds = {group: fixed[group] for group in held if group in fixed}
    count = max(fixed.values()) + 1 if fixed else min(FOLDS, len(held))
    loads = [Counter[str]() for _ in range(count)]
    for group, fold in folds.items():
        loads[fold].update(held[group])
    total = Counter(strata)
    for group in sorted(
        held.keys() - folds.keys(), key=lambda g: (-held[g].total(), _draw(g, seed))
    ):
        folds[group] = min(
            range(count), key=lambda fold: (_crowding(loads[fold], held[group], total), fold)
        )
        loads[folds[group]].update(held[group])
    return folds


def _crowding(load: Counter[str], group: Counter[str], total: Counter[str]) -> float:
    """How much of what *group* brings is in the fold already: strata first, then mere clips."""
    same = sum(load[name] * n / total[name] for name, n in group.items())
    return same + load.total() * group.total() / total.total()


def _draw(group: str, seed: int) -> bytes:
    return hashlib.blake2b(f"{seed} {group}".encode(), digest_size=8).digest()


def joined(pairs: Iterable[tuple[Item, Item]]) -> dict[Item, frozenset[Item]]:
    """Everything that *pairs* mention -> all that hangs together with it, itself included."""
    sets: dict[Item, set[Item]] = {}
    for a, b in pairs:
        one, other = sets.setdefault(a, {a}), sets.setdefault(b, {b})
        if one is not other:
            small, large = sorted((one, other), key=len)
            large |= small
            for item in small:
                sets[item] = large
    return {item: frozenset(together) for item, together in sets.items()}


def kinds_of(corpora: Sequence[str], groups: Sequence[str]) -> dict[str, str]:
    """Corpus -> its kind: corpora that share a group are of one kind and share their folds.

    :param corpora: corpus of each clip.
    :param groups: group of each clip.
    """
    homes: dict[str, str] = {}
    pairs = [
        (corpus, homes.setdefault(group, corpus))
        for corpus, group in zip(corpora, groups, strict=True)
    ]
    return {corpus: "+".join(sorted(together)) for corpus, together in joined(pairs).items()}
