"""A round opened again from its journal: after a kill, a restart, a takeover, and with a journal from elsewhere."""

from __future__ import annotations

import contextlib
import random
import time
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockint.domain import event as ev
from mockint.domain.event import Event
from mockint.domain.round import Mode, RoundState
from mockint.errors import RoundError
from mockint.rounds.coding import NOTES, SOLUTION, CodingRound
from mockint.rounds.notices import NoticeKind
from mockint.rounds.replay import Replay
from mockint.rounds.session import RoundSession
from mockint.rounds.story import told
from tests.helpers.coding_rounds import Bench, make_question


def worked(mode: Mode = Mode.PRACTICE) -> Bench:
    """Twelve minutes into a round in which everything happened once."""
    bench = Bench(mode)
    bench.pass_time(minutes=6)
    bench.session.check_time()
    bench.session.clarify("Can it be empty?")
    bench.session.record_edit(SOLUTION, "def echo(value):\n    return value\n")
    bench.session.record_edit(NOTES, "caf\u00e9 \U0001f600")
    bench.session.record_cursor(SOLUTION, 12)
    bench.run(2, 2)
    bench.session.take_hint()
    bench.pass_time(minutes=6)
    bench.store()
    return bench


@pytest.mark.parametrize(("mode", "at_return"), [(Mode.PRACTICE, 720.0), (Mode.SIMULATION, 1020.0)])
def test_a_killed_round_opens_again_where_it_was(mode: Mode, at_return: float) -> None:
    bench = worked(mode)
    before = bench.session.story.copy()
    bench.pass_time(minutes=5)
    session = bench.reopen()

    assert session.elapsed_s() == at_return
    assert session.state is RoundState.RUNNING
    assert session.story.items == before.items
    assert bench.events[-1].payload == ev.Resumed(after="restart", gap_s=300, counted_s=at_return - 720)
    assert bench.events[-1].seq == before.seq + 1
    session.record_edit(SOLUTION, "on")
    assert session.submit()[0].documents[SOLUTION] == "on"


def test_a_kill_costs_at_most_what_passed_since_the_last_trace() -> None:
    bench = worked()
    bench.pass_time(seconds=4)
    bench.session.record_edit(NOTES, "later than the anchor")
    bench.pass_time(seconds=1)

    assert bench.reopen().elapsed_s() == 724


def test_the_journal_alone_is_enough() -> None:
    bench = worked(Mode.SIMULATION)
    bench.pass_time(minutes=3)
    session = bench.reopen(anchor=None, state=RoundState.PLANNED, started=None)

    assert session.state is RoundState.RUNNING
    assert session.elapsed_s() == 360 + 9 * 60  # the last event is at minute six; nine have passed by the wall clock
    assert session.document(NOTES) == "caf\u00e9 \U0001f600"


def test_a_simulation_whose_time_ran_out_meanwhile_is_handed_in() -> None:
    bench = worked(Mode.SIMULATION)
    bench.pass_time(minutes=40)
    session = bench.reopen()

    assert session.state is RoundState.EXPIRED
    assert [event.payload.kind for event in bench.events[-2:]] == ["resume", "expired"]
    assert session.submissions()[0].elapsed_s == 2700
    assert [notice.kind for notice in session.check_time().notices] == [NoticeKind.EXPIRED]


def test_a_paused_round_stays_paused() -> None:
    bench = worked()
    bench.session.pause()
    bench.store()
    count = len(bench.events)
    bench.pass_time(minutes=99)
    session = bench.reopen()

    assert (session.state, session.elapsed_s(), len(bench.events)) == (RoundState.PAUSED, 720, count)
    session.resume()
    bench.pass_time(seconds=5)
    assert session.elapsed_s() == 725


def test_a_pause_that_only_the_journal_knows_counts() -> None:
    bench = worked()
    bench.session.pause()  # and killed before the record was stored
    bench.pass_time(minutes=99)

    assert bench.reopen().state is RoundState.PAUSED
    assert bench.session.elapsed_s() == 720


