"""Extraction: one generator per kind of fact, each from a task to its mentions."""

from kg.extraction.task_facts import extract

__all__ = ["extract"]
