"""Lyrics by a BERT sequence classifier of the ``transformers`` package. Command line only.

Trained by :mod:`player.training.lyric_epochs`. From scratch: a small network whose tokens are
learned on the spot. With a backbone: any pretrained encoder in a local folder; nothing is ever
fetched, and no code that comes with weights is run.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
from torch import Tensor, nn
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    BertConfig,
    BertForSequenceClassification,
)
from transformers.utils import logging

from player.errors import UsageError
from player.training.lyric_songs import LABELS, Song
from player.wording import sentence

_VOCABULARY = 8000
_LONGEST = 256
_PAD, _UNKNOWN, _START, _END = "[PAD]", "[UNK]", "[CLS]", "[SEP]"


class TransformerReader:
    """See :class:`player.training.lyric_epochs.Reader`."""

    def __init__(
        self, language: str, texts: Sequence[Song], backbone: Path | None, device: str
    ) -> None:
        """:param texts: what the tokens are learned from, without a backbone.

        :raises UsageError: there is no usable network in the folder *backbone*.
        """
        self.language = language
        self._tokenizer: Any = None
        if backbone is None:
            self._tokenizer = _learn_tokens(texts)
            self.module: nn.Module = _small_network(self._tokenizer.get_vocab_size()).to(device)
        else:
            self._pretrained, self.module = _load(backbone)
            self.module.to(device)

    def encode(self, songs: Sequence[Song]) -> list[list[int]]:
        """Tokens between the marks of start and end."""
        texts = ["\n".join(song.lyrics.lines) for song in songs]
        if self._tokenizer is None:
            encoded = self._pretrained(texts, truncation=True, max_length=_LONGEST)
            return [list(row) for row in encoded["input_ids"]]
        start, end = (self._tokenizer.token_to_id(mark) for mark in (_START, _END))
        rows = [encoding.ids for encoding in self._tokenizer.encode_batch(texts)]
        return [[start, *row[: _LONGEST - 2], end] for row in rows]

    def scores(self, tokens: Tensor, mask: Tensor) -> Tensor:
        """(batch, 4)."""
        result: Tensor = self.module(input_ids=tokens, attention_mask=mask.long()).logits
        return result


def _learn_tokens(texts: Sequence[Song]) -> Tokenizer:
    """Pieces of words as BERT's; every Chinese character is a token of its own."""
    tokenizer = Tokenizer(models.WordPiece(unk_token=_UNKNOWN))
    tokenizer.normalizer = normalizers.BertNormalizer(handle_chinese_chars=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(
        vocab_size=_VOCABULARY,
        special_tokens=[_PAD, _UNKNOWN, _START, _END],
        show_progress=False,
    )
    tokenizer.train_from_iterator(("\n".join(text.lyrics.lines) for text in texts), trainer)
    return tokenizer


def _small_network(vocabulary: int) -> nn.Module:
    config = BertConfig(
        vocab_size=vocabulary,
        hidden_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=256,
        max_position_embeddings=_LONGEST,
        hidden_dropout_prob=0.2,
    )
    config.num_labels = len(LABELS)
    network: nn.Module = BertForSequenceClassification(config)
    return network


def _load(folder: Path) -> tuple[Any, nn.Module]:
    # That the head is new is what is wanted: no need to warn of it.
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        tokenizer = AutoTokenizer.from_pretrained(
            folder, local_files_only=True, trust_remote_code=False
        )
        network: nn.Module = AutoModelForSequenceClassification.from_pretrained(
            folder,
            num_labels=len(LABELS),
            local_files_only=True,
            trust_remote_code=False,
            use_safetensors=True,
            ignore_mismatched_sizes=True,
        )
    except (OSError, ValueError) as error:
        raise UsageError(
            sentence(
                "Command",
                "{folder} holds no pretrained network that can be used: {reason}",
                folder=str(folder),
                reason=str(error),
            )
        ) from error
    return tokenizer, network
