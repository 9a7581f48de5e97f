"""What plays next. Arrays in, arrays out: numpy only."""
