"""Starts a program under its supervisor, and ends it with everything that it started."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from mockint.errors import ExecutionError
from mockint.execution.job import Isolation, isolation_of
from mockint.execution.places import places_of
from mockint.execution.worker import interpreter

SUPERVISOR = Path(__file__).parent / "inside" / "supervise.py"
MARKER: Final = ".mockint-round.json"
_PIPE_BYTES = 1 << 18
_F_SETPIPE_SZ = 1031
_KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ")
_MIB = 1 << 20


class ProgramLimits(NamedTuple):
    """What a program may use.

    Attributes:
        index_s: Seconds to read the corpus.
        answer_s: Seconds for one answer.
        memory_mb: Of the whole tree of processes, in MiB; what they share counts once.
        processes: Of the tree, at the same time.
        threads: Of all processes of the tree, at the same time.
        disk_mb: Written in its folder, in MiB, beyond what was there.
        output_bytes: Kept of what it prints.
        reply_bytes: Of one reply.
    """

    index_s: float = 120.0
    answer_s: float = 20.0
    memory_mb: int = 2048
    processes: int = 32
    threads: int = 512
    disk_mb: int = 300
    output_bytes: int = 1_000_000
    reply_bytes: int = 1 << 20


class ProgramSpec(NamedTuple):
    """A program of a candidate and what it may reach.

    Attributes:
        folder: Where it stands and runs; read and written by it.
        command: Its words; ``python`` stands for the folder's own environment, else for the app's interpreter.
        environment: Laid over the few variables that it is given.
        port: The one port that it may connect to; on another host too, as the kernel looks at the port alone.
        readable: Places that it may read beside its folder.
        network: Whether it may connect anywhere.
    """

    folder: Path
    command: tuple[str, ...]
    environment: Mapping[str, str]
    port: int | None
    readable: tuple[Path, ...] = ()
    network: bool = False
    limits: ProgramLimits = ProgramLimits()


class Launch:
    """A program that runs, with its pipes; all descriptors are ours to close.

    Attributes:
        layers: Means that shut it in, once they are known.
        over: The limit that it went over, in a sentence.
        failed: Why it could not be started.
        exit_code: Once it has ended, with all that it started; negative for a signal.

    Raises:
        ExecutionError: This system has no way to run programs.
    """

    def __init__(self, spec: ProgramSpec, *, confined: bool, merged: bool = False, python: str | None = None) -> None:
        if sys.platform == "win32":
            raise ExecutionError("Programs cannot be run on Windows yet.", "Use Linux, or WSL on Windows.")
        self.layers: tuple[str, ...] | None = None
        self.over = self.failed = ""
        self.exit_code: int | None = None
        self._news = b""
        self._main = 0
        self._folder = spec.folder
        self._marker = _bytes_of(spec.folder / MARKER)
        orders = json.dumps(_orders(spec, confined=confined)).encode("ascii") + b"\n"
        theirs: list[int] = []
        ours: list[int] = []
        try:
            stdin, self.stdin = _pipe(theirs, ours, down=True)
            lifeline, self._lifeline = _pipe(theirs, ours, down=True)
            self.stdout, stdout = _pipe(ours, theirs, down=False)
            self.stderr, stderr = (-1, stdout) if merged else _pipe(ours, theirs, down=False)
            self.news, news = _pipe(ours, theirs, down=False)
            self._process = subprocess.Popen(
                [python or interpreter(), "-I", "-S", "-X", "utf8", str(SUPERVISOR), str(lifeline), str(news)],
                stdin=stdin,
                stdout=stdout,
                stderr=stderr,
                pass_fds=(lifeline, news),
                env={"LANG": "C.UTF-8"},
                cwd="/",
                start_new_session=True,
            )
        except OSError as fault:
            _close(ours)
            raise ExecutionError(
                f"No program can be started: {fault.strerror}.", "Close other programs and try again."
            ) from fault
        finally:
            _close(theirs)
        self._descriptors = ours
        with contextlib.suppress(OSError):
            os.write(self._lifeline, orders)
        for descriptor in ours:
            os.set_blocking(descriptor, False)

    @property
    def isolation(self) -> Isolation:
        """How well it is shut in; the weakest level until it is known."""
        return isolation_of(self.layers or ())

    @property
    def is_over(self) -> bool:
        """Whether it has ended, with all that it started."""
        return self.exit_code is not None

    def read_news(self) -> None:
        """Take what the supervisor tells; a supervisor that is gone counts as the end."""
        part = read(self.news)
        if part is None and self.exit_code is None:
            self.exit_code = -signal.SIGKILL
        *lines, self._news = (self._news + (part or b"")).split(b"\n")
        for line in lines:
            news: dict[str, Any] = json.loads(line)
            if "layers" in news:
                self.layers = tuple(news["layers"])
            self.failed = news.get("failed", self.failed)
            self._main = news.get("pid", self._main)
            if "over" in news:
                self.over = _over(*news["over"])
            self.exit_code = news.get("exit", self.exit_code)

    def close_stdin(self) -> None:
        """Let the program read the end of its input."""
        os.close(self.stdin)
        self._descriptors.remove(self.stdin)

    def end(self) -> None:
        """End everything and close the pipes; can be called twice."""
        if not self._descriptors:
            return
        os.close(self._lifeline)
        self._descriptors.remove(self._lifeline)
        try:
            is_done = self._process.wait(5.0) == 0
        except subprocess.TimeoutExpired:
            is_done = False
        if not is_done and self._main:
            # The supervisor is gone or held up; the group takes most of its tree with it.
            with contextlib.suppress(OSError):
                os.killpg(self._main, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        _close(self._descriptors)
        self._descriptors = []
        self._keep_marker()

    def _keep_marker(self) -> None:
        """Put the round's marker back if the program has changed it; a link in its place is replaced, not followed."""
        if self._marker is None or _bytes_of(self._folder / MARKER) == self._marker:
            return
        with contextlib.suppress(OSError):
            descriptor, name = tempfile.mkstemp(dir=self._folder, prefix=MARKER)
            with os.fdopen(descriptor, "wb") as file:
                file.write(self._marker)
            Path(name).replace(self._folder / MARKER)


