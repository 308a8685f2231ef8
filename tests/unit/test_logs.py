from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from mockint.logs import LOG_FILE, redact, start_logging

KEY = "sk-ant-" + "api03-abcdefGHIJ_klmn-0123456789"


@pytest.fixture(autouse=True)
def quiet_afterwards() -> Iterator[None]:
    names = ("mockint", "ui")
    levels = [logging.getLogger(name).level for name in names]
    yield
    for name, level in zip(names, levels, strict=True):
        logger = logging.getLogger(name)
        for handler in logger.handlers[:]:
            logger.removeHandler(handler)
            handler.close()
        logger.setLevel(level)


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        (f"using {KEY} now", KEY),
        ("Authorization: Bearer abc.def-123", "abc.def-123"),
        ("authorization: Basic dXNlcjpwYXNz", "dXNlcjpwYXNz"),
        ("got Bearer abc.def-123,", "abc.def-123"),
        ("{'x-api-key': 'hunter2'}", "hunter2"),
        ('{"api_key": "two words"}', "two words"),
        ("ANTHROPIC_API_KEY=hunter2 python", "hunter2"),
        ("password = hunter2;", "hunter2"),
        ("passwd=hunter2", "hunter2"),
        ("client_secret: hunter2", "hunter2"),
        ("postgresql+psycopg://me:hunter2@host/db", "hunter2"),
        ("https://me:hunter2@4@host/db", "hunter2"),
        ("?token=hunter2&x=1", "hunter2"),
    ],
)
def test_what_looks_like_a_key_is_taken_out(text: str, secret: str) -> None:
    assert secret not in redact(text)
    assert "[redacted]" in redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "used 512 tokens: fine",
        "the key is under the mat",
        "https://host:80/path",
        "the secretary: Ann",
        "a task-list",
        "",
    ],
)
def test_what_is_no_key_stays(text: str) -> None:
    assert redact(text) == text


def test_the_log_goes_to_a_file_without_keys(tmp_path: Path) -> None:
    start_logging(tmp_path / "logs")
    log = logging.getLogger("mockint.somewhere")
    log.info("asked with %s", KEY)
    log.debug("not kept")
    try:
        raise ValueError(KEY)
    except ValueError:
        log.info("it failed", exc_info=True)
    text = (tmp_path / "logs" / LOG_FILE).read_text()
    assert "asked with [redacted]" in text
    assert "ValueError" in text
    assert KEY not in text
    assert "not kept" not in text


def test_starting_again_moves_the_log(tmp_path: Path) -> None:
    start_logging(tmp_path / "one")
    start_logging(tmp_path / "two", verbose=True)
    logging.getLogger("ui.page").debug("shown")
    assert not (tmp_path / "one" / LOG_FILE).exists()
    assert "shown" in (tmp_path / "two" / LOG_FILE).read_text()


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    for folder in (None, tmp_path / "file", tmp_path / "file" / "below"):
        start_logging(folder)
        logging.getLogger("mockint").info("into nothing")
    (tmp_path / "logs" / LOG_FILE).mkdir(parents=True)
    start_logging(tmp_path / "logs")
    logging.getLogger("mockint").info("onto a folder")
    assert capsys.readouterr() == ("", "")
