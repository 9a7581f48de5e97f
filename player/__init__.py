"""Moodlark: a desktop music player that knows how music feels."""

__version__ = "0.1.0"
