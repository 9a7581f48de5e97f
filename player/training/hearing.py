"""Labelled clips and made sounds as the encoders hear them: where training and judging both begin.

Command line only. Must not fit anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from player.errors import UsageError
from player.training.clip_features import ClipFeatures, hear_clips, hear_segments
from player.training.clips import Clip
from player.training.ears import Ears, load_ears
from player.training.not_music import made_sounds
from player.wording import sentence


@dataclass(frozen=True, slots=True)
class HeardClips:
    """Everything heads are fitted on."""

    clips: tuple[Clip, ...]
    """The clips that could be heard."""
    heard: tuple[ClipFeatures, ...]
    """What was heard in each."""
    made: tuple[ClipFeatures, ...]
    """The made sounds that are no music."""
    ears: Ears
    """What they were heard with."""
    left_out: tuple[tuple[str, str], ...]
    """Clips that could not be heard, and why."""


def hear_everything(
    clips: Sequence[Clip],
    ears_folder: Path,
    *,
    cache: Path | None,
    workers: int = 1,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> HeardClips:
    """Listen to *clips* with all encoders, and to the made sounds.

    :param cache: file that keeps what was heard between runs.
    :raises UsageError: there are no encoders, they were made for other folds, or no clip can be
        heard.
    """
    ears = load_ears(ears_folder)
    sounds = hear_clips(
        [clip.path for clip in clips],
        ears_folder,
        cache=cache,
        workers=workers,
        progress=progress,
    )
    pairs = list(zip(clips, sounds, strict=True))
    usable = [(clip, sound) for clip, sound in pairs if not sound.failure]
    if not usable:
        raise UsageError(sentence("Command", "None of the labelled clips can be used."))
    ears.check_folds({sound.sha256: clip.fold for clip, sound in usable})
    return HeardClips(
        tuple(clip for clip, _ in usable),
        tuple(sound for _, sound in usable),
        tuple(_hear_made(ears)),
        ears,
        tuple((clip.name, sound.failure) for clip, sound in pairs if sound.failure),
    )


def _hear_made(ears: Ears) -> list[ClipFeatures]:
    heard = [hear_segments("", [np.asarray(y / 32768, np.float32)], ears) for y in made_sounds()]
    return [sound for sound in heard if not sound.failure]
