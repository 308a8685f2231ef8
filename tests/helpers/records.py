"""Rounds, events, submissions and grades to fill a history with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from mockint.domain.attempt import CodeMark, DrillAttempt
from mockint.domain.calls import ModelCall, Usage
from mockint.domain.dispute import Dispute
from mockint.domain.drill import DrillMark, PartMark
from mockint.domain.event import Edit, Event, Snapshot, Started
from mockint.domain.grade import Grade
from mockint.domain.ids import (
    DEFAULT_PROFILE,
    AttemptId,
    CompetencyId,
    ContentHash,
    CriterionId,
    GradeId,
    ItemId,
    ProfileId,
    QuestionId,
    QuestionRef,
    RoundId,
    content_hash,
)
from mockint.domain.judgement import Evidence, Judged, NotAssessed, Ungraded
from mockint.domain.loop import Loop, LoopId, Slot
from mockint.domain.measurement import Measurement
from mockint.domain.round import ClockAnchor, Form, Item, Mode, Owner, Round, RoundState
from mockint.domain.skill import TargetLevel
from mockint.domain.submission import Submission
from mockint.domain.target import (
    AiPolicy,
    Expectation,
    Expected,
    Interview,
    InterviewId,
    Outcome,
    Target,
    TargetId,
)
from mockint.domain.user_story import StoryId, UserStory
from mockint.domain.verdict import Verdict, VerdictWord
from mockint.history.store import Store

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
QUESTION_TEXT = '{"question": "token bucket"}'
DRILL_TEXT = '{"question": "index memory"}'
RUBRIC_TEXT = '{"rubric": "coding"}'


def put_contents(store: Store) -> tuple[ContentHash, ContentHash]:
    question = store.put_content("question", "Token bucket", QUESTION_TEXT)
    return question, store.put_content("rubric", "Coding", RUBRIC_TEXT)


def make_round(name: str = "r1", *, minute: int = 0, items: int | tuple[Item, ...] = 1, **changes: object) -> Round:
    if isinstance(items, tuple):
        return make_round(name, minute=minute, **changes).model_copy(update={"items": items})
    record = Round(
        id=RoundId(name),
        profile=ProfileId(DEFAULT_PROFILE),
        kind="coding",
        mode=Mode.PRACTICE,
        form=Form.FULL,
        state=RoundState.RUNNING,
        target=TargetLevel.SENIOR,
        items=tuple(
            Item(
                id=ItemId(f"i{position}"),
                position=position,
                question_id=QuestionId(f"q{position}"),
                question_ref=QuestionRef("coding/token-bucket"),
                question_hash=content_hash(QUESTION_TEXT),
                rubric_hash=content_hash(RUBRIC_TEXT),
            )
            for position in range(items)
        ),
        planned_s=2700.0,
        seed=2**70 + 1,
        created=START + timedelta(minutes=minute),
        started=START + timedelta(minutes=minute, seconds=1),
    )
    return Round.model_validate(record.model_dump() | changes)


def add_round(store: Store, name: str = "r1", **changes: object) -> Round:
    put_contents(store)
    record = make_round(name, **changes)
    store.create_round(record)
    return record


def make_owner(process_id: int = 100, *, minute: int = 0, boot_id: str = "boot-1") -> Owner:
    return Owner(
        process_id=process_id,
        process_started="12345",
        boot_id=boot_id,
        heartbeat=START + timedelta(minutes=minute),
    )


def make_anchor(elapsed_s: float = 12.5) -> ClockAnchor:
    return ClockAnchor(
        elapsed_s=elapsed_s, ticking=True, wall=START, monotonic_s=1000.0, since_boot_s=1000.0, boot_id="boot-1"
    )


def make_events(count: int, first: int = 1) -> tuple[Event, ...]:
    """A start, then edits with a snapshot every hundred."""
    return tuple(
        Event(
            seq=seq,
            t_ms=200 * seq,
            wall=START + timedelta(milliseconds=200 * seq),
            payload=Started()
            if seq == 1
            else Snapshot(document="solution", text="x = 1\n" * 50)
            if seq % 100 == 0
            else Edit(document="solution", at=seq, removed=0, inserted=f"é{seq}\n"),
        )
        for seq in range(first, first + count)
    )


def make_submission(record: Round, item: int = 0, solution: str = "def f():\n    return 1\n") -> Submission:
    return Submission(
        round_id=record.id,
        item_id=record.items[item].id,
        submitted=START + timedelta(minutes=30),
        documents={"solution": solution, "explanation": "A bucket refills at a steady rate."},
        elapsed_s=1800.0,
        hints_used=1,
    )


def make_measurement(record: Round, passed: int = 7, item: int = 0) -> Measurement:
    return Measurement(
        item_id=record.items[item].id,
        name="hidden_tests",
        made=START + timedelta(minutes=31),
        data={"passed": passed, "total": 10, "levels": [{"level": 1, "complete": True}]},
        sentence=f"{passed} of 10 hidden tests",
        levels={CriterionId("correctness"): 2},
        failed_gates=("runs",),
    )


def make_grade(
    record: Round, name: str = "g1", *, mean: float = 3.0, item: int = 0, source: str = "Measured", **changes: object
) -> Grade:
    grade = Grade(
        id=GradeId(name),
        round_id=record.id,
        item_id=record.items[item].id,
        made=START + timedelta(minutes=32),
        source=source,
        rubric_hash=record.items[item].rubric_hash,
        target=TargetLevel.SENIOR,
        judgements=(
            Judged(
                criterion=CriterionId("correctness"),
                level=3,
                source="measured",
                evidence=(Evidence(quote="7 of 10 hidden tests", verified="fact"),),
                low=2,
                high=3,
            ),
            Ungraded(criterion=CriterionId("problem_solving"), reason="Not judged yet"),
            NotAssessed(criterion=CriterionId("communication"), reason="Nothing was asked"),
        ),
        verdict=Verdict(
            word=VerdictWord.HIRE, reason="The mean meets the bar.", mean=mean, judged_share=0.7, measured_bar="met"
        ),
    )
    return grade.model_copy(update=changes)


def make_model_call(name: str = "c1", record: Round | None = None, *, minute: int = 0, **changes: object) -> ModelCall:
    call = ModelCall(
        id=name,
        made=START + timedelta(minutes=minute),
        purpose="grading",
        model="claude-sonnet-5",
        host="api.anthropic.com",
        prompt_version="1",
        usage=Usage(input_tokens=2000, cache_read=4000, cache_creation=100, output_tokens=1500),
        price_usd=0.03,
        price_note="known",
        seconds=12.5,
        first_s=0.8,
        outcome="done",
        round_id=None if record is None else record.id,
        grade_id=None if record is None else GradeId("g1"),
    )
    return ModelCall.model_validate(call.model_dump() | changes)


def make_attempt(
    name: str = "a1", *, minute: int = 0, drill: str = "ops/index-memory", **changes: object
) -> DrillAttempt:
    part = PartMark(
        part="memory", verdict="nearly", given="60 GB", right_answer="61.44 GB", credit=0.5, says="2.3 % off."
    )
    attempt = DrillAttempt(
        id=AttemptId(name),
        profile=DEFAULT_PROFILE,
        drill=QuestionRef(drill),
        question_id=QuestionId("d1"),
        content=content_hash(DRILL_TEXT),
        seed=7,
        made=START + timedelta(minutes=minute),
        seconds=90.5,
        answers={"memory": "60 GB"},
        result=CodeMark(mark=DrillMark(verdict="nearly", score=0.5, parts=(part,))),
    )
    return DrillAttempt.model_validate(attempt.model_dump() | changes)


def add_attempt(store: Store, attempt: DrillAttempt) -> bool:
    store.put_content("question", "Index memory", DRILL_TEXT)
    return store.add_attempt(attempt)


def make_story(name: str = "s1", *, minute: int = 0, **changes: object) -> UserStory:
    """A story with a text in every part, one of them with what Markdown could take for its own."""
    made = START + timedelta(minutes=minute)
    return UserStory(
        id=StoryId(name),
        profile=DEFAULT_PROFILE,
        title="The search that found nothing",
        situation="Our search answered every fifth question with an empty page.\n\n# Not a heading\n\\# nor this",
        task="I was to find out why within a week.",
        action="I wrote 80 labelled questions first. Then I compared two chunk sizes on them.",
        result="The empty answers went from 21 % to 4 %, and support closed the ticket. \N{PARTY POPPER}",
        evidence="Recall at ten rose from 0.61 to 0.88 on the 80 questions.",
        hindsight="I would ask the users first; \N{HEBREW LETTER SHIN}\N{HEBREW LETTER LAMED} was missing.",
        competencies=(CompetencyId("evaluation"), CompetencyId("ownership")),
        made=made,
        changed=made,
    ).model_copy(update=changes)


def make_target(name: str = "t1", *, minute: int = 0, **changes: object) -> Target:
    """A target with a posting, two dates and three kinds of rounds."""
    made = START + timedelta(minutes=minute)
    return Target(
        id=TargetId(name),
        profile=DEFAULT_PROFILE,
        company="Größe & Co",
        level=TargetLevel.MID,
        kinds=("coding", "behavioral", "system_design"),
        ai=AiPolicy.FORBIDDEN,
        dates=((START + timedelta(days=19)).date(), (START + timedelta(days=12)).date()),
        posting="We build RAG on AWS.\nNo Kubernetes needed.",
        notes="Ask for the team.",
        made=made,
        changed=made,
    ).model_copy(update=changes)


def make_interview(name: str = "i1", *, minute: int = 0, **changes: object) -> Interview:
    """A rejection with its wording."""
    return Interview(
        id=InterviewId(name),
        profile=DEFAULT_PROFILE,
        company="Größe & Co",
        level=TargetLevel.MID,
        held=(START - timedelta(days=3)).date(),
        kind="coding",
        asked="A rate limiter.",
        predicted=3,
        outcome=Outcome.REJECTED,
        wording="We are looking for stronger fundamentals.",
        made=START + timedelta(minutes=minute),
    ).model_copy(update=changes)


def make_expectation(record: Round, item: int = 0, **criteria: float) -> Expectation:
    """What was expected of a question, by criterion."""
    return Expectation(
        round_id=record.id,
        item_id=record.items[item].id,
        made=START,
        criteria={
            CriterionId(name): Expected(mean=mean, sd=0.6) for name, mean in (criteria or {"correctness": 2.5}).items()
        },
    )


def make_loop(name: str = "l1", *, minute: int = 0, **changes: object) -> Loop:
    """A day of two rounds of which the first was begun."""
    return Loop(
        id=LoopId(name),
        profile=DEFAULT_PROFILE,
        shape="coding,system_design",
        title="Coding, AI system design",
        target=TargetLevel.SENIOR,
        created=START + timedelta(minutes=minute),
        slots=(
            Slot(kind="coding", minutes=45, break_minutes=10, round_id=RoundId("r0")),
            Slot(kind="system_design", minutes=50),
        ),
    ).model_copy(update=changes)


def make_dispute(record: Round, item: int = 0) -> Dispute:
    return Dispute(
        round_id=record.id,
        item_id=record.items[item].id,
        criterion=CriterionId("correctness"),
        level=4,
        why="The last test is wrong.",
        made=START + timedelta(minutes=40),
    )


def fill(store: Store, rounds: int = 2, events: int = 5) -> list[Round]:
    """Rounds with everything that can belong to one."""
    made = []
    for number in range(rounds):
        record = add_round(store, f"r{number}", minute=number, items=2, state=RoundState.GRADED)
        store.append_events(record.id, make_events(events))
        store.save_submission(make_submission(record))
        store.add_measurements(record.id, [make_measurement(record, 6), make_measurement(record, 7)])
        store.add_grade(make_grade(record, f"g{number}a", mean=2.0))
        model = {"grader": "messages", "model": "claude-sonnet-5", "effort": "low", "prompt_version": "1", "runs": 3}
        marks = ("The answer holds an instruction to the grader: “é”.",)
        store.add_grade(make_grade(record, f"g{number}b", mean=3.5, **model, marks=marks))
        store.add_model_calls([make_model_call(f"c{number}", record, minute=number)])
        store.add_dispute(make_dispute(record))
        add_attempt(store, make_attempt(f"a{number}", minute=number))
        store.add_expectation(make_expectation(record))
        store.put_target(make_target(f"t{number}", minute=number))
        store.add_interview(make_interview(f"i{number}", minute=number))
        made.append(record)
    store.put_story(make_story())
    store.put_loop(make_loop())
    return made
