"""Extraction: one file per kind of mention, each behind the Extractor protocol."""

from kg.extraction.task_facts import extract

__all__ = ["extract"]
