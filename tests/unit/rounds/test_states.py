"""Which state may follow which."""

from __future__ import annotations

import pytest

from mockint.domain.round import OPEN_STATES, RoundState
from mockint.errors import RoundError
from mockint.rounds.states import moved, refused
from tests.helpers.coding_rounds import make_record

S = RoundState
ALLOWED = {
    (S.PLANNED, S.RUNNING),
    (S.PLANNED, S.ABANDONED),
    (S.RUNNING, S.PAUSED),
    (S.RUNNING, S.SUBMITTED),
    (S.RUNNING, S.EXPIRED),
    (S.RUNNING, S.ABANDONED),
    (S.PAUSED, S.RUNNING),
    (S.PAUSED, S.SUBMITTED),
    (S.PAUSED, S.ABANDONED),
    (S.SUBMITTED, S.MEASURED),
    (S.EXPIRED, S.MEASURED),
    (S.MEASURED, S.GRADED),
}


@pytest.mark.parametrize("before", list(S))
@pytest.mark.parametrize("after", list(S))
def test_every_step_is_allowed_or_refused_in_words(before: RoundState, after: RoundState) -> None:
    record = make_record().model_copy(update={"state": before})
    if (before, after) in ALLOWED:
        assert moved(record, after).state is after
    else:
        with pytest.raises(RoundError):
            moved(record, after)
        assert record.state is before


@pytest.mark.parametrize("state", list(S))
def test_every_state_has_its_sentence(state: RoundState) -> None:
    fault = refused(state)

    assert fault.what.endswith(".")
    assert state not in OPEN_STATES - {S.RUNNING} or fault.how
