"""The columns of a view's mood probabilities. Plain data, any thread."""

from __future__ import annotations

from player.tagging.vocabulary import MOODS

MOOD_IDS: tuple[str, ...] = tuple(mood.id for mood in MOODS)
"""Ids of the columns of a view's mood probabilities."""
