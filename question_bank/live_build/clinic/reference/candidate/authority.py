"""Which procedure decides: the versions of one subject, less what the register took back, now or on a day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from candidate.documents import Procedure

IN_FORCE, SUPERSEDED, REGISTER = "in force", "superseded", "register"
_ID = re.compile(r"\b[A-Z]{2,}-\d+\b")


class Subject(NamedTuple):
    """Procedures that replaced one another, oldest first. Drafts, remarks and round-ups are never among them.

    Attributes:
        versions: All of them: what was withdrawn is still worth searching by its words.
        standing: Those that the register did not take back.
    """

    versions: tuple[Procedure, ...]
    standing: tuple[Procedure, ...]

    @property
    def current(self) -> Procedure:
        """The procedure in force today."""
        return self.standing[-1]

    def holding(self, day: date | None) -> Procedure | None:
        """The procedure that holds: today's, or that of a day in the past; None before the first."""
        return self.current if day is None else self._on(day)

    def _on(self, day: date) -> Procedure | None:
        held = [procedure for procedure in self.standing if procedure.since is not None and procedure.since <= day]
        return held[-1] if held else None


def subjects_of(procedures: Iterable[Procedure]) -> list[Subject]:
    """Subjects, each from the procedure that no other replaced back along what its procedures replaced.

    A replaced procedure may still say that it is in force: nobody went back to change its first lines.
    """
    told = list(procedures)
    withdrawn = _withdrawn(told)
    settled = {procedure.id: procedure for procedure in told if procedure.status in {IN_FORCE, SUPERSEDED}}
    replaced = {procedure.replaces for procedure in settled.values()}
    found = []
    for procedure in settled.values():
        if procedure.status != IN_FORCE or procedure.id in replaced:
            continue
        versions, seen = [procedure], {procedure.id}
        while (earlier := settled.get(versions[-1].replaces)) is not None and earlier.id not in seen:
            versions.append(earlier)
            seen.add(earlier.id)
        versions.reverse()
        standing = tuple(version for version in versions if version.id not in withdrawn)
        if standing:
            found.append(Subject(tuple(versions), standing))
    return found


def _withdrawn(procedures: Iterable[Procedure]) -> set[str]:
    """Ids that a register takes back; there is none until somebody withdraws something."""
    told = (sentence for procedure in procedures if procedure.status == REGISTER for sentence in procedure.sentences)
    return {found for sentence in told for found in _ID.findall(sentence)}
