"""Git repositories for tests, made object by object, so that hostile ones can be made too; and by git itself."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from dulwich.objects import ObjectID

FILE, FOLDER, LINK, SUBMODULE = 0o100644, 0o040000, 0o120000, 0o160000
NOON = 1_767_614_400  # 2026-01-05T12:00:00Z

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


class Repository:
    """A repository in a folder; its objects are loose."""

    def __init__(self, root: Path, *, bare: bool = False) -> None:
        self.root = root
        self.git = root if bare else root / ".git"
        (self.git / "objects" / "pack").mkdir(parents=True)
        (self.git / "refs" / "heads").mkdir(parents=True)
        (self.git / "HEAD").write_text("ref: refs/heads/main\n")

    def add(self, kind: str, content: bytes) -> ObjectID:
        """Any bytes as an object, right or wrong."""
        whole = f"{kind} {len(content)}\0".encode() + content
        name = ObjectID(hashlib.sha1(whole).hexdigest().encode())
        self.file_of(name).parent.mkdir(exist_ok=True)
        self.file_of(name).write_bytes(zlib.compress(whole))
        return name

    def blob(self, content: bytes) -> ObjectID:
        return self.add("blob", content)

    def tree(self, entries: Sequence[tuple[bytes, int, ObjectID]]) -> ObjectID:
        raw = b"".join(b"%o %s\0%s" % (mode, name, bytes.fromhex(sha.decode())) for name, mode, sha in entries)
        return self.add("tree", raw)

    def tree_of(self, files: Mapping[str, bytes | str]) -> ObjectID:
        """A tree of files by their paths."""
        here = {name: content for name, content in files.items() if "/" not in name}
        below: dict[str, dict[str, bytes | str]] = {}
        for name, content in files.items():
            folder, slash, rest = name.partition("/")
            if slash:
                below.setdefault(folder, {})[rest] = content
        entries = [
            (name.encode(), FILE, self.blob(content.encode() if isinstance(content, str) else content))
            for name, content in here.items()
        ]
        entries += [(folder.encode(), FOLDER, self.tree_of(inner)) for folder, inner in below.items()]
        return self.tree(sorted(entries))

    def commit(
        self,
        tree: ObjectID,
        *,
        parents: Sequence[ObjectID] = (),
        seconds: int | str = NOON,
        author: str = "A <a@example.org>",
        branch: str | None = "main",
    ) -> ObjectID:
        """A commit, and the branch set on it."""
        header = [b"tree " + tree, *(b"parent " + parent for parent in parents)]
        header += [f"author {author} {seconds} +0000".encode(), f"committer {author} {seconds} +0000".encode()]
        made = self.add("commit", b"\n".join(header) + b"\n\nA change\n")
        if branch is not None:
            (self.git / "refs" / "heads" / branch).write_bytes(made + b"\n")
        return made

    def file_of(self, sha: ObjectID) -> Path:
        """Where a loose object lies."""
        name = sha.decode()
        return self.git / "objects" / name[:2] / name[2:]


def made_of(root: Path, files: Mapping[str, bytes | str]) -> Repository:
    """A repository of one commit."""
    repository = Repository(root)
    repository.commit(repository.tree_of(files))
    return repository


def git(folder: Path, *arguments: str, date: str = "2026-01-05T12:00:00Z") -> str:
    """What git itself says, undisturbed by the settings of whoever runs the tests."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": os.fspath(folder),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@example.org",
        "GIT_AUTHOR_DATE": date,
        "GIT_COMMITTER_DATE": date,
    }
    done = subprocess.run(["git", *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()
