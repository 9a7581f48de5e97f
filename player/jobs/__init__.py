"""The program's work without Qt: what the command line and the controllers both call."""
