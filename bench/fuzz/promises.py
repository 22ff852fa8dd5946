"""What must hold of every input: a check of each kind, and the strategy of what it is given."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable
from contextlib import redirect_stderr
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from hypothesis import strategies as st

from bench.files import GOLD, KNOWLEDGE
from bench.fuzz import files, queries, texts
from bench.fuzz.addresses import PLANTED, Sent, addresses, named
from bench.fuzz.posted import Post, calls, uploads
from bench.fuzz.served import HERE, Served
from building.inputs.archives import with_members
from building.inputs.sources import find_sources, printable
from errors import DocumentError, QueryError
from kg.extraction import extract
from kg.structure.parser import parse
from kg.text.decoding import decode
from kg.text.files import read_source
from qa.answering import ask
from qa.build import Build
from qa.execution.execute import execute
from qa.execution.scope import Scope
from qa.query.in_words import in_words, query_words
from qa.query.json_form import json_of
from qa.query.json_reader import reading_of
from qa.query.tree import Asks

CORPUS = Path(__file__).parent / "corpus"
Check = Callable[[Any, "Build | None"], None]


@dataclass(frozen=True, slots=True)
class Promise:
    """What holds of all inputs of a kind.

    Attributes:
        inputs: strategy of inputs.
        check: raises where it does not hold; gets an opened build if it asks one.
        asks: whether it needs a build.
    """

    inputs: st.SearchStrategy[Any]
    check: Check
    asks: bool = False


def facts_are_where_they_say(text: str, _: Build | None) -> None:
    """Every fact of a document has the characters it says it has."""
    document = parse(text, KNOWLEDGE.lexicon)
    facts = extract(document, "x.txt", KNOWLEDGE)
    document.text.encode()
    for task in facts.tasks:
        for mention in task.mentions:
            found = document.text[mention.span.start : mention.span.end]
            if mention.span.end <= mention.span.start or mention.span.end > len(document.text):
                raise AssertionError(f"{mention} has no characters")
            if hasattr(mention, "text") and mention.text != found and not document.stored.unread:
                raise AssertionError(f"{mention.text!r} is not {found!r}")


def a_file_is_read_or_refused(file: tuple[str, bytes], _: Build | None) -> None:
    """A file is a text that can be written and parsed, or a sentence says why not."""
    suffix, data = file
    with tempfile.NamedTemporaryFile(suffix=suffix) as place:
        place.write(data)
        place.flush()
        try:
            source = read_source(Path(place.name), KNOWLEDGE.lexicon.frequent)
        except DocumentError as error:
            if len(str(error).split("\n")) != 1:
                raise AssertionError(f"{error} is more than a line") from error
            return
    source.text.encode()
    for grid in source.grids:
        for row in grid.rows:
            for cell in row:
                if not 0 <= cell.span.start <= cell.span.end <= len(source.text):
                    raise AssertionError(f"{cell} lies outside the text")


def an_archive_is_its_files(data: bytes, _: Build | None) -> None:
    """Whatever an archive is, its files are found, fail or are passed over, each once and inside."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "unpacked")
        folder.mkdir()
        path = Path(place, "a.zip")
        path.write_bytes(data)
        found = with_members(find_sources([path]), folder)
        if {*Path(place).iterdir()} != {folder, path}:
            raise AssertionError("a file was written outside")
        for source in found.files:
            if folder not in source.path.resolve().parents or not source.path.is_file():
                raise AssertionError(f"{source.path} is no file that was unpacked")


def bytes_are_text_or_refused(data: bytes, _: Build | None) -> None:
    """Bytes are decoded, or a sentence says why not."""
    try:
        decode(data, "x").encode()
    except DocumentError:
        return


def a_question_is_answered(question: str, build: Build | None) -> None:
    """Whatever is asked, there is an answer of a grade, and it can be written."""
    assert build is not None
    answer = ask(build, question)
    answer.text.encode()
    if answer.grade not in ("stated", "quoted", "absent", "reply", "asked"):
        raise AssertionError(answer.grade)


def a_query_is_executed(reading: Asks, build: Build | None) -> None:
    """Every tree has words and a plain form, and is executed."""
    assert build is not None
    if not in_words(reading, query_words(KNOWLEDGE.data, "zh")):
        raise AssertionError("no words")
    if reading_of(json.loads(json.dumps(json_of(reading)))) != reading:
        raise AssertionError("another query came back")
    for tree in reading.trees:
        execute(tree, Scope(build))


