"""Which skills a posting asks for, by a list of the field's terms; a posting is data and never obeyed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from mockint.domain.ids import SkillId
from mockint.domain.target import Asked, Mention, PostingReading

LEAST: Final = 0.4
MOST: Final = 1.6
"""Weight of a skill that a posting does not ask for, and of the one that it asks for most; 1 without a posting."""
NICE: Final = 0.4
"""What a term counts that is only nice to have."""
FULL: Final = 4.0
"""Different terms of a skill from which on more of them add nothing."""
_SHOWN: Final = 160
_MENTIONS: Final = 40
"""Shown of one skill."""
_CLAUSE: Final = re.compile(r"[.!?](?=\s|$)|;|\b(?:but|however|although|while|instead)\b", re.IGNORECASE)
_NOT_BEFORE: Final = re.compile(
    r"\b(?:no|not|without|never|neither|nor|don'?t|doesn'?t|won'?t|isn'?t|aren'?t|needn'?t)\b"
    r"(?!\s+(?:only|just|merely|limited|less|later|least|hesitate|matter|doubt))",
    re.IGNORECASE,
)
_BREAKS: Final = re.compile(r"\b(?:you|we|our|your|they|i)\b|:", re.IGNORECASE)
_NOT_BEHIND: Final = re.compile(
    r"^[^,;:]{0,40}?\b(?:(?:is|are|'s)\s*(?:not|n't)|isn't|aren't|not)\s+"
    r"(?:strictly\s+|really\s+|a\s+|an\s+)?(?:required|requirement|needed|necessary|expected|must|used|part)",
    re.IGNORECASE,
)
_NICE: Final = re.compile(
    r"\b(?:nice[\s-]to[\s-]haves?|bonus|(?:is|are|as|big|a)\s+(?:a\s+)?(?:big\s+|strong\s+|huge\s+)?plus|ideally|preferred|"
    r"desirable|preferably|advantage(?:ous)?|optional(?:ly)?|extra credit|good to have)\b",
    re.IGNORECASE,
)
_MUST: Final = re.compile(
    r"\b(?:require(?:d|ments?)|must|qualifications?|responsibilit(?:y|ies)|you will|what you(?:'ll)?|about)\b",
    re.IGNORECASE,
)
_HEADING_WORDS: Final = 7


def read_posting(text: str, terms: Mapping[SkillId, Sequence[str]], skills: Sequence[SkillId]) -> PostingReading:
    """Read a posting by the term list.

    Args:
        text: The posting.
        terms: For each skill the terms that ask for it. One in small letters is found in any case, one with a capital
            only as it is written ('RAG' is no rag).
        skills: All skills, in the order in which they are shown.
    """
    found: dict[SkillId, list[Mention]] = {skill: [] for skill in skills}
    denied: list[Mention] = []
    nice_section = False
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if not line:
            continue
        if _is_heading(line):
            nice_section = bool(_NICE.search(line)) and not _MUST.search(line)
        for clause in _clauses(line):
            nice = nice_section or bool(_NICE.search(clause))
            for skill in skills:
                for term, start, end in _hits(clause, tuple(terms.get(skill, ()))):
                    mention = Mention(term=term, line=number, text=_short(line), nice=nice)
                    if _is_denied(clause, start, end):
                        denied.append(mention)
                    else:
                        found[skill].append(mention)
    return weighed("terms", found, skills, tuple(denied[:_MENTIONS]))


def weighed(
    by: str,
    found: Mapping[SkillId, Sequence[Mention]],
    skills: Sequence[SkillId],
    denied: tuple[Mention, ...] = (),
    note: str = "",
) -> PostingReading:
    """The reading for what was found: the more different terms ask for a skill, the more it weighs.

    Args:
        by: Who read it.
        found: Mentions by skill.
        skills: All skills, in the order in which they are shown.
        denied: Places that say that something is not needed.
        note: For the user.
    """
    scores = {skill: min(FULL, _score(found.get(skill, ()))) for skill in skills}
    most = max(scores.values(), default=0.0)
    asked = tuple(
        Asked(
            skill=skill,
            weight=round(LEAST + (MOST - LEAST) * scores[skill] / most, 3) if most else 1.0,
            mentions=tuple(found.get(skill, ()))[:_MENTIONS],
        )
        for skill in skills
    )
    if not most:
        note = f"{note} The posting holds no term of the list, so all skills weigh the same.".strip()
    return PostingReading(by=by, asked=asked, denied=denied, note=note)


def _score(mentions: Sequence[Mention]) -> float:
    """Each term once, as what it is at its best."""
    best: dict[str, float] = {}
    for one in mentions:
        best[one.term.casefold()] = max(best.get(one.term.casefold(), 0.0), NICE if one.nice else 1.0)
    return sum(best.values())


def _is_heading(line: str) -> bool:
    bare = line.strip("#*_ \t")
    is_item = line[0] in "-*+\N{BULLET}" and not line.startswith(("**", "* *"))
    return (
        not is_item
        and len(bare.split()) <= _HEADING_WORDS
        and (bare.endswith(":") or line.startswith(("#", "**")) or not re.search(r"[.,;!?]", bare))
    )


def _clauses(line: str) -> list[str]:
    return [part for part in _CLAUSE.split(line) if part and part.strip()]


def _hits(clause: str, terms: tuple[str, ...]) -> list[tuple[str, int, int]]:
    """Terms and where they stand; one inside a longer one counts as the longer one alone."""
    taken: list[tuple[str, int, int]] = []
    for term, pattern in _patterns(terms):
        for match in pattern.finditer(clause):
            if not any(start < match.end() and match.start() < end for _, start, end in taken):
                taken.append((term, *match.span()))
    return taken


@lru_cache(maxsize=64)
def _patterns(terms: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    longest_first = sorted(terms, key=lambda term: (-len(term), term))
    return tuple((term, _pattern(term)) for term in longest_first)


def _pattern(term: str) -> re.Pattern[str]:
    parts = [re.escape(part) for part in re.split(r"[\s-]+", term)]
    body = r"[\s\-\u2010-\u2013]+".join(parts)
    plural = "(?:e?s)?" if term[-1].isalpha() else ""
    flags = 0 if any(letter.isupper() for letter in term) else re.IGNORECASE
    return re.compile(rf"(?<![\w+#@.]){body}{plural}(?![\w+#])", flags)


def _is_denied(clause: str, start: int, end: int) -> bool:
    """Whether the clause says that the term is not wanted: a 'no' before it without a new subject between, or behind."""
    before = [match.end() for match in _NOT_BEFORE.finditer(clause, 0, start)]
    if before and not _BREAKS.search(clause, before[-1], start) and len(clause[before[-1] : start].split()) <= 8:
        return True
    return bool(_NOT_BEHIND.match(clause[end:]))


def _short(line: str) -> str:
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
