"""The demonstration: what it holds, that all of it is marked, and that its kept results are what the judge says now."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mockint.app import loops
from mockint.app.demo import make_demo
from mockint.app.demo_results import Results, as_json, kept_results
from mockint.app.demo_script import DRAWINGS, DRILLS, PARTS
from mockint.app.record import RoundRecord, read_records
from mockint.app.replaying import play
from mockint.app.services import Services, make_services
from mockint.app.spacing import last_attempts
from mockint.app.targets import TargetBook
from mockint.clock import SystemClock
from mockint.domain.diagram import read_diagram
from mockint.domain.judgement import Judged
from mockint.domain.round import RoundState
from tests.helpers.demo_results import measured

_MACHINE = {"cpu_s", "wall_s", "points", "exponent", "isolation"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One demonstration for all tests: they only read it."""
    folder = tmp_path_factory.mktemp("demo") / "home"
    make_demo(folder, SystemClock())
    return folder


@pytest.fixture(scope="module")
def services(home: Path) -> Iterator[Services]:
    made = make_services(home)
    yield made
    made.close()


@pytest.fixture(scope="module")
def records(services: Services) -> list[RoundRecord]:
    ids = services.stored(lambda store: store.round_ids())
    return [record for round_id in ids for record in read_records(services, round_id)]


def test_everything_is_marked_as_a_demo(services: Services, records: list[RoundRecord]) -> None:
    assert len({record.round.id for record in records}) == len(PARTS)
    assert all(record.round.demo for record in records)
    assert [standing.loop.demo for standing in loops.all_loops(services)] == [True]
    assert all("(demo)" in line.target.company for line in TargetBook(services).lines())
    assert all("(demo)" in one.company for one in TargetBook(services).interviews())


def test_it_looks_like_weeks_of_practice(services: Services, records: list[RoundRecord]) -> None:
    assert {record.round.kind for record in records} == {"coding", "system_design", "behavioral"}
    states = {record.round.state for record in records}
    assert states == {RoundState.MEASURED, RoundState.GRADED, RoundState.ABANDONED}
    assert len({record.round.created.date() for record in records}) >= len(PARTS) - 2
    assert len(last_attempts(services)) == len({name for name, _, _ in DRILLS})


def test_no_level_is_made_up(records: list[RoundRecord]) -> None:
    """A level comes from a measurement or from the offline grader, which says that it is an estimate."""
    sources = {
        one.source
        for record in records
        for grade in record.grades
        for one in grade.judgements
        if isinstance(one, Judged)
    }
    assert sources == {"measured", "offline"}


def test_every_answer_is_a_text_of_the_bank(records: list[RoundRecord]) -> None:
    for record in records:
        if record.submission is None:
            continue
        written = {text.strip() for text in record.submission.documents.values()}
        task = record.question.coding
        known = {sample.text.strip() for sample in record.question.samples}
        if task is not None:
            known |= {task.reference.strip(), task.starter.strip(), *(mutant.code.strip() for mutant in task.mutants)}
        assert written & known, record.question.header.ref


def test_a_design_is_drawn_while_it_is_written(services: Services, records: list[RoundRecord]) -> None:
    drawn = [record for record in records if record.question.header.slug in DRAWINGS]
    assert len(drawn) == len(DRAWINGS)
    for record in drawn:
        replay = play(services, record.round.id).replay
        half = replay.at(replay.length_ms // 2).item().documents["diagram"]
        last = replay.at(replay.length_ms).item().documents["diagram"]
        assert 0 < len(read_diagram(half).nodes) < len(read_diagram(last).nodes)


def test_each_piece_of_code_has_its_kept_results(records: list[RoundRecord]) -> None:
    kept = kept_results()
    of_code = [record for record in records if record.round.kind == "coding"]
    assert {record.question.header.slug for record in of_code} == set(kept)
    for record in of_code:
        names = [one["name"] for one in kept[record.question.header.slug].measurements]
        assert [one.name for one in record.measurements] == names


@pytest.mark.slow
def test_the_kept_results_are_what_the_judge_says_now(tmp_path: Path) -> None:
    """All but what depends on the machine's speed; see `tests.helpers.demo_results` for writing the file anew."""
    assert _without_times(measured(tmp_path / "home")) == _without_times(kept_results())


def _without_times(found: dict[str, Results]) -> Any:
    return _stripped(json.loads(as_json(found)))


def _stripped(value: Any) -> Any:
    if isinstance(value, dict):
        if value.get("name") == "growth":
            return {"name": "growth"}
        return {key: _stripped(one) for key, one in value.items() if key not in _MACHINE}
    return [_stripped(one) for one in value] if isinstance(value, list) else value
