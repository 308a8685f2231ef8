"""Puts together what a grader reads: of a round that was handed in, or of an answer in a file."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from mockint.app.record import RoundRecord
from mockint.app.round_types import type_of
from mockint.domain.ids import CriterionId
from mockint.domain.measurement import Measurement
from mockint.domain.question import Question
from mockint.domain.reading import Document, Reading
from mockint.domain.round import Form
from mockint.domain.rubric import Rubric
from mockint.domain.skill import TargetLevel
from mockint.domain.user_story import STORY
from mockint.errors import RoundError
from mockint.measure.design import DESIGN
from mockint.measure.judgements import ADAPTING, COMMUNICATION, NOT_ASKED, NOT_IN_SHORT, NOT_PUT
from mockint.measure.structure import STRUCTURE
from mockint.measure.text import TEXT
from mockint.rounds.story import Turn
from mockint.rounds.system_design import as_read

TALK = "talk"
TALK_TITLE = "Talk with the interviewer"
MOST_CODE = 60_000
"""Characters of a build's files that a grader reads; generated files would crowd out what the candidate wrote."""

_NO_EVIDENCE = frozenset({TEXT, STRUCTURE, DESIGN, STORY})
"""What is counted or looked for in words: for the candidate to look at, and no ground for a level."""


def reading_of(record: RoundRecord) -> Reading:
    """A question of a round as a grader reads it: documents, talk, what is to be judged, and what was measured.

    Raises:
        RoundError: If nothing was handed in yet, or code alone judges such a round.
    """
    if record.submission is None:
        raise RoundError("Nothing was handed in for this round yet.", "Hand in first: 'mockint submit'.")
    question = record.question
    return Reading(
        question=question,
        rubric=record.rubric,
        target=record.round.target,
        asked=_asked(record.rubric, not_assessed(record)),
        documents=(*_documents(question, record.submission.documents), *_talk(record.told.chat)),
        facts=_facts(record.measurements),
        hints_used=record.submission.hints_used,
    )


def reading_of_answer(
    question: Question,
    rubric: Rubric,
    target: TargetLevel,
    text: str,
    *,
    others: Mapping[str, str] | None = None,
    answer: str | None = None,
) -> Reading:
    """An answer without a round as a grader reads it; every criterion that is judged is asked.

    Args:
        question: What was answered.
        rubric: The question's own, see `mockint.bank.rubrics.question_rubric`.
        target: The level whose bar counts.
        text: The answer.
        others: Further documents by name (``diagram``).
        answer: The document that the text is; None for the kind's first one. An explanation of a coding problem is
            its ``explanation``.

    Raises:
        BadInputError: If answers of this kind cannot be read yet.
        RoundError: If code alone judges such a question.
    """
    name = answer or type_of(question).documents[0].name
    return Reading(
        question=question,
        rubric=rubric,
        target=target,
        asked=_asked(rubric, {}),
        documents=_documents(question, {**(others or {}), name: text}),
    )


def not_assessed(record: RoundRecord) -> Mapping[CriterionId, str]:
    """The criteria that a round gave no chance to show, each with the reason."""
    question, story = record.question, record.told
    found: dict[CriterionId, str] = {}
    if not question.explanation_minutes and not _talk(story.chat):
        found[COMMUNICATION] = NOT_ASKED
    if not story.curveball:
        found[ADAPTING] = NOT_PUT
    shown = type_of(record.question).short_criteria
    if record.round.form is Form.SHORT and shown:
        found |= {criterion.id: NOT_IN_SHORT for criterion in record.rubric.criteria if criterion.id not in shown}
    return found


def _asked(rubric: Rubric, left_out: Container[CriterionId]) -> tuple[CriterionId, ...]:
    asked = tuple(c.id for c in rubric.criteria if not c.measured and c.id not in left_out)
    if not asked:
        raise RoundError("Nothing is left to judge here: code measures every criterion of this question.")
    return asked


def _documents(question: Question, texts: Mapping[str, str]) -> tuple[Document, ...]:
    """The documents that hold something, in their type's order; the first one is there even if it is empty."""
    rules = type_of(question)
    given = {name: text.split() for name, text in rules.initial_documents(question).items()}
    found = []
    for part in rules.documents:
        text = "" if part.is_private else as_read(part.name, texts.get(part.name, ""))
        if not part.is_code and text.split() == given.get(part.name):
            text = ""  # the headings that it began with are not the candidate's
        if text.strip() or part == rules.documents[0]:
            found.append(Document(name=part.name, title=part.title, text=text, is_code=part.is_code))
    return (*found, *(_files(question, texts) if rules.takes_files else ()))


def _files(question: Question, texts: Mapping[str, str]) -> tuple[Document, ...]:
    """The candidate's own files that are not as they were given, the smaller first, as far as a reader gets."""
    rules = type_of(question)
    given = rules.initial_documents(question)
    own = {name: text for name, text in texts.items() if text.strip() and text != given.get(name)}
    found, left = [], MOST_CODE
    for name in sorted(own, key=lambda name: (len(own[name]), name)):
        if name in rules.submitted_documents or len(own[name]) > left:
            continue
        left -= len(own[name])
        found.append(Document(name=name, title=name, text=own[name], is_code=True))
    return tuple(found)


def _talk(chat: Iterable[Turn]) -> tuple[Document, ...]:
    """What the candidate said to the interviewer, if anything; the interviewer's own words are nobody's evidence."""
    said = [turn.text for turn in chat if turn.speaker == "candidate" and turn.text.strip()]
    return (Document(name=TALK, title=TALK_TITLE, text="\n\n".join(said)),) if said else ()


def _facts(measurements: Iterable[Measurement]) -> tuple[str, ...]:
    """A sentence for each thing that was measured; of two with one name the later one counts.

    Not how long a text is: a grader could take length for worth, and no level may rest on it.
    """
    latest = {measurement.name: measurement for measurement in measurements if measurement.name not in _NO_EVIDENCE}
    return tuple(m.sentence for m in latest.values() if m.sentence and not m.error)
