"""Quod Libet's own scan of one folder, for comparison: prints its seconds and songs as JSON.

Run by the Python that Quod Libet is installed for, ``/usr/bin/python3 quodlibet_scan.py FOLDER``
(Debian: ``apt-get install --no-install-recommends quodlibet``). Its window is not opened and its
library is not saved; only ``library.scan`` is timed. Exits with 3 where it is not installed.
"""

from __future__ import annotations

import json
import sys
import time

try:
    import quodlibet
except ImportError:
    sys.exit(3)


def main(folder: str) -> None:
    quodlibet.init_cli(no_translations=True)
    from quodlibet import library

    songs = library.init()
    begun, cpu = time.perf_counter(), time.process_time()
    for _ in songs.scan([folder]):
        pass
    seconds, cpu_s = time.perf_counter() - begun, time.process_time() - cpu
    print(json.dumps({"version": quodlibet.get_build_description(), "songs": len(songs),
                      "seconds": seconds, "cpu_s": cpu_s}))  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1])
