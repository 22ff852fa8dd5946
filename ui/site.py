"""What every page is made from: the table of pages, the build, and what one request asks for.

A page is a row (`Page`); its view gets an `Asked` and returns a `Shown`: a template and its values.
Every address in the product is made by `Asked.href`, so language, proxy prefix and document stay.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.datastructures import FormData, QueryParams
from starlette.responses import Response

from qa.build import Build
from qa.topics import Topics
from settings import VERSION, Settings
from ui.addresses import address
from ui.failures import told
from ui.foreign_words import marked
from ui.messages import LANGUAGES, MESSAGES, message
from ui.planning.progress import Progress
from ui.planning.statuses import Statuses, read_statuses
from ui.rebuilding import Rebuilding
from ui.refusals import WrongValueError

BODY = 256 * 1024  # bytes; a question, a form or a message of MCP is far smaller
_FOLDER = Path(__file__).parent
_SCOPE = ("place", "doc")
# what a view keeps when another place or document is chosen: what no place has for itself
_KEPT = ("q", "kind", "commitment", "after", "due", "printed", "sort", "status")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a view answers with.

    Attributes:
        template: its file in ui/templates.
        title: of the browser's tab, before the name of the program.
        values: what the template shows besides `at`, the request.
        status: of the response.
    """

    template: str
    title: str
    values: Mapping[str, object] = field(default_factory=dict)
    status: int = 200


View = Callable[["Asked"], Shown | Response]


@dataclass(frozen=True, slots=True)
class Page:
    """One page: a row of the table in ui.pages.registry.

    Attributes:
        name: its titles are the messages page_NAME.
        path: below / and, in English, below /en; {name} takes one part of it.
        view: renders it; None for what ui.gradio_pages draws.
        section: where it stands in the frame: main, more, or "" for nowhere.
        form: takes what is sent to it by POST; editors only.
        largest: bytes that may be sent to it.
        below: the page whose section is marked while this one is open.
        is_file: whether it answers with a file to be kept, not with a page.
        heeds: which choice of the bar it shows alone: place, doc, both or none.
    """

    name: str
    path: str
    view: View | None = None
    section: str = ""
    form: View | None = None
    largest: int = BODY
    below: str = ""
    is_file: bool = False
    heeds: tuple[str, ...] = ()

    def address(self, language: str) -> str:
        """Return its path in a language, placeholders left in."""
        return self.path if language == "zh" else f"/en{self.path}"


def here(asked: Asked, job: Callable[..., Any], *values: Any) -> Any:
    """Do a job in this process."""
    return job(asked, *values)