def read(descriptor: int) -> bytes | None:
    """What waits in a pipe, as far as one look takes it; None once the other end is closed."""
    try:
        return os.read(descriptor, _PIPE_BYTES) or None
    except BlockingIOError:
        return b""


def _orders(spec: ProgramSpec, *, confined: bool) -> dict[str, Any]:
    folder = spec.folder.resolve()
    python = _python(folder)
    environment = _environment(folder, python, spec.environment)
    program = _program(folder, spec.command, python, environment["PATH"])
    word = spec.command[0]
    scratch = folder / ".tmp"
    with contextlib.suppress(OSError):
        scratch.mkdir(exist_ok=True)
    return {
        "folder": str(folder),
        "program": str(program),
        "command": [str(program), *spec.command[1:]],
        "environment": environment,
        "confined": confined,
        "network": spec.network,
        "ports": [] if spec.port is None else [spec.port],
        "places": places_of(folder, program, spec.readable, is_found="/" not in word and not _is_python(word))
        if confined
        else [],
        "processes": spec.limits.processes,
        "threads": spec.limits.threads,
        "memory": spec.limits.memory_mb * _MIB,
        "disk": spec.limits.disk_mb * _MIB,
    }


def _python(folder: Path) -> Path:
    own = folder / ".venv" / "bin" / "python"
    return own if own.exists() else Path(sys.executable)


def _is_python(word: str) -> bool:
    return word in {"python", "python3"}


def _environment(folder: Path, python: Path, more: Mapping[str, str]) -> dict[str, str]:
    """The variables of a program: none of the user's but a few of no secret."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    kept["PATH"] = os.pathsep.join([str(python.parent), kept.get("PATH", os.defpath)])
    own = {"HOME": str(folder), "TMPDIR": str(folder / ".tmp"), "PYTHONHASHSEED": "0", "PYTHONUNBUFFERED": "1"}
    return {"LANG": "C.UTF-8"} | kept | own | dict(more)


def _program(folder: Path, command: tuple[str, ...], python: Path, path: str) -> Path:
    """The file that the first word names; the word itself, made a path, where there is none."""
    word = command[0]
    if _is_python(word):
        return python
    if "/" in word:
        return folder / word
    return Path(shutil.which(word, path=path) or folder / word)


def _over(what: str, amount: int) -> str:
    if what in {"processes", "threads"}:
        return f"It had more than {amount} {what} at the same time."
    words = {
        "memory": "It used {} MB of memory, more than it may.",
        "disk": "It wrote {} MB to its folder, more than it may.",
    }
    if what == "disk" and amount >= 1 << 59:
        return "It made more files in its folder than can be counted."
    return words[what].format(amount // _MIB)


def _bytes_of(path: Path) -> bytes | None:
    """A regular file's bytes; None for anything else."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        try:
            return file.read(_MIB)
        except OSError:
            return None


def _pipe(reads: list[int], writes: list[int], *, down: bool) -> tuple[int, int]:
    """A pipe as (read, write), each end noted with its owner; pipes up to the app are made wide."""
    read_end, write_end = os.pipe()
    reads.append(read_end)
    writes.append(write_end)
    if sys.platform == "linux" and not down:
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(read_end, _F_SETPIPE_SZ, _PIPE_BYTES)
    return read_end, write_end


def _close(descriptors: list[int]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)
