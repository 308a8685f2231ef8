"""Speaks the lines: one JSON object a line on standard input and output. There should be no need to touch it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from candidate.pipeline import Pipeline


def main() -> None:
    """Open, answer requests until ``bye``."""
    pipeline: Pipeline | None = None
    for line in sys.stdin:
        message = json.loads(line)
        op, number = message.pop("op"), message.pop("id", None)
        if op == "bye":
            return
        if op == "open":
            pipeline = Pipeline(Path(message["data_dir"]), Path(message["state_dir"]))
            reply = {"ok": True}
        else:
            try:
                reply = {"result": getattr(pipeline, op)(**message)}
            except ValueError as error:
                reply = {"error": str(error)}
        print(json.dumps({"id": number, **reply}), flush=True)


if __name__ == "__main__":
    main()
