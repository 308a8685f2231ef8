"""Speaks with the harness: one JSON object a line, in and out. You need not change it."""

import json
import sys
import traceback
from pathlib import Path
from typing import Any

from candidate.build import NO_REPLY, Reply, State, answer, build


def index(request: dict[str, Any]) -> tuple[dict[str, Any], State]:
    """Read the corpus that the request names."""
    state = build(Path(request["corpus_dir"]))
    return {"ok": True}, state


def reply_to(request: dict[str, Any], state: State | None) -> Reply:
    """Answer one question; what goes wrong is told on stderr, and nothing is answered."""
    if state is None:
        return NO_REPLY
    try:
        return answer(state, request["question"], request.get("user"))
    except Exception:
        traceback.print_exc(file=sys.stderr)
        return NO_REPLY


def main() -> None:
    """Serve until the harness says bye or closes the line."""
    replies = sys.stdout
    sys.stdout = sys.stderr  # a print() of yours is a log line and never a reply
    state: State | None = None
    for line in sys.stdin:
        request = json.loads(line)
        if request["op"] == "bye":
            break
        if request["op"] == "index":
            result, state = index(request)
        else:
            result = dict(reply_to(request, state))
        print(json.dumps({"id": request["id"], **result}), file=replies, flush=True)


if __name__ == "__main__":
    main()
