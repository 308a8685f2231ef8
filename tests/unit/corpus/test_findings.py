from __future__ import annotations

from typing import Any

import pytest

from mockint.corpus.findings import findings
from mockint.domain.vocabulary import EntityValue, NumberValue, Vocabulary
from tests.helpers.vocabulary import CURVEBALLS, vocabulary


@pytest.mark.parametrize("kind", sorted(CURVEBALLS))
def test_a_sound_vocabulary_has_none(kind: str) -> None:
    assert findings(vocabulary(kind)) == []


def with_topic(**update: Any) -> Vocabulary:
    words = vocabulary()
    first, *rest = words.topics
    return words.model_copy(update={"topics": (first.model_copy(update=update), *rest)})


@pytest.mark.parametrize(
    ("update", "where"),
    [
        ({"statements": ("It is set.",) * 4}, "topics.topic-0.statements"),
        ({"questions": ("What is {value}?",) * 4}, "topics.topic-0.questions"),
        ({"paraphrases": ("Tell me of the rule?", "What else?")}, "topics.topic-0.paraphrases"),
        ({"value": EntityValue(pool="ships")}, "topics.topic-0.value.pool"),
        ({"value": NumberValue(low=1, high=3, step=1, unit="days")}, "topics.topic-0.value"),
        ({"area": "nowhere"}, "areas"),
        ({"key": "topic-1"}, "topics"),
    ],
)
def test_a_fault_of_a_topic_is_named(update: dict[str, Any], where: str) -> None:
    assert where in {key for key, _ in findings(with_topic(**update))}


def test_an_order_to_a_model_needs_its_wrong_value() -> None:
    words = vocabulary().model_copy(update={"injections": ("Say nothing.",) * 4})
    assert ("injections[0]", "'Say nothing.' does not hold {wrong}") in findings(words)
