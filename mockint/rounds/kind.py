"""What a session has to know about a type of round; each type is a file of its own beside this one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from mockint.domain.question import Phase, Question
from mockint.domain.round import Form


class RoundType(Protocol):
    """The part of a round's rules that depends on its type."""

    @property
    def submitted_documents(self) -> tuple[str, ...]:
        """Names of the documents that are handed in."""
        ...

    def initial_documents(self, question: Question) -> Mapping[str, str]:
        """What the documents hold at the start, by name."""
        ...

    def phases(self, question: Question) -> tuple[Phase, ...]:
        """The phases of the guide, before they are scaled to the round's length."""
        ...

    def levels(self, question: Question, form: Form) -> int:
        """Number of levels that open in turn; 1 where there are none."""
        ...
