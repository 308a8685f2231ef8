"""What a user meets when the history cannot be used: each fault is a sentence with a next step, and nothing is lost."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError, ProgrammingError

from mockint.clock import ManualClock
from mockint.errors import HistoryError
from mockint.history import engine
from mockint.history.engine import set_pragmas
from mockint.history.faults import BusyError, DamagedError, FullError, NoAnswerError, explain_code, told
from mockint.history.store import Store, open_store
from mockint.history.values import Counts
from mockint.paths import Home
from tests.helpers.records import add_round, fill, make_events

pytestmark = pytest.mark.history_file

ROOT = Path(__file__).resolve().parents[3]


def run_child(code: str, *args: str) -> dict[str, object]:
    """Run code in a process of its own; it prints one JSON object."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), *args],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_the_pragmas_hold_on_every_connection(store: Store) -> None:
    with store.one_view() as session:
        connection = session.connection()
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_the_store_is_used_on_one_thread_alone(store: Store) -> None:
    import concurrent.futures

    with concurrent.futures.ThreadPoolExecutor(1) as pool, pytest.raises(Exception, match="same thread"):
        pool.submit(store.counts).result()


@pytest.mark.parametrize("content", [b"not a database", b"SQLite format 3\0" + b"\x11" * 5000])
def test_a_file_that_is_no_database_is_left_as_it_is(home: Home, clock: ManualClock, content: bytes) -> None:
    home.root.mkdir()
    home.database.write_bytes(content)
    with pytest.raises(DamagedError, match="left as it is"):
        open_store(home, clock)
    assert home.database.read_bytes() == content
    assert [path.name for path in home.root.iterdir()] == ["history.sqlite3"]


def test_an_empty_file_becomes_a_history(home: Home, clock: ManualClock) -> None:
    home.root.mkdir()
    home.database.touch()
    opened = open_store(home, clock)
    assert opened.counts().profiles == 1
    opened.close()


def test_a_page_that_went_bad_is_told_when_it_is_read(home: Home, clock: ManualClock) -> None:
    opened = open_store(home, clock)
    record = add_round(opened)
    opened.append_events(record.id, make_events(2000))
    opened.close()
    data = bytearray(home.database.read_bytes())
    half = len(data) // 2  # behind the first pages, which say which tables there are
    data[half:-8192] = b"\x5a" * (len(data) - half - 8192)
    home.database.write_bytes(data)
    opened = open_store(home, clock)
    with pytest.raises(DamagedError, match="mockint db restore"):
        opened.read_events(record.id)
    opened.close()


def test_a_database_of_something_else_is_left_as_it_is(home: Home, clock: ManualClock) -> None:
    home.root.mkdir()
    with closing(sqlite3.connect(home.database)) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    before = home.database.read_bytes()
    with pytest.raises(HistoryError, match="not a history of mockint"):
        open_store(home, clock)
    assert home.database.read_bytes() == before


def test_a_newer_history_is_refused_untouched(home: Home, clock: ManualClock) -> None:
    opened = open_store(home, clock)
    fill(opened)
    opened.close()
    with closing(sqlite3.connect(home.database)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
        connection.commit()
    before = home.database.read_bytes()
    with pytest.raises(HistoryError, match=r"newer mockint \(revision 0999\).*Update mockint"):
        open_store(home, clock)
    assert home.database.read_bytes() == before
    assert [path.name for path in home.root.iterdir()] == ["history.sqlite3"]


def test_a_folder_in_the_place_of_the_history_is_told(home: Home, clock: ManualClock) -> None:
    home.database.mkdir(parents=True)
    with pytest.raises(HistoryError, match="cannot be read"):
        open_store(home, clock)


def test_a_file_in_the_place_of_the_home_is_told(home: Home, clock: ManualClock) -> None:
    home.root.write_text("a file")
    with pytest.raises(HistoryError, match="cannot be made"):
        open_store(home, clock)


_OPEN_AND_WRITE = """
    import json, os, sys
    from pathlib import Path
    from mockint.clock import ManualClock
    from mockint.errors import KnownError
    from mockint.history.store import open_store
    from mockint.paths import Home
    from tests.helpers.records import add_round, make_events
    open_store(Home(Path(sys.argv[2])), ManualClock()).close()  # what is imported late is imported with root's rights
    os.setgid(65534)
    os.setuid(65534)
    said = ""
    try:
        store = open_store(Home(Path(sys.argv[1])), ManualClock())
        add_round(store, "second")
    except KnownError as fault:
        said = str(fault)
    print(json.dumps({"said": said}))
"""


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="gives up the rights of root")
@pytest.mark.parametrize("what", ["file", "folder", "missing"])
def test_a_read_only_home_is_told(tmp_path_factory: pytest.TempPathFactory, what: str) -> None:
    home = Home(tmp_path_factory.mktemp("read-only"))
    for folder in (home.root, *home.root.parents):
        if folder.is_relative_to(tmp_path_factory.getbasetemp().parent):
            folder.chmod(0o755)
    if what != "missing":
        opened = open_store(home, ManualClock())
        add_round(opened)
        opened.close()
        home.database.chmod(0o444 if what == "file" else 0o666)
    before = home.database.read_bytes() if home.database.exists() else b""
    said = run_child(_OPEN_AND_WRITE, str(home.root), str(tmp_path_factory.mktemp("warm")))["said"]
    assert "cannot be" in str(said)
    assert "MOCKINT_HOME" in str(said)
    assert (home.database.read_bytes() if home.database.exists() else b"") == before


