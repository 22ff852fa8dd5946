"""Understanding a question: language, names, intent, what is left as its topic."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from embeddings.lexical import simplify
from kg.entities.kinds import KINDS
from qa.build import Build
from qa.mentions import QuestionMention
from qa.understanding.english import in_chinese, is_english
from qa.understanding.knowledge import QuestionKnowledge
from qa.understanding.lettering import lettered, replaced
from qa.understanding.pinyin import may_be_pinyin
from qa.understanding.rules import IntentPattern, QuestionRules
from qa.understanding.unplaced import of_document, without_document

LONGEST = 400  # characters of a question that are read; a pasted page is no question
SEARCH = "search"
_LEAD = re.compile(r"牵头|主办|主责|领头|带头|为主")
_ASSIST = re.compile(r"配合|协助|协办|协同")
_RESPONSIBLE = re.compile(r"责任(?:单位|部门|主体)|担责|和责任|责任都")
_NOT_LEAD = re.compile(
    r"(?:除了?|除去|不算|不含|不包括|撇开).{0,5}(?:牵头|领头)|(?:牵头|领头).{0,8}?(?:之外|以外|外还)"
)
_ISSUED = re.compile(r"出台|编制|制定|制订|印发|起草|修订|发布")
_NAMED_THINGS = tuple(name for name in KINDS.asked_by_name if name != "Unit")
# intents whose questions are about names: a topic in them is what is left beside all else
_ABOUT_NAMES = ("unit_", "shared", "busiest", "document_", "policy_")
# <b>水务局</b> is the bureau; what a script does is no question
_MARKUP = re.compile(r"(?is)<(script|style)\b.*?(?:</\1\s*>|$)|<[a-z/!?][^<>]*(?:>|$)")
# 推进那些项目: a slip for 哪些, where nothing else asks; not 农村公路那个呢
_WHICH = re.compile(r"那(?=(?:些|几|个|家)(?!的?呢|[。？?！!]?$))")
ASKS = re.compile(r"哪|谁|什么|啥|怎|咋|多少|几|吗|么|何|有没有|是不是")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood.

    Attributes:
        text: as asked, cut to 400 characters.
        plain: simplified characters, half width, English phrases in Chinese.
        language: zh or en, of the answer.
        intent: what is asked for (data/questions/intents.csv), else "search".
        mentions: what it names, in order.
        topic: what is left beside names and asking words.
        role: lead, assist, responsible, others (than lead), any, or "" where none is said.
        documents: keys of the documents its places and years point to; None means all.
        certain: whether a pattern said the intent, not likeness to examples.
    """

    text: str
    plain: str
    language: str
    intent: str
    mentions: tuple[QuestionMention, ...]
    topic: str
    role: str
    documents: frozenset[str] | None
    certain: bool = True

    def of_kind(self, *kinds: str) -> tuple[QuestionMention, ...]:
        """Return the mentions of some kinds."""
        return tuple(m for m in self.mentions if m.kind in kinds)

    @property
    def units(self) -> tuple[QuestionMention, ...]:
        """The units named, each once."""
        seen: dict[tuple[str, ...] | str, QuestionMention] = {}
        for mention in self.of_kind("Unit"):
            seen.setdefault(mention.nodes or mention.text, mention)
        return tuple(seen.values())

    @property
    def things(self) -> tuple[QuestionMention, ...]:
        """The projects, campaigns, policies, titles and firms named."""
        return self.of_kind(*_NAMED_THINGS)

    def names(self, start: int, end: int) -> bool:
        """Tell whether some characters are of a thing the question names."""
        return any(mention.overlaps(start, end) for mention in self.things)

    @property
    def has_topic(self) -> bool:
        """Whether something is left that a task could be about."""
        return len(re.findall(r"[\u4e00-\u9fff]|[a-z0-9]+", self.topic)) > 1


