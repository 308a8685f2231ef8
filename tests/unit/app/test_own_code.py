"""An own drill in code: the program of a coding round is mended and marked by the hidden tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockint.app import drilling, own_drills, rounds
from mockint.app.drill_text import marked_by_words, result_markdown
from mockint.app.drilling import Posed
from mockint.app.own_code import MendCode
from mockint.app.services import Services
from mockint.domain.attempt import ANSWER, MendMark
from mockint.domain.ids import CriterionId, RoundId

PROBLEM = "coding/token-bucket"


@pytest.fixture
def folder(services: Services) -> Path:
    return services.catalog.find(PROBLEM).folder


@pytest.fixture
def held(services: Services, folder: Path) -> RoundId:
    """A round that handed in the starter."""
    return rounds.submit_answer(services, PROBLEM, folder / "starter.py")


def put(services: Services) -> Posed:
    found = [one for one in own_drills.own_drills(services) if one.criterion.id == CriterionId("correctness")]
    return drilling.pose(services, found[0].entry.ref)


def test_what_hidden_tests_found_is_put_as_code_to_mend(services: Services, held: RoundId, folder: Path) -> None:
    posed = put(services)
    assert isinstance(posed.form, MendCode)
    assert posed.own is not None
    assert posed.own.round_id == held
    assert posed.form.start == (folder / "starter.py").read_text()
    assert "up to level 1 passes" in posed.prompt
    assert "## Level 1" in posed.prompt
    assert "## Level 2" not in posed.prompt, "what comes later is not told"
    assert drilling.posed_document(posed)["start"] == posed.form.start
    assert marked_by_words(posed) == "from a round of your own, marked by tests"
    assert [one.criterion.id for one in own_drills.own_drills(services)] == ["correctness"], "own tests make no drill"


def test_it_is_marked_by_the_tests_beside_the_code_of_the_round(
    services: Services, held: RoundId, folder: Path
) -> None:
    posed = put(services)
    reference = (folder / "reference.py").read_text()
    partly = reference.replace("allow", "allowed")
    unchanged, broken, right = (
        drilling.answer(services, posed, {ANSWER: code})
        for code in (posed.form.start, partly, reference)  # type: ignore[union-attr]
    )
    assert [one.result.verdict for one in (unchanged, broken, right)] == ["wrong", "wrong", "right"]
    assert isinstance(right.result, MendMark)
    assert (right.result.passed, right.result.score, right.result.note) == (right.result.total, 1.0, "")
    assert right.result.passed_before < right.result.total
    document = drilling.attempt_document(posed, right, None)
    assert (document["source"], document["problem_level"], document["passed"]) == ("measured", 1, right.result.total)
    told = result_markdown(posed, right)
    assert f"{right.result.total} of {right.result.total} hidden tests pass up to level 1" in told
    assert "```python" in told
    assert services.stored(lambda store: store.attempts(posed.entry.id)).count(right) == 1


def test_fewer_failures_than_in_the_round_is_nearly_right(services: Services, held: RoundId, folder: Path) -> None:
    posed = put(services)
    results = []
    for name in ("no_cap", "whole_tokens"):
        code = (folder / "mutants" / f"{name}.py").read_text()
        results.append(drilling.answer(services, posed, {ANSWER: code}).result)
    assert "nearly" in {one.verdict for one in results}
    for one in results:
        assert isinstance(one, MendMark)
        better = one.passed_before < one.passed < one.total
        assert (one.verdict == "nearly") == better
