"""Scenes of a live build: its work page in every state, the questions on the change, and the measured result."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from mockint.errors import BadInputError
from mockint.paths import bank_root
from mockint.rounds.live_build import DECISIONS
from ui.rounds.build_screen import BuildScreen
from ui.rounds.case_view import CaseView
from ui.shots import Scene

if TYPE_CHECKING:
    from ui.application import WindowApp

QUESTION = "live_build/release-notes"
_SPEAKS = """import sys

for number in range(40):
    print(f"question {number:2}: {'right' if number % 3 else 'missed'}")
print("27 of 40", file=sys.stderr)
sys.exit(1)
"""
_FLOODS = "while True: print('x' * 79)\n"
_BREAKS = (
    "def build(corpus_dir):\n    return {}\n\n\ndef answer(state, question, user=None):\n    return state[question]\n"
)


def build_scenes() -> tuple[Scene, ...]:
    """The scenes, in the order in which a candidate comes by them."""
    return (
        Scene("build-fresh", _start, _has_round),
        Scene("build-document", _then(_open_document), lambda r: len(_screen(r).work.editors.editors) > 1),
        Scene("build-check", _then(lambda s: s._check()), _is_checked),
        Scene("build-check-broken", _then(_break), _is_checked),
        Scene("build-console", _then(lambda s: _run(s, _SPEAKS)), _has_spoken),
        Scene("build-flood", _then(lambda s: _run(s, _FLOODS)), _is_flooded),
        Scene("build-clash", _then(_clash), lambda r: bool(_screen(r).work.banners.shown())),
        Scene("build-disk", _then(_fail_disk)),
        Scene("build-change", _then(_change_plan), lambda r: bool(_screen(r).work.tree.files._changed)),
        Scene("build-paused", _then(lambda s: s._pause()), lambda r: not _screen(r)._controller.is_running),
        Scene("build-leave", _then(_leave), lambda r: _screen(r)._controller.is_running),
        Scene("build-questions", _then(_submit), lambda r: _screen(r).shows("defence")),
        Scene("build-predict", _then(lambda s: s._submit()), lambda r: _screen(r).shows("predict")),
        Scene("build-result", _then(lambda s: s._reveal()), _has_cases),
        Scene("build-score", _then(lambda _: None), lambda r: _stands_at(r, 0)),
        Scene("build-cases", _then(lambda _: None), lambda r: _stands_at(r, 1)),
        Scene("build-calls", _then(_show_calls), lambda r: _stands_at(r, 1)),
        Scene("build-waiting", _then(_wait)),
    )


def _screen(running: WindowApp) -> BuildScreen:
    found = running.window.round_widget
    assert isinstance(found, BuildScreen)
    return found


def _then(do: Callable[[BuildScreen], object]) -> Callable[[WindowApp], None]:
    return lambda running: (do(_screen(running)), None)[1]


def _start(running: WindowApp) -> None:
    running.window.close_round()
    assert running.tools is not None
    running.tools.tasks.store(
        lambda services: services.start_round(QUESTION, "practice", "full"), running, running.open_round
    )


def _has_round(running: WindowApp) -> bool:
    found = running.window.round_widget
    return (
        isinstance(found, BuildScreen)
        and found._talk is not None
        and found._talk.is_here
        and found.work.tree.files.rowCount() > 0
    )


def _open_document(screen: BuildScreen) -> None:
    tree = screen.work.tree
    corpus = tree.files.index_of("corpus")
    tree.expand(corpus)
    screen.open_file(tree.files.path_of(tree.files.index(3, 0, corpus)))


def _is_checked(running: WindowApp) -> bool:
    screen = _screen(running)
    return not screen._controller.is_busy and screen.work.console.model.rowCount() > 0


def _write(screen: BuildScreen, path: str, text: str) -> None:
    screen._edited(path, text)
    screen.work.editors.replace_text(path, text)


def _break(screen: BuildScreen) -> None:
    _write(screen, "candidate/build.py", _BREAKS)
    screen.work.console.model.show(())
    screen._check()


def _run(screen: BuildScreen, program: str) -> None:
    screen.work.console.command.setText("python evaluate.py")
    _write(screen, "evaluate.py", program)
    screen._run("python evaluate.py")


def _has_spoken(running: WindowApp) -> bool:
    screen = _screen(running)
    return not screen._controller.is_busy and "27 of 40" in screen.work.console.output.toPlainText()


def _is_flooded(running: WindowApp) -> bool:
    return "came faster" in _screen(running).work.console.output.toPlainText()


def _clash(screen: BuildScreen) -> None:
    screen._stop_run()
    screen.work.editors.open("candidate/build.py", "")
    (screen._controller.folder / "candidate" / "build.py").write_text("# from another editor\n", encoding="utf-8")
    _write(screen, "candidate/build.py", "# typed here\n")


def _fail_disk(screen: BuildScreen) -> None:
    fault = BadInputError("evaluate.py cannot be written: No space left on device.", "What you typed is kept.")
    screen._not_written("evaluate.py", fault)


def _change_plan(screen: BuildScreen) -> None:
    for banner in screen.work.banners.shown():
        banner.closed.emit()
    curveball = screen._controller.desk.question.curveball
    assert curveball is not None
    screen.work.brief.show_curveball(curveball.text)
    corpus = [path for path in screen.work.tree.files._nodes if path.startswith("corpus/")]
    screen._show_changed_corpus((*corpus[:4], *corpus[9:11]))


def _leave(screen: BuildScreen) -> None:
    screen._pause()
    screen._ask_to_leave()


def _submit(screen: BuildScreen) -> None:
    screen.back_to_work()
    naive = bank_root() / QUESTION / "naive"
    shutil.copytree(naive, screen._controller.folder, dirs_exist_ok=True)
    for file in sorted(path for path in naive.rglob("*") if path.is_file()):
        _write(screen, str(Path(file).relative_to(naive)), file.read_text(encoding="utf-8"))
    _write(
        screen, DECISIONS, "One search over all notes, and the five best into the prompt. Versions are not told apart."
    )
    screen._submit()


def _wait(screen: BuildScreen) -> None:
    screen.setCurrentWidget(screen.debrief)
    screen.debrief.show_waiting("Measuring: Hidden questions 31 of 72", can_stop=True)


def _has_cases(running: WindowApp) -> bool:
    return bool(_screen(running).findChildren(CaseView))


def _stands_at(running: WindowApp, part: int) -> bool:
    """Whether the estimate is there, which moves what stands below it; the part is scrolled to then."""
    screen = _screen(running)
    shown = screen.debrief._shown
    if shown is None or not shown.grader:
        return False
    _scroll_to(screen, part)
    return True


def _scroll_to(screen: BuildScreen, part: int) -> None:
    cases = screen.findChildren(CaseView)
    if cases:
        at = cases[-1].y() - (40 if part else 560)
        screen.debrief._scroll.verticalScrollBar().setValue(at)


def _show_calls(screen: BuildScreen) -> None:
    cases = screen.findChildren(CaseView)[-1]
    cases.cause.setCurrentIndex(1)
    cases.tabs.setCurrentIndex(1)
