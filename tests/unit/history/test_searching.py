"""The search: what it finds, what it takes for text, and that nothing of a deleted round stays in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mockint.clock import ManualClock
from mockint.domain.ids import CriterionId
from mockint.domain.judgement import Judged
from mockint.domain.wanted import Wanted
from mockint.history import archive
from mockint.history.store import Store, open_store
from mockint.paths import Home
from tests.helpers.records import add_round, make_grade, make_submission
from tests.migration.test_migrate import STORED, load_stored

INDEX, PIECES = "search_text_1", "search_piece_1"


@pytest.fixture(params=["index", "plain"])
def searched(store: Store, request: pytest.FixtureRequest) -> Store:
    """A store with its index, and one without, as on another database."""
    if request.param == "plain":
        for name in (INDEX, PIECES):
            with store.all_or_nothing() as session:
                session.connection().exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    return store


def found(store: Store, words: str) -> set[str]:
    return {line.round.id for line in store.list_rounds(wanted=Wanted(search=words))}


@pytest.fixture
def two(searched: Store) -> Store:
    one, two = add_round(searched, "r1"), add_round(searched, "r2", minute=1)
    searched.save_submission(make_submission(one, solution="import heapq\nunderline(TokenBucket)"))
    searched.save_submission(make_submission(two, solution='# 100% naïve "quoted" AND-gate (a*b) x:y'))
    said = Judged(
        criterion=CriterionId("testing"), level=2, source="model", missing="No test of a wraparound", next_action="Try"
    )
    searched.add_grade(make_grade(one, "g1", judgements=(said,)))
    return searched


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("", "r1 r2"),
        ("TOKEN", "r1 r2"),  # the question's name
        ("token-bucket heap", "r1"),
        ("heap nothing", ""),
        ("okenbuck", "r1"),
        ("100%", "r2"),
        ("1%0", ""),
        ("un_derline", ""),
        ("naïve", "r2"),
        ("wraparound", "r1"),  # the feedback
        ("wraparound heap token", "r1"),
        ("wraparound naïve", ""),
    ],
)
def test_it_looks_at_questions_answers_and_feedback(two: Store, words: str, wanted: str) -> None:
    assert found(two, words) == set(wanted.split())


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("\\", ""),
        ('"', ""),
        ('"quoted"', "r2"),
        ('""', ""),
        ('"""', ""),
        ("AND-gate", "r2"),
        ("heapq OR naïve", ""),
        ("NOT zzz", ""),
        ("NEAR(heapq)", ""),
        ("body:heapq", ""),
        ("(a*b)", "r2"),
        ("hea*", ""),
        ("^heapq", ""),
        ("x:y", "r2"),
        ("%%%", ""),
        ("___", ""),
        ("he\0apq", "r1"),
        ("'; DROP TABLE round; --", ""),
        ("\ud800abc", ""),
        ("x" * 20_000, ""),
        (" ".join(["heap"] * 60), "r1"),
    ],
)
def test_words_are_text_and_no_language(two: Store, words: str, wanted: str) -> None:
    assert found(two, words) == set(wanted.split())


@pytest.mark.history_file
def test_a_deleted_round_leaves_nothing_in_the_index(two: Store, home: Home) -> None:
    two.delete_round(two.list_rounds()[-1].round.id)
    assert found(two, "heapq") == found(two, "wraparound") == set()
    assert found(two, "naïve") == {"r2"}
    two.delete_round(two.list_rounds()[0].round.id)
    with closing(sqlite3.connect(home.database)) as connection:
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (INDEX,)).fetchone():
            assert connection.execute(f"SELECT COUNT(*) FROM {PIECES}").fetchone() == (0,)
            blocks = b"".join(row[0] for row in connection.execute(f"SELECT block FROM {INDEX}_data"))
            assert b"hea" not in blocks
            connection.execute(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('integrity-check')")


@pytest.fixture
def kept(two: Store, home: Home) -> Home:
    two.close()
    return home


@pytest.mark.history_file
def test_an_index_that_is_missing_or_incomplete_is_made_anew(kept: Home) -> None:
    for harm in (
        f"DELETE FROM {PIECES} WHERE grade_id IS NOT NULL",
        f"DROP TABLE {INDEX}",
        f"DROP TABLE {PIECES}",
    ):
        store = open_store(kept, ManualClock())
        assert found(store, "wraparound") == {"r1"}
        assert found(store, "okenbuck") == {"r1"}
        store.close()
        with closing(sqlite3.connect(kept.database, isolation_level=None)) as connection:
            connection.execute(harm)
    open_store(kept, ManualClock()).close()


@pytest.mark.history_file
@pytest.mark.parametrize("stored", STORED, ids=lambda path: path.stem)
def test_an_older_history_is_searched_too(home: Home, stored: Path) -> None:
    load_stored(home.database, stored)
    store = open_store(home, ManualClock())
    assert found(store, "refills") == {"r0", "r1"}
    with store.one_view() as session:
        pieces = session.connection().exec_driver_sql(f"SELECT COUNT(*) FROM {PIECES}").scalar()
    counts = store.counts()
    assert pieces is not None
    assert pieces >= counts.submissions + counts.grades
    store.close()


@pytest.mark.history_file
def test_what_was_imported_is_found(two: Store, home: Home) -> None:
    clock = ManualClock()
    target = home.root / "export.jsonl"
    archive.export_history(two, target, clock)
    other = open_store(Home(home.root / "other"), clock)
    archive.import_history(other, target)
    assert found(other, "wraparound") == {"r1"}
    assert found(other, "naïve") == {"r2"}
    other.close()
