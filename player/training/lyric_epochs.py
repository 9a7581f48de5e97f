"""Lyrics by networks that learn in epochs (LSTM, transformer): their loop. Command line only.

For each language: first the outside texts that have one of the four labels, then the songs, with
an early stop on a part of the songs it is given (whole groups). Seeded; every epoch is written to
a checkpoint, and a run that was broken off goes on from there. Beside :mod:`lyric_linear` for
comparison: these weights are written, but the player does not read them.
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from safetensors.torch import save as save_tensors
from torch import Tensor, nn

from player.tagging.network import choose_device
from player.training.lyric_figures import FloatArray
from player.training.lyric_songs import LABELS, Song, labels_of
from player.training.lyric_unseen import Scorer


class Reader(Protocol):
    """Text to tensors and tensors to scores, for one language."""

    @property
    def module(self) -> nn.Module:
        """What is trained."""

    def encode(self, songs: Sequence[Song]) -> list[list[int]]:
        """Numbers of the tokens of each text, cut to the longest allowed."""

    def scores(self, tokens: Tensor, mask: Tensor) -> Tensor:
        """(batch, 4) of (batch, length) tokens and where they are real."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast."""

    epochs: int
    """At most."""
    patience: int
    """Epochs without a better loss on the held-out songs before it stops."""
    learning_rate: float
    batch: int
    weight_decay: float = 0.01


HELD_OUT = 0.15
"""Share of the songs whose loss tells when to stop."""


class EpochLearner:
    """One language by epochs; see :class:`player.training.lyric_unseen.Learner`."""

    def __init__(
        self,
        language: str,
        outside: Sequence[Song],
        *,
        architecture: str,
        backbone: Path | None,
        seed: int,
        device: str,
        checkpoints: Path,
    ) -> None:
        """:raises TaggingError: there is no such device."""
        self.language, self.architecture, self.backbone = language, architecture, backbone
        self.outside = [song for song in outside if song.label is not None and song.lyrics.lines]
        self.seed, self.device = seed, choose_device(device)
        self.checkpoints = checkpoints
        self.losses: dict[str, tuple[FloatArray, FloatArray]] = {}
        self.reader: Reader | None = None
        self._pretrained: dict[str, Tensor] | None = None

    def learn(self, songs: Sequence[Song], name: str, /) -> Scorer:
        """Learn the outside texts (once) and then *songs*; returns what judges others."""
        _seed(self.seed)
        reader = self._reader(songs)
        first, then = schedules(self.architecture, self.backbone)
        if first is not None and len(self.outside) > 0 and self._pretrained is None:
            self._train(reader, self.outside, first, "outside")
            self._pretrained = _copy(reader.module)
        if self._pretrained is not None:
            reader.module.load_state_dict(self._pretrained)
        _seed(self.seed)
        self._train(reader, songs, then, name)
        self.reader = reader
        state = _copy(reader.module)

        def score(asked: Sequence[Song]) -> FloatArray:
            reader.module.load_state_dict(state)
            return _scores(reader, asked, then.batch, self.device)

        return score

    def _reader(self, songs: Sequence[Song]) -> Reader:
        """A fresh network; its tokens are learned from outside texts where there are some."""
        if self.architecture == "lstm":
            from player.training.lyric_lstm import LstmReader

            return LstmReader(self.language, self.device)
        from player.training.lyric_transformer import TransformerReader

        texts = self.outside or songs
        return TransformerReader(self.language, texts, self.backbone, self.device)

    def _train(self, reader: Reader, songs: Sequence[Song], schedule: Schedule, name: str) -> None:
        kept, held = _hold_out(songs, self.seed)
        file = self.checkpoints / f"{self.language}-{name}.pt"
        run = _Run(reader, schedule, self.device, file, _key(songs, schedule, self.seed))
        run.train([songs[i] for i in kept], [songs[i] for i in held])
        self.losses[name] = (
            np.arange(1, len(run.history) + 1, dtype=np.float64),
            np.array(run.history),
        )


