"""Chinese words on a page of another language say what they are: <span lang="zh-CN">.

Screen readers then speak them as Chinese and browsers draw them so; no template needs to know.
"""

from __future__ import annotations

import re

# a comment · a tag: slash, name, the rest · text
_TOKEN = re.compile(r"<!.*?>|<(/?)([a-zA-Z][\w-]*)([^>]*)>|([^<]+)", re.DOTALL)
# 「小孩上幼儿园难，谁管？」: from the first Chinese letter to the last, no other letters between
_WORDS = re.compile(
    r"[「《〈〔（“]?[\u3400-\u9fff](?:[^\sA-Za-z<>&]*[\u3400-\u9fff」》〉〕）”？。])?"
)
_LANG = re.compile(r"\blang=\"([^\"]*)\"")
_EMPTY = frozenset(
    ["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_PLAIN = frozenset(("title", "textarea", "script", "style"))  # hold text only


def marked(html: str) -> str:
    """Return HTML of which every Chinese word outside lang="zh…" stands in a span that says so."""
    inside: list[tuple[str, bool]] = [("", False)]  # open elements, and whether each is Chinese
    out: list[str] = []
    for token in _TOKEN.finditer(html):
        close, name, rest, text = token.groups()
        if text:
            out.append(text if inside[-1][1] else _spans(inside[-1][0], text, out))
            continue
        out.append(token[0])
        if not name or name in _EMPTY or rest.endswith("/"):
            continue
        if not close:
            lang = _LANG.search(rest)
            inside.append((name, lang[1].startswith("zh") if lang else inside[-1][1]))
        elif any(name == opened for opened, _ in inside):
            while inside.pop()[0] != name:
                pass
    return "".join(out)


def _spans(name: str, text: str, out: list[str]) -> str:
    """Return text with its Chinese words in spans; an option holds none and says it itself."""
    if name in _PLAIN or not _WORDS.search(text):
        return text
    if name == "option":
        out[-1] = out[-1].replace("<option", '<option lang="zh-CN"', 1)
        return text
    return _WORDS.sub(lambda found: f'<span lang="zh-CN">{found[0]}</span>', text)
