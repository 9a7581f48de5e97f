"""From sound to moods, styles and an embedding. Runs in a process of its own."""
