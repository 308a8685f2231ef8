"""The log: one rotating file in the home folder, in which nothing that looks like a key is ever written."""

from __future__ import annotations

import logging
import logging.handlers
import re
from pathlib import Path

LOG_FILE = "mockint.log"
_MAX_BYTES = 1_000_000
_KEPT = 3
_REDACTED = "[redacted]"
_SECRETS = re.compile(
    # A name that says so, then its value: to the closing quote, or to the end of the word behind an optional scheme.
    r"(?P<lead>(?i:authorization|x-api-key|api[-_]?key|token|passw(?:or)?d|secret)[\"']?\s*[:=]\s*)"
    r"(?:\"[^\"]*\"|'[^']*'|(?:(?i:bearer|basic|token)\s+)?[^\s\"',;)}\]]+)"
    # A bearer token without a name, and the shapes of keys that are known.
    r"|(?<=bearer )[^\s\"',;]+|(?<=Bearer )[^\s\"',;]+"
    r"|\b(?:sk|pk|rk)-[A-Za-z0-9_-]{8,}"
    # User and password in an address.
    r"|(?<=://)[^/\s:@]*:[^/\s]+(?=@)"
)


def redact(text: str) -> str:
    """The text with everything that looks like a key, token or password replaced."""
    return _SECRETS.sub(lambda found: f"{found['lead'] or ''}{_REDACTED}", text)


class RedactingFormatter(logging.Formatter):
    """Formats a record, trace included, and takes secrets out of the result."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one redacted text."""
        return redact(super().format(record))


class _QuietFile(logging.handlers.RotatingFileHandler):
    """A log file that gives up in silence: a full disk is told where it matters, not by a trace from the log."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  logging's own name
        """Drop the record."""
        del record


def start_logging(folder: Path | None, *, verbose: bool = False) -> None:
    """Send the log of the ``mockint`` and ``ui`` packages to a file.

    Args:
        folder: Where the file lies; None, or a folder that cannot be written, keeps the log in memory only: a log
            that cannot be written never stops the program.
        verbose: Also keep debug records.
    """
    handler: logging.Handler
    try:
        if folder is None:
            raise OSError("no folder")
        folder.mkdir(parents=True, exist_ok=True)
        handler = _QuietFile(folder / LOG_FILE, maxBytes=_MAX_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True)
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    for name in ("mockint", "ui"):
        logger = logging.getLogger(name)
        for old in logger.handlers[:]:
            logger.removeHandler(old)
            old.close()
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG if verbose else logging.INFO)
        logger.propagate = True
