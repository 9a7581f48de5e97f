"""One track's way through the analysis, on one page: decode, features, network, facts, words.

Runs on a thread of the tagging process (and in the command line's benches). Must not know the
store, requests or the window. The same file and weights give the same bytes on the CPU: every track
goes through the network by itself, never in one batch with others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from player.library.decoding import decode_blocks, decode_segment, measure_loudness, probe
from player.library.lyrics import find_lyrics
from player.library.quality import CUT_SHORT
from player.library.track import Analysis, Depth
from player.tagging.card import NetworkCard
from player.tagging.curve import deciding_passage, emotion_curve
from player.tagging.features import Float32
from player.tagging.level import LevelMeter
from player.tagging.lyric_emotion import LyricNetwork
from player.tagging.network import AudioNetwork, Heard
from player.tagging.rates import FRAMES_PER_S, SR, WINDOW_S
from player.tagging.rhythm import find_tempo
from player.tagging.segments import CHUNK_S, FULL_HOP_S, QUICK_HOP_S, Segment, quick_segments
from player.tagging.stretch import hear_stretch
from player.tagging.tonality import find_key
from player.wording import Sentence, sentence


class CancelledError(Exception):
    """The listener no longer wants this analysis."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What was heard in one stretch; its spectrograms are gone, so hours of music fit."""

    centres_s: npt.NDArray[np.float64]
    """(windows,) middle of each window, in the track."""
    embeddings: Float32
    """(windows, D)."""
    scores: Float32
    """(windows, K)."""
    onset: Float32
    """(frames,) onset envelope; empty when all of it is silent."""
    chroma: Float32
    """(12,) sum over the stretch."""


@dataclass(frozen=True, slots=True)
class Listened:
    """What one pass over a file gave."""

    pieces: tuple[Piece, ...]
    """In the order of the track."""
    duration_s: float | None
    """Length: decoded (full) or as the file says (quick)."""
    loudness_lufs: float | None = None
    """Full only."""
    true_peak_db: float | None = None
    """Full only."""
    warning: Sentence | None = None
    """Something was wrong with the file."""
    silent: bool | None = None
    """Nothing could be heard in what was listened to."""
    clipped_per_s: float | None = None
    """Places a second that are cut off at full level."""

    @property
    def embeddings(self) -> Float32:
        """(windows, D) of the whole track."""
        return np.concatenate([piece.embeddings for piece in self.pieces])

    @property
    def scores(self) -> Float32:
        """(windows, K) of the whole track."""
        return np.concatenate([piece.scores for piece in self.pieces])

    @property
    def centres_s(self) -> npt.NDArray[np.float64]:
        """(windows,) middle of each window."""
        return np.concatenate([piece.centres_s for piece in self.pieces])


def analyse(
    path: str,
    *,
    track_id: int,
    audio_key: str,
    depth: Depth,
    network: AudioNetwork,
    lyrics: LyricNetwork | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Analysis, Heard]:
    """Listen to *path*, read its words where it has some, and say what was found.

    :param lyrics: reads a song's words; without it they are left alone.
    :param cancelled: asked between segments, or between blocks of the whole track.
    :raises FileUnreadableError: or one of its children, when there is no sound to be had.
    :raises CancelledError: *cancelled* said so.
    """
    listened = listen(path, depth, network, cancelled)
    heard = network.pooled(listened.embeddings, listened.scores)
    analysis = facts(
        listened, heard, track_id=track_id, audio_key=audio_key, depth=depth, network=network
    )
    return with_words(analysis, path, lyrics), heard


def with_words(analysis: Analysis, path: str, lyrics: LyricNetwork | None) -> Analysis:
    """*analysis* with what the words of the song at *path* say now; its sound stays as it is."""
    if lyrics is None:
        return analysis
    text = find_lyrics(path)
    if text is None:
        return replace(analysis, words=None, words_version=None)
    return replace(analysis, words=lyrics.read(text), words_version=lyrics.version)


def listen(
    path: str, depth: Depth, network: AudioNetwork, cancelled: Callable[[], bool] = lambda: False
) -> Listened:
    """Decode *path* and hear it stretch by stretch; errors as :func:`analyse`."""
    how = _listen_quickly if depth == "quick" else _listen_fully
    return how(path, network, cancelled)


def _hear(y: Float32, start_s: float, hop_s: float, network: AudioNetwork) -> Piece:
    stretch = hear_stretch(y, hop_s=hop_s)
    embeddings, scores = network.windows(stretch.features, stretch.mel)
    centres_s = start_s + stretch.starts_s + WINDOW_S / 2
    return Piece(centres_s, embeddings, scores, stretch.onset, stretch.chroma)


