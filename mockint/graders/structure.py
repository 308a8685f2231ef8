"""What the build of a behavioral answer shows without a judgement: who acts, whether there is a number, a look back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from mockint.domain.ids import CriterionId
from mockint.graders.text import plain, sentences, words


class Check(NamedTuple):
    """One thing that was looked for.

    Attributes:
        says: In words, with what came out.
        quote: The first sentence that shows it; empty if none does.
    """

    says: str
    quote: str = ""


class _Look(NamedTuple):
    there: str
    absent: str
    pattern: str


_DEED = (
    r"\bi (?:\w+ )?(?:\w+ed|built|wrote|chose|took|made|led|ran|found|set|cut|told|sat|brought|went|began|put|drew|kept|"
    r"said|met|left|sent)\b"
)
_OWN_DEED = _Look("A sentence tells what you did.", "No sentence tells what you yourself did.", _DEED)
_LOOKS: Mapping[str, _Look] = {
    "action": _OWN_DEED,
    "fit": _OWN_DEED,
    "evidence": _Look(
        "There is a number.",
        "There is no number.",
        r"\d|\b(?:per ?cent|half|twice|double|third|dozen|hundred|thousand)s?\b",
    ),
    "result": _Look(
        "An outcome is told.",
        "No sentence tells the outcome.",
        r"\b(?:result|outcome|in the end|since then|afterwards|fell|rose|dropped|went (?:from|up|down)|saved|shipped|"
        r"stopped|ended|led to|after that|now)\b",
    ),
    "reflection": _Look(
        "There is a look back.",
        "No sentence was seen that looks back: what you would do again, and what not.",
        r"\b(?:in hindsight|looking back|learned|learnt|next time|should have|would (?:now|have|do|still)|today i|"
        r"since then|if i did it again|taught me|my mistake|regret|again)\b",
    ),
    "options": _Look(
        "More than one way is named.",
        "No second way is named.",
        r"\b(?:option|alternative|instead|either|could|one way|another|on the other hand|versus|rather than|choice|or)s?\b",
    ),
    "principle": _Look(
        "A reason is given.",
        "No reason is given.",
        r"\b(?:principle|rule|because|since|policy|matters|owe|trust|right to|risk|value|promise|reason|so that)s?\b",
    ),
    "consequences": _Look(
        "People whom it falls on are named.",
        "Nobody whom it falls on is named.",
        r"\b(?:user|customer|patient|people|person|colleague|team|client|citizen|member|manager|owner|vet|firm)s?\b",
    ),
    "knowledge": _Look(
        "The place itself is spoken of.",
        "Nothing is said of the place itself.",
        r"\b(?:your|you|the company|the team|the product|the role)\b",
    ),
    "honesty": _Look(
        "Something that you cannot do yet is named.",
        "Nothing that you cannot do yet is named.",
        r"\b(?:not yet|have(?: not|n't)|never|gap|weak|weaker|missing|lack|no experience|not done|less)\b",
    ),
}


def structure_check(criterion: CriterionId, text: str) -> Check | None:
    """What the build of an answer shows for a criterion; None if there is nothing to look for."""
    if criterion == "ownership":
        said = words(text)
        mine = sum(word in {"i", "my", "i'd", "i've", "i'm", "me"} for word in said)
        ours = sum(word in {"we", "our", "we'd", "we've", "us"} for word in said)
        return Check(f"Words such as 'I' and 'my': {mine}; such as 'we' and 'our': {ours}.")
    look = _LOOKS.get(criterion)
    if look is None:
        return None
    quote = next((found.text for found in sentences(text) if re.search(look.pattern, plain(found.text))), "")
    return Check(look.there if quote else look.absent, quote)
