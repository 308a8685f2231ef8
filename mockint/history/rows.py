"""Turning domain values into rows and back; rows do not validate, so every value is built anew on the way out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from mockint.domain.attempt import DrillAttempt
from mockint.domain.calls import ModelCall, Usage
from mockint.domain.event import EVENT_VERSION, Event, KnownPayload, Unknown
from mockint.domain.grade import Grade
from mockint.domain.ids import RoundId
from mockint.domain.judgement import Judged, Judgement
from mockint.domain.loop import Loop
from mockint.domain.measurement import Measurement
from mockint.domain.round import ClockAnchor, Item, Owner, Round
from mockint.domain.submission import Submission
from mockint.domain.target import Expectation, Interview, Target
from mockint.domain.user_story import UserStory
from mockint.domain.verdict import Verdict
from mockint.history.tables import (
    DocumentRow,
    DrillAttemptRow,
    ExpectationRow,
    GradeRow,
    InterviewRow,
    ItemRow,
    JudgementRow,
    LoopRow,
    MeasurementRow,
    ModelCallRow,
    RoundRow,
    SubmissionRow,
    TargetRow,
    UserStoryRow,
)

_PAYLOAD: TypeAdapter[Any] = TypeAdapter(KnownPayload)
_JUDGEMENT: TypeAdapter[Judgement] = TypeAdapter(Judgement)
_KINDS = frozenset(kind.model_fields["kind"].default for kind in get_args(get_args(KnownPayload)[0]))


def round_row(record: Round) -> RoundRow:
    """The row of a round, owner included."""
    return RoundRow(
        id=record.id,
        profile_id=record.profile,
        kind=record.kind,
        mode=record.mode.value,
        form=record.form.value,
        state=record.state.value,
        target=record.target.value,
        planned_s=record.planned_s,
        seed=str(record.seed),
        created=record.created,
        started=record.started,
        ended=record.ended,
        anchor=anchor_text(record.anchor),
        parent_id=record.parent,
        folder=record.folder,
        question_seen=record.question_seen,
        demo=record.demo,
        **owner_columns(record.owner),
    )


def item_rows(record: Round) -> list[ItemRow]:
    """The rows of a round's items."""
    return [ItemRow(round_id=record.id, **item.model_dump()) for item in record.items]


def round_value(row: RoundRow, items: Iterable[ItemRow]) -> Round:
    """The round that a row and the rows of its items stand for."""
    return Round.model_validate(
        {
            "id": row.id,
            "profile": row.profile_id,
            "kind": row.kind,
            "mode": row.mode,
            "form": row.form,
            "state": row.state,
            "target": row.target,
            "items": tuple(
                Item.model_validate(item.model_dump(exclude={"round_id"}))
                for item in sorted(items, key=lambda item: item.position)
            ),
            "planned_s": row.planned_s,
            "seed": int(row.seed),
            "created": row.created,
            "started": row.started,
            "ended": row.ended,
            "anchor": None if row.anchor is None else ClockAnchor.model_validate_json(row.anchor),
            "owner": _owner_value(row),
            "parent": row.parent_id,
            "folder": row.folder,
            "question_seen": row.question_seen,
            "demo": row.demo,
        }
    )


def anchor_text(anchor: ClockAnchor | None) -> str | None:
    """A clock anchor as it is kept."""
    return None if anchor is None else anchor.model_dump_json()


def owner_columns(owner: Owner | None) -> dict[str, Any]:
    """The columns that name a round's owner."""
    return {
        "owner_pid": None if owner is None else owner.process_id,
        "owner_started": None if owner is None else owner.process_started,
        "owner_boot": None if owner is None else owner.boot_id,
        "owner_heartbeat": None if owner is None else owner.heartbeat,
    }


def _owner_value(row: RoundRow) -> Owner | None:
    if row.owner_pid is None:
        return None
    return Owner.model_validate(
        {
            "process_id": row.owner_pid,
            "process_started": row.owner_started,
            "boot_id": row.owner_boot,
            "heartbeat": row.owner_heartbeat,
        }
    )


