from __future__ import annotations

from mockint.app import loops
from mockint.app.holding import held_rounds
from mockint.app.loop_day import LoopDay
from mockint.app.rounds import Plan, plan_for_window
from mockint.app.services import Services
from mockint.clock import ManualClock
from tests.unit.app.test_loops import NAMED, TALK, hand_in, play


def test_a_round_is_held_until_its_loop_has_no_other_to_do(services: Services, clock: ManualClock) -> None:
    loop = play(services, clock, [2])
    (first,) = (one.round.id for one in loops.find(services, loop).slots if one.round is not None)
    alone = plan_for_window(services, Plan(NAMED[0])).id
    assert held_rounds(services, [first, alone]) == {first}
    assert LoopDay(services).holds_back(first)
    assert not LoopDay(services).holds_back(alone)
    second = loops.begin_in_window(services, loop).round.id
    assert held_rounds(services, [first, second]) == {first}  # the last one is alone with itself
    hand_in(services, clock, second)
    assert held_rounds(services, [first, second]) == frozenset()


def test_a_loop_ended_for_good_holds_nothing_back(services: Services, clock: ManualClock) -> None:
    loop = loops.start(services, TALK, NAMED).loop.id
    first = loops.begin_in_window(services, loop).round.id
    hand_in(services, clock, first)
    loops.stop(services, loop, for_good=False)
    assert held_rounds(services, [first]) == {first}
    loops.stop(services, loop, for_good=True)
    assert held_rounds(services, [first]) == frozenset()
    assert held_rounds(services, []) == frozenset()
