"""A whole repository read: right facts with their places, bounds told, and no harm from a hostile one."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockint.defence.facts import MOST_PLACES, SIGNALS, Facts, Signal
from mockint.defence.limits import Limits
from mockint.defence.reading import read
from mockint.errors import BadInputError
from tests.helpers.repositories import FILE, FOLDER, LINK, NOON, Repository, git, made_of, needs_git

DRAWN = "q7Rw2ZkP9vXc4LmT8sYb1NdG6hJf3KuE5"
PROJECT = {
    "README.md": "# Desk\n\nDesk answers questions of staff.\n\n```\npip install desk\n```\n\nRun `pytest -q`.\n",
    "CHANGELOG.md": "# Changes\n\nOld versions had accuracy 12 %.\n",
    "docs/evaluation.md": "# Evaluation\n\nAccuracy 71 % of 120 questions.\n",
    "docs/limits.md": "# Limitations\n\nNo tables.\n",
    "src/desk.py": "import logging\nlog = logging.getLogger(__name__)\ntry:\n    a()\nexcept:\n    pass\n# TODO: b\n",
    "src/scores.py": "def recall(found, wanted):\n    return 1.0\n",
    "src/old.py": "print 'two'\n",
    "src/model_pb2.py": "# generated\nprint(1)\n",
    "tests/test_desk.py": "def test_a():\n    try:\n        a()\n    except:\n        pass\n",
    "evals/golden.jsonl": '{"q": 1}\n{"q": 2}\n',
    "weights.bin": b"\0\1\2",
    "model.gguf": "version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 5\n",
    "notes.txt": "café".encode("latin-1"),
    "settings.ini": f"api_key = {DRAWN}\n",
    ".env": "A=1\n",
    "k8s/app.yaml": "apiVersion: v1\nkind: Pod\n",
    "requirements.txt": "a==1 \\\n    --hash=sha256:x\nb==2\n# c==3\n",
    "Dockerfile": "FROM x\n",
    "uv.lock": "version = 1\n",
}


def facts_of(root: Path, limits: Limits | None = None) -> Facts:
    return read(root, limits or Limits(), lambda: 0.0)


def seen(facts: Facts) -> dict[str, Signal]:
    return {signal.name: signal for signal in facts.signals}


@pytest.fixture
def project(tmp_path: Path) -> Repository:
    return made_of(tmp_path / "project", PROJECT)


def test_the_facts_of_a_project(project: Repository) -> None:
    facts = facts_of(project.root)
    signals = seen(facts)
    told = {name: signal.where for name, signal in signals.items() if signal.where}
    assert told == {
        "files.generated": ("src/model_pb2.py", "uv.lock"),
        "files.binary": ("weights.bin",),
        "files.stored_elsewhere": ("model.gguf",),
        "files.other_encoding": ("notes.txt",),
        "files.unparsed": ("src/old.py",),
        "tests.files": ("tests/test_desk.py",),
        "tests.functions": ("tests/test_desk.py:1",),
        "tests.commands": ("README.md:9",),
        "evaluation.case_files": ("evals/golden.jsonl",),
        "evaluation.metrics": ("src/scores.py:1",),
        "evaluation.figures": ("docs/evaluation.md:3",),
        "logging.loggers": ("src/desk.py:2",),
        "logging.imports": ("src/desk.py:1",),
        "errors.bare": ("src/desk.py:5",),
        "errors.swallowed": ("src/desk.py:5",),
        "secrets.env_files": (".env",),
        "secrets.key_like": ("settings.ini:1",),
        "deployment.dockerfiles": ("Dockerfile",),
        "deployment.infrastructure": ("k8s/app.yaml",),
        "deployment.packages": ("requirements.txt",),
        "deployment.locks": ("uv.lock",),
        "deployment.pins": ("requirements.txt",),
        "limits.named": ("docs/limits.md:1",),
        "limits.open_ends": ("src/desk.py:7",),
    }
    assert signals["files.count"].value == len(PROJECT)
    assert signals["deployment.pins"].notes == ("2 pins",)
    assert facts.case_files == (("evals/golden.jsonl", 2),)
    assert facts.readme is not None
    assert {topic for topic, said in facts.readme.said.items() if said} == {"what", "run"}
    assert [one for one in facts.languages if one.name == "Python"] == [("Python", 4, 15)]
    assert not facts.left_out
    assert DRAWN not in repr(facts)


def test_every_signal_is_told_in_the_same_order_also_with_nothing_seen(tmp_path: Path) -> None:
    facts = facts_of(made_of(tmp_path, {"a.txt": "x"}).root)
    assert [signal.name for signal in facts.signals] == list(SIGNALS)
    assert facts.readme is None
    assert {signal.name for signal in facts.signals if signal.value} == {"files.count", "history.authors"}


def test_of_many_places_the_first_are_named_and_all_are_counted(tmp_path: Path) -> None:
    facts = facts_of(made_of(tmp_path, {"a.py": "print(1)\n" * 50}).root)
    prints = seen(facts)["logging.prints"]
    assert prints.value == 50
    assert prints.where == tuple(f"a.py:{line}" for line in range(1, MOST_PLACES + 1))


def test_a_bare_repository_and_a_changed_working_tree_give_the_commit(project: Repository, tmp_path: Path) -> None:
    (project.root / "README.md").write_text("something else")
    bare = Repository(tmp_path / "bare.git", bare=True)
    bare.commit(bare.tree_of(PROJECT))
    assert facts_of(bare.root)._replace(commit="") == facts_of(project.root)._replace(commit="")


def test_what_the_bounds_cut_off_is_told(project: Repository) -> None:
    large = facts_of(project.root, Limits(file_bytes=40))
    assert "src/desk.py" in seen(large)["files.large"].where
    few = facts_of(project.root, Limits(entries=5))
    assert few.left_out
    assert "first 5 files" in few.left_out[0]
    full = facts_of(project.root, Limits(total_bytes=100))
    assert "the room for text was used up" in full.left_out[0]
    ticks = iter(range(10_000))
    late = read(project.root, Limits(seconds=12), lambda: float(next(ticks)))
    assert "because time was used up" in late.left_out[-1]
    long = facts_of(project.root, Limits(parsed_chars=50))
    assert "src/desk.py" in seen(long)["files.unparsed"].where


def test_files_that_are_not_here_are_told(project: Repository) -> None:
    project.file_of(project.blob(PROJECT["src/scores.py"].encode())).unlink()  # type: ignore[union-attr]
    signals = seen(facts_of(project.root))
    assert signals["files.unreadable"].where == ("src/scores.py",)
    assert signals["evaluation.metrics"].value == 0


def test_nothing_outside_is_read_and_nothing_is_written(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "project")
    secret = tmp_path / "secret.py"
    secret.write_text("print('outside')\n")
    tree = repository.tree(
        [
            (b"..", FOLDER, repository.tree([(b"secret.py", FILE, repository.blob(b"x = 1\n"))])),
            (b"link.py", LINK, repository.blob(os.fsencode(secret))),
            (b"passwd", LINK, repository.blob(b"/etc/passwd")),
        ]
    )
    repository.commit(tree)
    (repository.root / "link.py").symlink_to(secret)
    before = sorted((path, path.lstat().st_mtime_ns) for path in tmp_path.rglob("*"))
    signals = seen(facts_of(repository.root))
    assert signals["files.links"].where == ("link.py", "passwd")
    assert signals["logging.prints"].value == 0
    assert sorted((path, path.lstat().st_mtime_ns) for path in tmp_path.rglob("*")) == before


@pytest.mark.hostile
def test_a_configuration_that_names_programs_starts_none(
    project: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran, program = tmp_path / "ran", tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\necho ran >> '{ran}'\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    (project.git / "config").write_text(
        f"""\
