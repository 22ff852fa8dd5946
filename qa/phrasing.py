"""Optional prose: a language model the user runs may phrase the evidence, and nothing else.

Off by default. Any OpenAI-compatible endpoint serves (a local Ollama or vLLM). What comes back is
kept sentence by sentence, only where it cites a task of the evidence and holds no number that the
evidence does not hold; the facts shown beside it stay the graph's.
"""

from __future__ import annotations

import json
import re
import urllib.request
from dataclasses import dataclass
from typing import Any

from errors import ModelError
from qa.answer import Answer
from settings import Settings

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_CITED = re.compile(r"\[(\d+)\]")
_INSTRUCTION = (
    "你是政府文件助手。只根据下面编号的原文回答问题，不得补充原文没有的内容和数字。"
    "每一句话末尾用方括号标出所依据的原文编号，如[1]。"
)
_MOST = 12


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible service.

    Attributes:
        url: base address, e.g. http://127.0.0.1:11434/v1.
        model: name of the model there.
        seconds: longest wait.
    """

    url: str
    model: str
    seconds: float = 30.0


def endpoint_of(settings: Settings) -> Endpoint | None:
    """Return the endpoint that the settings name, None when they name none."""
    if not settings.phrase_url:
        return None
    return Endpoint(settings.phrase_url, settings.phrase_model)


def phrase(answer: Answer, endpoint: Endpoint) -> str:
    """Return prose for an answer, every sentence with the number of its evidence; "" if none holds.

    Raises:
        ModelError: the endpoint does not answer as expected.
    """
    sources = evidence(answer)
    if not sources or answer.abstain:
        return ""
    listed = "\n".join(f"[{i}] {text}" for i, text in enumerate(sources, 1))
    messages = [
        {"role": "system", "content": _INSTRUCTION},
        {
            "role": "user",
            "content": f"问题：{answer.question}\n结论：{answer.text}\n原文：\n{listed}",
        },
    ]
    return supported(_complete(endpoint, messages), sources)


def evidence(answer: Answer) -> list[str]:
    """Return the citable sources of an answer: what each statement says with its characters."""
    cited = [f"{c.ordinal} {s.text}：{c.text}" for s in answer.statements for c in s.citations[:1]]
    ranked = [f"{r.ordinal}{r.title}：{r.evidence.text}" for r in answer.ranked[:3]]
    return (cited or ranked)[:_MOST]


def supported(prose: str, sources: list[str]) -> str:
    """Return the sentences of some prose that cite a source and hold only its numbers."""
    kept = []
    for match in _SENTENCE.finditer(prose.replace("。[", "[").replace("！[", "[")):
        cited = [int(n) for n in _CITED.findall(match[0]) if 0 < int(n) <= len(sources)]
        numbers = set(_NUMBER.findall(_CITED.sub("", match[0])))
        held = set(_NUMBER.findall(" ".join(sources[n - 1] for n in cited)))
        if cited and numbers <= held:
            kept.append(match[0].strip())
    return "".join(kept)


def _complete(endpoint: Endpoint, messages: list[dict[str, str]]) -> str:
    body = {"model": endpoint.model, "messages": messages, "temperature": 0, "stream": False}
    request = urllib.request.Request(
        f"{endpoint.url.rstrip('/')}/chat/completions",
        json.dumps(body).encode(),
        {"Content-Type": "application/json"},
    )
    if not request.full_url.startswith(("http://", "https://")):
        raise ModelError(f"{endpoint.url} is no http address; give e.g. http://127.0.0.1:11434/v1")
    try:
        with urllib.request.urlopen(request, timeout=endpoint.seconds) as reply:
            content: dict[str, Any] = json.load(reply)
        return str(content["choices"][0]["message"]["content"])
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        raise ModelError(
            f"{endpoint.url} did not phrase the answer ({error}); the answer itself is unchanged"
        ) from error
