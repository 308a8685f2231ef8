"""What the story keeps for the talk: when the candidate last typed, and when the change of plan was shown."""

from __future__ import annotations

from mockint.rounds.coding import NOTES
from tests.helpers.coding_rounds import Bench


def test_typing_and_saying_are_signs_of_life_and_the_interviewer_is_none() -> None:
    bench = Bench()
    item = bench.session.story.item
    assert item().typed_ms == 0
    bench.pass_time(seconds=5)
    bench.session.record_edit(NOTES, "Ask about ties.")
    assert item().typed_ms == 5_000
    bench.pass_time(seconds=5)
    bench.session.clarify("Are there ties?")
    assert item().typed_ms == 10_000
    bench.pass_time(seconds=5)
    bench.session.say("Go on.", speaker="interviewer", intent="answer")
    assert item().typed_ms == 10_000
    assert bench.reopen().story.item().typed_ms == 10_000


def test_the_change_of_plan_keeps_its_time() -> None:
    bench = Bench()
    bench.pass_time(minutes=20)
    bench.session.check_time()
    item = bench.session.story.item()
    assert (item.curveball, item.curveball_ms) == ("It must also work for None.", 20 * 60_000)
