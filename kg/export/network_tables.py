"""The network of a build as tables: nodes, steps, units and pairs, made from what was drawn.

What is drawn of each document comes in as rows; SQLite sorts and joins them on disk, so memory
does not grow with the graph. Rows stand as in the networkx view of the whole graph (a test holds
it): nodes by their printed number, then by IRI.
"""

from __future__ import annotations

from kg.entities.kinds import ROLE_RELATIONS

_ROLES = ", ".join(f"'{relation}'" for relation in ROLE_RELATIONS.values())
# Rows come in here; they are no part of the file. A thing is drawn by each document that names
# it, and once more (shared = 1) with the names that all of them give it, which count.
DRAWN = """
CREATE TEMP TABLE drawn (id TEXT, kind TEXT, label TEXT, number INTEGER, shared INTEGER);
CREATE TEMP TABLE roles (unit TEXT, task TEXT, role TEXT, year INTEGER);
CREATE TEMP TABLE edges (source TEXT, relation TEXT, target TEXT);
CREATE TEMP TABLE places (id TEXT PRIMARY KEY, x REAL, y REAL) WITHOUT ROWID;
CREATE TEMP TABLE unit_places (id TEXT PRIMARY KEY, x REAL, y REAL) WITHOUT ROWID;
"""
NETWORK = f"""
INSERT INTO nodes SELECT id, kind, label, coalesce(x, 0.0), coalesce(y, 0.0)
FROM (SELECT id, kind, label, number, max(shared) FROM drawn GROUP BY id)
LEFT JOIN places USING (id) ORDER BY number, id;

CREATE TEMP TABLE links AS
SELECT DISTINCT one.rowid AS source, relation, other.rowid AS target
FROM edges JOIN nodes AS one ON one.id = source JOIN nodes AS other ON other.id = target;
INSERT INTO steps
SELECT source, relation, 1, target FROM links
UNION ALL SELECT target, relation, 0, source FROM links ORDER BY 1, 2, 3, 4;

CREATE TEMP TABLE assigned (task INTEGER, unit TEXT, PRIMARY KEY (task, unit)) WITHOUT ROWID;
INSERT OR IGNORE INTO assigned
SELECT source, id FROM links JOIN nodes ON nodes.rowid = target WHERE relation IN ({_ROLES});
INSERT INTO pairs
SELECT one.unit, other.unit, count(*)
FROM assigned AS one JOIN assigned AS other ON one.task = other.task AND one.unit < other.unit
GROUP BY one.unit, other.unit ORDER BY one.unit, other.unit;

CREATE TEMP TABLE partners AS
SELECT unit AS id, count(*) AS partners
FROM (SELECT one AS unit FROM pairs UNION ALL SELECT other FROM pairs) GROUP BY unit;
INSERT INTO units
SELECT id, label, tasks, coalesce(partners, 0), coalesce(place.x, 0.0), coalesce(place.y, 0.0)
FROM (SELECT unit AS id, count(*) AS tasks FROM assigned GROUP BY unit)
JOIN nodes USING (id) LEFT JOIN partners USING (id) LEFT JOIN unit_places AS place USING (id)
ORDER BY tasks DESC, partners DESC, id;
"""
