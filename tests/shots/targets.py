"""Scenes of the targets: two jobs, one with a posting, a rejection, and a demo history behind the plan."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path
from typing import Final

from mockint.app.aim import today
from mockint.app.services import Services
from mockint.app.targets import Draft, LogEntry, TargetBook
from mockint.clock import SystemClock
from mockint.paths import Home, bank_root
from ui.application import WindowApp
from ui.pages.targets import TargetsPage
from ui.shots import Scene

_POSTING: Final = """\
AI Engineer, Support Automation

What you will do:
- Build retrieval-augmented generation over our help centre: chunking, hybrid search, rerankers, embeddings in pgvector.
- Write the evaluations: golden sets, LLM-as-a-judge calibrated on people's labels.
- Own features end-to-end in Python and FastAPI, and watch them run: tracing, latency, cost tracking.

Nice to have:
- Terraform on AWS

No Kubernetes needed.
"""
_WORDING: Final = "Thank you for your time. We were looking for stronger fundamentals and more production experience."


EMPTY_SCENE: Final = Scene("targets", lambda running: running.window.go_to("targets"))


def prepare(root: Path) -> None:
    """Write the targets into a home."""
    services = Services(Home(root), SystemClock(), random.Random(7), bank_root(), ())
    try:
        book, day = TargetBook(services), today(services)
        soon, late = ((day + timedelta(days=days)).isoformat() for days in (19, 40))
        book.add(
            Draft("Northwind Support", "mid", ("coding", "live_build", "behavioral"), "forbidden", (soon,), _POSTING)
        )
        book.add(Draft("Another company with quite a long name, GmbH & Co. KG", "senior", dates=(late,)))
        held = (day - timedelta(days=6)).isoformat()
        book.log(LogEntry(company="Fjord Labs", held=held, kind="coding", outcome="rejected", wording=_WORDING))
    finally:
        services.close()


def target_scenes() -> tuple[Scene, ...]:
    """The scenes in order."""
    return tuple(
        Scene(f"targets-{view}", lambda running, view=view: _view(running, view), _is_filled)
        for view in ("target", "plan", "interviews")
    )


def _page(running: WindowApp) -> TargetsPage:
    running.window.go_to("targets")
    found = running.window.page("targets")
    assert isinstance(found, TargetsPage)
    return found


def _is_filled(running: WindowApp) -> bool:
    return _page(running).list.count() > 0


def _view(running: WindowApp, which: str) -> None:
    _page(running).view.segment(which).click()
