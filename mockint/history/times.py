"""Times as the history keeps them: text that sorts as time does, the same on every database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Dialect, String, TypeDecorator

_WIDTH: Final = 27


class UtcText(TypeDecorator[datetime]):
    """An aware time, kept as ISO 8601 UTC text of fixed width: the same on every database, and sorts as time does."""

    impl = String(_WIDTH)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """The text for a time; a time without a zone is a bug and raises ValueError."""
        return None if value is None else utc_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The time for a text."""
        return None if value is None else datetime.fromisoformat(value)


def utc_text(moment: datetime) -> str:
    """ISO 8601 UTC text with microseconds and a Z.

    Raises:
        ValueError: If the time has no zone.
    """
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone cannot be kept: {moment!r}")
    utc = moment.astimezone(UTC)
    return f"{utc.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"