def test_a_full_disk_is_told_and_what_was_stored_stays(store: Store) -> None:
    record = add_round(store)
    store.append_events(record.id, make_events(3))
    with store.one_view() as session:
        pages = session.connection().exec_driver_sql("PRAGMA page_count").scalar()
    store.pragma(f"max_page_count={pages}")
    with pytest.raises(FullError, match=r"full.*Free some space"):
        store.append_events(record.id, make_events(5000, first=4))
    assert store.read_events(record.id) == make_events(3)
    store.pragma("max_page_count=1000000")
    store.append_events(record.id, make_events(5000, first=4))
    assert len(store.read_events(record.id)) == 5003


def test_a_limit_on_the_size_of_files_is_told(tmp_path: Path) -> None:
    code = """
        import json, resource, sys
        from pathlib import Path
        from mockint.clock import ManualClock
        from mockint.errors import KnownError
        from mockint.history.store import open_store
        from mockint.paths import Home
        from tests.helpers.records import add_round, make_events
        store = open_store(Home(Path(sys.argv[1])), ManualClock())
        record = add_round(store)
        store.append_events(record.id, make_events(3))
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
        said = ""
        try:
            store.append_events(record.id, make_events(9000, first=4))
        except KnownError as fault:
            said = str(fault)
        print(json.dumps({"said": said, "kept": len(store.read_events(record.id))}))
    """
    found = run_child(code, str(tmp_path / "h"))
    assert found["kept"] == 3
    assert "what was stored before is" in str(found["said"])


def test_another_process_that_holds_on_is_told(home: Home, store: Store, clock: ManualClock) -> None:
    record = add_round(store)
    store.pragma("busy_timeout=0")
    with closing(sqlite3.connect(home.database, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        assert store.read_events(record.id) == (), "reading needs no permission"
        with pytest.raises(BusyError, match="nothing was changed"):
            store.append_events(record.id, make_events(2))
        holder.execute("ROLLBACK")
    store.append_events(record.id, make_events(2))


def test_two_processes_may_make_one_home_at_the_same_time(tmp_path: Path) -> None:
    code = """
        import sys
        from pathlib import Path
        from mockint.clock import ManualClock
        from mockint.history.store import open_store
        from mockint.paths import Home
        from tests.helpers.records import add_round, make_events
        sys.stdin.readline()
        store = open_store(Home(Path(sys.argv[1])), ManualClock())
        record = add_round(store, sys.argv[2])
        for first in range(1, 200, 10):
            store.append_events(record.id, make_events(10, first=first))
        store.close()
    """
    children = [
        subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(code), str(tmp_path / "h"), name],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("one", "two", "three")
    ]
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    for child in children:
        _, errors = child.communicate(timeout=60)
        assert child.returncode == 0, errors
    opened = open_store(Home(tmp_path / "h"), ManualClock())
    assert opened.counts()._replace(contents=0) == Counts(profiles=1, rounds=3, events=600)
    opened.close()


def test_every_code_of_the_world_has_a_sentence() -> None:
    for code in (
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_IOERR,
    ):
        error = explain_code(code, "/data/history.sqlite3")
        assert isinstance(error, HistoryError)
        assert "/data/history.sqlite3" in error.what
        assert error.how.endswith(".")
    assert explain_code(sqlite3.SQLITE_CONSTRAINT, "x") is None


def refuse(fault: Exception) -> None:
    with told("server/db"):
        raise fault


def test_a_server_that_does_not_answer_is_told() -> None:
    with pytest.raises(NoAnswerError, match="server/db does not answer"):
        refuse(OperationalError("SELECT 1", {}, ConnectionError("refused")))
    bug = ProgrammingError("SELEKT 1", {}, ValueError("no such word"))
    with pytest.raises(ProgrammingError):
        refuse(bug)
    with pytest.raises(sqlite3.OperationalError, match="no code"):
        refuse(sqlite3.OperationalError("no code"))


_WRITER = """
    import sys
    from pathlib import Path
    from mockint.clock import SystemClock
    from mockint.history.journal import JournalWriter
    from mockint.history.store import open_store
    from mockint.lanes import StoreLane
    from mockint.paths import Home
    from tests.helpers.records import add_round, make_events
    lane = StoreLane()
    store = lane.call(lambda: open_store(Home(Path(sys.argv[1])), SystemClock()))
    record = lane.call(lambda: add_round(store))
    writer = JournalWriter(lane, store, record.id, SystemClock(), later=lambda delay, call: None)
    print("ready", flush=True)
    for first in range(1, 100_000, 3):
        for event in make_events(3, first=first):
            writer.record(event)
        writer.flush().result()
        print(first + 2, flush=True)
"""


@pytest.mark.slow
def test_a_kill_at_any_moment_loses_nothing_that_was_flushed(tmp_path: Path) -> None:
    for number in range(8):
        home = Home(tmp_path / str(number))
        child = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(_WRITER), str(home.root)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        # Where in its work the kill meets the child is left to the machine; that it meets it at work is certain.
        for _ in range(1 + 37 * number):
            child.stdout.readline()
        child.send_signal(signal.SIGKILL)
        acknowledged = [int(line) for line in child.stdout.read().splitlines() if line]
        child.wait()
        child.stdout.close()
        opened = open_store(home, ManualClock())
        kept = opened.read_events(opened.round_ids()[0])
        assert kept == make_events(len(kept))
        if acknowledged:
            assert acknowledged[-1] <= len(kept) <= acknowledged[-1] + 3
        assert len(kept) >= 3 * (1 + 37 * number)
        opened.close()


def test_a_busy_timeout_is_set(store: Store) -> None:
    with store.one_view() as session:
        assert session.connection().exec_driver_sql("PRAGMA busy_timeout").scalar() == engine.BUSY_TIMEOUT_S * 1000


def test_pragmas_can_leave_references_unchecked(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x")) as connection:
        set_pragmas(connection, foreign_keys=False)
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (0,)