def event_columns(round_id: RoundId, event: Event) -> dict[str, Any]:
    """The columns of a journal entry; an event of a newer program goes back just as it came."""
    payload = event.payload
    if isinstance(payload, Unknown):
        text = json.dumps({**payload.data, "kind": payload.kind}, ensure_ascii=False)
    else:
        text = payload.model_dump_json()
    return {
        "round_id": round_id,
        "seq": event.seq,
        "t_ms": event.t_ms,
        "wall": event.wall,
        "kind": payload.kind,
        "version": event.version,
        "payload": text,
    }


def event_value(columns: tuple[int, int, datetime, str, int, str]) -> Event:
    """The journal entry for (seq, t_ms, wall, kind, version, payload); what is not understood becomes `Unknown`."""
    seq, t_ms, wall, kind, version, payload = columns
    return Event(seq=seq, t_ms=t_ms, wall=wall, version=version, payload=payload_value(kind, version, payload))


def payload_value(kind: str, version: int, text: str) -> Any:
    """The payload of an event; one of a newer program, by its version, kind or shape, is kept as it came."""
    if kind in _KINDS and version <= EVENT_VERSION:
        try:
            return _PAYLOAD.validate_json(text)
        except ValidationError:
            pass
    data: Mapping[str, Any] = json.loads(text)
    return Unknown(kind=kind, data={key: value for key, value in data.items() if key != "kind"})


def submission_row(submission: Submission) -> SubmissionRow:
    """The row of a submission, without its documents."""
    return SubmissionRow(**submission.model_dump(exclude={"documents"}))


def document_rows(submission: Submission) -> list[DocumentRow]:
    """A row for each document of a submission."""
    return [
        DocumentRow(round_id=submission.round_id, item_id=submission.item_id, name=name, text=text)
        for name, text in submission.documents.items()
    ]


def submission_value(row: SubmissionRow, documents: Iterable[DocumentRow]) -> Submission:
    """The submission that a row and the rows of its documents stand for."""
    return Submission.model_validate(row.model_dump() | {"documents": {each.name: each.text for each in documents}})


def measurement_row(round_id: RoundId, seq: int, measurement: Measurement) -> MeasurementRow:
    """The row of a measurement."""
    return MeasurementRow(
        round_id=round_id,
        item_id=measurement.item_id,
        seq=seq,
        name=measurement.name,
        made=measurement.made,
        body=measurement.model_dump_json(),
    )


def measurement_value(row: MeasurementRow) -> Measurement:
    """The measurement that a row stands for."""
    return Measurement.model_validate_json(row.body)


def grade_row(seq: int, grade: Grade) -> GradeRow:
    """The row of a grade, without its judgements."""
    verdict = grade.verdict
    return GradeRow(
        id=grade.id,
        round_id=grade.round_id,
        item_id=grade.item_id,
        seq=seq,
        made=grade.made,
        source=grade.source,
        rubric_hash=grade.rubric_hash,
        target=grade.target.value,
        verdict=verdict.word.value,
        reason=verdict.reason,
        mean=verdict.mean,
        judged_share=verdict.judged_share,
        measured_bar=verdict.measured_bar,
        grader=grade.grader,
        model=grade.model,
        effort=grade.effort,
        prompt_version=grade.prompt_version,
        runs=grade.runs,
        marks=json.dumps(grade.marks, ensure_ascii=False),
    )


def judgement_rows(grade: Grade) -> list[JudgementRow]:
    """A row for each judgement of a grade."""
    return [
        JudgementRow(
            grade_id=grade.id,
            position=position,
            criterion=judgement.criterion,
            outcome=judgement.outcome,
            level=judgement.level if isinstance(judgement, Judged) else None,
            source=judgement.source if isinstance(judgement, Judged) else None,
            body=judgement.model_dump_json(),
        )
        for position, judgement in enumerate(grade.judgements)
    ]


