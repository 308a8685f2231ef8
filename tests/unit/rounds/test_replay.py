"""A round played back."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mockint.domain import event as ev
from mockint.domain.event import Event
from mockint.domain.round import RoundState
from mockint.rounds.edits import applied
from mockint.rounds.replay import Mark, PhaseSpan, Replay, phase_spans, time_per_phase
from tests.helpers.coding_rounds import WALL


def journal(*entries: tuple[int, Any]) -> list[Event]:
    """Events from pairs of seconds and payload."""
    return [
        Event(seq=seq, t_ms=seconds * 1000, wall=WALL, payload=payload)
        for seq, (seconds, payload) in enumerate(entries, start=1)
    ]


def typed(text: str, at: int = 0) -> ev.Edit:
    return ev.Edit(document="solution", at=at, removed=0, inserted=text)


def ran(passed: int, total: int = 3) -> ev.Ran:
    return ev.Ran(what="examples", verdict="accepted", passed=passed, total=total, wall_s=0.1)


STORY = journal(
    (0, ev.Started()),
    (0, ev.PhaseEntered(name="Clarify")),
    (20, ev.Said(speaker="interviewer", text="Go on?", intent="probe")),
    (30, ev.Said(speaker="candidate", text="Is it sorted?", intent="clarification")),
    (60, ev.PhaseEntered(name="Code")),
    (70, typed("a")),
    (80, ran(1)),
    (90, ev.Paused()),
    (90, ev.Resumed(after="pause", gap_s=900)),
    (200, typed("b", 1)),
    (210, ran(3)),
    (220, ran(3)),
    (230, ev.PhaseEntered(name="Clarify")),
    (300, ev.Submitted()),
    (300, ev.Predicted(hidden_pass_rate=0.5)),
)


def test_every_moment_can_be_looked_at() -> None:
    replay = Replay(STORY)

    assert replay.at(-1).state is RoundState.PLANNED
    assert replay.at(69_999).item().documents == {}
    assert replay.at(70_000).item().documents == {"solution": "a"}
    assert replay.at(210_000).item().documents == {"solution": "ab"}
    assert replay.at(10**9).state is RoundState.SUBMITTED
    assert replay.length_ms == 300_000
    assert len(replay.events) == len(STORY)


def test_a_moment_may_be_kept_and_changed_without_harm() -> None:
    replay = Replay(STORY)
    replay.at(300_000).item().documents["solution"] = "spoilt"

    assert replay.at(300_000).item().documents == {"solution": "ab"}


def test_jumps_agree_with_reading_from_the_start_past_every_checkpoint() -> None:
    events = journal((0, ev.Started()), *((second, typed("x")) for second in range(1, 3_500)))
    replay = Replay(events)

    for second in (0, 1, 998, 999, 1000, 1001, 1999, 2000, 2001, 3499):
        assert replay.at(second * 1000).item().documents.get("solution", "") == "x" * second
        assert replay.at(second * 1000).seq == second + 1


def test_the_marks_are_the_firsts_and_the_longest_silence() -> None:
    assert Replay(STORY).marks() == (
        Mark("first_clarification", "First clarifying question", 30_000, 30_000),
        Mark("first_run", "First run", 80_000, 80_000),
        Mark("longest_silence", "Longest silence", 90_000, 200_000),
        Mark("first_green", "First time all examples passed", 210_000, 210_000),
    )


def test_the_first_evaluation_is_of_own_tests_or_of_a_builds_visible_questions() -> None:
    own = ev.Ran(what="own_tests", verdict="accepted", passed=1, total=1, wall_s=0.1)
    events = journal((0, ev.Started()), (5, ran(1)), (9, own), (12, own))

    first = [mark for mark in Replay(events).marks() if mark.name == "first_evaluation"]
    assert first == [Mark("first_evaluation", "First evaluation", 9_000, 9_000)]
    of_build = {mark.name: mark.t_ms for mark in Replay(events, is_build=True).marks()}
    assert of_build["first_evaluation"] == 5_000
    assert "first_run" not in of_build, "the same moment, under the better name"


@given(st.lists(st.sampled_from(["ab ", "c\n", "def ", "<", "abc"]), min_size=1, max_size=900), st.data())
@settings(max_examples=40)
def test_a_quote_was_written_when_it_last_came_to_stand_whole(keys: list[str], data: st.DataObject) -> None:
    text, entries = "", [(0, ev.Started())]
    states = []
    for second, key in enumerate(keys, start=1):
        edit = (
            ev.Edit(document="solution", at=max(0, len(text) - 2), removed=2, inserted="")
            if key == "<"
            else typed(key, len(text))
        )
        text = applied(text, edit.at, edit.removed, edit.inserted)
        entries.append((second, edit))
        states.append(" ".join(text.split()))
    begin = data.draw(st.integers(0, len(text)))
    quote = text[begin : data.draw(st.integers(begin, len(text)))]
    found = Replay(journal(*entries)).written_ms(0, "solution", quote)

    words = " ".join(quote.split())
    if not words:
        assert found is None
    else:
        since = max((number for number, state in enumerate(states, start=1) if words not in state), default=0)
        assert found == (since + 1) * 1000


def test_a_quote_that_is_not_there_was_never_written() -> None:
    assert Replay(STORY).written_ms(0, "solution", "zz") is None
    assert Replay(STORY).written_ms(0, "notes", "a") is None
    assert Replay(STORY).written_ms(0, "solution", "ab") == 200_000


def test_time_away_is_no_silence() -> None:
    events = journal(
        (0, ev.Started()),
        (10, typed("a")),
        (500, ev.Resumed(after="restart", gap_s=490, counted_s=490)),
        (520, typed("b")),
        (525, ev.Expired()),
        (900, ev.Predicted()),
    )

    assert Replay(events).marks() == (Mark("longest_silence", "Longest silence", 500_000, 520_000),)


def test_an_empty_journal_has_nothing_to_show() -> None:
    replay = Replay([])

    assert (replay.length_ms, replay.marks(), phase_spans([]), time_per_phase([])) == (0, (), (), {})


def test_time_per_phase_adds_up_to_the_round() -> None:
    assert phase_spans(STORY) == (
        PhaseSpan("Clarify", 0, 60_000),
        PhaseSpan("Code", 60_000, 230_000),
        PhaseSpan("Clarify", 230_000, 300_000),
    )
    assert time_per_phase(STORY) == {"Clarify": 130.0, "Code": 170.0}
