"""Gradio is imported without the interface files it keeps for editors."""

from __future__ import annotations

import subprocess
import sys

from conftest import ROOT

CODE = """
import inspect, pathlib
from ui.server.importing import without_stubs
seen, read = [], pathlib.Path.read_text
def reading(path, *values, **named):
    seen.append(path.suffix)
    return read(path, *values, **named)
pathlib.Path.read_text = reading
with without_stubs():
    import gradio
assert ".pyi" not in seen, seen
assert inspect.getfile(gradio.Textbox).endswith("textbox.py")
"""


def test_no_interface_file_is_read_or_written() -> None:
    subprocess.run([sys.executable, "-c", CODE], cwd=ROOT, check=True)
