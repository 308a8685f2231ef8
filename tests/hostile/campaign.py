"""Runs every hostile program in a process of its own, and writes what happened as JSON on stdout.

``campaign.py confined [--uid N]`` judges all programs as a user would, in one world of things to harm, and tells each
verdict and what was harmed. ``campaign.py proof`` runs the harmful ones with the confinement off, each in a world of
its own, and tells which did their harm. Not a test itself: `test_hostile.py` reads what it writes.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import resource
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from programs import TOKEN_NAME, Hostile, all_programs

from mockint.domain.judging import JudgeReport, JudgeSpec, Limits, TestCase
from mockint.execution.inside.seccomp import arch_for
from mockint.execution.judge import Judge
from mockint.execution.pool import WorkerPool

TESTS = tuple(TestCase(args=(numbers,), expected=sum(numbers)) for numbers in ([3, 1, 2], [10, 20, 10], []))
TOKEN = os.environ.get(TOKEN_NAME, "no-token")


class World:
    """Things that a program could harm: a folder, listeners on loopback, another process."""

    def __init__(self, base: str, python: str) -> None:
        self.folder = Path(tempfile.mkdtemp(dir=base))
        self._furnish()
        self.heard: list[str] = []
        self._listen()
        self.victim = subprocess.Popen(
            [python, "-I", "-S", "-c", "import time; time.sleep(600)"], start_new_session=True, stdin=subprocess.DEVNULL
        )
        while "sleep" not in Path(f"/proc/{self.victim.pid}/cmdline").read_text():
            time.sleep(0.001)  # noqa: TID251
        self.before = self.fingerprint()

    def _furnish(self) -> None:
        for name in ("home", "bank", "empty"):
            (self.folder / name).mkdir()
        (self.folder / "diary.txt").write_text(f"dear diary {TOKEN}")
        (self.folder / "secret.txt").write_text(f"key {TOKEN}")
        (self.folder / "home" / f"letter-{TOKEN}").write_text(TOKEN)
        (self.folder / "bank" / "tests.toml").write_text(f"expected = '{TOKEN}'")
        (self.folder / "heapq_shadow.py").write_text("print('HARM')\ndef solve(numbers):\n    return sum(numbers)\n")

    def _listen(self) -> None:
        name = f"mockint-hostile-{os.getpid()}-{id(self)}"
        tcp = socket.create_server(("127.0.0.1", 0))
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.bind(("127.0.0.1", 0))
        unix, abstract = socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)
        datagram = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        unix.bind(str(self.folder / "socket"))
        abstract.bind("\0" + name)
        datagram.bind("\0" + name + "-dgram")
        for listener in (unix, abstract):
            listener.listen()
        self._sockets = [tcp, udp, unix, abstract, datagram]
        calls = arch_for(os.uname().machine).calls
        self._names = {
            "SCRATCH": self.folder,
            "SECRET": self.folder / "secret.txt",
            "UNIX": self.folder / "socket",
            "ABSTRACT": name,
            "TCP": tcp.getsockname()[1],
            "UDP": udp.getsockname()[1],
            "CLONE": calls["clone"],
            "ADD_KEY": calls["add_key"],
            "BPF": calls["bpf"],
            "USERFAULTFD": calls["userfaultfd"],
            "PERF": calls["perf_event_open"],
        }
        self._stop, stop = socket.socketpair()
        self._sockets.append(stop)
        self._ear = threading.Thread(target=self._hear, args=(stop,), daemon=True)  # noqa: TID251
        self._ear.start()

    def _hear(self, stop: socket.socket) -> None:
        selector = selectors.DefaultSelector()
        for listener in self._sockets:
            selector.register(listener, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                if key.fileobj is stop:
                    return
                if key.fileobj.type == socket.SOCK_DGRAM:
                    key.fileobj.recv(100)
                else:
                    key.fileobj.accept()[0].close()
                self.heard.append(str(key.fileobj))

    def fill(self, source: str, *, bomb: int) -> str:
        """Put this world's places into a program."""
        names = self._names | {"VICTIM": self.victim.pid, "BOMB": bomb}
        for name, value in names.items():
            source = source.replace(f"@{name}@", str(value))
        return source

    def fingerprint(self) -> dict[str, object]:
        """All that a program could change."""
        return {"scratch": self._files(), "victim": self._victim_state(), "net": tuple(self.heard)}

    def _files(self) -> tuple[object, ...]:
        found = []
        for path in [self.folder, *sorted(self.folder.rglob("*"))]:
            facts = path.lstat()
            content = path.read_bytes() if path.is_file() else b""
            owner = (facts.st_uid, facts.st_gid, facts.st_nlink)
            attributes = tuple(os.listxattr(path, follow_symlinks=False))
            found.append((str(path), facts.st_mode, facts.st_mtime_ns, owner, content, attributes))
        return tuple(found)

    def _victim_state(self) -> object:
        if self.victim.poll() is not None:
            return "dead"
        stat = Path(f"/proc/{self.victim.pid}/stat").read_text().rsplit(")", 1)[1].split()
        limits = resource.prlimit(self.victim.pid, resource.RLIMIT_NOFILE)
        affinity = tuple(sorted(os.sched_getaffinity(self.victim.pid)))
        return (stat[0] in "tT", stat[16], limits, affinity)

    def changed(self) -> list[str]:
        """What is no longer as it was."""
        now = self.fingerprint()
        return [name for name, before in self.before.items() if now[name] != before]

    def close(self) -> None:
        """Take the world down."""
        self._stop.send(b"x")
        self._ear.join()
        for each in [self._stop, *self._sockets]:
            each.close()
        self.victim.kill()
        self.victim.wait()
        shutil.rmtree(self.folder)


