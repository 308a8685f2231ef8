"""The report of a round as plain blocks, as it is written on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from mockint.app.pdf import Block, Bullets, Callout, Code, Heading, Rich, Span, Table, Text, Title, Tone
from mockint.app.prompt_blocks import prompt_blocks
from mockint.app.record import RoundRecord
from mockint.app.report import rules_view, view
from mockint.app.round_report import ABOUT, criterion_view, round_document, round_lead, spent_words

_PROSE: Final = frozenset({"explanation", "notes", "notebook", "answer", "story"})
_MOST_CELLS: Final = 7
"""So many questions have a column each in the table of a round's criteria; of more only where it was seen is told."""
_MARGIN: Final = 60
"""A line of prose of so many characters was broken by an editor or by habit, not to begin a new one."""
_SOURCES: Final = {
    "measured": "measured by code",
    "model": "a model",
    "offline": "the offline estimate",
    "paste": "a pasted reply",
    "self": "your own word",
}
_HOW: Final = {"verified": "found in the answer", "moved": "found in the answer", "fact": "measured"}
_TONES: Final[Mapping[str | None, Tone]] = {
    "met": "good",
    "not_met": "bad",
    "hire": "good",
    "strong_hire": "good",
    "no_hire": "bad",
    "strong_no_hire": "bad",
}


def round_blocks(records: Sequence[RoundRecord]) -> tuple[Block, ...]:
    """A round from top to bottom, however many questions it has."""
    if len(records) == 1:
        shown = view(records[0])
        return (_title(shown), *_question(shown), _foot(shown, whole=True))
    document = round_document(records)
    shown = {**document, **rules_view(document)}
    blocks: list[Block] = [_title(shown), Callout(round_lead(document), ABOUT), *_seen(document, len(records))]
    for number, record in enumerate(records, start=1):
        one = view(record)
        blocks.append(Heading(f"Question {number} of {len(records)}: {one['title']}"))
        spent = spent_words(record)
        if spent:
            blocks.append(Text(spent, muted=True))
        blocks += [*_question(one), _foot(one, whole=False)]
    return (*blocks, Text(f"Round {document['round']}", muted=True))


def _title(shown: Mapping[str, Any]) -> Block:
    parts = [shown["kind_words"], shown["mode_words"], shown["started_words"], shown["minutes_words"]]
    if shown["demo"]:
        parts.append("Demo data, not a real round")
    return Title(shown["title"], " · ".join(parts))


def _foot(shown: Mapping[str, Any], *, whole: bool) -> Block:
    parts = [f"question {shown['question']} version {shown['version']}", shown["source"]]
    if whole:
        parts.insert(0, f"Round {shown['round']}")
    if shown["isolation"]:
        parts.append(f"isolation {shown['isolation']}")
    return Text(" · ".join(parts), muted=True)


def _seen(document: Mapping[str, Any], count: int) -> Iterator[Block]:
    """Every criterion with its level in each question."""
    if not document["criteria"]:
        return
    yield Heading("Criteria, question by question")
    rows = [criterion_view(criterion, count) for criterion in document["criteria"]]
    if count > _MOST_CELLS:
        yield Table(("Criterion", "Seen"), tuple((row["title"], row["seen_words"]) for row in rows), (1, 1))
        return
    head = ("Criterion", *map(str, range(1, count + 1)), "Seen")
    cells = tuple((row["title"], *row["cells"], row["seen_words"]) for row in rows)
    yield Table(head, cells, (26, *(54 / count for _ in range(count)), 20))


def _question(r: Mapping[str, Any]) -> Iterator[Block]:
    """One question: what came of it, why, what was measured, what was asked, and what was handed in."""
    grade = r["grade"]
    is_open = grade is None or grade["verdict"] == "not_judged"
    reason = " ".join(part for part in ("Ungraded." if is_open else "", r["reason"]) if part)
    tone = _TONES.get(r["measured_bar"] or (grade or {}).get("verdict"), "plain")
    yield Callout(r["lead"], reason, tone)
    yield from (Text(note, muted=True) for note in r["notes"])
    yield from _criteria(r)
    yield from _lists(r)
    yield from _measured(r)
    yield from _build(r["build"])
    if r["phases"]:
        yield Heading("Time by phase")
        rows = tuple((each["name"], each["spent"], each["guide"]) for each in r["phases"])
        yield Table(("Phase", "Spent", "Guide"), rows, (60, 20, 20))
    yield Heading("What was asked")
    yield from prompt_blocks(r["prompt"])
    if r["asked"]:
        yield Heading("Asked during the round", 2)
        yield Bullets(tuple(r["asked"]))
    for document in r["documents"]:
        yield Heading(document["title"])
        yield from _written(document)


def _criteria(r: Mapping[str, Any]) -> Iterator[Block]:
    if not r["criteria"]:
        return
    yield Heading("Criteria")
    rows: list[tuple[Rich, ...]] = []
    for shown, said in zip(r["criteria"], r["grade"]["criteria"], strict=True):
        weight = f"\n{shown['weight_words']}{', must-have' if shown['must_have'] else ''}"
        level = [Span(shown["level_words"], "bold")]
        if said["source"] is not None:
            level.append(Span(f"\nby {_SOURCES[said['source']]}"))
        if shown["predicted_words"]:
            level.append(Span(f"\nyou expected {shown['predicted_words']}"))
        rows.append(((Span(shown["title"], "bold"), Span(weight)), tuple(level), _why(said, shown["because"])))
    yield Table(("Criterion", "Level", "What decides it"), tuple(rows), (24, 24, 52))


