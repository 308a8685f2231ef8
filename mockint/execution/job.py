"""What is asked of a worker and what became of it: programs, steps, outcomes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from enum import Enum, auto
from typing import Any, NamedTuple

from mockint.domain.judging import IsolationLevel, Limits


class Program(NamedTuple):
    """Source that is loaded into a worker.

    Attributes:
        source: The candidate's code.
        entry_point: The name it must define; not looked at when there are own tests.
        driver: Source beside it that defines ``drive(solution, *args, **kwargs)``.
        generator: Source beside it that defines ``make_input(n, seed)``.
        tests: Source of own tests; the steps are then the functions found in it.
        accepts: Number of positional arguments and names of keywords that the entry point must take; None: not checked.
    """

    source: str
    entry_point: str = ""
    driver: str | None = None
    generator: str | None = None
    tests: str | None = None
    accepts: tuple[int, tuple[str, ...]] | None = None


class Step(NamedTuple):
    """One request to a loaded program: an operation and its arguments, ready for JSON."""

    op: str
    body: tuple[Any, ...]


class End(Enum):
    """How a step ended, as the parent saw it."""

    REPLIED = auto()
    DIED = auto()
    CPU = auto()
    WALL = auto()
    MEMORY = auto()
    OUTPUT = auto()
    ABUSE = auto()
    NOT_RUN = auto()
    FAULT = auto()


class Outcome(NamedTuple):
    """What became of one step, or of loading.

    Attributes:
        reply: The reply without its nonce, when there was one.
        wall_s: Seconds from the request to its end.
        cpu_s: CPU seconds of the worker meanwhile.
        output: What the code wrote to its standard streams, bounded.
        detail: How it died, or what the fault was; a part of a sentence.
        compiled: For loading: whether the code had been compiled when it ended.
    """

    end: End
    reply: tuple[Any, ...] = ()
    wall_s: float = 0.0
    cpu_s: float = 0.0
    output: str = ""
    detail: str = ""
    compiled: bool = True


NOT_RUN = Outcome(End.NOT_RUN)


class Job(NamedTuple):
    """A program and the steps to take with it.

    Attributes:
        steps: In order; None takes one step for each own test that is found.
        limits: For each step, and for loading.
        failed: Whether an outcome is a failure; asked only when the run is longer than `limits.run_wall_s`.
        stop_at_death: Whether the steps after one that ended the worker are left out instead of run in a new one.
        cancel: When it is set the worker is killed and the job's future is cancelled.
    """

    program: Program
    steps: tuple[Step, ...] | None
    limits: Limits
    failed: Callable[[int, Outcome], bool]
    stop_at_death: bool = False
    cancel: threading.Event | None = None


class Ran(NamedTuple):
    """The result of a job.

    Attributes:
        loading: What became of loading the program (the first worker's).
        names: Names of the own tests that were found.
        steps: An outcome for each step.
        wall_s: Seconds from the request to the end of the last worker.
        peak_mb: Highest resident memory of any of its workers, in MiB; None where it cannot be measured.
    """

    loading: Outcome
    names: tuple[str, ...]
    steps: tuple[Outcome, ...]
    wall_s: float
    peak_mb: float | None
    isolation: IsolationLevel


class Isolation(NamedTuple):
    """How well candidate code is shut in on this machine.

    Attributes:
        layers: Names of the means that took hold in a real worker.
        sentence: A plain statement for the user; empty at *strong*.
    """

    level: IsolationLevel
    layers: tuple[str, ...]
    sentence: str


def isolation_of(layers: tuple[str, ...]) -> Isolation:
    """The level that a set of layers amounts to."""
    landlock = next((int(layer.split()[1]) for layer in layers if layer.startswith("landlock ")), 0)
    seccomp = "seccomp" in layers
    if landlock >= 4 and seccomp:
        return Isolation(IsolationLevel.STRONG, layers, "")
    if landlock or seccomp:
        return Isolation(
            IsolationLevel.MEDIUM,
            layers,
            "Code you run here is only partly shut in: this system offers one of the two locks that are needed. "
            "Verdicts are right; do not run code that you do not trust.",
        )
    return Isolation(
        IsolationLevel.BASIC,
        layers,
        "Code you run here is not shut in: it has limits on time, memory and output, but it can reach your files and "
        "the network. Verdicts are right; do not run code that you do not trust.",
    )
