"""Pictures the screens of one state of the home; started by `tests.shots`."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtTest import QTest

from mockint.app.demo import make_demo
from mockint.clock import SystemClock
from mockint.domain.ids import RoundId
from mockint.gateway.fake import running as model_server
from mockint.paths import Home
from mockint.settings.store import SettingsStore
from tests.shots import briefs, builds, grading, loops, models, prose, questions, replays, rounds, stories, targets
from ui.application import WindowApp, open_window
from ui.shots import PALETTE_SCENE, PLACE_SCENES, Scene, take_shots

_PATIENCE_MS = 30_000


def main(arguments: list[str]) -> int:
    """Prepare a home, open its window and picture it."""
    state, folder, root = arguments[0], Path(arguments[1]), Path(arguments[2])
    if state != "welcome":
        SettingsStore(Home(root).settings).change("first_run_done", value=True)
    if state == "demo":
        make_demo(root, SystemClock())
    if state == "damaged":
        Home(root).database.write_bytes(b"this is no database" * 400)
    if state == "stories":
        stories.prepare(root)
    if state == "briefs":
        briefs.prepare(root)
    if state == "targets":
        make_demo(root, SystemClock())
        targets.prepare(root)
    made = replays.prepare(root) if state == "replays" else {}
    if state == "loops":
        loops.prepare(root)
    with ExitStack() as stack:
        if state == "grading":
            grading.prepare(root)
            grading.use(stack.enter_context(model_server(grading.SLOW)))
        if state == "models":
            stack.enter_context(models.prepared(Home(root)))
        _picture(state, folder, root, made)
    return 0


def _picture(state: str, folder: Path, root: Path, made: dict[str, RoundId]) -> None:
    running = open_window(["mockint"], Home(root))
    running.window.activateWindow()
    _wait(lambda: running.rounds is not None or state == "damaged")
    QTest.qWait(500)
    scenes = replays.replay_scenes(made) if state == "replays" else _scenes(running, state)
    own_names = (
        "demo",
        "rounds",
        "builds",
        "briefs",
        "prose",
        "questions",
        "replays",
        "stories",
        "loops",
        "targets",
        "grading",
        "models",
    )
    prefix = "" if state in own_names else f"{state}-"
    take_shots(running, folder, scenes, prefix)
    running.window.close()
    running.close()


def _scenes(running: WindowApp, state: str) -> tuple[Scene, ...]:
    if state == "empty":
        return (*PLACE_SCENES, targets.EMPTY_SCENE)
    if state == "demo":
        return (*PLACE_SCENES, PALETTE_SCENE)
    if state == "grading":
        return grading.grading_scenes()
    if state == "rounds":
        return rounds.round_scenes()
    if state == "builds":
        return builds.build_scenes()
    if state == "briefs":
        return briefs.brief_scenes()
    if state == "prose":
        return prose.prose_scenes()
    if state == "questions":
        return questions.question_scenes()
    if state == "stories":
        return stories.story_scenes()
    if state == "targets":
        return targets.target_scenes()
    if state == "loops":
        return loops.loop_scenes()
    if state == "models":
        return models.model_scenes()
    names = {"welcome": ("practice",), "damaged": ("practice", "history")}[state]
    return tuple(scene for scene in PLACE_SCENES if scene.name in names)


def _wait(until: Callable[[], bool]) -> None:
    for _ in range(_PATIENCE_MS // 20):
        if until():
            return
        QTest.qWait(20)
    raise RuntimeError("the window did not come to rest")


if __name__ == "__main__":
    try:
        code = main(sys.argv[1:])
    except Exception:  # the window's own hook would only log it
        traceback.print_exc(file=sys.stdout)
        code = 1
    sys.stdout.flush()
    os._exit(code)
