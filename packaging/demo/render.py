"""Render the demo library: ``python packaging/demo/render.py OUT [TITLE...]``.

Composes, plays, encodes and tags every piece of ``catalogue.PIECES`` (or those named) into the
folder ``OUT``: Opus files with covers, and ``.lrc`` files for the pieces that have words. One
process, one thread, about two minutes. The player never imports it.
"""

from __future__ import annotations

import argparse
import base64
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import av
import numpy as np
from catalogue import DATE, LICENSE_URL, PIECES, Piece
from covers import SIDE, cover
from mutagen.flac import Picture
from mutagen.oggopus import OggOpus
from synthesis import SAMPLERATE, Samples

BITRATE = 62_000
_FRAME = 960


def encode(master: Samples, path: Path) -> None:
    """Write stereo (2, n) samples as Opus."""
    packed = np.ascontiguousarray(master.T, dtype=np.float32).reshape(1, -1)
    with av.open(str(path), "w", format="opus", options={"fflags": "+bitexact"}) as container:
        stream = container.add_stream("libopus", rate=SAMPLERATE, layout="stereo")
        stream.bit_rate = BITRATE
        for start in range(0, master.shape[1], _FRAME):
            part = np.ascontiguousarray(packed[:, 2 * start : 2 * (start + _FRAME)])
            frame = av.AudioFrame.from_ndarray(part, format="flt", layout="stereo")
            frame.sample_rate = SAMPLERATE
            frame.pts = start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def tag(piece: Piece, path: Path) -> None:
    """Write what the file says of itself, and its cover."""
    picture = Picture()  # type: ignore[no-untyped-call]
    picture.type, picture.mime, picture.data = 3, "image/jpeg", cover(piece.album)
    picture.width = picture.height = SIDE
    picture.depth = 24
    file = OggOpus(path)  # type: ignore[no-untyped-call]
    file["TITLE"] = piece.title
    file["ARTIST"] = file["ALBUMARTIST"] = piece.artist
    file["ALBUM"] = piece.album
    file["TRACKNUMBER"] = str(piece.number)
    file["GENRE"] = piece.genre
    file["DATE"] = DATE
    file["LICENSE"] = LICENSE_URL
    block: bytes = picture.write()  # type: ignore[no-untyped-call]
    file["METADATA_BLOCK_PICTURE"] = base64.b64encode(block).decode("ascii")
    file.save()


def lyric_sheet(piece: Piece) -> str:
    """The words as an LRC file."""
    head = [f"[ti:{piece.title}]", f"[ar:{piece.artist}]", f"[al:{piece.album}]"]
    lines = [f"[{int(s // 60):02d}:{s % 60:05.2f}]{words}" for s, words in piece.lyrics]
    return "\n".join([*head, *lines, ""])


def render(piece: Piece, folder: Path) -> Path:
    """Compose, encode and tag one piece; returns the path of its Opus file."""
    path = folder / f"{piece.stem}.opus"
    encode(piece.compose(piece.seed), path)
    tag(piece, path)
    if piece.lyrics:
        path.with_suffix(".lrc").write_text(lyric_sheet(piece), encoding="utf-8", newline="\n")
    return path


def main(arguments: Sequence[str]) -> int:
    """Command line; returns the exit code."""
    parser = argparse.ArgumentParser(description="Render the demo library.")
    parser.add_argument("out", type=Path, help="folder to write to")
    parser.add_argument("titles", nargs="*", help="only these pieces")
    chosen = parser.parse_args(arguments)
    unknown = set(chosen.titles) - {piece.title for piece in PIECES}
    if unknown:
        parser.error(f"no such piece: {', '.join(sorted(unknown))}")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    chosen.out.mkdir(parents=True, exist_ok=True)
    for piece in PIECES:
        if not chosen.titles or piece.title in chosen.titles:
            path = render(piece, chosen.out)
            sys.stdout.write(f"{path.stat().st_size / 1024:7.0f} KiB  {path.name}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
