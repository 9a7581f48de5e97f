"""Artist factors: planted clusters are learned, written and read back; nothing odd is let in."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from made_up_listening import ARTISTS, CLUSTERS, artist_id, write_listening
from scipy import sparse

from player.errors import NetworkFileError, UsageError
from player.jobs.artist_file import load_artists
from player.recommend.artist_card import ArtistCard
from player.recommend.artist_factors import emphasised
from player.training import artists
from player.training.artist_export import factors_of
from player.training.artist_listening import (
    Listening,
    folder_of,
    read_listening,
    read_names,
    read_tagging,
)
from player.training.artist_regression import Settings, learn

SMALL = Settings(rank=12)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_listening(tmp_path / "data")


def test_a_new_listener_of_one_cluster_is_offered_that_cluster(data: Path, tmp_path: Path) -> None:
    artists.run(data, tmp_path / "models", SMALL)
    factors = load_artists(tmp_path / "models")
    assert factors is not None
    for cluster in range(CLUSTERS):
        heard = factors.rows_of([f"band {cluster} {i}" for i in range(4)])
        assert (heard >= 0).all()
        scores = factors.scores(factors.fold_in(heard, np.ones(4, np.float32)))
        scores[heard] = -np.inf
        best = np.argsort(-scores)[:10]
        assert {int(factors.ids[i] - 100) // ARTISTS for i in best} == {cluster}


def test_the_factors_are_the_regression_they_come_from(data: Path) -> None:
    listening, tagging = read_listening(data / "user_artists.dat"), read_tagging(data)
    learned = learn(listening, tagging, Settings(rank=60))
    between = learned.inputs @ learned.outputs.T
    assert np.abs(np.diag(between)).max() < 1e-5  # at full rank: nobody speaks for themselves
    factors = factors_of(learned, listening, {})
    exact = learned.inputs[3] @ learned.outputs.T
    one = factors.fold_in(np.array([3]), np.ones(1, np.float32)) / emphasised(np.ones(1))[0]
    assert np.abs(factors.scores(one) - exact).max() < 0.03 * np.abs(exact).max()


def test_the_solution_among_users_is_the_one_among_artists(data: Path) -> None:
    """With most refinements off it is plain ridge regression, solved here the long way."""
    plain = Settings(
        rank=60, damping=0, input_power=0.25, output_power=0, user_power=0, ridge=0.7,
        sharpness=0, tagged_input=0, tagged_output=0, tag_likeness=0,
    )  # fmt: skip
    listening = read_listening(data / "user_artists.dat")
    learned = learn(listening, read_tagging(data), plain)
    x = np.stack([emphasised(row) for row in listening.plays.toarray()]).astype(np.float64)
    shrunk = (x > 0).sum(axis=0) ** -0.25
    said = x * shrunk
    size = (said * said).sum(axis=1).mean()
    ridge = 0.7 * np.eye(x.shape[1])
    long_way = shrunk[:, None] * np.linalg.solve(said.T @ said / size + ridge, said.T @ x / size)
    np.fill_diagonal(long_way, 0.0)
    wanted = long_way[np.ix_(learned.columns, learned.columns)]
    np.testing.assert_allclose(learned.inputs @ learned.outputs.T, wanted, atol=2e-4)


def test_an_artist_with_a_lone_listener_is_not_shipped(data: Path) -> None:
    with (data / "user_artists.dat").open("a") as file:
        file.write("1\t9999\t400\n")
    listening = read_listening(data / "user_artists.dat")
    assert 9999 in listening.artists
    learned = learn(listening, read_tagging(data), SMALL)
    assert 9999 not in listening.artists[learned.columns]


def test_nobody_can_be_learned_from_means_a_plain_error() -> None:
    nobody = Listening(np.zeros(0, np.int64), np.zeros(0, np.int64), sparse.csr_matrix((0, 0)))
    with pytest.raises(UsageError, match="an artist needs 2 listeners"):
        learn(nobody, read_tagging(Path("/nowhere")), SMALL)


def test_the_same_data_gives_the_same_file(data: Path, tmp_path: Path) -> None:
    one = artists.run(data, tmp_path / "one", SMALL)
    two = artists.run(data, tmp_path / "two", SMALL)
    assert one == two
    assert ArtistCard.load(tmp_path / "one") == one


def test_figures_go_along_only_with_the_settings_they_were_measured_with(
    data: Path, tmp_path: Path
) -> None:
    artists.run(data, tmp_path, SMALL, figures={"hit_rate_10": 0.5})
    assert artists.run(data, tmp_path, SMALL).figures == {"hit_rate_10": 0.5}
    assert artists.run(data, tmp_path, replace(SMALL, ridge=9.0)).figures == {}


def test_no_files_mean_no_factors_and_damaged_ones_are_refused(data: Path, tmp_path: Path) -> None:
    models = tmp_path / "models"
    assert load_artists(models) is None
    artists.run(data, models, SMALL)
    weights = models / "artists.safetensors"
    whole = weights.read_bytes()
    weights.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(NetworkFileError):
        load_artists(models)
    weights.write_bytes(whole)
    card = json.loads((models / "artists.json").read_text())
    for change in ({"format": 99}, {"reach": -1.0}, {"figures": 3}):
        (models / "artists.json").write_text(json.dumps(card | change))
        with pytest.raises(NetworkFileError):
            load_artists(models)
    card["weights"]["file"] = "../elsewhere.safetensors"
    (models / "artists.json").write_text(json.dumps(card))
    with pytest.raises(NetworkFileError):
        load_artists(models)


def test_files_are_read_with_and_without_headings(tmp_path: Path) -> None:
    file = tmp_path / "plays.dat"
    file.write_text("7\t3\t2\n7\t3\t4\n5\t9\t1\n5\t3\t0\n")
    listening = read_listening(file)
    assert listening.users.tolist() == [5, 7]
    assert listening.artists.tolist() == [3, 9]
    assert listening.plays.toarray().tolist() == [[0, 1], [6, 0]]
    wider = listening.with_artists(np.array([1, 3, 9]))
    assert wider.plays.toarray().tolist() == [[0, 0, 1], [0, 6, 0]]
    with file.open("a") as more:
        more.write("5\tthree\t1\n")
    with pytest.raises(UsageError, match="5"):
        read_listening(file)
    file.write_text("userID\tartistID\tweight\n")
    with pytest.raises(UsageError):
        read_listening(file)


@pytest.mark.parametrize("line", ["-1\t3\t2", "1.5\t3\t2", "1\t3\t-2", "1\t3\tinf", "1e30\t3\t2"])
def test_a_line_that_makes_no_sense_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "plays.dat"
    file.write_text(f"7\t3\t2\n{line}\n7\t4\t2\n")
    with pytest.raises(UsageError, match=r"Line 2 of plays\.dat"):
        read_listening(file)


def test_a_damaged_packed_file_is_called_damaged(tmp_path: Path) -> None:
    file = tmp_path / "plays.dat.gz"
    whole = gzip.compress(b"".join(b"%d\t%d\t2\n" % (i, i * i) for i in range(2000)))
    for raw in (whole[:1000], whole[:1000] + bytes(500), whole[:1000] + b"\xff" * 500):
        file.write_bytes(raw)
        with pytest.raises(UsageError, match="damaged"):
            read_listening(file)
    with pytest.raises(UsageError, match="There is no file"):
        read_listening(tmp_path / "nowhere.dat")


def test_names_and_folders(data: Path) -> None:
    assert read_names(data / "artists.dat")[artist_id(1, 2)] == "The Band 1 2"
    assert folder_of(data) == data
    assert len(read_tagging(data).tag) == 90 * 3
    with pytest.raises(UsageError):
        folder_of(data.parent)
