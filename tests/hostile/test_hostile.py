"""No hostile program is accepted wrongly, none harms, each gets its verdict; each harmful one is a real attack."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mockint.execution.worker import interpreter

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
from programs import TOKEN_NAME, Hostile, all_programs  # noqa: E402

NOBODY = 65534
PROGRAMS = all_programs()
HARMFUL = [program for program in PROGRAMS if program.harm]
REFUSED = ("Errno 1]", "Errno 13]", "Errno 38]", "Errno 97]")

pytestmark = [pytest.mark.slow, pytest.mark.hostile, pytest.mark.timeout(300)]


def named(programs: list[Hostile]) -> Any:
    return pytest.mark.parametrize("program", [pytest.param(program, id=program.name) for program in programs])


def campaign(*orders: str, uid: int | None = None) -> dict[str, Any]:
    """Run the campaign in a process of its own; its worlds lie in a folder of that process's user."""
    base = tempfile.mkdtemp(prefix="mockint-hostile-")
    if uid is not None:
        os.chown(base, uid, uid)
        orders = (*orders, "--uid", str(uid))
    environment = os.environ | {TOKEN_NAME: secrets.token_hex(8), "PYTHONPATH": str(HERE.parents[1])}
    try:
        done = subprocess.run(
            [sys.executable, str(HERE / "campaign.py"), *orders, "--base", base],
            env=environment,
            stdout=subprocess.PIPE,
            timeout=200,
            check=True,
        )
    finally:
        shutil.rmtree(base)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def interpreter_for(uid: int) -> str | None:
    """A Python that this user may start; the one of these tests may lie in a folder that only root can enter."""
    become = (
        "import os, sys; uid = int(sys.argv[1]); os.setgid(uid); os.setuid(uid); os.execv(sys.argv[2], sys.argv[2:])"
    )
    recent = "import sys; sys.exit(sys.version_info < (3, 11))"
    for python in (interpreter(), shutil.which("python3", path="/usr/local/bin:/usr/bin:/bin")):
        command = [sys.executable, "-c", become, str(uid), python or "", "-I", "-S", "-P", "-c", recent]
        if python and subprocess.run(command, capture_output=True, check=False).returncode == 0:
            return python
    return None


@pytest.fixture(scope="session")
def as_this_user() -> dict[str, Any]:
    return campaign("confined")


@pytest.fixture(scope="session")
def as_ordinary_user(as_this_user: dict[str, Any]) -> dict[str, Any]:
    if os.getuid() != 0:
        return as_this_user
    python = interpreter_for(NOBODY)
    if python is None:
        pytest.skip("no Python of this machine can be started by an ordinary user")
    return campaign("confined", "--python", python, uid=NOBODY)


@pytest.fixture(scope="session")
def unconfined() -> Iterator[dict[str, Any]]:
    return campaign("proof")


def check_program(program: Hostile, answer: dict[str, Any]) -> None:
    result = answer["results"][program.name]
    assert result["verdict"] == program.verdict, result
    assert not result["harm"], result


def check_world(answer: dict[str, Any]) -> None:
    assert answer["isolation"][0] == "strong"
    assert answer["changed"] == []
    assert answer["left"] == []


def test_the_set_is_large_enough() -> None:
    names = [program.name for program in PROGRAMS]
    assert len(names) == len(set(names)) >= 110


@named(PROGRAMS)
def test_verdict(program: Hostile, as_this_user: dict[str, Any]) -> None:
    check_program(program, as_this_user)


def test_nothing_outside_is_changed_and_no_process_is_left(as_this_user: dict[str, Any]) -> None:
    check_world(as_this_user)


@named(PROGRAMS)
def test_verdict_for_an_ordinary_user(program: Hostile, as_ordinary_user: dict[str, Any]) -> None:
    check_program(program, as_ordinary_user)


def test_nothing_is_changed_for_an_ordinary_user(as_ordinary_user: dict[str, Any]) -> None:
    assert as_ordinary_user["uid"] != 0
    check_world(as_ordinary_user)


@named(HARMFUL)
def test_harm_is_real_where_nothing_confines(program: Hostile, unconfined: dict[str, Any]) -> None:
    if program.needs_root and os.getuid() != 0:
        pytest.skip("only root can do this harm")
    result = unconfined["results"][program.name]
    if program.needs_kernel and not result["harm"] and any(code in result["message"] for code in REFUSED):
        pytest.skip(f"this system itself refuses: {result['message']}")
    assert result["harm"], result
