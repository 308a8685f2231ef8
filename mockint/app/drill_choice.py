"""Which drill practises what a criterion is about."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from typing import Final

from mockint.app.services import Services
from mockint.app.spacing import last_attempts
from mockint.bank.catalog import Entry
from mockint.domain.ids import SkillId

_CLOSE: Final = 0.6
"""So near the skills of a drill must be to those that are wanted, from 0 (nothing in common) to 1 (the same)."""
_A_WORD: Final = 0.1
"""What a word is worth that a drill shares with what is to be practised, beside the nearness of skills."""
_WORD: Final = re.compile(r"[a-z]{5,}")


def fitting_drill(
    services: Services,
    skills: Mapping[SkillId, float],
    used: Collection[str] = (),
    words: str = "",
    kind: str | None = None,
) -> Entry | None:
    """The drill that is about the same skills in the same shares, and the same things; one that was answered right comes last.

    Args:
        services: The bank and the history.
        skills: How much of each skill is wanted.
        words: What is to be practised, in words.
        used: Drills that were named already.
        kind: Only drills of this kind.

    Returns:
        None where no drill is near enough.
    """
    last, wanted = last_attempts(services), _words(words)
    found: list[tuple[bool, bool, float, Entry]] = []
    for entry in services.catalog.drills:
        near = _nearness(skills, entry.skills)
        if entry.status == "ready" and kind in (None, entry.kind) and entry.ref not in used and near >= _CLOSE:
            tried = last.get(entry.id)
            near += _A_WORD * len(wanted & _words(f"{entry.title} {entry.summary}"))
            found.append((tried is None or tried.verdict != "right", tried is None, round(near, 3), entry))
    return max(found, key=lambda one: (one[0], one[2], one[1]))[3] if found else None


def _words(text: str) -> set[str]:
    """Its longer words, without the ending of a plural."""
    return {word.removesuffix("s") for word in _WORD.findall(text.casefold())}


def _nearness(left: Mapping[SkillId, float], right: Mapping[SkillId, float]) -> float:
    """The cosine of the angle between two mixtures of skills."""
    shared = sum(share * right.get(skill, 0.0) for skill, share in left.items())
    lengths = math.hypot(*left.values()) * math.hypot(*right.values())
    return shared / lengths if lengths else 0.0
