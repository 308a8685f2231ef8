from __future__ import annotations

from datetime import timedelta

from mockint.domain.loop import Loop, Slot, break_now, is_over, slots_of, statuses
from mockint.domain.loop_shapes import SHAPES
from mockint.domain.round import Form, Round
from tests.helpers.records import START, make_loop, make_round


def ended(name: str = "r0", minute: int = 45, **changes: object) -> Round:
    return make_round(name, state="graded", ended=START + timedelta(minutes=minute), **changes)


def test_a_day_has_breaks_between_its_rounds_and_a_long_one_after_two_hours() -> None:
    slots = slots_of(("coding", "system_design", "behavioral", "live_build"), (45, 50, 40, 75), short=False)
    assert [slot.break_minutes for slot in slots] == [10, 10, 30, 0]
    short = slots_of(("coding", "behavioral"), (15, 8), short=True)
    assert [(slot.form, slot.break_minutes) for slot in short] == [(Form.SHORT, 5), (Form.SHORT, 0)]
    assert all(4 <= len(shape.kinds) <= 5 for shape in SHAPES)


def test_what_stands_of_each_round_is_read_from_the_history() -> None:
    loop = make_loop()
    states = {
        "running": "open",
        "planned": "open",
        "paused": "open",
        "graded": "handed_in",
        "submitted": "handed_in",
        "expired": "handed_in",
        "abandoned": "abandoned",
    }
    for state, told in states.items():
        record = make_round("r0", state=state)
        assert [one.state for one in statuses(loop, {record.id: record})] == [told, "to_come"]
    assert [one.state for one in statuses(loop, {})] == ["deleted", "to_come"]
    over = loop.model_copy(update={"state": "ended"})
    assert [one.state for one in statuses(over, {})] == ["deleted", "not_taken"]
    assert is_over(over, statuses(over, {}))
    assert not is_over(loop, statuses(loop, {}))


def test_a_break_is_on_between_two_rounds_and_ends() -> None:
    loop, record = make_loop(), ended()

    def left(loop: Loop, minute: float, record: Round | None = record) -> float | None:
        found = statuses(loop, {} if record is None else {record.id: record})
        pause = break_now(loop, found, START + timedelta(minutes=minute))
        return None if pause is None else pause.left_s

    assert left(loop, 46) == 540
    assert left(loop, 40) == 600, "a clock that went back makes no longer break"
    assert left(loop, 55) is None
    assert left(loop, 46, make_round("r0")) is None, "a round is open"
    assert left(loop, 46, None) is None, "the round was deleted"
    assert left(loop.model_copy(update={"state": "stopped"}), 46) is None
    assert left(loop.model_copy(update={"break_skipped": 1}), 46) is None
    last = Slot(kind="system_design", minutes=50, round_id=record.id)
    assert left(loop.model_copy(update={"slots": (*loop.slots[:1], last)}), 46) is None, "nothing comes after"
