"""Which questions there are, and what each is about, as the window and the commands show them."""

from __future__ import annotations

from typing import Any, NamedTuple

from mockint.app.services import Services
from mockint.bank.catalog import KIND_FOLDERS, Entry
from mockint.bank.loader import load_question
from mockint.bank.rubrics import question_rubric
from mockint.domain.ids import QuestionId
from mockint.domain.question import Question
from mockint.domain.rubric import Rubric
from mockint.errors import BadInputError


class LoadedQuestion(NamedTuple):
    """A question with the rubric that its rounds are judged by."""

    entry: Entry
    question: Question
    rubric: Rubric


def questions(
    services: Services, kind: str | None = None, skill: str | None = None, pattern: str | None = None
) -> tuple[Entry, ...]:
    """The questions that can be started, filtered.

    Raises:
        BadInputError: If there is no such kind of round, or no coding problem has such a pattern.
    """
    if kind is not None and kind not in KIND_FOLDERS:
        raise BadInputError(f"There is no kind of round named '{kind}'.", f"The kinds are {', '.join(KIND_FOLDERS)}.")
    found = tuple(
        entry
        for entry in services.catalog.entries
        if entry.status == "ready"
        and kind in (None, entry.kind)
        and (skill is None or skill in entry.skills)
        and pattern in (None, entry.pattern)
    )
    if pattern is not None and not found:
        patterns = sorted({entry.pattern for entry in services.catalog.entries} - {""})
        raise BadInputError(f"No coding problem has the pattern '{pattern}'.", f"There are {', '.join(patterns)}.")
    return found


def load(services: Services, name: str) -> LoadedQuestion:
    """A question by its name (``coding/token-bucket``, its slug or its id) with its own rubric.

    Raises:
        BadInputError: If there is no such question.
        BankError: If its folder cannot be used.
    """
    entry = services.catalog.find(name)
    question = load_question(entry.folder)
    return LoadedQuestion(entry, question, question_rubric(question, services.bank))


def seen(services: Services) -> frozenset[QuestionId]:
    """The questions that the user has met; without a history there are none, and none is made to find out."""
    if not services.has_history():
        return frozenset()
    return services.stored(lambda store: store.seen_questions())


def entry_document(entry: Entry, *, seen: bool) -> dict[str, Any]:
    """One line of ``mockint list --json``."""
    return {
        "question": entry.ref,
        "slug": entry.slug,
        "kind": entry.kind,
        "title": entry.title,
        "difficulty": entry.difficulty,
        "minutes": entry.minutes,
        "short_minutes": entry.short_minutes,
        "summary": entry.summary,
        "pattern": entry.pattern,
        "skills": dict(entry.skills),
        "version": entry.version,
        "origin": "bundled" if entry.origin.bundled else str(entry.origin.root),
        "seen": seen,
    }


def question_document(loaded: LoadedQuestion, *, seen: bool) -> dict[str, Any]:
    """The answer of ``mockint show --json``: the line of the list, the prompt, the phases and the criteria."""
    question = loaded.question
    document = entry_document(loaded.entry, seen=seen)
    document["prompt"] = prompt_text(question)
    document["phases"] = [phase.model_dump() for phase in question.phases]
    document["criteria"] = [
        {
            "id": criterion.id,
            "title": criterion.title,
            "weight": criterion.weight,
            "measured": criterion.measured,
            "must_have": [level.value for level in criterion.must_have],
            "anchors": {str(level): text for level, text in criterion.anchors.items()},
        }
        for criterion in loaded.rubric.criteria
    ]
    if question.coding is not None:
        document["entry_point"] = question.coding.entry_point
        document["levels"] = len(question.coding.levels)
    return document


def prompt_text(question: Question, level: int = 1) -> str:
    """The brief as Markdown, up to and including this level."""
    parts = [question.prompt.strip()]
    if question.coding is not None:
        parts += [part.prompt.strip() for part in question.coding.levels if part.number <= level]
    return "\n\n".join(parts) + "\n"
