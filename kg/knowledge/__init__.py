"""What the program knows as data, read from a folder and handed down."""
