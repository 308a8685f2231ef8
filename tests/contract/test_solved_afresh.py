"""Every bundled problem can be solved from its text alone: first attempts, written without a look at tests or references.

The folders of tests/fixtures/solved_afresh are such attempts as they were handed in, with whatever their authors overlooked
in their own tests. A change of a problem that these answers no longer pass has changed what the problem asks.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from mockint.app import rounds
from mockint.app.record import read_record
from mockint.app.report import report_document
from mockint.app.services import make_services
from mockint.bank.catalog import read_catalog
from mockint.bank.hidden import generate_tests
from mockint.bank.loader import load_question
from mockint.domain.judging import TestVerdict
from mockint.execution.judge import Judge
from mockint.execution.pool import WorkerPool
from mockint.paths import bank_root

ATTEMPTS: Final = Path(__file__).parents[1] / "fixtures" / "solved_afresh"
SLUGS: Final = sorted(folder.name for folder in ATTEMPTS.iterdir())
LEAST: Final = 20
OVERLOOKED: Final[Mapping[str, frozenset[str]]] = {}
"""Hidden tests that a first attempt fails because its author overlooked what the text says."""


class OwnTests(NamedTuple):
    """What an attempt's own tests got.

    Attributes:
        killed: Wrong solutions that were caught.
        wrong: Own tests that a right solution does not pass.
    """

    killed: int
    wrong: tuple[str, ...] = ()


WHOLE_ROUNDS: Final = {
    "lru-ttl-cache": OwnTests(14),
    "recursive-chunker": OwnTests(10, ("test_overlap_may_reach_over_chunks_and_its_bounds_count",)),
    "sse-parser": OwnTests(13),
}
"""Played through the program from the start to the report, own tests included; of the others the solution is judged."""


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    with WorkerPool() as pool:
        yield pool


def test_there_are_attempts_at_most_problems() -> None:
    known = {entry.slug for entry in read_catalog(bank_root()).entries if entry.kind == "coding"}
    assert set(SLUGS) <= known
    assert len(SLUGS) >= LEAST
    assert OVERLOOKED.keys() <= set(SLUGS)


@pytest.mark.slow
@pytest.mark.timeout(120)
@pytest.mark.parametrize("slug", SLUGS)
def test_a_first_attempt_passes_the_hidden_tests(slug: str, pool: WorkerPool) -> None:
    task = load_question(bank_root() / "coding" / slug).coding
    assert task is not None
    generated = generate_tests(task.levels, task.seed, Judge(pool))
    tests = [test for level in task.levels for test in (*level.hidden, *generated.get(level.number, ()))]
    report = Judge(pool).judge(task.judge_spec(tests), (ATTEMPTS / slug / "solution.py").read_text(encoding="utf-8"))
    failed = {test.name for test in report.tests if test.verdict is not TestVerdict.ACCEPTED}
    assert failed == OVERLOOKED.get(slug, frozenset())


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("slug", WHOLE_ROUNDS)
def test_a_first_attempt_gets_what_it_got(slug: str, own_home: Path, tmp_path: Path) -> None:
    services = make_services(own_home)
    try:
        folder, _ = rounds.start_in_folder(services, rounds.Plan(f"coding/{slug}"), tmp_path / "round")
        shutil.copytree(ATTEMPTS / slug, folder.path, dirs_exist_ok=True)
        opened = [rounds.check_folder(services, folder).opened_level for _ in range(3)]
        document = report_document(read_record(services, rounds.submit_folder(services, folder)))
    finally:
        services.close()
    assert opened == [2, 3, None]
    hidden, own = document["measurements"]["hidden_tests"], document["measurements"]["own_tests"]
    assert hidden["passed"] == hidden["total"] >= 20
    assert hidden["verdict"] == "accepted"
    assert own["killed"] >= WHOLE_ROUNDS[slug].killed
    assert tuple(own["invalid"]) == WHOLE_ROUNDS[slug].wrong
