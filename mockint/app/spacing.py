"""When a drill is due again: FSRS over the attempts themselves, so that nothing else is kept that could get out of step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mockint.app.services import Services
from mockint.domain.drill import DrillVerdict
from mockint.domain.ids import QuestionId

if TYPE_CHECKING:
    from fsrs import Scheduler

    from mockint.bank.catalog import Entry
    from mockint.domain.attempt import DrillAttempt
    from mockint.history.values import LastAttempt

CAP_MINUTES: Final = 15
"""What a day's drills may take unless the user says otherwise."""
_LONGEST_DAYS: Final = 180
_QUICK_SHARE: Final = 0.5
_RATINGS: Final[Mapping[DrillVerdict, int]] = {"wrong": 1, "nearly": 2, "right": 3}
_EASY: Final = 4


class Review(NamedTuple):
    """An attempt as its schedule sees it.

    Attributes:
        seconds: How long it took; None where nobody saw it being made.
    """

    made: datetime
    verdict: DrillVerdict
    seconds: float | None = None


class Due(NamedTuple):
    """The drills that are due, and those of them that fit a stretch of time, the longest overdue first.

    Attributes:
        total: How many are due; `minutes` how long all of them take.
        fitting: Those that fit.
    """

    total: int
    minutes: int
    fitting: tuple[Entry, ...]


def rating(review: Review, minutes: int) -> int:
    """FSRS's rating from the mark: 1 again, 2 hard, 3 good, and 4 easy where it took less than half of its minutes."""
    is_quick = review.seconds is not None and review.seconds < _QUICK_SHARE * 60 * minutes
    return _EASY if review.verdict == "right" and is_quick else _RATINGS[review.verdict]


def due_at(reviews: Sequence[Review], minutes: int) -> datetime:
    """When a drill is due again.

    Args:
        reviews: At least one attempt at it, oldest first, with times in UTC; where a time goes back none has passed.
        minutes: How long it should take.
    """
    from fsrs import Card, Rating

    card, last = Card(card_id=0), reviews[0].made
    for review in reviews:
        last = max(last, review.made)
        card, _ = _scheduler().review_card(card, Rating(rating(review, minutes)), last)
    return card.due


@cache
def _scheduler() -> Scheduler:
    """FSRS 6 with its published weights; without steps of minutes, for drills are a matter of days, and without chance."""
    from fsrs import Scheduler

    return Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=_LONGEST_DAYS, enable_fuzzing=False)


def last_attempts(services: Services) -> Mapping[QuestionId, LastAttempt]:
    """How each drill that was tried went last; without a history none was, and none is made to find out."""
    if not services.has_history():
        return {}
    return services.stored(lambda store: store.last_attempts())


def dues(services: Services, entries: Iterable[Entry]) -> Mapping[QuestionId, datetime]:
    """When each of these drills is due; one that was never tried is left out."""
    if not services.has_history():
        return {}
    tried: defaultdict[QuestionId, list[Review]] = defaultdict(list)
    for attempt in reversed(services.stored(lambda store: store.attempts())):
        tried[attempt.question_id].append(_review(attempt))
    return {entry.id: due_at(tried[entry.id], entry.minutes) for entry in entries if entry.id in tried}


def due_again(services: Services, entry: Entry) -> datetime:
    """When a drill that was tried is due again."""
    attempts = services.stored(lambda store: store.attempts(entry.id))
    return due_at([_review(attempt) for attempt in reversed(attempts)], entry.minutes)


def due_now(services: Services, entries: Sequence[Entry], minutes: int = CAP_MINUTES) -> Due:
    """What is due at this moment, and what of it fits.

    Args:
        services: History and clock.
        entries: The drills that are asked for.
        minutes: The time there is; the first one is always named.
    """
    now, when = services.clock.now().wall, dues(services, entries)
    late = sorted((when[entry.id], entry.ref, entry) for entry in entries if entry.id in when and when[entry.id] <= now)
    fitting: list[Entry] = []
    for _, _, entry in late:
        if not fitting or sum(one.minutes for one in fitting) + entry.minutes <= minutes:
            fitting.append(entry)
    return Due(len(late), sum(entry.minutes for _, _, entry in late), tuple(fitting))


def due_words(found: Due, minutes: int) -> str:
    """What is due, in a sentence; a backlog is no debt."""
    if not found.total:
        return "No drill is due."
    one = "drill is" if found.total == 1 else "drills are"
    rest = found.total - len(found.fitting)
    told = f"{found.total} {one} due, about {found.minutes} minutes."
    if rest:
        told += f" These {len(found.fitting)} fit in {minutes} minutes; the other {rest} will keep."
    return told


def day_words(due: datetime, now: datetime) -> str:
    """The local day on which a drill is due; with its year where that is not this year."""
    day, today = due.astimezone(), now.astimezone()
    return f"{day.day} {day:%B}" if day.year == today.year else f"{day.day} {day:%B %Y}"


def due_document(found: Due) -> dict[str, Any]:
    """The answer of ``mockint drill --due --json``."""
    return {
        "due": found.total,
        "minutes": found.minutes,
        "drills": [{"drill": one.ref, "title": one.title, "minutes": one.minutes} for one in found.fitting],
    }


def _review(attempt: DrillAttempt) -> Review:
    return Review(attempt.made.astimezone(UTC), attempt.result.verdict, attempt.seconds)
