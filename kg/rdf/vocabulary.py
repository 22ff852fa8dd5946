"""The terms of ontology.ttl as constants, with those of kg.entities.kinds; a test holds both equal.

What a row of the table of kinds names, its class and relation, is not repeated here.
"""

from __future__ import annotations

from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import (
    DCTERMS,
    FOAF,
    OWL,
    PROV,
    RDF,
    RDFS,
    SDO,
    SKOS,
    XSD,
    DefinedNamespace,
)

OA = Namespace("http://www.w3.org/ns/oa#")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
ORG = Namespace("http://www.w3.org/ns/org#")


class ZT(DefinedNamespace):
    """Classes, properties and closed lists of the project."""

    _fail = True
    _NS = Namespace("https://w3id.org/zhengtu/ontology#")

    PolicyDocument: URIRef
    Section: URIRef
    Task: URIRef
    Paragraph: URIRef
    Unit: URIRef
    Jurisdiction: URIRef
    Statement: URIRef
    Assignment: URIRef
    Post: URIRef
    PersonAssignment: URIRef
    PolicyCitation: URIRef
    TimeLimit: URIRef
    Target: URIRef
    NameMention: URIRef
    ConceptMention: URIRef
    StoredText: URIRef
    TextSpan: URIRef

    shownAsEdge: URIRef
    inDocument: URIRef
    inSection: URIRef
    involvesUnit: URIRef
    leadUnit: URIRef
    responsibleUnit: URIRef
    assistingUnit: URIRef
    issuedBy: URIRef
    implements: URIRef
    basedOn: URIRef
    toBeIssued: URIRef
    mentions: URIRef
    hasTarget: URIRef
    jurisdiction: URIRef
    versionOf: URIRef
    inferredName: URIRef
    ofJurisdiction: URIRef
    within: URIRef

    ofTask: URIRef
    ofDocument: URIRef
    unit: URIRef
    indicator: URIRef
    comparatorConcept: URIRef
    commitmentConcept: URIRef
    measureUnitConcept: URIRef
    stageConcept: URIRef
    comparators: URIRef
    commitments: URIRef
    stages: URIRef
    atLeast: URIRef
    moreThan: URIRef
    atMost: URIRef
    about: URIRef
    exactly: URIRef
    ensure: URIRef
    strive: URIRef
    seek: URIRef
    planned: URIRef
    started: URIRef
    advanced: URIRef
    upgraded: URIRef
    completed: URIRef
    operated: URIRef
    Benefit: URIRef
    grantsBenefit: URIRef
    beneficiary: URIRef
    doubt: URIRef
    MeasuredPrecision: URIRef
    ofRules: URIRef
    ofDoubtful: URIRef
    right: URIRef
    found: URIRef
    confidence: URIRef
    correctedOn: URIRef
    correctionReason: URIRef
    formerly: URIRef
    per: URIRef
    duration: URIRef
    condition: URIRef
    Investment: URIRef
    investment: URIRef
    location: URIRef
    locationSpan: URIRef
    forPart: URIRef
    ofPolicy: URIRef
    statedRelation: URIRef
    person: URIRef
    post: URIRef
    involvesPerson: URIRef
    roleLabel: URIRef
    role: URIRef
    policy: URIRef
    relation: URIRef
    trigger: URIRef
    triggerSpan: URIRef
    quotedFrom: URIRef
    rule: URIRef
    order: URIRef
    value: URIRef
    refersTo: URIRef
    concept: URIRef
    namesConcept: URIRef
    stage: URIRef
    status: URIRef
    metric: URIRef
    comparator: URIRef
    amount: URIRef
    printedValue: URIRef
    measureUnit: URIRef
    measureKind: URIRef
    commitment: URIRef
    due: URIRef
    assumedDue: URIRef
    limitText: URIRef
    limitKind: URIRef
    begins: URIRef
    every: URIRef
    afterEvent: URIRef
    hasText: URIRef
    inText: URIRef
    start: URIRef
    end: URIRef
    exact: URIRef
    sha256: URIRef
    file: URIRef

    wenhao: URIRef
    noticeTitle: URIRef
    date: URIRef
    year: URIRef
    level: URIRef
    isStub: URIRef
    addressee: URIRef
    copiedTo: URIRef
    approvedBy: URIRef
    disclosure: URIRef
    ordinal: URIRef
    number: URIRef
    text: URIRef
    collective: URIRef
    code: URIRef

    roles: URIRef
    lead: URIRef
    responsible: URIRef
    assist: URIRef
    basis: URIRef
    cited: URIRef
    to_be_issued: URIRef
    levels: URIRef
    state: URIRef
    province: URIRef
    city: URIRef
    county: URIRef
    township: URIRef


for _name in ZT.__annotations__:
    setattr(ZT, _name, ZT._NS[_name])  # rdflib makes a term anew each time it is asked for


def term(name: str) -> URIRef:
    """Return the term that a row of the table of kinds names: a class, a relation or a detail."""
    return ZT._NS[name]


PREFIXES = {
    "zt": str(ZT._NS),
    "dct": str(DCTERMS),
    "eli": str(ELI),
    "foaf": str(FOAF),
    "oa": str(OA),
    "org": str(ORG),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SDO),
    "skos": str(SKOS),
    "xsd": str(XSD),
}


def bind_prefixes(graph: Graph) -> Graph:
    """Bind the project's prefixes and return the graph."""
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, replace=True)
    return graph
