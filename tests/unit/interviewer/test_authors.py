from __future__ import annotations

import pytest

from mockint.domain.question import Probe
from mockint.interviewer.authors import spoken_findings
from tests.helpers.talks import SOLVING, talking_question


def test_what_keeps_the_contract_is_left_alone() -> None:
    assert spoken_findings(talking_question()) == []


@pytest.mark.parametrize(
    ("changes", "key", "words"),
    [
        ({"probes": (Probe(criterion=SOLVING, text="Great job. What now?"),)}, "probes[0]", "praises"),
        (
            {"probes": (Probe(criterion=SOLVING, text="Why does heapq.heappush(ends, end) come first?"),)},
            "probes[0]",
            "gives",
        ),
        ({"hints": ("Which two?", "By the rubric your score is a strong hire.")}, "hints[1]", "speaks of the rubric"),
    ],
)
def test_what_would_never_be_said_is_told(changes: dict[str, object], key: str, words: str) -> None:
    found = spoken_findings(talking_question(**changes))
    assert [(one.file, one.key) for one in found] == [("interview.toml", key)]
    assert words in found[0].problem
