"""What the window tells of readiness: each skill with what moved it and when, kinds of rounds, and where the time went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from mockint.app import drilling, readiness, spacing
from mockint.app.readiness import Situation, Told
from mockint.app.services import Services
from mockint.domain.ids import SkillId
from mockint.domain.judgement import Source
from mockint.domain.wanted import Wanted
from mockint.history.values import RoundSummary
from mockint.readiness.estimate import Estimate, interval
from mockint.readiness.movement import Move, Step, moves, time_since, trend

DAYS: Final = 28
"""So far back the time spent is counted."""
RECENT: Final = 14
_LONGEST_S: Final = 6 * 3600.0
"""A round whose clock says more was left open; no more than this counts as practice."""
_EXTRA: Final = frozenset({"fundamentals", "ownership"})
_WHO: Final[dict[Source, str]] = {
    "measured": "tests",
    "model": "a model",
    "paste": "a pasted reply",
    "offline": "the offline estimate",
    "self": "yourself",
}


class PointTold(NamedTuple):
    """A level and its interval at a moment."""

    at: datetime
    level: float
    low: float
    high: float


class Moved(NamedTuple):
    """A graded question, or a real interview, that moved a skill.

    Attributes:
        round_id: Empty for a real interview.
        title: Of the question.
        levels: What was given, by the title of the criterion; only criteria that speak for the skill.
        who: Who gave the levels, in words.
        is_own_word: The candidate alone gave them.
        only_practice: The question had been seen before, so that it shows nothing.
        in_bank: Whether the question is still there.
        shown: How far what it showed moved the level; `practice` how far practising it did.
    """

    at: datetime
    round_id: str
    title: str
    kind: str
    levels: tuple[tuple[str, int], ...]
    who: str
    is_own_word: bool
    only_practice: bool
    in_bank: bool
    demo: bool
    shown: float
    practice: float
    before: PointTold
    after: PointTold


class SkillTold(NamedTuple):
    """A skill, and how its level came to be.

    Attributes:
        extra: One of the two beside the eight.
        start: The level that anybody starts with.
        by_rounds: How far the rounds below moved it, practice included; `by_others` rounds on other skills, through
            what skills have in common; `by_time` the time without practice. With `start` they add up to `end`.
        moved: The newest first.
        self_count: How many graded questions the candidate alone judged; `offline_count` the offline estimate.
    """

    id: str
    title: str
    about: str
    extra: bool
    estimate: Estimate
    start: float
    end: float
    by_rounds: float
    by_others: float
    by_time: float
    moved: tuple[Moved, ...]
    trend: tuple[PointTold, ...]
    self_count: int
    offline_count: int


class KindTold(NamedTuple):
    """A kind of round, and by which skills it is weighed, in per cent, the heaviest first."""

    kind: str
    estimate: Estimate
    weights: tuple[tuple[str, int], ...]
    in_loop: bool


class TimeSpent(NamedTuple):
    """Minutes of work on one kind of round."""

    kind: str
    minutes: int
    rounds: int


class NextTold(NamedTuple):
    """The question to do next.

    Attributes:
        short_minutes: Length of its short form; None where it has none.
    """

    ref: str
    title: str
    kind: str
    minutes: int
    reason: str
    short_minutes: int | None = None


class Overview(NamedTuple):
    """Everything that Today and Skills tell of readiness.

    Attributes:
        bar: The level to meet; `level_name` whose bar it is.
        loop: The chance that every kind of round is at the bar; None where too little is known.
        graded: How many graded questions there are in all.
        handed_in: How many rounds were handed in or ended.
        own_word_only: Whether the candidate alone has judged all of them.
        days: On how many of the last fourteen days a round was worked on.
        demo: Whether a round of the demonstration counts in it.
    """

    skills: tuple[SkillTold, ...]
    kinds: tuple[KindTold, ...]
    bar: float
    level_name: str
    loop: float | None
    next: NextTold | None
    time: tuple[TimeSpent, ...]
    graded: int
    handed_in: int
    own_word_only: bool
    days: int
    demo: bool


class Glimpse(NamedTuple):
    """What Today tells of readiness, which is read from the kept belief and the last rounds alone.

    Attributes:
        bar: The level to meet.
        days: On how many of the last fourteen days a round was worked on; None before the first round.
        drills: Which drills are due, in a sentence.
    """

    kinds: tuple[KindTold, ...]
    bar: float
    next: NextTold | None
    days: int | None
    drills: str


class SkillBoard:
    """Reads readiness for the window; for a remote lane, as it takes up to a second."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def look(self) -> Overview:
        """How it stands at this moment."""
        return overview(self._services)

    def glimpse(self) -> Glimpse:
        """The kinds of rounds and the next question, in a fraction of the time."""
        return glimpse(self._services)


