"""The clock of a round, case by case and against a model that simply keeps the truth."""

from __future__ import annotations

import random
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockint.clock import Instant, ManualClock
from mockint.domain.round import ClockAnchor, Mode
from mockint.rounds import clock as rc
from mockint.rounds.clock import Rules

HOUR = 3600.0
PRACTICE = Rules(Mode.PRACTICE, 45 * 60.0)
SIMULATION = Rules(Mode.SIMULATION, 45 * 60.0)
BOTH = pytest.mark.parametrize("rules", [PRACTICE, SIMULATION], ids=["practice", "simulation"])


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


def elapsed(anchor: ClockAnchor, clock: ManualClock, rules: Rules) -> float:
    return rc.elapsed_s(anchor, clock.now(), rules)


@BOTH
def test_time_that_passes_counts(clock: ManualClock, rules: Rules) -> None:
    anchor = rc.begin(clock.now())
    clock.advance(90.25)

    assert elapsed(anchor, clock, rules) == pytest.approx(90.25)
    assert rc.remaining_s(elapsed(anchor, clock, rules), rules) == pytest.approx(45 * 60 - 90.25)


def test_a_pause_does_not_count(clock: ManualClock) -> None:
    anchor = rc.begin(clock.now())
    clock.advance(10)
    anchor = rc.pause(anchor, clock.now(), PRACTICE)
    clock.advance(1000)
    assert elapsed(anchor, clock, PRACTICE) == 10

    anchor = rc.resume(anchor, clock.now())
    clock.advance(5)
    assert elapsed(anchor, clock, PRACTICE) == 15


@pytest.mark.parametrize(("rules", "counted"), [(PRACTICE, 20.0), (SIMULATION, 620.0)])
def test_a_sleeping_laptop_counts_in_a_simulation_alone(clock: ManualClock, rules: Rules, counted: float) -> None:
    anchor = rc.begin(clock.now())
    clock.advance(10)
    clock.sleep_machine(600)
    clock.advance(10)

    assert elapsed(anchor, clock, rules) == counted
    assert rc.slept_s(anchor, clock.now()) == 600


@pytest.mark.parametrize("jump", [-10 * HOUR, -1, 1, 24 * HOUR])
@BOTH
def test_a_jump_of_the_wall_clock_moves_nothing(clock: ManualClock, rules: Rules, jump: float) -> None:
    anchor = rc.begin(clock.now())
    clock.advance(30)
    clock.jump_wall(jump)
    clock.advance(30)

    assert elapsed(anchor, clock, rules) == 60


@pytest.mark.parametrize(("rules", "at_return"), [(PRACTICE, 103.0), (SIMULATION, 400.0)])
def test_a_killed_app_goes_on_from_its_last_trace_or_from_the_interviews_time(
    clock: ManualClock, rules: Rules, at_return: float
) -> None:
    anchor = rc.begin(clock.now())
    clock.advance(100)
    anchor = rc.heartbeat(anchor, clock.now(), rules)
    clock.advance(300)  # killed 3 s after the heartbeat, when the last event was written; back after 297 more

    reopened = rc.reopen(anchor, clock.now(), rules, journal_s=103.0)

    assert reopened.anchor.elapsed_s == at_return
    assert reopened.gap_s == 300
    assert reopened.counted_s == at_return - 103.0
    clock.advance(7)
    assert elapsed(reopened.anchor, clock, rules) == at_return + 7


@pytest.mark.parametrize(("rules", "at_return"), [(PRACTICE, 100.0), (SIMULATION, 220.0)])
def test_a_restarted_machine_is_timed_by_the_wall_clock(clock: ManualClock, rules: Rules, at_return: float) -> None:
    anchor = rc.begin(clock.now())
    clock.advance(100)
    anchor = rc.heartbeat(anchor, clock.now(), rules)
    clock.reboot(120)

    assert rc.reopen(anchor, clock.now(), rules).anchor.elapsed_s == at_return
    assert rc.slept_s(anchor, clock.now()) == 0.0


def test_across_a_restart_a_wall_clock_set_back_leaves_the_new_boots_uptime(clock: ManualClock) -> None:
    anchor = rc.heartbeat(rc.begin(clock.now()), clock.now(), SIMULATION)
    clock.reboot(30)
    clock.jump_wall(-5 * HOUR)
    clock.advance(55)

    assert rc.reopen(anchor, clock.now(), SIMULATION).anchor.elapsed_s == 60.0  # up for 5 s and then 55


