"""The small supervisor of one program: starts it shut in, watches its tree, and leaves no process behind.

Started by path in isolated mode, outside the confinement. It adopts every orphan of the tree, so "no child left" is
the whole truth, whatever forked twice or made a session of its own. The first line on the lifeline holds the orders;
when the lifeline closes the app wants the end, or is gone. News goes out as JSON lines.
"""

# pathlib would cost more than the rest of the start.
# ruff: noqa: PTH100, PTH110, PTH112, PTH118, PTH120, PTH208

from __future__ import annotations

import ctypes
import json
import os
import resource
import select
import signal
import socket
import sys
import time
from collections.abc import Callable
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import module_from_spec
from typing import Any

HERE = os.path.dirname(os.path.abspath(__file__))
_PR_SET_CHILD_SUBREAPER = 36
_LOOK_S = 0.02
_DISK_S = 0.5
# A look at the disk may take this part of the time.
_DISK_SHARE = 20
_MEMORY_EVERY = 3
_OPEN_FILES = 1024
_MOST_ENTRIES = 200_000
_MOST_LISTED = 1_000


def load(name: str) -> Any:
    """Import a neighbouring file under a private name."""
    loader = SourceFileLoader("_mockint_" + name, os.path.join(HERE, name + ".py"))
    module = module_from_spec(ModuleSpec(loader.name, loader, origin=loader.path))
    loader.exec_module(module)
    return module


