"""Times: what the words of a time limit mean, and which limits a task has."""
