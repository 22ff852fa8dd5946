"""Settings of the program: one table of name, environment variable, default and sentence."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from pathlib import Path

ROOT = Path(__file__).resolve().parent
_INSTALLED = ROOT / "zhengtu"  # where a wheel keeps them; a checkout has them at its root
RESOURCES = _INSTALLED if (_INSTALLED / "data").is_dir() else ROOT
VERSION = "0.2.0"
BASE_IRI = "https://w3id.org/zhengtu/"
ONTOLOGY = RESOURCES / "ontology.ttl"
DATA = RESOURCES / "data"  # the tables that come with the program
DOCUMENTS = "文件"  # folder of the user's documents in ZHENGTU_HOME
_DOCUMENTS_TOO = "documents"  # its name in earlier versions, and for who cannot type the other


def _setting(variable: str, default: str, sentence: str) -> str:
    """Declare a setting read from ``variable`` when the program starts."""
    return field(
        default_factory=lambda: os.environ.get(variable, default),
        metadata={"variable": variable, "default": default, "sentence": sentence},
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may set without touching code; command-line options win."""

    base_iri: str = _setting("ZHENGTU_BASE_IRI", BASE_IRI, "Base of every IRI that is minted.")
    data: str = _setting(
        "ZHENGTU_DATA",
        "",
        "Folder of tables laid over those that come with the program, and of documents.",
    )
    home: str = _setting(
        "ZHENGTU_HOME",
        "zhengtu-user",
        "The user's own folder: 文件 (documents), corrections; survives upgrades, back it up.",
    )
    build: str = _setting("ZHENGTU_BUILD", "build", "Folder a build is written to and read from.")
    model: str = _setting(
        "ZHENGTU_MODEL", "default", "Encoder: default, a model folder or a hub name."
    )
    graph: str = _setting(
        "ZHENGTU_GRAPH",
        "",
        "SPARQL server of the graph, `http://HOST:PORT/query`; empty: `store/` of the build.",
    )
    vectors: str = _setting(
        "ZHENGTU_VECTORS",
        "",
        "Qdrant of the vectors, `http://HOST:PORT` or `path:FOLDER`; empty: the build's own.",
    )
    progress: str = _setting(
        "ZHENGTU_PROGRESS", "", "1 shows how far a build is although the output is no terminal."
    )
    host: str = _setting("ZHENGTU_HOST", "127.0.0.1", "Address the page is served on.")
    port: str = _setting("ZHENGTU_PORT", "7860", "Port the page is served on.")

    phrase_url: str = _setting(
        "ZHENGTU_PHRASE_URL",
        "",
        "OpenAI-compatible endpoint that may phrase found evidence; empty: none.",
    )
    phrase_model: str = _setting("ZHENGTU_PHRASE_MODEL", "qwen3", "Name of the model there.")

    @property
    def own_data(self) -> Path | None:
        """The user's own folder of tables, if there is one."""
        return Path(self.data) if self.data else None

    @property
    def data_layers(self) -> tuple[Path, ...]:
        """The folders tables are looked for in, the user's own first."""
        return layers(self.own_data)


def layers(own: Path | None) -> tuple[Path, ...]:
    """Return the user's own folder, if there is one, and the one that comes with the program."""
    return (own, DATA) if own and own.resolve() != DATA else (DATA,)


def own_documents(home: Path) -> tuple[Path, ...]:
    """Return the folders of a user's documents, those that are there."""
    return tuple(p for name in (DOCUMENTS, _DOCUMENTS_TOO) if (p := home / name).is_dir())


def table() -> list[tuple[str, str, str, str]]:
    """Return (name, variable, default, sentence) of every setting, for the documentation."""
    return [
        (f.name, f.metadata["variable"], f.metadata["default"], f.metadata["sentence"])
        for f in fields(Settings)
    ]
