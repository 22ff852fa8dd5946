"""What is taken away of a build: all of it or one place, year or unit; with persons or without."""
