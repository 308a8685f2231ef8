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


_DEED = r"\bi (?:\w+ )?(?:\w+ed|built|wrote|chose|took|made|led|ran|found|set|cut|told|sat|brought|went|began|put|drew|kept|said|met|left|sent)\b"
_LOOKS: Mapping[str, tuple[str, str]] = {
    "action": ("something that you did", _DEED),
    "evidence": ("a number", r"\d|\b(?:percent|half|twice|double|third|dozen|hundred|thousand)\b"),
    "result": ("an outcome", r"\b(?:result|outcome|in the end|since then|afterwards|as a result|fell|rose|dropped|went (?:from|up|down)|saved|shipped|stopped|ended|led to|after that)\b"),
    "reflection": ("a look back", r"\b(?:in hindsight|looking back|learned|learnt|next time|should have|would (?:now|have|do)|today i|since then|if i did it again|taught me|my mistake|regret)\b"),
    "options": ("another way that was open", r"\b(?:option|alternative|instead|either|or we could|could have|one way|another|on the other hand|versus|rather than|choice)s?\b"),
    "principle": ("a reason that holds beyond the case", r"\b(?:principle|rule|because|policy|line|matters|owe|trust|right to|rather|risk|value|promise)s?\b"),
    "consequences": ("the people it fell on", r"\b(?:user|customer|patient|people|person|colleague|team|client|support|citizen|member|them|they)s?\b"),
    "knowledge": ("something about the place itself", r"\b(?:your|you|the company|the team|the product|the role)\b"),
    "fit": ("something of your own record", _DEED),
    "honesty": ("something that you cannot do yet", r"\b(?:not yet|have(?: not|n't)|never|gap|weak|weaker|missing|lack|no experience|learn|less)\b"),
}  # fmt: skip


def structure_check(criterion: CriterionId, text: str) -> Check | None:
    """What the build of an answer shows for a criterion; None if there is nothing to look for."""
    if criterion == "ownership":
        said = words(text)
        mine = sum(word in {"i", "my", "i'd", "i've", "i'm", "me"} for word in said)
        ours = sum(word in {"we", "our", "we'd", "we've", "us"} for word in said)
        return Check(f"'I' stands {mine} times, 'we' {ours} times.")
    if criterion not in _LOOKS:
        return None
    what, pattern = _LOOKS[criterion]
    quote = next((sentence.text for sentence in sentences(text) if re.search(pattern, plain(sentence.text))), "")
    return Check(f"There is {what}." if quote else f"No sentence shows {what}.", quote)
