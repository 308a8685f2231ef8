"""What holds for every test: no network but loopback, a home of its own, no key of the developer's, no stray log records."""

from __future__ import annotations

import logging
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.helpers.postgres import Server


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    monkeypatch.setenv("MOCKINT_HOME", str(home))
    for name in (
        "MOCKINT_DATABASE_URL",
        "MOCKINT_PROFILE",
        "MOCKINT_PACKS",
        "ANTHROPIC_API_KEY",
        "ANTHROPIC_BASE_URL",
        "ANTHROPIC_MODEL",
        "OPENAI_API_KEY",
        "OPENAI_BASE_URL",
    ):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server of PostgreSQL, where ``--postgres`` asks for it."""
    if not request.config.getoption("--postgres"):
        pytest.skip("asked for with --postgres")
    from tests.helpers.postgres import server

    with server() as running:
        yield running


@pytest.fixture(autouse=True)
def own_database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, own_home: Path) -> str | None:
    """The address of an empty database on the server for this test, which the environment names; None for the file."""
    if not request.config.getoption("--postgres") or request.node.get_closest_marker("history_file"):
        return None
    url = request.getfixturevalue("postgres").database().render_as_string(hide_password=False)
    monkeypatch.setenv("MOCKINT_DATABASE_URL", url)
    monkeypatch.setenv("MOCKINT_PROFILE", "default")
    return str(url)


@pytest.fixture(autouse=True)
def no_stray_log_records(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning in the log that the test did not expect (by marking itself ``expects_log``) fails it."""
    yield
    if request.node.get_closest_marker("expects_log"):
        return
    stray = [
        record
        for record in caplog.get_records("call")
        if record.levelno >= logging.WARNING and record.name.startswith(("mockint", "ui"))
    ]
    assert not stray, [record.getMessage() for record in stray]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--postgres", action="store_true", help="keep histories on a PostgreSQL server that the tests start"
    )


def pytest_configure(config: pytest.Config) -> None:
    # A shell starts background jobs, and with them all their children, with Ctrl+C ignored; users have it.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    config.addinivalue_line("markers", "history_file: the test is about the history's file, not about any database")
    config.addinivalue_line("markers", "expects_log: the test looks at warnings in the log itself")
