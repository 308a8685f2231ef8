"""Runs hostile builds in a process of its own and writes as JSON what became of each.

``build_campaign.py [--unconfined] [--uid N --python P] --base FOLDER``. Each build stands in a world of its own: a
folder, a corpus, a home with a secret, a listener of TCP and one of UDP, and a victim. Not a test itself:
`test_builds.py` reads what it writes.
"""

from __future__ import annotations

import argparse
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from build_programs import BUILDS, HostileBuild

from mockint.execution.program import BuildProgram, ProgramLimits, ProgramSpec

SECRET = "a-secret-of-the-user"
LIMITS = ProgramLimits(index_s=5.0, answer_s=2.0, memory_mb=200, processes=8, disk_mb=8, output_bytes=20_000)
MAIN = """
import json, os, socket, subprocess, sys, time
ask = json.loads(sys.stdin.readline())
print(json.dumps({"id": ask["id"], "ok": True}), flush=True)
ask = json.loads(sys.stdin.readline())
def reply(answer):
    print(json.dumps({"id": ask["id"], "answer": answer, "citations": [], "retrieved": []}), flush=True)
"""


class World:
    """What a build could harm."""

    def __init__(self, base: Path, name: str, python: str | None) -> None:
        self.root = Path(tempfile.mkdtemp(dir=base, prefix=f"{name}-")).resolve()
        for folder in ("build", "corpus", "home", "gateway"):
            (self.root / folder).mkdir()
        (self.root / "corpus" / "A.md").write_text("# A")
        (self.root / "home" / "secret").write_text(SECRET)
        (self.root / "build" / ".mockint-round.json").write_text("the marker")
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.gateway = socket.create_server(("127.0.0.1", 0))
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", 0))
        self.victim = subprocess.Popen(
            [python or sys.executable, "-I", "-S", "-c", "import time; time.sleep(600)"],
            start_new_session=True,
            stdin=subprocess.DEVNULL,
        )

    def fill(self, source: str) -> str:
        """Put this world's places into a program."""
        names = {
            "ROOT": self.root,
            "TCP": self.tcp.getsockname()[1],
            "UDP": self.udp.getsockname()[1],
            "GATEWAY": self.gateway.getsockname()[1],
            "VICTIM": self.victim.pid,
            "REPO": Path(__file__).resolve().parents[2],
        }
        for name, value in names.items():
            source = source.replace(f"@{name}@", str(value))
        return source

    def harm(self, answers: str) -> list[str]:
        """What was done to it."""
        found = []
        if SECRET in answers or "LEAK" in answers:
            found.append("leak")
        home = self.root / "home"
        if sorted(path.name for path in home.iterdir()) != ["secret"]:
            found.append("wrote")
        elif (home / "secret").read_text() != SECRET or (home / "secret").stat().st_mode & 0o111:
            found.append("changed")
        if [path.name for path in (self.root / "corpus").iterdir()] != ["A.md"]:
            found.append("wrote")
        if (self.root / "build" / ".mockint-round.json").read_text() != "the marker":
            found.append("marker")
        if select.select([self.tcp, self.udp], [], [], 0)[0]:
            found.append("net")
        if self.victim.poll() is not None:
            found.append("victim")
        return found

    def close(self) -> None:
        """Undo it."""
        for one in (self.tcp, self.udp, self.gateway):
            one.close()
        self.victim.kill()
        self.victim.wait()


def left_behind(root: Path) -> list[int]:
    """Processes that run in a world's folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                place = (entry / "cwd").readlink()
            except OSError:
                continue
            if place.is_relative_to(root):
                found.append(int(entry.name))
    return found


def run(build: HostileBuild, base: Path, python: str | None, *, confined: bool) -> dict[str, Any]:
    """One build in its world."""
    world = World(base, build.name, python)
    try:
        source = world.fill(build.source if build.is_whole else MAIN + build.source)
        (world.root / "build" / "main.py").write_text(source)
        spec = ProgramSpec(
            world.root / "build",
            (python or "python", "main.py"),
            {"ANTHROPIC_API_KEY": "a-token"},
            world.gateway.getsockname()[1],
            limits=LIMITS,
        )
        with BuildProgram(spec, world.root / "corpus", confined=confined, python=python) as program:
            index = program.index()
            reply = program.answer("What?", None) if not index.fault else index
        time.sleep(0.05)  # noqa: TID251
        left = left_behind(world.root)
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        told = f"{reply.answer} {program.output}"
        return {
            "fault": reply.fault,
            "message": reply.message,
            "answer": reply.answer,
            "output": program.output[-600:],
            "harm": world.harm(told),
            "left": len(left),
            "level": program.isolation.level.value,
        }
    finally:
        world.close()


def main() -> None:
    """Run all builds that there are, four at a time."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--unconfined", action="store_true")
    parser.add_argument("--uid", type=int)
    parser.add_argument("--python")
    parser.add_argument("--base", type=Path, required=True)
    given = parser.parse_args()
    os.environ["OPENAI_API_KEY"] = "LEAK"
    if given.uid is not None:
        os.setgid(given.uid)
        os.setuid(given.uid)
    builds = [build for build in BUILDS if build.harm] if given.unconfined else BUILDS
    with ThreadPoolExecutor(4) as threads:
        results = threads.map(lambda one: run(one, given.base, given.python, confined=not given.unconfined), builds)
        answer = {build.name: result for build, result in zip(builds, results, strict=True)}
    json.dump({"uid": os.getuid(), "results": answer}, sys.stdout)


if __name__ == "__main__":
    main()