def test_across_a_restart_a_wall_clock_set_forward_ends_the_simulation_and_no_more(clock: ManualClock) -> None:
    anchor = rc.begin(clock.now())
    clock.reboot(30)
    clock.jump_wall(365 * 24 * HOUR)

    assert rc.reopen(anchor, clock.now(), SIMULATION).anchor.elapsed_s == SIMULATION.planned_s


def test_where_boots_cannot_be_told_apart_uptime_is_no_bound() -> None:
    clock = ManualClock(boot_id="process-1")
    anchor = rc.begin(clock.now())
    clock.advance(10)
    now = clock.now()._replace(boot_id="process-2", since_boot_s=900_000.0, monotonic_s=900_000.0)

    assert rc.reopen(anchor, now, SIMULATION).anchor.elapsed_s == 10.0


def test_where_boots_cannot_be_told_apart_the_wall_clock_times_what_passes_between_two_commands() -> None:
    clock = ManualClock(boot_id="process-1")
    anchor = rc.begin(clock.now())
    clock.advance(10)
    now = clock.now()._replace(boot_id="process-2")

    assert rc.reopen(anchor, now, PRACTICE, runs_on=True).anchor.elapsed_s == 10.0
    assert rc.reopen(anchor, now, PRACTICE).anchor.elapsed_s == 0.0


def test_a_paused_round_stays_where_it_was_through_everything(clock: ManualClock) -> None:
    anchor = rc.begin(clock.now())
    clock.advance(60)
    anchor = rc.pause(anchor, clock.now(), PRACTICE)
    clock.advance(HOUR)
    clock.sleep_machine(HOUR)
    clock.reboot(HOUR)

    reopened = rc.reopen(anchor, clock.now(), PRACTICE, journal_s=61.0)

    assert (reopened.anchor.elapsed_s, reopened.anchor.ticking, reopened.counted_s) == (61.0, False, 0.0)
    assert reopened.gap_s == 3 * HOUR


def test_a_simulation_stands_still_at_its_end_and_practice_runs_over(clock: ManualClock) -> None:
    anchor = rc.begin(clock.now())
    clock.advance(50 * 60)

    assert elapsed(anchor, clock, SIMULATION) == SIMULATION.planned_s
    assert rc.overtime_s(elapsed(anchor, clock, SIMULATION), SIMULATION) == 0
    assert rc.overtime_s(elapsed(anchor, clock, PRACTICE), PRACTICE) == 5 * 60
    assert rc.remaining_s(elapsed(anchor, clock, PRACTICE), PRACTICE) == -5 * 60


@BOTH
def test_a_clock_that_goes_back_takes_nothing_away(clock: ManualClock, rules: Rules) -> None:
    anchor = rc.anchored(100.0, clock.now(), ticking=True)
    now = clock.now()
    back = Instant(now.wall, now.monotonic_s - 50, now.boot_id, now.since_boot_s - 50)

    assert rc.elapsed_s(anchor, back, rules) == 100.0


@BOTH
def test_after_ninety_minutes_of_ragged_heartbeats_the_rest_is_right_to_a_tenth(rules: Rules) -> None:
    rules = rules._replace(planned_s=120 * 60)
    clock = ManualClock()
    rng = random.Random(7)
    anchor = rc.begin(clock.now())
    true = 0.0
    while true < 90 * 60:
        step = rng.uniform(0.001, 1.9)  # ticks come late, early and never evenly
        clock.advance(step)
        true += step
        anchor = rc.heartbeat(anchor, clock.now(), rules)

    assert rc.remaining_s(anchor.elapsed_s, rules) == pytest.approx(120 * 60 - true, abs=1e-6)


ROUNDING_S = 1e-4
"""The wall clock holds whole microseconds, so a story of forty steps may be some tens of them off."""


class Step(NamedTuple):
    what: str
    seconds: float


STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from(["advance", "advance", "heartbeat", "sleep", "jump", "pause", "resume", "kill", "reboot"]),
        st.floats(min_value=5.0, max_value=2000.0, allow_nan=False),
    ),
    max_size=40,
)


