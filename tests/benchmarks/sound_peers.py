"""``moodlark bench sound`` into a PulseAudio sink that nobody hears, beside mpv and ffplay.

Run by hand, ``python tests/benchmarks/sound_peers.py [--seconds 30]``, where PulseAudio can be
started. It is no test: figures depend on the machine and on what else it does. Prints a table.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))


def main() -> None:
    from player.evaluation.bench_sound import run
    from tests.sound_server import SoundServer

    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--seconds", type=float, default=30.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        server = SoundServer(Path(place))
        server.start()
        try:
            os.environ.update(server.environment)  # before anything looks for devices
            figures = run(options.seconds)
        finally:
            server.stop()
    for name, value in figures.items():
        print(f"{name:32}{value:>12}")


if __name__ == "__main__":
    main()