def a_request_is_a_query_or_refused(data: Any, _: Build | None) -> None:
    """Whatever JSON is handed in is a query, or a sentence says why not."""
    try:
        reading_of(data)
    except QueryError:
        return


def a_request_is_answered(sent: Sent, build: Build | None) -> None:
    """Whatever is sent to the server, it answers; what it refuses, it refuses with a reason."""
    assert build is not None
    server = _served(build.folder)
    sent = named(sent, server.things)
    address = f"{HERE}{quote(sent.path)}?{urlencode(sent.values, errors='surrogatepass')}"
    form = sent.form if sent.form is None else urlencode(sent.form, errors="surrogatepass")
    answer = server.client.request(
        "GET" if form is None else "POST",
        address,
        content=form,
        headers={"Accept": sent.accept, "Content-Type": "application/x-www-form-urlencoded"},
    )
    if answer.status_code >= 500 and answer.status_code not in (501, 503):
        raise AssertionError(f"{answer.status_code}: {answer.text[:300]}")
    is_page = answer.headers.get("content-type", "").startswith("text/html")
    if "Traceback (most" in answer.text or (is_page and PLANTED in answer.text):
        raise AssertionError(answer.text[:300])


def a_post_is_answered(post: Post, build: Build | None) -> None:
    """Whatever is posted is answered; what cannot be read is said, and the log holds no traceback."""
    assert build is not None
    log = io.StringIO()
    with redirect_stderr(log):
        status, said = _served(build.folder).post(post)
    if status >= 500 and status not in (501, 503) and not _is_told(said):
        raise AssertionError(f"{status}: {said[:300]!r}")
    if "Traceback (most" in log.getvalue() or b"Traceback (most" in said:
        raise AssertionError(log.getvalue()[-1500:])
    if PLANTED.encode() in said and said.lstrip().startswith(b"<"):
        raise AssertionError(said[:300])


def _is_told(said: bytes) -> bool:
    """Tell whether Gradio answers what a tool refused: 500, with the tool's own words."""
    return b'"title":"Error"' in said and b'"error":"' in said


@cache
def _served(folder: Path) -> Served:
    return Served(folder)


def a_name_is_printable(name: str, _: Build | None) -> None:
    """Whatever a file is called, it is printed on one line."""
    if "\n" in printable(name):
        raise AssertionError(name)


@cache
def _originals() -> tuple[str, ...]:
    """The documents that inputs are mutations of, each cut to its beginning, and the corpus."""
    paths = [*sorted((GOLD / "documents").glob("*.txt")), *sorted(CORPUS.glob("*.txt"))]
    return tuple(path.read_bytes().decode("utf-8")[:1500] for path in paths)


_words = st.one_of(st.sampled_from(("find", "asks", "where", "over", "task", "unit", "count", "about",
                                    "top", "max", "each", "name", "any", "not", "lead")), st.text(max_size=5))  # fmt: skip
_requests = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), _words),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(_words, inner, max_size=4)
    ),
    max_leaves=15,
)

PROMISES = {
    "texts": Promise(texts.documents, facts_are_where_they_say),
    "mutated": Promise(
        st.deferred(lambda: st.sampled_from(_originals()).flatmap(texts.mutated)),
        facts_are_where_they_say,
    ),
    "files": Promise(files.files, a_file_is_read_or_refused),
    "pages": Promise(files.pages, a_file_is_read_or_refused),
    "archives": Promise(files.archives, an_archive_is_its_files),
    "bytes": Promise(st.binary(max_size=400), bytes_are_text_or_refused),
    "requests": Promise(_requests, a_request_is_a_query_or_refused),
    "names": Promise(st.text(st.characters(), max_size=30), a_name_is_printable),
    "questions": Promise(texts.questions, a_question_is_answered, asks=True),
    "addresses": Promise(addresses, a_request_is_answered, asks=True),
    "calls": Promise(calls, a_post_is_answered, asks=True),
    "uploads": Promise(uploads, a_post_is_answered, asks=True),
    "queries": Promise(st.builds(Asks, st.tuples(queries.TREES)), a_query_is_executed, asks=True),
}
