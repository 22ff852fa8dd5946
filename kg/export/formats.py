"""The formats in which a build is taken away: one row each, in the order of the page."""

from __future__ import annotations

from errors import GraphError
from kg.export.comparisons import comparison_file
from kg.export.crate import crate
from kg.export.format import Format
from kg.export.graphs import json_ld, nquads, parts, rdf_xml, turtles
from kg.export.networks import gexf, graphml, matrices, ucinet
from kg.export.tables import csv_files, database, ledger, parquet, records, workbook

_SINGLE: tuple[Format, ...] = (
    ledger.FORMAT,
    workbook.FORMAT,
    csv_files.FORMAT,
    database.FORMAT,
    parquet.FORMAT,
    comparison_file.FORMAT,
    matrices.SINGLE,
    matrices.FORMAT,
    graphml.UNITS,
    gexf.UNITS,
    ucinet.FORMAT,
    graphml.FORMAT,
    gexf.FORMAT,
    turtles.FORMAT,
    nquads.FORMAT,
    json_ld.FORMAT,
    rdf_xml.FORMAT,
    parts.ONTOLOGY,
    parts.THESAURUS,
    parts.SHAPES,
    parts.REPORT,
    records.FORMAT,
    records.SCHEMA_FORMAT,
)
FORMATS = {row.name: row for row in (crate.format_of(_SINGLE), *_SINGLE)}


def format_called(name: str) -> Format:
    """Return a format by the name of its file, or by the beginning of it if no other has it.

    Raises:
        GraphError: there is no such format, or several.
    """
    if name in FORMATS:
        return FORMATS[name]
    found = [row for row in FORMATS.values() if row.name.startswith(name)]
    match [row.name for row in found]:
        case [only]:
            return FORMATS[only]
        case []:
            raise GraphError(f"no format is called {name!r}; there are: {', '.join(FORMATS)}")
        case several:
            raise GraphError(f"{name!r} begins the names of several formats: {', '.join(several)}")
