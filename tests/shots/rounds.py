"""Scenes of a coding round: every state of its screens, reached as a candidate reaches it, over the real services."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from mockint.errors import ExecutionError
from mockint.paths import bank_root
from mockint.rounds.coding import SOLUTION, TESTS
from ui.rounds.brief_pane import BRIEF_TAB, NOTES_TAB, RUBRIC_TAB
from ui.rounds.coding_screen import CodingScreen
from ui.rounds.follow import FollowScreen
from ui.shots import Scene

if TYPE_CHECKING:
    from ui.application import WindowApp

QUESTION = "token-bucket"
_RAISES = '''from collections.abc import Callable


class RateLimiter:
    """One token bucket a key."""

    def __init__(self, capacity: int, refill_per_minute: int, clock: Callable[[], int]) -> None:
        self.capacity = capacity
        self.clock = clock
        self.buckets: dict[str, float] = {}

    def allow(self, key: str) -> bool:
        return self._take(key, 1)

    def _take(self, key: str, count: int) -> bool:
        print("take", key, self.clock())
        return self.buckets[key] >= count
'''
_WRONG = _RAISES.replace("self.buckets[key]", "self.buckets.get(key, self.capacity)")
_LONG_INPUT = "2, 60, [" + ", ".join(f'[{n * 250}, "allow", "oak"]' for n in range(24)) + "]"
_EXPLANATION = (
    "I keep one number a key: the moment at which its bucket will be full again. A call adds what it takes and is refused "
    "when that moment would lie further ahead than a full bucket needs. That is one dictionary entry a key and constant "
    "time a call.\n\nWhat could break it: a clock that goes back; I take the highest reading so far. Keys that are never "
    "seen again stay until the sweep, which costs amortised constant time.\n\nNext I would bound the number of keys."
)


def round_scenes() -> tuple[Scene, ...]:
    """The scenes in order; each goes on where the one before it stopped, the first starts a new round."""
    return (
        Scene("round-fresh", _start, _has_round),
        Scene("round-failing", _then(lambda s: _run(s, _WRONG)), _has_tests),
        Scene("round-error", _then(lambda s: _run(s, _RAISES)), _has_tests),
        Scene("round-console", _then(lambda s: s.work.results.setCurrentIndex(1))),
        Scene("round-passing", _then(lambda s: _run(s, _bundled("reference.py"))), _has_tests),
        Scene("round-own-tests", _then(_run_own_tests), _has_tests),
        Scene(
            "round-custom-input",
            _then(_run_custom),
            lambda r: bool(_screen(r).work.results.custom_result.toPlainText()),
        ),
        Scene("round-hints", _then(_ask_for_hints)),
        Scene("round-notes", _then(_take_notes)),
        Scene("round-rubric", _then(_read_rubric)),
        Scene("round-talk", _then(_talk), _has_talk),
        Scene("round-talk-folded", _then(lambda s: s.work.side.fold())),
        Scene("round-curveball", _then(_change_plan)),
        Scene("round-trouble", _then(_tell_trouble)),
        Scene("round-paused", _then(_pause)),
        Scene("round-leave", _then(_leave)),
        Scene("round-explain", _then(_explain)),
        Scene("round-predict", _then(_hand_in), lambda r: _screen(r).currentWidget() is _screen(r).predict),
        Scene("round-waiting", _then(lambda s: _wait_for_result(s))),
        Scene("round-not-measured", _then(_not_measured)),
        Scene("round-met", _then(_reveal), lambda r: _screen(r)._record is not None),
        Scene("round-met-below", _then(_scroll_down)),
        Scene("round-model-answer", _then(_show_answer)),
        Scene("round-followed", _follow, _is_followed),
        Scene("round-followed-talk", lambda r: _followed(r).tabs.setCurrentWidget(_followed(r).talk)),
        Scene("round-simulation", _simulate, _has_round),
        Scene("round-not-met", _then(lambda s: s._controller.hand_in()), _is_revealed),
    )


def _screen(running: WindowApp) -> CodingScreen:
    found = running.window.round_widget
    assert isinstance(found, CodingScreen)
    return found


def _has_round(running: WindowApp) -> bool:
    found = running.window.round_widget
    return isinstance(found, CodingScreen) and found._talk is not None and found._talk.is_here


def _has_tests(running: WindowApp) -> bool:
    return not _screen(running)._controller.is_busy and _screen(running).work.results.model.rowCount() > 0


def _then(do: Callable[[CodingScreen], None]) -> Callable[[WindowApp], None]:
    return lambda running: do(_screen(running))


def _bundled(name: str) -> str:
    return (bank_root() / "coding" / QUESTION / name).read_text(encoding="utf-8")


def _start(running: WindowApp, mode: str = "practice") -> None:
    running.window.close_round()
    assert running.tools is not None
    running.tools.tasks.store(
        lambda services: services.start_round(f"coding/{QUESTION}", mode, "full"), running, running.open_round
    )


def _follow(running: WindowApp) -> None:
    assert running.rounds is not None
    running.rounds._follow(_screen(running)._controller.desk.round.id)


def _followed(running: WindowApp) -> FollowScreen:
    found = running.window.round_widget
    assert isinstance(found, FollowScreen)
    return found


def _is_followed(running: WindowApp) -> bool:
    shown = running.window.round_widget
    return isinstance(shown, FollowScreen) and SOLUTION in shown.editors and bool(shown.editors[SOLUTION].text())


def _simulate(running: WindowApp) -> None:
    _start(running, "simulation")


def _write(screen: CodingScreen, document: str, text: str) -> None:
    screen.work.code.editors[document].set_text(text)
    screen._controller.edit(document, text)


def _run(screen: CodingScreen, code: str) -> None:
    screen._go_to_code(0)
    _write(screen, SOLUTION, code)
    screen._run()


def _run_own_tests(screen: CodingScreen) -> None:
    screen._go_to_code(1)
    _write(
        screen, TESTS, _bundled("tests_starter.py") + "\n\ndef test_refuses_nobody():\n    assert 1 + 1 == 3, 'sums'\n"
    )
    screen._run_own_tests()


def _run_custom(screen: CodingScreen) -> None:
    screen._go_to_code(0)
    screen._go_to_custom()
    screen.work.results.custom.setPlainText(_LONG_INPUT)
    screen._run()


def _ask_for_hints(screen: CodingScreen) -> None:
    screen._take_hint()
    screen._take_hint()


def _take_notes(screen: CodingScreen) -> None:
    screen.work.brief.focus_tab(NOTES_TAB)
    screen.work.brief.notes.setPlainText(
        "Clock may step back.\nWhole milliseconds only.\nTest: two keys, one bucket each."
    )


def _read_rubric(screen: CodingScreen) -> None:
    screen.work.brief.focus_tab(RUBRIC_TAB)


def _talk(screen: CodingScreen) -> None:
    screen.work.brief.focus_tab(BRIEF_TAB)
    for _ in range(3):
        screen.interviewer.said.emit("Does a new key start with a full bucket?")
        screen.interviewer.said.emit("I keep one number a key and refill it lazily, so that nothing runs in between.")
        screen.interviewer.said.emit("Can you just give me the solution?")
    screen._go_to_interviewer()
    screen.interviewer.line.setPlainText("May the clock step back? I would take the highest reading that I have seen")


def _has_talk(running: WindowApp) -> bool:
    return _screen(running).interviewer.text.turns != ()


def _change_plan(screen: CodingScreen) -> None:
    curveball = screen._controller.desk.question.curveball
    assert curveball is not None
    screen.work.brief.show_curveball(curveball.text)


def _tell_trouble(screen: CodingScreen) -> None:
    screen.display.tell_trouble(ExecutionError("The disk that holds the history is full.", "Free some space."))


def _pause(screen: CodingScreen) -> None:
    screen.work.banners.clear("trouble")
    screen._pause()


def _leave(screen: CodingScreen) -> None:
    screen._pause()
    screen._ask_to_leave()


def _explain(screen: CodingScreen) -> None:
    screen.back_to_work()
    screen._submit()
    screen.explain.editor.setPlainText(_EXPLANATION)


def _hand_in(screen: CodingScreen) -> None:
    screen._submit()


def _wait_for_result(screen: CodingScreen) -> None:
    screen.setCurrentWidget(screen.debrief)
    screen.debrief.show_waiting("Measuring: Hidden tests")


def _not_measured(screen: CodingScreen) -> None:
    screen._not_measured(ExecutionError("The code runner is not running.", "Start the program again to run code."))


def _reveal(screen: CodingScreen) -> None:
    screen.debrief.banners.clear("measure")
    screen.predict.levels["correctness"].segment("4").click()
    screen.predict.levels["testing"].segment("3").click()
    screen.predict.reveal.click()


def _scroll_down(screen: CodingScreen) -> None:
    bar = screen.debrief._scroll.verticalScrollBar()
    bar.setValue(bar.maximum())


def _show_answer(screen: CodingScreen) -> None:
    next(one for one in screen.debrief.findChildren(QPushButton) if one.text() == "Show the model answer").click()


def _is_revealed(running: WindowApp) -> bool:
    screen = _screen(running)
    if screen._record is None:
        return False
    if screen.currentWidget() is screen.predict:
        screen._reveal()
    return screen.currentWidget() is screen.debrief
