"""Bad answers and a bad world: each gets its verdict and a sentence, exit code 2 where nothing could be done, and no harm."""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest

from tests.flows.conftest import REPOSITORY, Terminal, bundled
from tests.helpers.packs import write_pack

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

QUESTION = "coding/count-pairs"
_HEAD = "def count_pairs(values, total):\n"
ANSWERS = {
    "nothing": ("", "invalid", "count_pairs"),
    "syntax error": ("def count_pairs(values, total)\n    return 1\n", "invalid", "Line 1"),
    "wrong name": ("def count_pair(values, total):\n    return 1\n", "invalid", "count_pairs"),
    "wrong arity": ("def count_pairs(values):\n    return 1\n", "invalid", "argument"),
    "prints": (_HEAD + "    print(1)\n", "wrong_answer", "None"),
    "endless loop": (_HEAD + "    while True:\n        pass\n", "time_limit", "s"),
    "8 GB list": (_HEAD + "    return len([0] * (1 << 30))\n", "memory_limit", "Memory"),
    "fork bomb": (_HEAD + "    import os\n    while True:\n        os.fork()\n", "runtime_error", "PermissionError"),
    "1 GB of output": (_HEAD + "    while True:\n        print('x' * 65536)\n", "output_limit", "output"),
    "deletes the home": (
        _HEAD + "    import os, shutil\n    shutil.rmtree({home!r})\n    return 1\n",
        "runtime_error",
        "PermissionError",
    ),
    "opens a socket": (
        _HEAD + "    import socket\n    socket.create_connection(('127.0.0.1', 9))\n    return 1\n",
        "runtime_error",
        "Error",
    ),
    "forges the verdict": (
        _HEAD
        + "    import os\n    for fd in range(3, 64):\n        try:\n"
        + "            os.write(fd, b'\\x00\\x00\\x00\\x15[\"accepted\",1,1,1,1,1]')\n        except OSError:\n            pass\n"
        + "    return 0\n",
        "runtime_error",
        "",
    ),
}


@pytest.fixture
def here(mockint: Terminal, tmp_path: Path) -> Terminal:
    """A terminal in the folder of a started round on a small question."""
    pack = tmp_path / "pack"
    write_pack(pack)
    mockint.environment["MOCKINT_PACKS"] = str(pack)
    mockint("start", QUESTION, "--dir", "here", "--json")
    mockint.folder /= "here"
    return mockint


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_gets_its_verdict_and_a_sentence(here: Terminal, tmp_path: Path, name: str) -> None:
    code, verdict, word = ANSWERS[name]
    (here.folder / "solution.py").write_text(code.replace("{home!r}", repr(str(here.home))), encoding="utf-8")
    outside = _fingerprint(tmp_path)
    process = here.popen("check", "--json")
    seen, out, err = _watch(process)
    assert process.returncode == 0, err
    assert err == ""
    document = json.loads(out)
    assert document["visible"]["passed"] == 0
    assert document["verdict"] == verdict
    message = document["message"] or document["tests"][0]["message"] or str(document["tests"][0]["actual"])
    assert word in message
    assert "Traceback" not in message
    _nobody_is_left(seen)
    assert _fingerprint(tmp_path) == outside


def _watch(process: subprocess.Popen[str]) -> tuple[list[psutil.Process], str, str]:
    """Every process that it had, and what it printed."""
    seen: dict[int, psutil.Process] = {}
    parent = psutil.Process(process.pid)
    while True:
        with contextlib.suppress(psutil.NoSuchProcess):
            seen |= {child.pid: child for child in parent.children(recursive=True)}
        with contextlib.suppress(subprocess.TimeoutExpired):
            out, err = process.communicate(timeout=0.02)
            assert seen
            return list(seen.values()), out, err


def _nobody_is_left(seen: list[psutil.Process]) -> None:
    deadline = time.monotonic() + 1.0
    while left := [child for child in seen if _runs(child)]:
        assert time.monotonic() < deadline, f"left behind: {left}"


