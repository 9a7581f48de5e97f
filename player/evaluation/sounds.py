"""``moodlark evaluate sounds``: what is no music gets no mood, and real music is not refused.

Command line only. The sounds are made on the spot and heard as files, as a listener's are. The
rules are in docs/EVALUATION.md.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from player.errors import FileUnreadableError
from player.evaluation.made_sounds import MadeSound, made_sounds
from player.evaluation.made_speech import can_speak, spoken_sounds
from player.library.decoding import AUDIO_SUFFIXES
from player.library.encoding import encode
from player.tagging.calibration import UNSURE, read_scores
from player.tagging.network import AudioNetwork
from player.tagging.pipeline import analyse
from player.tagging.vocabulary import MOODS
from player.training.metrics import share_interval
from player.wording import translate

Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a listener would be shown of one file."""

    name: str
    """Of the sound, or the path inside the folder of music."""
    kind: str
    """Kind of the made sound; empty for music."""
    mood: str | None
    """Id of the mood it gets; ``None`` when none is shown."""
    familiar: bool
    """It is taken for music of the kind the network knows."""
    distance: float
    """From that music; 1 is the edge."""
    failure: str = ""
    """Why it could not be heard."""


def run(
    *,
    models_dir: Path,
    music: Path | None = None,
    sounds: Iterable[MadeSound] | None = None,
    device: str = "auto",
    progress: Progress = lambda _done, _total: None,
) -> dict[str, Any]:
    """Let the shipped network hear the made sounds and the files under *music*.

    :param sounds: those to hear; by default all that can be made here.
    :returns: the JSON document of docs/EVALUATION.md.
    :raises NetworkFileError: the network cannot be read.
    """
    network = AudioNetwork.load(models_dir, device)
    made = chain(made_sounds(), spoken_sounds()) if sounds is None else sounds
    with tempfile.TemporaryDirectory(prefix="moodlark-") as folder:
        files = _told(_written(made, Path(folder)), progress)
        verdicts = [hear(*file, network) for file in files]
    return {
        "network": network.card.id,
        "version": network.card.version,
        "sounds": _sounds(verdicts),
        "music": None if music is None else _music(music, network, progress),
    }


def table(result: dict[str, Any]) -> list[tuple[str, str]]:
    """The document as rows of (what, figure) to print."""
    sounds, music = result["sounds"], result["music"]
    rows = [
        (translate("Command", "Sounds that are no music"), str(sounds["n"])),
        (translate("Command", "Given a mood"), _share(sounds, "given_a_mood")),
    ]
    kinds = _kinds()
    rows += [
        (f"  {kinds.get(kind, kind)}", f"{counts['given_a_mood']} / {counts['n']}")
        for kind, counts in sounds["by_kind"].items()
    ]
    if not sounds["speech_made"]:
        rows.append((f"  {kinds['speech']}", translate("Command", "needs espeak-ng")))
    if music is not None:
        rows.append((translate("Command", "Pieces of music"), str(music["n"])))
        rows.append((translate("Command", "Refused as no music"), _share(music, "refused")))
    return rows


def _kinds() -> dict[str, str]:
    return {
        "silence": translate("Command", "silence"),
        "noise": translate("Command", "noise"),
        "tone": translate("Command", "tones"),
        "sweep": translate("Command", "sweeps"),
        "hum": translate("Command", "hum"),
        "clicks": translate("Command", "clicks"),
        "signal": translate("Command", "signals"),
        "machine": translate("Command", "machines"),
        "surroundings": translate("Command", "surroundings"),
        "speech": translate("Command", "speech"),
    }


def names(result: dict[str, Any]) -> list[str]:
    """One line for each sound that got a mood and each piece that was refused or failed."""
    moods = {mood.id: str(mood.name) for mood in MOODS}
    lines = [f"{item['name']}: {moods[item['mood']]}" for item in result["sounds"]["given_a_mood"]]
    if result["music"] is not None:
        refused = translate("Command", "refused")
        lines += [f"{item['name']}: {refused}" for item in result["music"]["refused"]]
        lines += [f"{item['file']}: {item['failure']}" for item in result["music"]["failed"]]
    return lines


