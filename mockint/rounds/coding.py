"""What is special about a coding round: its documents, its levels, its phases and what Run and Submit judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from mockint.domain.hidden import HiddenPlan, hidden_plan
from mockint.domain.ids import CriterionId
from mockint.domain.judging import JudgeSpec, TestCase
from mockint.domain.question import CodingLevel, CodingTask, Phase, Question
from mockint.domain.round import Form
from mockint.errors import RoundError
from mockint.rounds.edits import MAX_DOCUMENT
from mockint.rounds.kind import NOTES_PART, REPLY, DocumentPart

SOLUTION: Final = "solution"
TESTS: Final = "tests"
NOTES: Final = "notes"
EXPLANATION: Final = "explanation"
CUSTOM_INPUT: Final = "custom_input"
DOCUMENTS: Final = (SOLUTION, TESTS, NOTES, EXPLANATION, CUSTOM_INPUT, REPLY)

PARTS: Final = (
    DocumentPart(SOLUTION, "Solution", "solution.py", "your answer", is_code=True),
    DocumentPart(TESTS, "Own tests", "own_tests.py", "your own tests; they count", is_code=True),
    DocumentPart(EXPLANATION, "Explanation", "explanation.md", "your approach in words, before you hand in; it counts"),
    NOTES_PART,
)

PHASES: Final = (
    Phase(name="Clarify", minutes=5, advice="Restate the task, ask about limits and edge cases."),
    Phase(name="Plan", minutes=5, advice="Name an approach, its complexity and what would break it."),
    Phase(name="Code", minutes=25, advice="Write the first level first; run it early."),
    Phase(name="Test", minutes=7, advice="Write tests of your own for the edges you named."),
    Phase(name="Explain", minutes=3, advice="Two minutes on approach, complexity and what you would do next."),
)
"""The guide of a question that brings none of its own; the minutes are shares of the planned length."""


class CustomCall(NamedTuple):
    """A call of the candidate's code with arguments of their own, for the room that runs code.

    Attributes:
        arguments: The arguments as the candidate typed them (Python literals, separated by commas); they are text and
            are read in the sandbox alone, since reading hostile literals can take a process down.
    """

    entry_point: str
    driver: str | None
    arguments: str


class CodingRound:
    """The coding round as the session sees it."""

    documents = PARTS
    submitted_documents = tuple(part.name for part in PARTS)
    takes_files = False
    short_criteria: frozenset[CriterionId] = frozenset()
    short_words = ""

    def initial_documents(self, question: Question) -> Mapping[str, str]:
        """What the documents hold at the start, by name."""
        task = coding_task(question)
        return dict.fromkeys(DOCUMENTS, "") | {SOLUTION: task.starter, TESTS: task.tests_starter}

    def phases(self, question: Question) -> tuple[Phase, ...]:
        """The phases of the guide, before they are scaled."""
        return question.phases or PHASES

    def levels(self, question: Question, form: Form) -> int:
        """Number of levels that the round can come to."""
        return len(levels_of(question, form))


def coding_task(question: Question) -> CodingTask:
    """The coding part of a question.

    Raises:
        ValueError: If the question has none.
    """
    if question.coding is None:
        raise ValueError(f"{question.header.ref} is not a coding problem")
    return question.coding


def levels_of(question: Question, form: Form) -> tuple[CodingLevel, ...]:
    """The levels that a round asks: all of them, or in the short form the first."""
    levels = coding_task(question).levels
    return levels[:1] if form is Form.SHORT else levels


def examples_spec(question: Question, form: Form, levels_open: int) -> JudgeSpec:
    """What Run judges: the visible examples of every level that is open."""
    open_levels = levels_of(question, form)[:levels_open]
    return coding_task(question).judge_spec(case for level in open_levels for case in level.visible)


def examples_level(question: Question, form: Form, levels_open: int) -> tuple[int, ...]:
    """The level of each test of `examples_spec`, at the same position."""
    return tuple(level.number for level in levels_of(question, form)[:levels_open] for _ in level.visible)


def submit_plan(question: Question, form: Form, generated: Mapping[int, Sequence[TestCase]]) -> HiddenPlan:
    """What Submit judges: the hidden tests of all levels of the form, open or not.

    Args:
        question: The question of the round.
        form: The whole question or its short form.
        generated: Tests made by the levels' generators, by level number.

    Raises:
        ValueError: If a level has a generator but no generated tests.
    """
    by_level: list[tuple[TestCase, ...]] = []
    for level in levels_of(question, form):
        if level.generator is not None and level.number not in generated:
            raise ValueError(f"the tests of level {level.number} have not been generated")
        by_level.append((*level.hidden, *generated.get(level.number, ())))
    return hidden_plan(coding_task(question).judge_spec(()), by_level)


def custom_call(question: Question, arguments: str) -> CustomCall:
    """What Run with custom input calls.

    Raises:
        RoundError: If there is no input, or far too much of it.
    """
    task = coding_task(question)
    if not arguments.strip() and task.arity != 0:
        raise RoundError(
            "There is no input to run.", f"Type the arguments of {task.entry_point} as Python values, with commas."
        )
    if len(arguments) > MAX_DOCUMENT:
        raise RoundError("This input is too long to run.", f"Keep it under {MAX_DOCUMENT:,} characters.")
    return CustomCall(task.entry_point, task.driver, arguments)
