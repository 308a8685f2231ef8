from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from mockint.domain.drill import Drawn, NumberPart
from mockint.measure.drill import NOT_ANSWERED, mark_drill, mark_part

SIZE: dict[str, Any] = {
    "id": "size",
    "asks": "How large?",
    "kind": "number",
    "unit": "GB",
    "answer": 60.0,
    "tolerance": 0.02,
    "slips": [{"answer": 120.0, "says": "That counts 8 bytes a number."}],
}
PICK: dict[str, Any] = {
    "id": "pick",
    "asks": "Which one?",
    "kind": "choice",
    "options": [
        {"text": "IVF", "says": "Too slow to build."},
        {"text": "HNSW", "right": True},
        {"text": "flat", "near": True, "says": "Right, and dearer."},
    ],
}
LINES: dict[str, Any] = {
    "id": "lines",
    "asks": "Which lines are wrong?",
    "kind": "lines",
    "faults": [{"lines": [4, 5], "says": "Runs as root."}, {"lines": [9], "says": "No limit."}],
    "look_alikes": [{"lines": [7], "says": "Pinned by its digest."}],
}


def drawn(*parts: dict[str, Any]) -> Drawn:
    return Drawn.model_validate({"prompt": "Size it.", "parts": parts, "solution": "60 GB."})


def marked(part: dict[str, Any], given: str) -> tuple[str, str]:
    mark = mark_part(drawn(part).parts[0], given)
    return mark.verdict, mark.says


@pytest.mark.parametrize(
    ("given", "verdict", "says"),
    [
        ("60 GB", "right", ""),
        ("61.1", "right", ""),
        ("60,000 MB", "right", ""),
        ("62.5 GB", "nearly", "4.2 % off"),
        ("120 GB", "wrong", "8 bytes"),
        ("60 TB", "wrong", "factor of 1,000"),
        ("60 MB", "wrong", "factor of 1,000"),
        ("480 GB", "wrong", "factor of 8"),
        ("33 GB", "wrong", ""),
        ("60 s", "wrong", "That is an amount of time; a size is asked for."),
        ("lots", "wrong", "'lots' is not an amount; write a number, such as 12 GB."),
        ("", "wrong", NOT_ANSWERED),
    ],
)
def test_a_number_is_right_nearly_right_or_a_known_slip(given: str, verdict: str, says: str) -> None:
    found, said = marked(SIZE, given)
    assert found == verdict
    assert says in said
    assert bool(says) == bool(said)


def test_the_exact_number_is_asked_for_where_nothing_is_tolerated() -> None:
    exact = SIZE | {"unit": "", "answer": 7, "tolerance": 0, "slips": []}
    assert [marked(exact, given)[0] for given in ("7", "7.0", "7.001", "8")] == ["right", "right", "wrong", "wrong"]
    assert marked(exact | {"answer": 0}, "0")[0] == "right"
    assert marked(exact | {"answer": 0}, "0.1")[0] == "wrong"


@pytest.mark.parametrize(
    ("given", "verdict", "says"),
    [
        ("b", "right", ""),
        ("B)", "right", ""),
        ("(b)", "right", ""),
        ("c", "nearly", "dearer"),
        ("a", "wrong", "Too slow"),
        ("HNSW", "wrong", "none of the letters a, b, c"),
    ],
)
def test_a_choice_is_answered_by_its_letter(given: str, verdict: str, says: str) -> None:
    found, said = marked(PICK, given)
    assert found == verdict
    assert says in said


@pytest.mark.parametrize(
    ("given", "verdict", "says"),
    [
        ("4, 9", "right", ""),
        ("lines 5 and 9", "right", ""),
        ("4-5, 9", "right", ""),
        ("4", "nearly", "Missed: line 9. No limit."),
        ("4 7 9", "nearly", "Line 7 is not at fault. Pinned by its digest."),
        ("7", "wrong", "Missed: line 4 or 5. Runs as root.\nMissed: line 9."),
        ("1-20", "wrong", "Line 1 is not at fault."),
        ("the second", "wrong", "not a list of line numbers"),
    ],
)
def test_lines_are_counted_by_hits_and_false_alarms(given: str, verdict: str, says: str) -> None:
    found, said = marked(LINES, given)
    assert found == verdict
    assert says in said


def test_a_drill_is_right_if_all_its_parts_are() -> None:
    put = drawn(SIZE, PICK)
    assert mark_drill(put, {"size": "60", "pick": "b"}).verdict == "right"
    half = mark_drill(put, {"size": "60"})
    assert (half.verdict, half.score) == ("nearly", 0.5)
    assert [part.says for part in half.parts] == ["", NOT_ANSWERED]
    assert mark_drill(put, {"size": "62"}).verdict == "wrong"
    assert mark_drill(put, {}).score == 0


@given(st.text(max_size=60))
def test_no_answer_breaks_the_marking(given: str) -> None:
    mark = mark_drill(drawn(SIZE, PICK, LINES), {"size": given, "pick": given, "lines": given})
    assert 0 <= mark.score <= 1
    assert all(part.right_answer for part in mark.parts)


@given(st.floats(1e-6, 1e12), st.floats(0, 0.5), st.floats(-1, 1))
def test_a_number_is_right_just_within_its_tolerance(answer: float, tolerance: float, off: float) -> None:
    part = NumberPart(id="x", asks="x", kind="number", answer=answer, tolerance=tolerance)
    verdict = mark_part(part, repr(answer * (1 + off))).verdict
    if abs(off) < tolerance * 0.999:
        assert verdict == "right"
    elif abs(off) > tolerance * 1.001 + 1e-6:
        assert verdict != "right"


@pytest.mark.parametrize(
    ("part", "why"),
    [
        (SIZE | {"unit": "stone"}, "'stone' is not one of"),
        (SIZE | {"answer": float("nan")}, "finite"),
        (SIZE | {"id": "Size!"}, "pattern"),
        (PICK | {"options": PICK["options"][:1] * 2}, "exactly one option is right"),
        (PICK | {"options": [PICK["options"][1]] * 2}, "exactly one option is right"),
        (LINES | {"look_alikes": [{"lines": [9], "says": "x"}]}, "one line belongs to two spots"),
        (LINES | {"faults": []}, "at least 1"),
    ],
)
def test_a_part_that_cannot_be_marked_is_refused(part: dict[str, Any], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        drawn(part)
    with pytest.raises(ValidationError, match="two parts have the same id"):
        drawn(SIZE, SIZE)