def understand(build: Build, text: str) -> Question:
    """Return what a question asks for.

    Args:
        build: the opened build whose names are linked.
        text: in anyone's words, Chinese or English.
    """
    rules = build.questions.rules
    text = text.strip()[:LONGEST]
    plain = rules.regional_pattern.sub(lambda m: rules.regional[m[0]], simplify(text))
    plain = _in_their_words(build, plain)
    plain, unplaced = without_document(build, _MARKUP.sub(" ", plain).strip())
    if is_english(plain):
        plain = _spelled(build, plain)
    language = "en" if is_english(plain) else "zh"
    english = language == "en"
    plain = in_chinese(plain, rules, build.pinyin_names) if english else _parted(plain)
    if not ASKS.search(plain):
        plain = _WHICH.sub("哪", plain)
    found = build.names.find(plain, known_places=build.places, texts=build.simplified_texts)
    mentions = of_document(build, found, unplaced)
    documents = build.documents_of(mentions)
    mentions = tuple(_theirs(build, mention, documents) for mention in mentions)
    masked = _masked(plain, mentions)
    units = {m.nodes or (m.text,) for m in mentions if m.kind == "Unit"}
    things = [m for m in mentions if m.nodes and m.kind in ("Unit", *_NAMED_THINGS)]
    pattern = _intent(rules, masked, len(units), len(things), mentions)
    intent = pattern.intent if pattern else SEARCH
    weak = pattern is None or not pattern.sure
    if language == "zh" and weak:
        kind = build.questions.examples.kind(lettered(plain, mentions))
        intent = _of_kind(kind, plain, len(units), bool(things)) or intent
    return Question(
        text,
        plain,
        language,
        intent,
        mentions,
        _topic(masked, intent, build.questions),
        _role(masked),
        documents,
        not weak,
    )


def _theirs(
    build: Build, mention: QuestionMention, documents: frozenset[str] | None
) -> QuestionMention:
    """Return a mention of what many counties call alike with the things of those asked about."""
    if mention.kind in ("Jurisdiction", "Year"):
        return mention
    return replace(mention, nodes=build.own(mention.nodes, documents))


def _spelled(build: Build, plain: str) -> str:
    """Return a question in pinyin in characters, any other as it is: xin jian ji suo xue xiao."""
    if not may_be_pinyin(plain):
        return plain
    return build.sounds.spell(plain) or plain


def _parted(plain: str) -> str:
    """Return a question with a comma for a space between parts that both ask: 建几个 归谁管."""
    first, space, second = plain.partition(" ")
    parted = space and "," not in plain and ASKS.search(first) and ASKS.search(second)
    return f"{first},{second}" if parted else plain


def _in_their_words(build: Build, plain: str) -> str:
    """Return a question with everyday words as the documents say them, if they do: 一人公司."""
    rules = build.questions.rules

    def official(match: re.Match[str]) -> str:
        words = rules.everyday[match[0]].split("|")
        return next((w for w in words if simplify(w) in build.simplified_texts), match[0])

    return rules.everyday_pattern.sub(official, plain)


def _of_kind(kind: str, plain: str, units: int, thing: bool) -> str:
    """Return the intent of a question whose kind is known from examples; "" for free search."""
    if kind == "tasks":
        return "shared_tasks" if units > 1 else "unit_tasks" if units else ""
    if kind == "policies":
        return "policy_issue" if _ISSUED.search(plain) else "policy_basis"
    if kind == "thing_tasks":
        return "thing_tasks" if thing else "task_number"
    return {"units": "responsible", "projects": "projects", "value": "target_value"}.get(kind, "")


def _role(masked: str) -> str:
    """Return the role asked for: lead, assist, responsible, others (than lead), any, or ""."""
    lead, assist = bool(_LEAD.search(masked)), bool(_ASSIST.search(masked))
    responsible = bool(_RESPONSIBLE.search(masked))
    if _NOT_LEAD.search(masked):
        return "assist" if assist else "responsible" if responsible else "others"
    if assist and (lead or responsible):
        return "any"
    if lead and not responsible:
        return "lead"
    return "assist" if assist else ""


def _masked(plain: str, mentions: tuple[QuestionMention, ...]) -> str:
    """Return the question with its names left out, so that no name looks like asking."""
    return re.sub("\0+", "□", replaced(plain, mentions, lambda _: "\0")).strip()


def _intent(
    rules: QuestionRules,
    masked: str,
    units: int,
    things: int,
    mentions: tuple[QuestionMention, ...],
) -> IntentPattern | None:
    """Return the first pattern that fits, in the order of the table."""
    met = {
        "": True,
        "no_unit": units == 0,
        "unit": units == 1,
        "units_2": units >= 2,
        "two_things": things >= 2,
        "thing": any(m.nodes and m.kind in _NAMED_THINGS for m in mentions),
        "policy": any(m.kind == "PolicyDocument" for m in mentions),
    }
    return next((p for p in rules.intents if met[p.needs] and p.pattern.search(masked)), None)


def _topic(masked: str, intent: str, questions: QuestionKnowledge) -> str:
    """Return what is left of a question beside names, asking words and words that only fill."""
    left, rules = masked.replace("□", " "), questions.rules
    if intent != SEARCH:
        left = rules.filler.sub(" ", left)
        left = " ".join(piece for piece in left.split() if rules.empty.sub("", piece).strip())
    if intent != SEARCH and not intent.startswith(_ABOUT_NAMES):
        return left
    words = "".join(questions.words.query_tokens(left))
    return left.strip() if len(rules.empty.sub("", words).strip()) > 1 else ""