class Oracle:
    """What a person with a stopwatch would say, who sees everything: no anchors, only the truth."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.low = self.high = 0.0  # the bounds between which the clock must be
        self.stored = 0.0  # Practice: what a kill leaves
        self.ticking = True
        self.wall_error = 0.0  # how far the wall clock was moved since the last anchor

    def passes(self, seconds: float, *, awake: bool) -> None:
        if self.ticking and (awake or self.rules.mode is Mode.SIMULATION):
            self._add(seconds, seconds)

    def reboots(self, down: float) -> None:
        if not self.ticking:
            return
        if self.rules.mode is Mode.PRACTICE:
            self.low = self.high = self.stored
        elif abs(self.wall_error) > 0:
            self.low, self.high = min(self.rules.planned_s, self.low_at_anchor + 5.0), self.rules.planned_s
        else:
            self._add(down, down)

    def _add(self, low: float, high: float) -> None:
        limit = self.rules.planned_s if self.rules.mode is Mode.SIMULATION else float("inf")
        self.low, self.high = min(limit, self.low + low), min(limit, self.high + high)

    def anchors(self, elapsed: float) -> None:
        """The clock was stored: from here on its own reading is the truth that later steps build on."""
        self.low = self.high = self.stored = self.low_at_anchor = elapsed
        self.wall_error = 0.0

    low_at_anchor = 0.0


@settings(max_examples=400, deadline=None)
@given(steps=STEPS, mode=st.sampled_from(list(Mode)))
def test_whatever_happens_the_clock_says_what_a_stopwatch_would(steps: list[Step], mode: Mode) -> None:
    rules = Rules(mode, 45 * 60.0)
    clock = ManualClock()
    anchor = rc.begin(clock.now())
    oracle = Oracle(rules)
    last = 0.0
    for number, step in enumerate(steps):
        killed = step.what in {"kill", "reboot"}
        if step.what == "advance":
            clock.advance(step.seconds)
            oracle.passes(step.seconds, awake=True)
        elif step.what == "sleep":
            clock.sleep_machine(step.seconds)
            oracle.passes(step.seconds, awake=False)
        elif step.what == "jump":
            jump = step.seconds * (1 if number % 2 else -1)
            clock.jump_wall(jump)
            oracle.wall_error += jump
        elif step.what == "pause" and mode is Mode.PRACTICE and anchor.ticking:
            anchor = rc.pause(anchor, clock.now(), rules)
            oracle.anchors(anchor.elapsed_s)
            oracle.ticking = False
        elif step.what == "resume" and not anchor.ticking:
            anchor = rc.resume(anchor, clock.now())
            oracle.anchors(anchor.elapsed_s)
            oracle.ticking = True
        elif killed:
            if step.what == "reboot":
                clock.reboot(step.seconds, f"restart-{number}")
                oracle.reboots(step.seconds)
            else:
                clock.advance(step.seconds)
                if mode is Mode.PRACTICE and oracle.ticking:
                    oracle.low = oracle.high = oracle.stored
                else:
                    oracle.passes(step.seconds, awake=True)
            anchor = rc.reopen(anchor, clock.now(), rules).anchor
        elif step.what == "heartbeat":
            anchor = rc.heartbeat(anchor, clock.now(), rules)

        now = rc.elapsed_s(anchor, clock.now(), rules)
        assert oracle.low - ROUNDING_S <= now <= oracle.high + ROUNDING_S
        # A kill in Practice gives back what passed since the last stored anchor; apart from that time never goes back.
        assert killed or now >= last - 1e-9
        assert now >= anchor.elapsed_s
        last = now
        if killed or step.what == "heartbeat":
            oracle.anchors(now)


@settings(max_examples=200, deadline=None)
@given(
    at=st.floats(0, 5000),
    readings=st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), max_size=20),
    mode=st.sampled_from(list(Mode)),
    boots=st.booleans(),
)
def test_no_reading_whatever_takes_the_clock_below_its_anchor_or_a_simulation_past_its_end(
    at: float, readings: list[tuple[float, float, float]], mode: Mode, *, boots: bool
) -> None:
    rules = Rules(mode, 2700.0)
    clock = ManualClock()
    start = clock.now()
    anchor = rc.anchored(at, start, ticking=True)
    for number, (wall, monotonic, since_boot) in enumerate(readings):
        clock.jump_wall(wall)
        now = clock.now()._replace(
            monotonic_s=start.monotonic_s + monotonic,
            since_boot_s=start.since_boot_s + since_boot,
            boot_id=f"b{number}" if boots else start.boot_id,
        )
        elapsed_now = rc.elapsed_s(anchor, now, rules)
        assert elapsed_now >= at
        if mode is Mode.SIMULATION:
            assert elapsed_now <= max(at, rules.planned_s)
        assert rc.away_s(anchor, now) >= 0
        assert rc.heartbeat(anchor, now, rules).elapsed_s == elapsed_now