[core]
    repositoryformatversion = 1
    fsmonitor = {program}
    hooksPath = {program.parent}
    sshCommand = {program}
    editor = {program}
    pager = {program}
    askPass = {program}
[extensions]
    partialClone = origin
[remote "origin"]
    url = ext::{program}
    promisor = true
    uploadpack = {program}
[filter "x"]
    smudge = {program}
    clean = {program}
    process = {program}
[diff "x"]
    textconv = {program}
[credential]
    helper = {program}
[include]
    path = /etc/passwd
[alias]
    log = !{program}
"""
    )
    (project.git / "hooks").mkdir()
    for hook in ("post-checkout", "reference-transaction", "post-index-change"):
        (project.git / "hooks" / hook).symlink_to(program)
    (project.root / ".gitattributes").write_text("* filter=x diff=x\n")
    # A file that is missing is what a partial clone would fetch.
    project.file_of(project.blob(PROJECT["src/scores.py"].encode())).unlink()  # type: ignore[union-attr]
    assert seen(facts_of(project.root))["files.unreadable"].value == 1
    assert not ran.exists()


@pytest.mark.hostile
def test_nothing_of_the_repository_is_imported(project: Repository, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    bomb = f"import pathlib\npathlib.Path({os.fspath(ran)!r}).write_text('x')\n"
    files = dict.fromkeys(("conftest.py", "setup.py", "sitecustomize.py", "tests/test_a.py", "__init__.py"), bomb)
    made_of(tmp_path / "other", files)
    facts_of(tmp_path / "other")
    assert not ran.exists()


def commits_or_refusal(root: Path) -> int:
    try:
        return facts_of(root).history.commits
    except BadInputError:
        return 0


@settings(max_examples=60)
@given(data=st.data())
def test_damage_anywhere_gives_facts_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    repository = Repository(tmp_path_factory.mktemp("damaged"))
    tree = repository.tree_of({"README.md": "# A\n\nA thing of four words.\n", "src/a.py": "print(1)\n"})
    first = repository.commit(tree)
    repository.commit(tree, parents=[first], seconds=NOON + 1)
    files = sorted(path for path in repository.git.rglob("*") if path.is_file())
    file = data.draw(st.sampled_from(files))
    content = bytearray(file.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    file.write_bytes(bytes(content))
    assert commits_or_refusal(repository.root) <= 2


@needs_git
@settings(max_examples=60)
@given(data=st.data())
def test_damage_in_a_pack_gives_facts_or_a_refusal(packed: tuple[Path, dict[Path, bytes]], data: st.DataObject) -> None:
    root, files = packed
    file = data.draw(st.sampled_from(sorted(files)))
    content = bytearray(files[file])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.one_of(st.none(), st.integers(0, len(content))))
    file.chmod(0o600)
    try:
        file.write_bytes(bytes(content[:cut]))
        assert commits_or_refusal(root) <= 6
    finally:
        file.write_bytes(files[file])


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[Path, bytes]]:
    root = tmp_path_factory.mktemp("packed")
    git(root, "init", "-q", "-b", "main")
    lines = [f"line {number}" for number in range(200)]
    for number in range(6):
        lines[number * 30] = "changed"
        (root / "grows.txt").write_text("\n".join(lines))
        git(root, "add", ".")
        git(root, "commit", "-q", "-m", str(number))
    git(root, "gc", "-q")
    return root, {path: path.read_bytes() for path in (root / ".git/objects/pack").iterdir()}
