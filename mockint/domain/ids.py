"""Names and identifiers, each a type of its own so that they cannot be swapped by mistake."""

from __future__ import annotations

import hashlib
import random
import uuid
from typing import NewType

ProfileId = NewType("ProfileId", str)
RoundId = NewType("RoundId", str)
ItemId = NewType("ItemId", str)
GradeId = NewType("GradeId", str)
AttemptId = NewType("AttemptId", str)
QuestionId = NewType("QuestionId", str)
"""A question's UUID4; it never changes and is never used again."""
QuestionRef = NewType("QuestionRef", str)
"""What people type: ``coding/token-bucket`` (kind, slash, slug)."""
CompetencyId = NewType("CompetencyId", str)
CriterionId = NewType("CriterionId", str)
SkillId = NewType("SkillId", str)
ContentHash = NewType("ContentHash", str)
"""SHA-256 of a canonical text, in hexadecimal."""

DEFAULT_PROFILE = ProfileId("default")


def new_id(rng: random.Random) -> str:
    """A random UUID4 from the given source of randomness."""
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))


def content_hash(text: str) -> ContentHash:
    """The hash under which a text is kept."""
    return ContentHash(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
