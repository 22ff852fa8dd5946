"""Tidy tables: one definition each, and the formats made of them."""
