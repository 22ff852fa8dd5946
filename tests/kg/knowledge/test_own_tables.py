"""A user's own tables: what is wrong with one is said in a sentence, before anything is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from errors import GraphError
from kg.knowledge.knowledge import open_knowledge
from settings import DATA

LABELS = "rules/attribution_labels.csv"
WRONG = [
    ("rules/attribution_label.csv", "label,role,source\n", "attribution_labels.csv was perhaps"),
    ("attribution_labels.csv", "label,role,source\n", "no such table; rules/attribution_labels"),
    (LABELS, "a,b\n1,2\n", "the column label, role is missing; found a, b"),
    (LABELS, "label,role,source\n掌舵人,boss,ours\n", "row 2: role is 'boss', but may be"),
    (LABELS, "label,role,source\n掌舵人\n", "line 2: .* does not fit the header"),
    ("rules/place_words.csv", "use,word,value,source\nnone,湖,,ours\n", "use is 'none'"),
    (
        "rules/policy_levels.csv",
        "target,pattern,level,source\ntitle,(国,state,x\n",
        "cannot be read",
    ),
    ("questions/intents.csv", "intent,needs,pattern,example,sure,source\nx,,a,,,x\n", "intent is"),
    ("topics/海洋.csv", "label,english\n海水,sea\n", "the column alt, broader, everyday"),
]


def write(folder: Path, name: str, content: bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@pytest.mark.parametrize(("name", "content", "message"), WRONG)
def test_a_wrong_table_is_refused_with_a_sentence(
    name: str, content: str, message: str, tmp_path: Path
) -> None:
    write(tmp_path, name, content.encode())
    with pytest.raises(GraphError, match=message):
        open_knowledge(tmp_path, DATA)


def test_a_wrong_folder_is_refused_with_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "file.txt"
    file.write_text("x", encoding="utf-8")
    for folder in (tmp_path / "none", file):
        with pytest.raises(GraphError, match="no such folder"):
            open_knowledge(folder, DATA)
    (tmp_path / "empty").mkdir()
    with pytest.raises(GraphError, match="holds no table"):
        open_knowledge(tmp_path / "empty", DATA)
    (tmp_path / "empty" / "documents").mkdir()  # a folder of documents alone is fine
    assert open_knowledge(tmp_path / "empty", DATA).lexicon.labels


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_may_be_in_any_encoding_a_spreadsheet_saves(encoding: str, tmp_path: Path) -> None:
    text = "label,role,source\r\n掌舵单位,lead,我们的\r\n"
    write(tmp_path, LABELS, text.encode(encoding))
    assert open_knowledge(tmp_path, DATA).lexicon.labels == {"掌舵单位": "lead"}


def test_a_table_that_is_no_text_is_refused(tmp_path: Path) -> None:
    write(tmp_path, LABELS, b"PK\x03\x04...")
    with pytest.raises(GraphError, match="a table is a CSV file"):
        open_knowledge(tmp_path, DATA)


@pytest.mark.parametrize("rows", ["甲,a,甲,,,x,,ours\n", "甲,a,乙,,,x,,ours\n乙,b,甲,,,x,,ours\n"])
def test_a_concept_under_itself_is_refused(rows: str, tmp_path: Path) -> None:
    header = "label,english,broader,alt,everyday,scope,related,source\n"
    write(tmp_path, "topics/own.csv", (header + rows).encode())
    with pytest.raises(GraphError, match="turns in a circle"):
        _ = open_knowledge(tmp_path, DATA).thesaurus
