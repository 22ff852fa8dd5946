"""A web page as a tree without what is not drawn: scripts, styles, forms' fields, hidden blocks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree, html

_NOT_DRAWN = (
    *("script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "title"),
    *("select", "button", "textarea", "datalist", "input", "audio", "video", "canvas", "rt", "rp"),
)
_FURNITURE = ("nav", "footer", "header")
_OWN = {"article", "main", "section", "td"}  # whose header and footer belong to the text
# display:none · visibility: hidden · font-size:0 · opacity:0
_HIDDEN = re.compile(
    r"(?:^|[;\s])(?:display:none|visibility:hidden|(?:font-size|opacity):0(?:px|pt|em|%)?(?=;|!|$))"
)
# text-decoration: line-through
_STRUCK = re.compile(r"text-decoration(?:-line)?:[^;]*line-through")
# @media print { .menu { display: none } }
_CONDITIONAL = re.compile(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
# .hide, #old { display: none }
_RULE = re.compile(r"(?:^|(?<=[{}]))([^{}]*)\{([^{}]*)\}")
# .hide · div.hide · #old
_SELECTOR = re.compile(r"(?:[a-zA-Z]+)?([.#])([\w-]+)")
_TOO_DEEP = "Excessive depth"


def page_tree(markup: str) -> html.HtmlElement | None:
    """Return the root of a page; None when it holds nothing or is nested too deeply."""
    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    data = markup.replace("\x00", "").encode("utf-8", "replace")
    try:
        root = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    return None if any(_TOO_DEEP in error.message for error in parser.error_log) else root


def without_what_is_not_drawn(root: html.HtmlElement) -> Counter[str]:
    """Take out of a page what is not drawn; return how many characters were left out, by why."""
    left_out: Counter[str] = Counter()
    hidden = _hidden_by_rules(root)
    _drop(root.iter(*_NOT_DRAWN))
    whole = _length(root)
    for cause, nodes in (("hidden", _hidden(root, hidden)), ("struck", _struck(root))):
        for node in nodes:
            length = _length(node)
            # a page that its script shows when it is loaded is hidden as a whole
            if node is not root and node.tag != "body" and 2 * length < whole:
                left_out[cause] += length
                _drop([node])
    return left_out


def without_furniture(root: html.HtmlElement) -> None:
    """Take out navigation, header and footer of the site; those of an article stay."""
    found = [
        node
        for node in root.iter(*_FURNITURE)
        if node.tag == "nav" or not any(above.tag in _OWN for above in node.iterancestors())
    ]
    _drop(found)


def _hidden_by_rules(root: html.HtmlElement) -> frozenset[str]:
    """Return classes (.hide) and identifiers (#old) that the page's own styles hide."""
    names: set[str] = set()
    for style in root.iter("style"):
        for selectors, said in _RULE.findall(_CONDITIONAL.sub("", style.text or "")):
            if _HIDDEN.search(_tight(said)):
                simple = (_SELECTOR.fullmatch(one.strip()) for one in selectors.split(","))
                names.update("".join(match.groups()) for match in simple if match)
    return frozenset(names)


def _hidden(root: html.HtmlElement, names: frozenset[str]) -> Iterator[html.HtmlElement]:
    for node in list(root.iter("*")):
        own = {f".{name}" for name in (node.get("class") or "").split()} | {f"#{node.get('id')}"}
        style = _HIDDEN.search(_tight(node.get("style") or ""))
        if style or node.get("hidden") is not None or own & names:
            yield node


def _struck(root: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for node in list(root.iter("*")):
        if node.tag in {"s", "del", "strike"} or _STRUCK.search(_tight(node.get("style") or "")):
            yield node


def _tight(style: str) -> str:
    return "".join(style.lower().split())


def _length(node: html.HtmlElement) -> int:
    return sum(len(text.strip()) for text in node.itertext())


def _drop(nodes: Iterable[html.HtmlElement]) -> None:
    """Take nodes out of their tree; the text after them stays."""
    for node in list(nodes):
        if node.getparent() is not None:
            node.drop_tree()
