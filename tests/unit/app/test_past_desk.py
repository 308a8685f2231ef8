"""What the window asks of rounds that were taken: two compared, patterns, and all reports in a new folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockint.app.past_desk import PastDesk
from mockint.app.services import Services
from mockint.clock import ManualClock
from mockint.domain.wanted import Wanted
from mockint.errors import KnownError
from tests.unit.app.test_export_all import taken
from tests.unit.app.test_loops import judge


def test_two_rounds_patterns_and_a_new_folder_each_time(services: Services, clock: ManualClock, tmp_path: Path) -> None:
    desk = PastDesk(services)
    assert desk.patterns()["about"] == "No round has ended yet."
    first, second = taken(services, clock, 2)
    judge(services, first, 2)  # type: ignore[arg-type]
    found = desk.compare(first, second)
    assert [side["round"] for side in found["rounds"]] == [first, second]
    assert found["notes"][1].startswith("The right round has no level yet")
    with pytest.raises(KnownError):
        desk.compare(first, first)
    assert desk.patterns()["rounds"] == 2
    assert desk.patterns(Wanted(kinds=("behavioral",)))["rounds"] == 0
    paths = [desk.export_all(tmp_path, "md", lambda: False).path for _ in range(2)]
    assert len(set(paths)) == 2
    assert all(len(list(path.iterdir())) == 3 for path in paths)


def test_a_clock_that_jumped_back_spoils_nothing(services: Services, clock: ManualClock, tmp_path: Path) -> None:
    (ahead,) = taken(services, clock, 1)
    clock.jump_wall(-40 * 24 * 3600)
    (behind,) = taken(services, clock, 1)
    desk = PastDesk(services)
    assert desk.compare(ahead, behind)["same_question"]
    assert desk.patterns()["rounds"] == 2
    assert desk.export_all(tmp_path, "json", lambda: False).rounds == 2
