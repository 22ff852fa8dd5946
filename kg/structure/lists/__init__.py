"""Lists of units: where they stand, and the rules by which they are read."""
