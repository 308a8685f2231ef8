"""The clock of a round: pure arithmetic from a stored anchor and a reading of the machine's clocks.

Elapsed time is never counted up by ticks. It is always ``anchor.elapsed_s`` plus what the right clock says has passed
since the anchor, so a late or missing tick, or ninety minutes of them, cannot add an error.

=========================  ==========================================  =============================================
what happens               Practice                                    Simulation
=========================  ==========================================  =============================================
time passes, app runs      counts                                      counts
paused                     does not count                              (there is no pause)
laptop asleep              does not count: monotonic time stood still  counts: time since boot ran on
app killed, same boot      counts up to the last anchor or event       counts: time since boot ran on
between two commands       counts (nobody was killed)                  counts
machine restarted          counts up to the last anchor or event       counts: by the wall clock, within bounds
wall clock jumps           moves nothing                               moves nothing within a boot; across a restart
                                                                       it is held between two bounds
end of the planned time    overtime runs on                            stands still there: the round is over
=========================  ==========================================  =============================================

The bounds across a restart: at least the time that the machine has been up since (where its boots can be told apart),
at most the planned length. Elapsed time never goes back: no clock that does can make it.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from mockint.clock import Instant, is_boot_known
from mockint.domain.round import ClockAnchor, Mode


class Rules(NamedTuple):
    """What the clock has to know of a round: its mode and its planned length in seconds."""

    mode: Mode
    planned_s: float


class Reopened(NamedTuple):
    """A round's clock after the app was away.

    Attributes:
        anchor: The new anchor, at the moment of the return.
        gap_s: Seconds of real time that the app was away, as well as the machine can tell.
        counted_s: Seconds of them that count as time of the round.
    """

    anchor: ClockAnchor
    gap_s: float
    counted_s: float


def anchored(elapsed_s: float, now: Instant, *, ticking: bool) -> ClockAnchor:
    """An anchor that says: at this reading the round stood at ``elapsed_s`` seconds."""
    return ClockAnchor(
        elapsed_s=elapsed_s,
        ticking=ticking,
        wall=now.wall,
        monotonic_s=now.monotonic_s,
        since_boot_s=now.since_boot_s,
        boot_id=now.boot_id,
    )


def begin(now: Instant) -> ClockAnchor:
    """The first anchor of a round: zero seconds, running."""
    return anchored(0.0, now, ticking=True)


def elapsed_s(anchor: ClockAnchor, now: Instant, rules: Rules) -> float:
    """Seconds of the round that have passed at a reading; see the table at the top of this module.

    Never less than the anchor's own, and in a simulation never more than the planned length.
    """
    if not anchor.ticking:
        return anchor.elapsed_s
    if rules.mode is Mode.PRACTICE:
        awake = now.monotonic_s - anchor.monotonic_s if _same_boot(anchor, now) else 0.0
        return anchor.elapsed_s + max(0.0, awake)
    return max(anchor.elapsed_s, min(rules.planned_s, anchor.elapsed_s + away_s(anchor, now)))


def remaining_s(elapsed: float, rules: Rules) -> float:
    """Seconds that are left of the planned length; below zero in overtime."""
    return rules.planned_s - elapsed


def overtime_s(elapsed: float, rules: Rules) -> float:
    """Seconds past the planned end, at least 0."""
    return max(0.0, elapsed - rules.planned_s)


def heartbeat(anchor: ClockAnchor, now: Instant, rules: Rules) -> ClockAnchor:
    """The same clock, anchored at this reading; what is stored every few seconds, so that a kill loses little."""
    return anchored(elapsed_s(anchor, now, rules), now, ticking=anchor.ticking)


def pause(anchor: ClockAnchor, now: Instant, rules: Rules) -> ClockAnchor:
    """The clock stopped at this reading."""
    return anchored(elapsed_s(anchor, now, rules), now, ticking=False)


def resume(anchor: ClockAnchor, now: Instant) -> ClockAnchor:
    """A stopped clock, running again from this reading."""
    return anchored(anchor.elapsed_s, now, ticking=True)


def reopen(
    anchor: ClockAnchor, now: Instant, rules: Rules, journal_s: float = 0.0, *, runs_on: bool = False
) -> Reopened:
    """The clock of a round that another process held, or this machine before a restart.

    In Practice the round goes on where its last trace is: the anchor, or the last event of the journal if that is
    later. In a simulation it goes on where the interview is by now.

    Args:
        anchor: The last anchor that was stored.
        now: The reading at the return.
        rules: The round's mode and length.
        journal_s: Seconds of the round at the last event in the journal.
        runs_on: The round was given up with its clock running, not killed: what the clock shows counts in Practice too.
    """
    known = max(anchor.elapsed_s, journal_s)
    if not anchor.ticking:
        return Reopened(anchored(known, now, ticking=False), away_s(anchor, now), 0.0)
    elapsed = max(known, elapsed_s(anchor, now, rules))
    if rules.mode is Mode.PRACTICE and not runs_on:
        elapsed = known
    elif rules.mode is Mode.PRACTICE and not is_boot_known(now.boot_id):
        # Each process is a boot of its own, so between two commands there is only the wall clock to go by.
        elapsed = max(known, anchor.elapsed_s + away_s(anchor, now))
    return Reopened(anchored(elapsed, now, ticking=True), away_s(anchor, now), elapsed - known)


def away_s(anchor: ClockAnchor, now: Instant) -> float:
    """Seconds of real time since the anchor, sleep included, as well as the machine can tell; at least 0.

    Within a boot this is the time since boot and the wall clock has no say. Across a restart only the wall clock
    knows, and the new boot's own uptime, all of which lies after the anchor, is the least it can be.
    """
    if _same_boot(anchor, now):
        return max(0.0, now.since_boot_s - anchor.since_boot_s, now.monotonic_s - anchor.monotonic_s)
    up = now.since_boot_s if is_boot_known(now.boot_id) and is_boot_known(anchor.boot_id) else 0.0
    return max(0.0, up, (now.wall - anchor.wall).total_seconds())


def told_by_journal(elapsed_s: float, wall: datetime) -> ClockAnchor:
    """An anchor from the journal alone, which knows the wall clock and nothing of the machine's boots."""
    return ClockAnchor(elapsed_s=elapsed_s, ticking=True, wall=wall, monotonic_s=0.0, since_boot_s=0.0, boot_id="")


def slept_s(anchor: ClockAnchor, now: Instant) -> float:
    """Seconds that the machine slept since the anchor; 0 across a restart, where nobody can tell."""
    if not _same_boot(anchor, now):
        return 0.0
    return max(0.0, (now.since_boot_s - anchor.since_boot_s) - (now.monotonic_s - anchor.monotonic_s))


def _same_boot(anchor: ClockAnchor, now: Instant) -> bool:
    return anchor.boot_id == now.boot_id
