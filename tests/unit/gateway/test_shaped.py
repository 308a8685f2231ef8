from __future__ import annotations

from enum import Enum
from typing import Literal

import pytest
from pydantic import BaseModel, Field

from mockint.gateway.shaped import arguments, fill, shown_shape
from mockint.gateway.stand_in import Found

FOUND = Found(
    "The fee is 20 EUR.",
    "20 EUR",
    "REL-2",
    is_found=True,
    sentence="The fee is 20 EUR.",
    kind="number",
    question="What is the fee?",
)
NOTHING = Found("This is not in the documents.", "This is not in the documents.", "", is_found=False)


class Verdict(Enum):
    YES = "yes"
    NO = "no"


class Source(BaseModel):
    doc_id: str
    quote: str


class Reply(BaseModel):
    answer: str | None
    value: float | None
    unit: str
    sources: list[Source]
    citations: list[str]
    is_answerable: bool
    abstained: bool
    confidence: float = Field(ge=0, le=1)
    reasoning: str
    status: Literal["answered", "not_found"]
    verdict: Verdict | None


@pytest.mark.parametrize("found", [FOUND, NOTHING])
def test_any_model_gets_a_valid_value(found: Found) -> None:
    assert Reply.model_validate(fill(Reply.model_json_schema(), found))


def test_fields_are_filled_by_their_names() -> None:
    reply = Reply.model_validate(fill(Reply.model_json_schema(), FOUND))
    assert (reply.answer, reply.value, reply.unit) == ("The fee is 20 EUR.", 20.0, "EUR")
    assert reply.sources == [Source(doc_id="REL-2", quote="The fee is 20 EUR.")]
    assert reply.citations == ["REL-2"]
    assert (reply.is_answerable, reply.abstained, reply.status) == (True, False, "answered")
    nothing = Reply.model_validate(fill(Reply.model_json_schema(), NOTHING))
    assert (nothing.answer, nothing.value, nothing.sources, nothing.citations) == (None, None, [], [])
    assert (nothing.is_answerable, nothing.abstained, nothing.status) == (False, True, "not_found")


def test_a_tool_is_asked_what_was_asked() -> None:
    schema = {"type": "object", "properties": {"query": {"type": "string"}, "limit": {"type": "integer", "maximum": 3}}}
    assert arguments(schema, FOUND) == {"query": "What is the fee?", "limit": 3}


def test_json_that_is_shown_in_words() -> None:
    shape = shown_shape('Reply as JSON: {"answer": string or null, "citations": ["ID"], "found": true, "score": 0.5}')
    assert shape is not None
    assert fill(shape, FOUND) == {"answer": "The fee is 20 EUR.", "citations": ["REL-2"], "found": True, "score": 0.8}
    assert shown_shape("Reply in words.") is None
    assert shown_shape("JSON {") is None
