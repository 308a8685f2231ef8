"""Scenes of the replay: a coding round of the demo history, and a design and a behavioral round with all their tracks."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest

from mockint.app import rounds
from mockint.app.demo import growing
from mockint.app.demo_script import DRAWINGS
from mockint.app.desk import RoundDesk, claim
from mockint.app.rounds import Plan
from mockint.app.services import Services
from mockint.clock import ManualClock
from mockint.domain.ids import RoundId
from mockint.paths import Home, bank_root
from mockint.rounds.system_design import DIAGRAM
from ui.replay.screen import ReplayScreen
from ui.shots import Scene

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ui.application import WindowApp

_ROUNDS = {
    "coding": ("coding/token-bucket", "solution", "coding/token-bucket/reference.py"),
    "design": ("system_design/support-assistant", "notebook", "system_design/support-assistant/samples/level-3.md"),
    "behavioral": ("behavioral/failed-in-production", "answer", "behavioral/failed-in-production/samples/level-3.md"),
}


def prepare(root: Path) -> dict[str, RoundId]:
    """Play a round of each kind into a home, faster than it could be typed."""
    clock = ManualClock()
    services = Services(Home(root), clock, random.Random(7), bank_root(), ())
    try:
        services.settings.change("first_run_done", value=True)
        return {kind: _play(services, clock, kind) for kind in _ROUNDS}
    finally:
        services.close()


def _play(services: Services, clock: ManualClock, kind: str) -> RoundId:
    question, document, source = _ROUNDS[kind]
    drawn = random.Random(5)
    path = next(bank_root().glob(source), None) or next((bank_root() / question).rglob("*.py"))
    text = path.read_text(encoding="utf-8")
    record = rounds.plan_round(services, Plan(question))
    desk = RoundDesk(services, claim(services, record.id), lambda _: None)
    session = desk.session
    session.start()
    at, steps = 0, list(growing(DRAWINGS["support-assistant"]))
    while at < len(text):
        at += drawn.randint(8, 30)
        clock.advance(drawn.choice((1, 2, 3, 5, 8)) * (3 if kind == "design" else 2) / 2)
        if drawn.random() < 0.004:
            clock.advance(150)
        session.record_edit(document, text[:at])
        if (
            kind == "design"
            and steps
            and at > (len(DRAWINGS["support-assistant"].nodes) - len(steps) + 1) * len(text) / 9
        ):
            session.record_edit(DIAGRAM, steps.pop(0))
        desk.tick()
        if kind == "coding" and drawn.random() < 0.08:
            passed = min(3, at * 4 // len(text))
            session.record_run("examples", verdict="accepted", passed=passed, total=3, wall_s=0.1)
        if drawn.random() < 0.02:
            session.clarify("May I assume that the clock never goes back?")
            session.say("Assume that it may.", speaker="interviewer", intent="answer")
    desk.submit().result()
    desk.hand_over()
    return record.id


def replay_scenes(made: dict[str, RoundId]) -> tuple[Scene, ...]:
    """The scenes in order."""
    scenes = []
    for kind, round_id in made.items():
        scenes.append(Scene(f"replay-{kind}", _open(round_id), _is_open))
        scenes.append(Scene(f"replay-{kind}-middle", lambda running: _screen(running).go_to(_middle(running))))
    scenes.insert(4, Scene("replay-design-drawing", _show_drawing))
    return tuple(scenes)


def _show_drawing(running: WindowApp) -> None:
    screen = _screen(running)
    screen.tabs.setCurrentIndex(list(screen.editors).index(DIAGRAM))
    QTest.qWait(50)


def _screen(running: WindowApp) -> ReplayScreen:
    found = running.window.round_widget
    assert isinstance(found, ReplayScreen)
    return found


def _middle(running: WindowApp) -> int:
    return _screen(running).timeline.maximum() * 3 // 5


def _open(round_id: RoundId) -> Callable[[WindowApp], None]:
    def show(running: WindowApp) -> None:
        assert running.rounds is not None
        running.window.close_round()
        running.rounds.replays.open(round_id)

    return show


def _is_open(running: WindowApp) -> bool:
    return isinstance(running.window.round_widget, ReplayScreen)
