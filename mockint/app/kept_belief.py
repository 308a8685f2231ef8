"""The belief after all but the newest rounds, kept between readings so that a new grade goes on from it.

It is a copy of what the history says and can be lost at any time: a file in the home's cache. It counts only while
nothing behind it has changed: the grades of the rounds up to it (a checksum of the history's), the real interviews, the
skills and what rounds say of them, and `_VERSION`, which is raised whenever the arithmetic of readiness changes.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, Final, NamedTuple

from mockint.app.services import Services
from mockint.domain.ids import SkillId
from mockint.domain.target import Interview
from mockint.errors import KnownError
from mockint.history.store import Store
from mockint.readiness.belief import Assumptions, Belief
from mockint.readiness.outcomes import noon

LEFT_OUT: Final = 8
"""So many of the newest rounds are always read again: they are the ones that are graded late, or again."""
TOO_MANY: Final = 24
"""With more rounds behind the kept belief than this, a newer one is kept."""

_VERSION: Final = 1
_FILE: Final = "belief.json"


class Past(NamedTuple):
    """The belief of a moment, and what is behind it.

    Attributes:
        order: The skills in the order of the belief.
        seen: How many graded questions showed each skill, `rounds` how many there were of each kind; both also of
            those that not the candidate alone has judged.
        last: When each skill was practised last.
        just: Skills of the last round.
        interviews: How many real interviews moved the belief.
        when: The moment.
    """

    belief: Belief
    order: Sequence[SkillId]
    seen: Counter[SkillId]
    seen_by_others: Counter[SkillId]
    rounds: Counter[str]
    rounds_by_others: Counter[str]
    last: Mapping[SkillId, datetime]
    just: frozenset[SkillId]
    interviews: int = 0
    when: datetime | None = None


class Kept(NamedTuple):
    """A belief that is kept.

    Attributes:
        through: The end of the last round that is in it.
        mark: Checksum of the grades up to there.
        basis: Checksum of everything else that it follows from.
    """

    through: datetime
    mark: str
    basis: str
    past: Past


def basis_of(
    store: Store,
    order: Sequence[SkillId],
    weights: Mapping[str, Sequence[float]],
    interviews: Sequence[Interview],
    through: datetime,
) -> str:
    """A checksum of everything but grades that the belief at a moment follows from."""
    earlier = [one.model_dump_json() for one in interviews if noon(one) <= through]
    parts = [_VERSION, store.place, store.profile, list(Assumptions()), list(order), earlier]
    # Rounds of a kind are weighed only where an interview was one.
    told = json.dumps([*parts, {kind: list(row) for kind, row in weights.items()} if earlier else None])
    return hashlib.sha256(told.encode()).hexdigest()


def load(services: Services, order: Sequence[SkillId]) -> Kept | None:
    """The kept belief; None where there is none that can be read."""
    try:
        found = json.loads((services.home.cache / _FILE).read_text(encoding="utf-8"))
        past = found["past"]
        return Kept(
            through=datetime.fromisoformat(found["through"]),
            mark=str(found["mark"]),
            basis=str(found["basis"]),
            past=Past(
                belief=Belief(tuple(past["mean"]), tuple(tuple(row) for row in past["covariance"])),
                order=order,
                seen=Counter(past["seen"]),
                seen_by_others=Counter(past["seen_by_others"]),
                rounds=Counter(past["rounds"]),
                rounds_by_others=Counter(past["rounds_by_others"]),
                last={SkillId(skill): datetime.fromisoformat(when) for skill, when in past["last"].items()},
                just=frozenset(past["just"]),
                interviews=int(past["interviews"]),
                when=datetime.fromisoformat(past["when"]),
            ),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None  # a cache: whatever is wrong with it, it is made anew


def keep(services: Services, kept: Kept) -> None:
    """Write a belief down; where that is impossible, the next reading takes longer."""
    from mockint.app.history import write_file

    past = kept.past
    document: dict[str, Any] = {
        "through": kept.through.isoformat(),
        "mark": kept.mark,
        "basis": kept.basis,
        "past": {
            "mean": past.belief.mean,
            "covariance": past.belief.covariance,
            "seen": past.seen,
            "seen_by_others": past.seen_by_others,
            "rounds": past.rounds,
            "rounds_by_others": past.rounds_by_others,
            "last": {skill: when.isoformat() for skill, when in past.last.items()},
            "just": sorted(past.just),
            "interviews": past.interviews,
            "when": None if past.when is None else past.when.isoformat(),
        },
    }
    try:
        write_file(services.home.cache / _FILE, json.dumps(document))
    except KnownError:
        return


def forget(services: Services) -> None:
    """Remove what is kept, as when a round is deleted for good."""
    with suppress(OSError):
        (services.home.cache / _FILE).unlink()
