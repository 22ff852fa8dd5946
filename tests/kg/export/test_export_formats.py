"""Every format of the registry can be taken away."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from kg.export.formats import FORMATS
from qa.build import Build


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_can_be_taken_away(build: Build, name: str) -> None:
    content = FORMATS[name].content(build)
    assert ("学前教育" if name == "thesaurus.ttl" else "汶") in content
    if name.endswith(("json", "jsonld")):
        assert json.loads(content)
    if name.endswith(("graphml", "gexf")):
        assert ElementTree.fromstring(content.encode()).tag


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_row_is_whole(name: str) -> None:
    row = FORMATS[name]
    assert row.name == name and row.zh and row.en and "/" in row.media_type
