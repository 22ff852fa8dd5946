"""The work on documents: what is done on each, by which processes, and what is kept of it."""
