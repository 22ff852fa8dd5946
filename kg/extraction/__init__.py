"""Extraction: one file per kind of mention, each behind the Extractor protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.extraction.task_facts import extract

__all__ = ["extract"]


def __getattr__(name: str) -> Any:
    """Import what reads documents when it is asked for: who only answers needs the mentions."""
    if name != "extract":
        raise AttributeError(name)
    from kg.extraction.task_facts import extract

    return extract
