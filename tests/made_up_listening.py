"""Listening data with planted clusters: what is to be learned is known."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np

CLUSTERS = 3
ARTISTS = 20  # a cluster


def write_listening(folder: Path, *, users: int = 90, seed: int = 1) -> Path:
    """A folder laid out as HetRec: user u plays nine artists of cluster u mod 3, ids from 100.

    Artist 100 + 20 c + i is called "The Band c i" and tagged with the word of its cluster.
    """
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(seed)
    plays, tags = ["userID\tartistID\tweight"], ["userID\tartistID\ttagID\tday\tmonth\tyear"]
    for user in range(users):
        cluster = user % CLUSTERS
        chosen = random.choice(ARTISTS, 9, replace=False)
        plays += [f"{user + 1}\t{artist_id(cluster, i)}\t{random.integers(1, 500)}" for i in chosen]
        tags += [
            f"{user + 1}\t{artist_id(cluster, i)}\t{cluster + 1}\t1\t1\t2010" for i in chosen[:3]
        ]
    names = ["id\tname"] + [
        f"{artist_id(c, i)}\tThe Band {c} {i}" for c in range(CLUSTERS) for i in range(ARTISTS)
    ]
    (folder / "user_artists.dat").write_text("\n".join(plays) + "\n")
    (folder / "artists.dat").write_text("\n".join(names) + "\n")
    (folder / "tags.dat").write_text("tagID\ttagValue\n1\tblues\n2\tjazz\n3\tmetal\n")
    (folder / "user_taggedartists.dat.gz").write_bytes(gzip.compress("\n".join(tags).encode()))
    return folder


def artist_id(cluster: int, number: int) -> int:
    """Id of artist *number* of *cluster*."""
    return 100 + ARTISTS * cluster + number
