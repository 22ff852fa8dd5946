"""What the graph and the texts say, as typed rows, each with the characters that say it."""
