"""Lyrics by a bidirectional LSTM over hashed words or Chinese characters. Command line only.

Trained by :mod:`player.training.lyric_epochs`. Tokens are numbered by a hash, so there is no
vocabulary to keep.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import torch
from torch import Tensor, nn

from player.tagging.lyric_text import words_of
from player.training.lyric_songs import LABELS, Song

_BUCKETS = 1 << 15
_EMBEDDING, _HIDDEN = 64, 64
_LONGEST = 256
"""Tokens; about two verses and a chorus say what a song is like."""


class LstmModule(nn.Module):
    """Embedding -> BiLSTM -> mean and maximum over the text -> four scores."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(_BUCKETS + 1, _EMBEDDING, padding_idx=0)
        # Small at first: a few hundred songs must be able to move them.
        nn.init.normal_(self.embedding.weight, std=0.1)
        self.dropout = nn.Dropout(0.3)
        self.lstm = nn.LSTM(_EMBEDDING, _HIDDEN, batch_first=True, bidirectional=True)
        self.head = nn.Linear(4 * _HIDDEN, len(LABELS))

    def forward(self, tokens: Tensor, mask: Tensor) -> Tensor:
        """(batch, 4) of (batch, length) tokens and where they are real."""
        states, _ = self.lstm(self.dropout(self.embedding(tokens)))
        real = mask[..., None]
        mean = (states * real).sum(1) / real.sum(1)
        top = states.masked_fill(~real, -1e4).amax(1)
        scores: Tensor = self.head(self.dropout(torch.cat([mean, top], dim=1)))
        return scores


class LstmReader:
    """See :class:`player.training.lyric_epochs.Reader`."""

    def __init__(self, language: str, device: str) -> None:
        self.language = language
        self.module: nn.Module = LstmModule().to(device)

    def encode(self, songs: Sequence[Song]) -> list[list[int]]:
        """Hashes of the first words or characters of each text."""
        return [[_bucket(token) for token in self._tokens(song)[:_LONGEST]] for song in songs]

    def scores(self, tokens: Tensor, mask: Tensor) -> Tensor:
        """(batch, 4)."""
        result: Tensor = self.module(tokens, mask)
        return result

    def _tokens(self, song: Song) -> list[str]:
        if self.language == "zh":
            return list("".join(song.lyrics.lines).replace(" ", ""))
        return [word for line in song.lyrics.lines for word in words_of(line)]


def _bucket(token: str) -> int:
    return 1 + zlib.crc32(token.encode()) % _BUCKETS
