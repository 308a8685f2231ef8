"""The packet of a loop: independent votes with their evidence, the decision by its rule, and what to work on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple

from mockint.app import loops
from mockint.app.block_text import html_page, markdown
from mockint.app.drill_choice import fitting_drill
from mockint.app.loop_choice import wanted_most
from mockint.app.pdf import Block, Bullets, Callout, Heading, Rich, Span, Table, Text, Title, Tone, write_pdf
from mockint.app.record import RoundRecord, read_records
from mockint.app.report import spread_words
from mockint.app.round_report import round_document
from mockint.app.services import Services
from mockint.domain.grade import leading_grade
from mockint.domain.ids import SkillId
from mockint.domain.loop import KIND_WORDS, SlotStatus
from mockint.domain.loop_decision import ROUND_RULE, RULE, Decision, Vote, decide_loop, round_vote
from mockint.domain.round import Form, Mode
from mockint.domain.skill import LEVEL_WORDS
from mockint.domain.verdict import VerdictWord
from mockint.readiness.observations import speaks
from mockint.rounds.names import round_title

_WRITTEN_IN_CODE: Final = frozenset({"coding", "live_build"})
"""Kinds of rounds whose work no drill practises."""
_EACH: Final = 2
_QUOTE: Final = 150
_ACTIONS: Final = 3
_TOPIC: Final = 0.5
"""What a question is about counts so much beside what its criterion is about, when a drill is chosen."""
_VOTES: Final[Mapping[VerdictWord, str]] = {
    VerdictWord.STRONG_HIRE: "Strong hire",
    VerdictWord.HIRE: "Hire",
    VerdictWord.NO_HIRE: "No hire",
    VerdictWord.STRONG_NO_HIRE: "Strong no hire",
    VerdictWord.NOT_JUDGED: "Ungraded",
}
_NO_VOTE: Final[Mapping[str, tuple[str, str]]] = {
    "to_come": ("To come", "It was not taken yet."),
    "not_taken": ("Not taken", "The loop was ended before it."),
    "open": ("Open", "It is still open."),
    "abandoned": ("Abandoned", "It was given up; it is never graded."),
    "deleted": ("Deleted", "It was deleted: what it showed is not known any more."),
}
_TONES: Final[Mapping[str, Tone]] = {"hire": "good", "strong_hire": "good", "no_hire": "bad", "undecided": "plain"}
UNCERTAIN: Final = (
    "One day is few rounds: a vote stands for one question on one day, and two graders can differ by a level. Evidence "
    "is quoted from the answers or was measured by code; every quote was looked up in the answer."
)


class PacketFormat(StrEnum):
    """How a packet is written."""

    MD = "md"
    JSON = "json"
    HTML = "html"
    PDF = "pdf"


class _Said(NamedTuple):
    """A criterion's level with what speaks for it, and the skills that it and its question are about."""

    criterion: Mapping[str, Any]
    evidence: str
    skills: Mapping[SkillId, float]


