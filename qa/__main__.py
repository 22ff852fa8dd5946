"""Ask on the command line: python -m qa "小孩上幼儿园难谁管" --build build.

With --batch IN.jsonl every line {"id", "question"} is answered on one line of --out, with
--dialogue IN.jsonl every line {"id", "turns": [{"question"}]}, each turn after the ones before it.
Also: --neighbours NAME, --path FROM TO, --shared UNIT UNIT … walk the graph.
"""

from __future__ import annotations

import gc
import os
import signal

if __name__ == "__main__":
    # Ctrl+C ends the program without a traceback before it has begun, too
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.disable()  # one answer leaves little garbage: a tenth of its time went into looking for it
    # said before numpy is imported: its threads would wait for each other, a tenth of the time
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

from console.exits import FAILED, guarded
from console.options import Parser, folder, words
from console.output import complain, json_text, printed_json, say
from errors import GraphError
from kg.export.build_folder import cited_name
from kg.export.snapshot import snapshot
from kg.export.wholeness import damages
from kg.knowledge.knowledge import open_knowledge
from kg.network.traversal import neighbourhood, neighbours
from kg.text.decoding import decode
from qa.answer import Answer
from qa.answer_lines import Line, answer_line, batch_line, dialogue_line
from qa.answering import LONGEST, ask
from qa.build import Build, open_build
from settings import Settings, layers


def main(argv: list[str] | None = None, prog: str = "python -m qa") -> int:
    """Run the command line; return the exit code."""
    options = _options(argv, prog)
    return guarded(lambda: _run(options), explained=lambda: "; ".join(damages(options.build)[:1]))


def _run(options: argparse.Namespace) -> int:
    knowledge = open_knowledge(*layers(options.data))
    source, line_of = options.batch or options.dialogue, batch_line
    if options.dialogue:
        line_of = dialogue_line
    if source:
        gc.enable()
        lines = _read_lines(source, options.out)
        with snapshot(options.build) as folder:
            build = open_build(folder, options.model, knowledge)
            _answer_lines(lines, options.out, lambda line: line_of(build, line))
        return 0
    build = open_build(options.build, options.model, knowledge)
    return 0 if say(_lines(build, options)) else FAILED


def _lines(build: Build, options: argparse.Namespace) -> Iterator[str]:
    if options.neighbours:
        yield from _neighbour_lines(build, options.neighbours)
    elif options.path:
        yield from _path_lines(build, *options.path)
    elif options.shared:
        yield from _shared_lines(build, options.shared)
    elif options.question:
        answer = ask(build, options.question)
        if len(options.question.strip()) > LONGEST:
            complain(f"问题太长，只读了前 {LONGEST} 字。 Only {LONGEST} characters were read.")
        yield (
            printed_json(answer_line(build, answer), indent=1)
            if options.json
            else as_text(build, answer)
        )
    else:
        raise GraphError('nothing asked; try: python -m qa "小孩上幼儿园难谁管"')


def as_text(build: Build, answer: Answer) -> str:
    """Return an answer as a person reads it in a terminal."""
    lines = [answer.text]
    for statement in answer.statements[:20]:
        cited = statement.citations[0].reference if statement.citations else ""
        lines.append(f"  · {statement.text}　{cited}")
    lines += _how(answer)
    if not answer.ranked:
        return "\n".join(lines)
    lines.append("最接近的内容：" if answer.abstain else "相关任务原文：")
    for item in answer.ranked[:3]:
        source = cited_name(build.documents[item.document])
        lines.append(f"{item.ordinal}{item.title or item.text[:30]}　〔{source}〕")
        lines.append(f"    {item.evidence.text}")
        if item.units:
            lines.append("    单位：" + "、".join(name for name, _ in item.units))
        where = f"字符 {item.evidence.start}–{item.evidence.end}"
        lines.append(f"    （{where}，语义 {item.dense:.2f}，字词 {item.lexical:.2f}）")
    return "\n".join(lines)


def _how(answer: Answer) -> list[str]:
    """Return how an answer was found, as lines."""
    found = answer.found
    # 今年 → 0 is how a year is kept, not what it is called
    linked = "；".join(f"{text} → {name}" for text, name in found.linked if not name.isdecimal())
    parts = [found.query, f"认出 {linked}" if linked else ""]
    parts.append(f"查询 {'、'.join(found.queries)}" if found.queries else "")
    said = "；".join(filter(None, parts))
    return [f"（如何得出：{said}）"] if said else []


