"""Runs the benches and prints their figures."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

from tests.bench import (
    bank,
    builds,
    canvas,
    editor,
    gateway,
    grading,
    history,
    journal,
    judging,
    notebook,
    readiness,
    rounds,
    startup,
)
from tests.bench.figures import Figure

BENCHES: dict[str, Callable[[], list[Figure]]] = {
    "startup": startup.figures,
    "bank": bank.figures,
    "judging": judging.figures,
    "journal": journal.figures,
    "rounds": rounds.figures,
    "editor": editor.figures,
    "grading": grading.figures,
    "builds": builds.figures,
    "gateway": gateway.figures,
    "canvas": canvas.figures,
    "notebook": notebook.figures,
    "readiness": readiness.figures,
    "history": history.figures,
}


def main(arguments: list[str]) -> int:
    """Print each figure; 1 where one does not hold."""
    as_json = "--json" in arguments
    names = [argument for argument in arguments if argument != "--json"] or list(BENCHES)
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"There is no bench {unknown[0]!r}; there are {', '.join(BENCHES)}.", file=sys.stderr)
        return 2
    found: list[Figure] = []
    for name in names:
        if not as_json:
            print(f"-- {name}", flush=True)
        for figure in BENCHES[name]():
            found.append(figure)
            if not as_json:
                print(figure.line(), flush=True)
    if as_json:
        print(json.dumps({"figures": [figure.document() for figure in found]}, indent=2))
    return 0 if all(figure.holds for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