def _why(said: Mapping[str, Any], because: str) -> Rich:
    """Quotes with how they were found, what was missing and what to do next, a line each."""
    if said["level"] is None and not said["evidence"]:
        return because
    spans: list[Span] = []
    for each in said["evidence"]:
        how = _HOW.get(each["how"], "not found in the answer")
        quote = each["quote"] if each["how"] == "fact" else f"“{each['quote']}”"
        spans += [Span(f"{quote}\n", "plain"), Span(f"({how})\n", "italic")]
    for title, text in (("Missing: ", said["missing"]), ("Next: ", said["next_action"]), ("", said["reason"])):
        if text:
            spans += [Span(title, "bold"), Span(f"{text}\n")] if title else [Span(f"{text}\n")]
    if not spans:
        return because
    return (*spans[:-1], spans[-1]._replace(text=spans[-1].text.rstrip("\n")))


def _lists(r: Mapping[str, Any]) -> Iterator[Block]:
    """What to do next, earlier readings, and the user's own words against levels."""
    if r["actions"]:
        yield Heading("Next")
        yield Bullets(tuple((Span(c["title"], "bold"), Span(f": {c['next_action']}")) for c in r["actions"]))
    if r["readings"]:
        yield Heading("All readings")
        rows = tuple((each["source"], each["made"], each["words"], each["levels"]) for each in r["readings"])
        yield Table(("Reading", "Made (UTC)", "Verdict", "Levels"), rows, (22, 18, 18, 42))
    if r["disagreements"]:
        yield Heading("Where you disagree")
        yield Bullets(
            tuple(
                (Span(said["title"], "bold"), Span(f": you say {said['level']}. {said['why']}"))
                for said in r["disagreements"]
            )
        )


def _measured(r: Mapping[str, Any]) -> Iterator[Block]:
    if r["facts"] or r["hidden_rows"]:
        yield Heading("Measured")
        yield Bullets(tuple(r["facts"]))
    if r["design"]:
        yield Heading("Drawing and numbers")
        yield Text(" ".join(part for part in (r["design"]["sentence"], r["design"]["about"]) if part))
        yield Bullets(tuple(r["design"]["facts"]))
    if r["hidden_rows"]:
        rows = tuple((row["name"], f"{row['passed']} of {row['total']}") for row in r["hidden_rows"])
        yield Table(("Hidden tests", "Passed"), rows, (70, 30))
    if r["growth_points"]:
        points = tuple((point["n"], point["time"]) for point in r["growth_points"])
        yield Table(("Input size n", "CPU time"), points, (70, 30))
    if r["not_counted"] or r["survived"]:
        yield Heading("What your tests missed")
    if r["not_counted"]:
        yield Text("These fail on a right solution too, so they do not count:")
        yield Bullets(tuple((Span(name, "code"),) for name in r["not_counted"]))
    if r["survived"]:
        yield Text("Wrong solutions that none of your tests catches:")
        yield Bullets(tuple(r["survived"]))


def _build(build: Mapping[str, Any] | None) -> Iterator[Block]:
    if not build:
        return
    yield Text(build["summary"])
    parts = tuple((part["name"], part["points"], str(part["of"])) for part in build["parts"])
    yield Table(("Part of the score", "Points", "Of"), parts, (60, 20, 20))
    keys = ("n", "right", "wrong", "abstained")
    rows = tuple((row["name"], *(str(row[key]) for key in keys)) for row in build["categories"])
    yield Table(("Category", "Questions", "Right", "Wrong", "Abstained"), rows, (40, 15, 15, 15, 15))
    if build["cases"]:
        yield Heading("Cases that went wrong")
        cases = tuple(
            (case["question"], str(case["gold"]), str(case["answer"]), case["cause"]) for case in build["cases"]
        )
        yield Table(("Question", "Right answer", "Your program", "Why"), cases, (34, 22, 24, 20))
    if build["more_cases"]:
        yield Text(f"And {build['more_cases']} more; the window shows them all.", muted=True)


def _written(document: Mapping[str, Any]) -> Iterator[Block]:
    """A document: prose as paragraphs, everything else as it was typed."""
    if document["name"] not in _PROSE:
        yield Code(document["text"].rstrip())
        return
    for paragraph in document["text"].strip().split("\n\n"):
        if paragraph.strip():
            yield Text(_flowing(paragraph.strip("\n")))


def _flowing(paragraph: str) -> str:
    """A paragraph whose lines were broken at a margin as one that flows; short lines stay as they were typed."""
    told, was_long = "", False
    for line in paragraph.split("\n"):
        is_point = line.lstrip()[:1] in {"-", "*", "+", "#", ">", "|"} or line.lstrip()[:2].rstrip(".)").isdigit()
        told += ("" if not told else " " if was_long and not is_point else "\n") + line
        was_long = len(line) >= _MARGIN
    return told