def _read_lines(source: Path, out: Path | None) -> list[str]:
    """Return the lines of a file of questions, in whatever encoding it is.

    Raises:
        DocumentError: it is missing, or no text.
        GraphError: the answers would be written over the questions.
    """
    if out and out.exists() and out.samefile(source):
        raise GraphError(f"{out} holds the questions; choose another --out")
    from kg.text.files import file_bytes  # with the readers of all kinds of files

    lines = decode(file_bytes(source), str(source)).removeprefix("\ufeff").split("\n")
    return [line for line in lines if line.strip()]


def _answer_lines(lines: list[str], out: Path | None, line_of: Callable[[str], Line]) -> None:
    """Write what every line gets, in order."""
    from tqdm import tqdm  # as long to import as a question takes

    target: TextIO = out.open("w", encoding="utf-8", newline="\n") if out else sys.stdout
    try:
        for line in tqdm(lines, desc="questions", file=sys.stderr, disable=None):
            content = line_of(line)
            print(json_text(content) if out else printed_json(content), file=target)
    finally:
        if out:
            target.close()


def _node(build: Build, name: str) -> str:
    """Return the node a name stands for.

    Raises:
        GraphError: no node, or none exactly, is called so.
    """
    found = (
        [name]
        if build.stored_network.node(name)
        else [row[0] for row in build.stored_network.find(name)]
    )
    if not found:
        raise GraphError(f"图谱中没有「{name}」；换一个名称试试")
    return found[0]


def _neighbour_lines(build: Build, name: str) -> Iterator[str]:
    terms = build.terms
    node = _node(build, name)
    yield build.stored_network.label(node)
    for step in neighbours(neighbourhood(build.database, node), node):
        arrow = "→" if step.outgoing else "←"
        yield f"  {arrow} {terms[step.relation][0]}  {step.label}"


def _path_lines(build: Build, start: str, end: str) -> Iterator[str]:
    node, other = _node(build, start), _node(build, end)
    if node == other:
        raise GraphError(f"「{start}」和「{end}」是同一个对象；请给出两个不同的对象")
    steps = build.stored_network.path(node, other)
    yield build.stored_network.label(node)
    for step in steps:
        arrow = "→" if step.outgoing else "←"
        yield f"  {arrow} {build.terms[step.relation][0]}  {step.label}"
    if not steps:
        yield "  两者在图谱中没有联系。"


def _shared_lines(build: Build, names: list[str]) -> Iterator[str]:
    units = [_node(build, name) for name in names]
    network = build.stored_network
    found = network.shared_tasks(units)
    labels = "、".join(map(network.label, units))
    yield f"{labels}：共同承担 {len(found)} 项任务"
    for task in found:
        yield f"  {network.label(task)}"


def _options(argv: list[str] | None, prog: str) -> argparse.Namespace:
    settings = Settings()
    parser = Parser(prog=prog, description="Ask a build.")
    parser.add_argument("question", nargs="?", type=words, help="a question in anyone's words")
    parser.add_argument("--build", type=folder, default=settings.build, help="folder of the build")
    parser.add_argument("--model", help="the encoder, if not the one the build was made with")
    parser.add_argument(
        "--data",
        type=folder,
        default=settings.own_data,
        help="folder of tables laid over those of the program, as the build was made with",
    )
    parser.add_argument("--json", action="store_true", help="print the answer as --batch does")
    parser.add_argument(
        "--batch", type=Path, metavar="IN.jsonl", help="answer every line of a file"
    )
    parser.add_argument(
        "--dialogue", type=Path, metavar="IN.jsonl", help="answer the turns of every line of a file"
    )
    parser.add_argument(
        "--out", type=Path, metavar="OUT.jsonl", help="where --batch and --dialogue write"
    )
    parser.add_argument("--neighbours", type=words, metavar="NAME", help="relations of a thing")
    parser.add_argument(
        "--path", nargs=2, type=words, metavar=("FROM", "TO"), help="how two things are connected"
    )
    parser.add_argument(
        "--shared",
        nargs="+",
        type=words,
        metavar="UNIT",
        help="tasks that all of them share",
    )
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
