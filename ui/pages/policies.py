"""政策: state, province, city, county in columns; who names a policy, in which words (?policy=).

A paper that a task names beside its work (《报告》, 《…承诺书》) is none: data/policies/papers.csv.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ui.planning import goals
from ui.planning.goals import Party
from ui.refusals import NotThereError
from ui.site import Asked, Shown

LEVELS = ("state", "province", "city", "county", "")
TO_ISSUE = "toBeIssued"
_CARDS = 300  # policies on the page
_WORDS = 2  # places quoted on a card
_CITING = 200  # documents and tasks listed below a policy
_PAPERS = "policies/papers.csv"
_NO_PAPER = "policy NOT IN (SELECT value FROM json_each(?))"
_COLUMNS = 'relation, trigger, task, document, start, "end"'


@dataclass(frozen=True, slots=True)
class Citation:
    """A place where a document or task names a policy.

    Attributes:
        relation: implements, basedOn …, a local name.
        trigger: the words that say so, 全面落实, or "".
        task: IRI; "" where the document itself does.
        document: key.
        start: of the policy's name.
        end: of it.
        words: around it, as they stand in the text.
        title: of the task or document.
        parties: units of the task.
        due: its first printed or assumed day, or "".
        assumed: whether that is assumed.
    """

    relation: str
    trigger: str
    task: str
    document: str
    start: int
    end: int
    words: str
    title: str
    parties: tuple[Party, ...] = ()
    due: str = ""
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy that is named.

    Attributes:
        id: IRI.
        title: of it.
        wenhao: its number, or "".
        level: state, province, city, county, or "".
        documents: how many name it.
        tasks: how many name it.
        said: where it is named, the first places.
    """

    id: str
    title: str
    wenhao: str
    level: str
    documents: int
    tasks: int
    said: tuple[Citation, ...] = ()


def view(asked: Asked) -> Shown:
    """Return the page."""
    chosen = asked.value("policy")
    papers = json.dumps(_papers(asked))
    listed = f"relation <> '{TO_ISSUE}' AND {_NO_PAPER}"
    cards = _policies(asked, listed, papers)
    values: dict[str, object] = {
        "columns": [
            (level, own) for level in LEVELS if (own := [c for c in cards if c.level == level])
        ],
        "citing": _citing_documents(asked, papers),
        "to_issue": _to_issue(asked),
        "known": None,
    }
    if chosen:
        values |= _known(asked, chosen)
    return Shown("policies.html", asked.say("page_policies"), values)


def _where(asked: Asked) -> tuple[str, tuple[str, ...]]:
    """Return the condition on the documents that are chosen."""
    if asked.scope is None:
        return "1", ()
    return "document IN (SELECT value FROM json_each(?))", (json.dumps(sorted(asked.scope)),)


def _policies(asked: Asked, condition: str, *values: str) -> list[Policy]:
    """Return the policies of a condition, those that are named most first."""
    place, own = _where(asked)
    rows = asked.build.tables.rows(
        "SELECT policy, max(title), max(wenhao), max(level), count(DISTINCT document), "
        f"count(DISTINCT nullif(task, '')) FROM citations WHERE {condition} AND {place} "
        f"GROUP BY policy ORDER BY count(*) DESC, min(rowid) LIMIT {_CARDS}",
        *values,
        *own,
    )
    said = _said(asked, [row[0] for row in rows], _WORDS)
    return [Policy(*row, *[said.get(row[0], ())]) for row in rows]


def _said(asked: Asked, policies: Sequence[str], most: int) -> dict[str, tuple[Citation, ...]]:
    """Return the first places where each policy is named."""
    place, own = _where(asked)
    rows = asked.build.tables.rows(
        f"SELECT policy, {_COLUMNS} FROM (SELECT *, row_number() OVER "
        "(PARTITION BY policy ORDER BY rowid) AS place FROM citations WHERE policy IN "
        f"(SELECT value FROM json_each(?)) AND {place}) WHERE place <= ?",
        json.dumps(list(policies)),
        *own,
        most,
    )
    found: dict[str, list[Citation]] = {}
    for policy, *row in rows:
        found.setdefault(policy, []).append(_citation(asked, row))
    return {policy: tuple(places) for policy, places in found.items()}


