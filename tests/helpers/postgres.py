"""A real PostgreSQL server for tests: its own data folder, a free port on loopback, a password, and gone afterwards."""

from __future__ import annotations

import getpass
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import URL

_USER = "ada"
_DEBIAN = "/usr/lib/postgresql"
_PATIENCE_S = "60"


class Server:
    """A running server, and new databases on it."""

    def __init__(self, port: int, password: str) -> None:
        self.port = port
        self._password = password
        self._numbers = count(1)
        self._users = {_USER}

    def database(self, user: str = _USER) -> URL:
        """The address of a new, empty database."""
        name = f"history_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name}")
        return self.address(name, user)

    def address(self, name: str, user: str = _USER) -> URL:
        """The address of a database, for one of its users."""
        return URL.create("postgresql+psycopg", user, self._password, "127.0.0.1", self.port, name)

    def add_user(self, name: str) -> None:
        """Another person, who may do in every database what the first may."""
        if name not in self._users:
            self._users.add(name)
            self.execute(f"CREATE ROLE {name} SUPERUSER LOGIN PASSWORD '{self._password}'")

    def execute(self, statement: str) -> None:
        """Run a statement beside every test's own connection."""
        with psycopg.connect(
            host="127.0.0.1", port=self.port, user=_USER, password=self._password, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement.encode())


@contextmanager
def server() -> Iterator[Server]:
    """A server for the time of the block.

    Raises:
        RuntimeError: If PostgreSQL is not installed, or does not start.
    """
    programs = _programs()
    with tempfile.TemporaryDirectory(prefix="mockint-postgres-") as folder:
        root = Path(folder)
        as_user: dict[str, Any] = {"cwd": folder}
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root; Debian's package brings a user for it
            as_user["user"] = as_user["group"] = "postgres"
            shutil.chown(root, "postgres", "postgres")
        password = secrets.token_urlsafe(16)
        (root / "password").write_text(password)
        if "user" in as_user:
            shutil.chown(root / "password", "postgres", "postgres")
        data, port = root / "data", _free_port()
        made = ["--auth=scram-sha-256", f"--pwfile={root / 'password'}", f"--username={_USER}", "--encoding=UTF8"]
        _run([programs / "initdb", "-D", data, "--no-sync", "--locale=C.UTF-8", *made], as_user)
        options = f"-c listen_addresses=127.0.0.1 -p {port} -k {root} -c fsync=off -c max_connections=40"
        control = [programs / "pg_ctl", "-D", data, "-w", "-t", _PATIENCE_S]
        _run([*control, "-l", root / "log", "-o", options, "start"], as_user)
        try:
            yield Server(port, password)
        finally:
            _run([*control, "-m", "immediate", "stop"], as_user)


def _programs() -> Path:
    found = shutil.which("pg_ctl")
    folders = [Path(found).parent] if found else sorted(Path(_DEBIAN).glob("*/bin"), key=_release)
    if not folders:
        raise RuntimeError(
            f"PostgreSQL is not installed for {getpass.getuser()}; on Debian: apt-get install postgresql"
        )
    return folders[-1]


def _release(folder: Path) -> float:
    try:
        return float(folder.parent.name)
    except ValueError:
        return 0.0


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _run(command: list[Any], as_user: dict[str, Any]) -> None:
    # The server keeps what it inherits open: a pipe would never end.
    with tempfile.TemporaryFile() as told:
        code = subprocess.run(
            [os.fspath(part) for part in command],
            stdout=told,
            stderr=told,
            stdin=subprocess.DEVNULL,
            check=False,
            **as_user,
        ).returncode
        told.seek(0)
        if code != 0:
            raise RuntimeError(f"{Path(command[0]).name} ended with {code}: {told.read().decode(errors='replace')}")