def judge_program(judge: Judge, program: Hostile, source: str) -> JudgeReport:
    """Judge one program, with limits as small as its point allows."""
    wall_s = program.wall_s or max(5.0, 4 * program.cpu_s)
    limits = Limits(cpu_s=program.cpu_s, wall_s=wall_s, run_wall_s=min(0.5, wall_s), memory_mb=512)
    return judge.judge(JudgeSpec(entry_point="solve", tests=TESTS, limits=limits), source)


def told(report: JudgeReport) -> str:
    """All text that came out of a program, without the lines of its source."""
    return "\n".join(f"{test.output}\n{test.actual}\n{test.message}" for test in report.tests)


def own_processes() -> list[str]:
    """Worker processes of this process, or their children, that are still there."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            command = (entry / "cmdline").read_bytes().decode() if entry.name.isdigit() else ""
            gone = entry.name.isdigit() and ") Z" in (entry / "stat").read_text()
        except OSError:
            continue  # it ended meanwhile
        if f'"parent": {os.getpid()}' in command and not gone:
            found.append(entry.name)
    return found


def run_confined(base: str, python: str | None) -> dict[str, object]:
    """Judge every program, several at once, in one world."""
    pool = WorkerPool(python=python, parallel=2)
    pool.start()
    judge = Judge(pool)
    world = World(base, python or sys.executable)
    outside = sorted(path.name for path in Path("/dev/shm").iterdir())

    def one(program: Hostile) -> tuple[str, dict[str, object]]:
        report = judge_program(judge, program, world.fill(program.source, bomb=10**9))
        text = told(report)
        return program.name, {
            "verdict": report.verdict.value,
            "message": report.message,
            "harm": TOKEN in text or (program.harm == "says" and "HARM" in text),
            "wall_s": round(report.wall_s, 3),
        }

    with ThreadPoolExecutor(2) as executor:
        results = dict(executor.map(one, all_programs()))
    isolation = pool.isolation()
    pool.close()
    time.sleep(0.2)  # noqa: TID251
    answer = {
        "isolation": [isolation.level.value, list(isolation.layers)],
        "uid": os.getuid(),
        "changed": world.changed() + ["shm"] * (sorted(path.name for path in Path("/dev/shm").iterdir()) != outside),
        "left": own_processes(),
        "results": results,
    }
    world.close()
    return answer


def run_proofs(base: str) -> dict[str, object]:
    """Run each harmful program with its powers left, in a world of its own."""
    results = {}
    with WorkerPool(confined=False, parallel=2) as pool:
        judge = Judge(pool)
        for program in all_programs():
            if not program.harm:
                continue
            world = World(base, sys.executable)
            report = judge_program(judge, program, world.fill(program.source, bomb=3))
            text = told(report)
            done = {"leak": lambda text=text: TOKEN in text, "says": lambda text=text: "HARM" in text}.get(program.harm)
            until = time.monotonic() + 1.0
            harmed = False
            while not harmed and time.monotonic() < until:
                harmed = done() if done else program.harm in world.changed()
                if not harmed:
                    time.sleep(0.01)  # noqa: TID251
            results[program.name] = {"harm": harmed, "verdict": report.verdict.value, "message": report.message}
            world.close()
    for pid in own_processes():
        os.kill(int(pid), signal.SIGKILL)
    return {"results": results}


def become(uid: int) -> None:
    """Go on as an ordinary user; what is imported late must be imported by now."""
    with WorkerPool() as pool:
        judge_program(Judge(pool), all_programs()[0], "def solve(numbers):\n    return sum(numbers)\n")
    os.setgroups([])
    os.setgid(uid)
    os.setuid(uid)
    ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # PR_SET_DUMPABLE, as for a process that began as this user


def main() -> None:
    """Read the command line and write JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("mode", choices=["confined", "proof"])
    parser.add_argument("--base", required=True, help="folder for the worlds; must belong to the user")
    parser.add_argument("--uid", type=int)
    parser.add_argument("--python", help="interpreter of the workers")
    orders = parser.parse_args()
    if orders.uid is not None:
        become(orders.uid)
    answer = run_proofs(orders.base) if orders.mode == "proof" else run_confined(orders.base, orders.python)
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
