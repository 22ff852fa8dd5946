"""Which part of a web page is its text, and what its head says before that."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

from lxml import etree, html

from kg.text.markup.page_lines import drawn_blocks
from kg.text.markup.table_cells import lines_of
from kg.text.source_text import DrawnTable

_PLACE = "data-place"  # marks nodes, so that what readability returns is found again
_LEAST = 0.5  # of the text that is no link: a smaller part is not the page's text
_SHORTEST_TITLE = 8  # characters of a heading that may be a document's title
_LARGEST = 4 * 2**20  # characters of a page that readability is asked about
# 索 引 号：510822/2024-00008 · 发布日期：2024-03-08
_SAID = re.compile(r"[一-鿿][一-鿿\s]{1,9}[：:]\s*\S.{0,80}")
_TITLES = frozenset({"articletitle", "og:title"})
logging.getLogger("readability.readability").setLevel(logging.CRITICAL)


def text_part(root: html.HtmlElement) -> html.HtmlElement:
    """Return the smallest part that holds what readability takes for the article.

    The part itself is read, not what readability makes of it, so that no table and no number is
    lost; where it is less than half of the text, the whole body is the text. Tables of data
    beside the article belong to it, lists of links between them are taken out.
    """
    body = root.find(".//body")
    body = root if body is None else body
    found = _article(root, body)
    if not found:
        return body
    found.extend(_data_tables(body, beside=_holding(found)))
    part = _holding(found)
    part = part if _own_length(part) >= _LEAST * _own_length(body) else body
    _drop_links(part, set(found))
    return part


def head_lines(root: html.HtmlElement, part: html.HtmlElement, named: str) -> Iterator[str]:
    """Yield what a page says above its text: number, date, issuer, and the title if it lacks it.

    Args:
        root: of the page.
        part: that is its text.
        named: what its title element says.
    """
    yield from _headings(root, part, _tight(named))
    blocks = drawn_blocks(root, until=part) if part is not root else []
    for block in blocks:
        for line in lines_of(block) if isinstance(block, DrawnTable) else [block]:
            if _SAID.fullmatch(line):
                yield line
    text = _tight(part.text_content())
    title = next((said for said in _titles(root) if _tight(said) not in text), "")
    if title and not any(_tight(said) in text for said in _titles(root)):
        yield title


def _headings(root: html.HtmlElement, part: html.HtmlElement, named: str) -> Iterator[str]:
    """Yield the heading outside a part that the page's title names, where the part lacks it."""
    text = _tight(part.text_content())
    for heading in root.iter("h1", "h2", "h3"):
        said = " ".join(heading.text_content().split())
        if len(said) >= _SHORTEST_TITLE and _tight(said) in named and _tight(said) not in text:
            yield said
            return


def outside_length(root: html.HtmlElement, part: html.HtmlElement) -> int:
    """Return how much text that is no link stands outside of a part."""
    return _own_length(root) - _own_length(part)


def _article(root: html.HtmlElement, body: html.HtmlElement) -> list[html.HtmlElement]:
    """Return the nodes that readability keeps; none when it finds no article."""
    from readability import Document  # a tenth of a second with what it needs, for pages alone
    from readability.readability import Unparseable

    nodes = list(body.iter("*"))
    for place, node in enumerate(nodes):
        node.set(_PLACE, str(place))
    try:
        page = html.tostring(root, encoding="unicode")
        summary = Document(page).summary() if len(page) < _LARGEST else ""
        places = html.document_fromstring(summary).xpath(f"//@{_PLACE}") if summary else []
        return [nodes[int(place)] for place in places]
    except (Unparseable, ValueError, RecursionError, etree.LxmlError):
        return []
    finally:
        for node in nodes:
            del node.attrib[_PLACE]


def _drop_links(part: html.HtmlElement, kept: set[html.HtmlElement]) -> None:
    """Take out of a part what is mostly links, but nothing of the nodes that are kept."""
    holding = {above for node in kept for above in node.iterancestors()}
    waiting = [part]
    while waiting:
        for node in list(waiting.pop()):
            if node in kept:
                continue
            if node in holding:
                waiting.append(node)
            elif 2 * _own_length(node) < _length(node):
                node.drop_tree()


def _holding(nodes: list[html.HtmlElement]) -> html.HtmlElement:
    """Return the smallest node that holds some nodes."""
    shared = [*reversed(list(nodes[0].iterancestors())), nodes[0]]
    places = {node: place for place, node in enumerate(shared)}
    last = len(shared) - 1
    for node in nodes:
        above = node
        while above not in places:
            above = above.getparent()
        last = min(last, places[above])
    return shared[last]


def _data_tables(body: html.HtmlElement, beside: html.HtmlElement) -> list[html.HtmlElement]:
    """Return the tables of data beside a part: not mostly links, no other tables inside."""
    inside = set(beside.iter("table"))
    return [
        table
        for table in body.iter("table")
        if table not in inside
        and table.find(".//table") is None
        and 2 * _own_length(table) > _length(table)
        and any(isinstance(block, DrawnTable) for block in drawn_blocks(table))
    ]


def _titles(root: html.HtmlElement) -> list[str]:
    """Return the titles that a page states for programs."""
    return [
        str(meta.get("content")).strip()
        for meta in root.iter("meta")
        if (meta.get("name") or meta.get("property") or "").lower() in _TITLES
        and (meta.get("content") or "").strip()
    ]


def _own_length(node: html.HtmlElement) -> int:
    """Return how much text of a node is no link."""
    return _length(node) - sum(map(_length, node.iter("a")))


def _length(node: html.HtmlElement) -> int:
    return sum(len(text.strip()) for text in node.itertext())


def _tight(text: str) -> str:
    return "".join(text.split())
