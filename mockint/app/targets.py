"""Targets and real interviews: kept, changed, closed and logged; a posting is read and never obeyed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from pydantic import ValidationError

from mockint.app.aim import aim_of, read_by_terms, reading_of, today
from mockint.app.services import Services
from mockint.bank.rubrics import load_skills
from mockint.domain.ids import SkillId, new_id
from mockint.domain.rubric import ROUND_KINDS
from mockint.domain.skill import TargetLevel
from mockint.domain.target import (
    MOST_DATES,
    MOST_POSTING,
    MOST_WORDS,
    AiPolicy,
    Interview,
    InterviewId,
    Outcome,
    PostingReading,
    Target,
    TargetId,
    in_force,
)
from mockint.errors import BadInputError

_FILE_BYTES: Final = 4 * MOST_POSTING
_OLDEST: Final = date(2000, 1, 1)
_LAST_DAYS: Final = 3 * 366
_T = TypeVar("_T", Target, Interview)


class TargetLine(NamedTuple):
    """A target as it is listed.

    Attributes:
        days_left: To its nearest interview; None without one ahead.
        in_force: Whether it decides just now.
        reading: What its posting asks for; None without one.
    """

    target: Target
    days_left: int | None
    in_force: bool
    reading: PostingReading | None


class Draft(NamedTuple):
    """A target as the user gives it; what is None stays as it is, or takes its usual value."""

    company: str | None = None
    level: str | None = None
    kinds: Sequence[str] | None = None
    ai: str | None = None
    dates: Sequence[str] | None = None
    posting: str | None = None
    notes: str | None = None


class LogEntry(NamedTuple):
    """A real interview as the user gives it; levels are 1 to 4 or None."""

    target: str = ""
    company: str = ""
    held: str = ""
    kind: str = ""
    asked: str = ""
    outcome: str = "waiting"
    wording: str = ""
    predicted: int | None = None
    given: int | None = None


class TargetBook:
    """Every use case on targets and interviews; plain blocking calls for a lane."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def targets(self) -> tuple[Target, ...]:
        """All targets, in the order they were made; without a history there is none, and none is made to find out."""
        if not self._services.has_history():
            return ()
        return self._services.stored(lambda store: store.targets())

    def interviews(self) -> tuple[Interview, ...]:
        """All real interviews, in the order they were held."""
        if not self._services.has_history():
            return ()
        return self._services.stored(lambda store: store.interviews())

    def lines(self) -> tuple[TargetLine, ...]:
        """The targets as they are listed: the one in force first, then those with an interview ahead, closed ones last."""
        day, targets, skills = today(self._services), self.targets(), self.skills()
        first = in_force(targets, day)
        found = [self._line(target, first, day, skills) for target in targets]
        return tuple(sorted(found, key=_place))

    def line(self, target: Target) -> TargetLine:
        """One target as it is listed."""
        return self._line(target, in_force(self.targets(), today(self._services)), today(self._services), self.skills())

    def skills(self) -> tuple[SkillId, ...]:
        """All skills, in the order in which they are shown."""
        return tuple(skill.id for skill in load_skills(self._services.bank))

    def read_terms(self, text: str) -> PostingReading:
        """What a posting asks for, by the term list alone.

        Raises:
            BadInputError: If it is empty, too long or no text.
        """
        return read_by_terms(self._services, sound_posting(text, "The posting"), self.skills())

    def read(self, text: str, *, ask_model: bool = True) -> PostingReading:
        """What a posting asks for: by the model where one is chosen, else by the term list; may block on a network.

        Raises:
            BadInputError: If it is empty, too long or no text.
        """
        from mockint.app.posting_model import read_by_model

        posting = sound_posting(text, "The posting")
        by_terms = read_by_terms(self._services, posting, self.skills())
        return read_by_model(self._services, posting, by_terms) if ask_model else by_terms

    def find(self, name: str) -> Target:
        """The target with this id, this beginning of an id, or of this company.

        Raises:
            BadInputError: If there is none, or more than one.
        """
        targets = self.targets()
        found = [one for one in targets if name == one.id]
        found = found or [one for one in targets if name.casefold() == one.company.casefold()]
        found = found or [one for one in targets if name and one.id.startswith(name)]
        if len(found) == 1:
            return found[0]
        if found:
            raise BadInputError(f"More than one target is meant by '{name}'.", "Give the beginning of its id.")
        raise BadInputError(f"There is no target '{name}'.", "'mockint target list' shows those there are.")

    def add(self, draft: Draft, *, ask_model: bool = True) -> Target:
        """Keep a new target.

        Raises:
            BadInputError: If something of it cannot be taken; nothing is kept then.
        """
        now = self._services.clock.now().wall
        level = self._services.settings.load().settings.target_level
        base: dict[str, Any] = {
            "id": new_id(self._services.rng),
            "profile": self._services.profile,
            "company": "",
            "made": now,
        }
        return self._keep(base | {"level": level, "changed": now}, draft, set(), ask_model=ask_model)

    def change(self, target_id: TargetId, draft: Draft, *, ask_model: bool = True) -> Target:
        """Change a target in what the draft gives.

        Raises:
            BadInputError: If there is none, or something cannot be taken; it stays as it was then.
        """
        old = self.find(target_id)
        now = self._services.clock.now().wall
        return self._keep(old.model_dump() | {"changed": now}, draft, set(old.dates), ask_model=ask_model)

    def read_again(self, target_id: TargetId) -> Target:
        """Let the model read a target's posting, and keep what it found; blocking on a network, on a remote lane.

        Raises:
            BadInputError: If there is no such target, or it has no posting.
        """
        target = self.find(target_id)
        found = self.read(target.posting)
        kept = target.model_copy(update={"reading": None if found.by == "terms" else found})
        self._services.stored(lambda store: store.put_target(kept))
        if found.by == "terms":
            raise BadInputError(found.note or "No model is chosen.", "Choose one in Settings.")
        return kept

    def close(self, target_id: TargetId, *, closed: bool = True) -> Target:
        """Close a target, or open it again."""
        target = self.find(target_id).model_copy(update={"closed": closed, "changed": self._services.clock.now().wall})
        self._services.stored(lambda store: store.put_target(target))
        return target

    def delete(self, target_id: TargetId) -> None:
        """Remove a target for good; interviews that were for it stay."""
        self._services.stored(lambda store: store.delete_target(target_id))

    def log(self, entry: LogEntry) -> Interview:
        """Keep a real interview.

        Raises:
            BadInputError: If something of it cannot be taken; nothing is kept then.
        """
        day = today(self._services)
        target = self.find(entry.target) if entry.target else None
        held = read_day(entry.held) if entry.held else day
        if held > day:
            raise BadInputError(
                f"{held} is not past yet.", "Log the interview after it, or add its date to the target."
            )
        if held < _OLDEST:
            raise BadInputError(f"{held} is too long ago.", f"Give a day from {_OLDEST} on.")
        if not entry.company.strip() and target is None:
            raise BadInputError("An interview needs a company or a target.", "Give one of them.")
        interview = _made(
            Interview,
            {
                "id": InterviewId(new_id(self._services.rng)),
                "profile": self._services.profile,
                "target": None if target is None else target.id,
                "company": entry.company if target is None else target.company,
                "level": aim_of(self._services, self.targets(), (), ()).level if target is None else target.level,
                "held": held,
                "kind": _one_of(entry.kind, ROUND_KINDS, "kind of round") if entry.kind else None,
                "asked": entry.asked,
                "predicted": _level(entry.predicted),
                "outcome": _one_of(entry.outcome, tuple(Outcome), "outcome"),
                "wording": entry.wording,
                "given": _level(entry.given),
                "made": self._services.clock.now().wall,
            },
        )
        self._services.stored(lambda store: store.add_interview(interview))
        return interview

    def delete_interview(self, interview_id: InterviewId) -> None:
        """Remove an interview for good."""
        self._services.stored(lambda store: store.delete_interview(interview_id))

    def find_interview(self, name: str) -> Interview:
        """The interview with this id or this beginning of one.

        Raises:
            BadInputError: If there is none, or more than one.
        """
        found = [one for one in self.interviews() if name and one.id.startswith(name)]
        if len(found) != 1:
            how_many = "There is no interview" if not found else f"{len(found)} interviews begin with"
            raise BadInputError(f"{how_many} '{name}'.", "'mockint interview list' shows them with their ids.")
        return found[0]

    def _line(self, target: Target, first: Target | None, day: date, skills: Sequence[SkillId]) -> TargetLine:
        ahead = target.next_date(day)
        is_first = first is not None and first.id == target.id
        left = None if ahead is None else (ahead - day).days
        return TargetLine(target, left, is_first, reading_of(self._services, target, skills))

    def _keep(self, values: dict[str, Any], draft: Draft, known: set[date], *, ask_model: bool) -> Target:
        given = {name: value for name, value in draft._asdict().items() if value is not None}
        if "level" in given:
            given["level"] = _one_of(given["level"], tuple(TargetLevel), "level")
        if "ai" in given:
            given["ai"] = _one_of(given["ai"], tuple(AiPolicy), "policy on AI help")
        if "kinds" in given:
            given["kinds"] = tuple(_one_of(kind, ROUND_KINDS, "kind of round") for kind in given["kinds"])
        if "dates" in given:
            given["dates"] = self._dates(given["dates"], known)
        changed_posting = "posting" in given and given["posting"].strip() != values.get("posting", "")
        if changed_posting:
            given["reading"] = None
            if given["posting"].strip():
                given["posting"] = sound_posting(given["posting"], "The posting")
                found = self.read(given["posting"], ask_model=ask_model)
                given["reading"] = None if found.by == "terms" else found
        target = _made(Target, values | given)
        self._services.stored(lambda store: store.put_target(target))
        return target

    def _dates(self, texts: Sequence[str], known: set[date]) -> tuple[date, ...]:
        day = today(self._services)
        found = tuple(read_day(text) for text in texts if text.strip())
        for one in found:
            if one < day and one not in known:
                raise BadInputError(
                    f"{one} is past.", "Give a day to come; 'mockint interview log' keeps an interview that was."
                )
            if (one - day).days > _LAST_DAYS:
                raise BadInputError(f"{one} is over three years away.", "Look at the year.")
        if len(set(found)) > MOST_DATES:
            raise BadInputError(f"A target has at most {MOST_DATES} dates.", "Give fewer.")
        return found


