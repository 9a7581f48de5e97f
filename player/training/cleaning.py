"""What is left out before training, and what is kept together: faults of the data, each listed.

Command line only. Clips without usable sound are left out, and so is the second of two clips with
the same sound and the same labels. Clips with the same recording in them (a copy, another
encoding, an excerpt) but in different groups keep their labels and become one group, so that no
split separates them. Must not decode; must not change labels.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from player.training.clip_audio import SOUND_SR, ClipSound, Int16
from player.training.clips import Clip, regroup
from player.training.fingerprint import Match, find_matches, fingerprint
from player.wording import translate

SHORTEST_S = 1.0
"""Shorter clips are left out."""

QUIETEST_DB = -60.0
"""Clips whose loudest :data:`_LEVEL_S` stays below this (RMS, dB of full scale) are silent: most of
what could be learned from them is the noise of their 16 bits."""

_LEVEL_S = 0.4


@dataclass(frozen=True, slots=True)
class CleaningReport:
    """What the cleaning kept and did, by names of clips."""

    kept: tuple[Clip, ...]
    """The clips to train on, in their order; groups, folds and kinds after joining."""
    places: tuple[int, ...]
    """Where each of them stood in what was given, to find its sound."""
    left_out: tuple[tuple[str, str], ...]
    """(clip, why)."""
    joined: tuple[tuple[str, str, str], ...]
    """(clip, clip, why): they were in different groups and are in one now."""
    contradictions: tuple[tuple[str, str, str], ...]
    """(clip, clip, labels): the same sound, labelled differently; both are kept, in one group."""


def clean(
    clips: Sequence[Clip],
    sounds: Sequence[ClipSound],
    *,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> CleaningReport:
    """Sort out *clips* by their *sounds* (in the same order).

    :param progress: told (clips looked at, clips in all).
    :raises ValueError: there are not as many sounds as clips.
    """
    if len(clips) != len(sounds):
        raise ValueError(f"{len(sounds)} sounds for {len(clips)} clips")
    left_out = {i: why for i, sound in enumerate(sounds) if (why := _fault(sound))}
    usable = [i for i in range(len(clips)) if i not in left_out]
    digests: dict[int, bytes] = {}
    prints = []
    for done, i in enumerate(usable, 1):
        digests[i] = hashlib.blake2b(
            np.ascontiguousarray(sounds[i].y).data, digest_size=16
        ).digest()
        prints.append(fingerprint(sounds[i].piece()))
        progress(done, len(usable))
    copies = _copies(digests)
    alike = [(a, b, translate("Training", "the same sound")) for a, b in copies]
    for match in find_matches(prints):
        a, b = usable[match.one], usable[match.other]
        if digests[a] != digests[b]:
            alike.append((a, b, _overlap(match)))
    apart = [(a, b, why) for a, b, why in alike if clips[a].group != clips[b].group]
    grouped = regroup(clips, [(clips[a].group, clips[b].group) for a, b, _ in apart])
    for copy, first in _spare(clips, digests).items():
        left_out[copy] = translate(
            "Training", "the same sound and labels as {name}", name=clips[first].name
        )
    kept = tuple(i for i in usable if i not in left_out)
    return CleaningReport(
        kept=tuple(grouped[i] for i in kept),
        places=kept,
        left_out=tuple((clips[i].name, left_out[i]) for i in sorted(left_out)),
        joined=tuple((clips[a].name, clips[b].name, why) for a, b, why in apart),
        contradictions=tuple(
            (clips[a].name, clips[b].name, text)
            for a, b in copies
            if (text := _contradiction(clips[a], clips[b]))
        ),
    )


def _fault(sound: ClipSound) -> str:
    """Why a sound cannot be used; empty when it can."""
    if sound.failure:
        return sound.failure
    if sound.duration_s < SHORTEST_S:
        return translate("Training", "only {seconds} s long", seconds=f"{sound.duration_s:.2f}")
    level = loudest_db(sound.y)
    if level == -math.inf:
        return translate("Training", "silent")
    if level < QUIETEST_DB:
        return translate("Training", "nearly silent ({level} dB)", level=f"{level:.0f}")
    return ""


def loudest_db(y: Int16) -> float:
    """RMS of the loudest 0.4 s, dB of full scale; minus infinity for digital silence.

    :param y: (samples,) at 16 kHz, at least that long.
    """
    block = round(_LEVEL_S * SOUND_SR)
    blocks = y[: len(y) // block * block].reshape(-1, block)
    power = max(float(np.mean(np.square(part, dtype=np.float64))) for part in blocks)
    return 10.0 * math.log10(power / 32768.0**2) if power else -math.inf


def _copies(digests: Mapping[int, bytes]) -> list[tuple[int, int]]:
    """(first, copy) for every clip whose very samples another had before."""
    first: dict[bytes, int] = {}
    pairs = [(first.setdefault(digest, i), i) for i, digest in digests.items()]
    return [(one, other) for one, other in pairs if one != other]


def _spare(clips: Sequence[Clip], digests: Mapping[int, bytes]) -> dict[int, int]:
    """Copy -> the clip before it with the same samples and the same labels."""
    first: dict[tuple[object, ...], int] = {}
    pairs = {i: first.setdefault((d, *clips[i].labels), i) for i, d in digests.items()}
    return {copy: one for copy, one in pairs.items() if copy != one}


def _overlap(match: Match) -> str:
    return translate(
        "Training",
        "the same recording for {seconds} s ({percent} % of its fingerprint differs)",
        seconds=f"{match.overlap_s:.1f}",
        percent=f"{100 * match.wrong:.0f}",
    )


def _contradiction(one: Clip, other: Clip) -> str:
    """The labels that both have and that differ, one line; empty when there are none."""
    return "; ".join(
        f"{name} {a} / {b}"
        for name, a, b in zip(_LABELS, one.labels, other.labels, strict=True)
        if a is not None and b is not None and a != b
    )


_LABELS = ("valence", "arousal", "style", "emotions")
"""What :attr:`Clip.labels` holds, in its order."""
