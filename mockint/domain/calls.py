"""A record of one call of a model: what for, how much, how long, and how it ended; never its contents."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from mockint.domain.base import Value
from mockint.domain.ids import GradeId, RoundId

Purpose = Literal["grading", "interviewer", "assistant", "connection test", "grader check", "build", "posting"]


class Usage(Value):
    """Tokens of a call, or of several added up.

    Attributes:
        input_tokens: Read, and neither taken from the cache nor written to it.
        cache_read: Taken from the prompt cache.
        cache_creation: Written to the prompt cache.
        output_tokens: Written.
    """

    input_tokens: int = Field(default=0, ge=0)
    cache_read: int = Field(default=0, ge=0)
    cache_creation: int = Field(default=0, ge=0)
    output_tokens: int = Field(default=0, ge=0)

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            input_tokens=self.input_tokens + other.input_tokens,
            cache_read=self.cache_read + other.cache_read,
            cache_creation=self.cache_creation + other.cache_creation,
            output_tokens=self.output_tokens + other.output_tokens,
        )


class ModelCall(Value):
    """One call, as the list in Settings shows it.

    Attributes:
        host: Where it went, host and port alone.
        prompt_version: Version of the prompt that was sent.
        price_usd: What it cost; None where the price is not known, or the server is on this machine.
        price_note: ``known``, ``unknown`` or ``local``.
        seconds: From the request to the end.
        first_s: From the request to the first text; None where none came.
        outcome: ``done``, or the kind of fault (``rate_limit``, ``refusal``, ``cut``, ``cancelled``, ...).
        message: The fault in a sentence; empty where there was none.
    """

    id: str
    made: datetime
    purpose: Purpose
    model: str
    host: str
    prompt_version: str = ""
    usage: Usage = Usage()
    price_usd: float | None = None
    price_note: Literal["known", "unknown", "local"] = "unknown"
    seconds: float = Field(ge=0)
    first_s: float | None = None
    outcome: str
    message: str = ""
    round_id: RoundId | None = None
    grade_id: GradeId | None = None
