"""Persons in a build, left out of a build, and left out of what is taken away or shown afar."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from conftest import said, take
from rdflib import Graph

import build_graph
from kg.export.build_folder import BuildFolder
from kg.export.formats import FORMATS
from kg.rdf.named_queries import select
from qa.build import open_build

TEXT = """东河政发〔2024〕5号
东河县人民政府关于印发东河县2024年重点任务的通知
东河县2024年重点任务
一、兴业
（一）治理河道。疏浚清溪河，由欧阳建国包保。（牵头单位：县水务局；分管领导：副县长 张三；责任人：欧阳建国 13800000000）
（二）建设学校。新建小学2所。（牵头单位：县教育局；分管领导：副县长）
（三）改造公路。改造公路9公里。分管领导：陈立新 县交通运输局牵头，县财政局配合
二、保障措施
请各单位每月5日前报送进展。联系人：王晓明，电话：0537-7200000。
联系人及电话：刘志强，副局长，7212345；手机+8613812345678。由王小明、李强负责。
成立工作专班，由赵丽华同志任组长，专班成员如下。
组  长：孙志刚（副县长）
李四　　县水务局局长
附件1
联系人名单
单位
姓名
手机
县水务局
周明亮
13900000000
"""
NAMES = (
    *("张三", "欧阳建国", "13800000000", "陈立新", "王晓明", "0537-7200000"),
    *("刘志强", "7212345", "13812345678", "王小明", "李强"),
    *("赵丽华", "孙志刚", "李四", "周明亮", "13900000000"),
)
# the others hold no texts, or say of the build what persons are no part of
NAMING_PERSONS = {
    *("crate.zip", "tables.zip", "tables.xlsx", "tables.sqlite", "parquet.zip", "tasks.csv"),
    *("tasks.json", "graph.ttl", "graph.nq", "graph.jsonld", "graph.rdf"),
}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("persons") / "persons.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def built(source: Path, *options: str) -> Path:
    out = source.with_name("-".join(["build", *options]))
    assert build_graph.main([str(source), "--out", str(out), "--quiet", *options]) == 0
    return out


@pytest.fixture(scope="module")
def whole(source: Path) -> Path:
    return built(source)


@pytest.fixture(scope="module")
def without(source: Path) -> Path:
    return built(source, "--without-persons")


def test_persons_are_nodes_with_a_role_and_characters(whole: Path) -> None:
    folder = BuildFolder(whole)
    rows = select(folder.graph, "persons")
    text = folder.text("东河政发-2024-5")
    assert [(r["role"], r["label"], r["post"], text[r["start"] : r["end"]]) for r in rows] == [
        ("分管领导", "张三", "副县长", "张三"),
        ("责任人", "欧阳建国", None, "欧阳建国"),
        ("分管领导", "副县长", None, "副县长"),
        ("分管领导", "陈立新", None, "陈立新"),
    ]
    assert [r["person"].rsplit("zhengtu/")[-1] for r in rows] == [
        "person/东河县/张三",
        "person/东河县/欧阳建国",
        "post/东河县/副县长",
        "person/东河县/陈立新",
    ]
    assert not json.loads((whole / "report.json").read_text("utf-8"))["violations"]


def test_telephones_are_in_the_stored_text_alone(whole: Path) -> None:
    numbers = [name.encode() for name in NAMES if name[0].isdigit()]
    stored = whole / "text" / "东河政发-2024-5.txt"
    for path in (p for p in whole.rglob("*") if p.is_file() and p != stored):
        assert not any(number in path.read_bytes() for number in numbers), path
    assert all(number in stored.read_bytes() for number in numbers)
    shown = BuildFolder(whole).text("东河政发-2024-5")
    assert len(shown) == len(stored.read_text("utf-8")) and "138" not in shown


def test_a_build_without_persons_names_nobody(whole: Path, without: Path) -> None:
    for path in (p for p in without.rglob("*") if p.is_file()):
        assert not any(name.encode() in path.read_bytes() for name in NAMES), path
    content = (without / "graph.nq").read_text("utf-8")
    assert "/person/" not in content and "/post/" not in content
    assert all(not task["persons"] for task in tasks(without))
    # all else stays, and stays where it is
    assert [t["units"] for t in tasks(without)] == [t["units"] for t in tasks(whole)]
    assert [t["targets"] for t in tasks(without)] == [t["targets"] for t in tasks(whole)]


def tasks(folder: Path) -> list[dict[str, object]]:
    (entry,) = BuildFolder(folder).entries()
    found: list[dict[str, object]] = entry["tasks"]
    return found


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_exports_leave_persons_out_unless_wanted(whole: Path, tmp_path: Path, name: str) -> None:
    content = said(take(whole, name, tmp_path))
    assert not any(person in content for person in NAMES)
    assert "/person/" not in content and "PersonAssignment> ." not in content
    if name in NAMING_PERSONS:
        assert "欧阳建国" in said(take(whole, name, tmp_path, persons=True))


@pytest.mark.parametrize("name", ["graph.nq", "graph.ttl", "tasks.json"])
def test_names_of_a_column_are_left_out_of_exports(tmp_path: Path, name: str) -> None:
    rows = "序号,重点任务,责任单位,分管领导\n1,新建幼儿园3所,县教育局,张三\n2,改厕300座,县水务局,李四\n"
    (tmp_path / "tasks.csv").write_text(rows, encoding="utf-8")
    folder = BuildFolder(built(tmp_path / "tasks.csv"))
    assert "张三" in said(take(folder.folder, name, tmp_path, persons=True))
    assert "张三" not in said(take(folder.folder, name, tmp_path))


def test_a_build_without_names_is_taken_away_as_it_is(without: Path, tmp_path: Path) -> None:
    for name in ("graph.nq", "graph.ttl", "tasks.json"):
        content = take(without, name, tmp_path).read_text("utf-8")
        assert content == (without / name).read_text("utf-8")


def test_all_else_is_taken_away(whole: Path, tmp_path: Path) -> None:
    shown = Graph(store="Oxigraph").parse(take(whole, "graph.ttl", tmp_path))
    persons = ("/person/", "/post/", "/person-assignment/", "text#char=", *NAMES)
    lost = [t for t in BuildFolder(whole).graph if t not in shown]
    assert lost and all(any(p in f"{s} {o}" for p in persons) for s, _, o in lost)
    drawn = set(re.findall(r'"node_iri">([^<]+)<', said(take(whole, "graph.graphml", tmp_path))))
    assert drawn == {node for node in BuildFolder(whole).network if "欧阳建国" not in node}


def test_a_build_opened_for_others_shows_no_persons(whole: Path) -> None:
    ours, theirs = open_build(whole), open_build(whole, persons=False)
    assert "欧阳建国" in ours.text("东河政发-2024-5")
    assert not any(name in theirs.text("东河政发-2024-5") for name in NAMES)
    assert not any(task["persons"] for task in theirs.tasks.values())
    assert not any("欧阳建国" in task["text"] for task in theirs.tasks.values())
