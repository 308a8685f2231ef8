"""The way to the interview's date: the chance if one keeps to the plan and if one stops, and the plan by week."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from mockint.app.aim import today
from mockint.app.closing import Closing, closing_document, closings
from mockint.app.readiness import Readiness, Situation, candidates_of, days_since, readiness_of, situation
from mockint.app.services import Services
from mockint.domain.target import PostingReading
from mockint.errors import BadInputError
from mockint.readiness.forecast import (
    MOST_WEEKS,
    Likely,
    Offer,
    Start,
    Week,
    likely_loop,
    likely_round,
    plan,
    pushed,
    weeks_to,
)

MOST_MINUTES: Final = 3_000


class Forecast(NamedTuple):
    """A chance today, and at the date if one keeps to the plan and if one stops."""

    now: float
    keep: Likely
    stop: Likely


class Outlook(NamedTuple):
    """The way to the date.

    Attributes:
        until: The day of the interview; None without one ahead.
        loop: Of the whole loop; None where too little is known.
        rounds: By kind of round of the loop; None for those that too little is known of.
        note: Why something is not told; empty where all is.
        plan_note: What the user should know of the plan.
        gaps: What rejections spoke of, with what closes it.
    """

    until: date | None
    days: int | None
    loop: Forecast | None
    rounds: Mapping[str, Forecast | None]
    note: str
    minutes_a_week: int
    weeks: tuple[Week, ...]
    plan_note: str
    gaps: tuple[Closing, ...]


def read(
    services: Services, posting: PostingReading | None = None, minutes_a_week: int | None = None
) -> tuple[Readiness, Outlook]:
    """Readiness, and the way to the date.

    Args:
        services: History, bank and clock.
        posting: A posting that is to weigh the skills in place of the target's own.
        minutes_a_week: Time for rounds; None for the setting.

    Raises:
        BadInputError: If no week has so many minutes.
    """
    if minutes_a_week is None:
        minutes_a_week = services.settings.load().settings.minutes_a_week
    if not 0 <= minutes_a_week <= MOST_MINUTES:
        raise BadInputError(f"A plan cannot have {minutes_a_week} minutes a week.", f"Give 0 to {MOST_MINUTES}.")
    here = situation(services, posting)
    found = readiness_of(here)
    return found, outlook_of(here, found, today(services), minutes_a_week)


def outlook_of(here: Situation, found: Readiness, day: date, minutes_a_week: int) -> Outlook:
    """The way to the date from where the user stands."""
    aim, past = here.aim, here.past
    weeks = _plan(here, day, minutes_a_week)
    rounds: dict[str, Forecast | None] = dict.fromkeys(here.loop_kinds)
    loop = None
    lacking = [kind for kind in here.loop_kinds if not found.rounds[kind].enough]
    note = _why_not(here, lacking)
    if aim.days_left is not None:
        days = aim.days_left
        keep, stop = pushed(past.belief, past.order, days, weeks), pushed(past.belief, past.order, days, ())
        for kind in here.loop_kinds:
            if kind not in lacking:
                weights = here.weights[kind]
                rounds[kind] = Forecast(
                    found.rounds[kind].chance,
                    likely_round(past.belief, keep, weights, days, aim.bar),
                    likely_round(past.belief, stop, weights, days, aim.bar),
                )
        if not lacking and here.loop_kinds and found.loop is not None:
            rows = [here.weights[kind] for kind in here.loop_kinds]
            loop = Forecast(
                found.loop,
                likely_loop(past.belief, keep, rows, days, aim.bar),
                likely_loop(past.belief, stop, rows, days, aim.bar),
            )
    return Outlook(
        aim.until,
        aim.days_left,
        loop,
        rounds,
        note,
        minutes_a_week,
        weeks,
        _plan_note(aim.days_left, weeks),
        closings(here),
    )


def outlook_document(outlook: Outlook) -> dict[str, Any]:
    """``forecast``, ``plan`` and ``gaps`` of ``mockint readiness --json``."""
    until = None if outlook.until is None else outlook.until.isoformat()
    return {
        "forecast": {
            "date": until,
            "days": outlook.days,
            "enough": outlook.loop is not None,
            "note": outlook.note,
            "loop": _forecast_document(outlook.loop),
            "rounds": {kind: _forecast_document(one) for kind, one in outlook.rounds.items()},
        },
        "plan": {
            "until": until,
            "minutes_a_week": outlook.minutes_a_week,
            "note": outlook.plan_note,
            "weeks": [
                {
                    "from": week.first.isoformat(),
                    "to": week.last.isoformat(),
                    "minutes": week.minutes,
                    "rounds": [
                        {
                            "question": one.offer.candidate.name,
                            "kind": one.offer.kind,
                            "minutes": one.offer.minutes,
                            "skill": one.skill,
                        }
                        for one in week.rounds
                    ],
                }
                for week in outlook.weeks
            ],
        },
        "gaps": [closing_document(one) for one in outlook.gaps],
    }


def forecast_words(one: Forecast) -> str:
    """A forecast in a sentence."""
    return f"{_percent(one.now)} today; {_likely(one.keep)} if you keep to the plan, {_likely(one.stop)} if you stop"


def _plan(here: Situation, day: date, minutes_a_week: int) -> tuple[Week, ...]:
    by_name = {str(entry.ref): entry for entry in here.entries}
    offers = [
        Offer(candidate, by_name[name].kind, by_name[name].minutes) for name, candidate in candidates_of(here).items()
    ]
    past = here.past
    start = Start(past.belief, past.order, days_since(here), past.just, here.aim.weights, here.aim.bar)
    return plan(start, offers, weeks_to(day, here.aim.until, minutes_a_week))


def _why_not(here: Situation, lacking: list[str]) -> str:
    told = []
    if here.aim.days_left is None:
        told.append("There is no interview date ahead, so there is nothing to forecast to.")
    if not here.loop_kinds:
        told.append("There are no questions of this loop's kinds of rounds.")
    elif lacking:
        names = ", ".join(kind.replace("_", " ") for kind in lacking)
        told.append(f"Too few rounds to forecast: {names}.")
    return " ".join(told)


def _plan_note(days: int | None, weeks: tuple[Week, ...]) -> str:
    if days == 0:
        return "The interview is today; there is nothing left to plan."
    if not any(week.rounds for week in weeks):
        return "No round fits into this time; drills do: 'mockint drill'."
    if any(not week.rounds for week in weeks):
        return "In a week without a round none fits, or none is left that you have not met."
    if days is not None and days > MOST_WEEKS * 7:
        return f"The plan ends after {MOST_WEEKS} weeks; it is made anew from every round."
    return ""


def _forecast_document(one: Forecast | None) -> dict[str, Any] | None:
    if one is None:
        return None
    told = {name: {key: round(value, 3) for key, value in likely._asdict().items()} for name, likely in
            (("keep", one.keep), ("stop", one.stop))}  # fmt: skip
    return {"now": round(one.now, 3), **told}


def _likely(one: Likely) -> str:
    return f"{_percent(one.chance)} ({_percent(one.low)} to {_percent(one.high)})"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
