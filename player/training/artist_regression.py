"""Learns which artists go together: ridge regression from who hears what to who hears what.

Command line only. In closed form: with X the users' artists (columns scaled by how well known each
artist is), the weights of a linear autoencoder are B = X' (X X' + lambda I)^-1 X, found among users
instead of artists as there are ten times fewer of them (kernel ridge; the same B as artist by
artist). From EASE (Steck 2019, *Embarrassingly shallow autoencoders for sparse data*) it has that
no artist speaks for itself, from EDLAE (Steck 2020) that each artist is held back by its own number
of listeners. What tags say is added twice: an artist somebody tagged counts as faintly heard by
them, and listeners of artists with the same tags are alike. A truncated SVD of B gives the factors.

Must not see the users it is tested on, nor their tags: what comes in is what it may know.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from player.errors import UsageError
from player.recommend.artist_factors import emphasised
from player.training.artist_listening import Ids, Listening, Tagging
from player.wording import sentence

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Settings:
    """Chosen by search on the users of two of five folds (docs/COLISTENING.md)."""

    rank: int = 256
    """Numbers an artist, each way."""
    least_listeners: int = 2
    """Artists with fewer are left out: nobody's lone taste is shipped."""
    damping: float = 10.0
    """Listeners that every artist is taken to have beside its own."""
    input_power: float = 0.25
    """Well-known artists say less: divided by listeners to this power."""
    output_power: float = 0.25
    """Well-known artists are likelier anyway: scores divided by listeners to this power."""
    user_power: float = 0.15
    """People with long lists count less each."""
    ridge: float = 1.3
    """Lambda, in units of the mean likeness of a user to themselves."""
    sharpness: float = 1.5
    """Power of the correction of EASE, which is 1 there."""
    tagged_input: float = 0.65
    """What having tagged an artist counts, among what one heard."""
    tagged_output: float = 0.75
    """The same, among what is to be predicted."""
    tag_likeness: float = 0.15
    """What likeness in the tags of their artists adds to the likeness of two users."""
    least_tagged: int = 5
    """Tags of fewer artists are left out."""


SHIPPED = Settings()
"""What the factors that ship were trained with."""


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """What came out, for the A artists with enough listeners."""

    columns: NDArray[np.intp]
    """(A,) which artists of the listening, the best known first."""
    inputs: Matrix
    """(A, K) what hearing an artist says."""
    outputs: Matrix
    """(A, K) whom it speaks for."""


def learn(listening: Listening, tagging: Tagging, settings: Settings = SHIPPED) -> Learned:
    """Fit the regression to *listening*, with what its users called artists, and factor it.

    :raises UsageError: no artist has listeners enough.
    """
    heard = (listening.plays > 0).astype(np.float32)
    listeners = np.asarray(heard.sum(axis=0)).ravel()
    kept = np.flatnonzero(listeners >= settings.least_listeners)
    kept = kept[np.argsort(-listeners[kept], kind="stable")]
    if not len(kept):
        raise UsageError(
            sentence(
                "Training",
                "There are too few people to learn from: an artist needs {count} listeners.",
                count=settings.least_listeners,
            )
        )
    between, shrunk = _between_artists(listening, heard, tagging, kept, settings)
    rank = min(settings.rank, len(kept))
    left, size, right = _largest(between, rank)
    root = np.sqrt(size)
    # Shrunk only here: before, the well-known artists that say most would get the fewest numbers.
    inputs = left * root * shrunk[:, np.newaxis]
    return Learned(kept, inputs.astype(np.float32), (right * root).astype(np.float32))


