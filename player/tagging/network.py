"""The network that listens: mel and features of windows in, embedding and scores of a track out.

The only home of torch in ``tagging``; runs in the tagging process (and in training). The window's
process must never import it: it reads :mod:`player.tagging.card` instead. To replace the network,
replace this module's :class:`AudioModule` and what :mod:`player.training.audio` writes; everything
else asks the card.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from player.errors import NetworkFileError, TaggingError
from player.tagging.card import CARD_FILE, NetworkCard
from player.tagging.encoder import EMBEDDING_SIZE, Encoder
from player.tagging.features import FEATURES_VERSION
from player.tagging.weights_file import read_weights, wrong_weights
from player.tagging.window_features import NAMES
from player.wording import sentence

log = logging.getLogger(__name__)

Float32 = npt.NDArray[np.float32]

_BATCHES = {"cpu": 2}
_LARGE_BATCH = 64
"""Windows at a time. Of two the maps stay in a core's cache (a quarter faster than six); any bound
keeps the memory small on a track of any length."""

SILENT_DISTANCE = 1000.0
"""Distance of a track in which nothing was heard: far outside all music."""


class AudioModule(nn.Module):
    """The encoder, and linear heads over its embedding and the hand-made features of a window.

    The heads are buffers, not parameters: they are fitted in closed form by ``training``.
    """

    def __init__(self, features: int, embedding: int, outputs: int) -> None:
        """Zeros of the right shapes, to be filled by ``load_state_dict``.

        :param outputs: columns of the heads: all of a row of scores but ``distance``, its last.
        """
        super().__init__()
        self.encoder = Encoder()
        self.register_buffer("mean", torch.zeros(features))
        self.register_buffer("scale", torch.ones(features))
        self.register_buffer("limit", torch.zeros(1))
        self.register_buffer("components", torch.zeros(embedding, features))
        self.register_buffer("variance", torch.ones(embedding))
        self.register_buffer("residual", torch.ones(1))
        self.register_buffer("edge", torch.ones(1))
        self.register_buffer("music_weight", torch.zeros(features))
        self.register_buffer("music_bias", torch.zeros(1))
        self.register_buffer("head_weight", torch.zeros(outputs, features))
        self.register_buffer("head_bias", torch.zeros(outputs))

    def forward(self, features: Tensor, mel: Tensor) -> tuple[Tensor, Tensor]:
        """What is heard in n windows.

        :param features: (n, features) hand-made.
        :param mel: (n, frames, bands) mel power.
        :returns: embedding (n, D), scores (n, K) with ``distance`` last.
        """
        x = torch.cat([self.encoder(mel), features], dim=1)
        limit = self.get_buffer("limit")
        x = (x - self.get_buffer("mean")) / self.get_buffer("scale")
        x = torch.maximum(torch.minimum(x, limit), -limit)
        heads = x @ self.get_buffer("head_weight").T + self.get_buffer("head_bias")
        inside = x @ self.get_buffer("components").T
        # Half-whitened: loud directions count more, but not so much that they are all there is.
        embedding = inside / self.get_buffer("variance").pow(0.25)
        return embedding, torch.cat([heads, self._distance(x, inside)[:, None]], dim=1)

    def _distance(self, x: Tensor, inside: Tensor) -> Tensor:
        """(n,) the larger of two: how far from the training music, and how much like no music."""
        outside = (x.square().sum(1) - inside.square().sum(1)).clamp_min(0) / x.shape[1]
        spread = (inside.square() / self.get_buffer("variance")).mean(1)
        away = (spread + outside / self.get_buffer("residual")).sqrt() / self.get_buffer("edge")
        music = x @ self.get_buffer("music_weight") + self.get_buffer("music_bias")
        return torch.maximum(away, 2 * torch.sigmoid(-music))


@dataclass(frozen=True, slots=True)
class Heard:
    """What the network makes of one track (or one window)."""

    embedding: Float32
    """(D,) of unit length, zero when nothing was heard."""
    scores: Float32
    """(K,) laid out as the card says."""


class AudioNetwork:
    """Weights and card together, on a device."""

    def __init__(self, card: NetworkCard, module: AudioModule, device: str) -> None:
        self.card = card
        self.device = device
        # Channels last: the convolutions of both CPUs and GPUs are faster that way.
        self._module = module.to(device).to(memory_format=torch.channels_last).eval()  # type: ignore[call-overload]

    @classmethod
    def load(
        cls, models_dir: Path, device: str = "auto", card_file: str = CARD_FILE
    ) -> AudioNetwork:
        """Read the card and the weights it names.

        :param device: ``auto``, ``cpu``, ``cuda`` or ``mps``.
        :raises NetworkFileError: a file is missing, or has a wrong hash, shape or version.
        :raises TaggingError: there is no such device.
        """
        card = NetworkCard.load(models_dir, card_file)
        if card.features_version != FEATURES_VERSION:
            raise NetworkFileError(
                sentence(
                    "Tagging",
                    "The file {name} was made for another version of Moodlark.",
                    name=card_file,
                )
            )
        weights = read_weights(models_dir / card.weights_file, card.weights_sha256, card.tensors)
        tensors = {name: torch.from_numpy(array) for name, array in weights.items()}
        inputs = EMBEDDING_SIZE + len(NAMES)
        module = AudioModule(inputs, card.embedding_size, card.scores_size - 1)
        try:
            module.load_state_dict(tensors)
        except RuntimeError as error:  # names or shapes that do not fit the module
            raise wrong_weights(card.weights_file) from error
        return cls(card, module, choose_device(device))

    def windows(self, features: Float32, mel: Float32) -> tuple[Float32, Float32]:
        """Embedding (n, D) and scores (n, K) of each of n windows.

        :param features: (n, features) hand-made.
        :param mel: (n, frames, bands) mel power.
        """
        card = self.card
        embeddings = np.empty((len(features), card.embedding_size), np.float32)
        scores = np.empty((len(features), card.scores_size), np.float32)
        batch = _BATCHES.get(self.device, _LARGE_BATCH)
        with torch.inference_mode():
            for start in range(0, len(features), batch):
                part = slice(start, start + batch)
                given = (torch.from_numpy(x[part]).to(self.device) for x in (features, mel))
                embedding, row = self._module(*given)
                embeddings[part], scores[part] = embedding.cpu().numpy(), row.cpu().numpy()
        return embeddings, scores

    def track(self, features: Float32, mel: Float32) -> Heard:
        """The whole track from its windows; parameters as :meth:`windows`."""
        return self.pooled(*self.windows(features, mel))

    def pooled(self, embeddings: Float32, rows: Float32) -> Heard:
        """The mean of what :meth:`windows` said of each window.

        No rows at all means silence, which is as unlike music as can be.
        """
        if not len(rows):
            return self.silence()
        embedding = embeddings.mean(axis=0)
        length = float(np.linalg.norm(embedding))
        scores = rows.mean(axis=0)
        return Heard((embedding / max(length, 1e-9)).astype(np.float32), scores.astype(np.float32))

    def silence(self) -> Heard:
        """A track in which nothing was heard: no direction, no opinion, far from all music."""
        scores = np.zeros(self.card.scores_size, np.float32)
        scores[self.card.output("distance").start] = SILENT_DISTANCE
        return Heard(np.zeros(self.card.embedding_size, np.float32), scores)


def use_threads(count: int) -> None:
    """Let torch use this many cores in this process."""
    torch.set_num_threads(count)


def choose_device(wanted: str) -> str:
    """The torch device for ``auto``, ``cpu``, ``cuda`` or ``mps``.

    :raises TaggingError: it is not there.
    """
    available = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": _has_mps()}
    if wanted == "auto":
        return next(name for name in ("cuda", "mps", "cpu") if available[name])
    if not available.get(wanted, False):
        raise TaggingError(
            sentence(
                "Tagging",
                "This computer has no device called {device} that Moodlark can use.",
                device=wanted,
            )
        )
    return wanted


def _has_mps() -> bool:
    return bool(torch.backends.mps.is_available())