class _Run:
    """One training with its checkpoint."""

    def __init__(
        self, reader: Reader, schedule: Schedule, device: str, file: Path, key: str
    ) -> None:
        self.reader, self.schedule, self.device = reader, schedule, device
        self.file, self.key = file, key
        self.history: list[float] = []
        self.best = float("inf")
        self.best_state = _copy(reader.module)
        self.waited = 0
        self.optimizer = torch.optim.AdamW(
            reader.module.parameters(),
            lr=schedule.learning_rate,
            weight_decay=schedule.weight_decay,
        )

    def train(self, songs: Sequence[Song], held: Sequence[Song]) -> None:
        """All epochs that are left; ends with the best weights in the module."""
        self._resume()
        tokens, labels = self.reader.encode(songs), torch.from_numpy(labels_of(songs))
        counts = torch.bincount(labels, minlength=len(LABELS)).clamp_min(1)
        weight = (len(labels) / len(LABELS) / counts).sqrt().to(self.device)
        while len(self.history) < self.schedule.epochs and self.waited < self.schedule.patience:
            order = np.random.default_rng(len(self.history)).permutation(len(songs))
            self._epoch(tokens, labels, order, weight)
            self._look(held)
            self._save()
        self.reader.module.load_state_dict(self.best_state)

    def _epoch(
        self, tokens: Sequence[list[int]], labels: Tensor, order: Any, weight: Tensor
    ) -> None:
        self.reader.module.train()
        size = self.schedule.batch
        for start in range(0, len(order), size):
            chosen = order[start : start + size]
            ids, mask = _padded([tokens[i] for i in chosen], self.device)
            loss = nn.functional.cross_entropy(
                self.reader.scores(ids, mask),
                labels[chosen].to(self.device),
                weight=weight,
                label_smoothing=0.1,
            )
            self.optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(self.reader.module.parameters(), 1.0)
            self.optimizer.step()

    def _look(self, held: Sequence[Song]) -> None:
        scores = torch.from_numpy(_scores(self.reader, held, self.schedule.batch, self.device))
        loss = float(nn.functional.cross_entropy(scores, torch.from_numpy(labels_of(held))))
        self.history.append(loss)
        self.waited += 1
        if loss < self.best:
            self.best, self.waited, self.best_state = loss, 0, _copy(self.reader.module)

    def _save(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        state = {
            "key": self.key,
            "module": self.reader.module.state_dict(),
            "best_state": self.best_state,
            "optimizer": self.optimizer.state_dict(),
            "history": self.history,
            "best": self.best,
            "waited": self.waited,
            "random": torch.get_rng_state(),
        }
        beside = self.file.with_suffix(".new")
        torch.save(state, beside)
        beside.replace(self.file)

    def _resume(self) -> None:
        """Go on where the same training was broken off; any other file is written over."""
        if not self.file.is_file():
            return
        state = torch.load(self.file, map_location="cpu", weights_only=True)
        if state["key"] != self.key:
            return
        self.reader.module.load_state_dict(state["module"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.history, self.best = list(state["history"]), state["best"]
        self.best_state, self.waited = state["best_state"], state["waited"]
        torch.set_rng_state(state["random"])


def schedules(architecture: str, backbone: Path | None) -> tuple[Schedule | None, Schedule]:
    """For the outside texts (``None``: they are passed over) and for the songs."""
    if architecture == "lstm":
        return Schedule(5, 1, 2e-3, 32), Schedule(25, 5, 2e-3, 16)
    if backbone is None:
        return Schedule(3, 1, 5e-4, 64), Schedule(15, 4, 2e-4, 16)
    return None, Schedule(6, 2, 3e-5, 16)


def write_epoch_network(
    out: Path,
    architecture: str,
    learners: Mapping[str, EpochLearner],
    figures: Mapping[str, Any],
) -> tuple[str, str]:
    """Write each language's last weights and a JSON page about them; returns id and version."""
    tensors = {
        f"{language}.{name}": tensor.contiguous()
        for language, learner in learners.items()
        if learner.reader is not None
        for name, tensor in _copy(learner.reader.module).items()
    }
    raw = save_tensors(tensors)
    digest = hashlib.sha256(raw).hexdigest()
    network, version = f"lyric-{architecture}", digest[:12]
    page = {
        "id": network,
        "version": version,
        "weights": {"file": f"lyrics-{architecture}.safetensors", "sha256": digest},
        "labels": LABELS,
        "schedules": [
            None if schedule is None else asdict(schedule)
            for schedule in schedules(architecture, next(iter(learners.values())).backbone)
        ],
        "figures": dict(figures),
    }
    (out / f"lyrics-{architecture}.safetensors").write_bytes(raw)
    text = json.dumps(page, indent=1, ensure_ascii=False)
    (out / f"lyrics-{architecture}.json").write_text(text + "\n", encoding="utf-8")
    for learner in learners.values():  # nothing is left to go on with
        shutil.rmtree(learner.checkpoints, ignore_errors=True)
    return network, version


def _scores(reader: Reader, songs: Sequence[Song], batch: int, device: str) -> FloatArray:
    reader.module.eval()
    tokens, parts = reader.encode(songs), []
    with torch.inference_mode():
        for start in range(0, len(tokens), batch):
            scores = reader.scores(*_padded(tokens[start : start + batch], device))
            parts.append(scores.double().cpu().numpy())
    return np.concatenate(parts)


def _padded(rows: Sequence[list[int]], device: str) -> tuple[Tensor, Tensor]:
    """Tokens (batch, longest), 0 where there are none, and where there are some."""
    longest = max(1, *map(len, rows))
    tokens = torch.zeros(len(rows), longest, dtype=torch.long)
    mask = torch.zeros(len(rows), longest, dtype=torch.bool)
    for place, row in enumerate(rows):
        tokens[place, : len(row)] = torch.tensor(row, dtype=torch.long)
        mask[place, : max(1, len(row))] = True
    return tokens.to(device), mask.to(device)


def _hold_out(songs: Sequence[Song], seed: int) -> tuple[list[int], list[int]]:
    """Places of the songs to learn from and of whole groups held out to tell when to stop."""
    names = sorted({song.group or song.id or str(i) for i, song in enumerate(songs)})
    random.Random(seed).shuffle(names)
    chosen = set(names[: max(1, round(HELD_OUT * len(names)))])
    held = [i for i, s in enumerate(songs) if (s.group or s.id or str(i)) in chosen]
    return [i for i in range(len(songs)) if i not in set(held)], held


def _key(songs: Sequence[Song], schedule: Schedule, seed: int) -> str:
    """Tells whether a checkpoint is of this very training."""
    text = repr(([(s.lyrics.lines, s.label) for s in songs], schedule, seed))
    return hashlib.sha256(text.encode()).hexdigest()


def _copy(module: nn.Module) -> dict[str, Tensor]:
    return {name: tensor.detach().cpu().clone() for name, tensor in module.state_dict().items()}


def _seed(seed: int) -> None:
    torch.manual_seed(seed)
    random.seed(seed)
    np.random.seed(seed)
