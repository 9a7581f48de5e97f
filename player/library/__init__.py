"""What a track is and which tracks exist. Pure Python; knows nothing of stores, networks or Qt."""
