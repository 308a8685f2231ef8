"""Reads the procedures once, then answers: find the subject, take the version that holds, read its value, or abstain."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypedDict

from candidate.asked import Kind, read_question
from candidate.authority import Subject, subjects_of
from candidate.documents import read_procedures
from candidate.reading import Reader
from candidate.search import OTHER_WORDS, Index, Match
from candidate.totals import total

MOST_CITED = 5
MOST_RETRIEVED = 10
SURE_WORDS: Final = 0.62
"""Share of a question's meaning that its subject's words must cover where there are no vectors."""
SHARED_WORDS: Final = 0.45
"""From this share on a question speaks the procedures' own language; below, it can only be the same thing in other words."""
OTHER_KINDS: Final[dict[Kind, Kind]] = {"count": "size", "any": "date"}
"""What else such a question may ask for: its unit has another name, too, and a day need not be called one."""
MOST_UNKNOWN: Final = 0.55
"""With more words that nothing knows, a question shares its others with a neighbour of what it asks for."""
ALIKE: Final = 0.45
"""Cosine that a question in the procedures' own language must have with its subject."""
ALIKE_IN_OTHER_WORDS: Final = 0.42
AHEAD: Final = 0.08
"""And how far a question in other words must be closer to its subject than to the next."""


class Reply(TypedDict):
    """What goes back for a question; an answer of None abstains."""

    answer: str | None
    citations: list[str]
    retrieved: list[str]


NO_REPLY: Reply = {"answer": None, "citations": [], "retrieved": []}


@dataclass(frozen=True)
class State:
    """What is kept between questions."""

    subjects: list[Subject]
    index: Index
    reader: Reader


def build(corpus_dir: Path) -> State:
    """Read, group and index the corpus."""
    subjects = subjects_of(read_procedures(corpus_dir))
    index = Index(subjects)
    return State(subjects, index, Reader(index))


def answer(state: State, question: str, user: str | None) -> Reply:
    """Answer one question for a role from the procedure that holds, or held on the day that is asked for."""
    asked = read_question(question, state.index.familiar)
    if (over_many := total(state.reader, asked, state.subjects)) is not None:
        if not all(procedure.is_open_to(user) for procedure in over_many.procedures):
            return NO_REPLY
        ids = [procedure.id for procedure in over_many.procedures]
        return {"answer": over_many.text, "citations": ids[:MOST_CITED], "retrieved": ids[:MOST_RETRIEVED]}
    ranked = state.index.search(asked)[:MOST_RETRIEVED]
    held = [(match, procedure) for match in ranked if (procedure := match.subject.holding(asked.day)) is not None]
    retrieved = [procedure.id for _, procedure in held if procedure.is_open_to(user)]
    if not held or not held[0][1].is_open_to(user) or not _sure(ranked):
        return {"answer": None, "citations": [], "retrieved": retrieved}
    match, procedure = held[0]
    value = state.reader.value(match.subject, procedure, asked)
    if value is None and match.words < SHARED_WORDS and asked.kind in OTHER_KINDS:
        value = state.reader.value(match.subject, procedure, asked._replace(kind=OTHER_KINDS[asked.kind]))
    return {"answer": value, "citations": [procedure.id] if value is not None else [], "retrieved": retrieved}


def _sure(ranked: list[Match]) -> bool:
    """Whether the question is about the best match, rather than about something that no procedure says."""
    best = ranked[0]
    if not best.likeness:
        return best.words >= SURE_WORDS
    if best.words >= SHARED_WORDS:
        return best.likeness >= ALIKE and best.unknown <= MOST_UNKNOWN
    if best.words > OTHER_WORDS and best.unknown > MOST_UNKNOWN:
        return False
    next_likeness = 0.0 if best.is_named else max((match.likeness for match in ranked[1:]), default=0.0)
    return best.likeness >= max(ALIKE_IN_OTHER_WORDS, next_likeness + AHEAD)
