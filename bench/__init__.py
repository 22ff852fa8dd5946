"""Measurements: make eval (quality) and make bench (speed). They measure; tests do not."""
