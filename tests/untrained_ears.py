"""Encoders that never learned anything, where what they say does not matter."""

from pathlib import Path

import torch

from player.tagging.encoder import EMBEDDING_SIZE, Encoder
from player.training.distill import CHARACTER
from player.training.ears import save_ears


def write_untrained_ears(folder: Path) -> Path:
    """One encoder, for all folds."""
    torch.manual_seed(0)
    save_ears(
        folder,
        [Encoder().eval()],
        withheld={},
        made={"steps": 0},
        teachings=torch.randn(len(CHARACTER), EMBEDDING_SIZE),
    )
    return folder
