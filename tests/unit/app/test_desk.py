"""The desk: who may have a round, what is stored when, and what happens when it cannot be."""

from __future__ import annotations

import pytest

from mockint.app import desk as desk_module
from mockint.app.desk import RoundDesk, SilentOwnerError, claim
from mockint.app.process import this_process
from mockint.app.record import read_record
from mockint.app.services import Services
from mockint.clock import ManualClock
from mockint.domain.ids import RoundId
from mockint.domain.round import Mode, Owner, RoundState
from mockint.errors import HistoryError, RoundError
from mockint.history.store import Store
from mockint.rounds.coding import SOLUTION
from mockint.rounds.ownership import HEARTBEAT_S, SILENT_AFTER_S, Standing
from tests.unit.app.conftest import Desks


def held_by_another(services: Services, round_id: RoundId) -> Owner:
    owner = this_process(services.clock).model_copy(update={"process_id": 1, "process_started": "then"})
    assert services.stored(lambda store: store.claim_owner(round_id, owner))
    return owner


@pytest.fixture
def alive(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether the other process lives; change the one entry."""
    answer = [True]
    monkeypatch.setattr(desk_module, "is_alive", lambda *_: answer[0])
    return answer


def test_a_round_that_nobody_has_can_be_had(services: Services, desks: Desks) -> None:
    round_id = desks.plan()
    assert claim(services, round_id).found is Standing.FREE
    assert claim(services, round_id).found is Standing.MINE


def test_a_round_that_another_process_has_is_refused(services: Services, desks: Desks, alive: list[bool]) -> None:
    round_id = desks.plan()
    held_by_another(services, round_id)
    with pytest.raises(RoundError, match="open in another window or command") as refused:
        claim(services, round_id, take_over=True)
    assert not isinstance(refused.value, SilentOwnerError)


def test_a_silent_owner_gives_way_when_asked(
    services: Services, desks: Desks, alive: list[bool], clock: ManualClock
) -> None:
    round_id = desks.plan()
    held_by_another(services, round_id)
    clock.advance(SILENT_AFTER_S + 1)
    with pytest.raises(SilentOwnerError, match="has not answered for a while") as refused:
        claim(services, round_id)
    assert "take the round over" in refused.value.how
    assert claim(services, round_id, take_over=True).found is Standing.SILENT


def test_a_dead_owner_s_round_is_taken(services: Services, desks: Desks, alive: list[bool]) -> None:
    round_id = desks.plan()
    held_by_another(services, round_id)
    alive[0] = False
    assert claim(services, round_id).found is Standing.DEAD


def test_a_round_that_is_over_is_nobody_s(services: Services, desks: Desks) -> None:
    desk = desks.start()
    desk.session.abandon()
    desk.close()
    desks.settle()
    with pytest.raises(RoundError, match="over"):
        claim(services, desk.round.id)


def test_leaving_pauses_practice_and_lets_a_simulation_run_on(desks: Desks, clock: ManualClock) -> None:
    states = {}
    for mode in Mode:
        desk = desks.start(mode)
        clock.advance(60)
        desk.close()
        desks.settle()
        clock.advance(600)
        again = desks.open(desk.round.id)
        states[mode] = (again.session.state, again.session.elapsed_s())
    assert states[Mode.PRACTICE] == (RoundState.PAUSED, pytest.approx(60))
    assert states[Mode.SIMULATION] == (RoundState.RUNNING, pytest.approx(660))


def test_a_practice_round_that_is_handed_over_runs_on(desks: Desks, clock: ManualClock) -> None:
    desk = desks.start()
    desk.hand_over()
    desks.settle()
    clock.advance(100)
    assert desks.open(desk.round.id).session.elapsed_s() == pytest.approx(100)


def test_what_is_handed_in_is_stored_with_its_state(services: Services, desks: Desks) -> None:
    desk = desks.start()
    desk.session.record_edit(SOLUTION, "x = 1\n")
    submissions = desk.submit().result()
    assert desk.store_submission().result() == submissions
    record = read_record(services, desk.round.id)
    assert record.round.state is RoundState.SUBMITTED
    assert (record.submission,) == submissions
    assert record.submission.documents[SOLUTION] == "x = 1\n"


@pytest.mark.parametrize("ended_by", ["candidate", "time"])
def test_an_end_that_was_never_stored_is_stored_when_the_round_is_opened(
    services: Services, desks: Desks, clock: ManualClock, ended_by: str
) -> None:
    desk = desks.start(Mode.SIMULATION)
    desk.session.record_edit(SOLUTION, "x = 1\n")
    if ended_by == "candidate":
        desk.session.submit()
    else:
        clock.advance(46 * 60)
    desk.journal.flush().result()
    desks.open(desk.round.id)
    desks.settle()
    record = read_record(services, desk.round.id)
    assert record.submission is not None
    assert record.submission.ended_by == ended_by
    assert record.round.state is (RoundState.SUBMITTED if ended_by == "candidate" else RoundState.EXPIRED)


def test_a_beat_tells_the_history_that_the_desk_is_there(services: Services, desks: Desks, clock: ManualClock) -> None:
    desk = desks.start()
    clock.advance(HEARTBEAT_S)
    desk.tick()
    desks.settle()
    found = services.stored(lambda store: store.load_round(desk.round.id))
    assert found.owner is not None
    assert found.owner.heartbeat == clock.now().wall
    assert found.anchor is not None
    assert found.anchor.elapsed_s == pytest.approx(HEARTBEAT_S)


def test_a_write_that_fails_is_told_and_so_is_that_it_works_again(
    desks: Desks, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desks.start()
    desks.settle()
    full = HistoryError("The disk is full.")
    beat = Store.heartbeat

    def refuse(*_: object) -> None:
        raise full

    monkeypatch.setattr(Store, "heartbeat", refuse)
    _beat(desk, clock)
    desks.settle()
    assert full in desks.told
    monkeypatch.setattr(Store, "heartbeat", beat)
    _beat(desk, clock)
    desks.settle()
    assert desks.told[-1] is None


def _beat(desk: RoundDesk, clock: ManualClock) -> None:
    clock.advance(HEARTBEAT_S)
    desk.tick()
