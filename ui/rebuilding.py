"""Build anew in a process of its own, while the pages go on; how far it is, how it ended."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread
from typing import IO, Any

from settings import ROOT, own_documents

_KEPT = 400  # lines of what a build says
# documents:  50%|█████     | 3/6 [00:01<00:01,  2.00it/s]
_BAR = re.compile(r"(?<!\w)(?P<stage>\w+): +\d+%\|.*?\| (?P<done>\d+)/(?P<all>\d+)")
DONE, IN_PART, FAILED = 0, 1, 2  # exit codes of a build
STOPPED = 3  # somebody stopped it


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is.

    Attributes:
        runs: whether it goes on.
        stage: what it does, as the report names its stages; "" before the first.
        done: how many of its documents or texts are through this stage.
        all: of how many.
        code: exit code of the last one that ended, None before that.
        lines: what that one said.
    """

    runs: bool = False
    stage: str = ""
    done: int = 0
    all: int = 0
    code: int | None = None
    lines: tuple[str, ...] = ()


class Rebuilding:
    """Builds one folder anew, one build at a time; asked again meanwhile, once more after it.

    Args:
        build: the folder.
        home: the user's own folder.
        data: folder of tables laid over the program's, if there is one.
    """

    def __init__(self, build: Path, home: Path, data: Path | None = None) -> None:
        self.folder, self.home, self._data = build, home, data
        self._lock, self._again, self._stopped = Lock(), False, False
        self._process: subprocess.Popen[str] | None = None
        self.progress = Progress()

    def start(self) -> None:
        """Begin, or remember to begin again when the build that runs has ended."""
        with self._lock:
            if self.progress.runs:
                self._again = True
                return
            self.progress = Progress(runs=True)
        Thread(target=self._run, daemon=True).start()

    def stop(self) -> None:
        """End the build that runs; the one that is there stays."""
        with self._lock:
            self._again = False
            self._stopped = self.progress.runs
            if self._process is not None:
                self._process.terminate()

    def _run(self) -> None:
        while True:
            code, lines = self._build()
            with self._lock:
                again, self._again = self._again, False
                code = STOPPED if self._stopped else code
                self._stopped = False
                self.progress = Progress(runs=again, code=code, lines=lines)
            if not again:
                return

    def _build(self) -> tuple[int, tuple[str, ...]]:
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
        environment = {**os.environ, "PYTHONPATH": path, "ZHENGTU_PROGRESS": "1"}
        environment["PYTHONIOENCODING"] = "utf-8"
        said: deque[str] = deque(maxlen=_KEPT)
        try:
            with subprocess.Popen(
                self.command(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                errors="replace",
                env=environment,
            ) as process:
                with self._lock:
                    self._process = process
                    if self._stopped:  # before it was there
                        process.terminate()
                assert process.stdout is not None
                assert process.stderr is not None
                watch = Thread(target=self._watch, args=(process.stderr, said), daemon=True)
                watch.start()
                said.extend(line.rstrip() for line in process.stdout)
                watch.join()
                code = process.wait()
        except OSError as error:
            return FAILED, (str(error),)
        finally:
            self._process = None
        return code if code in (DONE, IN_PART) else FAILED, tuple(said)

    def _watch(self, stream: IO[str], said: deque[str]) -> None:
        """Read how far a build is from its bars, and keep what else it complains of."""
        for line in stream:  # a bar's \r ends a line too
            if bar := _BAR.search(line):
                values = bar["stage"], int(bar["done"]), int(bar["all"])
                self.progress = Progress(True, *values)
            elif line.strip() and "?/s]" not in line:  # a bar without a length
                said.append(line.strip())

    def command(self) -> list[str]:
        """Return the command: of the same files as the build that is there, and the user's own."""
        order = self._order()
        named = [Path(path) for path in order.get("paths", ())]
        own = [path for path in own_documents(self.home) if path.resolve() not in named]
        paths = [*named, *own] if named else []
        options = ["--out", str(self.folder), "--home", str(self.home)]
        for option, key in (("--model", "model"), ("--base-iri", "base_iri")):
            options += [option, str(order[key])] if key in order else []
        options += [] if order.get("persons", True) else ["--without-persons"]
        options += ["--data", str(self._data)] if self._data else []
        names = [str(path) for path in paths]
        return [sys.executable, "-m", "zhengtu", "build", *options, "--", *names]

    def _order(self) -> dict[str, Any]:
        """Return what the build that is there was asked for; {} if it does not say."""
        try:
            report = json.loads((self.folder / "report.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        order = report.get("order") if isinstance(report, dict) else None
        return order if isinstance(order, dict) else {}
