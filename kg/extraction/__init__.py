"""Extraction: one generator per kind of fact, each from a task to its mentions."""

from kg.extraction.pipeline import extract

__all__ = ["extract"]
