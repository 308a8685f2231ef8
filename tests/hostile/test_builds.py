"""Broken and hostile builds get their sentence, harm nothing and leave no process; each harmful one is a real attack."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest

from mockint.execution.worker import interpreter

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
from build_programs import BUILDS, HostileBuild  # noqa: E402

NOBODY = 65534
HARMFUL = [build for build in BUILDS if build.harm]
APP = """
import sys
from pathlib import Path
from mockint.execution.program import BuildProgram, ProgramSpec
root = Path(sys.argv[1])
BuildProgram(ProgramSpec(root / "build", ("python", "main.py"), {}, None), root).index()
"""
pytestmark = [pytest.mark.slow, pytest.mark.hostile, pytest.mark.timeout(120)]


def named(builds: list[HostileBuild]) -> Any:
    return pytest.mark.parametrize("build", [pytest.param(build, id=build.name) for build in builds])


def campaign(*orders: str, uid: int | None = None) -> dict[str, Any]:
    """Run the campaign in a process of its own; its worlds lie in a folder of that process's user."""
    base = tempfile.mkdtemp(prefix="mockint-builds-")
    if uid is not None:
        os.chown(base, uid, uid)
        orders = (*orders, "--uid", str(uid))
    try:
        done = subprocess.run(
            [sys.executable, str(HERE / "build_campaign.py"), *orders, "--base", base],
            env=os.environ | {"PYTHONPATH": str(HERE.parents[1])},
            stdout=subprocess.PIPE,
            timeout=100,
            check=True,
        )
    finally:
        shutil.rmtree(base)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def ordinary_python() -> str | None:
    """A Python that an ordinary user may start; the one of these tests may lie where only root can enter."""
    become = "import os, sys; os.setgid(65534); os.setuid(65534); os.execv(sys.argv[1], sys.argv[1:])"
    for python in (interpreter(), shutil.which("python3", path="/usr/local/bin:/usr/bin:/bin")):
        command = [
            sys.executable,
            "-c",
            become,
            python or "",
            "-I",
            "-S",
            "-c",
            "import sys; sys.exit(sys.version_info < (3, 11))",
        ]
        if python and subprocess.run(command, capture_output=True, check=False).returncode == 0:
            return python
    return None


@pytest.fixture(scope="module")
def as_this_user() -> dict[str, Any]:
    return campaign()


@pytest.fixture(scope="module")
def as_ordinary_user(as_this_user: dict[str, Any]) -> dict[str, Any]:
    if os.getuid() != 0:
        return as_this_user
    python = ordinary_python()
    if python is None:
        pytest.skip("no Python of this machine can be started by an ordinary user")
    return campaign("--python", python, uid=NOBODY)


@pytest.fixture(scope="module")
def unconfined() -> dict[str, Any]:
    return campaign("--unconfined")


def check(build: HostileBuild, result: dict[str, Any]) -> None:
    assert result["fault"] == build.fault, result
    assert build.says in (result["message"] if build.fault else result["answer"]), result
    assert result["harm"] == [], result
    assert result["left"] == 0, result
    assert result["level"] == "strong" or build.name in {"does-not-import", "does-not-parse", "ends-at-once"}, result


@named(BUILDS)
def test_build(build: HostileBuild, as_this_user: dict[str, Any]) -> None:
    check(build, as_this_user["results"][build.name])


@named(BUILDS)
def test_build_of_an_ordinary_user(build: HostileBuild, as_ordinary_user: dict[str, Any]) -> None:
    assert as_ordinary_user["uid"] != 0
    check(build, as_ordinary_user["results"][build.name])


@named(HARMFUL)
def test_harm_is_real_where_nothing_confines(build: HostileBuild, unconfined: dict[str, Any]) -> None:
    result = unconfined["results"][build.name]
    assert build.harm in result["harm"], result
    assert result["left"] == 0


def test_nothing_is_left_when_the_app_is_killed(tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "main.py").write_text(
        "import os, time\nfor _ in range(3):\n    if os.fork() == 0 and os.fork() == 0: break\n"
        "open(f'{os.getpid()}.pid', 'w').close()\ntime.sleep(100)\n"
    )
    app = subprocess.Popen(
        [
            sys.executable,
            "-c",
            APP,
            str(tmp_path),
        ],
        env=os.environ | {"PYTHONPATH": str(HERE.parents[1])},
    )
    pids = eventually(lambda: [int(path.stem) for path in (tmp_path / "build").glob("*.pid")], 3)
    watched = [os.pidfd_open(pid) for pid in pids]
    try:
        app.send_signal(signal.SIGKILL)
        app.wait()
        deadline = time.monotonic() + 1.0
        for descriptor in watched:
            assert select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))[0]
    finally:
        for descriptor in watched:
            os.close(descriptor)


def eventually(look: Any, count: int) -> list[int]:
    deadline = time.monotonic() + 10.0
    found: list[int] = []
    while len(found) < count and time.monotonic() < deadline:
        found = look()
        time.sleep(0.01)  # noqa: TID251
    assert len(found) >= count
    return found
