"""Drills: which there are, one drawn and put, and an answer to it marked and kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from mockint.app.own_drills import ENOUGH, OWN, OwnDrill, is_done_with, own_drills
from mockint.app.services import Services
from mockint.app.spacing import Due, due_again, due_now, dues, last_attempts
from mockint.bank.catalog import Entry
from mockint.domain.attempt import ANSWER, CodeMark, DrillAttempt, MendMark, PointsMark
from mockint.domain.drill import ChoicePart, Drawn, NumberPart, Part
from mockint.domain.ids import AttemptId, new_id
from mockint.domain.question import Question
from mockint.errors import BadInputError

if TYPE_CHECKING:
    from mockint.app.own_forms import OwnForm

MAX_ANSWER_CHARACTERS = 20_000
_SEED_BITS = 31


class Posed(NamedTuple):
    """A drill as it is put.

    Attributes:
        seed: What it was drawn from; 0 for a concept question.
        drawn: None for a concept question, which is put in words and answered in words.
        began_s: When it was put, by the monotonic clock in seconds.
        own: The round that it was made of; None for a drill of the bank.
        form: How an own drill is put in words; None for one in numbers, which is drawn.
    """

    entry: Entry
    question: Question
    seed: int
    drawn: Drawn | None
    began_s: float
    own: OwnDrill | None = None
    form: OwnForm | None = None

    @property
    def is_code(self) -> bool:
        """Whether it is answered by a program."""
        return self.form is not None and self.form.is_code

    @property
    def prompt(self) -> str:
        """What is asked, as Markdown."""
        if self.form is not None:
            return self.form.prompt
        return self.question.prompt if self.drawn is None else self.drawn.prompt

    @property
    def solution(self) -> str:
        """The worked solution or the model answer, as Markdown; shown once there is an answer."""
        if self.form is not None:
            return self.form.solution
        return self.question.reference_answer if self.drawn is None else self.drawn.solution


def drill_lines(services: Services, kind: str | None = None, skill: str | None = None) -> list[dict[str, Any]]:
    """The lines of ``mockint drill --list --json``; ``due`` is null for a drill that was never tried."""
    last = last_attempts(services)
    lines = []
    own = _own(services, kind, skill)
    entries = [*(one.entry for one in own), *_entries(services, kind, skill)]
    rounds = {one.entry.id: {"round": one.round_id, "criterion": one.criterion.id} for one in own}
    due = dues(services, entries)
    for entry in entries:
        tried = last.get(entry.id)
        lines.append(
            {
                "drill": entry.ref,
                "kind": entry.kind,
                "due": due[entry.id].isoformat() if entry.id in due else None,
                "minutes": entry.minutes,
                "title": entry.title,
                "difficulty": entry.difficulty,
                "summary": entry.summary,
                "origin": rounds.get(entry.id),
                "skills": dict(entry.skills),
                "last": None if tried is None else {"made": tried.made.isoformat(), "verdict": tried.verdict},
            }
        )
    return lines


def next_drill(services: Services, kind: str | None = None, skill: str | None = None) -> Entry:
    """The drill to do now: what has been due for longest, then what is new, own ones first, then what is due next.

    Raises:
        BadInputError: If no drill fits.
    """
    entries = _all(services, kind, skill)
    if not entries:
        raise BadInputError("No drill fits.", "'mockint drill --list' shows them all.")
    due, now = dues(services, entries), services.clock.now().wall

    def urgency(entry: Entry) -> tuple[int, datetime]:
        if entry.id not in due:
            return 1, now
        return 0 if due[entry.id] <= now else 2, due[entry.id]

    return min(entries, key=urgency)


def due_drills(services: Services, kind: str | None, skill: str | None, minutes: int) -> Due:
    """The drills that are due, and those that fit the time there is."""
    return due_now(services, _all(services, kind, skill), minutes)


def pose(services: Services, name: str, seed: int | None = None) -> Posed:
    """Put a drill, drawn anew unless a seed says which drawing.

    Raises:
        BadInputError: If there is no such drill.
        BankError: If its folder cannot be used, or it cannot be drawn.
        ExecutionError: If it is a stranger's, and this machine cannot shut its code in.
    """
    if name.startswith(f"{OWN}/"):
        return _pose_own(services, _find_own(services, name), seed)
    entry = services.catalog.find_drill(name)
    question, seed, drawn = _drawing(services, entry, seed)
    return Posed(entry, question, seed, drawn, services.clock.now().monotonic_s)


def _pose_own(services: Services, own: OwnDrill, seed: int | None) -> Posed:
    from mockint.app.own_forms import form_of, numbers_of

    numbers = numbers_of(services, own)
    if numbers is not None:
        question, seed, drawn = _drawing(services, numbers, seed)
        if drawn is not None:
            told = f"**From {own.origin}.** An estimate that takes the same skills:\n\n{drawn.prompt}"
            drawn = drawn.model_copy(update={"prompt": told})
        return Posed(own.entry, question, seed, drawn, services.clock.now().monotonic_s, own)
    form = form_of(services, own)
    return Posed(own.entry, form.question, 0, None, services.clock.now().monotonic_s, own, form)


def _drawing(services: Services, entry: Entry, seed: int | None) -> tuple[Question, int, Drawn | None]:
    """A drill of the bank, drawn from the seed or from one of its own; one that is not drawn has seed 0."""
    from mockint.bank.loader import load_question

    question = load_question(entry.folder)
    if question.ops is None:
        return question, 0, None
    from mockint.app.trust import refuse_untrusted
    from mockint.bank.drawing import draw
    from mockint.execution.judge import Judge

    refuse_untrusted(services, entry)
    seed = services.rng.getrandbits(_SEED_BITS) if seed is None else seed
    return question, seed, draw(question.ops, seed, Judge(services.pool))


def answer(services: Services, posed: Posed, answers: Mapping[str, str], *, timed: bool = True) -> DrillAttempt:
    """Mark the answers and keep the attempt.

    Args:
        services: Everything.
        posed: The drill as it was put.
        answers: By the part's id; a concept question's stands under `ANSWER`.
        timed: Whether the answer was made between `pose` and now.
    """
    from mockint.bank.snapshot import snapshot

    now = services.clock.now()
    kept = snapshot(posed.question)
    attempt = DrillAttempt(
        id=AttemptId(new_id(services.rng)),
        profile=services.profile,
        drill=posed.entry.ref,
        question_id=posed.entry.id,
        content=kept.hash,
        seed=posed.seed,
        made=now.wall,
        seconds=round(max(0.0, now.monotonic_s - posed.began_s), 1) if timed else None,
        answers=dict(answers),
        result=_marked(services, posed, answers),
    )

    def keep(store: Any) -> None:
        with store.all_or_nothing():
            store.put_content("question", posed.entry.title, kept.text)
            store.add_attempt(attempt)

    services.stored(keep)
    return attempt


def _marked(services: Services, posed: Posed, answers: Mapping[str, str]) -> CodeMark | PointsMark | MendMark:
    if posed.drawn is not None:
        from mockint.measure.drill import mark_drill

        return CodeMark(mark=mark_drill(posed.drawn, answers))
    if posed.form is not None:
        return posed.form.mark(answers)
    from mockint.bank.rubrics import question_rubric
    from mockint.graders.concept import mark_concept

    return mark_concept(posed.question, question_rubric(posed.question, services.bank), answers.get(ANSWER, ""))


def read_answers(posed: Posed, text: str) -> dict[str, str]:
    """The answers in a file: the whole text for a question in words; else JSON, or ``part: answer`` a line.

    Raises:
        BadInputError: If a part is named that the drill does not have, or nothing is answered.
    """
    if len(text) > MAX_ANSWER_CHARACTERS:
        raise BadInputError(
            f"The answer has {len(text):,} characters; a drill takes {MAX_ANSWER_CHARACTERS:,}.", "Shorten it."
        )
    if posed.drawn is None:
        if not text.strip():
            what = "Put the whole program into the file." if posed.is_code else "Write a few sentences into the file."
            raise BadInputError("The answer is empty.", what)
        return {ANSWER: text}
    parts = [part.id for part in posed.drawn.parts]
    answers = _from_json(text) or _from_lines(text, parts)
    unknown = sorted(answers.keys() - set(parts))
    if unknown:
        raise BadInputError(f"The drill has no part '{unknown[0]}'.", f"Its parts are {', '.join(parts)}.")
    if not any(given.strip() for given in answers.values()):
        raise BadInputError("The answer is empty.", f"Write a line for each part, such as '{parts[0]}: ...'.")
    return answers


def _from_json(text: str) -> dict[str, str]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return {str(key): str(value) for key, value in data.items()} if isinstance(data, dict) else {}


def _from_lines(text: str, parts: list[str]) -> dict[str, str]:
    answers = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        named = re.match(r"([a-z][a-z0-9_]*)\s*[:=]\s*(.*)", line)
        if named is not None:
            answers[named[1]] = named[2]
        elif len(parts) == 1:
            answers[parts[0]] = line
        else:
            raise BadInputError(
                f"'{line[:60]}' does not say which part it answers.",
                f"Write a line for each: {', '.join(f'{part}: ...' for part in parts)}.",
            )
    return answers


def posed_document(posed: Posed) -> dict[str, Any]:
    """What is put, for a script: it can be answered by ``mockint drill DRILL --seed N --answer FILE``.

    ``start`` is the code that an answer in code begins with; empty for one in words or numbers.
    """
    drawn = posed.drawn
    return {
        "drill": posed.entry.ref,
        "kind": posed.entry.kind,
        "title": posed.entry.title,
        "minutes": posed.entry.minutes,
        "seed": posed.seed,
        "prompt": posed.prompt,
        "origin": None if posed.own is None else {"round": posed.own.round_id, "criterion": posed.own.criterion.id},
        "parts": [] if drawn is None else [_part_document(part) for part in drawn.parts],
        "start": "" if posed.form is None else posed.form.start,
    }


def _part_document(part: Part) -> dict[str, Any]:
    document: dict[str, Any] = {"id": part.id, "asks": part.asks, "kind": part.kind}
    if isinstance(part, NumberPart):
        document["unit"] = part.unit
    elif isinstance(part, ChoicePart):
        document["options"] = {letter: option.text for letter, option in part.letters.items()}
    return document


def attempt_document(posed: Posed, attempt: DrillAttempt, due: datetime | None) -> dict[str, Any]:
    """How a drill was answered and when it is due again, for a script."""
    result = attempt.result
    document: dict[str, Any] = {
        "drill": attempt.drill,
        "kind": posed.entry.kind,
        "attempt": attempt.id,
        "seed": attempt.seed,
        "seconds": attempt.seconds,
        "verdict": result.verdict,
        "score": result.score,
        "source": "offline" if isinstance(result, PointsMark) else "measured",
        "due": None if due is None else due.isoformat(),
    }
    if isinstance(result, CodeMark):
        document["parts"] = [part.model_dump(mode="json") for part in result.mark.parts]
    elif isinstance(result, MendMark):
        document |= {
            "problem_level": result.level,
            "passed": result.passed,
            "total": result.total,
            "passed_before": result.passed_before,
            "note": result.note,
        }
    else:
        document |= {
            "level": result.level,
            "low": result.low,
            "high": result.high,
            "said": [{"point": point, "quote": quote} for point, quote in result.said],
            "missing": list(result.missing),
            "note": result.note,
        }
    return document | {"solution": posed.solution}


def due_after(services: Services, posed: Posed) -> datetime | None:
    """When a drill that was just answered comes again; None for an own one that went well often enough."""
    if posed.own is not None and is_done_with(services.stored(lambda store: store.attempts(posed.entry.id, ENOUGH))):
        return None
    return due_again(services, posed.entry)


def _find_own(services: Services, name: str) -> OwnDrill:
    for one in own_drills(services):
        if one.entry.ref == name:
            return one
    raise BadInputError(
        f"There is no own drill named '{name}'.",
        "It may be done with, or its round be gone; 'mockint drill --list --kind own' shows those there are.",
    )


def _own(services: Services, kind: str | None, skill: str | None) -> list[OwnDrill]:
    if kind not in (None, OWN):
        return []
    return [one for one in own_drills(services) if skill is None or skill in one.entry.skills]


def _all(services: Services, kind: str | None, skill: str | None) -> list[Entry]:
    """Own drills and the bank's; own ones first, for they are where levels were low."""
    return [*(one.entry for one in _own(services, kind, skill)), *_entries(services, kind, skill)]


def _entries(services: Services, kind: str | None, skill: str | None) -> list[Entry]:
    from mockint.bank.catalog import DRILL_FOLDERS

    if kind is not None and kind not in (*DRILL_FOLDERS, OWN):
        raise BadInputError(
            f"There is no kind of drill named '{kind}'.", f"The kinds are {', '.join((*DRILL_FOLDERS, OWN))}."
        )
    found: Iterable[Entry] = (
        entry
        for entry in services.catalog.drills
        if entry.status == "ready" and kind in (None, entry.kind) and (skill is None or skill in entry.skills)
    )
    return list(found)
