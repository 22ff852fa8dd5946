"""Settings of the program: one table of name, environment variable, default and sentence."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def _setting(variable: str, default: str, sentence: str) -> str:
    """Declare a setting read from ``variable`` when the program starts."""
    return field(  # type: ignore[return-value]
        default_factory=lambda: os.environ.get(variable, default),
        metadata={"variable": variable, "default": default, "sentence": sentence},
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may set without touching code; command-line options win."""

    base_iri: str = _setting(
        "ZHENGTU_BASE_IRI", "https://w3id.org/zhengtu/", "Base of every IRI that is minted."
    )
    data: str = _setting(
        "ZHENGTU_DATA", str(ROOT / "data"), "Folder of gazetteers, rules and documents."
    )
    build: str = _setting("ZHENGTU_BUILD", "build", "Folder a build is written to and read from.")
    model: str = _setting(
        "ZHENGTU_MODEL", "default", "Encoder: default, a model folder or a hub name."
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
    def data_folder(self) -> Path:
        """The data folder as a path."""
        return Path(self.data)


def table() -> list[tuple[str, str, str, str]]:
    """Return (name, variable, default, sentence) of every setting, for the documentation."""
    return [
        (f.name, f.metadata["variable"], f.metadata["default"], f.metadata["sentence"])
        for f in fields(Settings)
    ]
