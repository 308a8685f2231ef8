"""What it takes to list the bank, to check all of its coding problems, and to check them again unchanged."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from mockint.app.bank_check import check_bank
from mockint.execution.pool import WorkerPool
from mockint.paths import bank_root
from tests.bench.figures import Figure, median
from tests.helpers.drills import write_drills
from tests.helpers.packs import write_headers

HEADERS = 200
RUNS = 5
_LISTED = """
import sys, time
from pathlib import Path
from mockint.bank.catalog import read_catalog
began = time.perf_counter()
assert len(read_catalog(Path(sys.argv[1])).entries) == int(sys.argv[2])
print(time.perf_counter() - began)
"""


def figures() -> list[Figure]:
    """The list in processes of their own; the check with an empty cache, then with what it left there."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_headers(root / "headers", HEADERS)
        listed = median([_listed(root / "headers") for _ in range(RUNS)])
        with WorkerPool() as pool:
            check_bank([write_drills(root / "drills")], pool)  # the pool is up and the imports are done
            first = _checked(pool, root / "cache")
            again = _checked(pool, root / "cache")
    return [
        Figure(f"a list of {HEADERS} questions", listed * 1000, "ms", 150),
        Figure("bank check of all coding problems", first, "s", 120),
        Figure("the same again, unchanged, over the first", again, "s", 0.1, floor=first),
    ]


def _listed(root: Path) -> float:
    command = [sys.executable, "-c", _LISTED, str(root), str(HEADERS)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def _checked(pool: WorkerPool, cache: Path) -> float:
    """Seconds of a check, which must find nothing."""
    began = time.perf_counter()
    report = check_bank([bank_root() / "coding"], pool, cache=cache)
    seconds = time.perf_counter() - began
    if report.problems:
        raise RuntimeError(report.problems[0].line())
    return seconds
