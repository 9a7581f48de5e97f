"""Moves, new tags, copies, deletions, drives that go and come, and rescans, in any order: ratings
and plays are found where a reference that knows every file finds them.

``MOODLARK_SCAN_RUNS`` sets how many random histories of sixty steps are tried (twelve in
``make test``).
"""

from __future__ import annotations

import os
import random
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest
from mutagen import File as TagFile
from mutagen.id3 import TIT2
from sound_files import encode, sweep
from test_scan import HereReader

from player.jobs.scan import scan_folders
from player.library.track import Play
from player.store.listening_store import ListeningStore
from player.store.track_store import TrackStore

RUNS = int(os.environ.get("MOODLARK_SCAN_RUNS", "12"))
KINDS = ("mp3", "flac", "opus", "m4a", "wav")
SOUNDS = 10
STEPS = 60
NAMES = ("a", "b", "ü", "曲")
ROOTS = ("one", "two")

_made: dict[int, bytes] = {}


def sound(number: int) -> tuple[str, bytes]:
    """Kind and content of a short file: each number another sound, titled by its number."""
    kind = KINDS[number % len(KINDS)]
    if number not in _made:
        with tempfile.TemporaryDirectory() as folder:
            path = encode(
                Path(folder) / f"x.{kind}", sweep(0.3, 48000, low=100 + 97 * number), 48000
            )
            retag(path, f"song {number}")
            _made[number] = path.read_bytes()
    return kind, _made[number]


def retag(path: Path, title: str) -> None:
    file = TagFile(path)
    if file.tags is None:
        file.add_tags()
    if path.suffix in (".mp3", ".wav"):
        file.tags.setall("TIT2", [TIT2(encoding=3, text=[title])])
    else:
        file.tags["\xa9nam" if path.suffix == ".m4a" else "title"] = [title]
    file.save()


@dataclass
class Known:
    """What the reference knows of one track."""

    sound: int
    path: str
    """Where it was seen last."""
    rating: int
    number: int
    """Its place in the order of discovery, told to the store as the start of a play."""


