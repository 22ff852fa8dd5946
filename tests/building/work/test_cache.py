"""The cache: stored facts read back the same, and a build from it equals a clean one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import KNOWLEDGE
from hypothesis import given, settings
from hypothesis import strategies as st

import build_graph
from building.work.cache import MARKER, Cache
from building.work.facts_cache import from_bytes, to_bytes
from errors import GraphError
from kg.entities.iri import IriMinter
from kg.extraction import extract
from kg.extraction.mentions import DocumentFacts
from kg.structure.parser import parse
from kg.text.digest import digest, files_digest
from kg.text.view import normalise

IRIS = IriMinter("https://w3id.org/zhengtu/")
WATER = """东河市2024年水利重点任务
一、治水
（一）落实《东河市水网建设五年规划》。新建水闸5座以上。（牵头单位：市水务局、市财政局）
（二）整治河道。争创国家节水型城市。（牵头单位：市水务局；配合单位：市财政局）
"""
# gives the plan that the first text only names its number: the merged graph is another one
PLAN = """东河政发〔2023〕8号
东河市水网建设五年规划
一、目标
（一）建成水网。总投资10亿元。（责任单位：市发展改革委、市水务局）
"""


@pytest.fixture(scope="module", autouse=True)
def few_concepts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Build with the concepts of one area only: the whole thesaurus takes two seconds to write."""
    own = tmp_path_factory.mktemp("data")
    (own / "topics").mkdir()
    for name in (*KNOWLEDGE.data.tables("topics"), "topics_alignment.csv"):
        if name != "topics/水利.csv":
            header = KNOWLEDGE.data.path(name).read_text(encoding="utf-8").splitlines()[0]
            (own / name).write_text(f"{header}\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZHENGTU_DATA", str(own))
        yield


@dataclass(frozen=True)
class Built:
    """A build with its cache, made once; a test takes a copy of it.

    Attributes:
        files: what it was made of.
        folder: where it is.
    """

    files: list[str]
    folder: Path

    def copied(self, to: Path) -> tuple[Path, dict[str, bytes], dict[str, bytes]]:
        """Copy build and cache; return the build's folder, its content and that of the cache."""
        shutil.copytree(self.folder, to, dirs_exist_ok=True)
        return to / "out", contents(to / "out", "report.json"), contents(to / "out.cache")


@pytest.fixture(scope="module")
def water(tmp_path_factory: pytest.TempPathFactory, few_concepts: None) -> Built:
    """Build the first text."""
    folder = tmp_path_factory.mktemp("water")
    files = write(folder / "in", water=WATER)
    built(files, folder / "made" / "out")
    return Built(files, folder / "made")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, few_concepts: None) -> Built:
    """Build both texts."""
    folder = tmp_path_factory.mktemp("both")
    files = write(folder / "in", water=WATER, plan=PLAN)
    built(files, folder / "made" / "out")
    return Built(files, folder / "made")


