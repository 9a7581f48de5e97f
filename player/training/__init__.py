"""How the weights in ``models/`` were made. Never imported by the window."""