class Library:
    """The files, the stores, and the reference."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder, self.chance = folder, chance
        self.tracks = TrackStore.open(self.folder / "store")
        self.listening = ListeningStore.open(self.folder / "store")
        self.files: dict[Path, int] = {}  # path -> sound, what lies on the disk
        self.known: list[Known] = []
        self.mixed: set[int] = set()  # sounds whose copies cannot be told apart any more
        self.away: set[str] = set()  # roots whose drive is not there
        self.left: set[str] = set()  # roots that are not in the library now
        self.clock = 10**18
        self.compared = 0
        for root in ROOTS:
            (folder / root).mkdir()

    def close(self) -> None:
        self.tracks.close()
        self.listening.close()

    # -- the disk

    def place(self, sound_number: int) -> Path:
        root = self.chance.choice(sorted(set(ROOTS) - self.away))
        sub, name = self.chance.choice(("", "deep", "deep/er")), self.chance.choice(NAMES)
        return self.folder / root / sub / f"{name}.{KINDS[sound_number % len(KINDS)]}"

    def reachable(self) -> list[Path]:
        return sorted(path for path in self.files if self.root(path) not in self.away)

    def root(self, path: Path) -> str:
        return path.relative_to(self.folder).parts[0]

    def write(self, path: Path, sound_number: int, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.touch(path)
        self.files[path] = sound_number

    def touch(self, path: Path) -> None:
        self.clock += 10**9  # the time alone tells a change: some clocks tick every 4 ms
        os.utime(path, ns=(self.clock, self.clock))

    def add(self) -> None:
        """A file comes, perhaps onto another."""
        number = self.chance.randrange(SOUNDS)
        self.write(self.place(number), number, sound(number)[1])

    def copy(self) -> None:
        source = self.chance.choice(self.reachable())
        target = self.place(self.files[source])
        if target != source:
            self.write(target, self.files[source], source.read_bytes())

    def move(self) -> None:
        """To another place, perhaps onto another file."""
        source = self.chance.choice(self.reachable())
        target = self.place(self.files[source])
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)
        self.files[target] = self.files.pop(source)

    def change_places(self) -> None:
        one, other = self.chance.choices(self.reachable(), k=2)
        if one != other and one.suffix == other.suffix:
            one.rename(self.folder / "x")
            other.rename(one)
            (self.folder / "x").rename(other)
            self.files[one], self.files[other] = self.files[other], self.files[one]

    def retag(self) -> None:
        path = self.chance.choice(self.reachable())
        retag(path, f"{'长 ü' * self.chance.randrange(40)} {self.clock}")
        self.touch(path)

    def delete(self) -> None:
        path = self.chance.choice(self.reachable())
        path.unlink()
        del self.files[path]

    def unplug_or_plug_in(self) -> None:
        root = self.chance.choice(ROOTS)
        here, there = self.folder / root, self.folder / f"{root} (away)"
        if root in self.away:
            there.rename(here)
            self.away.discard(root)
        elif not self.away:
            here.rename(there)
            self.away.add(root)

    # -- the library

    def leave(self) -> None:
        """The listener takes a folder out of the library; a later scan brings it back."""
        if self.left:
            return
        root = self.chance.choice(ROOTS)
        folder = str(self.folder / root)
        self.tracks.remove_folder(folder)
        self.tracks.forget_tracks(
            track.id for track in self.tracks.tracks() if track.path.startswith(folder + "/")
        )
        self.left.add(root)

    def open_again(self) -> None:
        self.close()
        self.tracks = TrackStore.open(self.folder / "store")
        self.listening = ListeningStore.open(self.folder / "store")

    def scan(self) -> None:
        """Look again, through the program and through the reference."""
        every = self.chance.random() < 0.5
        folders = [root for root in ROOTS if every or root not in self.left]
        scan_folders(
            self.tracks,
            [self.folder / root for root in folders],
            processes=HereReader(),
            believe=lambda _doubt: True,
        )
        if every:
            self.left.clear()
        there = set(folders) - self.away
        self.refer({path: s for path, s in self.files.items() if self.root(path) in there})
        self.check()
        self.nothing_is_lost()

    def refer(self, seen: dict[Path, int]) -> None:
        """The reference's own idea of a scan: what keeps its place stays, what is new at a place
        takes over what is gone of the same sound, the rest is new."""
        placed: dict[Path, Known] = {}
        for known in self.known:
            path = Path(known.path)
            if seen.get(path) == known.sound and path not in placed:
                placed[path] = known
        homeless = defaultdict(list)
        for known in self.known:
            if known not in placed.values():
                homeless[known.sound].append(known)
        newcomers = defaultdict(list)
        for path, number in seen.items():
            if path not in placed:
                newcomers[number].append(path)
        for number, paths in newcomers.items():
            if homeless[number] and (len(homeless[number]), len(paths)) != (1, 1):
                self.mixed.add(number)
            for path in sorted(paths):
                self.settle(number, path, homeless[number])

    def settle(self, number: int, path: Path, homeless: list[Known]) -> None:
        if homeless:
            homeless.pop(0).path = str(path)
            return
        track = self.tracks.by_path(str(path))
        assert track is not None
        known = Known(number, str(path), 1 + len(self.known) % 5, len(self.known))
        self.known.append(known)
        if number not in self.mixed:
            assert track.id not in self.listening.ratings(), "a new track has a past"
        self.listening.set_rating(track.id, known.rating)
        self.listening.add_play(Play(track.id, float(known.number), 1.0))

    def check(self) -> None:
        ratings = self.listening.ratings()
        plays = {play.track_id: play.started_at for play in self.listening.plays()}
        for known in self.known:
            if known.sound in self.mixed or self.files.get(Path(known.path)) != known.sound:
                continue
            if self.root(Path(known.path)) in self.away | self.left:
                continue
            track = self.tracks.by_path(known.path)
            assert track is not None and track.available
            assert ratings[track.id] == known.rating
            assert plays[track.id] == known.number
            self.compared += 1

    def nothing_is_lost(self) -> None:
        """Whatever happened, each rating and play is still there, of a track that is known."""
        ratings, plays = self.listening.ratings(), self.listening.plays()
        assert len(plays) == len(self.known)
        assert len(ratings) >= sum(known.sound not in self.mixed for known in self.known)
        for track_id in {*ratings, *(play.track_id for play in plays)}:
            self.tracks.track(track_id)

    def step(self) -> None:
        """One thing happens; often somebody looks."""
        on_files = (self.copy, self.move, self.change_places, self.retag, self.delete)
        if len(self.files) < 3 or self.chance.random() < 0.25:
            self.add()
        elif self.reachable() and self.chance.random() < 0.75:
            self.chance.choice(on_files)()
        else:
            self.chance.choice((self.unplug_or_plug_in, self.leave, self.open_again))()
        if self.chance.random() < 0.6:
            self.scan()


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(RUNS))
def test_what_was_said_of_a_sound_is_found_where_the_sound_is(tmp_path: Path, seed: int) -> None:
    library = Library(tmp_path, random.Random(seed))
    try:
        for _ in range(STEPS):
            library.step()
        library.scan()
    finally:
        library.close()
    assert library.compared > STEPS // 4
