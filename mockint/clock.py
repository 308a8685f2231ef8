"""Time as a value that is handed in: wall, monotonic and the boot it belongs to."""

from __future__ import annotations

import time
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple, Protocol

_BOOT_ID_FILE = Path("/proc/sys/kernel/random/boot_id")
_ONE_PROCESS = "process-"


class Instant(NamedTuple):
    """One reading of every clock there is.

    Attributes:
        wall: Aware UTC time; may jump (NTP, a user, a resumed virtual machine).
        monotonic_s: Seconds that never go back and stand still while the machine sleeps; comparable only
            within one boot.
        boot_id: Which boot `monotonic_s` belongs to.
        since_boot_s: Seconds since boot *including* sleep (``CLOCK_BOOTTIME``); equals `monotonic_s` where the system
            has no such clock.
    """

    wall: datetime
    monotonic_s: float
    boot_id: str
    since_boot_s: float


class Clock(Protocol):
    """Where every part of the program gets the time from."""

    def now(self) -> Instant:
        """Read all clocks at once."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def __init__(self) -> None:
        self._boot_id = _read_boot_id()

    def now(self) -> Instant:
        """Read the machine's clocks."""
        monotonic = time.monotonic()
        boottime = getattr(time, "CLOCK_BOOTTIME", None)
        since_boot = time.clock_gettime(boottime) if boottime is not None else monotonic
        return Instant(datetime.now(UTC), monotonic, self._boot_id, since_boot)


class ManualClock:
    """A clock that a test or the demo moves by hand."""

    def __init__(self, wall: datetime | None = None, boot_id: str = "boot-1") -> None:
        self._now = Instant(wall or datetime(2026, 1, 5, 9, 0, tzinfo=UTC), 1_000.0, boot_id, 1_000.0)

    def now(self) -> Instant:
        """The time that was set last."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Let time pass while the machine is awake."""
        self._now = self._now._replace(
            wall=self._now.wall + timedelta(seconds=seconds),
            monotonic_s=self._now.monotonic_s + seconds,
            since_boot_s=self._now.since_boot_s + seconds,
        )

    def sleep_machine(self, seconds: float) -> None:
        """Let time pass while the machine is asleep: wall and boot time move, monotonic time stands still."""
        self._now = self._now._replace(
            wall=self._now.wall + timedelta(seconds=seconds), since_boot_s=self._now.since_boot_s + seconds
        )

    def jump_wall(self, seconds: float) -> None:
        """Move only the wall clock, as NTP or a user would."""
        self._now = self._now._replace(wall=self._now.wall + timedelta(seconds=seconds))

    def reboot(self, down_s: float, boot_id: str = "boot-2") -> None:
        """Switch the machine off and on again."""
        self._now = Instant(self._now.wall + timedelta(seconds=down_s), 5.0, boot_id, 5.0)


def is_boot_known(boot_id: str) -> bool:
    """Whether the id names a boot of the machine; False where each process counts as a boot of its own, or none is known."""
    return bool(boot_id) and not boot_id.startswith(_ONE_PROCESS)


def _read_boot_id() -> str:
    try:
        return _BOOT_ID_FILE.read_text(encoding="ascii").strip()
    except OSError:
        # Without a boot id a restart cannot be told from a running machine, so every process counts as its own boot.
        return f"{_ONE_PROCESS}{uuid.uuid4()}"
