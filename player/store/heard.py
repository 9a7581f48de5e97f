"""What was heard of tracks and is too large for their documents: vectors and curves, as one thing.

numpy. The track store's lock orders the changes; see :mod:`player.store.embeddings` and
:mod:`player.store.curves` for the files. Analyses' documents say where in them to look; what no
document names was never finished.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from player.library.track import Analysis
from player.store.appended import Version
from player.store.curves import CurveFiles
from player.store.disk import Disk
from player.store.documents import analysis_from_document, analysis_to_document
from player.store.embeddings import Floats, VectorFiles

Analysed = tuple[Analysis, Floats | None, Floats | None]
"""An analysis, its embedding (D,) and scores (K,); both ``None`` when it failed."""


class HeardFiles:
    """Vectors and curves of one store."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.vectors = VectorFiles(folder, disk)
        self.curves = CurveFiles(folder, disk)
        self._versions: set[Version] = set()

    def write(self, analysed: Analysed) -> dict[str, Any]:
        """Write vectors and curve; returns the document that names them, which makes them count.

        :raises OSError: the disk is full.
        """
        analysis, embedding, scores = analysed
        network, version, row, place = analysis.network, analysis.version, None, None
        if embedding is not None and scores is not None:
            vectors = np.asarray(embedding), np.asarray(scores)
            row = self.vectors.append(network, version, *vectors)
        if analysis.curve:
            place = self.curves.append(network, version, analysis.track_id, analysis.curve)
        return analysis_to_document(analysis, row, place)

    def sync(self) -> None:
        """Return when everything written is on the disk. Store-writer thread."""
        self.vectors.sync()
        self.curves.sync()

    def place(self, track_id: int, document: Mapping[str, Any]) -> bool:
        """Take over what an analysis' document says; ``False`` when what it names is not there."""
        network, version, place = document["network"], document["version"], document.get("curve")
        self._versions.add((network, version))
        if place is not None and not self.curves.holds(network, version, place):
            self.vectors.forget(track_id)
            return False
        return self.vectors.place(track_id, network, version, document.get("row"))

    def analysis(self, track_id: int, encoded: bytes) -> Analysis:
        """The analysis of an encoded document, with its curve."""
        document, curve = orjson.loads(encoded), None
        if (place := document.get("curve")) is not None:
            network, version = document["network"], document["version"]
            curve = self.curves.read(network, version, track_id, place)
        return analysis_from_document(track_id, document, curve)

    def remove_unnamed(self) -> None:
        """Delete the files that no document named; after everything was placed."""
        self.vectors.keep_only(self._versions)
        self.curves.keep_only(self._versions)

    def close(self) -> None:
        """Give the files back."""
        self.vectors.close()
        self.curves.close()
