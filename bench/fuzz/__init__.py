"""Fuzzing: strategies for inputs, and what must hold of whatever they give."""
