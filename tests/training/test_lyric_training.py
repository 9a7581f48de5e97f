"""Training on lyrics: each way of learning on tiny made-up songs, and nothing leaks."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from player.errors import UsageError
from player.tagging.lyric_emotion import LyricNetwork
from player.training import lyrics
from player.training.lyric_experts import PLANS
from player.training.lyric_figures import fit_temperature, valence_sd
from player.training.lyric_linear import LinearLearner
from player.training.lyric_songs import LABELS, Song, labels_of, load_corpora, near_copies
from player.training.lyric_unseen import out_of_fold
from tests.made_up_lyrics import MOODS, made_up_song, write_corpora


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpora(tmp_path_factory.mktemp("lyrics"))


def test_the_kernel_machine_learns_made_up_songs(folder: Path, tmp_path: Path) -> None:
    result = lyrics.run(folder, tmp_path, lyrics.Options(report=tmp_path / "report"))
    assert set(result.figures) == {"en", "zh"}
    assert all(part["accuracy"] > 0.9 for part in result.figures.values())
    network = LyricNetwork.load(tmp_path)
    assert network.version == result.version
    for language in ("en", "zh"):
        for place, mood in enumerate(LABELS):
            words = network.read(made_up_song(mood, language, 77))
            assert words is not None
            assert int(np.argmax(words.quadrants)) == place
    page = (tmp_path / "report" / "lyrics.md").read_text(encoding="utf-8")
    assert result.version in page
    assert (tmp_path / "report" / "lyrics-zh-reliability.png").stat().st_size > 1000


def test_the_same_songs_give_the_same_weights(folder: Path, tmp_path: Path) -> None:
    first, second = (lyrics.run(folder, tmp_path / name) for name in ("a", "b"))
    assert first.version == second.version


def test_written_weights_say_what_was_learned(folder: Path, tmp_path: Path) -> None:
    """Half precision and the file's round trip change the shares by less than a percent."""
    lyrics.run(folder, tmp_path)
    network = LyricNetwork.load(tmp_path)
    corpora = load_corpora(folder)
    learner = LinearLearner("en", corpora.outside["en"])
    machine = learner.fit(corpora.songs["en"])
    for song in corpora.songs["en"]:
        stored = network._machines["en"].scores(song.lyrics)
        np.testing.assert_allclose(stored, machine.scores(song.lyrics), atol=0.01)


@pytest.mark.parametrize("architecture", ["lstm", "transformer"])
def test_networks_of_epochs_learn_made_up_songs(
    architecture: str, tmp_path: Path, monkeypatch
) -> None:
    from player.training.lyric_epochs import Schedule

    plan = Schedule(2, 2, 2e-3, 16), Schedule(8, 8, 2e-3, 8)
    monkeypatch.setattr("player.training.lyric_epochs.schedules", lambda *_: plan)
    folder = write_corpora(tmp_path / "data", songs=10, outside=30)
    for file in (folder / "zh_train").iterdir():
        file.unlink()  # one language is enough, and half the time
    out = tmp_path / "out"
    out.mkdir()
    result = lyrics.run(folder, out, lyrics.Options(architecture=architecture, device="cpu"))
    assert result.figures["en"]["accuracy"] > 0.6
    assert list(out.glob("*checkpoints*")) == []
    page = json.loads((out / f"lyrics-{architecture}.json").read_text())
    assert page["version"] == result.version
    assert not (out / "lyrics.safetensors").exists()


def test_near_copies_are_found_and_left_out(tmp_path: Path) -> None:
    folder = write_corpora(tmp_path)
    copied = made_up_song("happy", "en", 0).upper() + "\n" + made_up_song("sad", "en", 500, 4)
    row = {"id": "copy", "label4": "sad", "label_native": "sad", "text": copied}
    with (folder / "en_train" / "rasbt_musicmood.jsonl").open("a") as file:
        file.write(json.dumps(row) + "\n")
    corpora = load_corpora(folder)
    assert corpora.left_out == {"rasbt_musicmood": 1}
    assert "copy" not in {song.id for song in corpora.outside["en"]}


class _Watcher:
    """Learns nothing; remembers whom it was given."""

    def __init__(self) -> None:
        self.given: list[tuple[frozenset[str], frozenset[str]]] = []

    def learn(self, songs, _name, /):
        def score(asked):
            self.given.append(
                (frozenset(song.id for song in songs), frozenset(song.id for song in asked))
            )
            return np.zeros((len(asked), 4))

        return score


