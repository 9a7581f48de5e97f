"""How fast the store is with 100,000 documents, beside SQLite and TinyDB's own JSON storage.

Run by hand, ``python tests/benchmarks/store_100k.py [--tracks N]``; prints one JSON document. It is
``moodlark bench store`` under another name, and no test: figures depend on the machine and on what
else it does.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def main() -> None:
    """Measure and print."""
    from player.evaluation.bench_store import run

    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--tracks", type=int, default=100_000)
    print(json.dumps(run(parser.parse_args().tracks), indent=2))


if __name__ == "__main__":
    main()
