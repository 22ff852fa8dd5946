"""The package: every other format, the texts, and what it says of itself, in one zip."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from string import Template
from zipfile import ZIP_DEFLATED, ZipFile

from errors import GraphError
from kg.export.crate.describing import Described, citation, dcat, ro_crate
from kg.export.crate.gaps import HEAD, gaps
from kg.export.crate.packing import Packing
from kg.export.excerpt.excerpt import Excerpt
from kg.export.format import Format
from kg.export.tables.csv_files import csv_text
from kg.export.tables.filling import Filled, filled

_HERE = Path(__file__).parent
QUALITY = _HERE / "quality.csv"
METADATA = "ro-crate-metadata.json"
_TEXTS = {
    "README.zh-CN.md": ("说明（中文）", "what this is, in Chinese"),
    "README.md": ("说明（英文）", "what this is, in English"),
    "LICENSE.md": ("许可", "licence"),
}


def format_of(others: Sequence[Format]) -> Format:
    """Return the format of the package, which holds all others."""

    def write(excerpt: Excerpt, path: Path) -> None:
        with filled(excerpt) as tables, ZipFile(path, "w", ZIP_DEFLATED) as archive:
            _pack(Packing(archive), replace(excerpt, ready=tables), tables, others)

    return Format(
        "crate.zip",
        "RO-Crate：可引用的数据包（全部格式、全文、说明、许可、引用方式）",
        "RO-Crate: a package to cite (every format, the texts, README, licence, citation)",
        "application/zip",
        write,
    )


def _pack(packing: Packing, excerpt: Excerpt, tables: Filled, others: Iterable[Format]) -> None:
    left_out = []
    with tempfile.TemporaryDirectory(prefix="zhengtu-crate-") as folder:
        for form in others:
            path = Path(folder, form.name)
            try:
                form.write(excerpt, path)
            except GraphError as error:  # Parquet without DuckDB, a matrix that is too large
                left_out.append(f"{form.name}: {error}")
                continue
            packing.add_file(form.name, path, (form.zh, form.en, form.media_type))
            path.unlink()
    for document in excerpt.documents.values():
        about = (f"存储文本：{document['title']}", f"stored text of {document['key']}")
        packing.add_text(f"texts/{document['key']}.txt", excerpt.text(document), *about)
    _add_lists(packing, excerpt, tables, left_out)
    counts = {table.name: tables.count(table.name) for table in tables.tables}
    described = Described(excerpt, _title(excerpt), _description(excerpt, counts), (), counts)
    filling = _filling(described, packing, tables)
    for name, about in _TEXTS.items():
        text = Template((_HERE / name).read_text(encoding="utf-8")).substitute(filling)
        packing.add_text(name, text, *about)
    packing.add_text("CITATION.cff", citation(described), "引用方式", "how to cite it")
    described = replace(described, files=tuple(packing.files))
    packing.add_text("description.ttl", dcat(described), "DCAT、VoID 描述", "DCAT and VoID")
    described = replace(described, files=tuple(packing.files))
    packing.add_text(METADATA, ro_crate(described), "RO-Crate 元数据", "RO-Crate metadata")


def _add_lists(packing: Packing, excerpt: Excerpt, tables: Filled, left_out: Iterable[str]) -> None:
    """Add what the documents are, what is not in, and how well each kind of fact is read."""
    sources = []
    for iri, document in excerpt.documents.items():
        origin = excerpt.publication.origin(document)
        named = (document[name] for name in ("title", "wenhao", "date", "file", "sha256"))
        sources.append((iri, *named, origin.address, origin.retrieved))
    head = ("document", "title", "wenhao", "date", "file", "sha256", "address", "retrieved")
    packing.add_text(
        "sources.csv", _csv(head, sources), "各文件的来源", "where each document comes from"
    )
    columns = [
        (table.name, c.name, c.datatype, "key" if c.is_key else "", c.table, c.zh, c.en)
        for table in tables.tables
        for c in table.columns
    ]
    named_columns = ("table", "column", "type", "key", "refers_to", "zh", "en")
    packing.add_text(
        "columns.csv", _csv(named_columns, columns), "每一列的说明", "what every column holds"
    )
    missing = [*gaps(excerpt, tables), *(("not made", what, "", "") for what in left_out)]
    packing.add_text(
        "not_in.csv", _csv(HEAD, missing), "未收入的文件", "documents known not to be in"
    )
    quality = QUALITY.read_text(encoding="utf-8")
    packing.add_text(
        "quality.csv", f"\ufeff{quality}", "各类事实的质量", "measured quality of each kind of fact"
    )


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    return csv_text([head, *rows])


def _title(excerpt: Excerpt) -> tuple[str, str]:
    said = excerpt.only.said
    zh = f"政府文件任务知识图谱（{said}）" if said else "政府文件任务知识图谱"
    en = "Tasks of Chinese government documents"
    return zh, f"{en}: {said}" if said else en


def _description(excerpt: Excerpt, counts: dict[str, int]) -> tuple[str, str]:
    documents = len(excerpt.documents)
    tasks, units, targets = (counts[name] for name in ("tasks", "units", "targets"))
    return (
        f"{documents} 份政府文件中的 {tasks} 项任务、{units} 个单位、{targets} 项指标，"
        "逐字标明出处。",
        f"{_many(tasks, 'task')}, {_many(units, 'unit')} and {_many(targets, 'target')} of "
        f"{_many(documents, 'government document')}, each with the characters it was read from.",
    )


def _many(count: int, what: str) -> str:
    """Return a count with its noun.

    >>> _many(1, "task"), _many(78, "task")
    ('1 task', '78 tasks')
    """
    return f"{count} {what}" + "s" * (count != 1)


def _filling(described: Described, packing: Packing, tables: Filled) -> dict[str, str]:
    """Return what the README is filled with."""
    rows = [(t.name, described.counts[t.name], t.zh, t.en) for t in tables.tables]
    with io.StringIO(QUALITY.read_text(encoding="utf-8")) as file:
        quality = [*csv.DictReader(file)]
    top = [f for f in packing.files if "/" not in f.name]
    years = sorted({d["year"] for d in described.excerpt.documents.values() if d["year"]})
    return {
        "title_zh": described.title[0],
        "title_en": described.title[1],
        "description_zh": described.description[0],
        "description_en": described.description[1],
        "program": described.program,
        "creator": described.creator,
        "published": described.excerpt.publication.published,
        "years": "、".join(map(str, years)) or "—",
        "tables_zh": "\n".join(f"| `{n}` | {count:,} | {zh} |" for n, count, zh, _ in rows),
        "tables_en": "\n".join(f"| `{n}` | {count:,} | {en} |" for n, count, _, en in rows),
        "files_zh": "\n".join(f"| `{f.name}` | {f.size:,} | {f.zh} |" for f in top),
        "files_en": "\n".join(f"| `{f.name}` | {f.size:,} | {f.en} |" for f in top),
        "quality_zh": _quality(quality, "kind_zh", "set_zh"),
        "quality_en": _quality(quality, "kind", "set"),
        "persons_zh": "含人员姓名与职务。" if described.excerpt.persons else "不含人员姓名与职务。",
        "persons_en": (
            "Persons in charge of tasks are named."
            if described.excerpt.persons
            else "Persons in charge of tasks are left out."
        ),
    }


def _quality(rows: Iterable[dict[str, str]], kind: str, of: str) -> str:
    columns = (kind, "precision", "recall", "f1", of)
    return "\n".join(f"| {' | '.join(row[column] for column in columns)} |" for row in rows)
