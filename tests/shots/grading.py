"""Scenes of the debrief: every state of a grading, over the real services and a model server that plays a script."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from mockint.app import grading, rounds
from mockint.app.services import Services, make_services
from mockint.domain.ids import CriterionId, RoundId
from mockint.gateway.fake import FakeServer, running
from mockint.gateway.script import Entry, Script
from mockint.graders.base import GraderName
from mockint.paths import bank_root
from ui.grading_desk import Choice, How
from ui.rounds.debrief import Debrief
from ui.shots import Scene

if TYPE_CHECKING:
    from ui.application import WindowApp

DESIGN, STORY = "system_design/support-assistant", "behavioral/failed-in-production"
_LEVELS = {"framing": 3, "architecture": 3, "depth": 4, "evaluation": 2, "reliability": 3, "cost_latency": 2}
_FINE = (Entry(levels=_LEVELS, times=0),)
_GRADED: Mapping[str, tuple[Entry, ...]] = {
    "graded": _FINE,
    "disputed": _FINE,
    "low-confidence": (Entry(level=2, times=2), Entry(level=4, times=2), Entry(level=3, times=0)),
    "ungraded": (Entry(do="status", status=401, message="The key is not right.", times=0),),
    "compared": _FINE,
}
SLOW = Script(entries=(Entry(delay_s=0.12, times=0),))
"""What the window meets while it is pictured."""

_made: dict[str, str] = {}


def prepare(root: Path) -> None:
    """Hand in and grade a round for each scene."""
    services = make_services(root)
    for scene, entries in _GRADED.items():
        round_id = _made[scene] = _handed_in(services)
        if scene == "compared":
            _grade(services, round_id, "offline")
        with running(Script(entries=entries)) as server:
            use(server)
            _grade(services, round_id, "messages")
    disputed = RoundId(_made["disputed"])
    grading.dispute(services, disputed, "evaluation", 3, "I named the size of the set and the signal after release.")
    _made["own"] = _handed_in(services)
    own = grading.make_grader(services, "self", levels={CriterionId("framing"): 3, CriterionId("evaluation"): 2})
    grading.grade_round(services, RoundId(_made["own"]), own)
    _made["story"] = _handed_in(services, STORY)
    _grade(services, _made["story"], "offline")
    _made["measured"], _made["streaming"] = _handed_in(services), _handed_in(services)
    services.settings.change("grader", "messages")
    services.close()


def use(server: FakeServer) -> None:
    """Have this process ask this server."""
    os.environ |= {"ANTHROPIC_BASE_URL": server.url, "ANTHROPIC_API_KEY": server.token}


class _Act:
    """Opens a round and, once its debrief shows it, does something there, once each time."""

    def __init__(self, name: str, do: Callable[[Debrief], object], ready: Callable[[Debrief], bool]) -> None:
        self._name = name
        self._do = do
        self._ready = ready
        self._turns = 0

    def show(self, app: WindowApp) -> None:
        self._turns = 0
        app.window.close_round()
        app.open_round(_made[self._name])

    def ready(self, app: WindowApp) -> bool:
        debrief = app.window.round_widget
        if not isinstance(debrief, Debrief) or debrief._shown is None:
            return False
        self._turns += 1
        if self._turns == 2:  # the page is laid out
            self._do(debrief)
        return self._turns > 4 and self._ready(debrief)  # what was done is laid out by then


def grading_scenes() -> tuple[Scene, ...]:
    """The scenes; each opens a round of its own."""
    return (
        Scene("today-waiting", _today),
        *(
            _scene(name, name)
            for name in ("measured", "graded", "low-confidence", "ungraded", "disputed", "own", "story")
        ),
        _scene("disputing", "graded", _disagree),
        _scene("below", "graded", _scroll_down),
        _scene("compared", "compared", lambda debrief: debrief.bar.compare.setChecked(True)),
        _scene("paste", "measured", lambda debrief: debrief.bar._ask_reply()),
        _scene("own-levels", "measured", lambda debrief: debrief.bar._ask_levels()),
        _scene(
            "price", "measured", lambda debrief: debrief.bar._ask_price("messages", "claude-sonnet-5-5"), _has_price
        ),
        _scene("no-grader", "measured", _without_grader),
        _scene("streaming", "streaming", _start, _streams),
    )


def _today(app: WindowApp) -> None:
    app.window.close_round()
    app.window.go_to("today")


def _scene(
    name: str,
    round_name: str,
    do: Callable[[Debrief], object] = lambda _: None,
    ready: Callable[[Debrief], bool] = lambda _: True,
) -> Scene:
    act = _Act(round_name, do, ready)
    return Scene(f"debrief-{name}", act.show, act.ready)


def _start(debrief: Debrief) -> None:
    debrief.bar._start(How("messages"))


def _streams(debrief: Debrief) -> bool:
    step = debrief._desk.step(_made["streaming"])
    return step is not None and len(step.judgements) > 1


def _has_price(debrief: Debrief) -> bool:
    return debrief.bar.panel is not None and "read" in debrief.bar.panel.text.text()


def _disagree(debrief: Debrief) -> None:
    next(one for one in debrief.findChildren(QPushButton) if one.text() == "Disagree").click()


def _without_grader(debrief: Debrief) -> None:
    debrief.bar.show_choice(Choice(None, ""))


def _scroll_down(debrief: Debrief) -> None:
    bar = debrief._scroll.verticalScrollBar()
    bar.setValue(bar.maximum() * 2 // 3)


def _handed_in(services: Services, question: str = DESIGN) -> str:
    return rounds.submit_answer(services, question, bank_root() / question / "samples" / "level-3.md")


def _grade(services: Services, round_id: str, name: GraderName) -> None:
    grading.grade_round(services, RoundId(round_id), grading.make_grader(services, name))
