"""What a reader sends back: read whole, read as it streams, and refused with a sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.domain.ids import CriterionId
from mockint.graders.reply import MOST_CHARACTERS, MOST_QUOTES, BadReplyError, read_partial, read_reply, reply_schema

ASKED = (CriterionId("framing"), CriterionId("depth"))


def one(criterion: str = "framing", **changed: Any) -> dict[str, Any]:
    return {
        "criterion": criterion,
        "quotes": ["we keep p95 under two seconds"],
        "missing": "No cost.",
        "level": 3,
        "next_action": "Work one number out.",
        **changed,
    }


def whole(*judgements: dict[str, Any]) -> str:
    return json.dumps({"judgements": judgements or [one(), one("depth", level=2)]})


def test_a_reply_is_read_by_criterion_in_the_order_that_was_asked() -> None:
    found = read_reply(whole(one("depth", level=2), one()), ASKED)
    assert list(found) == list(ASKED)
    assert (found[ASKED[0]].level, found[ASKED[1]].level) == (3, 2)


def test_a_criterion_that_nobody_asked_about_is_passed_over() -> None:
    assert list(read_reply(whole(one(), one("depth"), one("cost")), ASKED)) == list(ASKED)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("I would say three.", "It is not JSON."),
        ("[" * 100_000, "It is not JSON."),
        (whole(one()), "It does not judge depth."),
        (whole(one(), one(), one("depth")), "It judges framing twice."),
        (whole(one(level=5), one("depth")), "judgements.0.level"),
        (whole(one(level="3"), one("depth")), "judgements.0.level"),
        (json.dumps({"judgements": []}), "judgements"),
        (json.dumps({"levels": {}}), "judgements"),
        (json.dumps([1, 2]), "the whole"),
    ],
)
def test_what_cannot_be_used_is_said_in_a_sentence(text: str, says: str) -> None:
    with pytest.raises(BadReplyError) as refused:
        read_reply(text, ASKED)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_flood_is_cut() -> None:
    found = read_reply(whole(one(quotes=["q" * 10_000] * 100, missing="m" * 10_000), one("depth")), ASKED)
    assert len(found[ASKED[0]].quotes) == MOST_QUOTES
    assert len(found[ASKED[0]].quotes[0]) == len(found[ASKED[0]].missing) == MOST_CHARACTERS


@given(st.integers(min_value=0, max_value=400))
def test_as_it_streams_a_criterion_counts_once_it_is_whole(length: int) -> None:
    text = whole()
    first, both = json.dumps(one()), len(text) - len("]}")
    found = [reply.criterion for reply in read_partial(text[:length], ASKED)]
    ends_first = text.index(first) + len(first)
    assert found == ([] if length < ends_first else ["framing"] if length < both else ["framing", "depth"])


@given(st.text())
def test_nothing_that_streams_in_makes_it_fail(text: str) -> None:
    assert read_partial('{"judgements": [' + text, ASKED) == read_partial('{"judgements": [' + text, ASKED)
    read_partial(text, ASKED)


def test_the_schema_is_the_same_for_every_call_about_a_question() -> None:
    schema = reply_schema(ASKED)
    item = schema["properties"]["judgements"]["items"]
    assert list(item["properties"]) == ["criterion", "quotes", "missing", "level", "next_action"]
    assert item["properties"]["criterion"]["enum"] == ["framing", "depth"]
    assert item["required"] == list(item["properties"])
