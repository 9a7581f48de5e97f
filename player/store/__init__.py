"""What is remembered between runs. The only home of TinyDB."""
