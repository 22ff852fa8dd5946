"""Set this program beside others on the same texts: python -m bench.peers --build build.

Each engine is measured in a process of its own. What is not here is installed into an environment
beside the build, where the registry is reached, and is skipped with a word where it is not.
txtai takes about 1 GB there; --peers bm25s,tantivy leaves it out.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from bench.files import own_questions
from qa.build import open_build
from settings import ROOT

# engine → (label, what is installed for it; nothing: it is in the environment of the tests)
PEERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "retrieval": ("this program, retrieval", ()),
    "vectors": ("this program, vectors alone, as the peer with the same model", ()),
    "answers": ("this program, whole answers", ()),
    "sentence_transformers": ("sentence-transformers + FAISS, same model", ()),
    "bm25s": ("bm25s, pairs of characters", ()),
    "tantivy": ("tantivy, pairs of characters", ("tantivy==0.27.0",)),
    "txtai": (
        "txtai hybrid, same model",
        ("torch==2.13.0", "txtai==9.14.0", "model2vec==0.10.0", "sentence-transformers==6.2.0"),
    ),
}
USUAL = "sentence_transformers,bm25s,tantivy,txtai"
_INSTALL, _RUN = 900, 300  # seconds


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.peers")
    parser.add_argument("--build", type=Path, default=Path("build"))
    parser.add_argument("--peers", default=USUAL, help=f"some of {', '.join(PEERS)}")
    options = parser.parse_args(argv)
    named = [name for name in options.peers.split(",") if name]
    if unknown := [name for name in named if name not in PEERS]:
        parser.error(f"no peer is called {unknown[0]}; there are: {', '.join(PEERS)}")
    environments = options.build.with_name(f"{options.build.name}.peers")
    environments.mkdir(parents=True, exist_ok=True)
    given = environments / "given.json"
    given.write_text(json.dumps(_given(options.build)), encoding="utf-8")
    print("| engine | cold s | cold CPU s | p50 CPU ms | p95 CPU ms | peak MB |")
    print("|---" * 6 + "|")
    for name in dict.fromkeys(["retrieval", "vectors", "answers", *named]):
        print(f"| {PEERS[name][0]} | {_measured(name, given, environments)} |", flush=True)
    return 0


def _given(build: Path) -> dict[str, object]:
    """Return what every engine is given: the texts of the tasks, questions, model and build."""
    opened = open_build(build)
    whole = [p.text for p in opened.retriever.passages if p.kind == "whole"]
    questions = [row["question"] for row in own_questions("blind3")][:200]
    model = str(ROOT / "embeddings" / "model")
    return {"texts": whole, "questions": questions, "model": model, "build": str(build.resolve())}


def _measured(name: str, given: Path, environments: Path) -> str:
    """Return the cells of one engine, or why it was skipped."""
    try:
        python = _python(name, environments)
        command = [python, str(ROOT / "bench" / "peer_search.py"), name, str(given)]
        own = {**os.environ, "HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1"}
        own["PYTHONPATH"] = "" if PEERS[name][1] else str(ROOT)
        run = subprocess.run(
            command, capture_output=True, text=True, timeout=_RUN, check=True, env=own
        )
    except subprocess.TimeoutExpired:
        return "skipped: it took too long | | | |"
    except subprocess.CalledProcessError as error:
        last = (error.stderr or "").strip().splitlines()[-1:] or ["it failed"]
        return f"skipped: {last[0][:100]} | | | |"
    found = json.loads(run.stdout.splitlines()[-1])
    figures = (found["cold"], found["cold_cpu"], found["p50"], found["p95"])
    return " | ".join([*(f"{figure:.2f}" for figure in figures), f"{found['mb']:.0f}"])


def _python(name: str, environments: Path) -> str:
    """Return the Python that has an engine, installed first where it is not there.

    Raises:
        subprocess.SubprocessError: it cannot be installed.
    """
    needed = PEERS[name][1]
    if not needed:
        return sys.executable
    folder = environments / name
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    ready = folder / "installed.txt"
    if not ready.exists() or ready.read_text(encoding="utf-8") != "\n".join(needed):
        make = [sys.executable, "-m", "venv", "--clear", str(folder)]
        install = [str(python), "-m", "pip", "install", "-q", *needed]
        for command in (make, install):
            subprocess.run(command, capture_output=True, text=True, timeout=_INSTALL, check=True)
        ready.write_text("\n".join(needed), encoding="utf-8")
    return str(python)


if __name__ == "__main__":
    sys.exit(main())