def hear(path: Path, name: str, kind: str, network: AudioNetwork) -> Verdict:
    """A quick analysis of *path*, as a listener's library gets it."""
    try:
        _, heard = analyse(str(path), track_id=0, audio_key="", depth="quick", network=network)
    except FileUnreadableError as error:
        return Verdict(name, kind, None, False, float("inf"), str(error))
    reading = read_scores(heard.scores[None, :], network.card)
    mood = int(reading.mood[0])
    return Verdict(
        name,
        kind,
        None if mood == UNSURE else MOODS[mood].id,
        bool(reading.familiar[0]),
        float(heard.scores[network.card.output("distance").start]),
    )


def _written(sounds: Iterable[MadeSound], folder: Path) -> Iterator[tuple[Path, str, str]]:
    """Every made sound as a file that is gone when the next one is asked for."""
    for sound in sounds:
        file = folder / f"{sound.name}.flac"
        encode(file, sound.y[:, None], sound.samplerate, codec="flac")
        yield file, sound.name, sound.kind
        file.unlink()


def _told(
    files: Iterable[tuple[Path, str, str]], progress: Progress, total: int | None = None
) -> Iterator[tuple[Path, str, str]]:
    """The same files, with word of each that is done."""
    for done, file in enumerate(files):
        progress(done, total)
        yield file


def _sounds(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    given = [verdict for verdict in verdicts if verdict.mood is not None]
    kinds = dict.fromkeys(verdict.kind for verdict in verdicts)
    return {
        "n": len(verdicts),
        "speech_made": can_speak(),
        "given_a_mood": [_item(verdict) for verdict in given],
        "taken_for_music": sum(verdict.familiar for verdict in verdicts),
        **_share_of(len(given), len(verdicts)),
        "by_kind": {
            kind: {
                "n": sum(verdict.kind == kind for verdict in verdicts),
                "given_a_mood": sum(verdict.kind == kind for verdict in given),
            }
            for kind in kinds
        },
        "distances": {verdict.name: _finite(verdict.distance) for verdict in verdicts},
    }


def _music(folder: Path, network: AudioNetwork, progress: Progress) -> dict[str, Any]:
    paths = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in AUDIO_SUFFIXES and path.is_file()
    )
    files = [(path, path.relative_to(folder).as_posix(), "") for path in paths]
    verdicts = [hear(*file, network) for file in _told(files, progress, len(files))]
    heard = [verdict for verdict in verdicts if not verdict.failure]
    refused = [verdict for verdict in heard if not verdict.familiar]
    return {
        "n": len(heard),
        "refused": [_item(verdict) for verdict in refused],
        "given_a_mood": sum(verdict.mood is not None for verdict in heard),
        **_share_of(len(refused), len(heard)),
        "failed": [{"file": v.name, "failure": v.failure} for v in verdicts if v.failure],
    }


def _item(verdict: Verdict) -> dict[str, Any]:
    return {
        "name": verdict.name,
        "kind": verdict.kind,
        "mood": verdict.mood,
        "distance": _finite(verdict.distance),
    }


def _finite(distance: float) -> float | None:
    return round(distance, 3) if np.isfinite(distance) else None


def _share_of(some: int, every: int) -> dict[str, Any]:
    if every == 0:
        return {"share": None, "ci95": None}
    low, high = share_interval(some, every)
    return {"share": round(some / every, 3), "ci95": [round(low, 3), round(high, 3)]}


def _share(figures: dict[str, Any], which: str) -> str:
    count = len(figures[which])
    if figures["share"] is None:
        return "0"
    low, high = figures["ci95"]
    return f"{count}  {figures['share']:.1%}  ({low:.1%} – {high:.1%})"
