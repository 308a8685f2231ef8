"""Listing and decoding files: names, links, submodules, bounds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.defence import kinds
from mockint.defence.files import Listing, clean, decode, listing, rows, shown
from mockint.defence.limits import Limits
from mockint.defence.objects import Objects
from tests.helpers.repositories import FILE, FOLDER, LINK, SUBMODULE, ObjectID, Repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "project")


def listed(repository: Repository, tree: ObjectID, limits: Limits | None = None, elapsed: float = 0.0) -> Listing:
    with Objects(repository.git / "objects") as objects:
        return listing(objects, tree.decode(), limits or Limits(), lambda: elapsed)


def test_links_and_submodules_are_named_and_not_followed(repository: Repository) -> None:
    blob, target = repository.blob(b"x"), repository.blob(b"/etc/passwd")
    tree = repository.tree(
        [(b"a", FILE, blob), (b"l", LINK, target), (b"s", SUBMODULE, ObjectID(b"ab" * 20)), (b"x", 0o100755, blob)]
    )
    found = listed(repository, tree)
    assert [file.path for file in found.files] == ["a", "x"]
    assert (found.links, found.submodules, found.unreadable, found.cut) == (("l",), ("s",), (), False)


def test_a_bomb_of_folders_comes_to_an_end(repository: Repository) -> None:
    tree = repository.tree([(b"f%d" % number, FILE, repository.blob(b"x")) for number in range(10)])
    for _ in range(10):
        tree = repository.tree([(b"d%d" % number, FOLDER, tree) for number in range(10)])
    found = listed(repository, tree, Limits(entries=2_000))
    assert found.cut
    assert len(found.files) <= 2_000


def test_a_folder_without_end_is_cut_and_the_near_files_are_there(repository: Repository) -> None:
    blob = repository.blob(b"x")
    tree = repository.tree([(b"deep", FILE, blob)])
    for _ in range(100):
        tree = repository.tree([(b"d", FOLDER, tree), (b"near", FILE, blob)])
    found = listed(repository, tree)
    assert found.cut
    assert "near" in {file.path for file in found.files}
    assert len(found.files) == Limits().depth + 1


def test_a_missing_folder_is_told(repository: Repository) -> None:
    inner = repository.tree([(b"a", FILE, repository.blob(b"x"))])
    tree = repository.tree([(b"b", FILE, repository.blob(b"x")), (b"gone", FOLDER, inner)])
    repository.file_of(inner).unlink()
    found = listed(repository, tree)
    assert [file.path for file in found.files] == ["b"]
    assert found.unreadable == ("gone/",)


def test_time_that_is_up_cuts(repository: Repository) -> None:
    assert listed(repository, repository.tree_of({"a": "1"}), elapsed=1_000.0).cut


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (b"new\nline", "new\\nline"),
        (b"\x1b[31mred", "\\x1b[31mred"),
        (b"\xff\xfe", "\\xff\\xfe"),
        ("größe".encode(), "größe"),
        ("\u202eexe.txt".encode(), "\\u202eexe.txt"),
    ],
)
def test_a_name_is_told_so_that_it_can_be_printed(name: bytes, told: str) -> None:
    assert shown(name) == told


@given(st.binary(max_size=60), st.text(max_size=60))
def test_nothing_told_holds_orders_to_a_terminal(name: bytes, text: str) -> None:
    for told in (shown(name), clean(text)):
        assert "\n" not in told
        assert "\x1b" not in told
        told.encode("utf-8")


@pytest.mark.parametrize(
    ("data", "text", "is_utf8"),
    [
        (b"plain", "plain", True),
        (b"\xef\xbb\xbfmarked", "marked", True),
        ("wide ä".encode("utf-16"), "wide ä", False),
        ("wide ä".encode("utf-32"), "wide ä", False),
        (b"caf\xe9", "café", False),
    ],
)
def test_decodes_what_files_are_written_in(data: bytes, text: str, is_utf8: bool) -> None:
    assert decode(data) == (text, is_utf8)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_binary(data: bytes) -> None:
    found = decode(data)
    assert (found is None) <= (b"\0" in data)


def test_lines_are_those_of_an_editor() -> None:
    assert rows("a\r\nb\x0cc\n\nd") == ["a", "b\x0cc", "", "d"]
    assert rows("a\n") == ["a"]
    assert rows("") == []


@pytest.mark.parametrize(
    ("path", "language", "is_test", "is_foreign", "deployment"),
    [
        ("src/app.py", "Python", False, False, []),
        ("tests/helpers.py", "Python", True, False, []),
        ("src/test_app.py", "Python", True, False, []),
        ("shop/tests.py", "Python", True, False, []),
        ("contest/app.py", "Python", False, False, []),
        ("web/app.test.tsx", "TypeScript", True, False, []),
        ("web/app.min.js", "JavaScript", False, True, []),
        ("node_modules/a/index.js", "JavaScript", False, True, []),
        ("api/x_pb2.py", "Python", False, True, []),
        ("uv.lock", None, False, True, ["deployment.locks"]),
        ("deploy/Dockerfile.worker", "Dockerfile", False, False, ["deployment.dockerfiles"]),
        ("compose.prod.yaml", "YAML", False, False, ["deployment.compose"]),
        (".github/workflows/ci.yml", "YAML", False, False, ["deployment.ci"]),
        ("docs/.github/workflows/ci.yml", "YAML", False, False, []),
        ("requirements/dev.txt", "Text", False, False, ["deployment.packages"]),
        ("infra/main.tf", "Terraform", False, False, ["deployment.infrastructure"]),
        (".env", None, False, False, ["secrets.env_files"]),
        (".env.example", None, False, False, ["configuration.example"]),
        ("LICENSE", None, False, False, ["deployment.licence"]),
    ],
)
def test_knows_a_file_by_its_path(
    path: str, language: str | None, is_test: bool, is_foreign: bool, deployment: list[str]
) -> None:
    assert kinds.language(path) == language
    assert kinds.is_test(path) is is_test
    assert kinds.is_foreign(path) is is_foreign
    assert kinds.deployment(path) == deployment


def test_a_source_says_that_it_was_generated_and_a_document_speaks_of_it() -> None:
    assert kinds.says_generated("# Code generated by a tool. DO NOT EDIT.\nx = 1\n", "Python")
    assert not kinds.says_generated("# Code generated by a tool. DO NOT EDIT.\n", "Markdown")
    assert not kinds.says_generated("def generated():\n    ...\n", "Python")