class Site:
    """What all requests share: the build, the pages and their templates.

    Attributes:
        work: does what takes processor time, `work(asked, job, *values)`; see ui.workers.
    """

    def __init__(
        self,
        build: Build,
        pages: Sequence[Page],
        *,
        persons: bool = False,
        root: str = "",
        home: Path | None = None,
        rebuilding: Rebuilding | None = None,
    ) -> None:
        """Take the pages together.

        Args:
            build: what is served.
            pages: the table.
            persons: whether downloads hold persons.
            root: prefix of every address behind a proxy, /zhengtu.
            home: folder of what users enter; by default where the settings say.
            rebuilding: builds anew what the pages change; None where they change nothing.
        """
        self.build, self.pages, self.persons = build, tuple(pages), persons
        self.root = root.rstrip("/")
        self.rebuilding = rebuilding
        self.work: Callable[..., Any] = here
        self.version = VERSION
        self.progress = Progress(home or Path(Settings().home))
        self.by_name = {page.name: page for page in pages}

    @cached_property
    def templates(self) -> Environment:
        """The templates; what they show is escaped, and a name that is not given is an error."""
        return Environment(
            loader=FileSystemLoader(_FOLDER / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=lambda value: "" if value is None else value,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    @property
    def build(self) -> Build:
        """What is served; another one from one request to the next, where it was made anew."""
        return self._served[0]

    @build.setter
    def build(self, build: Build) -> None:
        self._served = (build, Topics(build))
        self._kept: tuple[Build, dict[str, object]] = (build, {})
        self.damages: tuple[str, ...] = ()  # sentences on files that are not as they were written

    def kept(self, build: Build) -> dict[str, object]:
        """Return what pages keep of a build while it is served; a new one for one that is not."""
        of, kept = self._kept
        return kept if of is build else {}

    @property
    def topics(self) -> Topics:
        """Tasks of the build by concept."""
        return self._served[1]

    @cached_property
    def statuses(self) -> Statuses:
        """What a task may be in."""
        return read_statuses(self.build.knowledge.data)

    def render(self, template: str, asked: Asked, **values: object) -> str:
        """Return a template filled in for a request, which it knows as `at`."""
        html = self.templates.get_template(template).render(at=asked, **values)
        return html if asked.language == "zh" else marked(html)

    def section(self, place: str) -> list[Page]:
        """Return the pages of a place of the frame, in order."""
        return [page for page in self.pages if page.section == place]


@dataclass(frozen=True)
class Asked:
    """One request for a page.

    Attributes:
        site: what all requests share.
        page: which one; None for an address that is nobody's.
        language: zh or en.
        path: the parts of the address that the page's path names.
        query: what stands behind ? in the address.
        role: reader or editor.
        form: what was sent by POST.
        name: of the user, "" without accounts.
        held: the build that is meant, where it need not be the newest.
        wrong: sentences on values of the address that were left out.
    """

    site: Site
    page: Page | None
    language: str = "zh"
    path: Mapping[str, str] = field(default_factory=dict)
    query: QueryParams = field(default_factory=QueryParams)
    role: str = "editor"
    form: FormData | None = None
    name: str = ""
    held: Build | None = None
    wrong: tuple[str, ...] = ()

    @cached_property
    def build(self) -> Build:
        """What is served; the same one as long as the request lasts."""
        return self.held or self.site.build

    @property
    def lang(self) -> str:
        """The language as HTML calls it."""
        return {"zh": "zh-CN", "en": "en"}[self.language]

    @property
    def column(self) -> int:
        """Which of a pair of labels (zh, en) is the page's."""
        return LANGUAGES.index(self.language)

    @property
    def document(self) -> str:
        """Key of the document that is chosen in the frame, "" for all of them."""
        key = self.path.get("key") or self.query.get("doc", "")
        return key if key in self.build.documents else ""

    @property
    def place(self) -> str:
        """Name of the place that is chosen in the frame, "" for all of them."""
        name = self.query.get("place", "")
        return name if name in self.build.places else ""

    @cached_property
    def scope(self) -> frozenset[str] | None:
        """Keys of the documents that are chosen, by document or place; None for all of them."""
        if self.document:
            return frozenset({self.document})
        if not self.place:
            return None
        documents = self.build.documents.items()
        return frozenset(key for key, d in documents if self.place in d["jurisdiction"])

    @property
    def listed(self) -> list[Mapping[str, Any]]:
        """Records of the documents of the chosen place, or of all."""
        records = self.build.documents.values()
        return [r for r in records if not self.place or self.place in r["jurisdiction"]]

    def chosen(self, name: str) -> dict[str, str]:
        """Return what of the bar's choice a page heeds, as values of its address."""
        heeds = self.site.by_name[name].heeds
        found = {"place": self.place, "doc": self.document}
        return {key: found[key] for key in _SCOPE if key in heeds and found[key]}

    def choosing(self, **choice: str) -> str:
        """Return the address of this view for another place or document, or for all of them.

        A page that heeds no such choice gives way to the texts.
        """
        page = self.page
        if page and page.heeds and set(choice) <= set(page.heeds):
            kept: dict[str, Any] = {
                name: self.query.getlist(name) for name in _KEPT if name in self.query
            }
            return self.href(page.name, **kept, **choice)
        if "doc" in choice:
            return self.href("text", key=choice["doc"])
        return self.href("texts", **choice)

    @property
    def current(self) -> str:
        """Name of the section that is open."""
        return (self.page.below or self.page.name) if self.page else ""

    def told(self, sentence: str) -> Markup:
        """Return what the program reports in English in the page's words, its language marked."""
        words, lang = told(self.language, sentence)
        return Markup('<span lang="{}">{}</span>').format(lang, words)

    @property
    def may_correct(self) -> bool:
        """Whether who asks may correct facts here."""
        return self.site.rebuilding is not None and self.role == "editor"

    def knows(self, key: str) -> bool:
        """Tell whether there is a text of the page."""
        return key in MESSAGES[self.language]

    def say(self, key: str, **values: object) -> str:
        """Return a text of the page."""
        return message(self.language, key, **values)

    def term(self, name: str) -> str:
        """Return the name of a class, relation or list value of the ontology."""
        labels = self.build.terms.get(name)
        return labels[self.column] if labels else name

    def value(self, name: str, default: str = "", longest: int = 200) -> str:
        """Return one value of the address, cut to a length."""
        return self.query.get(name, default)[:longest].strip()

    def values(self, name: str, most: int = 20) -> list[str]:
        """Return the values of a name that may stand in the address several times."""
        return self.query.getlist(name)[:most]

    def without(self, error: WrongValueError) -> Asked:
        """Return the same request without values that are wrong, which the page then tells."""
        pairs = [(k, v) for k, v in self.query.multi_items() if k not in error.names]
        return replace(self, query=QueryParams(pairs), wrong=(*self.wrong, str(error)))

    def without_unknown(self) -> Asked:
        """Return the same request; of a place or document in it that is not there, a sentence."""
        found = self
        heeds = _SCOPE if self.page and self.page.heeds else ()
        for name, chosen in (("place", self.place), ("doc", self.document)):
            given = self.value(name)
            if name in heeds and given and not chosen:
                sentence = self.say(f"{name}_unknown", text=given)
                found = found.without(WrongValueError(sentence, name))
        return found

    def number(self, name: str, default: int = 0) -> int:
        """Return a whole number of the address; the default where it is none."""
        text = self.query.get(name, "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default

    def href(self, name: str, *, language: str = "", anchor: str = "", **values: Any) -> str:
        """Return the address of a page: values fill its path, the others stand behind ?.

        Empty values are left out; a list stands there once for each.
        """
        path = self.site.by_name[name].address(language or self.language)
        return f"{self.site.root}{address(path, values)}{'#' * bool(anchor)}{anchor}"

    def static(self, name: str) -> str:
        """Return the address of a file of ui/static; the version renews what browsers keep."""
        return f"{self.site.root}/zt/{name}?v={self.site.version}"

    def source(self, document: str, start: int, end: int) -> str:
        """Return the address of some characters of a stored text."""
        return self.href("text", key=document, start=start, end=end, anchor="found")

    def described(self, iri: str) -> str:
        """Return the address at which programs get what is said of a thing: /id/…."""
        path = iri.removeprefix(str(self.build.manifest["base_iri"]))
        return f"{self.site.root}/id/{quote(path)}"

    def in_language(self, language: str) -> str:
        """Return the address of the same view in another language."""
        if self.page is None:
            return self.href("ask", language=language)
        values: dict[str, Any] = {key: self.query.getlist(key) for key in self.query}
        return self.href(self.page.name, language=language, **(values | dict(self.path)))
