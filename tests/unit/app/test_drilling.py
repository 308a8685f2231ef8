from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from mockint.app import drilling, spacing
from mockint.app.services import Services
from mockint.clock import ManualClock
from mockint.domain.attempt import ANSWER, CodeMark, PointsMark
from mockint.errors import BadInputError, BankError
from mockint.paths import Home, bank_root
from tests.helpers.drills import CONCEPT_ID, OPS_ID, write_drills

OPS, CONCEPT = "ops/vector-size", "concept/no-answer"
GOOD = (
    "Write queries that nothing answers and look at what comes back. I would tune a threshold on annotated examples. "
    "A new model has other similarities, and the cut has to be fitted anew. I count errors of two kinds, and "
    "annotators label some queries weekly."
)


@pytest.fixture
def services(tmp_path: Path, clock: ManualClock) -> Iterator[Services]:
    pack = write_drills(tmp_path / "pack")
    (tmp_path / "empty" / "coding").mkdir(parents=True)
    made = Services(Home(tmp_path / "home"), clock, random.Random(3), bank_root(), (pack,))
    yield made
    made.close()


def test_an_ops_drill_is_drawn_answered_marked_and_kept(services: Services, clock: ManualClock) -> None:
    posed = drilling.pose(services, OPS)
    assert posed.drawn is not None
    assert posed.prompt == posed.drawn.prompt
    assert drilling.pose(services, OPS).prompt != posed.prompt, "no two are alike"
    assert drilling.pose(services, OPS, posed.seed).drawn == posed.drawn
    clock.advance(75)
    right = posed.drawn.tries[0].answers
    attempt = drilling.answer(services, posed, right)
    assert isinstance(attempt.result, CodeMark)
    assert (attempt.result.verdict, attempt.seconds, attempt.seed) == ("right", 75, posed.seed)
    assert services.stored(lambda store: store.attempts()) == (attempt,)
    assert '"kind":"ops"' in services.stored(lambda store: store.content(attempt.content)).text
    again = spacing.due_again(services, posed.entry)
    document = drilling.attempt_document(posed, attempt, again)
    assert document["due"] == again.isoformat() > clock.now().wall.isoformat()
    assert document["source"] == "measured"
    assert document["solution"] == posed.drawn.solution


def test_a_concept_question_is_marked_by_its_points(services: Services) -> None:
    posed = drilling.pose(services, CONCEPT)
    assert posed.drawn is None
    attempt = drilling.answer(services, posed, {ANSWER: GOOD})
    assert isinstance(attempt.result, PointsMark)
    assert attempt.result.verdict == "right"
    assert attempt.result.level is not None
    assert attempt.result.level >= 3
    assert len(attempt.result.said) == 5
    assert all(quote in GOOD for _, quote in attempt.result.said)
    for poor in ("", "asdf qwer " * 9, posed.prompt, "I like long walks in the hills when the sun is out."):
        marked = drilling.answer(services, posed, {ANSWER: poor}).result
        assert isinstance(marked, PointsMark)
        assert (marked.verdict, marked.level, marked.score, marked.said) == ("wrong", 1, 0, ())
        assert len(marked.missing) == 5
        assert marked.note


def test_what_is_due_comes_first_then_what_is_new(services: Services, clock: ManualClock) -> None:
    mine = {OPS_ID: OPS, CONCEPT_ID: CONCEPT}
    services.__dict__["_catalog"] = services.catalog._replace(
        drills=tuple(entry for entry in services.catalog.drills if entry.id in mine)
    )
    assert drilling.next_drill(services).ref == CONCEPT, "in the order of the list"
    drilling.answer(services, drilling.pose(services, CONCEPT), {ANSWER: GOOD})
    assert drilling.next_drill(services).ref == OPS, "what is new"
    clock.advance(60)
    drilling.answer(services, drilling.pose(services, OPS), {})
    assert drilling.next_drill(services).ref == OPS, "none is due today; what was wrong is due first"
    clock.advance(86_400)
    assert drilling.next_drill(services).ref == OPS, "what was wrong is due"
    clock.advance(-86_400)
    assert drilling.next_drill(services, kind="concept").ref == CONCEPT
    lines = {line["drill"]: line for line in drilling.drill_lines(services)}
    assert lines[OPS]["last"] == {"made": clock.now().wall.isoformat(), "verdict": "wrong"}
    assert lines[OPS]["due"] < lines[CONCEPT]["due"]
    with pytest.raises(BadInputError, match="No drill fits"):
        drilling.next_drill(services, skill="juggling")
    with pytest.raises(BadInputError, match="The kinds are concept, ops"):
        drilling.next_drill(services, kind="coding")


def test_answers_are_read_from_lines_or_json(services: Services) -> None:
    posed = drilling.pose(services, OPS, 5)
    read = drilling.read_answers
    assert read(posed, "size: 3 GB\n\ntype = a\n") == {"size": "3 GB", "type": "a"}
    assert read(posed, '{"size": 3.5, "type": "b"}') == {"size": "3.5", "type": "b"}
    for text, why in (
        ("", "The answer is empty"),
        ("3 GB", "does not say which part it answers"),
        ("weight: 3", "has no part 'weight'"),
        ('{"weight": 3}', "has no part 'weight'"),
        ("size:\n", "The answer is empty"),
        ("x" * 20_001, "20,001 characters"),
    ):
        with pytest.raises(BadInputError, match=why):
            read(posed, text)
    words = drilling.pose(services, CONCEPT)
    assert read(words, "size: none of it") == {ANSWER: "size: none of it"}
    with pytest.raises(BadInputError, match="empty"):
        read(words, " \n")


def test_names_are_helped_and_broken_drills_told(services: Services, tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="Did you mean ops/vector-size"):
        drilling.pose(services, "vector-sizes")
    with pytest.raises(BadInputError, match="There is no drill named 'token-bucket'"):
        drilling.pose(services, "token-bucket")
    with pytest.raises(BadInputError, match="There is no question named 'vector-size'"):
        services.catalog.find("vector-size")
    (tmp_path / "pack" / "ops" / "vector-size" / "drill.py").write_text("def draw(seed):\n    return 1\n")
    with pytest.raises(BankError, match=r"draw\(2\) returns no drill"):
        drilling.pose(services, OPS, 2)
