"""How the program gets along with the desktop around it. Main thread, Qt without widgets."""
