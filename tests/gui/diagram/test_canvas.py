"""The canvas as its user works it: by pointer, by keys alone, back and forth, and with what is no diagram."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mockint.domain.diagram import MOST_EDGES, MOST_NODES, Diagram, Edge, Node, read_diagram
from mockint.domain.mermaid import mermaid
from mockint.errors import BadInputError
from tests.gui.diagram.conftest import LEFT, SMALL, Hand
from ui.diagram.symbols import KINDS
from ui.theme import Theme


def test_a_part_is_put_where_one_clicks_and_gets_its_label(hand: Hand) -> None:
    assert hand.canvas.how_to_begin.isVisible()
    QTest.mouseClick(hand.canvas.palette_.buttons["model"], LEFT)
    hand.click(hand.at(103, -58))
    hand.type("Answer model")
    hand.press("Return")
    assert hand.diagram.nodes == (Node(id="model1", type="model", label="Answer model", x=100, y=-60),)
    assert not hand.canvas.how_to_begin.isVisible()
    assert hand.view.hasFocus()
    hand.click(hand.at(-200, 100))
    assert len(hand.diagram.nodes) == 1, "one click on the palette puts down one part"
    hand.press("Ctrl+Z")
    assert hand.canvas.text() == "", "a part and its first label are one step"


def test_a_double_click_adds_and_renames(hand: Hand) -> None:
    hand.double_click(hand.at(0, 0))
    hand.type("One")
    hand.press("Return")
    hand.double_click(hand.node("client1"))
    hand.type("Two")
    hand.press("Escape")
    assert hand.names == ["One"]
    hand.double_click(hand.node("client1"))
    hand.type("Three")
    hand.click(hand.at(-300, -200))
    assert hand.names == ["Three"]


def test_a_part_is_connected_from_its_border(drawn: Hand) -> None:
    QTest.mouseMove(drawn.view.viewport(), drawn.node("llm"))
    edge = drawn.canvas.scene.nodes["llm"].card.rect.bottom()
    drawn.drag(drawn.node("llm", (0, edge)), drawn.node("log"))
    assert drawn.links[-1] == ("Answer model", "log")
    drawn.press("Return")
    drawn.type("spans")
    drawn.press("Return")
    assert drawn.diagram.edges[-1].label == "spans"
    assert len(drawn.told) == 2
    QTest.mouseMove(drawn.view.viewport(), drawn.node("log"))
    edge = drawn.canvas.scene.nodes["log"].card.rect.right()
    drawn.drag(drawn.node("log", (edge, 0)), drawn.node("log"), via=drawn.node("log", (edge + 80, 0)))
    assert drawn.links[-1] == ("log", "log")


def test_a_drag_is_one_change_on_the_grid_and_moves_what_is_selected(drawn: Hand) -> None:
    drawn.click(drawn.node("web"))
    drawn.click(drawn.node("log"), Qt.KeyboardModifier.ShiftModifier)
    drawn.drag(drawn.node("web"), drawn.node("web", (43, 98)))
    places = {node.id: (node.x, node.y) for node in drawn.diagram.nodes}
    assert places == {"web": (-200, 100), "api": (0, 0), "llm": (240, 0), "log": (40, 300)}
    assert len(drawn.told) == 1
    assert read_diagram(drawn.told[0]) == drawn.diagram
    drawn.press("Ctrl+Z")
    assert drawn.diagram == SMALL


def test_a_frame_moves_with_its_parts_and_takes_in_what_is_dropped_there(drawn: Hand) -> None:
    title = drawn.canvas.scene.frames["net"].title_rect.center()
    drawn.drag(drawn.at(title.x(), title.y()), drawn.at(title.x(), title.y() - 100))
    assert {node.id: node.y for node in drawn.diagram.nodes} == {"web": 0, "api": -100, "llm": -100, "log": 200}
    drawn.drag(drawn.node("log"), drawn.at(120, -100))
    assert drawn.diagram.nodes[3].group == "net"
    drawn.press("Ctrl+Shift+G")
    assert drawn.diagram.nodes[3].group == ""


def test_a_rectangle_selects_and_shift_adds(drawn: Hand) -> None:
    drawn.drag(drawn.at(-360, -120), drawn.at(60, 60))
    assert drawn.canvas.drawing.chosen.nodes == ("web", "api")
    drawn.drag(drawn.at(-120, 140), drawn.at(120, 260), keys=Qt.KeyboardModifier.ShiftModifier)
    assert drawn.canvas.drawing.chosen.nodes == ("web", "api", "log")
    drawn.click(drawn.node("web"), Qt.KeyboardModifier.ShiftModifier)
    assert drawn.canvas.drawing.chosen.nodes == ("api", "log")
    drawn.press("Escape")
    assert not any(drawn.canvas.drawing.chosen)
    assert drawn.told == []


def test_escape_in_a_drag_puts_everything_back(drawn: Hand) -> None:
    port, at = drawn.view.viewport(), drawn.node("api")
    QTest.mousePress(port, LEFT, pos=at)
    QTest.mouseMove(port, at + QPoint(80, 80))
    drawn.press("Escape")
    QTest.mouseRelease(port, LEFT, pos=at + QPoint(80, 80))
    assert drawn.diagram == SMALL
    assert drawn.canvas.scene.nodes["api"].pos() == QPointF(0, 0)


def test_a_diagram_is_drawn_by_keys_alone(hand: Hand) -> None:
    for keys, name in (
        (("A", "C"), "Web"),
        (("A", "Shift+A"), "API"),
        (("A", "Shift+R"), "Search"),
        (("A", "Shift+I"), "Docs"),
    ):
        hand.press(*keys)
        hand.type(name)
        hand.press("Return")
    hand.press("Shift+Tab")
    assert hand.status.startswith("Search (Retriever)")
    hand.press("A")
    assert "Press its letter" in hand.status
    hand.press("Down", "Down", "Down", "Return")
    hand.type("Answers")
    hand.press("Return")
    hand.press("C", "Escape")
    assert hand.links == [("Web", "API"), ("API", "Search"), ("Search", "Docs")]
    hand.canvas.drawing.choose(hand.canvas.drawing.chosen._replace(nodes=("retriever1",)))
    hand.press("C")
    assert hand.status.startswith("Connect Search to")
    for _ in range(5):
        if "to Answers?" not in hand.status:
            hand.press("Tab")
    hand.press("Return", "Return")
    hand.type("5 passages")
    hand.press("Return")
    assert [node.type for node in hand.diagram.nodes] == ["client", "api", "retriever", "index", "model"]
    assert hand.links[-1] == ("Search", "Answers")
    assert hand.diagram.edges[-1].label == "5 passages"
    assert hand.diagram.as_text().count("->") == 4


def test_what_was_done_is_undone_to_the_first_and_redone_to_the_last(drawn: Hand) -> None:
    drawn.click(drawn.node("log"))
    drawn.press("Right", "Right", "Shift+Down")
    drawn.press("T", "S")
    drawn.press("G")
    drawn.type("Records")
    drawn.press("Return")
    drawn.click(drawn.node("web"))
    drawn.press("Ctrl+D", "Delete")
    last, kinds = drawn.diagram, [node.type for node in drawn.diagram.nodes]
    assert kinds == ["client", "api", "model", "store"]
    assert [group.label for group in last.groups] == ["Our network", "Records"]
    assert (last.nodes[3].x, last.nodes[3].y) == (40, 201)
    steps = 0
    while drawn.canvas.drawing.past.can_undo:
        drawn.press("Ctrl+Z")
        steps += 1
    assert drawn.diagram == SMALL
    assert steps == 5, "the arrows in a row are one step, and so are a frame and its title"
    while drawn.canvas.drawing.past.can_redo:
        drawn.press("Ctrl+Y")
    assert drawn.diagram == last


def test_tab_goes_as_one_reads_and_then_on(drawn: Hand) -> None:
    heard = []
    drawn.view.setFocus()
    for _ in range(5):
        drawn.press("Tab")
        heard.append(drawn.status.partition(";")[0])
    assert heard == [
        "Group Our network: Chat API, Answer model",
        "Help page (Client)",
        "Chat API (API)",
        "Answer model (Model)",
        "Tracer",
    ]
    drawn.press("Tab")
    assert not drawn.view.hasFocus()
    drawn.view.setFocus()
    drawn.click(drawn.node("api"))
    drawn.press("E")
    assert drawn.status == "Help page to Chat API: question"
    drawn.press("E")
    assert drawn.status == "Chat API to Answer model"
    drawn.press("R")
    assert drawn.links[1] == ("Answer model", "Chat API")
    drawn.press("Delete")
    assert len(drawn.diagram.edges) == 1


def test_parts_are_copied_as_text_and_pasted_with_edges_and_frame(drawn: Hand) -> None:
    title = drawn.canvas.scene.frames["net"].title_rect.center()
    drawn.click(drawn.at(title.x(), title.y()))
    drawn.press("Ctrl+C")
    copied = read_diagram(drawn.clipboard)
    assert [node.id for node in copied.nodes] == ["api", "llm"]
    drawn.press("Ctrl+V", "Ctrl+V")
    assert len(drawn.diagram.nodes) == 8
    assert len(drawn.diagram.edges) == 4
    assert len(drawn.diagram.groups) == 3
    assert len({(node.x, node.y) for node in drawn.diagram.nodes}) == 8
    drawn.press("Ctrl+X")
    assert len(drawn.diagram.nodes) == 6
    assert len(drawn.diagram.groups) == 2


def _image() -> QMimeData:
    data = QMimeData()
    data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    return data


def _html() -> QMimeData:
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    return data


def _text(text: str) -> Callable[[], QMimeData]:
    def make() -> QMimeData:
        data = QMimeData()
        data.setText(text)
        return data

    return make


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_image, "Only parts of a diagram"),
        (_html, "Only parts of a diagram"),
        (_text("words"), "Only parts of a diagram"),
        (_text('{"nodes": 3}'), "Nothing was pasted."),
        (_text('{"nodes": [{"id": "a"}], "edges": [{"from": "a", "to": "b"}]}'), "no node has that id"),
    ],
)
def test_what_is_no_diagram_is_not_pasted(drawn: Hand, make: Callable[[], QMimeData], said: str) -> None:
    QGuiApplication.clipboard().setMimeData(make())
    drawn.press("Ctrl+V")
    assert said in drawn.status
    assert drawn.diagram == SMALL
    assert drawn.told == []


def test_the_limits_are_told_and_nothing_is_lost(hand: Hand) -> None:
    full = Diagram(
        nodes=tuple(Node(id=f"n{at}") for at in range(MOST_NODES)),
        edges=tuple(Edge(source="n0", target="n1") for _ in range(MOST_EDGES)),
    )
    hand.canvas.set_text(full.as_json())
    before = hand.diagram
    hand.press("A", "M")
    assert f"at most {MOST_NODES} parts" in hand.status
    hand.canvas.drawing.choose(hand.canvas.drawing.chosen._replace(nodes=("n0", "n2")))
    hand.press("C")
    assert "at most 1,000 connections" in hand.status
    assert hand.diagram is before
    hand.press("F2")
    QGuiApplication.clipboard().setText("x" * 600)
    hand.press("Ctrl+V")
    assert "at most 500 characters" in hand.status
    hand.press("Return")
    assert [len(node.label) for node in hand.diagram.nodes if node.label] == [500]


def test_a_text_that_is_no_diagram_leaves_what_is_there(drawn: Hand) -> None:
    for text in ("{", '{"nodes": [{"id": "a"}, {"id": "a"}]}', "[]"):
        with pytest.raises(BadInputError):
            drawn.canvas.set_text(text)
    assert drawn.diagram == SMALL
    drawn.canvas.set_text("")
    assert drawn.canvas.text() == ""
    assert not drawn.canvas.drawing.past.can_undo
    assert drawn.told == []


def test_parts_without_a_place_get_one_and_all_is_in_sight(hand: Hand) -> None:
    nodes = [
        {"id": name, "type": "load balancer", "label": label}
        for name, label in (("a", "חיפוש"), ("b", "🚀 go"), ("c", ""))
    ]
    edges = [{"from": a, "to": b} for a, b in ("ab", "bc", "ca", "aa")]
    hand.canvas.set_text(json.dumps({"nodes": nodes, "edges": edges}))
    assert all(node.x is not None and node.y is not None for node in hand.diagram.nodes)
    seen = hand.view.mapToScene(hand.view.viewport().rect()).boundingRect()
    assert seen.contains(hand.canvas.scene.content())
    assert not hand.canvas.grab().isNull()


def test_reading_only_keeps_everything_but_looking_off(drawn: Hand) -> None:
    drawn.canvas.set_read_only(True)
    drawn.drag(drawn.node("api"), drawn.node("api", (100, 100)))
    drawn.double_click(drawn.node("api"))
    drawn.press("Delete", "A", "Ctrl+X", "Right", "Ctrl+Z")
    drawn.double_click(drawn.at(-300, 200))
    assert drawn.diagram == SMALL
    assert drawn.told == []
    drawn.click(drawn.node("api"))
    drawn.press("Delete")
    assert drawn.status == "This diagram can be read, not changed."
    drawn.press("Ctrl+A", "Ctrl+C")
    assert len(read_diagram(drawn.clipboard).nodes) == 4
    drawn.canvas.set_read_only(False)
    drawn.press("Delete")
    assert drawn.canvas.text() == ""


def test_each_export_can_be_read_back(drawn: Hand, tmp_path: Path) -> None:
    for suffix in ("png", "svg", "mmd"):
        drawn.canvas.export(tmp_path / f"d.{suffix}")
    picture = QImage(str(tmp_path / "d.png"))
    content = drawn.canvas.scene.content()
    assert abs(picture.width() - 2 * (content.width() + 48)) <= 2
    assert picture.pixelColor(1, 1).lightness() > 250
    svg = (tmp_path / "d.svg").read_text(encoding="utf-8")
    assert "Answer model" in svg
    assert svg.rstrip().endswith("</svg>")
    assert (tmp_path / "d.mmd").read_text(encoding="utf-8") == mermaid(SMALL)
    drawn.canvas.copy_as_mermaid()
    assert drawn.clipboard == mermaid(SMALL)
    with pytest.raises(BadInputError, match="ends in none of"):
        drawn.canvas.export(tmp_path / "d.gif")
    with pytest.raises(BadInputError, match="choose another place"):
        drawn.canvas.export(tmp_path / "nowhere" / "d.svg")
    drawn.canvas.set_text("")
    for suffix in ("png", "svg", "mmd"):
        drawn.canvas.export(tmp_path / f"empty.{suffix}")


def test_a_diagram_as_wide_as_the_plane_is_exported_without_filling_the_memory(hand: Hand, tmp_path: Path) -> None:
    far = Diagram(nodes=(Node(id="a", x=-100_000.0, y=0.0), Node(id="b", x=100_000.0, y=100_000.0)))
    hand.canvas.set_text(far.as_json())
    hand.canvas.export(tmp_path / "far.png")
    picture = QImage(str(tmp_path / "far.png"))
    assert 0 < picture.width() * picture.height() <= 12_100_000


def test_zoom_keeps_the_point_under_the_pointer(drawn: Hand) -> None:
    at = drawn.node("llm")
    before = drawn.view.mapToScene(at)
    wheel = QWheelEvent(
        QPointF(at), QPointF(at), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(drawn.view.viewport(), wheel)
    assert drawn.view.zoom == pytest.approx(1.44)
    off = drawn.view.mapToScene(at) - before
    assert off.manhattanLength() < 2
    drawn.press("Ctrl+-", "Ctrl+-", "Ctrl+0")
    assert drawn.view.zoom == 1.0
    middle = drawn.view.mapToScene(drawn.view.viewport().rect().center())
    drawn.press("Escape", "Right")
    assert drawn.view.mapToScene(drawn.view.viewport().rect().center()).x() == pytest.approx(middle.x() + 60, abs=1)
    drawn.press("Ctrl++", "Ctrl++", "Ctrl++", "F")
    assert drawn.view.mapToScene(drawn.view.viewport().rect()).boundingRect().contains(drawn.canvas.scene.content())


def test_parts_are_aligned_and_spaced(drawn: Hand) -> None:
    drawn.canvas.drawing.choose(drawn.canvas.drawing.chosen._replace(nodes=("web", "api", "log")))
    drawn.press("L")
    menu = drawn.canvas.tools.align_menu
    assert menu.isVisible()
    QTest.keyClick(menu, Qt.Key.Key_B)
    bottoms = {drawn.canvas.scene.nodes[id_].rect.bottom() for id_ in ("web", "api", "log")}
    assert len({round(value, 3) for value in bottoms}) == 1
    drawn.canvas.drawing.distribute(0)
    assert len(drawn.told) >= 1
    drawn.canvas.drawing.choose(drawn.canvas.drawing.chosen._replace(nodes=("web",)))
    drawn.canvas.drawing.align("left")
    assert "two parts or more" in drawn.status


def test_every_kind_has_a_symbol_a_word_and_a_letter_in_it(drawn: Hand) -> None:
    for kind in KINDS.values():
        assert kind.letter in kind.word.upper()
    assert len({kind.letter for kind in KINDS.values()}) == len(KINDS)
    assert len({kind.drawing for kind in KINDS.values()}) == len(KINDS)


def test_a_reader_hears_the_graph(drawn: Hand, qtbot) -> None:
    qtbot.waitUntil(lambda: "Chat API -> Answer model" in drawn.view.accessibleDescription(), timeout=2_000)


def test_other_colours_and_larger_text_keep_drawing_and_selection(drawn: Hand, theme: Theme) -> None:
    drawn.press("Ctrl+A")
    theme.choose("dark")
    theme.set_scale(2.0)
    assert len(drawn.canvas.scene.nodes) == 4
    assert all(item.is_chosen for item in drawn.canvas.scene.nodes.values())
    assert drawn.view.pixels == 2 * drawn.view.zoom
    assert drawn.told == []


def test_the_keys_are_shown_and_put_away(drawn: Hand) -> None:
    drawn.canvas.tools.keys_wanted.emit()
    shown = drawn.canvas.key_list
    assert shown is not None
    assert any("undo" in part.text() for part in shown.labels())
    drawn.press("Escape")
    assert drawn.canvas.key_list is None
    assert shown.isHidden()
    assert drawn.view.hasFocus()
