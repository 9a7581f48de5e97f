"""Read the teachers' weights out of the files of the data folder. Training only.

``yamnet.tflite`` is walked operator by operator (its tensors have no useful names);
the taggers are Keras 1 weight files. Both libraries belong to the ``train`` extra.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from player.errors import UsageError
from player.training.teachers import TaggerCnn, TaggerCrnn, Yamnet
from player.wording import sentence

_YAMNET_FILE = "yamnet.tflite"
_TAGGER_FILE = "music_tagger/music_tagger_{kind}_weights_tensorflow.h5"


def teacher_files(folder: Path) -> tuple[Path, ...]:
    """The files the teachers are read from.

    :raises UsageError: one is missing.
    """
    names = (_YAMNET_FILE, *(_TAGGER_FILE.format(kind=kind) for kind in ("cnn", "crnn")))
    return tuple(_existing(folder / name) for name in names)


def load_yamnet(folder: Path) -> Yamnet:
    """YAMNet from ``yamnet.tflite``.

    :raises UsageError: the file is missing, or what reads it is not installed.
    """
    try:
        from ai_edge_litert.interpreter import Interpreter
    except ImportError as error:
        raise _not_installed("ai-edge-litert") from error
    reader = Interpreter(str(_existing(folder / _YAMNET_FILE)))
    reader.allocate_tensors()
    operators = [op for op in reader._get_ops_details() if op["op_name"] != "DELEGATE"]

    def constants(name: str) -> list[list[Any]]:
        return [
            [_dequantised(reader, int(i)) for i in op["inputs"][1:] if i >= 0]
            for op in operators
            if op["op_name"] == name
        ]

    (window,) = constants("MUL")[0]
    mel, output = constants("FULLY_CONNECTED")
    convolutions, depthwise = constants("CONV_2D"), constants("DEPTHWISE_CONV_2D")
    weights = {"window": window, "mel": mel[0], "mel_bias": mel[1]}
    weights |= {"out_w": output[0], "out_b": output[1]}
    for name, (kernel, bias) in zip(
        ["conv", *(f"point{i}" for i in range(13))], convolutions, strict=True
    ):
        weights |= {f"{name}_w": np.moveaxis(kernel, 3, 1), f"{name}_b": bias}
    for i, (kernel, bias) in enumerate(depthwise):
        weights |= {f"depth{i}_w": np.moveaxis(kernel, 3, 0), f"depth{i}_b": bias}
    return Yamnet({name: _tensor(value) for name, value in weights.items()})


def load_tagger_cnn(folder: Path) -> TaggerCnn:
    """The CNN tagger.

    :raises UsageError: the file is missing, or what reads it is not installed.
    """
    return TaggerCnn(_keras_weights(folder / _TAGGER_FILE.format(kind="cnn")))


def load_tagger_crnn(folder: Path) -> TaggerCrnn:
    """The CRNN tagger.

    :raises UsageError: the file is missing, or what reads it is not installed.
    """
    return TaggerCrnn(_keras_weights(folder / _TAGGER_FILE.format(kind="crnn")))


def yamnet_classes(folder: Path) -> tuple[str, ...]:
    """Names of YAMNet's 521 classes in the order of its logits.

    :raises UsageError: the file is missing.
    """
    with _existing(folder / "yamnet_class_map.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(row["display_name"] for row in csv.DictReader(lines))


def tagger_tags(folder: Path) -> tuple[str, ...]:
    """Names of the taggers' 50 tags in the order of their logits.

    :raises UsageError: the file is missing.
    """
    text = _existing(folder / "music_tagger" / "tags50.json").read_text(encoding="utf-8")
    return tuple(json.loads(text))


def _keras_weights(file: Path) -> dict[str, Tensor]:
    """Flat names without Keras' suffixes: ``conv1_W``, ``bn1_gamma``, ``gru1_U_z``..."""
    try:
        import h5py
    except ImportError as error:
        raise _not_installed("h5py") from error
    weights: dict[str, Tensor] = {}

    def keep(name: str, item: Any) -> None:
        if isinstance(item, h5py.Dataset):
            plain = name.rpartition("/")[2].partition(":")[0].removesuffix("_1")
            weights[plain] = _tensor(item[()])

    with h5py.File(_existing(file)) as stored:
        stored.visititems(keep)
    return weights


def _dequantised(reader: Any, index: int) -> Any:
    """A constant as floating point; the large ones are 8 bits with a scale per channel."""
    value = reader.get_tensor(index)
    how = reader._get_tensor_details(index, 0)["quantization_parameters"]
    if not len(how["scales"]):
        return value
    shape = [1] * value.ndim
    shape[how["quantized_dimension"]] = -1
    return value * how["scales"].reshape(shape)


def _tensor(value: Any) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(value, np.float32))


def _not_installed(library: str) -> UsageError:
    return UsageError(
        sentence(
            "Command",
            "The teachers cannot be read without {library}, which is not installed. Install"
            " Moodlark with its “train” extra: pip install moodlark[train]",
            library=library,
        )
    )


def _existing(file: Path) -> Path:
    if not file.is_file():
        raise UsageError(sentence("Command", "The teacher {file} is missing.", file=str(file)))
    return file