def _runs(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    return False


def _fingerprint(folder: Path) -> dict[str, str]:
    """Every file but those that a command itself writes."""
    own = ("history.sqlite3", "mockint.log")
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(own)
    }


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("show", "coding/nonsense"), "no question"),
        (("start", "coding/nonsense"), "no question"),
        (("list", "--kind", "nonsense"), "kinds are"),
        (("list", "--nonsense"), "--help"),
        (("nonsense",), "--help"),
        (("check",), "is not the folder of a round"),
        (("submit",), "is not the folder of a round"),
        (("submit", "coding/token-bucket"), "--answer"),
        (("submit", "coding/token-bucket", "--answer", "missing.py"), "no file"),
        (("submit", "coding/token-bucket", "--answer", "."), ""),
        (("report", "no-such-round"), "no round"),
        (("pause", "no-such-round"), "no round"),
        (("judge",), "SPEC"),
        (("judge", "missing.json", "missing.py"), "no file"),
        (("db", "restore", "missing.sqlite3"), "missing.sqlite3"),
        (("db", "import", "missing.jsonl"), "missing.jsonl"),
        (("start", "coding/token-bucket", "--minutes", "0"), "minutes"),
        (("start", "coding/token-bucket", "--mode", "nonsense"), "mode"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_a_wrong_command_is_refused_in_one_line(mockint: Terminal, arguments: tuple[str, ...], words: str) -> None:
    assert words.lower() in mockint(*arguments).refusal.lower()
    assert words.lower() in mockint(*arguments, "--json").refusal.lower()


def test_an_answer_that_is_no_text_is_refused(mockint: Terminal) -> None:
    answer = mockint.folder / "answer.py"
    answer.write_bytes(b"\xff\xfe\x00")
    assert "not UTF-8" in mockint("submit", "coding/token-bucket", "--answer", answer).refusal
    answer.write_bytes(b"#" * 3_000_000)
    assert "larger than" in mockint("submit", "coding/token-bucket", "--answer", answer).refusal
    assert mockint("history", "--json").document == []


def _each_refuses(mockint: Terminal, words: str) -> None:
    for arguments in (
        ("history",),
        ("start", "coding/token-bucket", "--dir", "new"),
        ("submit", "coding/token-bucket", "--answer", str(bundled("token-bucket", "starter.py"))),
        ("db", "check"),
        ("report", "12345678"),
    ):
        assert words in mockint(*arguments).refusal, arguments
    doctor = mockint("doctor", "--json", QT_QPA_PLATFORM="offscreen")
    assert doctor.code == 2
    assert words in doctor.out


def test_a_database_that_is_none_is_left_as_it_is(mockint: Terminal) -> None:
    mockint.home.mkdir()
    database = mockint.home / "history.sqlite3"
    database.write_bytes(b"this is no database at all\n" * 400)
    before = database.read_bytes()
    _each_refuses(mockint, "damaged or is not a database")
    assert database.read_bytes() == before


def test_a_newer_database_is_left_as_it_is(mockint: Terminal) -> None:
    mockint("submit", "coding/token-bucket", "--answer", bundled("token-bucket", "starter.py"), "--json")
    with sqlite3.connect(mockint.home / "history.sqlite3") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    before = (mockint.home / "history.sqlite3").read_bytes()
    _each_refuses(mockint, "newer")
    assert (mockint.home / "history.sqlite3").read_bytes() == before


def test_a_home_that_is_a_file_is_refused(mockint: Terminal) -> None:
    mockint.home.write_text("not a folder", encoding="utf-8")
    for arguments in (("start", "coding/token-bucket", "--dir", "new"), ("db", "check")):
        assert str(mockint.home) in mockint(*arguments).refusal
    assert mockint.home.read_text(encoding="utf-8") == "not a folder"
    assert mockint("list", "--json").document


_THEN_AS_NOBODY = """
import os, sys
from mockint.cli.main import main
answer, scratch, home = sys.argv[1:]
command = ["submit", "coding/token-bucket", "--answer", answer, "--json"]
assert main([*command, "--home", scratch]) == 0  # everything is imported: nobody may not read root's interpreter
sys.stdout.write("\\f")
sys.stdout.flush()
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
sys.exit(main([*command, "--home", home]))
"""


def test_a_home_that_cannot_be_written_is_refused(mockint: Terminal, tmp_path: Path) -> None:
    answer = str(bundled("token-bucket", "starter.py"))
    mockint("submit", "coding/token-bucket", "--answer", answer, "--json")
    locked = [mockint.home, *mockint.home.rglob("*")]
    ours = Path(tempfile.gettempdir())
    above = [path for path in mockint.home.parents if ours in path.parents]  # one more where tests run side by side
    before = _fingerprint(mockint.home)
    for path in (*locked, *above):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        refused = subprocess.run(
            [sys.executable, "-c", _THEN_AS_NOBODY, answer, str(tmp_path.parent / "scratch"), str(mockint.home)],
            cwd=REPOSITORY,
            env=mockint.environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
        )
    finally:
        for path in (*above, *locked):
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert refused.returncode == 2, refused.stderr
    assert refused.stderr.count("\n") == 1, refused.stderr
    assert "cannot be" in refused.stderr
    assert refused.stdout.partition("\f")[2] == ""
    assert _fingerprint(mockint.home) == before
    assert len(mockint("history", "--json").document) == 1


def test_a_full_disk_is_said_and_nothing_of_before_is_lost(mockint: Terminal) -> None:
    mockint("submit", "coding/token-bucket", "--answer", bundled("token-bucket", "starter.py"), "--json")
    command = 'ulimit -f 8; exec "$@"'
    answer = str(bundled("token-bucket", "reference.py"))
    full = subprocess.run(
        [
            "bash",
            "-c",
            command,
            "-",
            sys.executable,
            "-m",
            "mockint",
            "submit",
            "coding/token-bucket",
            "--answer",
            answer,
        ],
        cwd=REPOSITORY,
        env=mockint.environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert full.returncode == 2, full.stderr
    assert "Traceback" not in full.stderr
    assert "disk" in full.stderr.lower()
    assert full.stderr.count("\n") == 1, full.stderr
    assert [line["state"] for line in mockint("history", "--json").document][-1] == "measured"
    assert mockint("db", "check", "--json").document["integrity"] == "ok"
