"""Public listening data, laid out as HetRec 2011 Last.fm-2K: who played and tagged which artists.

Command line only. ``user_artists.dat`` (userID, artistID, weight), ``artists.dat`` (id, name),
``tags.dat`` and ``user_taggedartists*.dat``, each with a line of headings or none, packed with gzip
or not. Must not decide anything: it reads, checks and counts.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from player.errors import UsageError
from player.wording import sentence

Ids = NDArray[np.int64]

PLAYS_FILE = "user_artists.dat"

_LARGEST_ID = 2.0**53
"""Above, a number that is read is not that number any more."""


@dataclass(frozen=True, slots=True, eq=False)
class Listening:
    """Who played what, as a matrix."""

    users: Ids
    """(U,) ids, ascending."""
    artists: Ids
    """(I,) ids, ascending."""
    plays: Any
    """(U, I) CSR matrix of float32: how often each user played each artist."""

    def of_users(self, chosen: NDArray[np.bool_]) -> Listening:
        """The same artists, and of the users those that are *chosen* (U,)."""
        return Listening(self.users[chosen], self.artists, self.plays[np.flatnonzero(chosen)])

    def with_artists(self, artists: Ids) -> Listening:
        """The same users over *artists* (ascending, these among them)."""
        plays = self.plays.tocoo()
        columns = np.searchsorted(artists, self.artists)[plays.col]
        shape = (len(self.users), len(artists))
        return Listening(
            self.users, artists, sparse.csr_matrix((plays.data, (plays.row, columns)), shape)
        )


@dataclass(frozen=True, slots=True, eq=False)
class Tagging:
    """Which words users gave to which artists: row i of every column is one giving."""

    user: Ids
    """(n,)."""
    artist: Ids
    """(n,)."""
    tag: Ids
    """(n,)."""

    def of_users(self, users: Ids) -> Tagging:
        """What *users* gave, and nobody else."""
        chosen = np.isin(self.user, users)
        return Tagging(self.user[chosen], self.artist[chosen], self.tag[chosen])


def read_listening(file: Path) -> Listening:
    """The plays in *file*: tab-separated userID, artistID, weight; several lines of a pair add up.

    :raises UsageError: a line is something else, or there is none.
    """
    rows = _numbers(file, 3)
    if not len(rows):
        raise _odd(file, 1)
    rows = rows[rows[:, 2] > 0]
    users, user = np.unique(rows[:, 0], return_inverse=True)
    artists, artist = np.unique(rows[:, 1], return_inverse=True)
    weights = rows[:, 2].astype(np.float32)
    plays = sparse.csr_matrix((weights, (user, artist)), (len(users), len(artists)))
    return Listening(users.astype(np.int64), artists.astype(np.int64), plays)


def read_tagging(folder: Path) -> Tagging:
    """What users called artists, from ``user_taggedartists*.dat`` in *folder*; may be empty.

    :raises UsageError: a line cannot be read.
    """
    files = sorted(folder.glob("user_taggedartists*.dat*"))
    parts = [_numbers(file, 3).astype(np.int64) for file in files]
    rows = np.unique(np.concatenate([np.zeros((0, 3), np.int64), *parts]), axis=0)
    return Tagging(rows[:, 0], rows[:, 1], rows[:, 2])


def read_names(file: Path) -> dict[int, str]:
    """Id -> name from a file of id, tab, name (``artists.dat``, ``tags.dat``).

    :raises UsageError: there is no such file.
    """
    names: dict[int, str] = {}
    for line in _lines(file):
        number, _, name = line.partition("\t")
        if number.isdecimal():
            names[int(number)] = " ".join(name.split("\t", 1)[0].split())
    return names


def folder_of(data: Path) -> Path:
    """The folder with :data:`PLAYS_FILE` among *data* and where a data pack has it.

    :raises UsageError: there is none.
    """
    for folder in (data, data / "hetrec", data / "listening" / "hetrec"):
        if (folder / PLAYS_FILE).is_file():
            return folder
    raise UsageError(sentence("Training", "There is no {file} in {folder}.",
                              file=PLAYS_FILE, folder=str(data)))  # fmt: skip


def _numbers(file: Path, columns: int) -> NDArray[np.float64]:
    """(n, columns) the first *columns* of every line after the headings."""
    rows: list[list[float]] = []
    for number, line in enumerate(_lines(file), 1):
        try:
            row = [float(word) for word in line.split("\t")[:columns]]
        except ValueError:
            if number == 1:  # the headings
                continue
            raise _odd(file, number) from None
        if len(row) < columns or not _makes_sense(row):
            raise _odd(file, number)
        rows.append(row)
    return np.array(rows, np.float64).reshape(-1, columns)


def _makes_sense(row: list[float]) -> bool:
    """Whole numbers for the first two, which are ids, and nothing below 0 anywhere."""
    ids = all(number.is_integer() and number <= _LARGEST_ID for number in row[:2])
    return ids and all(0.0 <= number < np.inf for number in row)


def _lines(file: Path) -> Iterator[str]:
    try:
        raw = file.read_bytes()
        raw = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
    except FileNotFoundError as error:
        raise UsageError(sentence("Command", "There is no file {path}.", path=str(file))) from error
    except (OSError, EOFError, zlib.error) as error:
        raise UsageError(
            sentence("Scan", "{file} is damaged and cannot be read.", file=file.name)
        ) from error
    text = raw.decode("utf-8-sig", errors="replace")
    return (line for line in text.splitlines() if line.strip())


def _odd(file: Path, line: int) -> UsageError:
    return UsageError(
        sentence(
            "Training",
            "Line {line} of {file} is not userID, artistID and a number above 0, "
            "with tabs between them.",
            line=line,
            file=file.name,
        )
    )