def _between_artists(
    listening: Listening,
    heard: Any,
    tagging: Tagging,
    kept: NDArray[np.intp],
    settings: Settings,
) -> tuple[Matrix, Matrix]:
    """(A, A) what hearing artist i (row) adds to the score of every artist, itself 0, but for what
    each row is to be multiplied with (A,), which comes second: the two together are B.
    """
    faint = _tagged_unheard(listening, heard, tagging)
    listeners = np.asarray((heard + settings.tagged_input * faint).sum(axis=0)).ravel()
    known = listeners + settings.damping
    share = np.maximum(np.asarray(heard.sum(axis=1)).ravel(), 1.0) ** -settings.user_power
    weights = sparse.diags(share) @ counted(listening.plays)
    faint = sparse.diags(share) @ faint
    shrunk = (known**-settings.input_power).astype(np.float32)
    said = (weights + settings.tagged_input * faint) @ sparse.diags(shrunk)
    said = said.tocsr().astype(np.float32)
    to_predict = (weights + settings.tagged_output * faint).tocsc()[:, kept]

    alike = (said @ said.T).toarray()
    size = float(alike.diagonal().mean())
    speaks = said[:, kept].T.toarray() / size
    alike /= size
    if settings.tag_likeness and len(tagging.tag):
        described = described_artists(listening.artists, tagging, settings.least_tagged)
        by_tags = (said @ described).toarray()
        likeness = by_tags @ by_tags.T
        scale = settings.tag_likeness / float(likeness.diagonal().mean())
        speaks += scale * (described[kept] @ by_tags.T)
        alike += scale * likeness
    inverse = np.linalg.inv(alike.astype(np.float64) + settings.ridge * np.eye(len(alike)))
    solved = inverse.astype(np.float32) @ to_predict
    itself = _speaks_for_itself(said[:, kept] / size, inverse)
    solved *= np.maximum(1.0 - itself, 0.05) ** -settings.sharpness
    solved *= known[kept] ** -settings.output_power
    found: Matrix = (speaks @ solved).astype(np.float32)
    np.fill_diagonal(found, 0.0)
    return found, shrunk[kept]


def counted(plays: Any) -> Any:
    """The CSR matrix *plays* with every user's plays :func:`emphasised`."""
    parts = [emphasised(plays.data[a:b]) for a, b in zip(plays.indptr, plays.indptr[1:])]  # noqa: B905
    data = np.concatenate(parts) if parts else plays.data
    return sparse.csr_matrix((data, plays.indices, plays.indptr), plays.shape)


def described_artists(artists: Ids, tagging: Tagging, least: int) -> Any:
    """(I, T) CSR: the tags of each artist, rare ones weighing more (tf-idf), rows of length 1.

    :param least: tags of fewer artists are left out.
    """
    known = np.isin(tagging.artist, artists)
    row = np.searchsorted(artists, tagging.artist[known])
    tags, column = np.unique(tagging.tag[known], return_inverse=True)
    given = sparse.csr_matrix(
        (np.ones(len(row), np.float32), (row, column)), (len(artists), len(tags))
    )
    spread = np.asarray((given > 0).sum(axis=0)).ravel()
    common = np.flatnonzero(spread >= least)
    given = given[:, common]
    given.data = np.log1p(given.data)
    given = given @ sparse.diags(np.log(len(artists) / np.maximum(spread[common], 1)))
    length = np.sqrt(np.asarray(given.multiply(given).sum(axis=1)).ravel())
    return (sparse.diags(1.0 / np.maximum(length, 1e-9)) @ given).tocsr().astype(np.float32)


def _largest(matrix: Matrix, rank: int, *, rounds: int = 5) -> tuple[Matrix, Matrix, Matrix]:
    """The *rank* largest singular values of *matrix* (A, A): left (A, K), these (K,), right (A, K).

    Subspace iteration from a seeded start (Halko, Martinsson, Tropp 2011): the whole decomposition
    of so many artists would take an hour. The sign of each pair is fixed by its largest number.
    """
    wide = min(rank + 32, len(matrix))
    base = np.random.default_rng(0).normal(size=(len(matrix), wide)).astype(np.float32)
    base = matrix @ base
    for _ in range(rounds):
        base = np.linalg.qr(matrix.T @ base)[0]
        base = np.linalg.qr(matrix @ base)[0]
    inner, size, right = np.linalg.svd(base.T @ matrix, full_matrices=False)
    left = (base @ inner)[:, :rank]
    sign = np.sign(left[np.abs(left).argmax(axis=0), np.arange(rank)])
    return left * sign, size[:rank], right[:rank].T * sign


def _tagged_unheard(listening: Listening, heard: Any, tagging: Tagging) -> Any:
    """(U, I) CSR: 1 where a user tagged an artist that is not among those they played."""
    known = np.isin(tagging.artist, listening.artists) & np.isin(tagging.user, listening.users)
    row = np.searchsorted(listening.users, tagging.user[known])
    column = np.searchsorted(listening.artists, tagging.artist[known])
    ones = np.ones(len(row), np.float32)
    tagged = (sparse.csr_matrix((ones, (row, column)), heard.shape) > 0).astype(np.float32)
    return tagged - tagged.multiply(heard)


def _speaks_for_itself(said: Any, inverse: NDArray[np.float64]) -> Matrix:
    """(A,) how much of each artist its own listeners alone predict: the diagonal of B."""
    solved = inverse.astype(np.float32) @ said
    found: Matrix = np.asarray(said.multiply(solved).sum(axis=0)).ravel().astype(np.float32)
    return found