def overview(services: Services) -> Overview:
    """How it stands at this moment."""
    here = readiness.situation(services, whole=True)
    found = readiness.readiness_of(here)
    rounds: tuple[RoundSummary, ...] = ()
    if services.has_history():
        rounds = services.stored(lambda store: store.list_rounds())
    teller = _Teller(here, rounds)
    enough = bool(found.loop_kinds) and all(found.rounds[kind].enough for kind in found.loop_kinds)
    told = here.way.told.values()
    return Overview(
        skills=tuple(teller.skill(place, found.skills[skill]) for place, skill in enumerate(here.past.order)),
        kinds=tuple(teller.kind(kind, one) for kind, one in found.rounds.items()),
        bar=here.aim.bar,
        level_name=here.aim.level.value,
        loop=found.loop if enough else None,
        next=_next_told(found),
        time=time_spent(rounds, here.now),
        graded=len(told),
        handed_in=sum(one.round.ended is not None for one in rounds),
        own_word_only=bool(told) and all(level.source == "self" for one in told for level in one.item.levels),
        days=days_of_practice(rounds, here.now.astimezone().date()),
        demo=any(one.round.demo for one in rounds),
    )


def glimpse(services: Services) -> Glimpse:
    """The kinds of rounds, the next question, and how many days one practised of late."""
    here = readiness.situation(services)
    found = readiness.readiness_of(here)
    teller, days = _Teller(here, ()), None
    if services.has_history():
        lately = Wanted(since=here.now - timedelta(days=RECENT + 1))
        rounds, is_any = services.stored(
            lambda store: (store.list_rounds(wanted=lately), bool(store.list_rounds(limit=1)))
        )
        days = days_of_practice(rounds, here.now.astimezone().date()) if is_any else None
    kinds = tuple(teller.kind(kind, one) for kind, one in found.rounds.items())
    due = drilling.due_drills(services, None, None, spacing.CAP_MINUTES)
    words = spacing.due_words(due, spacing.CAP_MINUTES)
    return Glimpse(kinds, here.aim.bar, _next_told(found), days, words)


def _next_told(found: readiness.Readiness) -> NextTold | None:
    if found.next is None:
        return None
    entry = found.next.entry
    return NextTold(str(entry.ref), entry.title, entry.kind, entry.minutes, found.next.reason, entry.short_minutes)


def time_spent(rounds: Sequence[RoundSummary], now: datetime) -> tuple[TimeSpent, ...]:
    """Minutes by kind of round over the last four weeks, the most first; pauses do not count."""
    minutes: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for one in rounds:
        record = one.round
        if record.started is None or record.anchor is None:
            continue
        if timedelta(0) <= now - record.started <= timedelta(days=DAYS):
            minutes[record.kind] += round(min(record.anchor.elapsed_s, _LONGEST_S) / 60)
            count[record.kind] += 1
    return tuple(TimeSpent(kind, minutes[kind], count[kind]) for kind in sorted(minutes, key=lambda k: -minutes[k]))


def days_of_practice(rounds: Sequence[RoundSummary], today: date) -> int:
    """On how many of the last fourteen days a round was started or ended."""
    moments = [moment for one in rounds for moment in (one.round.started, one.round.ended) if moment is not None]
    days = {moment.astimezone().date() for moment in moments}
    return sum(timedelta(0) <= today - day < timedelta(days=RECENT) for day in days)


