"""Which of the files that a round handed in are the candidate's own."""

from __future__ import annotations

from collections.abc import Mapping

from mockint.app.record import RoundRecord
from mockint.app.round_types import type_of


def own_files(record: RoundRecord) -> Mapping[str, str]:
    """What was handed in beside documents of words alone and is not as it was given, text by path; empty without files."""
    rules = type_of(record.question)
    if record.submission is None or not rules.takes_files:
        return {}
    given = rules.initial_documents(record.question)
    return {path: text for path, text in record.submission.documents.items() if text != given.get(path)}