def _citation(asked: Asked, row: Sequence[object]) -> Citation:
    relation, trigger, task, key, start, end = row
    build, document = asked.build, asked.build.documents[str(key)]
    record = build.tasks[str(task)] if task else None
    first, last = int(str(start)), int(str(end))
    return Citation(
        str(relation),
        str(trigger),
        str(task),
        str(key),
        first,
        last,
        _around(build.text(str(key)), first, last),
        goals.task_title(record) if record else document["title"] or document["file"],
        goals.parties(record) if record else (),
    )


def _around(text: str, start: int, end: int) -> str:
    """Return some characters with what stands before them in their clause: 全面落实《…》."""
    before = max((text.rfind(mark, 0, start) for mark in "。；，、\n"), default=-1) + 1
    after = 1 if text[end : end + 1] in "》」”" else 0
    return text[max(before, start - 24) : end + after].strip()


def _papers(asked: Asked) -> list[str]:
    """Return what is no policy: titles of papers without number, issuer or words that cite them."""
    rows = asked.build.tables.rows(
        "SELECT policy, max(title) FROM citations GROUP BY policy "
        "HAVING max(wenhao) = '' AND max(level) = '' AND max(trigger) = ''"
    )
    words: dict[str, list[str]] = {"whole": [], "end": []}
    for row in asked.build.knowledge.data.rows(_PAPERS) if rows else ():
        words[row["where"]].append(row["word"])
    ends, whole = tuple(words["end"]), set(words["whole"])
    return [policy for policy, title in rows if title in whole or title.endswith(ends)]


def _citing_documents(asked: Asked, papers: str) -> list[tuple[str, str, str, int]]:
    """Return key, title, number and policies named of the documents that name some."""
    place, own = _where(asked)
    rows = asked.build.tables.rows(
        f"SELECT document, count(DISTINCT policy) FROM citations WHERE {_NO_PAPER} AND {place} "
        f"GROUP BY document ORDER BY min(rowid) LIMIT {_CARDS}",
        papers,
        *own,
    )
    documents = asked.build.documents
    return [
        (key, documents[key]["title"] or documents[key]["file"], documents[key]["wenhao"] or "", n)
        for key, n in rows
    ]


def _to_issue(asked: Asked) -> list[tuple[Policy, Citation]]:
    """Return what is to be issued, with the task that says so, its units and its day."""
    found = []
    for policy in _policies(asked, f"relation = '{TO_ISSUE}'"):
        for said in policy.said:
            if said.relation == TO_ISSUE:
                limits = asked.build.tables.rows(
                    "SELECT due, assumed FROM goals WHERE task = ? AND kind = 'TimeLimit' "
                    "AND due <> '' ORDER BY due LIMIT 1",
                    said.task,
                )
                due, assumed = limits[0] if limits else ("", 0)
                found.append((policy, replace(said, due=due, assumed=bool(assumed))))
    return found


def _known(asked: Asked, iri: str) -> dict[str, object]:
    """Return what the template shows of one policy.

    Raises:
        NotThereError: no such policy is in the graph.
    """
    known = asked.build.stored_network.node(iri)
    if known is None:
        raise NotThereError(asked.say("policy_unknown"))
    named = _policies(asked, "policy = ?", iri)
    policy = named[0] if named else Policy(iri, known[2], "", "", 0, 0)
    key = asked.build.documents_by_id.get(iri, "")
    papers = json.dumps(_papers(asked))
    above = _policies(asked, f"document = ? AND {_NO_PAPER}", key, papers) if key else []
    citing = _said(asked, [iri], _CITING).get(iri, ())
    return {
        "known": policy,
        "key": key,
        "above": above,
        "citing_documents": [place for place in citing if not place.task],
        "citing_tasks": [place for place in citing if place.task],
    }
