"""The base of every domain value: frozen, strict about unknown keys, cheap to compare."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen value; unknown keys are an error, so that a typing mistake in data is seen."""

    model_config = ConfigDict(frozen=True, extra="forbid")
