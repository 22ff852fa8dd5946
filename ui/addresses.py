"""How addresses of pages are written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

_PLACEHOLDER = re.compile(r"{(\w+)}")  # /text/{key}
_NOT_LETTERS = re.compile(r"[^\w.~-]+")


def address(path: str, values: Mapping[str, object]) -> str:
    """Return an address: values fill the path, the others stand behind ?.

    Empty values are left out; a list stands there once for each.

    >>> address("/text/{key}", {"key": "汶政办字-2023-29", "start": 5, "hide": ["Unit", "Target"]})
    '/text/汶政办字-2023-29?start=5&hide=Unit&hide=Target'
    """
    in_path = set(_PLACEHOLDER.findall(path))
    filled = _PLACEHOLDER.sub(lambda match: _spelled(values[match[1]]), path)
    rest = {k: v for k, v in values.items() if k not in in_path and v not in ("", None, [])}
    pairs = [
        f"{_spelled(name)}={_spelled(each)}"
        for name, value in rest.items()
        for each in (value if isinstance(value, list | tuple) else (value,))
    ]
    return f"{filled}{'?' * bool(pairs)}{'&'.join(pairs)}"


def _spelled(part: object) -> str:
    """Return a part of an address in which the letters of all scripts stay as they are.

    People can read them, they weigh a third of their codes, and browsers encode them when they ask.
    """
    return _NOT_LETTERS.sub(lambda found: quote(found[0], safe=""), str(part))
