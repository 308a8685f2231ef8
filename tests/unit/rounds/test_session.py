"""A round in progress: what may be done when, and what the journal gets to hear of it."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from mockint.domain import event as ev
from mockint.domain.event import Event
from mockint.domain.question import Fact, Phase, Question
from mockint.domain.round import Form, Mode, RoundState
from mockint.errors import RoundError
from mockint.rounds import hints
from mockint.rounds.coding import EXPLANATION, NOTES, SOLUTION, TESTS, CodingRound
from mockint.rounds.edits import MAX_DOCUMENT
from mockint.rounds.notices import NoticeKind
from mockint.rounds.session import RoundSession
from tests.helpers.coding_rounds import Bench, make_question, make_record


def kinds(bench: Bench) -> list[NoticeKind]:
    return [notice.kind for notice in bench.session.check_time().notices]


def only(bench: Bench, *wanted: NoticeKind) -> list[NoticeKind]:
    return [kind for kind in kinds(bench) if kind in wanted]


def test_a_start_tells_the_whole_state_to_the_journal() -> None:
    bench = Bench()

    assert bench.kinds() == ["started", "snapshot", "snapshot", "phase"]
    assert [event.seq for event in bench.events] == [1, 2, 3, 4]
    assert all(event.t_ms == 0 and event.wall == bench.clock.now().wall for event in bench.events)
    assert bench.session.state is RoundState.RUNNING
    assert bench.session.record.started == bench.clock.now().wall
    assert bench.session.document(SOLUTION).startswith("def echo")
    assert bench.session.document(TESTS).startswith("def test_one")
    assert bench.session.document(NOTES) == ""


def test_a_round_starts_once() -> None:
    bench = Bench()
    with pytest.raises(RoundError, match="running"):
        bench.session.start()
    bench.session.pause()
    with pytest.raises(RoundError, match="paused"):
        bench.session.start()


def test_before_the_start_nothing_can_be_done() -> None:
    session = Bench(started=False).session

    assert session.elapsed_s() == 0
    assert session.check_time().notices == ()
    for attempt in (session.pause, session.resume, session.submit, session.heartbeat, session.take_hint):
        with pytest.raises(RoundError, match="not started"):
            attempt()
    session.abandon()
    assert session.state is RoundState.ABANDONED
    assert session.record.ended is not None


def test_each_item_needs_its_question() -> None:
    with pytest.raises(ValueError, match="2 items"):
        RoundSession(make_record(items=2), [make_question()], CodingRound(), clock=Bench().clock, sink=print)


def test_typing_is_told_as_small_edits() -> None:
    bench = Bench()
    text = bench.session.document(SOLUTION)
    bench.pass_time(seconds=1.5)
    bench.session.record_edit(SOLUTION, text + "# hi")
    bench.session.record_edit(SOLUTION, text + "# hi")
    bench.session.record_edit(NOTES, "idea")

    edits = [event for event in bench.events if isinstance(event.payload, ev.Edit)]
    assert [event.payload for event in edits] == [
        ev.Edit(document=SOLUTION, at=len(text), removed=0, inserted="# hi"),
        ev.Edit(document=NOTES, at=0, removed=0, inserted="idea"),
    ]
    assert edits[0].t_ms == 1500
    assert bench.session.document(SOLUTION) == text + "# hi"


def test_now_and_then_the_whole_text_is_told() -> None:
    bench = Bench()
    for number in range(600):
        bench.session.record_edit(SOLUTION, "x" * number)

    snapshots = [e.payload for e in bench.events if isinstance(e.payload, ev.Snapshot) and e.t_ms == 0]
    assert len(snapshots) == 2 + 3  # the starters, then one for each 20,000 characters of edits
    assert isinstance(snapshots[-1], ev.Snapshot)
    assert set(snapshots[-1].text) == {"x"}


def test_a_text_that_is_far_too_long_is_refused_and_the_old_one_kept() -> None:
    bench = Bench()
    before = bench.session.document(SOLUTION)
    with pytest.raises(RoundError, match="1,000,001 characters"):
        bench.session.record_edit(SOLUTION, "x" * (MAX_DOCUMENT + 1))

    assert bench.session.document(SOLUTION) == before


def test_an_item_that_is_not_there_is_a_bug() -> None:
    with pytest.raises(IndexError):
        Bench().session.record_edit(SOLUTION, "x", item=1)


def test_the_cursor_is_told_when_it_moved() -> None:
    bench = Bench()
    for at in (3, 3, 4):
        bench.session.record_cursor(SOLUTION, at)

    assert bench.kinds().count("cursor") == 2
    assert bench.session.story.item().cursors == {SOLUTION: 4}


def test_a_sink_that_fails_leaves_everything_as_it_was() -> None:
    bench = Bench()

    def full(_: Event) -> None:
        raise OSError("disk full")

    sound, bench.session._sink = bench.session._sink, full
    for attempt in (
        lambda: bench.session.record_edit(SOLUTION, "lost"),
        bench.session.pause,
        bench.session.submit,
        bench.session.abandon,
    ):
        with pytest.raises(OSError, match="disk full"):
            attempt()
    assert bench.session.state is RoundState.RUNNING
    assert bench.session.document(SOLUTION) != "lost"

    bench.session._sink = sound
    bench.session.submit()
    assert [event.seq for event in bench.events] == list(range(1, len(bench.events) + 1))


def test_a_pause_stops_the_clock_and_the_work() -> None:
    bench = Bench()
    bench.pass_time(minutes=5)
    bench.session.pause()
    bench.pass_time(minutes=60)

    assert bench.session.state is RoundState.PAUSED
    assert bench.session.elapsed_s() == 300
    assert bench.session.check_time().notices == ()
    with pytest.raises(RoundError, match=r"paused.*Resume"):
        bench.session.record_edit(SOLUTION, "x")
    with pytest.raises(RoundError, match="paused"):
        bench.session.pause()

    bench.session.resume()
    bench.pass_time(seconds=10)
    assert bench.session.elapsed_s() == 310
    resumed = [event.payload for event in bench.events if isinstance(event.payload, ev.Resumed)]
    assert resumed == [ev.Resumed(after="pause", gap_s=3600, counted_s=0)]
    with pytest.raises(RoundError, match="running"):
        bench.session.resume()


def test_a_simulation_has_no_pause() -> None:
    bench = Bench(Mode.SIMULATION)
    with pytest.raises(RoundError, match="simulation cannot be paused"):
        bench.session.pause()

    assert bench.session.state is RoundState.RUNNING


def test_what_is_handed_in_is_what_is_there() -> None:
    bench = Bench()
    bench.session.record_edit(SOLUTION, "def echo(value): return value")
    bench.session.record_edit("custom_input", "1")
    bench.session.record_edit(EXPLANATION, "It gives the value back.")
    bench.session.take_hint()
    bench.pass_time(minutes=50)
    (submission,) = bench.session.submit()

    assert submission.documents == {
        "solution": "def echo(value): return value",
        "tests": bench.question.coding.tests_starter if bench.question.coding else "",
        "notes": "",
        "explanation": "It gives the value back.",
    }
    assert (submission.ended_by, submission.elapsed_s, submission.overtime_s, submission.hints_used) == (
        "candidate",
        3000,
        300,
        1,
    )
    assert submission.submitted == bench.session.record.ended == bench.clock.now().wall
    assert bench.session.state is RoundState.SUBMITTED
    bench.pass_time(minutes=5)
    assert bench.session.submissions() == (submission,)
    assert bench.session.elapsed_s() == 3000


def test_a_paused_round_can_be_handed_in_or_given_up() -> None:
    bench = Bench()
    bench.session.pause()
    assert bench.session.submit()

    bench = Bench()
    bench.session.pause()
    bench.session.abandon()
    assert bench.session.state is RoundState.ABANDONED
    with pytest.raises(RoundError, match=r"abandoned.*new round"):
        bench.session.submissions()


@pytest.mark.parametrize("end", ["submit", "abandon"])
def test_after_the_end_nothing_changes(end: str) -> None:
    bench = Bench()
    getattr(bench.session, end)()
    count = len(bench.events)
    attempts: list[Callable[[], object]] = [
        bench.session.pause,
        bench.session.resume,
        bench.session.submit,
        bench.session.abandon,
        bench.session.take_hint,
        lambda: bench.session.record_edit(SOLUTION, "late"),
        lambda: bench.session.say("late"),
        lambda: bench.run(1, 1),
    ]
    for attempt in attempts:
        with pytest.raises(RoundError):
            attempt()
    bench.session.lose_focus()
    assert bench.session.check_time().notices == ()
    assert len(bench.events) == count


def test_practice_warns_once_each_and_runs_over() -> None:
    bench = Bench(minutes=30, question=make_question(curveball=None))
    told: list[tuple[float, NoticeKind]] = []
    for _ in range(35 * 60):
        bench.pass_time(seconds=1)
        check = bench.session.check_time()
        told += [(check.remaining_s, notice.kind) for notice in check.notices if notice.kind is not NoticeKind.PHASE]

    assert told == [(600, NoticeKind.TEN_MINUTES), (120, NoticeKind.TWO_MINUTES), (0, NoticeKind.OVERTIME)]
    assert bench.session.state is RoundState.RUNNING
    assert bench.session.remaining_s() == -300
    assert bench.kinds().count("overtime") == 1
    bench.session.record_edit(SOLUTION, "still working")


def test_of_two_warnings_that_are_late_the_later_one_is_told() -> None:
    bench = Bench(minutes=30)
    bench.pass_time(minutes=29)

    assert only(bench, NoticeKind.TEN_MINUTES, NoticeKind.TWO_MINUTES) == [NoticeKind.TWO_MINUTES]
    bench = Bench(minutes=30)
    bench.pass_time(minutes=31)
    assert only(bench, NoticeKind.TEN_MINUTES, NoticeKind.TWO_MINUTES) == []


def test_a_short_round_gets_no_warning_at_its_start() -> None:
    bench = Bench(minutes=10)
    assert only(bench, NoticeKind.TEN_MINUTES) == []
    bench.pass_time(minutes=8)
    assert only(bench, NoticeKind.TWO_MINUTES) == [NoticeKind.TWO_MINUTES]


def test_a_simulation_is_handed_in_when_time_runs_out() -> None:
    bench = Bench(Mode.SIMULATION)
    bench.session.record_edit(SOLUTION, "half done")
    bench.pass_time(minutes=46)

    assert only(bench, NoticeKind.EXPIRED) == [NoticeKind.EXPIRED]
    assert only(bench, NoticeKind.EXPIRED) == []
    assert bench.session.state is RoundState.EXPIRED
    assert bench.events[-1].payload == ev.Expired()
    assert bench.events[-1].t_ms == 45 * 60 * 1000
    (submission,) = bench.session.submissions()
    assert (submission.ended_by, submission.elapsed_s, submission.overtime_s) == ("time", 2700, 0)
    assert submission.documents[SOLUTION] == "half done"


def test_work_after_the_end_of_a_simulation_comes_too_late_even_before_anyone_looked_at_the_clock() -> None:
    bench = Bench(Mode.SIMULATION)
    bench.pass_time(minutes=45)
    with pytest.raises(RoundError, match="Time is up"):
        bench.session.record_edit(SOLUTION, "too late")

    assert bench.session.state is RoundState.EXPIRED
    assert only(bench, NoticeKind.EXPIRED) == [NoticeKind.EXPIRED]
    bench = Bench(Mode.SIMULATION)
    bench.pass_time(minutes=45)
    bench.session.lose_focus()
    assert bench.events[-1].payload == ev.Expired()


def test_the_curveball_comes_once_at_its_time() -> None:
    bench = Bench(minutes=90)  # twice the question's own length
    bench.pass_time(minutes=39)
    assert only(bench, NoticeKind.CURVEBALL) == []
    bench.pass_time(minutes=1)
    (notice,) = [n for n in bench.session.check_time().notices if n.kind is NoticeKind.CURVEBALL]
    assert notice.text == "It must also work for None."
    assert only(bench, NoticeKind.CURVEBALL) == []
    assert bench.session.story.item().curveball == notice.text


def test_the_short_form_has_no_curveball() -> None:
    bench = Bench(minutes=15, form=Form.SHORT)
    bench.pass_time(minutes=14)

    assert only(bench, NoticeKind.CURVEBALL) == []


def test_the_guide_moves_on_by_itself_and_never_forces() -> None:
    question = make_question(phases=(Phase(name="Plan", minutes=5), Phase(name="Code", minutes=25)))
    bench = Bench(minutes=60, question=question)  # so Code begins at minute ten
    assert bench.session.story.item().phase == "Plan"
    bench.pass_time(minutes=10)
    (notice,) = bench.session.check_time().notices
    assert (notice.kind, notice.text) == (NoticeKind.PHASE, "Code")

    bench.session.enter_phase("Plan")
    bench.pass_time(minutes=1)
    assert bench.session.check_time().notices == ()
    assert bench.session.story.item().phase == "Plan"
    with pytest.raises(RoundError, match="no phase 'Dance'"):
        bench.session.enter_phase("Dance")


def test_a_candidate_ahead_of_the_plan_is_left_alone() -> None:
    bench = Bench(question=make_question(curveball=None))
    bench.session.enter_phase("Test")
    bench.session.enter_phase("Test")
    bench.pass_time(minutes=12)

    assert bench.session.check_time().notices == ()
    assert bench.kinds().count("phase") == 2


@pytest.mark.parametrize(("mode", "counted"), [(Mode.PRACTICE, 0.0), (Mode.SIMULATION, 900.0)])
def test_sleep_is_told_and_recorded(mode: Mode, counted: float) -> None:
    bench = Bench(mode)
    bench.pass_time(minutes=1)
    bench.clock.sleep_machine(900)
    bench.session.heartbeat()  # whoever looks first, the candidate is told

    assert NoticeKind.SLEPT in kinds(bench)
    assert bench.session.elapsed_s() == 60 + counted
    assert ev.Resumed(after="sleep", gap_s=900, counted_s=counted) in [event.payload for event in bench.events]
    assert NoticeKind.SLEPT not in kinds(bench)


def test_levels_open_in_turn_when_every_example_passes() -> None:
    bench = Bench()
    assert bench.run(1, 2) is None
    with pytest.raises(RoundError, match="Level 2 opens when every example of level 1 passes"):
        bench.session.open_level(2)
    assert bench.run(2, 2, "own_tests") is None
    assert bench.run(2, 2) == 2
    with pytest.raises(RoundError, match="open already"):
        bench.session.open_level(2)
    with pytest.raises(RoundError, match="Level 3 opens"):
        bench.session.open_level(3)
    assert bench.run(3, 4) is None
    assert bench.run(4, 4) == 3
    assert bench.run(6, 6) is None
    with pytest.raises(RoundError, match="no level 4"):
        bench.session.open_level(4)
    assert [event.payload.level for event in bench.events if isinstance(event.payload, ev.LevelOpened)] == [2, 3]
    assert bench.session.story.item().runs == {"examples": 5, "own_tests": 1}


def test_a_result_that_comes_just_after_a_pause_counts() -> None:
    bench = Bench()
    bench.session.pause()

    assert bench.run(2, 2) == 2


def test_a_run_without_tests_opens_nothing() -> None:
    assert Bench().run(0, 0) is None


def test_the_short_form_has_one_level() -> None:
    bench = Bench(form=Form.SHORT)

    assert bench.run(2, 2) is None
    with pytest.raises(RoundError, match="no level 2"):
        bench.session.open_level(2)


def test_practice_gives_the_questions_hints_and_no_more() -> None:
    bench = Bench()

    assert [bench.session.take_hint().text for _ in range(3)] == list(bench.question.hints)
    with pytest.raises(RoundError, match="no more hints"):
        bench.session.take_hint()
    assert bench.session.story.item().hints == [1, 2, 3]


def test_a_question_without_hints_says_so() -> None:
    with pytest.raises(RoundError, match="has no hints"):
        Bench(question=make_question(hints=())).session.take_hint()


def test_a_simulation_gives_one_nudge_after_ten_minutes_without_progress() -> None:
    bench = Bench(Mode.SIMULATION)
    bench.pass_time(minutes=9)
    assert bench.session.take_hint() == hints.HintReply(given=False, number=1, text=hints.NOT_STUCK)
    bench.run(1, 2)  # more examples than before: progress
    bench.pass_time(minutes=9, seconds=59)
    assert not bench.session.take_hint().given
    bench.pass_time(seconds=1)
    assert bench.session.take_hint() == hints.HintReply(given=True, number=1, text=bench.question.hints[0])
    bench.pass_time(minutes=15)
    assert bench.session.take_hint() == hints.HintReply(given=False, number=2, text=hints.NUDGE_USED)

    assert bench.session.story.item().hints == [1]
    assert bench.session.story.item().hints_refused == 3
    assert bench.session.submit()[0].hints_used == 1


def test_a_simulation_without_hints_stays_in_role() -> None:
    bench = Bench(Mode.SIMULATION, question=make_question(hints=()))
    bench.pass_time(minutes=11)

    assert bench.session.take_hint().text == hints.NO_HINT


def test_a_talk_is_kept_turn_by_turn() -> None:
    bench = Bench(question=make_question(facts=(Fact(asks=("empty?",), answer="Yes."),)))
    bench.pass_time(seconds=30)
    bench.session.clarify("Can the input be empty?")
    bench.session.say("Yes.", speaker="interviewer", intent="answer")
    bench.session.say("Then I return None. \ud83d")

    turns = bench.session.story.item().chat
    assert [(turn.t_ms, turn.speaker, turn.intent) for turn in turns] == [
        (30_000, "candidate", "clarification"),
        (30_000, "interviewer", "answer"),
        (30_000, "candidate", ""),
    ]
    assert turns[-1].text.endswith("\ufffd")
    with pytest.raises(RoundError, match="nothing to send"):
        bench.session.say(" \n")


def test_a_lost_focus_is_recorded() -> None:
    bench = Bench()
    bench.session.lose_focus(12.5)

    assert bench.events[-1].payload == ev.FocusLost(away_s=12.5)


def test_a_forecast_is_made_after_handing_in_and_can_be_corrected() -> None:
    bench = Bench()
    with pytest.raises(RoundError, match="running"):
        bench.session.predict(0.5)
    bench.session.submit()
    with pytest.raises(RoundError, match="between 0 and 100"):
        bench.session.predict(1.5)
    bench.session.predict(0.5, {"correctness": 3})
    bench.session.predict(None)
    bench.session.predict(0.9, {"correctness": 4})

    predicted = bench.session.story.item().predicted
    assert predicted is not None
    assert (predicted.hidden_pass_rate, predicted.levels) == (0.9, {"correctness": 4})


def test_the_plan_ends_with_the_round() -> None:
    plan = Bench(minutes=30).session.plan

    assert [stretch.name for stretch in plan] == ["Clarify", "Plan", "Code", "Test", "Explain"]
    assert plan[0].start_s == 0
    assert plan[-1].end_s == pytest.approx(30 * 60)
    assert all(before.end_s == after.start_s for before, after in itertools.pairwise(plan))


class Unguided(CodingRound):
    """A type of round without a guide."""

    def phases(self, question: Question) -> tuple[Phase, ...]:
        return ()


def test_a_round_without_a_guide_does_without() -> None:
    bench = Bench()
    events: list[Event] = []
    session = RoundSession(
        make_record(), [make_question(curveball=None)], Unguided(), clock=bench.clock, sink=events.append
    )
    session.start()
    bench.pass_time(minutes=20)

    assert session.plan == session.check_time().notices == ()
    RoundSession.restore(
        session.record, [bench.question], Unguided(), tuple(events), clock=bench.clock, sink=events.append
    )
    assert [event.payload.kind for event in events] == ["started", "snapshot", "snapshot", "resume"]


def test_a_run_with_custom_input_is_counted_and_is_no_progress() -> None:
    bench = Bench()
    bench.pass_time(minutes=3)
    assert bench.run(1, 1, "custom_input") is None
    story = bench.session.story.item()

    assert (story.runs, story.last_run, story.progress_ms) == ({"custom_input": 1}, None, 0)
