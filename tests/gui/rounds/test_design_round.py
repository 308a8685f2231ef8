"""A system design round as its candidate lives it in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from mockint.app import rounds
from mockint.app.record import read_record
from mockint.app.rounds import Plan
from mockint.domain.diagram import Diagram, Edge, Node, read_diagram
from mockint.rounds.system_design import AFTER_CHANGE, DIAGRAM, ESTIMATES, HEADINGS, NOTEBOOK
from tests.gui.rounds.conftest import Sit, User
from tests.gui.rounds.prose import say, sitting, start
from ui.diagram.canvas import DiagramCanvas
from ui.diagram.gestures import handles
from ui.rounds.design_screen import DesignScreen
from ui.rounds.design_work import DIAGRAM_TAB, ESTIMATES_TAB, NOTEBOOK_TAB
from ui.rounds.follow import FollowScreen
from ui.rounds.prose_screen import NOTHING_YET

pytestmark = pytest.mark.slow

TITLE, REF = "support assistant", "system_design/support-assistant"
SUM = "100k users * 10 * 2k tokens * $3/M"


def kept(screen: DesignScreen, document: str = NOTEBOOK) -> str:
    return screen._controller.desk.session.document(document)


def test_estimates_are_worked_out_as_they_are_typed(user: User) -> None:
    screen = start(user, TITLE, DesignScreen)
    user.press("Alt+6")
    pad = screen.work.estimates
    assert pad.area.hasFocus()
    user.type(SUM)
    user.press("Return")
    user.type("$400")
    user.press("Return")
    user.type("40 GB + $2")
    user.wait(lambda: "cannot be added" in pad.fault.accessibleName())
    lines = pad.results.toPlainText().splitlines()
    assert lines[:2] == ["= $6,000", "= $400"]
    assert pad.fault.accessibleName().startswith("Line 3:")
    assert pad.total.text() == "Total $6,400"
    user.press("Up")
    assert pad.fault.accessibleName() == ""
    assert kept(screen, ESTIMATES) == f"{SUM}\n$400\n40 GB + $2"
    user.paste("\n".join(["$1"] * 201))
    user.wait(lambda: "first 200 lines" in pad.fault.accessibleName())


def test_the_outline_leads_through_the_notebook(user: User) -> None:
    screen = start(user, TITLE, DesignScreen)
    notebook = screen.work.notebook
    assert notebook.area.hasFocus()
    assert [notebook.outline.item(row).text() for row in range(notebook.outline.count())] == list(HEADINGS)
    assert notebook.area.line() == 1
    user.press("Alt+Down")
    user.type("Two hundred questions a day.")
    user.wait(lambda: notebook.outline.item(1).text() == "Numbers  5")
    assert notebook.outline.currentRow() == 1
    assert "## Numbers\nTwo hundred questions a day.\n" in kept(screen)
    user.press("Alt+Up")
    assert notebook.area.line() == 1
    row = notebook.outline.visualItemRect(notebook.outline.item(5)).center()
    QTest.mouseClick(notebook.outline.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert notebook.area.hasFocus()
    assert notebook.area.line() == 16
    user.press("Ctrl+Shift+P")
    assert notebook.is_preview
    assert notebook.preview.hasFocus()
    user.press("Ctrl+Shift+P")
    assert notebook.area.hasFocus()


def test_the_change_of_plan_comes_as_a_card_and_leads_to_its_heading(user: User) -> None:
    screen = start(user, TITLE, DesignScreen)
    curveball = screen._controller.desk.question.curveball
    assert curveball is not None
    user.press("Alt+5")
    user.clock.advance(60 * curveball.minute)
    user.wait(lambda: not screen.work.brief.curveball.isHidden() and screen.work.brief.curveball.text())
    assert screen.work.brief.curveball.text() == curveball.text
    user.click(f"Write under '{AFTER_CHANGE}'")
    assert screen.work.tabs.currentIndex() == NOTEBOOK_TAB
    user.type("The index moves.")
    assert kept(screen).rstrip().endswith(f"## {AFTER_CHANGE}\nThe index moves.")


def test_an_untouched_notebook_is_handed_in_only_when_asked_for_twice(user: User) -> None:
    screen = start(user, TITLE, DesignScreen)
    user.click("Submit")
    assert screen.work.status.accessibleName() == NOTHING_YET
    assert screen.is_working
    user.click("Submit")
    user.wait(lambda: screen.shows("predict"))


def test_a_round_that_was_left_goes_on_with_every_document(sit_down: Sit) -> None:
    user = sit_down()
    screen = start(user, TITLE, DesignScreen)
    user.type("Ten tenants.")
    user.press("Alt+6")
    user.type(SUM)
    user.press("Alt+3")
    user.type("Ask about languages.")
    drawn = Diagram(
        nodes=(Node(id="a", type="client"), Node(id="b", type="api")), edges=(Edge(source="a", target="b"),)
    )
    screen.work.diagram.load(drawn.as_json())
    screen.work.diagram.edited.emit(drawn.as_json())
    user.wait(lambda: read_record(user.services, user.round_id()).story.item().documents.get(DIAGRAM), timeout_ms=2_000)
    on_disk = read_record(user.services, user.round_id()).story.item().documents
    assert on_disk[ESTIMATES] == SUM
    assert on_disk["notes"] == "Ask about languages."
    user.press("Ctrl+E")
    user.click("Leave for now")
    user.wait(lambda: user.running.window.round_widget is None)

    user = sit_down()
    user.open_first()
    screen = sitting(user, DesignScreen)
    assert screen.work.notebook.area.text().startswith("## Requirements\nTen tenants.\n")
    assert screen.work.notebook.area.textCursor().position() == len("## Requirements\nTen tenants.")
    assert screen.work.estimates.results.toPlainText() == "= $6,000"
    assert screen.work.brief.notes.toPlainText() == "Ask about languages."
    assert screen.work.diagram.text() == drawn.as_json()
    assert screen.work.tabs.count() == ESTIMATES_TAB + 1
    assert screen.work.tabs.tabText(DIAGRAM_TAB) == "Diagram"


def test_who_follows_a_design_reads_it_as_a_reader_does(user: User) -> None:
    screen = start(user, TITLE, DesignScreen)
    user.press("Alt+6")
    user.type(SUM)
    round_id = screen._controller.desk.round.id
    user.wait(lambda: ESTIMATES in read_record(user.services, round_id).story.item().documents)
    assert user.running.rounds is not None
    user.running.rounds._follow(round_id)
    user.wait(lambda: isinstance(user.running.window.round_widget, FollowScreen))
    found = user.running.window.round_widget
    assert isinstance(found, FollowScreen)
    user.wait(lambda: found.editors)
    titles = [found.tabs.tabText(at) for at in range(found.tabs.count())]
    assert titles == ["Notebook", "Diagram", "Estimates", "Notes", "Talk"]
    assert found.editors[ESTIMATES].text() == f"{SUM}  = $6,000"


def test_a_broken_diagram_is_told_and_kept(user: User) -> None:
    folder, _ = rounds.start_in_folder(user.services, Plan(REF), None)
    with rounds.open_desk(user.services, folder.round_id) as desk:
        desk.session.record_edit(DIAGRAM, "{ nodes: ")
    user.open_first()
    screen = sitting(user, DesignScreen)
    user.wait(lambda: any("not JSON" in banner.text for banner in screen.work.banners.shown()))
    user.press("Alt+5")
    pane = screen.work.diagram
    assert not pane.is_drawn
    assert pane.area.text() == "{ nodes: "
    assert "not JSON" in pane.state.accessibleName()
    user.click("Draw")
    assert not pane.is_drawn, "it stays where it can be mended"
    user.press("Alt+4")
    user.type("Words.")
    assert kept(screen, DIAGRAM) == "{ nodes: "
    user.press("Ctrl+Shift+Return")
    user.wait(lambda: screen.shows("predict"))
    user.press("Escape")
    user.wait(lambda: "What was drawn cannot be read" in user.told())


def test_a_broken_diagram_is_left_to_draw_anew(user: User) -> None:
    folder, _ = rounds.start_in_folder(user.services, Plan(REF), None)
    with rounds.open_desk(user.services, folder.round_id) as desk:
        desk.session.record_edit(DIAGRAM, "{ nodes: ")
    user.open_first()
    screen = sitting(user, DesignScreen)
    user.press("Alt+5")
    user.click("Start anew")
    assert screen.work.diagram.is_drawn
    for key in ("A", "M", "Return"):
        user.press(key)
    assert [node.type for node in drawn(screen).nodes] == ["model"]


def drawn(screen: DesignScreen) -> Diagram:
    """What the journal holds of the drawing."""
    return read_diagram(kept(screen, DIAGRAM))


def draw_by_mouse(user: User, screen: DesignScreen) -> None:
    """A client and a model from the palette, and a connection pulled from one to the other."""
    canvas = screen.work.diagram.canvas
    view = canvas.view.viewport()
    for kind, x in (("client", 120), ("model", 420)):
        QTest.mouseClick(canvas.palette_.buttons[kind], Qt.MouseButton.LeftButton)
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(x, 200))
        user.press("Escape")
    rects = [canvas.scene.nodes[node.id].rect for node in canvas.diagram().nodes]
    start_at, end_at = (canvas.view.mapFromScene(rect.center()) for rect in rects)
    QTest.mouseMove(view, start_at + QPoint(6, 6))
    QTest.mouseMove(view, start_at)
    grip = canvas.view.mapFromScene(handles(rects[0])[0])
    user.wait(lambda: canvas.view.handle_at(grip), timeout_ms=5_000)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=grip)
    QTest.mouseMove(view, (grip + end_at) / 2)
    QTest.mouseMove(view, end_at)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end_at)
    user.press("Escape")


def test_a_system_is_drawn_by_mouse(user: User) -> None:
    screen = start(user, TITLE, DesignScreen)
    user.press("Alt+5")
    draw_by_mouse(user, screen)
    first, second = drawn(screen).nodes
    assert (first.type, second.type) == ("client", "model")
    assert [(edge.source, edge.target) for edge in drawn(screen).edges] == [(first.id, second.id)]


def test_a_system_is_drawn_by_keyboard(user: User) -> None:
    screen = start(user, TITLE, DesignScreen)
    user.press("Alt+5")
    for key, name in (("C", "Help page"), ("Shift+M", "Answer model")):
        user.press("A")
        user.press(key)
        user.type(name)
        user.press("Return")
    parts = [(node.type, node.label) for node in drawn(screen).nodes]
    assert parts == [("client", "Help page"), ("model", "Answer model")]
    assert len(drawn(screen).edges) == 1
    user.press("Ctrl+A")
    user.press("G")
    user.type("Ours")
    user.press("Return")
    assert [group.label for group in drawn(screen).groups] == ["Ours"]
    user.press("Ctrl+Z")
    assert not drawn(screen).groups
    user.press("Ctrl+Y")
    assert drawn(screen).groups
    user.press("Alt+4")
    assert screen.work.notebook.area.hasFocus()


def test_what_is_drawn_as_text_is_read_as_it_is_typed(user: User) -> None:
    screen = start(user, TITLE, DesignScreen)
    user.press("Alt+5")
    user.click("As text")
    assert screen.work.diagram.area.hasFocus()
    user.paste('{"nodes": [{"id": "a", "type": "model"}]')
    user.wait(lambda: "not JSON" in screen.work.diagram.state.accessibleName())
    user.press("Ctrl+End")
    user.type("}")
    user.wait(lambda: screen.work.diagram.state.accessibleName() == "Parts: 1, connections: 0")
    assert kept(screen, DIAGRAM).endswith("]}")
    user.click("Draw")
    assert [node.id for node in screen.work.diagram.canvas.diagram().nodes] == ["a"]
    assert kept(screen, DIAGRAM).endswith("]}"), "to look at it is no change"
    user.press("Ctrl+Shift+Return")
    user.wait(lambda: screen.shows("predict"))
    user.press("Escape")
    user.wait(lambda: "Drawing and numbers" in user.told())
    (shown,) = screen.debrief.findChildren(DiagramCanvas)
    assert [node.id for node in shown.diagram().nodes] == ["a"]
    assert shown.drawing.is_read_only
    assert "a is connected to nothing." in user.told()


def test_a_design_from_the_first_question_to_the_facts(user: User) -> None:
    screen = start(user, TITLE, DesignScreen)
    question = screen._controller.desk.question
    assert say(user, screen, question.facts[0].asks[0]) == question.facts[0].answer
    user.press("Alt+4")
    user.paste(f"## Numbers\n\n200 requests a day here.\n300 requests a day there.\n\n## {AFTER_CHANGE}\n")
    user.press("Alt+5")
    draw_by_mouse(user, screen)
    user.press("A")
    user.press("T")
    user.type("Spans")
    user.press("Return")
    assert question.curveball is not None
    user.clock.advance(60 * question.curveball.minute)
    user.wait(lambda: "A change of plan" in user.told())
    user.press("Alt+7")
    user.type("A second index in the other region.")
    probe(user, screen)
    user.press("Ctrl+Shift+Return")
    user.wait(lambda: screen.shows("predict"))
    assert screen.predict.slider.isHidden()
    screen.predict.levels["evaluation"].segment("2").click()
    user.press("Ctrl+Return")
    user.wait(lambda: screen.shows("debrief") and "Drawing and numbers" in user.told())
    told = user.told()
    assert "Spans is connected to nothing." in told
    (shown,) = screen.debrief.findChildren(DiagramCanvas)
    assert [node.type for node in shown.diagram().nodes] == ["client", "model", "tracer"]
    spans = next(node.id for node in shown.diagram().nodes if node.label == "Spans")
    show = next(one for one in screen.debrief.findChildren(QPushButton) if "Spans is connected" in one.accessibleName())
    show.click()
    assert shown.drawing.chosen.nodes == (spans,)
    assert "Two numbers stand for requests a day" in told
    assert "none of them sets a level" in told
    user.press("Ctrl+R")
    user.wait(lambda: user.opened.urls)
    page = Path(user.opened.urls[0].toLocalFile()).read_text(encoding="utf-8")
    assert "Two numbers stand for requests a day" in page
    user.wait(lambda: read_record(user.services, user.round_id()).story.item().predicted)
    record = read_record(user.services, user.round_id())
    assert record.submission is not None
    assert "A second index in the other region." in record.submission.documents[NOTEBOOK]
    assert [turn.intent for turn in record.story.item().chat] == [
        "clarification",
        "answer",
        "probe",
        "answer",
        "answer",
    ]
    predicted = record.story.item().predicted
    assert predicted is not None
    assert (predicted.hidden_pass_rate, dict(predicted.levels)) == (None, {"evaluation": 2})


def probe(user: User, screen: DesignScreen) -> None:
    """Stop typing until the interviewer asks about something that is missing, and answer."""
    talk = screen._talk
    assert talk is not None
    before = len(talk.turns)
    user.clock.advance(300)
    talk.look()
    assert len(talk.turns) == before + 1
    assert talk.turns[-1].text in [one.text for one in screen._controller.desk.question.probes]
    say(user, screen, "I would label 200 questions and compare both.")


def test_a_long_notebook_is_kept_as_it_is_typed(user: User) -> None:
    screen = start(user, TITLE, DesignScreen)
    line = "Some words of a usual notebook line, with numbers: 40 GB and 3 s a call.\n"
    user.paste("".join(f"## Part {n}\n\n{line * 14}\n" for n in range(100)))
    assert len(kept(screen).split()) > 20_000
    screen.work.notebook.area.go_to_line(800)
    user.type("twenty letters of it")
    assert "twenty letters of it" in kept(screen)
