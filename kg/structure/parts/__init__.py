"""The parts of a file: plans, annexes, and the lines that close each."""
