"""How the program is stopped: a request to end is Ctrl+C, and no process outlives its starter."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import parent_process
from threading import Thread, current_thread, main_thread

_REQUESTS = ("SIGTERM", "SIGHUP")  # of a service manager, of a terminal that is closed


@contextmanager
def stoppable() -> Iterator[None]:
    """Let a request to end the program be what Ctrl+C is, so that it tidies up behind itself.

    By default a process dies of it at once, and what it started and wrote half stays.
    """
    before = {}
    if current_thread() is main_thread():
        # SIGINT is a signal by default while a command is imported (see the commands)
        for number in (getattr(signal, name, None) for name in ("SIGINT", *_REQUESTS)):
            if number and signal.getsignal(number) is signal.SIG_DFL:  # else: nohup
                before[number] = signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def end_with_starter() -> None:
    """Make a process that was started for work leave Ctrl+C to its starter, and end with it.

    However that ended: who waits for what either of them prints would wait without end.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_starter, daemon=True).start()


def _end_with_starter() -> None:
    starter = parent_process()
    if starter is not None:
        starter.join()
        os._exit(0)
