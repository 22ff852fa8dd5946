"""What a choice asks of a question asked back: the same question, with what is chosen in it."""

from __future__ import annotations

from qa.answer import Answer
from qa.build import Build


def chosen_questions(build: Build, answer: Answer) -> list[tuple[str, str]]:
    """Return the choices of an answer, each with the question it stands for.

    Of 财政局牵头哪些任务, 甲市财政局 stands for 甲市财政局牵头哪些任务.
    """
    asked_of = _mention(build, answer)
    return [(choice, _with(answer, asked_of, choice)) for choice in answer.choices]


def _with(answer: Answer, mention: str, choice: str) -> str:
    question = answer.question
    if mention and mention in question:
        return question.replace(mention, choice, 1)
    # nobody said which: a place stands before a Chinese question, and behind an English one
    return f"{choice}{question}" if answer.language == "zh" else f"{question} ({choice})"


def _mention(build: Build, answer: Answer) -> str:
    """Return the words of the question that may mean any of the choices; "" for none."""
    meant = {build.label(iri) for line in answer.statements for _, iri in line.names}
    return next((text for text, names in answer.found.linked if meant & set(names.split("、"))), "")
