"""The time grid of the analysis: sample rate, hops, window. Constants only, any process."""

from __future__ import annotations

SR = 16000
"""Samples per second everything is analysed at, mono."""

HOP_LENGTH = 512
"""Samples between frames: 32 ms."""

LONG_HOP = 2048
"""Samples between the long frames that tell notes apart: 128 ms."""

CONTRAST_HOP = 2 * LONG_HOP
"""Samples between the long frames whose contrast is taken: 256 ms, side by side."""

FRAMES_PER_S = SR / HOP_LENGTH
"""Frames per second."""

WINDOW_S = 6.0
"""The stretch the network hears at once, the same in training and ever after: statistics of
windows of different lengths cannot be compared."""

WINDOW_SAMPLES = int(WINDOW_S * SR)
"""Samples of a window."""
