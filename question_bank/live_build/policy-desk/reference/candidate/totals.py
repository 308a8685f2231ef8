"""Answers what is asked of several policies at once: counted, listed, compared, added up. All of it by code."""

from __future__ import annotations

import re
from typing import NamedTuple

from candidate.asked import Asked
from candidate.authority import Subject
from candidate.documents import Policy
from candidate.reading import Reader, trusted
from candidate.values import Found, numbers_in, singular
from candidate.wording import raw_words, stems

_COUNT = re.compile(r"\b(?:how many|number of|count)\b", re.IGNORECASE)
_MOST = re.compile(r"\b(?:largest|highest|greatest|biggest|longest|most|maximum)\b", re.IGNORECASE)
_SUM = re.compile(r"\b(?:together|sum|add|total|altogether|combined|plus)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“]([^\"”]+)[\"”]")


class Total(NamedTuple):
    """An answer with the policies that it rests on."""

    text: str | None
    policies: tuple[Policy, ...]


def total(reader: Reader, asked: Asked, subjects: list[Subject]) -> Total | None:
    """The answer to a question over several policies; None where the question is about one."""
    held = [policy for subject in subjects if (policy := subject.policy(asked.day))]
    if (titles := _QUOTED.findall(asked.text)) and _SUM.search(asked.text):
        return _sum(reader, asked, titles, subjects)
    owned = _owned(asked.text, held)
    if not owned or not re.search(r"\b(?:policy|policies|subjects?|topics?)\b", asked.text, re.IGNORECASE):
        return None
    if _MOST.search(asked.text):
        return _largest(reader, asked, owned, subjects)
    if _COUNT.search(asked.text):
        return Total(str(len(owned)), tuple(owned))
    return Total(", ".join(policy.title for policy in owned), tuple(owned))


def _owned(question: str, policies: list[Policy]) -> list[Policy]:
    """The policies of the owner that the question names last ('the policies in force of Access')."""
    said = raw_words(question)
    owners = {policy.owner for policy in policies if policy.owner}
    named = [owner for owner in owners if set(raw_words(owner)) <= set(said)]
    if not named:
        return []
    as_written = [owner for owner in named if re.search(rf"\b{re.escape(owner)}\b", question)]
    owner = max(as_written or named, key=len)
    return sorted((policy for policy in policies if policy.owner == owner), key=lambda policy: policy.id)


def _amounts(reader: Reader, policy: Policy) -> list[Found]:
    """The numbers that a policy settles: its table's, or those of the sentence closest to its title."""
    if policy.rows:
        return [number for row in policy.rows for number in numbers_in(row.value)]
    for sentence in reader.index.closest(policy.title, trusted(policy)):
        if numbers := numbers_in(sentence):
            return numbers
    return []


def _largest(reader: Reader, asked: Asked, policies: list[Policy], subjects: list[Subject]) -> Total:
    """The title of the policy with the largest value of a unit; an amended one counts as it is amended."""
    said = {singular(word) for word in raw_words(asked.text)}
    decides = {policy.id: subject.holding(asked.day) for subject in subjects if (policy := subject.policy(asked.day))}
    held = [
        (number.amount, policy, now)
        for policy in policies
        if (now := decides[policy.id]) is not None
        for number in _amounts(reader, now)
        if number.unit in said
    ]
    if not held:
        return Total(None, ())
    _, largest, _ = max(held, key=lambda one: one[0])
    return Total(largest.title, tuple(dict.fromkeys(now for _, _, now in held)))


def _sum(reader: Reader, asked: Asked, titles: list[str], subjects: list[Subject]) -> Total:
    """The sum of the values of the subjects that are named by any title they ever had."""
    policies = []
    for title in titles:
        wanted = stems(title)
        named = [s for s in subjects if any(stems(policy.title) == wanted for policy in s.versions)]
        if len(named) != 1:
            return Total(None, ())
        policy = named[0].holding(asked.day)
        if policy is None:
            return Total(None, ())
        policies.append(policy)
    numbers = [values[0] for policy in policies if (values := _amounts(reader, policy))]
    units = {number.unit for number in numbers}
    if len(numbers) != len(titles) or len(units) != 1:
        return Total(None, ())
    unit = numbers[0].text.split(maxsplit=1)[-1]
    return Total(f"{sum(number.amount for number in numbers):g} {unit}", tuple(policies))
