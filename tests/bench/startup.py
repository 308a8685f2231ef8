"""From the start of the process to the painted window, the list of questions, and the open store."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from tests.bench.figures import Figure, median

_ROOT = Path(__file__).resolve().parents[2]
RUNS = 9
_PATIENCE_S = 60.0
_RSS_LIMIT_MB = 170.0
_BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
class Window(QMainWindow):
    told = False
    def paintEvent(self, event):
        super().paintEvent(event)
        if not self.told:
            self.told = True
            QTimer.singleShot(0, self, tell)
def tell():
    with open(sys.argv[1], "a") as file:
        file.write('{"name": "painted", "monotonic_s": %r}\\n' % time.monotonic())
application = QApplication([])
window = Window()
window.setCentralWidget(QLabel("bare"))
window.resize(1280, 800)
window.show()
application.exec()
"""


def figures() -> list[Figure]:
    """Medians over interleaved starts of a bare window and of mockint."""
    bare: list[float] = []
    points: dict[str, list[float]] = {"painted": [], "questions_ready": [], "store_ready": []}
    memory: list[float] = []
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "home"
        _start([sys.executable, "-m", "mockint"], Path(scratch) / "warm", home, "store_ready")  # makes home and caches
        for run in range(RUNS):
            bare.append(
                _start([sys.executable, "-c", _BARE], Path(scratch) / f"bare{run}", home, "painted")[0]["painted"]
            )
            found, rss = _start([sys.executable, "-m", "mockint"], Path(scratch) / f"run{run}", home, "store_ready")
            for name, times in points.items():
                times.append(found[name])
            memory.append(rss)
    floor = median(bare)
    return [
        Figure("window painted after start", median(points["painted"]), "s", 1.6, floor),
        Figure("questions clickable after start", median(points["questions_ready"]), "s", 3.5, floor),
        Figure("store ready after start", median(points["store_ready"]), "s", 7.0, floor),
        Figure("resident memory without Monaco", median(memory), "MB", _RSS_LIMIT_MB),
        Figure("what dev.py adds to a second start", _added_by_dev(), "s", 0.3),
        Figure("demo history made, from the command on", _demo(), "s", 6.0),
    ]


def _demo() -> float:
    times = []
    with tempfile.TemporaryDirectory() as scratch:
        for run in range(3):
            since = time.monotonic()
            command = [sys.executable, "-m", "mockint", "demo", "--json", "--home", str(Path(scratch) / f"demo{run}")]
            subprocess.run(command, cwd=_ROOT, check=True, capture_output=True, timeout=_PATIENCE_S)
            times.append(time.monotonic() - since)
    return median(times)


def _added_by_dev() -> float:
    """Seconds that ``dev.py run`` takes beyond the command it starts."""
    with tempfile.TemporaryDirectory() as scratch:
        environment = {**os.environ, "MOCKINT_HOME": scratch}
        times: dict[str, list[float]] = {"dev": [], "bare": []}
        commands = {"dev": [str(_ROOT / "dev.py"), "run", "--help"], "bare": ["-m", "mockint", "--help"]}
        for _ in range(RUNS):
            for name, command in commands.items():
                began = time.perf_counter()
                subprocess.run([sys.executable, *command], env=environment, check=True, stdout=subprocess.DEVNULL)
                times[name].append(time.perf_counter() - began)
    return median(times["dev"]) - median(times["bare"])


def bare_window() -> float:
    """Seconds from the start of a process to its painted, empty PySide6 window."""
    with tempfile.TemporaryDirectory() as scratch:
        found, _ = _start([sys.executable, "-c", _BARE], Path(scratch) / "bare", Path(scratch) / "home", "painted")
        return found["painted"]


def _start(command: list[str], timeline: Path, home: Path, last: str) -> tuple[dict[str, float], float]:
    """Start a window and wait for a point of its timeline.

    Returns:
        Seconds from the start to each point, and the resident memory in MB at the last.
    """
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "MOCKINT_TIMELINE": str(timeline),
        "MOCKINT_HOME": str(home),
    }
    arguments = [*command, str(timeline)] if "-c" in command else command
    began = time.monotonic()
    process = subprocess.Popen(arguments, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while time.monotonic() - began < _PATIENCE_S:
            points = _read(timeline)
            if last in points:
                rss = psutil.Process(process.pid).memory_info().rss / 1e6
                return {name: at - began for name, at in points.items()}, rss
            if process.poll() is not None:
                break
            time.sleep(0.005)
        raise RuntimeError(f"the window did not reach {last!r}: {_read(timeline)}")
    finally:
        process.kill()
        process.wait()


def _read(timeline: Path) -> dict[str, float]:
    if not timeline.exists():
        return {}
    lines = [json.loads(line) for line in timeline.read_text(encoding="utf-8").splitlines() if line.endswith("}")]
    return {line["name"]: line["monotonic_s"] for line in lines}
