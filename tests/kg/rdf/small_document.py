"""A small document as a dataset, for the tests of this room."""

from __future__ import annotations

from conftest import KNOWLEDGE
from rdflib import Dataset, Graph

from kg.entities.iri import IriMinter
from kg.entities.linking import LinkedDocument, linker_for
from kg.extraction import extract
from kg.rdf.dataset import build_dataset
from kg.structure.parser import parse

IRIS = IriMinter("https://w3id.org/zhengtu/")
SMALL = """东河政发〔2024〕5号
济南市人民政府关于印发济南市2024年重点任务的通知
各区县人民政府：
现将《济南市2024年重点任务》印发给你们。
济南市人民政府
2024年3月5日
济南市2024年重点任务
为全面落实《山东省发展规划》（鲁政发〔2023〕7号），制定如下任务。
一、兴业
（一）培育企业。新增企业5家。（牵头单位：市科技局、市财政局）
（二）兴修水利。执行《济南市水网规划》。（牵头单位：市水务局；配合单位：市财政局、各区县政府、有关部门）
"""


def linked(text: str) -> LinkedDocument:
    facts = extract(parse(text, KNOWLEDGE.lexicon), "small.txt", KNOWLEDGE)
    return LinkedDocument(facts, linker_for(facts, IRIS, KNOWLEDGE))


def dataset_of(*texts: str, ontology: Graph | None = None) -> Dataset:
    return build_dataset(map(linked, texts), IRIS, ontology or Graph(), KNOWLEDGE.thesaurus)
