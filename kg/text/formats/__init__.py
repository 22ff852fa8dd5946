"""File kinds, one module each; a module of this folder that has a FORMAT is found by itself."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from kg.text.formats.file_format import FileFormat, SourceFile

__all__ = ["FILE_FORMATS", "FileFormat", "SourceFile"]

_MODULES = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
_FORMATS: list[FileFormat] = [m.FORMAT for m in _MODULES if hasattr(m, "FORMAT")]
FILE_FORMATS = tuple(sorted(_FORMATS, key=lambda format: format.order))
