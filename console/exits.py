"""How errors become exit codes: a sentence on standard error, and never a traceback.

The codes are those of docs/reliability.md: 0 done · 1 done in part · 2 not done.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
import traceback
from collections.abc import Callable

from console.output import complain, prepare
from console.stopping import stoppable
from errors import PolicyGraphError, one_line

FAILED = 2
_ROOM = "make room on the disk, or choose another folder"
# what to do about errors of the system that are no fault of the program
ADVICE = {
    **dict.fromkeys((errno.ENOSPC, errno.EFBIG, errno.EDQUOT), _ROOM),
    **dict.fromkeys((errno.EACCES, errno.EPERM), "check its permissions"),
    errno.EROFS: "it is on a disk that is only read; choose another folder",
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.EMFILE: "close other programs, or raise the limit of open files (ulimit -n)",
}


def guarded(
    work: Callable[[], int],
    before: str = "",
    explained: Callable[[], str] | None = None,
) -> int:
    """Do the work of a command and return its exit code.

    Args:
        work: returns the code.
        before: what the sentence of an error begins with.
        explained: returns why the program itself may have failed, empty if it does not know.
    """
    prepare()
    try:
        with stoppable():
            return work()
    except PolicyGraphError as error:
        sentence = str(error)
    except KeyboardInterrupt:
        sentence = "stopped"
    except BrokenPipeError:  # who read the output has enough
        return FAILED
    except OSError as error:
        sentence = of_system(error)
    except sqlite3.OperationalError as error:
        sentence = _of_tables(error)
    except MemoryError:
        sentence = "not enough memory; close other programs, or give fewer documents at once"
    except UnicodeEncodeError as error:
        sentence = _of_characters(error)
    except Exception as error:  # the outermost edge
        sentence = (explained() if explained else "") or _of_program(error)
    complain(before + sentence)
    return FAILED


def of_system(error: OSError) -> str:
    """Return what the operating system refused, and what to do, as a sentence."""
    advice = ADVICE.get(error.errno or 0)
    where = f"{error.filename}: " if error.filename else ""
    said = error.strerror or one_line(error, None)
    return f"{where}{said}; {advice}" if advice else f"{where}{said}"


def _of_tables(error: sqlite3.OperationalError) -> str:
    """Return what SQLite could not write; its own words name neither file nor reason."""
    if (error.sqlite_errorcode & 0xFF) in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return f"a table cannot be written ({error}); {_ROOM}"
    return _of_program(error)


def _of_characters(error: UnicodeEncodeError) -> str:
    if sys.getfilesystemencoding() != "utf-8":
        return (
            f"this system writes names of files in {sys.getfilesystemencoding()}, which has no "
            "Chinese; set PYTHONUTF8=1"
        )
    return _of_program(error)


def _of_program(error: Exception) -> str:
    """Return an error nobody foresaw as a sentence, after its traceback with ZHENGTU_DEBUG=1."""
    if os.environ.get("ZHENGTU_DEBUG"):
        traceback.print_exc()
    said = one_line(error)
    return (
        f"the program failed ({type(error).__name__}: {said}); please report it, with what "
        "ZHENGTU_DEBUG=1 prints"
    )
