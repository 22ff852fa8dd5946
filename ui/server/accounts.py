"""Who may read and who may change: users with a password and a role, checked on every request."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from errors import PolicyGraphError

ROLES = ("reader", "editor")


class AccountError(PolicyGraphError):
    """A line that should name a user cannot be read."""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may open the pages."""

    name: str
    role: str


class Accounts:
    """The users of a server."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Read users, one a line: NAME:PASSWORD or NAME:PASSWORD:ROLE (reader by default).

        Raises:
            AccountError: a line is none of these, or a name stands there twice.
        """
        self._users: dict[str, tuple[User, bytes]] = {}
        for line in filter(None, map(str.strip, lines)):
            if not line.startswith("#"):
                user, password = _user(line)
                if user.name in self._users:
                    raise AccountError(f"the user {user.name!r} is named twice")
                self._users[user.name] = user, _digest(password)

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self._users)

    def user(self, authorization: str) -> User | None:
        """Return whom a header Authorization names, if the password is theirs."""
        kind, _, encoded = authorization.partition(" ")
        if kind.lower() != "basic":
            return None
        try:
            name, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return None
        user, expected = self._users.get(name, (None, b""))
        return user if hmac.compare_digest(_digest(password), expected) else None


def _user(line: str) -> tuple[User, str]:
    name, _, password = line.partition(":")
    before, _, role = password.rpartition(":")
    if role in ROLES and before:
        password = before
    else:
        role = "reader"
    if not name or not password:
        raise AccountError("a user is written NAME:PASSWORD or NAME:PASSWORD:editor")
    return User(name, role), password


def _digest(password: str) -> bytes:
    """Return what is kept of a password, of one length for all of them."""
    return sha256(password.encode()).digest()


def read_accounts(options: Iterable[str]) -> Accounts:
    """Return the users of the option --auth: each names a user or a file of users.

    Raises:
        AccountError: a user cannot be read.
    """
    lines: list[str] = []
    for option in options:
        path = Path(option)
        is_file = ":" not in option or path.is_file()
        try:
            lines += path.read_text(encoding="utf-8-sig").split("\n") if is_file else [option]
        except (OSError, UnicodeDecodeError) as error:
            raise AccountError(
                f"--auth {option}: neither NAME:PASSWORD nor a file of them"
            ) from error
    accounts = Accounts(lines)
    if options and lines and not accounts:
        raise AccountError("--auth names no user")
    return accounts
