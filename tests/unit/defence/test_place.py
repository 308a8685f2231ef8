"""Finding a repository, and the commit that is checked out, without its configuration."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mockint.defence.place import find, read_head, read_shallow
from mockint.errors import BadInputError
from tests.helpers.repositories import Repository, git, made_of, needs_git


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return made_of(tmp_path / "project", {"README.md": "# A\n"})


def refused(path: Path) -> str:
    with pytest.raises(BadInputError) as refusal:
        read_head(find(path))
    assert refusal.value.how
    return str(refusal.value)


def test_finds_a_repository_and_its_branch(repository: Repository) -> None:
    head = read_head(find(repository.root))
    assert head.branch == "main"
    assert head.commit == (repository.git / "refs/heads/main").read_text().strip()
    assert find(repository.git).own == repository.git


def test_a_branch_may_be_packed(repository: Repository) -> None:
    branch = repository.git / "refs/heads/main"
    commit = branch.read_text().strip()
    branch.unlink()
    (repository.git / "packed-refs").write_text(f"# pack-refs with: peeled\n{commit} refs/heads/main\n^{commit}\n")
    assert read_head(find(repository.root)) == (commit, "main")


def test_a_detached_head_has_no_branch(repository: Repository) -> None:
    commit = read_head(find(repository.root)).commit
    (repository.git / "HEAD").write_text(f"{commit}\n")
    assert read_head(find(repository.root)) == (commit, None)


def test_what_is_no_repository_is_refused_in_words(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x")
    (repository.root / "inner").mkdir()
    assert "nothing at" in refused(tmp_path / "none")
    assert "is a file" in refused(tmp_path / "file")
    assert "not a git repository" in refused(tmp_path / "empty")
    assert f"Name '{repository.root}'" in refused(repository.root / "inner")
    assert refused(Path("x" * 5_000))
    assert refused(Path("a\0b"))


def test_without_commits_is_refused(tmp_path: Path) -> None:
    assert "no commit on 'main' yet" in refused(Repository(tmp_path / "fresh").root)


@pytest.mark.parametrize(
    "head",
    ["", "nonsense", "ref: ../../secret", "ref: refs/heads/../../../secret", "ref: refs/heads/loop", "\xff", "ab" * 32],
)
def test_a_broken_head_is_refused_and_not_followed_out(repository: Repository, tmp_path: Path, head: str) -> None:
    (tmp_path / "secret").write_text("ab" * 20)
    (repository.git / "refs/heads/loop").write_text("ref: refs/heads/loop\n")
    (repository.git / "HEAD").write_bytes(head.encode("latin-1"))
    assert refused(repository.root)


def test_a_pipe_for_a_file_is_not_waited_for(repository: Repository) -> None:
    branch = repository.git / "refs/heads/main"
    branch.unlink()
    os.mkfifo(branch)
    os.mkfifo(repository.git / "packed-refs")
    os.mkfifo(repository.git / "shallow")
    assert refused(repository.root)
    assert read_shallow(find(repository.root)) == frozenset()


def test_a_repository_in_pieces_is_refused(repository: Repository) -> None:
    (repository.git / "refs/heads/main").unlink()
    (repository.git / "refs/heads").rmdir()
    (repository.git / "refs").rmdir()
    assert "incomplete" in refused(repository.root)


def test_a_git_file_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: /nowhere/at/all\n")
    assert "no longer there" in refused(tmp_path)
    (tmp_path / ".git").write_text("something else\n")
    assert "not a file that git has written" in refused(tmp_path)


@needs_git
def test_a_linked_worktree_has_its_own_head(tmp_path: Path) -> None:
    main = tmp_path / "main"
    main.mkdir()
    git(main, "init", "-q", "-b", "main")
    git(main, "commit", "-q", "--allow-empty", "-m", "one")
    git(main, "worktree", "add", "-q", "-b", "side", os.fspath(tmp_path / "side"))
    git(tmp_path / "side", "commit", "-q", "--allow-empty", "-m", "two")
    head = read_head(find(tmp_path / "side"))
    assert (head.branch, head.commit) == ("side", git(tmp_path / "side", "rev-parse", "HEAD"))


@needs_git
def test_a_shallow_clone_says_where_it_ends(tmp_path: Path) -> None:
    main = tmp_path / "main"
    main.mkdir()
    git(main, "init", "-q", "-b", "main")
    for number in range(3):
        git(main, "commit", "-q", "--allow-empty", "-m", str(number))
    git(tmp_path, "clone", "-q", "--depth", "2", f"file://{main}", "clone")
    assert read_shallow(find(tmp_path / "clone")) == {git(main, "rev-parse", "HEAD~1")}