class Supervisor:
    """One program and all that descends from it."""

    def __init__(self, lifeline: int, news: int) -> None:
        self._lifeline = lifeline
        self._news = news
        self._orders = json.loads(self._first_line())
        self._exit: int | None = None
        self._main = 0
        self._births: Any = None
        self._disk_before = self._disk_at = 0.0
        self._ticks = 0

    def _first_line(self) -> bytes:
        line = bytearray()
        while not line.endswith(b"\n"):
            part = os.read(self._lifeline, 1 << 16)
            if not part:
                os._exit(0)
            line += part
        return bytes(line)

    def _tell(self, **news: Any) -> None:
        try:
            os.write(self._news, json.dumps(news).encode("ascii") + b"\n")
        except OSError:
            return  # the app is gone: the lifeline says it too

    def run(self) -> None:
        """Start the program, watch until its end or the app's wish, end all."""
        wake_read, wake_write = os.pipe()
        os.set_blocking(wake_write, False)
        signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        if self._orders["disk"]:
            self._disk_before = self._disk()
        confine, seccomp, births = load("confine"), load("seccomp"), load("births")
        if births.are_asked_for():
            births.come_first()
        here, there = socket.socketpair()
        self._main = os.fork()
        if self._main == 0:
            here.close()
            births.limit(self._orders["processes"] + self._orders["threads"])
            self._become(confine, seccomp, there if births.are_asked_for() else None)
        there.close()
        self._tell(pid=self._main)
        for descriptor in (0, 1, 2):
            os.close(descriptor)
        listener = here.fileno()
        while self._exit is None:
            watched = [self._lifeline, wake_read, *([listener] if listener >= 0 else [])]
            ready, _, _ = select.select(watched, [], [], _LOOK_S)
            if self._lifeline in ready:
                break
            if wake_read in ready:
                os.read(wake_read, 1 << 12)
            if listener in ready:
                listener = self._listen(here, births)
            ended = self._reap()
            over = self._over(ended) if self._exit is None else None
            if over:
                self._tell(over=over)
                break
        # What the program left behind ends before its end is told.
        self.end_all()
        self._tell(exit=-signal.SIGKILL if self._exit is None else self._exit)

    def _listen(self, here: socket.socket, births: Any) -> int:
        """Begin to answer wishes for new processes, if the program's filter asks; returns that nothing more will come."""
        _, descriptors, _, _ = socket.recv_fds(here, 1, 1)
        here.close()
        if descriptors:
            most = self._orders["processes"]
            self._births = births.Births(descriptors[0], most, lambda most: len(descendants(most)))
            self._births.begin()
        return -1

    def _become(self, confine: Any, seccomp: Any, there: socket.socket | None) -> None:
        """Turn this forked child into the program; never returns."""
        orders = self._orders
        try:
            signal.set_wakeup_fd(-1)
            # A parent that was started in the background ignores Ctrl+C, and so would its children.
            for number in (signal.SIGCHLD, signal.SIGINT, signal.SIGPIPE):
                signal.signal(number, signal.SIG_DFL)
            parent = os.getppid()
            os.setsid()
            # However much it starts, the supervisor comes first.
            os.nice(5)
            os.chdir(orders["folder"])
            self._lower_limits()
            layers = ["rlimits"]
            if orders["confined"]:
                rights = self._rights(confine)
                places = [(path, rights[kind]) for path, kind in orders["places"]]
                arch = seccomp.arch_for(os.uname().machine)
                signals = None if confine.landlock_version() >= confine.SCOPES_SIGNALS else os.getpid()
                code = b""
                if arch is not None:
                    code = seccomp.build_program(
                        arch, network=orders["network"], only_signals_to=signals, asks_for_processes=there is not None
                    )
                ports = None if orders["network"] else tuple(orders["ports"])
                layers += confine.shut_in(parent, places, code, ports, self._handing_over(there))
            else:
                confine.die_with(parent)
                layers = []
            self._tell(layers=layers)
            os.execve(orders["program"], orders["command"], orders["environment"])  # noqa: S606
        except OSError as error:
            self._tell(failed=error.strerror)
        except BaseException as error:  # noqa: BLE001 -- told to the app, whatever it was
            self._tell(failed=repr(error))
        finally:
            os._exit(127)

    @staticmethod
    def _handing_over(there: socket.socket | None) -> Callable[[int], None] | None:
        """Sends the filter's listener to the supervisor, before there is anything to ask."""
        if there is None:
            return None

        def send(listener: int) -> None:
            socket.send_fds(there, [b"."], [listener])
            there.close()

        return send

    def _lower_limits(self) -> None:
        wanted = [(resource.RLIMIT_CORE, 0), (resource.RLIMIT_NOFILE, _OPEN_FILES)]
        if self._orders["disk"]:
            wanted.append((resource.RLIMIT_FSIZE, self._orders["disk"]))
        for what, value in wanted:
            _, hard = resource.getrlimit(what)
            allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(what, (allowed, allowed))

    @staticmethod
    def _rights(confine: Any) -> dict[str, int]:
        """What may be done beneath a place, by its letter: list, read, device, write."""
        read = confine.FS_READ_FILE | confine.FS_READ_DIR | confine.FS_EXECUTE
        return {
            "l": confine.FS_READ_DIR,
            "r": read,
            "d": confine.FS_READ_FILE | confine.FS_WRITE_FILE,
            "w": confine.FS_ALL_OF_A_FOLDER,
        }

    def _reap(self) -> int:
        """Take leave of children that have ended, as many as there may be processes; returns how many, -1 if none is left."""
        for count in range(self._orders["processes"] + 1):
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return -1
            if pid == 0:
                return count
            if pid == self._main:
                self._exit = os.waitstatus_to_exitcode(status)
        return int(self._orders["processes"]) + 1

    def end_all(self) -> None:
        """Kill every descendant and wait for it; the group first, which no fork can outrun."""
        while self._main:
            for kill, pid in [(os.killpg, self._main), *((os.kill, pid) for pid in descendants())]:
                try:
                    kill(pid, signal.SIGKILL)
                except OSError:
                    continue
            ended = self._reap()
            if ended < 0:
                return
            if ended == 0:
                time.sleep(0.001)

    def _over(self, ended: int) -> list[Any] | None:
        """Which limit the tree is over: its name, and the limit or the amount found."""
        orders = self._orders
        self._ticks += 1
        pids = descendants(orders["processes"])
        refused = 0 if self._births is None else self._births.refused
        # Processes that follow one another too fast for a list are seen by their ends.
        if refused or max(len(pids), ended) > orders["processes"]:
            return ["processes", orders["processes"]]
        threads = sum(len(_tasks(pid)) for pid in pids)
        if threads > orders["threads"]:
            return ["threads", orders["threads"]]
        if self._ticks % _MEMORY_EVERY == 0 and resident(pids) > orders["memory"]:
            used = proportional(pids)
            if used > orders["memory"]:
                return ["memory", used]
        now = time.monotonic()
        if orders["disk"] and now >= self._disk_at:
            grown = self._disk() - self._disk_before
            took = time.monotonic() - now
            self._disk_at = now + max(_DISK_S, _DISK_SHARE * took)
            if grown > orders["disk"]:
                return ["disk", grown]
        return None

    def _disk(self) -> int:
        """Bytes on disk of the folder; links are not followed."""
        total = entries = 0
        waiting = [self._orders["folder"]]
        while waiting and entries < _MOST_ENTRIES:
            try:
                with os.scandir(waiting.pop()) as found:
                    for entry in found:
                        entries += 1
                        status = entry.stat(follow_symlinks=False)
                        total += status.st_blocks * 512
                        if entry.is_dir(follow_symlinks=False):
                            waiting.append(entry.path)
            except OSError:
                continue
        # Without an end of entries a tree of empty files would fill the disk's table instead.
        return total if entries < _MOST_ENTRIES else max(total, 1 << 60)


