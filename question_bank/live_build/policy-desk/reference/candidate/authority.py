"""Which policy decides: the versions of one subject with their amendments, and what of them holds now or held on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from candidate.documents import Policy

IN_FORCE, SUPERSEDED, AMENDMENT = "in force", "superseded", "amendment"


class Subject(NamedTuple):
    """Policies that replaced one another, each followed by what amends it, oldest first.

    An amendment is a version like any other to whoever searches and reads; only a count of policies leaves it out.
    Drafts, memos and newsletters are never among them.
    """

    versions: tuple[Policy, ...]

    @property
    def title(self) -> str:
        """Of the policy in force; an amendment's own title only says what it amends."""
        return next(version.title for version in reversed(self.versions) if not version.amends)

    def holding(self, day: date | None) -> Policy | None:
        """What decides: today, or on a day in the past; None before the first."""
        return self._last(day, self.versions)

    def policy(self, day: date | None) -> Policy | None:
        """The policy itself, amended or not."""
        return self._last(day, [version for version in self.versions if not version.amends])

    def ids(self, day: date | None) -> list[str]:
        """What decides, then the policy that it amends."""
        told = (self.holding(day), self.policy(day))
        return list(dict.fromkeys(version.id for version in told if version is not None))

    def _last(self, day: date | None, versions: Iterable[Policy]) -> Policy | None:
        held = [version for version in versions if day is None or (version.since is not None and version.since <= day)]
        return held[-1] if held else None


def subjects_of(policies: Iterable[Policy]) -> list[Subject]:
    """Subjects, each from the policy that no other replaced back along what its policies replaced.

    A replaced policy may still say that it is in force: nobody went back to change its first lines.
    """
    told = list(policies)
    settled = {policy.id: policy for policy in told if policy.status in {IN_FORCE, SUPERSEDED}}
    amendments = _amendments(told)
    replaced = {policy.replaces for policy in settled.values()}
    found = []
    for policy in settled.values():
        if policy.status != IN_FORCE or policy.id in replaced:
            continue
        chain, seen = [policy], {policy.id}
        while (earlier := settled.get(chain[-1].replaces)) is not None and earlier.id not in seen:
            chain.append(earlier)
            seen.add(earlier.id)
        found.append(Subject(tuple(one for version in reversed(chain) for one in _amended(version, amendments))))
    return found


def _amendments(policies: Iterable[Policy]) -> dict[str, list[Policy]]:
    """Amendments by the id of what they amend, oldest first."""
    found: dict[str, list[Policy]] = {}
    for policy in sorted(policies, key=lambda policy: (policy.since or date.min, policy.id)):
        if policy.status == AMENDMENT and policy.amends:
            found.setdefault(policy.amends, []).append(policy)
    return found


def _amended(version: Policy, amendments: dict[str, list[Policy]]) -> list[Policy]:
    return [version, *amendments.get(version.id, ())]