def verdict_value(row: GradeRow) -> Verdict:
    """The verdict of a grade's row."""
    return Verdict.model_validate(
        {
            "word": row.verdict,
            "reason": row.reason,
            "mean": row.mean,
            "judged_share": row.judged_share,
            "measured_bar": row.measured_bar,
        }
    )


def grade_value(row: GradeRow, judgements: Iterable[JudgementRow]) -> Grade:
    """The grade that a row and the rows of its judgements stand for."""
    return Grade.model_validate(
        {
            "id": row.id,
            "round_id": row.round_id,
            "item_id": row.item_id,
            "made": row.made,
            "source": row.source,
            "rubric_hash": row.rubric_hash,
            "target": row.target,
            "judgements": tuple(
                _JUDGEMENT.validate_json(judgement.body)
                for judgement in sorted(judgements, key=lambda judgement: judgement.position)
            ),
            "verdict": verdict_value(row),
            "grader": row.grader,
            "model": row.model,
            "effort": row.effort,
            "prompt_version": row.prompt_version,
            "runs": row.runs,
            "marks": tuple(json.loads(row.marks)),
        }
    )


def model_call_row(call: ModelCall) -> ModelCallRow:
    """The row of a call."""
    return ModelCallRow(**call.model_dump(exclude={"usage"}), **call.usage.model_dump())


def model_call_value(row: ModelCallRow) -> ModelCall:
    """The call that a row stands for."""
    columns = row.model_dump()
    usage = {name: columns.pop(name) for name in Usage.model_fields}
    return ModelCall.model_validate(columns | {"usage": usage})


def attempt_row(attempt: DrillAttempt) -> DrillAttemptRow:
    """The row of an attempt at a drill."""
    return DrillAttemptRow(
        id=attempt.id,
        profile_id=attempt.profile,
        drill=attempt.drill,
        question_id=attempt.question_id,
        content_hash=attempt.content,
        made=attempt.made,
        verdict=attempt.result.verdict,
        score=attempt.result.score,
        body=attempt.model_dump_json(),
    )


def attempt_value(row: DrillAttemptRow) -> DrillAttempt:
    """The attempt that a row stands for."""
    return DrillAttempt.model_validate_json(row.body)


def user_story_row(story: UserStory) -> UserStoryRow:
    """The row of a story."""
    return UserStoryRow(
        id=story.id,
        profile_id=story.profile,
        title=story.title,
        made=story.made,
        changed=story.changed,
        body=story.model_dump_json(),
    )


def user_story_value(row: UserStoryRow) -> UserStory:
    """The story that a row stands for."""
    return UserStory.model_validate_json(row.body)


def target_row(target: Target) -> TargetRow:
    """The row of a target."""
    return TargetRow(
        id=target.id,
        profile_id=target.profile,
        company=target.company,
        made=target.made,
        changed=target.changed,
        body=target.model_dump_json(),
    )


def interview_row(interview: Interview) -> InterviewRow:
    """The row of a real interview."""
    return InterviewRow(
        id=interview.id,
        profile_id=interview.profile,
        held=interview.held.isoformat(),
        made=interview.made,
        body=interview.model_dump_json(),
    )


def expectation_row(expectation: Expectation) -> ExpectationRow:
    """The row of what was expected."""
    return ExpectationRow(
        round_id=expectation.round_id,
        item_id=expectation.item_id,
        made=expectation.made,
        body=expectation.model_dump_json(),
    )


def loop_row(loop: Loop) -> LoopRow:
    """The row of a loop."""
    return LoopRow(
        id=loop.id, profile_id=loop.profile, state=loop.state, created=loop.created, body=loop.model_dump_json()
    )


def loop_value(row: LoopRow) -> Loop:
    """The loop that a row stands for."""
    return Loop.model_validate_json(row.body)
