from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mockint.clock import ManualClock
from mockint.domain.round import RoundState
from mockint.errors import BadInputError, HistoryError
from mockint.history.backup import backup, check, restore
from mockint.history.migrate import HEAD
from mockint.history.store import Store, open_store
from mockint.paths import Home
from tests.helpers.records import add_round, fill, make_events, make_owner

pytestmark = pytest.mark.history_file


def nobody(_owner: object) -> bool:
    return False


def test_a_backup_is_one_sound_file_made_while_the_history_is_in_use(store: Store, tmp_path: Path) -> None:
    records = fill(store)
    target = tmp_path / "copies" / "a.sqlite3"
    assert backup(store, target) == target
    store.append_events(records[0].id, make_events(3, first=6))
    assert [path.name for path in target.parent.iterdir()] == ["a.sqlite3"]
    home = Home(tmp_path / "other")
    home.root.mkdir()
    shutil.copy(target, home.database)
    copy = open_store(home, ManualClock())
    assert copy.load_round(records[0].id) == records[0]
    assert len(copy.read_events(records[0].id)) == 5
    copy.close()


def test_a_backup_overwrites_nothing(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.write_text("mine")
    with pytest.raises(BadInputError, match="already"):
        backup(store, target)
    with pytest.raises(HistoryError, match="cannot be written"):
        backup(store, target / "below")
    assert target.read_text() == "mine"


def test_restoring_brings_back_what_was_and_keeps_what_is(
    home: Home, store: Store, clock: ManualClock, tmp_path: Path
) -> None:
    records = fill(store)
    copy = backup(store, tmp_path / "copy.sqlite3")
    store.delete_round(records[0].id)
    done = restore(home, copy, clock, nobody)
    assert done.path == home.database
    assert store.load_round(records[0].id) == records[0], "a window that has it open sees it at once"
    assert done.kept is not None
    clock.advance(1)
    back = restore(home, done.kept, clock, nobody)
    assert store.round_ids() == (records[1].id,)
    assert len(list(home.backups.iterdir())) == 2
    assert back.kept != done.kept


def test_nothing_is_restored_under_a_running_round(
    home: Home, store: Store, clock: ManualClock, tmp_path: Path
) -> None:
    copy = backup(store, tmp_path / "copy.sqlite3")
    done = add_round(store, "done", state=RoundState.SUBMITTED)
    store.claim_owner(done.id, make_owner(7))
    record = add_round(store, "r1")
    store.claim_owner(record.id, make_owner(8))
    with pytest.raises(HistoryError, match=r"open in another window or command \(process 8\)"):
        restore(home, copy, clock, lambda owner: True)
    assert store.has_round(record.id)
    restore(home, copy, clock, nobody)
    assert not store.has_round(record.id)


def test_a_missing_history_is_restored(home: Home, store: Store, clock: ManualClock, tmp_path: Path) -> None:
    fill(store)
    copy = backup(store, tmp_path / "copy.sqlite3")
    other = Home(tmp_path / "other")
    assert restore(other, copy, clock, nobody) == (other.database, None)
    opened = open_store(other, clock)
    assert opened.counts() == store.counts()
    opened.close()


def test_a_damaged_history_makes_room_and_is_kept(home: Home, store: Store, clock: ManualClock, tmp_path: Path) -> None:
    fill(store)
    copy = backup(store, tmp_path / "copy.sqlite3")
    other = Home(tmp_path / "other")
    other.root.mkdir()
    other.database.write_bytes(b"what is this?" * 1000)
    done = restore(other, copy, clock, nobody)
    assert done.kept is not None
    assert done.kept.read_bytes() == b"what is this?" * 1000
    opened = open_store(other, clock)
    assert opened.counts() == store.counts()
    opened.close()


def damage(path: Path) -> None:
    """Overwrite the middle of a database."""
    data = bytearray(path.read_bytes())
    data[8192:-4096] = b"\x5a" * (len(data) - 8192 - 4096)
    path.write_bytes(data)


def test_a_source_that_is_no_sound_history_is_refused(
    home: Home, store: Store, clock: ManualClock, tmp_path: Path
) -> None:
    fill(store)
    before = store.counts()
    broken = backup(store, tmp_path / "broken.sqlite3")
    damage(broken)
    text = tmp_path / "text"
    text.write_text("hello" * 100)
    empty = tmp_path / "empty"
    empty.touch()
    foreign = tmp_path / "foreign"
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE t (x)")
    newer = backup(store, tmp_path / "newer.sqlite3")
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    for source, why in (
        (broken, "damaged"),
        (text, "damaged"),
        (empty, "no history in"),
        (tmp_path / "missing", "no history in"),
        (foreign, "not a history of mockint"),
        (newer, "newer mockint"),
    ):
        with pytest.raises((BadInputError, HistoryError), match=why):
            restore(home, source, clock, nobody)
    assert store.counts() == before
    assert not home.backups.exists()


def test_a_held_history_is_told_instead_of_waiting_for_ever(
    home: Home, store: Store, clock: ManualClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mockint.history.backup.BUSY_TIMEOUT_S", 0.0)
    monkeypatch.setattr("mockint.history.migrate._BUSY_STEPS", 1)
    copy = backup(store, tmp_path / "copy.sqlite3")
    with closing(sqlite3.connect(home.database, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(HistoryError, match="Another program is holding"):
            restore(home, copy, clock, nobody)


def test_the_check_of_a_sound_history(store: Store) -> None:
    fill(store)
    found = check(store)
    assert found.integrity == "ok"
    assert found.problems == ()
    assert found.revision == HEAD
    assert found.counts == store.counts()
    assert found.place == store.place


def test_the_check_finds_holes_and_orphans(home: Home, store: Store) -> None:
    records = fill(store)
    with closing(sqlite3.connect(home.database)) as connection:
        connection.execute("DELETE FROM event WHERE round_id = 'r0' AND seq = 3")
        connection.execute("DELETE FROM item WHERE round_id = 'r1'")
        connection.commit()
    found = check(store)
    assert found.integrity == "damaged"
    assert "the journal of round r0 has 4 of the 5 events it should have" in found.problems
    assert any("submission" in problem for problem in found.problems)
    assert records
