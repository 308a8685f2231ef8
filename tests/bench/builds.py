"""A live build: rendering a corpus, and what the evaluation adds to a question over the candidate's own time."""

from __future__ import annotations

import time
import tomllib

from mockint.app.build_run import BuildJob, ask_all, opened
from mockint.bank.loader import load_question
from mockint.corpus.render import render_documents, render_hidden
from mockint.domain.vocabulary import Vocabulary
from mockint.paths import bank_root
from mockint.rounds.live_build import build_task
from tests.bench.figures import Figure, median

QUESTION = "live_build/policy-desk"
SEED = 20260105
TIMES = 5
_ECHO = """
import json
import sys
import time

for line in sys.stdin:
    began = time.perf_counter()
    asked = json.loads(line)
    reply = {"id": asked["id"], "ok": True} if asked["op"] == "index" else {
        "id": asked["id"], "answer": None, "citations": [], "retrieved": []
    }
    print(json.dumps(reply), flush=True)
    print(f"own {time.perf_counter() - began:.9f}", file=sys.stderr, flush=True)
"""


def figures() -> list[Figure]:
    """How long a corpus takes to render, and what the app adds to each question."""
    task = build_task(load_question(bank_root() / QUESTION))
    vocabulary = Vocabulary.model_validate(tomllib.loads(task.vocabulary))
    rendered: list[float] = []
    for seed in range(TIMES):
        began = time.perf_counter()
        render_documents(vocabulary, seed, "changed")
        rendered.append(time.perf_counter() - began)
    job = BuildJob({"candidate/__main__.py": _ECHO, "candidate/__init__.py": ""}, task, SEED, "changed")
    hidden = render_hidden(vocabulary, SEED)
    with opened(job, hidden) as (program, gateway):
        program.index()
        began = time.perf_counter()
        asked = ask_all(program, gateway, hidden.questions)
        each = (time.perf_counter() - began) / len(asked)
        own = [float(line.removeprefix("own ")) for line in program.output.splitlines() if line.startswith("own ")]
    if any(one.reply.fault for one in asked) or not own:
        raise RuntimeError("the echoing build was not answered")
    return [
        Figure("rendering a corpus", max(rendered), "s", 2.0),
        Figure("evaluation adds to a question", (each - median(own)) * 1000, "ms", 15.0),
    ]
