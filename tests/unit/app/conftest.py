"""Use cases over a history in a folder of the test's, a clock that is moved by hand, and the bundled questions."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from mockint.app.desk import RoundDesk, claim
from mockint.app.rounds import Plan, plan_round
from mockint.app.services import Services
from mockint.clock import ManualClock
from mockint.domain.ids import RoundId
from mockint.domain.round import Mode
from mockint.paths import Home, bank_root

QUESTION = "coding/token-bucket"


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def services(tmp_path: Path, clock: ManualClock) -> Iterator[Services]:
    made = Services(Home(tmp_path / "home"), clock, random.Random(3), bank_root(), ())
    yield made
    made.close()


class Desks:
    """Plans rounds and opens desks; `told` is what the desks told of their troubles."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.told: list[Exception | None] = []

    def plan(self, mode: Mode = Mode.PRACTICE) -> RoundId:
        return plan_round(self.services, Plan(QUESTION, mode)).id

    def open(self, round_id: RoundId) -> RoundDesk:
        return RoundDesk(self.services, claim(self.services, round_id), self.told.append)

    def start(self, mode: Mode = Mode.PRACTICE) -> RoundDesk:
        desk = self.open(self.plan(mode))
        desk.session.start()
        desk.keep()
        return desk

    def settle(self) -> None:
        """Wait until everything that was sent to the store lane is done."""
        self.services.store_lane.call(lambda: None)


@pytest.fixture
def desks(services: Services) -> Desks:
    return Desks(services)
