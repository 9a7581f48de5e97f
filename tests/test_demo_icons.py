"""The program's icon: every size is there, fits its drawing, and can be told apart when small."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parents[1]
ICONS = ROOT / "resources" / "icons"
SCRIPT = runpy.run_path(str(ROOT / "packaging" / "icons.py"))


@pytest.mark.parametrize("size", SCRIPT["SIZES"])
def test_a_stored_icon_is_its_drawing(size):
    stored = QImage(str(ICONS / f"moodlark-{size}.png"))
    assert (stored.width(), stored.height()) == (size, size)
    assert stored.pixelColor(0, 0).alpha() == 0
    drawn = SCRIPT["render"](SCRIPT["source_for"](size), size)
    pairs = [
        (stored.pixelColor(x, y), drawn.pixelColor(x, y))
        for x in range(0, size, max(1, size // 16))
        for y in range(0, size, max(1, size // 16))
    ]
    assert max(abs(a.lightness() - b.lightness()) for a, b in pairs) <= 12


def test_the_bird_stands_out_at_16_pixels():
    icon = QImage(str(ICONS / "moodlark-16.png"))
    breast, disc = icon.pixelColor(8, 9), icon.pixelColor(13, 11)
    assert breast.lightness() > 240
    assert disc.alpha() == 255
    assert disc.lightness() < 190


def test_a_broken_drawing_is_refused(tmp_path):
    broken = tmp_path / "broken.svg"
    broken.write_text("<svg", encoding="utf-8")
    with pytest.raises(ValueError, match="not an SVG"):
        SCRIPT["render"](broken, 16)


def test_the_stand_in_cover_is_quiet():
    cover = SCRIPT["render"](ICONS / "cover.svg", 64)
    assert 0 < cover.pixelColor(2, 2).alpha() < 80
    assert cover.pixelColor(32, 32).alpha() > 120
