"""Render the program's icon: ``python packaging/icons.py`` writes PNGs beside the SVG.

Run by hand after a drawing in ``resources/icons`` changed; needs no display. The player never
imports it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
"""What desktops ask for, in pixels."""

ICONS = Path(__file__).resolve().parents[1] / "resources" / "icons"
_SMALL = 24
_OVERSAMPLING = 8


def source_for(size: int) -> Path:
    """The drawing for a size: a plainer one where details would only blur."""
    return ICONS / ("moodlark-small.svg" if size <= _SMALL else "moodlark.svg")


def render(source: Path, size: int) -> QImage:
    """Paint an SVG at ``size`` pixels square, smoothed from a larger painting when small.

    Raises ``ValueError`` where Qt cannot read the file.
    """
    renderer = QSvgRenderer(str(source))
    if not renderer.isValid():
        raise ValueError(f"not an SVG that Qt can draw: {source}")
    large = size * _OVERSAMPLING if size <= 64 else size
    image = QImage(large, large, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, large, large))
    painter.end()
    return image.scaled(
        size, size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    ).convertToFormat(QImage.Format.Format_ARGB32)


def main() -> int:
    """Write every size; returns the exit code."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for size in SIZES:
        target = ICONS / f"moodlark-{size}.png"
        if not render(source_for(size), size).save(str(target)):
            sys.stderr.write(f"could not write {target}\n")
            return 3
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
