"""What the program knows of judging its own findings."""