def write(folder: Path, **texts: str) -> list[str]:
    """Write a text a file and return their names, as the command line takes them."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return [str(folder / f"{name}.txt") for name in texts]


def built(files: list[str], out: Path, *options: str) -> dict[str, bytes]:
    """Build and return the content of every file but the report, which holds times, and store/."""
    assert build_graph.main([*files, "--out", str(out), "--quiet", *options]) == 0
    return contents(out, "report.json")


def contents(folder: Path, *without: str) -> dict[str, bytes]:
    """Return the content of the files of a build; the bytes of its database may differ."""
    files = [p for p in sorted(folder.rglob("*")) if p.is_file() and p.name not in without]
    files = [p for p in files if p.parent.name != "store"]
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}


# --- entries ---------------------------------------------------------------------------------


def test_parts_of_a_digest_are_kept_apart() -> None:
    assert len({digest("ab", "c"), digest("a", "bc"), digest("abc"), digest("abc", "")}) == 4
    assert digest("东河") == digest("东河".encode())


def test_the_digest_of_files_is_of_names_and_bytes(tmp_path: Path) -> None:
    a, b = tmp_path / "a", tmp_path / "b"
    a.write_text("1")
    b.write_text("2")
    before = files_digest([a, b])
    assert before == files_digest([b, a, a, tmp_path])  # order, twice and folders do not matter
    assert before != files_digest([a])
    (tmp_path / "c.pyc").write_text("3")
    assert before == files_digest([a, b, tmp_path / "c.pyc"])
    b.write_text("3")
    assert before != files_digest([a, b])
    b.write_text("2")
    assert before != files_digest([a, b.rename(tmp_path / "c")])


def test_an_entry_is_made_once(tmp_path: Path) -> None:
    first, key = Cache(tmp_path), digest("x")
    assert first.json(key, lambda: {"甲": [1, "乙", None]}) == {"甲": [1, "乙", None]}
    assert (first.made, first.found) == (1, 0)
    second = Cache(tmp_path)
    assert second.json(key, lambda: pytest.fail("made again")) == {"甲": [1, "乙", None]}
    assert (second.made, second.found) == (0, 1)
    assert [p.name for p in tmp_path.glob("*/*")] == [key]  # no partial file is left


def test_without_a_folder_nothing_is_kept() -> None:
    cache = Cache()
    assert [cache.json("x", lambda: 1), cache.json("x", lambda: 2)] == [1, 2]
    cache.sweep()


DAMAGES = [
    *(b"", b"[1, 2", b"\xff\xfe", b"nonsense", b"{}", b"PK\x03\x04"),
    b"\x93NUMPY\x01\x00v\x00{'descr'" + b" " * 200,
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_entry_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    key = digest("x")
    Cache(tmp_path).json(key, lambda: [1, 2, 3])
    (entry,) = tmp_path.glob("*/*")
    kept = entry.read_bytes()
    for changed in (damage, kept[:65] + damage, kept.replace(b"2", b"4"), kept + b" ", kept[:-1]):
        entry.write_bytes(changed)
        cache = Cache(tmp_path)
        assert cache.json(key, lambda: [1, 2, 3]) == [1, 2, 3]
        assert (cache.made, cache.found) == (1, 0)
        assert entry.read_bytes() == kept


def test_unused_entries_are_swept(tmp_path: Path) -> None:
    old = Cache(tmp_path)
    for name in "abc":
        old.json(digest(name), lambda: 1)
    new = Cache(tmp_path)
    new.json(digest("b"), lambda: 2)
    new.json(digest("d"), lambda: 2)
    (tmp_path / "remark").write_text("not an entry")
    (tmp_path / digest("a")[:2] / f"{digest('a')}.part").write_text("of a killed build")
    new.sweep()
    assert {p.name for p in tmp_path.glob("*/*")} == {digest("b"), digest("d")}
    assert (tmp_path / "remark").exists()
    Cache(tmp_path / "missing").sweep()
    assert not (tmp_path / "missing").exists()


def test_the_sweep_drops_entries_only(tmp_path: Path) -> None:
    cache, key = Cache(tmp_path), digest("x")
    cache.json(key, lambda: 1)
    folder = tmp_path / key[:2]
    names = ["letter.txt", "0" * 64, f"{digest('y')}.txt", key.upper()]
    others = [folder / name for name in names if name != key]
    others += [tmp_path / "kg" / "letter.txt", tmp_path / "kg" / digest("x")]
    for other in others:
        other.parent.mkdir(exist_ok=True)
        other.write_text("keep me")
    (folder / (key[:2] + "f" * 62)).mkdir()
    Cache(tmp_path).sweep()
    assert all(other.exists() for other in others)
    assert (folder / (key[:2] + "f" * 62)).is_dir() and not (folder / key).exists()


@pytest.mark.parametrize("mark", [None, "", "Signature: 8a477f597d28d172789f06886806bc55\n"])
def test_a_folder_of_other_things_is_no_cache(tmp_path: Path, mark: str | None) -> None:
    entry = tmp_path / "ab" / ("ab" + "0" * 62)
    entry.parent.mkdir()
    entry.write_text("keep me")
    if mark is not None:
        (tmp_path / MARKER).write_text(mark)  # another program's
    with pytest.raises(GraphError, match=r"is not empty and has no CACHEDIR\.TAG of this program;"):
        Cache(tmp_path)
    with pytest.raises(GraphError):
        Cache(entry)
    assert entry.read_text() == "keep me"


def test_a_build_refuses_a_cache_folder_of_other_things(tmp_path: Path) -> None:
    files = write(tmp_path / "in", water=WATER)
    options = ["--out", str(tmp_path / "out"), "--cache", str(tmp_path / "in"), "--quiet"]
    assert build_graph.main([*files, *options]) == 2
    assert contents(tmp_path / "in") == {"water.txt": WATER.encode()}
    assert not (tmp_path / "out").exists()


# --- stored facts ----------------------------------------------------------------------------


def facts_of(text: str) -> DocumentFacts:
    return extract(parse(text, KNOWLEDGE.lexicon), "x.txt", KNOWLEDGE)


@pytest.mark.parametrize("text", ["", WATER, PLAN, WATER.replace("。", "。\n")])
def test_stored_facts_read_back_the_same(text: str) -> None:
    facts = facts_of(text)
    again = from_bytes(to_bytes(facts))
    assert again == facts
    found = [m for task in again.tasks for m in task.mentions]
    assert [type(m) for m in found] == [type(m) for t in facts.tasks for m in t.mentions]
    assert to_bytes(again) == to_bytes(facts)


def test_the_facts_of_the_first_document_read_back_the_same(first_facts: DocumentFacts) -> None:
    assert from_bytes(to_bytes(first_facts)) == first_facts


PIECES = [
    *("一、", "（一）", "1.", "\n", "。", "，", "（牵头单位：", "）", "《东河市水网规划》", "落实"),
    *("市水务局", "、", "市财政局", "新建水闸5座", "增长4.5%", "1,200亿元", "6月底前", "争创"),
    *("国家卫生城市", "实施攻坚行动", "京津冀", "青石药业集团", "东河政发〔2024〕5号", "抄送："),
    *("2024年3月5日", "东河市2024年重点任务", "完成时限："),
]


@settings(max_examples=80, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_the_facts_of_any_text_read_back_the_same(text: str) -> None:
    facts = facts_of(normalise(text))
    assert from_bytes(to_bytes(facts)) == facts


@pytest.mark.parametrize(
    "old, new",
    [
        (b"", b"\xff"),
        (b"{", b"[" * 9),
        (b'"document": {', b'"document": 5, "paper": {'),
        (b'"tasks": [', b'"tasks": null, "works": ['),
        (b'"mentions": [', b'"mentions": [null, '),
        (b'"UnitMention"', b'"Nothing"'),
        (b'"start": 0', b'"start": "x"'),
        (b'"sha256"', b'"md5"'),
    ],
)
def test_what_holds_no_facts_is_refused(old: bytes, new: bytes) -> None:
    data = to_bytes(facts_of(PLAN))
    assert old in data
    with pytest.raises(ValueError):
        from_bytes(data.replace(old, new, 1))


def test_a_value_that_is_no_number_is_refused() -> None:
    data = to_bytes(facts_of(WATER))
    assert b'"value": "5"' in data
    with pytest.raises(ValueError):
        from_bytes(data.replace(b'"value": "5"', b'"value": "x"'))


@pytest.mark.parametrize("data", [b"", b"null", b"[]", b"{}", b"3", b'"x"', b"[" * 100_000])
def test_other_json_is_no_facts(data: bytes) -> None:
    with pytest.raises(ValueError):
        from_bytes(data)


# --- builds ----------------------------------------------------------------------------------


def test_with_a_cache_or_without_the_build_is_the_same(both: Built, tmp_path: Path) -> None:
    first, whole, kept = both.copied(tmp_path)
    clean = built(both.files, tmp_path / "clean", "--no-cache")
    assert not (tmp_path / "clean.cache").exists()
    assert whole == clean and kept
    assert built(both.files, first) == clean
    assert contents(tmp_path / "out.cache") == kept
    elsewhere = ["--cache", str(tmp_path / "kept")]
    assert built(both.files, tmp_path / "second", *elsewhere) == clean
    assert contents(tmp_path / "kept") == kept
    assert not (tmp_path / "second.cache").exists()


def test_a_document_more_or_less_builds_as_if_from_nothing(water: Built, tmp_path: Path) -> None:
    out, one, kept = water.copied(tmp_path)
    files = write(tmp_path / "in", water=WATER, plan=PLAN)
    two = built(files, tmp_path / "both", "--no-cache")
    plan = "doc/东河政发-2023-8>".encode()
    assert plan in two["graph.ttl"] and plan not in one["graph.ttl"]  # the plan got its number
    assert built(files, out) == two
    assert built(files[:1], out) == one
    assert contents(tmp_path / "out.cache") == kept  # what the second one needed is dropped


def test_a_changed_document_builds_as_if_from_nothing(both: Built, tmp_path: Path) -> None:
    out, *_ = both.copied(tmp_path)
    files = write(tmp_path / "in", water=WATER.replace("5座", "6座"), plan=PLAN)
    clean = built(files, tmp_path / "clean", "--no-cache")
    assert "6座".encode() in clean["graph.ttl"]
    assert built(files, out) == clean


def test_one_text_under_two_names_is_read_from_the_cache_by_its_name(
    water: Built, tmp_path: Path
) -> None:
    out, *_ = water.copied(tmp_path)
    new = write(tmp_path / "in", new=WATER)
    assert built(new, out) == built(new, tmp_path / "clean", "--no-cache")
    assert b"new.txt" in (out / "graph.ttl").read_bytes()


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_build_from_a_damaged_cache_is_whole(both: Built, tmp_path: Path, share: float) -> None:
    out, whole, kept = both.copied(tmp_path)
    for entry in (tmp_path / "out.cache").glob("*/*"):
        data = entry.read_bytes()
        entry.write_bytes(data[: int(len(data) * share)])
    shutil.rmtree(out)
    assert built(both.files, out) == whole
    assert contents(tmp_path / "out.cache") == kept


@pytest.mark.parametrize("damage", DAMAGES)
def test_whatever_entry_is_damaged_the_build_is_whole(
    water: Built, tmp_path: Path, damage: bytes
) -> None:
    out, whole, kept = water.copied(tmp_path)
    for entry in (tmp_path / "out.cache").glob("*/*"):
        entry.write_bytes(damage)
    shutil.rmtree(out)
    assert built(water.files, out) == whole
    assert contents(tmp_path / "out.cache") == kept


def test_a_build_of_the_same_is_left_alone_while_it_is_whole(both: Built, tmp_path: Path) -> None:
    out, whole, kept = both.copied(tmp_path)
    before = (out / "manifest.json").stat().st_mtime_ns
    assert built(both.files, out) == whole
    assert (out / "manifest.json").stat().st_mtime_ns == before
    (out / "graph.ttl").write_bytes(whole["graph.ttl"][:-1])
    assert built(both.files, out) == whole
    (out / "text" / "东河政发-2023-8.txt").unlink()
    assert built(both.files, out) == whole
    assert contents(tmp_path / "out.cache") == kept


def test_a_file_more_that_is_not_there_is_told(both: Built, tmp_path: Path) -> None:
    out, *_ = both.copied(tmp_path)
    missing = str(tmp_path / "missing.txt")
    for _ in range(2):
        assert build_graph.main([*both.files, missing, "--out", str(out), "--quiet"]) == 1
    assert build_graph.main([*both.files, missing, "--out", str(out), "--quiet", "--strict"]) == 2


def test_a_build_that_fails_keeps_the_cache(water: Built, tmp_path: Path) -> None:
    out, whole, kept = water.copied(tmp_path)
    empty = write(tmp_path / "in", empty="")
    assert build_graph.main([*empty, "--out", str(out), "--quiet"]) == 2
    assert contents(tmp_path / "out.cache") == kept
    shutil.rmtree(out)
    assert built(water.files, out) == whole