def read_posting_file(path: Path) -> str:
    """The text of a posting's file.

    Raises:
        BadInputError: If it cannot be read, is empty, too long or no text.
    """
    try:
        if not path.is_file():
            raise BadInputError(f"There is no file {path}.", "Give the file that holds the posting.")
        if path.stat().st_size > _FILE_BYTES:
            raise BadInputError(f"{path} is too long for a posting.", f"At most {MOST_POSTING:,} characters are read.")
        raw = path.read_bytes()
    except OSError as fault:
        raise BadInputError(f"{path} cannot be read: {fault.strerror}.", "Choose another file.") from fault
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise BadInputError(f"{path} is not UTF-8 text.", "Save the posting as plain text.") from fault
    return sound_posting(text, str(path))


def sound_posting(text: str, name: str) -> str:
    """The posting as it is kept.

    Raises:
        BadInputError: If it is empty, too long or no text.
    """
    if "\0" in text:
        raise BadInputError(f"{name} is no text.", "Save the posting as plain text.")
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        raise BadInputError(f"{name} is empty.", "Paste the posting's text.")
    if len(text) > MOST_POSTING:
        raise BadInputError(
            f"{name} has {len(text):,} characters; a posting may have {MOST_POSTING:,}.",
            "Leave out what is not the job.",
        )
    return text


