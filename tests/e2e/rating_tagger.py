"""A program to be killed: tags a library while its listener rates, and says what was acknowledged.

Run as ``python rating_tagger.py HOME``. Prints ``stored COUNT`` after each batch of analyses, and
``rated ID STARS`` after the store has acknowledged each rating.
"""

from __future__ import annotations

import sys
import threading
import time

from player.jobs.session import OpenStores
from player.jobs.tag import TagJob
from player.paths import find_home, models_dir


def main() -> None:
    home = find_home(sys.argv[1])
    with OpenStores(home) as stores:
        job = TagJob(
            stores.tracks,
            models_dir(),
            device="cpu",
            cache_dir=home.cache_dir,
            on_stored=lambda ids: print("stored", len(ids), flush=True),
        )
        thread = threading.Thread(target=job.run, kwargs={"until_done": True})
        thread.start()
        stars = 0
        while thread.is_alive():
            for track in stores.tracks.tracks():
                stars = stars % 5 + 1
                stores.listening.set_rating(track.id, stars).result()
                print("rated", track.id, stars, flush=True)
                time.sleep(0.02)
        thread.join()
    print("finished", flush=True)


if __name__ == "__main__":
    main()
