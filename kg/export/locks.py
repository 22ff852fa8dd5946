"""Locks that the system frees when their holder dies."""

from __future__ import annotations

import sys
from typing import IO


def hold(lock: IO[bytes]) -> None:
    """Lock a file that is open until it is closed.

    Raises:
        OSError: another holds it.
    """
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
