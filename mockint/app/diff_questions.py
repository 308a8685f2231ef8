"""Three questions on the candidate's own change, each about a place in it, made by code from the difference alone."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

HOW_MANY: Final = 3
_MOST_QUOTE = 160
_MOST_LINES = 4_000
_QUOTES = re.compile(r'"{3}|\'{3}')
_HEADING = "# Questions on what you changed"
_INTRO = "Answer below each one, in a few sentences. They count."


class DiffQuestion(NamedTuple):
    """A question about one place.

    Attributes:
        line: From 1, in the file as it is now.
        quote: The line that it is about.
    """

    text: str
    file: str
    line: int
    quote: str


class _Kind(NamedTuple):
    """A kind of place that a reviewer would ask about, and what is asked."""

    pattern: re.Pattern[str]
    ask: str


_KINDS: Final = (
    _Kind(re.compile(r"\bexcept\b"), "What happens to the user's question when this is reached, and who notices?"),
    _Kind(
        re.compile(r"(?:>=|<=|[<>]|==)\s*-?\d*\.\d+|\b[A-Z_]{4,}\s*(?::[^=]+)?=\s*-?\d"),
        "Where does this number come from, and what gets worse on either side of it?",
    ),
    _Kind(
        re.compile(r"\b(?:ask|create|complete|chat|messages|generate)\("),
        "What do you do when the model's reply here is late, cut off or wrong?",
    ),
    _Kind(re.compile(r"\b(?:sorted|sort|top|rank|score)\w*\b"), "What is this order good for, and when is it wrong?"),
    _Kind(re.compile(r"\bre\.\w+\(|\.split\(|\.find\("), "Which text of this corpus would this line read wrongly?"),
    _Kind(re.compile(r"^\s*(?:async\s+)?def \w+"), "Why is this a part of its own, and how would you test it?"),
    _Kind(re.compile(r"\bif\b"), "Which question of the visible set takes the other branch here?"),
)
_PLAIN: Final = "Why did you write this, and what would you look at to know that it helps?"
_NONE: Final = (
    "Nothing in the program was changed. What did you spend the time on?",
    "What would you have built first, and what would you have measured to know that it helps?",
    "Which kind of question in visible.jsonl is the hardest, and why?",
)


def diff_questions(starter: Mapping[str, str], now: Mapping[str, str]) -> tuple[DiffQuestion, ...]:
    """Three questions on what changed, of different kinds and from different files where there are such.

    Args:
        starter: Text by path, as the folder began.
        now: Text by path, as it is.
    """
    lines = [
        line for file in sorted(now) if file.endswith(".py") for line in _added(file, starter.get(file, ""), now[file])
    ]
    chosen: list[DiffQuestion] = []
    for kind in _KINDS:
        if len(chosen) == HOW_MANY:
            break
        fitting = [line for line in lines if kind.pattern.search(line.quote)]
        used = {question.file for question in chosen}
        taken = {(question.file, question.line) for question in chosen}
        free = [line for line in fitting if (line.file, line.line) not in taken]
        found = next((line for line in free if line.file not in used), next(iter(free), None))
        if found is not None:
            chosen.append(found._replace(text=kind.ask))
    chosen += _fill(lines, chosen)
    return tuple(chosen[:HOW_MANY])


def questions_text(questions: Iterable[DiffQuestion], answers: str = "") -> str:
    """The file in which the questions stand, each with room for an answer; answers that are there are kept.

    Args:
        questions: What is asked.
        answers: The file as it is now.
    """
    kept = answers_in(answers)
    parts = [f"{_HEADING}\n\n{_INTRO}"]
    for number, question in enumerate(questions, start=1):
        quote = question.quote.replace("`", "'")
        place = f"`{question.file}`, line {question.line}: `{quote}`\n\n" if question.file else ""
        parts.append(f"## {number}. {question.text}\n\n{place}{kept.get(number, '')}".rstrip())
    return "\n\n".join(parts) + "\n"


def answers_in(text: str) -> dict[int, str]:
    """What was written below each question of the file, by its number."""
    found: dict[int, str] = {}
    for part in re.split(r"(?m)^## ", text)[1:]:
        head, _, body = part.partition("\n")
        number = head.partition(".")[0]
        if number.isdigit():
            lines = [line for line in body.strip().splitlines() if not re.match(r"^`[^`]+`, line \d+: `", line)]
            found[int(number)] = "\n".join(lines).strip()
    return found


def _added(file: str, before: str, after: str) -> Iterator[DiffQuestion]:
    old, new = before.splitlines()[:_MOST_LINES], after.splitlines()[:_MOST_LINES]
    documentation, given = _documentation(new), {line.strip() for line in old}
    for tag, _, _, start, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag not in {"insert", "replace"}:
            continue
        for at in range(start, end):
            line = new[at].strip()
            is_code = len(line) > 3 and not line.startswith(("#", "import ", "from ", '"""', "@"))
            if is_code and line not in given and at + 1 not in documentation:
                yield DiffQuestion("", file, at + 1, line[:_MOST_QUOTE])


def _documentation(lines: list[str]) -> set[int]:
    """Numbers of the lines inside a text between three quotes: by text, because a parser can be crashed on purpose."""
    found: set[int] = set()
    inside = ""
    for number, line in enumerate(lines, start=1):
        rest = line
        while rest:
            if inside:
                found.add(number)
                _, closed, rest = rest.partition(inside)
                inside = "" if closed else inside
                continue
            opening = _QUOTES.search(rest)
            if opening is None:
                break
            inside, rest = opening[0], rest[opening.end() :]
    return found


def _fill(lines: list[DiffQuestion], chosen: list[DiffQuestion]) -> list[DiffQuestion]:
    taken = {(question.file, question.line) for question in chosen}
    rest = [line._replace(text=_PLAIN) for line in lines if (line.file, line.line) not in taken]
    spread = rest[:: max(1, len(rest) // HOW_MANY)]
    return [*spread, *(DiffQuestion(text, "", 0, "") for text in _NONE)]
