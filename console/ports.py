"""Ports: taken before anything is loaded, so that a busy one is a sentence at once."""

from __future__ import annotations

import errno
import socket
import sys

from errors import PolicyGraphError

_TRIES = 20  # ports that are looked at for a free one
_REFUSED = (errno.EADDRINUSE, errno.EACCES)  # whatever other addresses the host has
_NOT_HERE = "{!r} is no address of this computer ({}); choose another --host"


class PortError(PolicyGraphError):
    """A port cannot be served on."""


def listening(host: str, port: int) -> list[socket.socket]:
    """Return sockets bound to a port of each address a host name has here.

    Raises:
        PortError: it is in use, may not be used, or the host is none of this computer.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as error:
        raise PortError(_NOT_HERE.format(host, "no such name")) from error
    bound: list[socket.socket] = []
    problem: OSError | None = None
    for family, _, _, _, address in found:
        try:
            bound.append(_bound(family, address))
        except OSError as error:
            problem = error
            if error.errno in _REFUSED:
                break
    if problem and (not bound or problem.errno in _REFUSED):
        for taken in bound:
            taken.close()
        raise PortError(_sentence(host, port, problem)) from problem
    return bound


def free_port(host: str, first: int) -> int:
    """Return the first port from one on that nobody uses.

    Raises:
        PortError: there is none.
    """
    for number in range(first, min(first + _TRIES, 2**16)):
        try:
            taken = listening(host, number)
        except PortError as error:
            if isinstance(error.__cause__, OSError) and error.__cause__.errno == errno.EADDRINUSE:
                continue
            raise
        for one in taken:
            one.close()
        return number
    raise PortError(f"ports {first} to {first + _TRIES - 1} are in use; choose another --port")


def _bound(family: int, address: tuple[object, ...]) -> socket.socket:
    found = socket.socket(family)
    try:
        if sys.platform != "win32":  # there it would let two programs have one port
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            found.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        found.bind(address)
    except OSError:
        found.close()
        raise
    return found


def _sentence(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"port {port} is in use, perhaps by this program started before; "
            "choose another --port (ZHENGTU_PORT)"
        )
    if error.errno == errno.EACCES:
        return f"port {port} may not be used; choose a --port above 1023 (ZHENGTU_PORT)"
    return _NOT_HERE.format(host, error.strerror)
