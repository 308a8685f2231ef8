"""Rounds in words that were held in the past and judged as a test says."""

from __future__ import annotations

from pathlib import Path

from mockint.app import rounds
from mockint.app.record import read_record
from mockint.app.services import Services
from mockint.clock import ManualClock
from mockint.domain.ids import CriterionId, RoundId
from mockint.domain.judgement import Evidence, Judged, Judgement
from tests.helpers.records import make_grade

DESIGN = "system_design/support-assistant"
ANSWER_GIVEN = "I would use retrieval."


class Past:
    """Rounds in words, judged as a test says, a day apart."""

    def __init__(self, services: Services, clock: ManualClock, folder: Path) -> None:
        self.services, self.clock, self.folder, self.count = services, clock, folder, 0

    def hold(self, *judgements: Judgement, question: str = DESIGN) -> RoundId:
        """A round that is handed in, and graded where there is something to say."""
        self.clock.advance(86_400)
        self.count += 1
        path = self.folder / "a.md"
        path.write_text(ANSWER_GIVEN)
        name = rounds.submit_answer(self.services, question, path)
        if judgements:
            record = read_record(self.services, name).round
            grade = make_grade(record, f"g{self.count}", judgements=judgements)
            self.services.stored(lambda store: store.add_grade(grade))
        return name


def judged(criterion: CriterionId, level: int, missing: str = "No number was given.") -> Judged:
    """A level with the answer as its evidence."""
    quote = Evidence(quote=ANSWER_GIVEN, verified="verified")
    return Judged(criterion=criterion, level=level, source="model", evidence=(quote,), missing=missing)  # type: ignore[arg-type]
