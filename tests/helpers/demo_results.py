"""Measures the code of the demonstration; ``python -m tests.helpers.demo_results`` writes the file of its results anew."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from mockint.app.demo import play
from mockint.app.demo_results import RESULTS_FILE, Results, as_json, measured_now
from mockint.app.demo_script import PARTS
from mockint.app.services import Services
from mockint.clock import ManualClock
from mockint.paths import Home, bank_root


def measured(home: Path) -> dict[str, Results]:
    """What the judge says now, by the question's slug."""
    clock = ManualClock()
    services = Services(Home(home), clock, random.Random(3), bank_root(), ())
    try:
        return {
            part.slug: measured_now(services, play(services, clock, part, None), part)
            for part in PARTS
            if part.kind == "coding"
        }
    finally:
        services.close()


def main() -> None:
    """Write the file."""
    with tempfile.TemporaryDirectory() as folder:
        RESULTS_FILE.write_text(as_json(measured(Path(folder) / "home")), encoding="utf-8")


if __name__ == "__main__":
    main()
