"""Who may reach the server: hosts and origins it answers to, users, and what it binds to."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

import psutil

from errors import PolicyGraphError
from ui.server.accounts import Accounts, User

HERE = frozenset({"127.0.0.1", "localhost", "::1"})  # what nobody else can reach
_PORTS = {"http": ":80", "https": ":443"}  # what an address need not say
_EVERYWHERE = frozenset({"0.0.0.0", "::", ""})  # addresses that mean all of the machine's


class UnprotectedError(PolicyGraphError):
    """A server that others could reach would ask nobody for a password."""


@dataclass(frozen=True, slots=True)
class Access:
    """Who may reach the server.

    Attributes:
        hosts: names and addresses that requests may be sent to, in lower case.
        accounts: the users; without any, nobody is asked.
        anybody: role of everybody where nobody is asked.
        proxies: names a proxy is reached by, with the port where it is not that of the scheme.
    """

    hosts: frozenset[str]
    accounts: Accounts
    anybody: str
    proxies: frozenset[str] = frozenset()

    def allows_host(self, host: str) -> bool:
        """Tell whether a header Host is one of ours; any other may be another page's trick."""
        return hostname(host) in self.hosts

    def allows_origin(self, origin: str, host: str) -> bool:
        """Tell whether a header Origin is a page of ours: this host and port, or a proxy's."""
        scheme, _, place = origin.lower().partition("://")
        if scheme not in _PORTS:
            return False
        ours = {_without(name, scheme) for name in (host, *self.proxies)} - {""}
        return _without(place, scheme) in ours

    def user(self, authorization: str) -> User | None:
        """Return who asks; None for somebody who has to say so first."""
        return self.accounts.user(authorization) if self.accounts else User("", self.anybody)


def hostname(host: str) -> str:
    """Return a host without its port, in lower case: "[::1]:7860" is "::1"."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def access_for(
    host: str, allowed: Iterable[str], accounts: Accounts, *, unprotected: bool = False
) -> Access:
    """Return the access to a server bound to an address.

    Args:
        host: the address.
        allowed: further names it is reached by, as behind a proxy: zhengtu.example, or with the
            port of the proxy, zhengtu.example:8443.
        accounts: the users.
        unprotected: whether others may read without a password; then nobody may change anything.

    Raises:
        UnprotectedError: others can reach it, there are no users, and that was not asked for.
    """
    is_local = host in HERE
    if not is_local and not accounts and not unprotected:
        raise UnprotectedError(
            f"{host} can be reached from other computers, and nobody would be asked for a "
            "password; add --auth NAME:PASSWORD, or --no-auth if everybody may read"
        )
    proxies = frozenset(name.lower() for name in allowed)
    hosts = {*HERE, *map(_host_named, proxies)}
    hosts |= own_names() if host in _EVERYWHERE else {host.lower()}
    return Access(frozenset(hosts), accounts, "editor" if is_local else "reader", proxies)


def _without(place: str, scheme: str) -> str:
    """Return a host and port without the port that the scheme says."""
    return place.lower().removesuffix(_PORTS[scheme])


def _host_named(name: str) -> str:
    return name if name.count(":") > 1 and not name.startswith("[") else hostname(name)


def own_names() -> set[str]:
    """Return the name and the addresses of this machine, without asking the network."""
    families = (socket.AF_INET, socket.AF_INET6)
    addresses = (a for card in psutil.net_if_addrs().values() for a in card)
    own = {a.address.partition("%")[0].lower() for a in addresses if a.family in families}
    return own | {socket.gethostname().lower()}
