"""What the library holds and what would listen to it, counted.

Without Qt, torch or a child process. Main thread of a command, or a worker thread of the window.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from player.errors import NetworkFileError
from player.jobs.kept_out import KeptKind, let_in
from player.jobs.session import OpenStores
from player.jobs.view import LibraryView
from player.library.failures import Failure
from player.settings import Settings
from player.store.track_store import TrackStore
from player.tagging.card import NetworkCard


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """Counts over all tracks, and what the tagging would use."""

    tracks: int
    """Tracks known, available or not."""
    available: int
    """Those of them whose file is where it was."""
    tagged: int
    """Those with a current analysis."""
    failed: int
    """Those that cannot be read or analysed."""
    unsure: int
    """Tagged ones without a mood."""
    kept_out: Mapping[KeptKind, int]
    """Why -> available tracks that queues do not bring by themselves."""
    folders: tuple[str, ...]
    """The library's folders."""
    network: NetworkCard | None
    """Card of the shipped network; ``None`` when its file is missing or damaged."""
    device: str
    """Where the network is expected to run."""


def library_status(stores: OpenStores, *, models_dir: Path, settings: Settings) -> LibraryStatus:
    """Count what *stores* hold, as the listener's *settings* have it."""
    tracks = stores.tracks.tracks()
    card, tagged, unsure, kept_out = None, 0, 0, {}
    try:
        card = NetworkCard.load(models_dir)
    except NetworkFileError:  # counted as nothing tagged, and said by who asked
        pass
    else:
        view = LibraryView(stores.tracks, stores.listening, card, let_in=let_in(settings))
        tagged, unsure = view.analysed_count, view.unsure_count
        kept_out = {kind: len(ids) for kind, ids in view.kept_out.ids().items()}
    broken = stores.tracks.analysis_failures()
    return LibraryStatus(
        tracks=len(tracks),
        available=sum(track.available for track in tracks),
        tagged=tagged,
        failed=sum(track.failure is not None or track.id in broken for track in tracks),
        unsure=unsure,
        kept_out=kept_out,
        folders=stores.tracks.folders(),
        network=card,
        device=expected_device(settings.device),
    )


def library_failures(tracks: TrackStore) -> list[Failure]:
    """Every file and folder that cannot be used, in order of their paths: what the last scan could
    not read, and what could be read but not listened to."""
    found = tracks.failures()
    for track in tracks.tracks():
        if track.failure is not None and track.path not in found and track.available:
            found[track.path] = Failure(
                track.path, track.failure, temporary=False, first_at=track.added_at
            )
    for track_id, why in tracks.analysis_failures().items():
        if track_id in tracks and (track := tracks.track(track_id)).path not in found:
            found[track.path] = Failure(track.path, why, temporary=False, first_at=None)
    return [found[path] for path in sorted(found)]


def expected_device(choice: str) -> str:
    """What ``auto`` will most likely be, told without loading torch (that takes seconds)."""
    if choice != "auto":
        return choice
    if sys.platform == "darwin":
        return "mps"
    try:
        cpu_only = version("torch").endswith("+cpu")
    except PackageNotFoundError:  # the stand-alone build carries no package records
        cpu_only = True
    has_driver = Path("/proc/driver/nvidia/version").exists()
    return "cuda" if has_driver and not cpu_only else "cpu"
