"""What a session has to know about a type of round; each type is a file of its own beside this one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple, Protocol

from mockint.domain.ids import CriterionId
from mockint.domain.question import Phase, Question
from mockint.domain.round import Form

REPLY: Final = "reply"
"""The document in which what is typed to the interviewer stands until it is sent; it is never handed in."""


class DocumentPart(NamedTuple):
    """One document that is handed in.

    Attributes:
        name: Its name in the journal and in the submission.
        title: What it is, in words for a reader of the answer.
        file: Its file in a round's folder.
        what: What it is for, in words for the candidate.
        is_code: Whether it is program text or a drawing's graph, and no prose.
        needed: Whether a round's folder has it from the start; another may be added.
        is_private: Whether it is the candidate's own paper: kept with the round, and no grader sees it.
    """

    name: str
    title: str
    file: str
    what: str
    is_code: bool = False
    needed: bool = True
    is_private: bool = False


NOTES_PART: Final = DocumentPart("notes", "Notes", "notes.md", "for yourself; kept, never counted", is_private=True)
"""The candidate's own paper, which every round at a table has."""


class RoundType(Protocol):
    """The part of a round's rules that depends on its type."""

    @property
    def documents(self) -> tuple[DocumentPart, ...]:
        """The documents that are handed in; the first is the answer."""
        ...

    @property
    def submitted_documents(self) -> tuple[str, ...]:
        """Names of the documents that are handed in."""
        ...

    @property
    def takes_files(self) -> bool:
        """Whether whatever files the candidate writes are handed in beside the documents, each named by its path."""
        ...

    @property
    def short_criteria(self) -> frozenset[CriterionId]:
        """The criteria that the short form gives a chance to show; empty where it asks for all of them."""
        ...

    @property
    def short_words(self) -> str:
        """What the short form asks for, in words; empty where the brief says it by itself."""
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
