"""The colour field and the tables of colours: continuity, meaning, contrast."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from player.tagging.vocabulary import MOODS
from player.ui.colour import contrast, mood_colour, mood_field, mood_rgb
from player.ui.icons import GLYPHS, glyph, icon
from player.ui.theme import DARK, LIGHT, Appearance, apply_theme, font, tokens_for
from player.ui.tokens import Tokens

THEMES = pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=["dark", "light"])
UNIT = st.floats(-1, 1)


@given(UNIT, UNIT, UNIT, UNIT)
def test_near_points_have_near_colours(v: float, a: float, dv: float, da: float) -> None:
    step = 0.004
    for tokens in (DARK, LIGHT):
        here = mood_rgb(v, a, tokens)
        there = mood_rgb(np.clip(v + step * dv, -1, 1), np.clip(a + step * da, -1, 1), tokens)
        assert np.abs(here - there).max() < 0.06


@given(st.floats(-5, 5), st.floats(-5, 5))
def test_colours_are_colours_even_outside_the_plane(v: float, a: float) -> None:
    rgb = mood_rgb(v, a, DARK)
    assert rgb.shape == (3,)
    assert (rgb >= 0).all() and (rgb <= 1).all()


@THEMES
def test_every_mood_is_told_from_its_ground_and_from_the_others(tokens: Tokens) -> None:
    colours = {m.id: mood_colour(m.valence, m.arousal, tokens) for m in MOODS}
    for colour in colours.values():
        assert contrast(colour, QColor(tokens.surface)) >= 3.0
    hues = sorted(colour.hsvHueF() for colour in colours.values())
    gaps = np.diff([*hues, hues[0] + 1.0])
    assert gaps.min() > 0.02


@THEMES
def test_text_can_be_read_on_every_ground(tokens: Tokens) -> None:
    for ground in (tokens.ground, tokens.surface, tokens.raised, tokens.hover, tokens.selected):
        for text in (tokens.text, tokens.text2, tokens.accent, tokens.warning):
            assert contrast(QColor(text), QColor(ground)) >= 4.5, (text, ground)


def test_the_field_has_arousal_up_and_valence_to_the_right() -> None:
    field = np.rint(mood_field(21, 11, DARK) * 255.0)
    assert field.shape == (11, 21, 3)
    for row, column, v, a in ((0, 20, 1, 1), (10, 0, -1, -1), (5, 10, 0, 0)):
        colour = mood_colour(v, a, DARK)
        assert tuple(field[row, column]) == (colour.red(), colour.green(), colour.blue())


@THEMES
def test_every_icon_is_in_the_font_and_draws_something(qapp: QApplication, tokens: Tokens) -> None:
    for name in GLYPHS:
        assert not icon(name, tokens).isNull()
        image = glyph(name, QColor(tokens.text), 20).toImage()
        assert any(image.pixelColor(x, y).alpha() > 100 for x in range(20) for y in range(20)), name


def test_widgets_find_their_table_in_their_palette(qapp: QApplication) -> None:
    for choice, tokens in (("dark", DARK), ("light", LIGHT)):
        assert apply_theme(qapp, choice) is tokens
        assert tokens_for(QPalette(qapp.palette())) is tokens


def test_the_look_can_be_switched(qapp: QApplication) -> None:
    appearance = Appearance(qapp, "dark")
    seen: list[object] = []
    appearance.changed.connect(seen.append)
    appearance.choose("light")
    appearance.choose("light")
    assert seen == [LIGHT]
    assert appearance.tokens is LIGHT
    appearance.deleteLater()


def test_fonts_come_in_two_weights_and_the_asked_size(qapp: QApplication) -> None:
    assert font(15).pixelSize() == 15
    assert font(15).weight() < font(15, strong=True).weight()
