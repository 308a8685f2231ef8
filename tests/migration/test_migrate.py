from __future__ import annotations

import ast
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from mockint.clock import ManualClock
from mockint.domain.grade import Grade
from mockint.domain.round import Round
from mockint.errors import HistoryError
from mockint.history.engine import file_url, open_engine, writing
from mockint.history.faults import DamagedError
from mockint.history.migrate import (
    HEAD,
    MIGRATIONS,
    Migrations,
    alembic_config,
    file_revision,
    prepare,
    problems_of,
    revision,
)
from mockint.history.store import open_store
from mockint.history.tables import METADATA
from mockint.history.values import Counts
from mockint.paths import Home
from tests.helpers.records import (
    START,
    fill,
    make_attempt,
    make_events,
    make_grade,
    make_interview,
    make_loop,
    make_round,
    make_story,
    make_target,
)

STORED = sorted((Path(__file__).parent / "stored").glob("revision_*.sql"))


def load_stored(path: Path, text: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL").fetchone()
        connection.executescript(text.read_text(encoding="utf-8"))


def shape(path: Path) -> dict[str, object]:
    """Every table and index of a file with the parts of its SQL in any order, but for the version table."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE tbl_name != 'alembic_version'").fetchall()
    return {name: sorted(" ".join((sql or "").split()).removesuffix(")").strip().split(", ")) for name, sql in rows}


def made_grades(record: Round, *, old: bool) -> tuple[Grade, ...]:
    """The grades of a stored history; those of the first revision had no grader and were all measured."""
    known = {"grader": "messages", "model": "claude-sonnet-5", "effort": "low", "prompt_version": "1", "runs": 3}
    marks = ("The answer holds an instruction to the grader: “é”.",)
    number = record.id.removeprefix("r")
    return (
        make_grade(record, f"g{number}a", mean=2.0),
        make_grade(record, f"g{number}b", mean=3.5, **({} if old else {**known, "marks": marks})),
    )


def next_revision(folder: Path, body: str) -> Migrations:
    """The real migrations with one more behind them."""
    shutil.copytree(MIGRATIONS.folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    (folder / "versions" / f"{NEXT}_next.py").write_text(
        f"import sqlalchemy as sa\nfrom alembic import op\n\nrevision = '{NEXT}'\ndown_revision = '{HEAD}'\n\n\n"
        f"def upgrade():\n{lines}"
    )
    return Migrations(folder, NEXT)


NEXT = f"{int(HEAD) + 1:04}"

ADD_COLUMN = "op.add_column('round', sa.Column('mood', sa.String(), nullable=False, server_default='calm'))"
REBUILD = (
    "with op.batch_alter_table('round') as batch:\n"
    "    batch.drop_index('ix_round_state')\n"
    "    batch.drop_column('folder')"
)


def test_the_program_works_with_the_newest_revision() -> None:
    scripts = ScriptDirectory.from_config(alembic_config())
    assert scripts.get_heads() == [HEAD]
    assert {f"revision_{script.revision}.sql" for script in scripts.walk_revisions()} == {path.name for path in STORED}


def test_the_short_way_and_all_migrations_give_the_same_tables(home: Home, tmp_path: Path) -> None:
    short = tmp_path / "short.sqlite3"
    prepare(file_url(short), home.backups, "x")
    # A folder of its own is not the one that the short way is for.
    copied = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS.folder, copied)
    long = tmp_path / "long.sqlite3"
    prepare(file_url(long), home.backups, "x", Migrations(copied, HEAD))
    assert shape(short) == shape(long)
    engine = open_engine(file_url(long))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, METADATA) == []
        assert revision(connection) == HEAD
    engine.dispose()


@pytest.mark.parametrize("stored", STORED, ids=lambda path: path.stem)
def test_a_stored_history_of_every_revision_opens(home: Home, stored: Path) -> None:
    load_stored(home.database, stored)
    store = open_store(home, ManualClock())
    old = stored.stem == "revision_0001"
    drilled = stored.stem >= "revision_0003"
    attempts = tuple(make_attempt(f"a{number}", minute=number) for number in (1, 0)) if drilled else ()
    stories = (make_story(),) if stored.stem >= "revision_0004" else ()
    looped = (make_loop(),) if stored.stem >= "revision_0006" else ()
    aimed = 2 if stored.stem >= "revision_0005" else 0
    calls = 0 if old else 2
    assert store.counts() == Counts(
        1,
        3 if drilled else 2,
        *(2, 6, 2, 4, 4, 2),
        model_calls=calls,
        drill_attempts=len(attempts),
        user_stories=len(stories),
        targets=aimed,
        interviews=aimed,
        expectations=aimed,
        loops=len(looped),
    )
    assert store.loops() == looped
    assert store.targets() == tuple(make_target(f"t{number}", minute=number) for number in range(aimed))
    assert store.interviews() == tuple(make_interview(f"i{number}", minute=number) for number in range(aimed))
    assert store.user_stories() == stories
    assert store.attempts() == attempts
    records = [make_round(f"r{number}", minute=number, items=2, state="graded") for number in range(2)]
    assert [store.load_round(record.id) for record in records] == records
    assert store.read_events(records[0].id) == make_events(3)
    assert [line.verdict.mean for line in store.list_rounds()[0].grades] == [3.5]
    assert store.grades(records[0].id) == made_grades(records[0], old=old)
    assert store.spent_since(START).usd == (0 if old else 0.06)
    store.close()
    assert home.backups.exists() == (stored.stem != f"revision_{HEAD}")


@pytest.mark.parametrize("step", [ADD_COLUMN, REBUILD], ids=["add a column", "rebuild a table"])
def test_an_older_history_is_copied_then_migrated(home: Home, tmp_path: Path, step: str) -> None:
    load_stored(home.database, STORED[-1])
    before = shape(home.database)
    migrations = next_revision(tmp_path / "migrations", step)
    prepare(file_url(home.database), home.backups, "20260105", migrations)
    assert file_revision(home.database) == NEXT
    assert shape(home.database) != before
    [copy] = home.backups.iterdir()
    assert copy.name == f"before-migration-{HEAD}-20260105.sqlite3"
    assert file_revision(copy) == HEAD
    assert shape(copy) == before
    with closing(sqlite3.connect(home.database)) as connection:
        assert connection.execute("SELECT count(*) FROM event").fetchone() == (6,)
        assert connection.execute("SELECT count(*) FROM item").fetchone() == (4,), "a rebuilt table takes nothing along"
    prepare(file_url(home.database), home.backups, "again", migrations)
    assert len(list(home.backups.iterdir())) == 1
    with pytest.raises(HistoryError, match="newer mockint"):
        open_store(home, ManualClock())


@pytest.mark.parametrize(
    ("step", "error"),
    [
        (ADD_COLUMN + "\nraise ZeroDivisionError", ZeroDivisionError),
        (REBUILD + "\nraise ZeroDivisionError", ZeroDivisionError),
        ("op.execute(\"DELETE FROM item WHERE round_id = 'r0'\")", DamagedError),
    ],
    ids=["breaks off", "breaks off in a rebuild", "leaves orphans"],
)
def test_a_migration_that_fails_changes_nothing(home: Home, tmp_path: Path, step: str, error: type[Exception]) -> None:
    load_stored(home.database, STORED[-1])
    with closing(sqlite3.connect(home.database)) as connection:
        before = list(connection.iterdump())
    migrations = next_revision(tmp_path / "migrations", step)
    with pytest.raises(error):
        prepare(file_url(home.database), home.backups, "x", migrations)
    with closing(sqlite3.connect(home.database)) as connection:
        assert list(connection.iterdump()) == before
    assert file_revision(home.database) == HEAD
    open_store(home, ManualClock()).close()


def test_the_newest_five_copies_are_kept(home: Home, tmp_path: Path) -> None:
    migrations = next_revision(tmp_path / "migrations", ADD_COLUMN)
    home.backups.mkdir(parents=True)
    (home.backups / "mine.sqlite3").touch()
    for number in range(7):
        home.database.unlink(missing_ok=True)
        load_stored(home.database, STORED[-1])
        prepare(file_url(home.database), home.backups, f"{number}", migrations)
    assert sorted(path.name for path in home.backups.iterdir()) == [
        *(f"before-migration-{HEAD}-{number}.sqlite3" for number in range(2, 7)),
        "mine.sqlite3",
    ]


def test_a_fresh_history_of_a_later_program_passes_all_migrations(home: Home, tmp_path: Path) -> None:
    migrations = next_revision(tmp_path / "migrations", ADD_COLUMN)
    home.root.mkdir()
    prepare(file_url(home.database), home.backups, "x", migrations)
    assert file_revision(home.database) == NEXT
    assert not home.backups.exists()


def test_a_server_with_tables_of_something_else_is_left_alone(home: Home) -> None:
    # A file with such tables is refused before; this is what a server's database meets.
    home.root.mkdir()
    with closing(sqlite3.connect(home.database)) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    from mockint.history import migrate

    engine = open_engine(file_url(home.database))
    with pytest.raises(HistoryError, match="something else"), writing(engine) as connection:
        migrate._create_or_migrate(connection, "here", MIGRATIONS)
    engine.dispose()


def test_migrations_never_import_the_live_tables() -> None:
    steps = list((MIGRATIONS.folder / "versions").glob("0*.py"))
    assert steps
    for step in steps:
        for node in ast.walk(ast.parse(step.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in names if name.split(".")[0] == "mockint"], step


def test_opening_a_sound_history_needs_no_alembic(home: Home) -> None:
    code = (
        "import sys; from pathlib import Path; from mockint.clock import SystemClock; from mockint.paths import Home;"
        "from mockint.history.store import open_store;"
        f"home = Home(Path({str(home.root)!r}));"
        "open_store(home, SystemClock()).close(); open_store(home, SystemClock()).close();"
        "assert not [name for name in sys.modules if name.startswith('alembic')]"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).resolve().parents[2], timeout=60)


def test_a_check_finds_nothing_in_a_sound_history(home: Home) -> None:
    store = open_store(home, ManualClock())
    fill(store)
    with store.one_view() as session:
        assert problems_of(session.connection()) == []
    store.close()
