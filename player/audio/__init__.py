"""From samples to the sound card. No Qt; the sound itself is made in a process of its own."""
