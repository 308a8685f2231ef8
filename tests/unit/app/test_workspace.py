"""The files of a workspace, which the candidate's program can write too."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockint.app import workspace
from mockint.errors import BadInputError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "round"
    workspace_files = {"candidate/build.py": "A = 1\n", "notes.md": "n", "corpus/POL-1.md": "c", ".hidden/x.py": "x"}
    for name, text in workspace_files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def test_hidden_files_and_caches_are_left_out(folder: Path) -> None:
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "a.py").write_text("")
    assert [one.path for one in workspace.list_files(folder).files] == [
        "candidate/build.py",
        "corpus/POL-1.md",
        "notes.md",
    ]


def test_more_files_than_a_tree_takes_are_cut_and_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace, "MOST_FILES", 2)
    found = workspace.list_files(folder)
    assert found.is_cut
    assert len(found.files) == 2


def test_what_mockint_gave_is_not_the_candidates_work(folder: Path) -> None:
    assert workspace.documents(folder) == {"candidate/build.py": "A = 1\n", "notes.md": "n"}


def test_a_written_file_reads_the_same(folder: Path) -> None:
    workspace.write_file(folder, "candidate/new/deep.py", "é\n")
    assert workspace.read_file(folder, "candidate/new/deep.py") == "é\n"
    assert not list(folder.rglob("*.new"))


@pytest.mark.parametrize("path", ["../out.py", "/etc/passwd", "a/../../out.py", "", "corpus/POL-1.md", "visible.jsonl"])
def test_what_is_not_the_candidates_to_write_stays(folder: Path, path: str) -> None:
    with pytest.raises(BadInputError):
        workspace.write_file(folder, path, "x")
    assert (folder / "corpus" / "POL-1.md").read_text() == "c"


def test_no_link_is_followed(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("key")
    (folder / "link.txt").symlink_to(secret)
    (folder / "out").symlink_to(tmp_path)
    for path in ("link.txt", "out/secret.txt"):
        with pytest.raises(BadInputError):
            workspace.read_file(folder, path)
    with pytest.raises(BadInputError):
        workspace.write_file(folder, "out/secret.txt", "mine")
    workspace.write_file(folder, "link.txt", "mine")
    assert secret.read_text() == "key"


def test_what_is_no_text_is_said(folder: Path) -> None:
    (folder / "a.dat").write_bytes(b"\0\1")
    (folder / "b.dat").write_bytes(b"\xff\xfe\xfa")
    (folder / "c.txt").write_bytes(b"x" * (workspace.MOST_TEXT_BYTES + 1))
    for name, words in (("a.dat", "not a text"), ("b.dat", "UTF-8"), ("c.txt", "bytes"), ("gone", "cannot be opened")):
        with pytest.raises(BadInputError, match=words):
            workspace.read_file(folder, name)


def test_a_watch_tells_what_changed_appeared_and_went(folder: Path) -> None:
    watch = workspace.Watch(folder)
    (folder / "notes.md").write_text("longer")
    (folder / "new.py").write_text("B = 2\n")
    (folder / "candidate/build.py").unlink()
    assert watch.look() == (("candidate/build.py", None), ("new.py", "B = 2\n"), ("notes.md", "longer"))
    assert watch.look() == ()


def test_a_watch_does_not_tell_what_the_window_wrote_itself(folder: Path) -> None:
    watch = workspace.Watch(folder)
    workspace.write_file(folder, "notes.md", "typed in the window")
    watch.saw("notes.md")
    assert watch.look() == ()
