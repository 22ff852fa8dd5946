"""What styles of Word say of text: whether it is drawn, and in which list it is numbered."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from kg.text.markup.word_package import W, WordPackage

_LEAVES_OUT = ("vanish", "strike", "dstrike")


def value(node: etree._Element | None, name: str = "val") -> str | None:
    """Return an attribute of a node of Word; None without it or without a node."""
    return None if node is None else node.get(W + name)


def is_on(node: etree._Element | None) -> bool | None:
    """Tell whether a property is on: <w:vanish/>, not <w:vanish w:val="0"/>; None without it."""
    if node is None:
        return None
    return (value(node) or "1").lower() not in {"0", "false", "off", "none"}


class Styles:
    """The styles of a document, by identifier."""

    def __init__(self, package: WordPackage) -> None:
        styles = package.part("styles").findall(f"{W}style")
        self._styles = {value(style, "styleId"): style for style in styles}
        self._default = next(
            (
                value(style, "styleId")
                for style in styles
                if value(style, "type") == "paragraph" and value(style, "default") in {"1", "true"}
            ),
            None,
        )

    def chain(self, style: str | None) -> Iterator[etree._Element]:
        """Yield a style and those it is based on."""
        seen = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = value(self._styles[style].find(f"{W}basedOn"))

    def of_paragraph(self, properties: etree._Element | None) -> str | None:
        """Return the style of a paragraph."""
        named = None if properties is None else value(properties.find(f"{W}pStyle"))
        return named if named in self._styles else self._default

    def name(self, style: str | None) -> str:
        """Return the name of a style, in lower case."""
        node = self._styles.get(style)
        return "" if node is None else (value(node.find(f"{W}name")) or "").lower()

    def left_out(self, run: etree._Element | None, paragraph_style: str | None) -> str | None:
        """Return what keeps a run from being read: vanish, strike or dstrike; None if it is read.

        Args:
            run: properties of the run.
            paragraph_style: of the paragraph it stands in.
        """
        own = None if run is None else value(run.find(f"{W}rStyle"))
        for name in _LEAVES_OUT:
            direct = None if run is None else is_on(run.find(W + name))
            if direct is None:
                direct = self._says(own, name) != self._says(paragraph_style, name)
            if direct:
                return name
        return None

    def _says(self, style: str | None, name: str) -> bool:
        for node in self.chain(style):
            said = is_on(node.find(f"{W}rPr/{W}{name}"))
            if said is not None:
                return said
        return False
