"""The table of colours, dark and light. Plain data; the only place in ``ui/`` with hex colours."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme's neutral colours, ``#rrggbb`` each. Moods are coloured by ``ui.colour``."""

    dark: bool
    """Which of the two this is."""
    ground: str
    """Behind everything."""
    surface: str
    """Panels and tables."""
    raised: str
    """Fields, buttons, cards."""
    hover: str
    """A row or button under the pointer."""
    pressed: str
    """A button held down."""
    selected: str
    """A selected row."""
    line: str
    """Hairlines and borders."""
    text: str
    """Text."""
    text2: str
    """Second text: at least 4.5:1 on ground, surface and raised."""
    disabled: str
    """Text of what cannot be used now."""
    accent: str
    """Focus rings, links and progress where no mood speaks: the field's calm side."""
    warning: str
    """Signs of trouble; always beside words."""
    shadow: str
    """Under what floats over the window, drawn almost transparent."""


DARK = Tokens(
    dark=True,
    ground="#111315",
    surface="#181B1E",
    raised="#20242A",
    hover="#1F2328",
    pressed="#2A2F36",
    selected="#272D34",
    line="#2C3138",
    text="#ECEFF2",
    text2="#9AA4AF",
    disabled="#5A636D",
    accent="#5FB8AE",
    warning="#E0A458",
    shadow="#000000",
)
LIGHT = Tokens(
    dark=False,
    ground="#F6F7F8",
    surface="#FFFFFF",
    raised="#F0F2F4",
    hover="#F3F5F7",
    pressed="#E4E8EC",
    selected="#E8ECF0",
    line="#E1E5E9",
    text="#16191C",
    text2="#5B6570",
    disabled="#A3ABB4",
    accent="#0F776D",
    warning="#9A5B00",
    shadow="#16191C",
)