def read_day(text: str) -> date:
    """A day as people type it, ``2026-12-10``.

    Raises:
        BadInputError: If it is no day.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError as fault:
        raise BadInputError(f"'{text.strip()[:40]}' is no day.", "Write it as 2026-12-10.") from fault


def _place(line: TargetLine) -> tuple[bool, bool, bool, int]:
    return (not line.in_force, line.target.closed, line.days_left is None, line.days_left or 0)


def _one_of(text: Any, known: Sequence[str], what: str) -> str:
    plain = str(text).strip().casefold().replace("-", "_").replace(" ", "_")
    names = [str(getattr(one, "value", one)) for one in known]
    if plain not in names:
        raise BadInputError(f"'{str(text)[:40]}' is no {what}.", f"They are {', '.join(names)}.")
    return plain


def _level(level: int | None) -> int | None:
    if level is not None and level not in (1, 2, 3, 4):
        raise BadInputError(f"'{level}' is no level.", "Levels are 1 to 4; 3 is Hire.")
    return level


def _made(kind: type[_T], values: dict[str, Any]) -> _T:
    try:
        return kind.model_validate(values)
    except ValidationError as fault:
        where = str(fault.errors(include_url=False)[0]["loc"][0])
        if where == "company":
            raise BadInputError("A target needs a company of at most 120 characters.", "Name it.") from fault
        raise BadInputError(
            f"What you wrote for '{where}' is too long.", f"At most {MOST_WORDS:,} characters are kept."
        ) from fault
