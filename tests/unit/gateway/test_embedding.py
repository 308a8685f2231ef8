from __future__ import annotations

import base64
import math
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockint.gateway.embedding import DIMENSIONS, Embedder, as_base64

CONCEPTS = {
    "limit": ("The rate limit of a key", "How hard may our scripts hammer the interface?"),
    "fee": ("The fee of a seat", "What do we hand over for each employee?"),
    "trail": ("How far back the audit trail goes", "For how many years are deeds remembered?"),
}


def likeness(embedder: Embedder, one: str, other: str) -> float:
    return math.fsum(a * b for a, b in zip(embedder.embed(one), embedder.embed(other), strict=True))


@given(st.text(max_size=200))
@settings(max_examples=40, deadline=None)
def test_every_text_has_a_unit_vector_that_stays_the_same(text: str) -> None:
    first = Embedder(CONCEPTS, 3).embed(text)
    assert len(first) == DIMENSIONS
    assert math.fsum(one * one for one in first) == pytest.approx(1)
    assert Embedder(CONCEPTS, 3).embed(text) == first


def test_wordings_of_one_thing_are_close_without_a_common_word() -> None:
    informed, plain = Embedder(CONCEPTS), Embedder({})
    for one, other in CONCEPTS.values():
        assert likeness(informed, one, other) > 0.3 + likeness(plain, one, other)
    assert likeness(informed, CONCEPTS["fee"][0], CONCEPTS["trail"][1]) < 0.3


def test_texts_alike_are_closer_than_others_and_a_typo_does_little() -> None:
    plain = Embedder({})
    assert likeness(plain, "The fee of a seat", "The fees of seats") > likeness(plain, "The fee of a seat", "An audit")
    assert likeness(plain, "the retention period", "the retenton period") > 0.4


def test_base64_holds_the_floats() -> None:
    vector = Embedder({}).embed("text")
    assert struct.unpack(f"<{DIMENSIONS}f", base64.b64decode(as_base64(vector))) == pytest.approx(vector, abs=1e-6)
