"""Facts about processes: who this one is, and whether another is still there."""

from __future__ import annotations

import os
from pathlib import Path

from mockint.clock import Clock
from mockint.domain.round import Owner

_STAT_START_TIME = 19  # fields behind the command's closing bracket; see proc(5), field 22


def this_process(clock: Clock) -> Owner:
    """This process as the owner of a round, alive at this moment."""
    now = clock.now()
    pid = os.getpid()
    return Owner(process_id=pid, process_started=started(pid) or "", boot_id=now.boot_id, heartbeat=now.wall)


def is_alive(process_id: int, process_started: str) -> bool:
    """Whether the process with this id and start time is running."""
    return started(process_id) == process_started


def started(process_id: int) -> str | None:
    """Start time of a process in the system's own units; None where there is no such process."""
    stat = Path(f"/proc/{process_id}/stat")
    if stat.parent.parent.joinpath("self").exists():
        try:
            text = stat.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None
        fields = text.rpartition(")")[2].split()
        return None if fields[0] in ("Z", "X") else fields[_STAT_START_TIME]
    import psutil  # only where there is no /proc

    try:
        return repr(psutil.Process(process_id).create_time())
    except psutil.Error:
        return None
