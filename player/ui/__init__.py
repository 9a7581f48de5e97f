"""What is seen. Talks to controllers only."""