class _Teller:
    """Puts into words and figures what the way of the belief holds."""

    def __init__(self, here: Situation, rounds: Sequence[RoundSummary]) -> None:
        self._here = here
        self._titles = {skill.id: skill for skill in here.skills}
        self._trail = here.way.trail
        self._there = {entry.id for entry in here.entries}
        self._items = {
            f"{one.round.id}/{item.id}": (one.round.demo, item, title)
            for one in rounds
            for item, title in zip(one.round.items, one.titles, strict=True)
        }

    def skill(self, place: int, told: Estimate) -> SkillTold:
        """One skill with its history."""
        name = self._here.past.order[place]
        moved, by_rounds, by_others, by_time = [], 0.0, 0.0, time_since(self._trail, place)
        for step, move in zip(self._trail.steps, moves(self._trail, place), strict=True):
            by_time += move.time
            row = self._moved(step, move, name, place)
            if row is None:
                by_others += move.shown + move.practice
            else:
                by_rounds += move.shown + move.practice
                moved.append(row)
        return SkillTold(
            id=name,
            title=self._titles[name].title,
            about=self._titles[name].about,
            extra=name in _EXTRA,
            estimate=told,
            start=self._trail.start.mean[place],
            end=self._trail.end.mean[place],
            by_rounds=by_rounds,
            by_others=by_others,
            by_time=by_time,
            moved=tuple(reversed(moved)),
            trend=tuple(_told(point.at, point.level, point.sd) for point in trend(self._trail, place)),
            self_count=sum(row.is_own_word and not row.only_practice for row in moved),
            offline_count=sum("offline" in row.who and not row.only_practice for row in moved),
        )

    def kind(self, kind: str, told: Estimate) -> KindTold:
        """One kind of round."""
        weighed = sorted(zip(self._here.weights[kind], self._here.past.order, strict=True), reverse=True)
        shares = tuple((self._titles[name].title, round(100 * share)) for share, name in weighed if share >= 0.005)
        return KindTold(kind, told, shares, kind in self._here.loop_kinds)

    def _moved(self, step: Step, move: Move, name: SkillId, place: int) -> Moved | None:
        told = self._here.way.told.get(step.name)
        if told is None:  # a real interview
            return self._interview(step, move, place)
        levels = tuple(
            (told.titles.get(one.criterion, str(one.criterion)), int(one.level))
            for one in told.item.levels
            if name in told.spoken.get(one.criterion, {})
        )
        if not levels and not (told.item.question_seen and _touches(told, name)):
            return None
        demo, item, title = self._items.get(step.name, (False, None, "A question"))
        sources = {one.source for one in told.item.levels if name in told.spoken.get(one.criterion, {})}
        return Moved(
            at=step.at,
            round_id=str(told.item.round_id),
            title=title,
            kind=told.item.kind,
            levels=levels,
            who=" and ".join(words for source, words in _WHO.items() if source in sources),
            is_own_word=sources == {"self"},
            only_practice=told.item.question_seen,
            in_bank=item is None or item.question_id in self._there,
            demo=demo,
            shown=move.shown,
            practice=move.practice,
            before=_told(step.at, step.before.mean[place], step.before.sd[place]),
            after=_told(step.at, step.after.mean[place], step.after.sd[place]),
        )

    def _interview(self, step: Step, move: Move, place: int) -> Moved | None:
        found = next((one for one in self._here.interviews if str(one.id) == step.name), None)
        if found is None:
            return None
        of_kind = None if found.kind is None else self._here.weights.get(found.kind)
        weights = list(self._here.weights.values()) if of_kind is None else [of_kind]
        if not any(weighed[place] for weighed in weights):
            return None
        return Moved(
            at=step.at,
            round_id="",
            title=f"Interview at {found.company}: {found.outcome.value}",
            kind=found.kind or "",
            levels=(),
            who="a real interview",
            is_own_word=False,
            only_practice=False,
            in_bank=True,
            demo=False,
            shown=move.shown,
            practice=move.practice,
            before=_told(step.at, step.before.mean[place], step.before.sd[place]),
            after=_told(step.at, step.after.mean[place], step.after.sd[place]),
        )


def _touches(told: Told, name: SkillId) -> bool:
    return any(name in shares for shares in told.spoken.values())


def _told(at: datetime, level: float, sd: float) -> PointTold:
    return PointTold(at, *interval(level, sd))
