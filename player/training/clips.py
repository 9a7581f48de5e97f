"""The labelled clips of a data folder: what they are, their labels, their groups and folds.

Command line only. Reads the tables of the folder (layout in docs/TRAINING.md); must not decode, nor
look whether the clips are there: :mod:`player.training.cleaning` lists those that are not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from player.errors import UsageError
from player.training.folds import joined, kinds_of, make_folds
from player.training.manifest_rows import Row, read_rows
from player.wording import sentence

EMOTIONS: Mapping[str, str] = {
    "joyful": "joyful_activation",
    "calm": "calmness",
    "power": "power",
    "tender": "tenderness",
    "tension": "tension",
    "sad": "sadness",
}
"""Our names of the emotions felt by Emotify's listeners -> the columns of its manifest. Amazement,
solemnity and nostalgia are left out: their raters agree too little."""

STYLE_SPELLINGS: Mapping[str, str] = {
    "hiphop": "hip-hop",
    "hip hop": "hip-hop",
    "rap": "hip-hop",
    "electronica": "electronic",
    "electro": "electronic",
}
"""Spelling variants -> ids of the vocabulary."""

MANIFEST = "manifest.csv"
FOLDS_FILE = "folds.csv"


@dataclass(frozen=True, slots=True)
class Clip:
    """One labelled piece of audio. Labels it does not have are ``None``."""

    name: str
    """Path inside the data folder (or its ``audio/``), with forward slashes."""
    path: Path
    """Where it lies."""
    group: str
    """Recording or artist: clips of one group are never on both sides of a split."""
    fold: int
    """The fold it is tested in, among those of its kind."""
    valence: float | None = None
    """Perceived, -1..1."""
    arousal: float | None = None
    """Perceived, -1..1."""
    style: str | None = None
    """Id of the vocabulary."""
    emotions: tuple[float, ...] | None = None
    """Share of listeners who felt each of :data:`EMOTIONS`, 0..1."""
    raters: int | None = None
    """How many people its labels come from."""
    corpus: str = ""
    """The manifest it comes from; by default the first folder of its name."""
    kind: str = ""
    """Names the corpora that share groups, and so folds, with its own; by default its corpus."""

    def __post_init__(self) -> None:
        if not self.corpus:
            object.__setattr__(self, "corpus", self.name.partition("/")[0])
        if not self.kind:
            object.__setattr__(self, "kind", self.corpus)

    @property
    def labels(self) -> tuple[float | str | tuple[float, ...] | None, ...]:
        """All it is labelled with; two clips with equal labels teach the same."""
        return self.valence, self.arousal, self.style, self.emotions


def style_id(name: str) -> str:
    """The vocabulary's id of a style as manifests write it."""
    plain = name.strip().casefold()
    return STYLE_SPELLINGS.get(plain, plain)


def load_clips(folder: Path, folds_file: Path | None = None, *, seed: int = 0) -> list[Clip]:
    """All labelled clips of a data folder, in the order of the folds, then of the manifests.

    :param folder: what holds ``audio/``, or the manifests themselves.
    :param folds_file: columns file, group, fold; by default ``folds.csv`` beside the manifests.
        What it names keeps its group and fold; all others get theirs here.
    :param seed: other folds for another seed.
    :raises UsageError: the folder is not laid out as docs/TRAINING.md says, or a row of a table
        cannot be understood.
    """
    root = folder / "audio" if (folder / "audio").is_dir() else folder
    given = _read_folds(folds_file or root / FOLDS_FILE, needed=folds_file is not None)
    clips: dict[str, Clip] = {}
    for table, corpus, prefix in _manifests(root):
        for row in read_rows(table, ("file",)):
            clip = _clip(root, corpus, prefix, row)
            if clip.name in clips:
                raise row.refuse(
                    "file", sentence("Training", "{name} is listed twice.", name=clip.name)
                )
            clips[clip.name] = clip
    if not clips:
        raise _not_laid_out(root)
    order = {name: place for place, name in enumerate(given)}
    ordered = sorted(clips.values(), key=lambda clip: order.get(clip.name, len(order)))
    return _with_folds(ordered, given, seed)


def _manifests(root: Path) -> Iterator[tuple[Path, str, str]]:
    """(table, corpus, what its file names get in front) of every manifest of *root*."""
    if (root / MANIFEST).is_file():
        yield root / MANIFEST, root.resolve().name or "music", ""
    if root.is_dir():
        for folder in sorted(root.iterdir()):
            if (folder / MANIFEST).is_file():
                yield folder / MANIFEST, folder.name, f"{folder.name}/"


