"""Tags of files that need not be in the library: ``moodlark tags FILE...``.

Main thread of a command. The files are listened to by the tagging process and then looked at
through a library view of their own, in a folder that is thrown away; nothing is remembered.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from player.errors import StoreLockedError, TaggingError
from player.jobs.session import OpenStores
from player.jobs.view import LibraryView
from player.library.content import Content
from player.library.quality import QualityIssue, quality_of
from player.library.scanner import FoundFile, read_file
from player.library.track import Analysis, Correction, Depth, FileStamp, Metadata, Tags, Track
from player.paths import Home
from player.tagging.calibration import read_character
from player.tagging.card import NetworkCard
from player.tagging.messages import Event, Refused, TagRequest, TagResult
from player.tagging.process import TaggingProcess
from player.wording import Sentence, sentence

_POLL_S = 0.5


@dataclass(frozen=True, slots=True)
class Known:
    """What the library knows of a file."""

    correction: Correction | None
    """What the listener says of it."""
    share: Mapping[str, float] | None
    """Mood id -> share of the library with less of it; ``None`` when it was not analysed yet."""
    recalibrated: Tags | None
    """How it feels, where what the listener said of other tracks has a part in it."""


@dataclass(frozen=True, slots=True)
class FileTags:
    """What is known of one file now."""

    path: str
    """As it was named, made absolute."""
    metadata: Metadata
    """What the file says of itself."""
    analysis: Analysis | None
    """Facts about its sound; ``None`` when it could not be read."""
    tags: Tags | None
    """How it feels; ``None`` when it could not be analysed."""
    failure: Sentence | None
    """Why there is nothing."""
    share: Mapping[str, float] | None
    """Mood id -> share of the library with less of it, as the library knows the file."""
    character: Mapping[str, float]
    """``vocal``, ``acoustic``, ``danceable``, ``speech`` -> share of the training clips with less
    of it, from the network's teachers alone; empty when nothing is known."""
    content: Content | None = None
    """What it holds when it is no ordinary music."""
    quality: tuple[QualityIssue, ...] = ()
    """What is wrong with it, the worst first."""


def tag_files(
    paths: Sequence[str],
    *,
    models_dir: Path,
    device: str,
    depth: Depth,
    known: Mapping[str, Known] = MappingProxyType({}),
    cache_dir: Path | None = None,
    progress: Callable[[int, int | None], None] = lambda _done, _total: None,
) -> list[FileTags]:
    """Listen to *paths* and tell, in their order, what they are.

    :param known: what the library knows of some of them, by path.
    :param progress: called with files done and files in all.
    :raises NetworkFileError: there is no usable network.
    :raises TaggingError: the tagging process cannot work.
    """
    tracks = [_read(number, path) for number, path in enumerate(paths, start=1)]
    requests = [
        TagRequest(track.id, track.path, track.audio_key, depth)
        for track in tracks
        if track.failure is None
    ]
    process = TaggingProcess(models_dir, device, cache_dir=cache_dir)
    results = _listen(process, requests, progress) if requests else []
    with tempfile.TemporaryDirectory(prefix="moodlark-") as folder:
        return _look(tracks, results, known, process.card, Home(Path(folder)))


def known_of(home: Home, paths: Iterable[str], models_dir: Path) -> dict[str, Known]:
    """What the library knows of those *paths* that are in it.

    Nothing when there is no library, or while another Moodlark has it open.

    :raises NetworkFileError: there is no usable network.
    """
    if not home.store_dir.exists():
        return {}
    try:
        with OpenStores(home) as stores:
            found = {path: stores.tracks.by_path(path) for path in paths}
            tracks = {
                path: t for path, t in found.items() if t is not None and t.id in stores.tracks
            }
            if not tracks:
                return {}
            view = LibraryView(stores.tracks, stores.listening, NetworkCard.load(models_dir))
            return {
                path: Known(
                    view.correction(track.id),
                    view.library_share(track.id),
                    _recalibrated(view.tags(track.id)),
                )
                for path, track in tracks.items()
            }
    except StoreLockedError:
        return {}


def _recalibrated(tags: Tags | None) -> Tags | None:
    """*tags* where they are not the network's alone: listening again would not give them."""
    return tags if tags is not None and tags.source == "recalibrated" else None


def _read(number: int, path: str) -> Track:
    file = Path(path)
    stamp = FileStamp(0, 0)
    if file.is_file():
        status = file.stat()
        stamp = FileStamp(status.st_size, status.st_mtime_ns)
    read = read_file(FoundFile(path, stamp))
    return Track(
        id=number,
        path=path,
        stamp=stamp,
        audio_key=read.audio_key,
        metadata=read.metadata,
        added_at=time.time(),
        # The scan of a file that is gone says what the system said, in the system's language.
        failure=read.failure if file.exists() else _no_file(path),
    )


def _no_file(path: str) -> Sentence:
    return sentence("Command", "There is no file {path}.", path=path)


def _listen(
    process: TaggingProcess,
    requests: Sequence[TagRequest],
    progress: Callable[[int, int | None], None],
) -> list[TagResult]:
    results: list[TagResult] = []
    process.start()
    try:
        process.submit(requests)
        while len(results) < len(requests):
            progress(len(results), len(requests))
            results += _results(process.poll(_POLL_S))
    finally:
        process.stop()
    return results


def _results(events: Iterable[Event]) -> list[TagResult]:
    found = []
    for event in events:
        match event:
            case Refused(why):
                raise TaggingError(why)
            case TagResult():
                found.append(event)
    return found


def _look(
    tracks: Sequence[Track],
    results: Sequence[TagResult],
    known: Mapping[str, Known],
    card: NetworkCard,
    home: Home,
) -> list[FileTags]:
    with OpenStores(home) as stores:
        stores.tracks.put_tracks(tracks)
        stores.tracks.put_analyses([(r.analysis, r.embedding, r.scores) for r in results])
        for track in tracks:
            said = known[track.path].correction if track.path in known else None
            if said is not None:
                stores.listening.set_correction(replace(said, track_id=track.id))
        view = LibraryView(stores.tracks, stores.listening, card)
        heard = {result.analysis.track_id: result for result in results}
        return [
            _file_tags(track, heard.get(track.id), view, known.get(track.path), card)
            for track in tracks
        ]


def _file_tags(
    track: Track,
    heard: TagResult | None,
    view: LibraryView,
    known: Known | None,
    card: NetworkCard,
) -> FileTags:
    analysis = heard.analysis if heard is not None else None
    failure = track.failure
    if failure is None and analysis is not None:
        failure = analysis.failure
    return FileTags(
        path=track.path,
        metadata=track.metadata,
        analysis=analysis,
        tags=_tags(track, view, known) if failure is None else None,
        failure=failure,
        share=known.share if known is not None else None,
        character=read_character(heard.scores, card)
        if heard is not None and heard.scores is not None
        else {},
        content=view.kept_out.content(track.id),
        quality=quality_of(replace(track, failure=failure), analysis),
    )


def _tags(track: Track, view: LibraryView, known: Known | None) -> Tags | None:
    """As the listener's library has them, where their corrections have a part in them."""
    if known is not None and known.recalibrated is not None:
        return known.recalibrated
    return view.tags(track.id)