def test_an_end_that_only_the_journal_knows_counts() -> None:
    bench = worked()
    (submission,) = bench.session.submit()
    bench.pass_time(minutes=1)
    session = bench.reopen()

    assert session.state is RoundState.SUBMITTED
    assert session.submissions() == (submission,)
    assert session.record.ended == submission.submitted


@pytest.mark.parametrize("state", [RoundState.MEASURED, RoundState.GRADED])
def test_a_round_that_was_measured_stays_so(state: RoundState) -> None:
    bench = worked()
    (submission,) = bench.session.submit()
    session = bench.reopen(state=state)

    assert session.state is state
    assert session.submissions() == (submission,)
    assert session.elapsed_s() == 720


def test_an_end_that_only_the_record_knows_counts() -> None:
    bench = worked()
    session = bench.reopen(state=RoundState.ABANDONED)

    assert session.state is RoundState.ABANDONED
    with pytest.raises(RoundError, match="abandoned"):
        session.record_edit(SOLUTION, "x")


def test_a_round_killed_before_its_first_event_was_stored_starts_anew() -> None:
    bench = Bench()
    bench.events.clear()
    session = bench.reopen()

    assert session.state is RoundState.PLANNED
    session.start()
    assert session.document(SOLUTION).startswith("def echo")


def test_what_was_told_before_the_kill_is_not_told_again_and_what_came_in_the_gap_is() -> None:
    bench = Bench(Mode.SIMULATION, question=make_question(curveball=None))
    bench.pass_time(minutes=36)
    assert NoticeKind.TEN_MINUTES in [notice.kind for notice in bench.session.check_time().notices]
    bench.store()
    bench.reopen()
    assert bench.session.check_time().notices == ()
    bench.store()
    bench.pass_time(minutes=7)
    bench.reopen()

    assert [notice.kind for notice in bench.session.check_time().notices] == [NoticeKind.TWO_MINUTES, NoticeKind.PHASE]


def test_the_curveball_and_the_overtime_are_not_told_twice() -> None:
    bench = Bench()
    bench.pass_time(minutes=46)
    assert bench.session.check_time().notices
    bench.store()
    bench.reopen()

    assert bench.session.check_time().notices == ()
    assert bench.kinds().count("overtime") == bench.kinds().count("curveball") == 1


def test_a_takeover_is_told_as_one() -> None:
    bench = worked()
    session = RoundSession.restore(
        bench.stored,
        [bench.question],
        CodingRound(),
        bench.events,
        clock=bench.clock,
        sink=bench.events.append,
        after="takeover",
    )

    assert session.state is RoundState.RUNNING
    assert bench.events[-1].payload == ev.Resumed(after="takeover", gap_s=0, counted_s=0)


def test_events_of_a_newer_program_are_passed_over() -> None:
    bench = worked()
    newer = Event.model_validate(
        {
            "seq": bench.events[-1].seq + 1,
            "t_ms": 720_500,
            "wall": bench.clock.now().wall,
            "version": 9,
            "payload": {"kind": "telepathy", "thought": "hm"},
        }
    )
    bench.events.append(newer)
    session = bench.reopen()

    assert newer.payload == ev.Unknown(kind="telepathy", data={"thought": "hm"})
    assert session.story.unknown == 1
    assert session.elapsed_s() == 720.5
    assert bench.events[-1].seq == newer.seq + 1


def test_a_hole_in_the_journal_does_no_more_than_lose_what_was_in_it() -> None:
    bench = worked()
    bench.session.record_edit(NOTES, "one two three")
    del bench.events[-1]
    bench.session.record_edit(NOTES, "one two three four")
    session = bench.reopen()

    assert session.document(NOTES).endswith(" four")


def test_a_wall_clock_that_jumped_across_a_restart_is_bounded() -> None:
    bench = worked(Mode.SIMULATION)
    bench.clock.reboot(60)
    bench.clock.jump_wall(-timedelta(days=2).total_seconds())

    assert bench.reopen().elapsed_s() == 725  # the new boot has been up for five seconds
    assert bench.events[-1].t_ms == 725_000


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(
            ["type", "note", "run", "tests", "hint", "say", "phase", "pause", "kill", "reboot", "sleep", "tick"]
        ),
        st.integers(),
    ),
    max_size=60,
)


