"""QObjects on the main thread: the only ones with signals the window listens to."""
