"""The clocks that are handed in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mockint import clock as clock_module
from mockint.clock import ManualClock, SystemClock, is_boot_known


def test_the_system_clock_reads_all_clocks_of_one_boot() -> None:
    clock = SystemClock()
    first, second = clock.now(), clock.now()

    assert first.wall.tzinfo is UTC
    assert second.monotonic_s >= first.monotonic_s
    assert second.since_boot_s >= first.since_boot_s
    assert second.boot_id == first.boot_id == SystemClock().now().boot_id


def test_without_a_boot_clock_monotonic_time_stands_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("time.CLOCK_BOOTTIME", raising=False)
    now = SystemClock().now()

    assert now.since_boot_s == now.monotonic_s


def test_without_a_boot_id_each_process_is_a_boot_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(clock_module, "_BOOT_ID_FILE", tmp_path / "none")
    first, second = SystemClock().now().boot_id, SystemClock().now().boot_id

    assert first != second
    assert not is_boot_known(first)


def test_a_boot_is_known_by_its_id_alone() -> None:
    assert is_boot_known("6b7f0e3c-1111-4222-8333-abcdefabcdef")
    assert not is_boot_known("")


def test_advancing_moves_every_clock() -> None:
    clock = ManualClock(datetime(2026, 1, 1, tzinfo=UTC))
    before = clock.now()
    clock.advance(2.5)

    after = clock.now()
    assert after.wall - before.wall == timedelta(seconds=2.5)
    assert after.monotonic_s - before.monotonic_s == after.since_boot_s - before.since_boot_s == 2.5


def test_sleep_leaves_monotonic_time_where_it_was() -> None:
    clock = ManualClock()
    before = clock.now()
    clock.sleep_machine(60)

    after = clock.now()
    assert after.monotonic_s == before.monotonic_s
    assert after.since_boot_s - before.since_boot_s == (after.wall - before.wall).total_seconds() == 60


def test_a_jump_moves_the_wall_alone() -> None:
    clock = ManualClock()
    before = clock.now()
    clock.jump_wall(-3600)

    assert clock.now() == before._replace(wall=before.wall - timedelta(hours=1))


def test_a_reboot_starts_new_clocks() -> None:
    clock = ManualClock()
    before = clock.now()
    clock.reboot(90, "boot-7")

    after = clock.now()
    assert after.boot_id == "boot-7"
    assert after.monotonic_s == after.since_boot_s < before.monotonic_s
    assert (after.wall - before.wall).total_seconds() == 90
