"""Who may work on a round: one process holds it, others follow it read-only, and a dead owner's round can be taken.

Pure rules over the stored owner and facts about processes. The history makes a claim atomic: it writes a new owner
only where the old one still stands.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from mockint.clock import is_boot_known
from mockint.domain.round import Owner, Round
from mockint.errors import RoundError

HEARTBEAT_S = 2.0
"""How often an owner says that it is alive."""

SILENT_AFTER_S = 30.0
"""Age of a heartbeat, in seconds, from which an owner has fallen silent."""

IsAlive = Callable[[int, str], bool]
"""Whether the process with this id and this start time is running on this machine."""


class Standing(StrEnum):
    """How a round's owner stands to me.

    ``silent`` is a process that is there and has said nothing for a while: it may hang, or the machine may just have
    woken up. Its round is taken over only when the user asks for it.
    """

    FREE = "free"
    MINE = "mine"
    HELD = "held"
    SILENT = "silent"
    DEAD = "dead"


def standing(owner: Owner | None, me: Owner, now: datetime, is_alive: IsAlive) -> Standing:
    """How the owner of a round stands to me.

    Within my boot the process table says whether it lives. An owner of another boot (before a restart, or where boots
    cannot be told apart) is dead once its heartbeat is old, or lies in the future after the wall clock was set back.

    Args:
        owner: Who holds the round; None for nobody.
        me: Who asks.
        now: The wall time (UTC).
        is_alive: Looks into the process table.
    """
    if owner is None:
        return Standing.FREE
    if is_same(owner, me):
        return Standing.MINE
    silent = abs((now - owner.heartbeat).total_seconds()) > SILENT_AFTER_S
    if owner.boot_id != me.boot_id or not is_boot_known(me.boot_id):
        return Standing.DEAD if silent else Standing.HELD
    if not is_alive(owner.process_id, owner.process_started):
        return Standing.DEAD
    return Standing.SILENT if silent else Standing.HELD


def is_same(first: Owner, second: Owner) -> bool:
    """Whether both are the same process; a process id that is used again is told by its start time."""
    return (first.process_id, first.process_started, first.boot_id) == (
        second.process_id,
        second.process_started,
        second.boot_id,
    )


def claimed(record: Round, me: Owner, now: datetime, is_alive: IsAlive, *, take_over: bool = False) -> Round:
    """The record with me as its owner, if I may have it.

    Args:
        record: The round.
        me: Who claims it; the heartbeat is set to now.
        now: The wall time (UTC).
        is_alive: Looks into the process table.
        take_over: True when the user asks to take the round from an owner that has fallen silent.

    Raises:
        RoundError: If another process holds it: the round can only be followed.
    """
    found = standing(record.owner, me, now, is_alive)
    if found is Standing.HELD:
        raise RoundError(
            "This round is open in another window or command; here it can only be followed.",
            "Close it there to go on here.",
        )
    if found is Standing.SILENT and not take_over:
        raise RoundError(
            "This round is open in another window or command that has not answered for a while.",
            "Close it there, or take the round over.",
        )
    return record.model_copy(update={"owner": me.model_copy(update={"heartbeat": now})})


def beaten(record: Round, me: Owner, now: datetime) -> Round:
    """The record with my heartbeat renewed.

    Raises:
        RoundError: If the round is no longer mine.
    """
    if record.owner is None or not is_same(record.owner, me):
        raise RoundError(
            "This round was taken over by another window or command; from here on it is followed.",
            "What was typed until then is kept.",
        )
    return record.model_copy(update={"owner": me.model_copy(update={"heartbeat": now})})


def released(record: Round, me: Owner) -> Round:
    """The record without an owner if it was mine; as it is otherwise."""
    if record.owner is None or not is_same(record.owner, me):
        return record
    return record.model_copy(update={"owner": None})
