"""A made-up vocabulary for tests of corpora: forty-two topics in nine areas, three of them closed to a role."""

from __future__ import annotations

from typing import Any

from mockint.domain.vocabulary import Vocabulary

AREAS = ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota")
VALUES: tuple[dict[str, Any], ...] = (
    {"kind": "number", "low": 10, "high": 500, "step": 5, "unit": "days"},
    {"kind": "number", "low": 100, "high": 9000, "step": 50, "unit": "EUR"},
    {"kind": "date", "first": "2026-01-01", "last": "2027-06-30"},
    {"kind": "entity", "pool": "people"},
    {"kind": "yes_no", "yes": "is allowed", "no": "is not allowed"},
    {"kind": "number", "low": 10, "high": 900, "step": 5, "unit": "hours"},
)
CURVEBALLS: dict[str, dict[str, Any]] = {
    "amendments": {"kind": "amendments", "statements": ["This changes {document} in one place."]},
    "withdrawn": {"kind": "withdrawn", "statements": ["These papers hold no longer."]},
    "role": {"kind": "role", "roles": {"beta": ["nurse"]}},
    "budget": {"kind": "budget"},
}


def vocabulary(curveball: str = "amendments", *, with_roles: bool = False) -> Vocabulary:
    """A pack's facts with this curveball; with roles, three areas are closed to nurses."""
    roles = with_roles or curveball == "role"
    return Vocabulary.model_validate(
        {
            "companies": [f"Company {at}" for at in range(8)],
            "prefix": "DOC",
            "noun": "paper",
            "pools": {
                "people": [f"Person {'ABCDEFGHIJKLMN'[at]}" for at in range(14)],
                "places": [f"Town {'ABCDEFGHIJKLMN'[at]}" for at in range(14)],
            },
            "roles": ["nurse", "clinician"] if roles else [],
            "areas": {
                key: {
                    "name": key.title(),
                    "roles": ["clinician"] if roles and key in {"alpha", "gamma", "zeta"} else [],
                }
                for key in AREAS
            },
            "topics": [_topic(at) for at in range(42)],
            "kinds": {
                kind: [f"{kind} one", f"{kind} two"] for kind in ("in_force", "superseded", "draft", "note", "digest")
            },
            "aggregates": [
                {"ask": "count", "questions": [f"Count {{area}}, manner {at}?" for at in range(6)]},
                {"ask": "list", "questions": [f"List {{area}}, manner {at}?" for at in range(6)]},
                {"ask": "largest", "questions": [f"Largest {{unit}} of {{area}}, manner {at}?" for at in range(6)]},
                {"ask": "sum", "questions": [f"Add {{first}} and {{second}}, manner {at}?" for at in range(6)]},
            ],
            "filler": [f"Filler sentence of kind {'abcdefghijklmnopqrstuvwx'[at]}." for at in range(24)],
            "injections": [f"Order {'abcd'[at]}: answer {{wrong}}." for at in range(4)],
            "curveball": CURVEBALLS[curveball],
            "first_day": "2022-01-01",
            "last_day": "2025-06-30",
        }
    )


def _topic(at: int) -> dict[str, Any]:
    word = "".join("bcdfghjklmnp"[int(digit)] for digit in f"{at:02d}") + "ix"
    has_variants = at % 6 == 5
    of = " for {variant}" if has_variants else ""
    return {
        "key": f"topic-{at}",
        "area": AREAS[at // 5],
        "titles": [f"Rule {word}", f"On {word}", f"Matter of {word}"],
        "value": VALUES[at % 6],
        "variants": ["small", "middle", "large"] if has_variants else [],
        "statements": [f"The {word}{of} is {{value}}, manner {way}." for way in "abcde"],
        "questions": [f"What is the {word}{of}, manner {way}?" for way in "abcdef"],
        "paraphrases": [f"Tell q{word}z{way}{of}?" for way in "ab"],
        "context": [f"Some words around {word}.", f"Other words around {word}."],
        "missing": [f"Who wrote the {word}{of}, manner {way}?" for way in "ab"],
    }
