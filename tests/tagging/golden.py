"""What the shipped network says of five demo pieces: written by ``python -m tests.tagging.golden``.

Run it after a new network was trained, and look at what changed.
"""

import json
from pathlib import Path

import numpy as np

from player.paths import demo_dir, models_dir
from player.tagging.network import AudioNetwork, Heard
from player.tagging.pipeline import analyse

GOLDEN = Path(__file__).with_name("golden.json")


def pieces() -> list[Path]:
    return sorted(demo_dir().rglob("*.opus"))[:5]


def hear(network: AudioNetwork, path: Path) -> Heard:
    _, heard = analyse(str(path), track_id=1, audio_key="", depth="quick", network=network)
    return heard


def _rounded(values: np.ndarray) -> list[float]:
    return [round(float(value), 5) for value in values]


def main() -> None:
    network = AudioNetwork.load(models_dir(), "cpu")
    heard = {path.name: hear(network, path) for path in pieces()}
    document = {
        "version": network.card.version,
        "scores": {name: _rounded(said.scores) for name, said in heard.items()},
        "embedding": {name: _rounded(said.embedding) for name, said in heard.items()},
    }
    GOLDEN.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
