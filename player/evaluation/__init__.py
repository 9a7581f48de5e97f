"""Where every quoted figure comes from. Never imported by the window."""
