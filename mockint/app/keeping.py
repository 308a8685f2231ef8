"""Keeps a new round with what it asks, by content hash, so that its report needs neither the bank nor a repository."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from mockint.app import catalogue
from mockint.app.aim import level_in_force
from mockint.app.expectations import keep_expectations
from mockint.app.services import Services
from mockint.bank.snapshot import snapshot
from mockint.domain.ids import ItemId, RoundId, new_id
from mockint.domain.question import Question
from mockint.domain.round import Form, Item, Mode, Round, RoundState
from mockint.domain.rubric import Rubric
from mockint.history.store import Store


class Asked(NamedTuple):
    """A question with the rubric that it is judged by."""

    question: Question
    rubric: Rubric


class Wanted(NamedTuple):
    """How a round is to be held.

    Attributes:
        planned_s: Length in seconds.
        seed: Of everything that is drawn for it.
        folder: Where it is worked on; None for one in the window.
    """

    mode: Mode
    form: Form
    planned_s: float
    seed: int
    folder: Path | None = None
    demo: bool = False


def keep_round(services: Services, asked: Sequence[Asked], wanted: Wanted) -> Round:
    """Keep a new round; its clock has not started."""
    kept = [(snapshot(one.question), snapshot(one.rubric)) for one in asked]
    headers = [one.question.header for one in asked]
    seen = catalogue.seen(services)
    record = Round(
        id=RoundId(new_id(services.rng)),
        profile=services.profile,
        kind=asked[0].rubric.kind,
        mode=wanted.mode,
        form=wanted.form,
        state=RoundState.PLANNED,
        target=level_in_force(services),
        items=tuple(
            Item(
                id=ItemId(new_id(services.rng)),
                position=position,
                question_id=header.id,
                question_ref=header.ref,
                question_hash=question.hash,
                rubric_hash=rubric.hash,
            )
            for position, (header, (question, rubric)) in enumerate(zip(headers, kept, strict=True))
        ),
        planned_s=wanted.planned_s,
        seed=wanted.seed,
        created=services.clock.now().wall,
        folder=None if wanted.folder is None else str(wanted.folder),
        question_seen=any(header.id in seen for header in headers),
        demo=wanted.demo,
    )

    def keep(store: Store) -> None:
        with store.all_or_nothing():
            for header, (question, rubric) in zip(headers, kept, strict=True):
                store.put_content("question", header.title, question.text)
                store.put_content("rubric", header.rubric or header.kind, rubric.text)
            store.create_round(record)

    services.stored(keep)
    keep_expectations(services, record, [(one.rubric, one.question.header.skills) for one in asked])
    return record
