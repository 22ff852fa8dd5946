"""Ports: a busy one is told before anything is loaded."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

import ui.__main__
from console.ports import PortError, free_port, listening


@pytest.fixture
def busy() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


def test_the_next_free_port_is_taken(busy: int) -> None:
    assert free_port("127.0.0.1", busy) > busy


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_a_port_is_bound_once(host: str) -> None:
    first = listening(host, port := free_port(host, 20_000))
    for one in first:
        one.listen()
    with pytest.raises(PortError, match=f"port {port} is in use"):
        listening(host, port)
    for one in first:
        one.close()


@pytest.mark.parametrize("host", ["203.0.113.1", "水" * 100, "a b"])
def test_a_host_that_is_none_of_this_computer(host: str) -> None:
    with pytest.raises(PortError, match="is no address of this computer"):
        listening(host, 20_000)


SERVING = [
    (["--port", "x"], "is no port; give 1 to 65535"),
    (["--port", "0"], "is no port"),
    (["--port", "65536"], "is no port"),
    (["--port", "²"], "is no port"),
    (["--host", ""], "it is empty"),
    (["--host", "0.0.0.0"], "can be reached from other computers"),
    (["--build", ""], "the name of the folder is empty"),
    (["--build", "/nowhere"], "holds no build"),
    (["--data", "/nowhere"], "no such folder"),
    (["--auth", "/nowhere"], "neither NAME:PASSWORD nor a file"),
    (["--auth", "a:"], "NAME:PASSWORD"),
    (["--nothing"], "--help lists the options"),
    (["--port", "{busy}"], "is in use"),
]


@pytest.mark.parametrize("options, because", SERVING)
def test_what_cannot_be_served_is_a_sentence(
    busy: int, capsys: pytest.CaptureFixture[str], options: list[str], because: str
) -> None:
    given = [option.replace("{busy}", str(busy)) for option in options]
    try:
        code = ui.__main__.main(["--port", str(free_port("127.0.0.1", 21_000)), *given])
    except SystemExit as stop:
        code = int(str(stop.code))
    said = capsys.readouterr().err
    assert code == 2 and said.count("\n") == 1, said
    assert because in said, said


def test_a_bad_setting_is_a_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHENGTU_PORT", "abc")
    with pytest.raises(SystemExit) as stop:
        ui.__main__.main([])
    said = capsys.readouterr().err
    assert stop.value.code == 2 and "ZHENGTU_PORT" in said and said.count("\n") == 1
