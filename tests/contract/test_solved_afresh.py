"""Every bundled problem can be solved from its text alone: first attempts, written without a look at tests or references.

The folders of tests/fixtures/solved_afresh are such attempts as they were handed in, with whatever their authors overlooked
in their own tests. A change of a problem that these answers no longer pass has changed what the problem asks.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from mockint.app import rounds
from mockint.app.record import read_record
from mockint.app.report import report_document
from mockint.app.services import make_services
from mockint.bank.catalog import read_catalog
from mockint.paths import bank_root

ATTEMPTS: Final = Path(__file__).parents[1] / "fixtures" / "solved_afresh"
SLUGS: Final = sorted(entry.slug for entry in read_catalog(bank_root()).entries if entry.folder.parent.name == "coding")


class OwnTests(NamedTuple):
    """What an attempt's own tests got.

    Attributes:
        killed: Wrong solutions that were caught.
        wrong: Own tests that a right solution does not pass.
    """

    killed: int
    wrong: tuple[str, ...] = ()


MEASURED: Final = {
    "bm25-top-k": OwnTests(16),
    "lru-ttl-cache": OwnTests(14),
    "rank-fusion": OwnTests(12),
    "recursive-chunker": OwnTests(10, ("test_overlap_may_reach_over_chunks_and_its_bounds_count",)),
    "retrieval-metrics": OwnTests(15),
    "sse-parser": OwnTests(13),
    "token-bucket": OwnTests(11, ("test_parts_of_a_token_survive_frequent_asking",)),
    "workflow-dag": OwnTests(11),
}


def test_there_is_an_attempt_at_each_problem() -> None:
    assert sorted(MEASURED) == sorted(folder.name for folder in ATTEMPTS.iterdir())
    assert set(MEASURED) <= set(SLUGS)


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("slug", MEASURED)
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
    assert own["killed"] >= MEASURED[slug].killed
    assert tuple(own["invalid"]) == MEASURED[slug].wrong
