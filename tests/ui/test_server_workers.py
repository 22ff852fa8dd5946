"""Processes that share the work: the same answers, whatever becomes of one of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest
from serving import ADDRESSES, asked

from errors import GraphError
from qa.build import Build
from qa.conversation import Conversation
from ui.gradio_pages.asking import Asking, answered, called
from ui.gradio_pages.graph_views import viewed
from ui.gradio_pages.thread import Thread
from ui.server.routes import answer
from ui.site import Asked, Site, here
from ui.workers import Serving, WorkError, Workers

SCOPE = {"path": "/", "root_path": "", "headers": []}
PAGES = ("unit", "thing", "together", "targets", "policies", "topics", "search", "text")


@pytest.fixture(scope="module")
def serving(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Serving:
    home = tmp_path_factory.mktemp("home")
    return Serving(build.folder, None, None, home, True, False, "/zt")


@pytest.fixture(scope="module")
def workers(serving: Serving) -> Iterator[Workers]:
    started = Workers(serving, 1)
    yield started
    started.close()


@pytest.fixture(scope="module")
def shown(build: Build, serving: Serving) -> Site:
    """The site as the server has it."""
    return serving.site(build)


def died(_: Asked) -> None:
    os._exit(1)


def died_once(at: Asked, mark: str) -> str:
    if not Path(mark).exists():
        Path(mark).touch()
        os._exit(1)
    return at.language


def failed(_: Asked) -> None:
    raise GraphError("nothing is called so")


def process(_: Asked) -> tuple[int, int]:
    return os.getpid(), os.getppid()


def test_pages_are_the_same(workers: Workers, shown: Site) -> None:
    for name in PAGES:
        at = asked(
            shown, ADDRESSES[name].replace("汶政办字-2023-29", next(iter(shown.build.documents)))
        )
        sent = workers.work(at, answer, SCOPE)
        assert sent.status_code == 200
        assert sent.body == here(at, answer, SCOPE).body


def test_answers_views_and_tools_are_the_same(workers: Workers, shown: Site) -> None:
    at = Asked(shown, shown.by_name["ask"], "en")
    for job, values in (
        (answered, ("水务局牵头哪些任务", Conversation())),
        (viewed, ("?over=units",)),
        (called, ("find_tasks", ("水库",), {"limit": 3})),
    ):  # fmt: skip
        values_: tuple[Any, ...] = values
        assert workers.work(at, job, *values_) == here(at, job, *values_)


def test_a_conversation_goes_on(workers: Workers, shown: Site) -> None:
    at = Asked(shown, shown.by_name["ask"])
    before = here(at, lambda at: Asking(at).turn("水务局牵头哪些任务", Thread()))
    expected = Asking(at).turn("民政局呢", before[0])[1]
    shown.work = workers.work
    try:
        thread = Asking(at).turn("水务局牵头哪些任务", Thread())[0]
        assert Asking(at).turn("民政局呢", thread)[1] == expected
    finally:
        shown.work = here


def test_what_is_wrong_is_told(workers: Workers, shown: Site) -> None:
    with pytest.raises(GraphError, match="nothing is called so"):
        workers.work(Asked(shown, None), failed)


def test_a_process_that_died_is_followed_by_another(
    workers: Workers, shown: Site, tmp_path: Path
) -> None:
    at = Asked(shown, None, "en")
    assert workers.work(at, died_once, str(tmp_path / "mark")) == "en"
    with pytest.raises(WorkError):
        workers.work(at, died)
    workers.warm(replace(at))
    assert workers.work(at, process)[1] == os.getpid()


def test_no_process_is_left(serving: Serving, shown: Site) -> None:
    started = Workers(serving, 1)
    number = started.work(Asked(shown, None), process)[0]
    started.close()
    left = psutil.Process(number) if psutil.pid_exists(number) else None
    assert left is None or left.wait(30) is not psutil.STATUS_RUNNING