def facts(
    listened: Listened,
    heard: Heard,
    *,
    track_id: int,
    audio_key: str,
    depth: Depth,
    network: AudioNetwork,
) -> Analysis:
    """The record of one analysis: tempo, key and, for a full one, curve, passage and loudness."""
    onsets = [piece.onset for piece in listened.pieces if len(piece.onset)]
    tempo = find_tempo(onsets, FRAMES_PER_S)
    key = find_key(np.sum([piece.chroma for piece in listened.pieces], axis=0))
    curve: tuple[tuple[float, float, float], ...] = ()
    passage: tuple[float, float] | None = None
    scores, centres_s = listened.scores, listened.centres_s
    if depth == "full" and len(scores):
        card: NetworkCard = network.card
        plane = scores[:, [card.output("valence").start, card.output("arousal").start]]
        curve = emotion_curve(centres_s, plane)
        passage = deciding_passage(centres_s, scores, heard.scores, card)
    return Analysis(
        track_id=track_id,
        audio_key=audio_key,
        depth=depth,
        network=network.card.id,
        version=network.card.version,
        duration_s=_rounded(listened.duration_s),
        tempo_bpm=_rounded(tempo.bpm) if tempo.heard else None,
        key=key.name,
        loudness_lufs=_rounded(listened.loudness_lufs),
        true_peak_db=_rounded(listened.true_peak_db),
        curve=curve,
        passage=passage,
        warning=listened.warning,
        truncated=listened.warning == CUT_SHORT,
        silent=listened.silent,
        clipped_per_s=_rounded(listened.clipped_per_s),
    )


def _listen_quickly(path: str, network: AudioNetwork, cancelled: Callable[[], bool]) -> Listened:
    duration_s = probe(path).duration_s
    pieces, missing_s, level = [], 0.0, LevelMeter()
    for segment in _with_retreat(path, quick_segments(duration_s)):
        _check(cancelled)
        level.gap()
        y = decode_segment(
            path,
            start_s=segment.start_s,
            duration_s=segment.duration_s,
            sr=SR,
            watch=level.add,
        )
        missing_s += segment.duration_s - len(y) / SR
        pieces.append(_hear(y, segment.start_s, QUICK_HOP_S, network))
    cut = duration_s is not None and missing_s > 1.0
    return Listened(
        tuple(pieces),
        duration_s,
        warning=CUT_SHORT if cut else None,
        silent=level.silent,
        clipped_per_s=level.clipped_per_s,
    )


def _with_retreat(path: str, segments: tuple[Segment, ...]) -> Iterator[Segment]:
    """The segments, and the very beginning too when the first lies past a file's real end."""
    first = segments[0]
    yield from segments
    if first.start_s > 0 and not len(
        decode_segment(path, start_s=first.start_s, duration_s=0.1, sr=SR)
    ):
        yield Segment(0.0, first.duration_s)


def _listen_fully(path: str, network: AudioNetwork, cancelled: Callable[[], bool]) -> Listened:
    pieces = []
    with decode_blocks(path, samplerate=SR, channels=1) as decoder:
        samples = 0
        for start, y in _chunks(_until(cancelled, decoder)):
            pieces.append(_hear(y, start / SR, FULL_HOP_S, network))
            samples = start + len(y)
        warning = CUT_SHORT if decoder.truncated else _broken(decoder.broken_frames)
    level = LevelMeter()
    loudness = measure_loudness(path, check=lambda: _check(cancelled), watch=level.add)
    return Listened(
        tuple(pieces),
        samples / SR,
        loudness.integrated_lufs,
        loudness.true_peak_db,
        warning,
        level.silent,
        level.clipped_per_s,
    )


def _chunks(blocks: Iterator[Float32]) -> Iterator[tuple[int, Float32]]:
    """(first sample, samples) of chunks that overlap so that the windows run on without a gap.

    The last chunk holds what is left, when it is long enough for a window of its own or the only.
    """
    size, step = round(CHUNK_S * SR), round((CHUNK_S - (WINDOW_S - FULL_HOP_S)) * SR)
    parts: list[Float32] = []
    have = start = 0
    for block in blocks:
        parts.append(block[:, 0])
        have += len(block)
        while have >= size:
            y = np.concatenate(parts)
            yield start, y[:size]
            parts, have, start = [y[step:]], len(y) - step, start + step
    rest = np.concatenate(parts) if parts else np.zeros(0, np.float32)
    if start == 0 or have >= WINDOW_S * SR:
        yield start, rest


def _until(cancelled: Callable[[], bool], blocks: Iterable[Float32]) -> Iterator[Float32]:
    """The blocks, as long as they are wanted."""
    for block in blocks:
        _check(cancelled)
        yield block


def _check(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise CancelledError


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 2)


def _broken(frames: int) -> Sentence | None:
    if frames == 0:
        return None
    return sentence("File", "Parts of the file are damaged; the rest was listened to.")
