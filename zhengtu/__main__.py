"""The command `zhengtu`: one word for each of the program's commands.

zhengtu build | ask | serve | start | check | vectors | export | compare are the functions of
`python build_graph.py`, `python -m qa`, `python -m ui`, `python -m zhengtu.starting`,
`python -m zhengtu.checking`, `python -m building.vectors_upload`, `python -m zhengtu.exporting`
and `python -m zhengtu.comparing`.
"""

from __future__ import annotations

import signal

if __name__ == "__main__":  # Ctrl+C ends the program without a traceback before it has begun, too
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import sys
from importlib import import_module

from console.options import Parser
from settings import VERSION

# command → (module whose main it is, sentence); imported when called, as the page takes seconds
COMMANDS = {
    "build": ("build_graph", "read documents into a graph and an index"),
    "ask": ("qa.__main__", "ask a build, or walk its graph"),
    "serve": ("ui.__main__", "serve the page of a build"),
    "start": ("zhengtu.starting", "build the documents of a folder, serve and open them"),
    "check": ("zhengtu.checking", "see whether a build is whole"),
    "vectors": ("building.vectors_upload", "copy the vectors of a build into a Qdrant"),
    "export": ("zhengtu.exporting", "write a build as Turtle, GraphML, CSV …"),
    "compare": ("zhengtu.comparing", "compare two documents, years or places of a build"),
}


def main(argv: list[str] | None = None) -> int:
    """Run one command with the options that follow it; return its exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    command = _parser().parse_args(arguments[:1]).command
    module, _ = COMMANDS[command]
    code: int = import_module(module).main(arguments[1:], prog=f"zhengtu {command}")
    return code


def _parser() -> Parser:
    """Return the parser of the first word; each command has a parser of its own."""
    parser = Parser(
        prog="zhengtu",
        usage="zhengtu COMMAND …",
        description="政图: government documents as a knowledge graph.",
        epilog="zhengtu COMMAND --help lists the options of a command.",
    )
    parser.add_argument("--version", action="version", version=f"zhengtu {VERSION}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command, (_, sentence) in COMMANDS.items():
        commands.add_parser(command, help=sentence)
    return parser


if __name__ == "__main__":
    sys.exit(main())
