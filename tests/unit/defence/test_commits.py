"""Walking commits: merges, people, dates that no calendar has, missing parents, bounds."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from dulwich.objects import ObjectID
from hypothesis import given
from hypothesis import strategies as st

from mockint.defence.commits import History, walk
from mockint.defence.limits import Limits
from mockint.defence.objects import Objects
from mockint.errors import BadInputError
from tests.helpers.repositories import NOON, Repository

DAY = 86_400


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "project")


def walked(
    repository: Repository,
    head: ObjectID,
    shallow: frozenset[str] = frozenset(),
    limits: Limits | None = None,
    elapsed: float = 0.0,
) -> History:
    with Objects(repository.git / "objects") as objects:
        return walk(objects, head.decode(), shallow, limits or Limits(), lambda: elapsed)


def test_counts_what_can_be_reached_once(repository: Repository) -> None:
    tree = repository.tree_of({"a": "1"})
    first = repository.commit(tree)
    left = repository.commit(tree, parents=[first], seconds=NOON + DAY, author="B <b@example.org>")
    right = repository.commit(tree, parents=[first], seconds=NOON - DAY, author="Other name <B@example.org>")
    found = walked(repository, repository.commit(tree, parents=[left, right], seconds=NOON + 1))
    assert (found.commits, found.merges, found.authors, found.missing) == (4, 1, 2, 0)
    # By the dates that commits claim, whichever comes first in the walk.
    assert found.first == datetime(2026, 1, 4, 12, tzinfo=UTC)
    assert found.last == datetime(2026, 1, 6, 12, tzinfo=UTC)
    assert (found.shallow, found.cut) == (False, False)


@pytest.mark.parametrize("seconds", [10**17, -(10**17), "never", ""])
def test_a_date_that_no_calendar_has_is_none(repository: Repository, seconds: int | str) -> None:
    found = walked(repository, repository.commit(repository.tree_of({"a": "1"}), seconds=seconds))
    assert (found.commits, found.first, found.last) == (1, None, None)


def test_a_parent_that_is_not_here_is_counted(repository: Repository) -> None:
    tree = repository.tree_of({"a": "1"})
    first = repository.commit(tree)
    second = repository.commit(tree, parents=[first], seconds=NOON + 1)
    repository.file_of(first).unlink()
    assert walked(repository, second).missing == 1
    shallow = walked(repository, second, frozenset([second.decode()]))
    assert (shallow.commits, shallow.missing, shallow.shallow) == (1, 0, True)


def test_a_bound_cuts_and_says_so(repository: Repository) -> None:
    tree = repository.tree_of({"a": "1"})
    head = repository.commit(tree)
    for number in range(1, 5):
        head = repository.commit(tree, parents=[head], seconds=NOON + number)
    cut = walked(repository, head, limits=Limits(commits=3))
    assert (cut.commits, cut.cut) == (3, True)
    assert walked(repository, head, elapsed=1_000.0).cut
    assert not walked(repository, head, limits=Limits(commits=5)).cut


def test_a_damaged_newest_commit_is_refused(repository: Repository) -> None:
    head = repository.commit(repository.tree_of({"a": "1"}))
    repository.file_of(head).unlink()
    with pytest.raises(BadInputError, match="missing or damaged"):
        walked(repository, head)


@given(sizes=st.lists(st.lists(st.integers(0, 30), max_size=3), min_size=1, max_size=12))
def test_any_history_is_counted_once_over(tmp_path_factory: pytest.TempPathFactory, sizes: list[list[int]]) -> None:
    repository = Repository(tmp_path_factory.mktemp("any"))
    tree = repository.tree_of({"a": "1"})
    made: list[ObjectID] = []
    reached: list[set[int]] = []
    for number, draws in enumerate(sizes):
        parents = sorted({draw % number for draw in draws}) if number else []
        made.append(repository.commit(tree, parents=[made[parent] for parent in parents], seconds=NOON + number))
        reached.append({number}.union(*(reached[parent] for parent in parents)))
    assert walked(repository, made[-1]).commits == len(reached[-1])
