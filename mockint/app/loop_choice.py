"""What a round of a loop asks: the question of its kind that readiness wants most, one that was not met if there is one."""

from __future__ import annotations

from collections.abc import Collection

from mockint.app import catalogue, choosing, readiness
from mockint.app.services import Services
from mockint.bank.catalog import Entry
from mockint.bank.rubrics import load_rubric
from mockint.domain.loop import Slot
from mockint.domain.round import Form
from mockint.domain.rubric import RoundKind
from mockint.errors import BadInputError
from mockint.readiness.observations import speaks, strengths
from mockint.readiness.recommend import INFORMATION, MOST_DAYS, Candidate, Need, choose


def next_question(services: Services, slot: Slot, asked: Collection[str]) -> str:
    """The name of a question for a slot, or a kind of round that chooses its own.

    Args:
        services: The bank and the history.
        slot: Its kind and form.
        asked: What the same day has asked already; it comes last.

    Raises:
        BadInputError: If there is no question of the kind.
    """
    if slot.kind == choosing.BEHAVIORAL:
        return slot.kind
    found = wanted_most(services, slot.kind, asked, slot.form)
    if found is None:
        raise BadInputError(f"There is no question of the kind {slot.kind}.", "Name one, or take another shape.")
    return found.ref


def wanted_most(services: Services, kind: RoundKind, asked: Collection[str], form: Form = Form.FULL) -> Entry | None:
    """The question of a kind that serves the skills which are weakest or least known; None where there is none."""
    entries = catalogue.questions(services, kind)
    if form is Form.SHORT:
        entries = tuple(entry for entry in entries if entry.short_minutes is not None) or entries
    met = catalogue.seen(services)
    fresh = [entry for entry in entries if entry.ref not in asked and entry.id not in met]
    offered = fresh or [entry for entry in entries if entry.ref not in asked] or list(entries)
    needs = {
        skill: Need(1 - one.chance + INFORMATION * (one.high - one.low), 1 - one.chance, one.high - one.low, MOST_DAYS)
        for skill, one in readiness.read(services).skills.items()
    }
    rubric = load_rubric(kind, services.bank, "behavioral_story" if kind == choosing.BEHAVIORAL else "")
    choice = choose([Candidate(entry.ref, strengths(speaks(rubric, entry.skills))) for entry in offered], needs)
    if choice is None:
        return offered[0] if offered else None
    return next(entry for entry in offered if entry.ref == choice.candidate.name)
