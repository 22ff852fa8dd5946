"""Retrieval: ranking of items, rankers, filter by document, files that must fit the model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import QUESTIONS, FakeEncoder

from bench.files import own_questions
from embeddings import Hit, Passage, Retriever
from embeddings.encoder import StaticEncoder
from embeddings.lexical import simplify
from errors import IndexMismatchError
from qa.build import Build


def passages(document: str, texts: list[tuple[str, str]]) -> list[Passage]:
    """Make title, whole and one sentence for each (title, sentence)."""
    found, at = [], 0
    for number, (title, sentence) in enumerate(texts, start=1):
        item, whole = f"{document}/task/{number}", f"{title}。{sentence}"
        for kind, text in (("title", title), ("whole", whole), ("sentence", sentence)):
            start = at + whole.index(text)
            found.append(Passage(item, document, document, text, start, start + len(text), kind))
        at += len(whole) + 1
    return found


FIRST = passages(
    "甲县",
    [
        ("推动基础教育高质量发展", "新建幼儿园2所，新增公办学位900个。"),
        ("优化居家养老服务网络", "完成200户困难家庭适老化改造。"),
        ("大力发展数字经济", "新建5G基站200个。"),
        ("加强组织领导", "各部门要高度重视。"),
    ],
)
SECOND = passages("乙县", [("学前教育", "扩建幼儿园5所。"), ("推动物流", "建设冷链仓储。")])


@pytest.fixture
def retriever(fake_encoder: FakeEncoder) -> Retriever:
    return Retriever.build([*FIRST, *SECOND], fake_encoder, QUESTIONS.words)


@pytest.mark.parametrize(
    "query, item",
    [
        ("新增公办学位多少", "甲县/task/1"),
        ("適老化改造", "甲县/task/2"),
        ("5G基站有多少", "甲县/task/3"),
        ("冷链仓储", "乙县/task/2"),
    ],
)
def test_best_item(retriever: Retriever, query: str, item: str) -> None:
    assert retriever.search(query)[0].item == item


@pytest.mark.parametrize("ranker", [None, "dense", "lexical"])
def test_hits_are_whole(retriever: Retriever, ranker: str | None) -> None:
    hits = retriever.search("新建幼儿园", 10, ranker=ranker)
    assert len({hit.item for hit in hits}) == len(hits) <= 6
    for hit in hits:
        assert isinstance(hit, Hit)
        assert 0 <= hit.score <= 1
        assert 0 <= hit.lexical <= 1 and -1.001 <= hit.dense <= 1.001
        assert hit.passage.item == hit.item and hit.passage.document == hit.document
        assert hit.passage.kind != "whole"
        assert hit.reason


def test_the_sentence_that_matches_is_named(retriever: Retriever) -> None:
    assert retriever.search("适老化改造")[0].passage.text == "完成200户困难家庭适老化改造。"


def test_only_the_documents_asked_for(retriever: Retriever) -> None:
    hits = retriever.search("新建幼儿园", documents={"乙县"})
    assert {hit.document for hit in hits} == {"乙县"}
    assert retriever.search("新建幼儿园", documents=()) == ()


def test_k_limits_and_larger_k_only_adds(retriever: Retriever) -> None:
    three, all_of_them = retriever.search("幼儿园", 3), retriever.search("幼儿园", 100)
    assert all_of_them[:3] == three


@pytest.mark.parametrize("query", ["", "   ", "？？", "zzzz"])
def test_questions_without_words_do_not_fail(retriever: Retriever, query: str) -> None:
    assert all(0 <= hit.score <= 1 for hit in retriever.search(query))


def test_nothing_to_search(fake_encoder: FakeEncoder) -> None:
    assert Retriever.build([], fake_encoder).search("幼儿园") == ()


def test_equal_items_keep_document_order(fake_encoder: FakeEncoder) -> None:
    twins = [*passages("甲县", [("植树", "种树。")] * 3)]
    hits = Retriever.build(twins, fake_encoder).search("植树")
    assert [hit.item for hit in hits] == ["甲县/task/1", "甲县/task/2", "甲县/task/3"]


def test_saved_and_loaded_is_the_same(
    retriever: Retriever, fake_encoder: FakeEncoder, tmp_path: Path
) -> None:
    retriever.save(tmp_path / "a")
    again = Retriever.load(tmp_path / "a", fake_encoder, QUESTIONS.words)
    assert list(again.passages) == list(retriever.passages)
    assert again.search("新建幼儿园") == retriever.search("新建幼儿园")
    Retriever.build([*FIRST, *SECOND], fake_encoder).save(tmp_path / "b")
    for path in sorted((tmp_path / "a").rglob("*")):
        if path.is_file():
            assert (
                path.read_bytes()
                == (tmp_path / "b" / path.relative_to(tmp_path / "a")).read_bytes()
            )


def test_another_model_is_refused(
    retriever: Retriever, fake_encoder: FakeEncoder, tmp_path: Path
) -> None:
    retriever.save(tmp_path)
    fake_encoder.fingerprint = "fake-2"
    with pytest.raises(IndexMismatchError, match="fingerprint differs"):
        Retriever.load(tmp_path, fake_encoder)


@pytest.mark.parametrize("damage", ["change", "remove", "manifest"])
def test_a_damaged_folder_is_refused(
    retriever: Retriever, fake_encoder: FakeEncoder, tmp_path: Path, damage: str
) -> None:
    retriever.save(tmp_path)
    passages_file = tmp_path / "passages" / "rows.text.npy"
    if damage == "change":
        passages_file.write_bytes(passages_file.read_bytes()[:-1])
    elif damage == "remove":
        passages_file.unlink()
    else:
        (tmp_path / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(IndexMismatchError, match="build again"):
        Retriever.load(tmp_path, fake_encoder)


def test_manifest_names_model_and_files(retriever: Retriever, tmp_path: Path) -> None:
    retriever.save(tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["model"], manifest["dimension"]) == ("fake", 64)
    files = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert set(manifest["files"]) == files - {"manifest.json"}
    assert not [name for name in files if name.endswith((".pkl", ".pickle"))]


# --- the whole of it, once more in plain words ------------------------------------------------


def plain_ranking(retriever: Retriever, question: str) -> list[tuple[str, str]]:
    """Return (item, text shown), best first, by the formulas of docs/search.md and no index."""
    encoder, words, found = retriever.encoder, retriever.question_words, list(retriever.passages)
    assert isinstance(encoder, StaticEncoder)
    simple = simplify(question)
    cosine = encoder.encode_passages([p.text for p in found]) @ encoder.encode_queries([simple])[0]
    lexical = retriever.lexical.scores(words.query_tokens(question))
    items = dict.fromkeys(passage.item for passage in found)
    rows = {item: [i for i, p in enumerate(found) if p.item == item] for item in items}
    told = encoder.words(words.without_asking(question))
    fused: dict[str, float] = {}
    for number, item in enumerate(items):
        whole = max((cosine[i] for i in rows[item] if found[i].kind == "whole"), default=-1)
        best = max(cosine[i] for i in rows[item])
        fused[item] = 0.65 * best + 0.35 * whole + lexical[number] ** 2
    for item in sorted(items, key=lambda item: -fused[item])[:30]:
        (text,) = (found[i].text for i in rows[item] if found[i].kind == "whole")
        own = encoder.words(simplify(text))
        near = (told.vectors @ own.vectors.T).max(axis=1) if len(own.weights) else 0 * told.weights
        said = float(near @ told.weights / told.weights.sum()) if len(told.weights) else 0.0
        fused[item] += 0.6 * max(said, 0.0)

    def shown(item: str) -> str:
        parts = [i for i in rows[item] if found[i].kind != "whole"] or rows[item]
        wanted = set(simple)
        share = [len(wanted & set(simplify(found[i].text))) / max(1, len(wanted)) for i in parts]
        return found[max(parts, key=lambda i: cosine[i] + share[parts.index(i)])].text

    return [(item, shown(item)) for item in sorted(items, key=lambda item: -fused[item])]


def test_a_search_ranks_as_the_formulas_say(build: Build) -> None:
    questions = [row["question"] for row in own_questions("blind3")][:40]
    for question in questions:
        expected = plain_ranking(build.retriever, question)[:10]
        assert [(h.item, h.passage.text) for h in build.retriever.search(question)] == expected