@settings(max_examples=120, deadline=None)
@given(actions=ACTIONS, mode=st.sampled_from(list(Mode)))
def test_whatever_was_done_the_journal_tells_the_same_story(actions: list[tuple[str, int]], mode: Mode) -> None:
    bench = Bench(mode)
    last = 0.0
    for number, (what, seed) in enumerate(actions):
        rng = random.Random(seed)
        bench.pass_time(seconds=rng.uniform(0, 200))
        with contextlib.suppress(RoundError):  # the rules of the mode, or the round is over
            _act(bench, what, number, rng)
        assert [event.seq for event in bench.events] == list(range(1, len(bench.events) + 1))
        assert all(a.t_ms <= b.t_ms for a, b in zip(bench.events, bench.events[1:], strict=False))
        assert told(bench.events) == bench.session.story
        assert bench.session.elapsed_s() >= (bench.events[-1].t_ms / 1000) - 0.001
        if what not in {"kill", "reboot"}:
            assert bench.session.elapsed_s() >= last - 1e-9
        last = bench.session.elapsed_s()
    stored = [Event.model_validate_json(event.model_dump_json()) for event in bench.events]
    assert told(stored).items == bench.session.story.items


def _act(bench: Bench, what: str, number: int, rng: random.Random) -> None:
    session = bench.session
    if what in {"type", "note"}:
        name = SOLUTION if what == "type" else NOTES
        text = session.document(name)
        at = rng.randint(0, len(text))
        session.record_edit(
            name, text[:at] + rng.choice(["x", "\U0001f600", "", "word "]) + text[at + rng.randint(0, 3) :]
        )
    elif what in {"run", "tests"}:
        bench.run(rng.randint(0, 4), 4, "examples" if what == "run" else "own_tests")
    elif what == "hint":
        session.take_hint()
    elif what == "say":
        session.clarify("Why?")
    elif what == "phase":
        session.enter_phase(rng.choice(["Plan", "Code"]))
    elif what == "pause":
        session.resume() if session.state is RoundState.PAUSED else session.pause()
    elif what == "kill":
        bench.reopen()
    elif what == "reboot":
        bench.clock.reboot(rng.uniform(10, 100), f"restart-{number}")
        bench.reopen()
    elif what == "sleep":
        bench.clock.sleep_machine(rng.uniform(0, 300))
    else:
        bench.session.check_time()
        bench.store()


def test_ninety_minutes_of_typing_open_again_well_under_a_second() -> None:
    bench = Bench(minutes=90)
    rng = random.Random(3)
    text = bench.session.document(SOLUTION)
    for _ in range(30_000):
        bench.pass_time(seconds=0.17)
        at = rng.randint(0, len(text))
        text = text[:at] + text[at + 40 :] if len(text) > 6_000 else text[:at] + rng.choice("ab\n ") + text[at:]
        bench.session.record_edit(SOLUTION, text)
    bench.store()

    begin = time.process_time()
    session = bench.reopen()
    restored_s = time.process_time() - begin
    replay = Replay(bench.events)
    begin = time.process_time()
    middle = replay.at(replay.length_ms // 2)
    jump_s = time.process_time() - begin

    assert session.document(SOLUTION) == text
    assert middle.items == told(event for event in bench.events if event.t_ms <= replay.length_ms // 2).items
    assert restored_s < 0.5  # 0.05 s on the machine this was written on
    assert jump_s < 0.05
    assert sum(len(event.model_dump_json()) for event in bench.events) < 10_000_000


def test_between_two_commands_the_clock_of_a_practice_round_runs_on() -> None:
    bench = worked()
    bench.pass_time(minutes=5)
    bench.clock.sleep_machine(600)
    session = RoundSession.restore(
        bench.stored,
        [bench.question],
        CodingRound(),
        bench.events,
        clock=bench.clock,
        sink=bench.events.append,
        after="handover",
    )

    assert session.elapsed_s() == 17 * 60  # sleep does not count, here as elsewhere
    assert bench.events[-1].payload == ev.Resumed(after="handover", gap_s=900, counted_s=300)
