"""What is compared of a build, and comparisons as a file."""