def descendants(most: int = _MOST_LISTED) -> list[int]:
    """Process ids of all that descends from this process, as the kernel lists them now.

    A tree may grow faster than it can be listed: the list ends soon after `most`.
    """
    own = os.getpid()
    children = _children if os.path.exists(f"/proc/{own}/task/{own}/children") else _children_by_parent()
    found: list[int] = []
    waiting = [own]
    while waiting and len(found) <= most:
        new = children(waiting.pop())
        found += new
        waiting += new
    return found


def _children(pid: int) -> list[int]:
    texts = (_read(f"/proc/{pid}/task/{task}/children") for task in _tasks(pid))
    return [int(child) for text in texts for child in text.split()]


def _children_by_parent() -> Callable[[int], list[int]]:
    """The same from a look at every process, for a kernel that keeps no lists of children."""
    by_parent: dict[int, list[int]] = {}
    for name in os.listdir("/proc") if os.path.isdir("/proc") else ():
        fields = _read(f"/proc/{name}/stat").rpartition(b")")[2].split() if name.isdigit() else []
        if len(fields) > 1:
            by_parent.setdefault(int(fields[1]), []).append(int(name))
    return lambda pid: by_parent.get(pid, [])


def _tasks(pid: int) -> list[str]:
    try:
        return os.listdir(f"/proc/{pid}/task")
    except OSError:
        return []


def resident(pids: list[int]) -> int:
    """Bytes of memory that the processes hold; what they share counts for each of them."""
    pages = 0
    for pid in pids:
        fields = _read(f"/proc/{pid}/statm").split()
        pages += int(fields[1]) if len(fields) > 1 else 0
    return pages * resource.getpagesize()


def proportional(pids: list[int]) -> int:
    """Bytes of memory that the processes hold; what they share counts once."""
    total = 0
    for pid in pids:
        text = _read(f"/proc/{pid}/smaps_rollup")
        at = text.find(b"\nPss:")
        total += int(text[at + 5 :].split(None, 1)[0]) * 1024 if at >= 0 else 0
    return total


def _read(path: str) -> bytes:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            return file.read()
    except OSError:
        return b""


def main() -> None:
    """Take the lifeline and the line for news, and begin."""
    lifeline, news = (int(text) for text in sys.argv[1:3])
    for descriptor in (lifeline, news):
        os.set_inheritable(descriptor, False)  # noqa: FBT003
    sys.dont_write_bytecode = True
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # The lifeline ends this process, and only after the tree.
        signal.signal(number, signal.SIG_IGN)
    supervisor = Supervisor(lifeline, news)
    try:
        supervisor.run()
    finally:
        supervisor.end_all()


if __name__ == "__main__":
    main()