def packet_document(services: Services, name: str = "") -> dict[str, Any]:
    """Everything that the packet says, as plain data; verdicts of all rounds that have them.

    Raises:
        BadInputError: If there is no such loop.
    """
    found = loops.find(services, name)
    loop = found.loop
    read = {one.number: read_records(services, one.round.id) for one in found.slots if one.round is not None}
    rows = [_row(one, read.get(one.number, ())) for one in found.slots]
    votes = [
        Vote(row["name"], one.slot.kind, row["word"], row["reason"]) for row, one in zip(rows, found.slots, strict=True)
    ]
    decision = decide_loop(votes, loop.target)
    days = [one.round.started for one in found.slots if one.round is not None and one.round.started is not None]
    return {
        **loops.document(found),
        "days": sorted({f"{day:%Y-%m-%d}" for day in days}),
        "rounds": [_public(row) for row in rows],
        "decision": _decision(decision),
        "rule": RULE,
        "round_rule": ROUND_RULE if any(row["questions"] > 1 for row in rows) else "",
        "work_on": _work_on(services, rows, loops.asked_in(found)),
        "uncertainty": UNCERTAIN,
        "demo": loop.demo,
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {"word": decision.word, "words": decision.words, "reasons": list(decision.reasons)}


def _public(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in {"word", "said"}} | {"verdict": row["word"].value}


def _row(one: SlotStatus, records: Sequence[RoundRecord]) -> dict[str, Any]:
    """What one round says, or why it says nothing."""
    kind = KIND_WORDS[one.slot.kind]
    row: dict[str, Any] = {
        "number": one.number,
        "kind": one.slot.kind,
        "name": f"{kind} (round {one.number})",
        "title": kind,
        "question": one.slot.question,
        "round": one.slot.round_id,
        "state": one.state,
        "form": one.slot.form.value,
        "minutes": one.slot.minutes,
        "spent_s": None,
        "questions": max(1, len(records)),
        "word": VerdictWord.NOT_JUDGED,
        "source": "",
        "reason": _NO_VOTE.get(one.state, ("", ""))[1],
        "strongest": [],
        "weakest": [],
        "said": [],
        "seen": one.round is not None and one.round.question_seen,
    }
    if not records or one.round is None:
        return row | {"vote": _NO_VOTE.get(one.state, ("Ungraded", ""))[0]}
    row["title"] = records[0].question.header.title if len(records) == 1 else round_title(len(records), one.round.kind)
    row["question"] = one.round.items[0].question_ref if len(records) == 1 else one.slot.kind
    row["form"] = one.round.form.value
    if one.state == "handed_in":
        row |= _graded(records)
    return row | {"vote": _VOTES[row["word"]] if one.state == "handed_in" else _NO_VOTE[one.state][0]}


def _graded(records: Sequence[RoundRecord]) -> dict[str, Any]:
    grades = [leading_grade(record.grades) for record in records]
    verdicts = [VerdictWord.NOT_JUDGED if grade is None else grade.verdict.word for grade in grades]
    word = round_vote(verdicts)
    said = sorted(_said(records), key=lambda one: (-one.criterion["level"], -one.criterion["weight"]))
    strong = [one for one in said if one.criterion["level"] >= 3 and one.evidence]
    weak = [one for one in reversed(said) if one.criterion["level"] <= 2]
    submission = [record.submission.elapsed_s for record in records if record.submission is not None]
    return {
        "word": word,
        "source": ", ".join(dict.fromkeys(grade.source for grade in grades if grade is not None)),
        "reason": _reason(records, verdicts),
        "spent_s": round(max(submission), 1) if submission else None,
        "strongest": [_told(one) for one in strong[:_EACH]],
        "weakest": [_told(one) for one in weak[:_EACH]],
        "said": said,
    }


def _reason(records: Sequence[RoundRecord], verdicts: Sequence[VerdictWord]) -> str:
    if len(records) == 1:
        grade = leading_grade(records[0].grades)
        return "It is not measured yet." if grade is None else grade.verdict.reason
    open_ = verdicts.count(VerdictWord.NOT_JUDGED)
    if open_:
        return f"{open_} of {len(verdicts)} questions are not graded yet."
    return f"By question: {', '.join(_VOTES[word] for word in verdicts)}."


def _said(records: Sequence[RoundRecord]) -> Iterator[_Said]:
    """Every level of a round with its first verified quote or measured fact."""
    document = round_document(records)
    for item, record in zip(document.get("items", (document,)), records, strict=True):
        spoken = speaks(record.rubric, record.question.header.skills)
        about = {skill: _TOPIC * share for skill, share in record.question.header.skills.items()}
        by_title = {one.title: {**about, **spoken[one.id]} for one in record.rubric.criteria}
        for criterion in (item["grade"] or {}).get("criteria", ()):
            if criterion["level"] is not None:
                verified = [
                    each["quote"] for each in criterion["evidence"] if each["verified"] and each["quote"].strip()
                ]
                quoted = criterion["evidence"] and criterion["source"] != "measured"
                text = _cut(verified[0]) if verified else ""
                skills = by_title.get(criterion["title"], {})
                yield _Said(criterion, f"“{text}”" if text and quoted else text, skills)


def _told(one: _Said) -> dict[str, Any]:
    level = one.criterion["level"]
    words = f"{level} {LEVEL_WORDS[level]}{spread_words(one.criterion)}"
    return {
        "criterion": one.criterion["title"],
        "level": level,
        "words": words,
        "evidence": one.evidence or "Nothing in the answer was found to speak for it.",
        "verified": bool(one.evidence),
    }


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _QUOTE else f"{line[: _QUOTE - 1].rstrip()}…"


def _work_on(services: Services, rows: Sequence[Mapping[str, Any]], asked: frozenset[str]) -> list[dict[str, Any]]:
    """The next actions of the lowest levels, one a round first, each with a question to try it on and a drill."""
    low = [
        (one.criterion["level"], -one.criterion["weight"], row["number"], row, one)
        for row in rows
        for one in row["said"]
        if one.criterion["level"] <= 3 and one.criterion["next_action"]
    ]
    low.sort(key=lambda each: each[:3])
    met: set[int] = set()
    firsts: list[tuple[Mapping[str, Any], _Said]] = []
    others: list[tuple[Mapping[str, Any], _Said]] = []
    for *_, row, said in low:
        (others if row["number"] in met else firsts).append((row, said))
        met.add(row["number"])
    used = set(asked)
    found: list[dict[str, Any]] = []
    for row, said in (firsts + others)[:_ACTIONS]:
        criterion = said.criterion
        entry = wanted_most(services, row["kind"], used)
        drill = None
        if row["kind"] not in _WRITTEN_IN_CODE:
            drill = fitting_drill(services, said.skills, used, criterion["next_action"])
        used |= {str(one.ref) for one in (entry, drill) if one is not None}
        found.append(
            {
                "do": criterion["next_action"],
                "why": f"{criterion['title']} was at {criterion['level']} in round {row['number']}.",
                "question": None if entry is None else entry.ref,
                "drill": None if drill is None else drill.ref,
            }
        )
    open_ = [row for row in rows if row["word"] is VerdictWord.NOT_JUDGED and row["state"] == "handed_in"]
    found += [
        {
            "do": f"Have round {row['number']} graded: mockint grade {str(row['round'])[:8]}",
            "why": row["reason"],
            "question": None,
            "drill": None,
        }
        for row in open_[: max(0, _ACTIONS - len(found))]
    ]
    return found


def write_packet(services: Services, name: str, form: PacketFormat) -> bytes:
    """The packet as a file holds it.

    Raises:
        BadInputError: If there is no such loop.
    """
    document = packet_document(services, name)
    if form is PacketFormat.JSON:
        return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
    blocks = packet_blocks(document)
    title = f"Hiring packet: {document['title']}"
    if form is PacketFormat.PDF:
        return write_pdf(blocks, title=title, size=8.6)
    return (html_page(blocks, title) if form is PacketFormat.HTML else markdown(blocks)).encode()


def packet_blocks(document: Mapping[str, Any]) -> tuple[Block, ...]:
    """The packet as it is read, from top to bottom."""
    decision = document["decision"]
    foot = [document["rule"], document["round_rule"], document["uncertainty"]]
    return (
        Title("Hiring packet", _header(document)),
        Callout(decision["words"], "\n".join(decision["reasons"]), _TONES[decision["word"]]),
        Heading("The votes"),
        Table(
            ("Round", "Vote", "What speaks for it (+) and against it (\N{EN DASH})"),
            tuple(_vote_row(row) for row in document["rounds"]),
            (23, 22, 55),
        ),
        Heading("What to work on"),
        *_work_blocks(document["work_on"]),
        Heading("How it was decided", 2),
        *(Text(sentence, muted=True) for sentence in foot if sentence),
    )


def _header(document: Mapping[str, Any]) -> str:
    days = document["days"]
    when = "not begun" if not days else days[0] if len(days) == 1 else f"{days[0]} to {days[-1]} ({len(days)} days)"
    mode = "Simulation" if document["mode"] == Mode.SIMULATION else "Practice"
    parts = [document["title"], f"{document['target']} level", mode, when, f"loop {document['loop'][:8]}"]
    if document["demo"]:
        parts.append("Demo data, not a real day")
    return " · ".join(parts)


def _vote_row(row: Mapping[str, Any]) -> tuple[Rich, ...]:
    kind = KIND_WORDS[row["kind"]] + (", short form" if row["form"] == Form.SHORT else "")
    spent = "" if row["spent_s"] is None else f", {row['spent_s'] / 60:.0f} used"
    title = "" if row["title"] == KIND_WORDS[row["kind"]] else f"\n{row['title']}"
    again = "\nThe question had been seen before." if row["seen"] else ""
    lines: list[Span] = []
    for sign, told in (("+", row["strongest"]), ("\N{EN DASH}", row["weakest"])):
        for each in told:
            start = "\n" if lines else ""
            lines += [Span(f"{start}{sign} {each['criterion']} {each['words']}: ", "bold"), Span(each["evidence"])]
    return (
        (Span(f"{row['number']}. {kind}", "bold"), Span(f"{title}\n{row['minutes']} min{spent}{again}")),
        (Span(row["vote"], "bold"), Span("".join(f"\n{part}" for part in (row["source"], row["reason"]) if part))),
        tuple(lines) or "No evidence yet.",
    )


def _work_blocks(actions: Sequence[Mapping[str, Any]]) -> tuple[Block, ...]:
    if not actions:
        return (Text("Nothing yet: no round has a graded criterion with a next step.", muted=True),)
    return (
        Bullets(
            tuple(
                (
                    Span(each["do"], "bold"),
                    Span(f" {each['why']}"),
                    *((Span(" Try it on "), Span(each["question"], "code"), Span(".")) if each["question"] else ()),
                    *(
                        (Span(" Drill on the same skills: "), Span(each["drill"], "code"), Span("."))
                        if each["drill"]
                        else ()
                    ),
                )
                for each in actions
            )
        ),
    )


def packet_name(document: Mapping[str, Any], made: datetime) -> str:
    """A file name for the packet, without its ending."""
    return f"packet-{made:%Y-%m-%d}-{document['loop'][:8]}"
