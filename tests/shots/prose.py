"""Scenes of the rounds of words: a system design and a behavioral question, from the first look to the facts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel

from mockint.domain.diagram import Diagram, Edge, Group, Node
from mockint.paths import bank_root
from mockint.rounds.behavioral import ANSWER
from mockint.rounds.kind import NOTES_PART
from mockint.rounds.system_design import DIAGRAM, ESTIMATES, NOTEBOOK
from ui.rounds.behavioral_screen import BehavioralScreen
from ui.rounds.brief_pane import BRIEF_TAB, NOTES_TAB
from ui.rounds.design_screen import DesignScreen
from ui.rounds.design_work import DIAGRAM_TAB, ESTIMATES_TAB, NOTEBOOK_TAB
from ui.rounds.prose_screen import ProseScreen
from ui.shots import Scene

if TYPE_CHECKING:
    from ui.application import WindowApp

DESIGN, STORY = "system_design/support-assistant", "behavioral/failed-in-production"
_SUMS = """Load, from the brief
users = 40k
questions = users * 0.2 per day
peak = questions * 5

Money
questions * 3k tokens * $3/M
questions * 400 tokens * $15/M
$400

Index
400k pages * 6 kB * 1.5
40 GB + $2
"""
_DRAWN = Diagram(
    nodes=(
        Node(id="web", type="client", label="Help page", x=60, y=160),
        Node(id="api", type="api", label="Chat API", x=240, y=160, group="vpc"),
        Node(id="guard", type="guard", label="Input guard", x=420, y=60, group="vpc"),
        Node(id="find", type="retriever", label="Hybrid search", x=420, y=160, group="vpc"),
        Node(id="index", type="index", label="Help index", x=600, y=160, group="vpc"),
        Node(id="model", type="model", label="Answer model", x=420, y=280, group="vpc"),
        Node(id="trace", type="tracer", label="Traces", x=600, y=280),
        Node(id="eval", type="evaluator", label="Nightly evaluation", x=600, y=380),
        Node(id="cache", type="cache", label="Reply cache", x=60, y=300),
        Node(id="person", type="human", label="Support agent", x=240, y=300),
    ),
    edges=(
        Edge(source="web", target="api", label="question"),
        Edge(source="api", target="guard"),
        Edge(source="api", target="find", label="query"),
        Edge(source="find", target="index", label="top 20"),
        Edge(source="find", target="model", label="5 passages"),
        Edge(source="model", target="trace", label="spans"),
        Edge(source="trace", target="eval", label="sampled"),
        Edge(source="api", target="person", label="hand-over"),
    ),
    groups=(Group(id="vpc", label="Our network"),),
)


def prose_scenes() -> tuple[Scene, ...]:
    """The scenes in order; each goes on where the one before it stopped."""
    return (
        Scene("design-fresh", _start(DESIGN), _has_round),
        Scene("design-notebook", _then(_write_notebook), _is_counted),
        Scene("design-preview", _then(lambda s: s._preview())),
        Scene("design-diagram-empty", _then(_show_diagram)),
        Scene("design-diagram", _then(_draw)),
        Scene("design-diagram-as-text", _then(lambda s: s.work.diagram.show_text())),
        Scene("design-estimates-empty", _then(_show_estimates)),
        Scene("design-estimates", _then(_estimate)),
        Scene("design-notes", _then(_take_notes)),
        Scene("design-talk", _then(_talk), _has_talk),
        Scene("design-change", _then(_change_plan)),
        Scene("design-broken-diagram", _then(_break_diagram)),
        Scene("design-paused", _then(_mend_and_pause)),
        Scene("design-predict", _then(_hand_in), lambda r: _prose(r).shows("predict")),
        Scene("design-result", _then(lambda s: s._reveal()), _is_read),
        Scene("design-facts", _then(_scroll_to_facts)),
        Scene("story-fresh", _start(STORY), _has_round),
        Scene("story-written", _then(_answer), _is_spoken),
        Scene("story-paused", _then(lambda s: s._pause())),
        Scene("story-predict", _then(_hand_in), lambda r: _prose(r).shows("predict")),
        Scene("story-result", _then(lambda s: s._reveal()), _is_read),
    )


def _prose(running: WindowApp) -> ProseScreen:
    found = running.window.round_widget
    assert isinstance(found, ProseScreen)
    return found


def _design(screen: ProseScreen) -> DesignScreen:
    assert isinstance(screen, DesignScreen)
    return screen


def _then(do: Callable[[DesignScreen], object]) -> Callable[[WindowApp], None]:
    return lambda running: (do(_prose(running)), None)[1]  # type: ignore[arg-type]


def _start(question: str) -> Callable[[WindowApp], None]:
    def start(running: WindowApp) -> None:
        running.window.close_round()
        assert running.tools is not None
        running.tools.tasks.store(
            lambda services: services.start_round(question, "practice", "full"), running, running.open_round
        )

    return start


def _has_round(running: WindowApp) -> bool:
    found = running.window.round_widget
    return isinstance(found, ProseScreen) and found._talk is not None and found._talk.is_here


def _sample(question: str) -> str:
    return (bank_root() / question / "samples" / "level-3.md").read_text(encoding="utf-8")


def _write(screen: ProseScreen, document: str, text: str) -> None:
    screen._edited(document, text)
    screen.work.load(document, text, len(text) // 3)


def _write_notebook(screen: DesignScreen) -> None:
    _write(screen, NOTEBOOK, _sample(DESIGN))
    screen.work.notebook.area.go_to_line(12)


def _is_counted(running: WindowApp) -> bool:
    return not _design(_prose(running)).work.notebook._due.isActive()


def _show_diagram(screen: DesignScreen) -> None:
    screen._preview()
    screen.work.go_to(DIAGRAM_TAB)


def _draw(screen: DesignScreen) -> None:
    screen._edited(DIAGRAM, _DRAWN.as_json())
    screen.work.diagram.load(_DRAWN.as_json())


def _show_estimates(screen: DesignScreen) -> None:
    screen.work.go_to(ESTIMATES_TAB)


def _estimate(screen: DesignScreen) -> None:
    _write(screen, ESTIMATES, _SUMS)
    screen.work.estimates.area.go_to_line(_SUMS.count("\n") - 1)


def _take_notes(screen: DesignScreen) -> None:
    screen.work.brief.focus_tab(NOTES_TAB)
    screen.work.brief.set_notes("Ask: languages? who may see drafts?\nMoney before rollout.")
    screen._controller.edit(NOTES_PART.name, screen.work.brief.notes.toPlainText())


def _talk(screen: DesignScreen) -> None:
    screen.work.brief.focus_tab(BRIEF_TAB)
    screen.work.go_to(NOTEBOOK_TAB)
    screen.interviewer.said.emit("How many questions a day are there?")
    screen.interviewer.said.emit("I take one index a language, because the wordings differ more than the topics.")
    screen._go_to_interviewer()


def _has_talk(running: WindowApp) -> bool:
    return len(_prose(running).interviewer.text.turns) >= len(("asked", "answered"))


def _change_plan(screen: DesignScreen) -> None:
    curveball = screen._controller.desk.question.curveball
    assert curveball is not None
    screen.work.brief.show_curveball(curveball.text)
    screen._offer_to_answer()
    screen.work.go_to_change()


def _break_diagram(screen: DesignScreen) -> None:
    screen.work.banners.clear("curveball")
    screen.work.go_to(DIAGRAM_TAB)
    screen.work.diagram.load('{"nodes": [\n')


def _mend_and_pause(screen: DesignScreen) -> None:
    screen.work.banners.clear("diagram")
    screen.work.diagram.load(_DRAWN.as_json())
    screen._pause()


def _hand_in(screen: ProseScreen) -> None:
    screen._pause()
    screen.hand_in()


def _is_read(running: WindowApp) -> bool:
    """Whether the estimate is there and laid out."""
    shown = _prose(running).debrief._shown
    return shown is not None and bool(shown.grader) and _prose(running).debrief._place is None


def _scroll_to_facts(screen: ProseScreen) -> None:
    heads = [one for one in screen.debrief.findChildren(QLabel) if one.text() == "Drawing and numbers"]
    body = screen.debrief._scroll.widget()
    assert heads
    assert body is not None
    screen.debrief._scroll.verticalScrollBar().setValue(heads[-1].mapTo(body, QPoint()).y() - 24)


def _answer(screen: ProseScreen) -> None:
    assert isinstance(screen, BehavioralScreen)
    _write(screen, ANSWER, _sample(STORY))
    screen.work.focus_editor()


def _is_spoken(running: WindowApp) -> bool:
    screen = _prose(running)
    assert isinstance(screen, BehavioralScreen)
    return not screen.work._due.isActive()