def test_no_song_of_a_fold_nor_its_near_copy_is_learned_from(folder: Path) -> None:
    songs = list(load_corpora(folder).songs["en"])
    first = songs[0]
    other = next(song for song in songs if song.fold != first.fold)
    twin = Song("nju_train", "twin", "en", 2, "sad", first.lyrics, "twin", other.fold)
    songs.append(twin)
    watcher = _Watcher()
    out_of_fold(watcher, songs)
    assert len(watcher.given) == 5
    near = near_copies(songs, songs)
    for learned, asked in watcher.given:
        assert not learned & asked
        for i, j in zip(*np.nonzero(near), strict=True):
            assert not (songs[i].id in learned and songs[j].id in asked)
    assert {"twin"} <= set().union(*(asked for _, asked in watcher.given))


def test_experts_never_see_a_judged_song(folder: Path) -> None:
    corpora = load_corpora(folder)
    for language, plans in PLANS.items():
        judged = {song.corpus for song in corpora.songs[language]}
        assert judged.isdisjoint({c for plan in plans.values() for c in plan.corpora})
        assert not near_copies(corpora.outside[language], corpora.songs[language]).any()


def test_a_broken_off_training_goes_on(folder: Path, tmp_path: Path, monkeypatch) -> None:
    """Weights after an interruption are those of a run without one."""
    from player.training.lyric_epochs import EpochLearner, Schedule, _Run

    monkeypatch.setattr(
        "player.training.lyric_epochs.schedules", lambda *_: (None, Schedule(4, 9, 1e-3, 8))
    )
    songs = load_corpora(folder).songs["en"]

    def learner(checkpoints: Path) -> EpochLearner:
        return EpochLearner(
            "en", (), architecture="lstm", backbone=None, seed=1, device="cpu",
            checkpoints=checkpoints,
        )  # fmt: skip

    whole = learner(tmp_path / "whole").learn(songs, "run")(songs)
    save = _Run._save

    def save_and_stop(self: _Run) -> None:
        save(self)
        if len(self.history) == 2:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(_Run, "_save", save_and_stop)
        with pytest.raises(KeyboardInterrupt):
            learner(tmp_path / "broken").learn(songs, "run")
    resumed = learner(tmp_path / "broken")
    np.testing.assert_allclose(resumed.learn(songs, "run")(songs), whole, atol=1e-5)
    assert len(resumed.losses["run"][0]) == 4


def test_a_folder_without_folds_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="folds"):
        load_corpora(tmp_path)


def test_a_backbone_that_is_none_is_refused(folder: Path, tmp_path: Path) -> None:
    options = lyrics.Options(architecture="transformer", backbone=tmp_path, device="cpu")
    with pytest.raises(UsageError, match="pretrained"):
        lyrics.run(folder, tmp_path, options)


def test_a_pretrained_folder_can_be_the_backbone(tmp_path: Path, monkeypatch) -> None:
    """Any encoder that ``transformers`` saved: here a tiny one with random weights."""
    from transformers import BertConfig, BertModel, BertTokenizer

    from player.training.lyric_epochs import EpochLearner, Schedule

    words = sorted({word for mood in MOODS.values() for word in mood[0].split()})
    vocabulary = tmp_path / "vocab.txt"
    vocabulary.write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *words]))
    backbone = tmp_path / "backbone"
    BertTokenizer(str(vocabulary)).save_pretrained(backbone)
    BertModel(
        BertConfig(
            vocab_size=5 + len(words), hidden_size=64, num_hidden_layers=1, num_attention_heads=2,
            intermediate_size=64, hidden_dropout_prob=0.0,
        )
    ).save_pretrained(backbone)  # fmt: skip
    monkeypatch.setattr(
        "player.training.lyric_epochs.schedules", lambda *_: (None, Schedule(30, 30, 2e-3, 8))
    )
    songs = load_corpora(write_corpora(tmp_path / "data")).songs["en"]
    learner = EpochLearner(
        "en", (), architecture="transformer", backbone=backbone, seed=0, device="cpu",
        checkpoints=tmp_path / "checkpoints",
    )  # fmt: skip
    scores = learner.learn(songs, "run")(songs)
    assert (scores.argmax(axis=1) == labels_of(songs)).mean() > 0.8


def test_temperature_and_doubt_are_recovered() -> None:
    chance = np.random.default_rng(0)
    logits = chance.normal(size=(4000, 4)) * 2
    shares = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    truth = np.array([chance.choice(4, p=row) for row in shares])
    assert fit_temperature(logits * 3, truth) == pytest.approx(3, rel=0.1)
    sure = np.eye(4)[truth]
    assert valence_sd(sure, truth) == pytest.approx((1 / 12) ** 0.5)
    assert valence_sd(np.roll(sure, 2, axis=1), truth) > 0.5


def test_labels_are_places_of_quadrants(folder: Path) -> None:
    songs = load_corpora(folder).songs["en"]
    assert {LABELS[place] for place in labels_of(songs)} == set(LABELS)
