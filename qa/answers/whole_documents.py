"""Questions over whole documents, read by their form: 哪几条压根没写牵头单位.

Words that no sign explains must name a part of the documents (便民 in 便民那个方案里), a person or
a place in them; else the question has no form, and is read as any other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from embeddings.lexical import simplify
from qa.execution.scope import Scope
from qa.mentions import QuestionMention
from qa.query.tree import About, Asks, Condition, Earlier, Exists, Find, List, Thing, Within
from qa.reading.clause import Clause
from qa.reading.forms import form_of, trees_of
from qa.reading.signs import Signs

_SHORT = 2  # characters of a word that is not in the documents, and says nothing
_CUT_APART = 2  # single characters: so many are words cut apart
_FEW = 40  # documents whose parts and texts are looked at
_OF_TOLD = ("task", "target")  # may be asked of tasks that were told
_KINDS_OF_PLACE = ("镇", "街道")  # 康驿镇 · 康驿


@dataclass(frozen=True, slots=True)
class Left:
    """What the words say that no sign explains.

    Attributes:
        sign: place_name, person, words, part, or scraps, which may say nothing; "" where they say
            nothing, or name a document.
        words: as the documents write them.
        within: the part of the documents they name.
    """

    sign: str = ""
    words: str = ""
    within: tuple[Condition, ...] = ()


def asked_of_whole(clause: Clause, scope: Scope, *, goes_on: bool = False) -> Asks | None:
    """Return what a clause asks of whole documents by its form; None where it has none.

    Args:
        clause: with the places it goes on from.
        scope: what is looked at.
        goes_on: whether there are parts or turns before it, of which it may speak.

    Raises:
        TooWideError: it would have to be read of too many places.
    """
    told = clause.has("last", "task")
    if clause.has("last", "unit") or (goes_on and not told and clause.has("last")):
        return None
    questions = scope.build.questions
    own = [m for m in clause.mentions if clause.text[m.start : m.end] == m.text]
    signs = questions.signs.read(clause.text, own)
    person = _person(signs, scope)
    if person:
        at = clause.text.find(simplify(person))
        name = QuestionMention("Person", person, at, at + len(person), ())
        signs = questions.signs.read(clause.text, (*own, name))
    left = _left(signs, clause, scope)
    if person and left.sign in ("", "scraps"):
        left = replace(left, sign="person", words=person)
    if left.sign:
        signs = signs.with_sign(left.sign)
    form = form_of(signs, questions.forms)
    if form is None or (goes_on and not told and not _stands_alone(signs)):
        return None
    trees = trees_of(form, signs, clause, left.words)
    within = left.within
    if told:  # 其中哪几条只有一家单位
        within = (Within(Earlier("task")), *within)
        trees = tuple(tree for tree in trees if tree.kind in _OF_TOLD)
    if goes_on and any(tree.kind == "policy" for tree in trees):
        return None  # 谁牵头，依据什么文件: of the task
    if clause.has("op", "exists"):  # 有没有哪条是财政局一家负责的
        trees = tuple(t if t.over != List() else replace(t, over=Exists()) for t in trees)
    whole = tuple(replace(tree, where=(*within, *tree.where)) for tree in trees)
    placed = clause.named("Jurisdiction", "Unit") or told
    if not placed and any(tree.kind != "document" for tree in whole):
        scope.require_narrow()
    return Asks(whole) if whole else None


def _stands_alone(signs: Signs) -> bool:
    """Tell whether it says itself of what it asks: 那份文件的文号, not 文号呢."""
    return not signs.every.isdisjoint(("R", "document", "section", "which"))


def _left(signs: Signs, clause: Clause, scope: Scope) -> Left:
    """Return what the words say that no sign explains."""
    said = tuple(word for word in signs.left if len(word) > 1)
    if not said:
        few = len(signs.left) < _CUT_APART
        return Left("scraps" if few else "words", "") if signs.left else Left()
    said = tuple(word for word in said if not _calls_it(word, clause, scope))
    if not said:
        return Left()
    part = _part(said, clause, scope, sections="section" in signs.every)
    if part is not None:
        named = isinstance(part.operand, Find)
        return Left("part" if named else "", within=(part,))
    place = _place(said[0], clause, scope) if len(said) == 1 else ""
    if place:
        return Left("place_name", place)
    text = scope.asked("").text
    if all(len(word) <= _SHORT and word not in text for word in said):
        return Left("scraps")
    return Left("words", " ".join(said))


def _calls_it(word: str, clause: Clause, scope: Scope) -> bool:
    """Tell whether a word only calls the one document of a place: 杭州那个|一人公司|计划."""
    called = scope.build.splitter.told_document.finditer(clause.text)
    if not clause.named("Jurisdiction") or not any(word in match[0] for match in called):
        return False
    return len(_keys_of(clause, scope)) == 1


def _keys_of(clause: Clause, scope: Scope) -> list[str]:
    """Return the documents of the places that a clause names; all where it names none."""
    places = {name for mention in clause.named("Jurisdiction") for name in mention.nodes}
    chains = {key: scope.build.documents[key]["jurisdiction"] for key in scope.keys}
    return [key for key, chain in chains.items() if not places or places & set(chain)]


def _person(signs: Signs, scope: Scope) -> str:
    """Return who in charge is named, as the documents write it; "" where nobody is."""
    if not signs.left or not scope.build.persons:
        return ""
    names = scope.build.in_charge
    named = (name for name in names if any(simplify(name) in word for word in signs.left))
    return max(named, key=len, default="")


def _place(word: str, clause: Clause, scope: Scope) -> str:
    """Return what names a town, a river … in the documents: 康驿 for 康驿镇, and 泉河."""
    if len(scope.keys) > _FEW:
        return ""
    text = scope.asked("").text
    kind = next((kind for kind in _KINDS_OF_PLACE if word.endswith(kind)), "")
    bare = word.removesuffix(kind)
    if kind and word in text and len(bare) > 1:
        return bare
    if any(mention.text == word for mention in clause.named("NamedPlace")):
        return word
    return word if any(f"{word}{kind}" in text for kind in _KINDS_OF_PLACE) else ""


def _part(words: tuple[str, ...], clause: Clause, scope: Scope, *, sections: bool) -> Within | None:
    """Return the document, the plan in it or the section whose title holds all words: 便民.

    Args:
        words: that no sign explains.
        clause: with the places it names.
        scope: what is looked at.
        sections: whether a section may be meant: 降碳那一|部分.
    """
    build = scope.build
    keys = _keys_of(clause, scope)
    titled = [key for key in keys if _holds(str(build.documents[key]["title"] or ""), words)]
    if len(titled) == 1:
        return Within(Thing(build.documents[titled[0]]["id"]))
    if titled or len(keys) > _FEW:
        return None
    parts = [part for key in keys for part in build.plans_of(key)]
    parts += [part for key in keys if sections for part in build.sections_of(key)]
    named = [part for part in dict.fromkeys(parts) if _holds(part, words)]
    return Within(Find("section", (About(named[0], named[0]),))) if len(named) == 1 else None


def _holds(title: str, words: tuple[str, ...]) -> bool:
    return all(word in simplify(title) for word in words)