def _not_laid_out(root: Path) -> UsageError:
    return UsageError(
        sentence(
            "Command",
            "{folder} is not laid out as training needs it: {reason}",
            folder=str(root),
            reason=str(
                sentence(
                    "Training",
                    "no clip is listed in a {file} there or in a folder of it.",
                    file=MANIFEST,
                )
            ),
        )
    )


def _clip(root: Path, corpus: str, prefix: str, row: Row) -> Clip:
    name = prefix + row.file()
    style = row.text("style", "genre")
    return Clip(
        name=name,
        path=root / name,
        group=_own_group(row) or name,
        fold=0,
        valence=row.number("valence", -1, 1),
        arousal=row.number("arousal", -1, 1),
        style=style_id(style) if style else None,
        emotions=_emotions(row),
        raters=row.whole_number("n_raters", 1),
        corpus=corpus,
    )


def _own_group(row: Row) -> str:
    """The widest grouping the row names; an artist in whatever case and spacing."""
    artist = " ".join(row.text("artist").casefold().split())
    return row.text("group") or artist or row.text("gtzan_id")


def _emotions(row: Row) -> tuple[float, ...] | None:
    """All six or none: a table that has only some of the columns means something else by them."""
    if not all(column in row.cells for column in EMOTIONS.values()):
        return None
    shares = {column: row.number(column, 0, 1) for column in EMOTIONS.values()}
    felt = [share for share in shares.values() if share is not None]
    if felt and len(felt) < len(shares):
        column = next(column for column, share in shares.items() if share is None)
        raise row.refuse(
            column, sentence("Training", "It is empty, but other felt emotions are given.")
        )
    return tuple(felt) or None


def _read_folds(table: Path, *, needed: bool) -> dict[str, tuple[str, int]]:
    """File -> (group, fold), in the order of the table; empty where there is no such table."""
    if not needed and not table.is_file():
        return {}
    given: dict[str, tuple[str, int]] = {}
    for row in read_rows(table, ("file", "group", "fold")):
        name, fold = row.file(), row.whole_number("fold", 0)
        group = row.text("group")
        if not group or fold is None:
            empty = "fold" if group else "group"
            raise row.refuse(empty, sentence("Training", "It is empty."))
        if name in given:
            raise row.refuse("file", sentence("Training", "{name} is listed twice.", name=name))
        given[name] = group, fold
    return given


def _with_folds(
    clips: Sequence[Clip], given: Mapping[str, tuple[str, int]], seed: int
) -> list[Clip]:
    """*clips* with the groups and folds of the table, and folds made for what it leaves out."""
    placed = [
        replace(clip, group=given[clip.name][0]) if clip.name in given else clip for clip in clips
    ]
    kinds = kinds_of([clip.corpus for clip in placed], [clip.group for clip in placed])
    placed = [replace(clip, kind=kinds[clip.corpus]) for clip in placed]
    fixed = _fixed_folds(placed, given)
    folds: dict[str, int] = {}
    for kind in sorted(set(kinds.values())):
        alike = [clip for clip in placed if clip.kind == kind]
        folds |= make_folds(
            [clip.group for clip in alike],
            [clip.style or "" for clip in alike],
            fixed={clip.group: fixed[clip.group] for clip in alike if clip.group in fixed},
            seed=seed,
        )
    return [replace(clip, fold=folds[clip.group]) for clip in placed]


def _fixed_folds(clips: Sequence[Clip], given: Mapping[str, tuple[str, int]]) -> dict[str, int]:
    """Group -> fold, as the table has it."""
    fixed: dict[str, int] = {}
    for clip in clips:
        if clip.name not in given:
            continue
        fold = given[clip.name][1]
        if fixed.setdefault(clip.group, fold) != fold:
            raise UsageError(
                sentence(
                    "Training",
                    "The table of folds puts the group {group} into two folds; training and test"
                    " would share it.",
                    group=clip.group,
                )
            )
    return fixed


def regroup(clips: Sequence[Clip], same: Iterable[tuple[str, str]]) -> list[Clip]:
    """*clips* after the groups in *same* turned out to be one each, with folds and kinds to match.

    What is joined takes the name and fold of its largest part.

    :param same: pairs of groups; of unknown ones nothing happens.
    """
    sizes = Counter(clip.group for clip in clips)
    fold = {clip.group: clip.fold for clip in clips}
    into = {
        group: max(sorted(together), key=lambda name: sizes[name])
        for group, together in joined(pair for pair in same if set(pair) <= sizes.keys()).items()
    }
    moved = [
        replace(clip, group=into[clip.group], fold=fold[into[clip.group]])
        if clip.group in into
        else clip
        for clip in clips
    ]
    kinds = kinds_of([clip.corpus for clip in moved], [clip.group for clip in moved])
    return [replace(clip, kind=kinds[clip.corpus]) for clip in moved]
