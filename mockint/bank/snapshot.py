"""Questions and rubrics as text under their content hash, so that an old round keeps what it was made of."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from pydantic import ValidationError

from mockint.domain.base import Value
from mockint.domain.ids import ContentHash, content_hash
from mockint.errors import HistoryError

_Kept = TypeVar("_Kept", bound=Value)


class Snapshot(NamedTuple):
    """A value as the history keeps it.

    Attributes:
        hash: SHA-256 of `text`.
        text: The value's JSON.
    """

    hash: ContentHash
    text: str


def snapshot(value: Value) -> Snapshot:
    """The text and hash of a question or a rubric; equal values give equal snapshots."""
    text = value.model_dump_json()
    return Snapshot(content_hash(text), text)


def restore(kept: Snapshot, kind: type[_Kept]) -> _Kept:
    """The value that was kept.

    Raises:
        HistoryError: If the text is not what was hashed, or can no longer be read as this kind of value.
    """
    name = kind.__name__.lower()
    if content_hash(kept.text) != kept.hash:
        raise HistoryError(
            f"The stored {name} {kept.hash[:12]} has been changed.", "Restore the history from a backup."
        )
    try:
        return kind.model_validate_json(kept.text)
    except ValidationError as error:
        raise HistoryError(
            f"The stored {name} {kept.hash[:12]} cannot be read.", "It was made by another version of mockint."
        ) from error
